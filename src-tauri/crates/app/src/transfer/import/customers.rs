//! Customers, one a row.

use huike_domain::customers::{CheckedCustomer, CustomerDraft};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::transfer::dates::DateRules;
use huike_domain::transfer::fields::CustomerField;
use huike_domain::transfer::rows;
use huike_store::{StoreError, Tx};

use super::ledger::{Ledger, Rehearsed, Remembers};
use super::run::{Rehearsing, Run, Taken};
use super::{Refusal, remember};
use crate::App;
use crate::error::AppError;
use crate::transfer::files::HeldFile;
use crate::transfer::read::{Row, Stop};
use crate::transfer::table::{Opening, date_rules};
use crate::transfer::{ImportKind, ImportOptions, ImportReport, OnDuplicate, Rehearsal};

pub(super) fn import(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    options: &ImportOptions,
    stop: &Stop,
) -> Result<ImportReport, AppError> {
    let (run, rules) = open(app, op, file, options, stop)?;
    let policy = options.on_duplicate;
    let headings = run.headings();
    let write = move |run: &mut Run<_>, tx: &Tx<'_>| all(run, tx, &rules, policy);
    let report = run.write(app, op, "transfer.customers", write)?;
    remember(app, headings, ImportKind::Customers, options, &report);
    Ok(report)
}

/// Counts what [`import`] would do.
pub(super) fn rehearse(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    options: &ImportOptions,
    stop: &Stop,
    how: Rehearsing,
) -> Result<Rehearsal, AppError> {
    let (run, rules) = open(app, op, file, options, stop)?;
    let policy = options.on_duplicate;
    run.rehearse(app, how, |run, reader| {
        let drafts = policy == OnDuplicate::Update;
        all(run, &Rehearsed::new(reader, Remembers { names: false, drafts }), &rules, policy)
    })
}

fn open(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    options: &ImportOptions,
    stop: &Stop,
) -> Result<(Run<CustomerField>, DateRules), AppError> {
    let opening = Opening { today: app.today()?, stop: stop.clone() };
    let run = Run::<CustomerField>::open(app, op, file, options, &opening)?;
    let rules = date_rules(file, &options.read, CustomerField::Birthday, &opening)?;
    Ok((run, rules))
}

fn all(
    run: &mut Run<CustomerField>,
    ledger: &impl Ledger,
    rules: &DateRules,
    policy: OnDuplicate,
) -> Result<(), AppError> {
    let header = run.header().clone();
    run.rows(|row: &Row, _| {
        let customer = rows::customer(&header, rules, |index| row.cell(index))?;
        take(ledger, customer, policy)
    })
}

fn take(
    ledger: &impl Ledger,
    customer: CheckedCustomer,
    policy: OnDuplicate,
) -> Result<Taken, Refusal> {
    match (known(ledger, &customer.draft)?, policy) {
        (Some(_), OnDuplicate::Skip) => Ok(Taken::Known),
        (Some(id), OnDuplicate::Update) => {
            let says_more = update(ledger, id, customer.draft)?;
            Ok(if says_more { Taken::Updated } else { Taken::Known })
        }
        (None, _) | (Some(_), OnDuplicate::Create) => {
            ledger.enter(&customer).map_err(refused)?;
            Ok(Taken::Created)
        }
    }
}

/// The customer with the same number of the shop's own, or else the same phone number.
fn known(ledger: &impl Ledger, draft: &CustomerDraft) -> Result<Option<CustomerId>, StoreError> {
    if !draft.external_id.is_empty()
        && let Some(id) = ledger.by_external(&draft.external_id)?
    {
        return Ok(Some(id));
    }
    if draft.phone.is_empty() { Ok(None) } else { ledger.by_phone(&draft.phone) }
}

/// Writes over a known customer what the row gives; false where it says nothing new.
fn update(ledger: &impl Ledger, id: CustomerId, given: CustomerDraft) -> Result<bool, Refusal> {
    let Some(before) = ledger.draft(id)? else {
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
    ledger.update(id, &after.checked()?).map_err(refused)?;
    Ok(true)
}

/// A number of the shop's own that another has is the row's fault.
fn refused(error: StoreError) -> Refusal {
    match error {
        StoreError::Taken(field) => FieldError::new(field, InvalidCode::Taken).into(),
        other => other.into(),
    }
}
