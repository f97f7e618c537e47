//! Customers, one a row.

use chrono::NaiveDate;
use huike_domain::customers::{CheckedCustomer, CustomerDraft};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::transfer::dates::DateRules;
use huike_domain::transfer::fields::CustomerField;
use huike_domain::transfer::rows;
use huike_store::{StoreError, Tx, customers as store};

use super::Refusal;
use super::run::Run;
use crate::App;
use crate::error::AppError;
use crate::transfer::files::HeldFile;
use crate::transfer::read::{Row, Stop};
use crate::transfer::table::date_order;
use crate::transfer::{ImportOptions, ImportReport, OnDuplicate};

pub(super) fn import(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    options: &ImportOptions,
    stop: &Stop,
) -> Result<ImportReport, AppError> {
    let run = Run::<CustomerField>::open(app, op, file, options, stop)?;
    let rules = DateRules {
        order: date_order(file, &options.read, CustomerField::Birthday, stop)?,
        today: app.today()?,
    };
    let policy = options.on_duplicate;
    run.write(app, op, "transfer.customers", move |run, tx| {
        let header = run.header().clone();
        run.rows(|row: &Row, report| {
            let customer = rows::customer(&header, &rules, |index| row.cell(index))?;
            take(tx, customer, policy, rules.today, report)
        })
    })
}

fn take(
    tx: &Tx<'_>,
    customer: CheckedCustomer,
    policy: OnDuplicate,
    today: NaiveDate,
    report: &mut ImportReport,
) -> Result<(), Refusal> {
    match (known(tx, &customer.draft)?, policy) {
        (Some(_), OnDuplicate::Skip) => report.duplicates += 1,
        (Some(id), OnDuplicate::Update) => {
            if update(tx, id, customer.draft, today)? {
                report.updated += 1;
            } else {
                report.duplicates += 1;
            }
        }
        (None, _) | (Some(_), OnDuplicate::Create) => {
            tx.in_bulk(|| store::insert_in_bulk(tx, &customer)).map_err(refused)?;
            report.imported += 1;
        }
    }
    Ok(())
}

/// The customer with the same number of the shop's own, or else the same phone number.
fn known(tx: &Tx<'_>, draft: &CustomerDraft) -> Result<Option<CustomerId>, StoreError> {
    if !draft.external_id.is_empty()
        && let Some(id) = store::id_by_external(tx, &draft.external_id)?
    {
        return Ok(Some(id));
    }
    if draft.phone.is_empty() { Ok(None) } else { store::id_by_phone(tx, &draft.phone) }
}

/// Writes over a known customer what the row gives; false where it says nothing new.
fn update(
    tx: &Tx<'_>,
    id: CustomerId,
    given: CustomerDraft,
    today: NaiveDate,
) -> Result<bool, Refusal> {
    let Some(before) = store::get(tx, id)?.map(|full| full.draft) else {
        return Err(AppError::not_found("customer", &id.to_string()).into());
    };
    let text = |given: String, before: &str| {
        if given.is_empty() { before.to_owned() } else { given }
    };
    let after = CustomerDraft {
        kind: before.kind,
        name: text(given.name, &before.name),
        phone: text(given.phone, &before.phone),
        birthday: given.birthday.or(before.birthday),
        company: text(given.company, &before.company),
        source: text(given.source, &before.source),
        tags: if given.tags.is_empty() { before.tags.clone() } else { given.tags },
        note: text(given.note, &before.note),
        external_id: text(given.external_id, &before.external_id),
        channel: before.channel,
        portrait: before.portrait.clone(),
    };
    if after == before {
        return Ok(false);
    }
    store::update(tx, id, &after.checked(today)?).map_err(refused)?;
    Ok(true)
}

/// A number of the shop's own that another has is the row's fault.
fn refused(error: StoreError) -> Refusal {
    match error {
        StoreError::Taken(field) => FieldError::new(field, InvalidCode::Taken).into(),
        other => other.into(),
    }
}
