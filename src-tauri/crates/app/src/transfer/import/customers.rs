//! Customers, one a row.

use std::sync::Arc;

use chrono::NaiveDate;
use huike_domain::customers::{
    CheckedCustomer, Consent, CustomEntry, CustomerDraft, CustomerKind, Portrait, Reach, ReachKind,
};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::interactions::Channel;
use huike_domain::transfer::dates::DateRules;
use huike_domain::transfer::fields::CustomerField;
use huike_domain::transfer::portrait::Own;
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
    let (run, rules, own) = open(app, op, file, options, stop)?;
    let policy = options.on_duplicate;
    let headings = run.headings();
    let write = move |run: &mut Run<_>, tx: &Tx<'_>| all(run, tx, &rules, &own, policy);
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
    let (run, rules, own) = open(app, op, file, options, stop)?;
    let policy = options.on_duplicate;
    run.rehearse(app, how, |run, reader| {
        let drafts = policy == OnDuplicate::Update;
        all(run, &Rehearsed::new(reader, Remembers { names: false, drafts }), &rules, &own, policy)
    })
}

fn open(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    options: &ImportOptions,
    stop: &Stop,
) -> Result<(Run<CustomerField>, DateRules, Arc<Own>), AppError> {
    let opening = Opening::of(app, stop.clone())?;
    let run = Run::<CustomerField>::open(app, op, file, options, &opening)?;
    let rules = date_rules(file, &options.read, CustomerField::Birthday, &opening)?;
    Ok((run, rules, opening.own))
}

fn all(
    run: &mut Run<CustomerField>,
    ledger: &impl Ledger,
    rules: &DateRules,
    own: &Own,
    policy: OnDuplicate,
) -> Result<(), AppError> {
    let header = run.header().clone();
    run.rows(|row: &Row, _| {
        let customer = rows::customer(&header, rules, own, |index| row.cell(index))?;
        take(ledger, customer, policy, rules.today)
    })
}

fn take(
    ledger: &impl Ledger,
    customer: CheckedCustomer,
    policy: OnDuplicate,
    today: NaiveDate,
) -> Result<Taken, Refusal> {
    match (known(ledger, &customer.draft)?, policy) {
        (Some(_), OnDuplicate::Skip) => Ok(Taken::Known),
        (Some(id), OnDuplicate::Update) => {
            let says_more = update(ledger, id, customer.draft, today)?;
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
fn update(
    ledger: &impl Ledger,
    id: CustomerId,
    given: CustomerDraft,
    today: NaiveDate,
) -> Result<bool, Refusal> {
    let Some(before) = ledger.draft(id)? else {
        return Err(AppError::not_found("customer", &id.to_string()).into());
    };
    let after = filled_in(&before, given);
    let after = after.checked_beside(&[&before], today)?;
    if after.draft == before {
        return Ok(false);
    }
    ledger.update(id, &after).map_err(refused)?;
    Ok(true)
}

/// What was known, with what a row gives written over it; what the row leaves open stays. Further
/// numbers and the like are added to those there are.
fn filled_in(before: &CustomerDraft, given: CustomerDraft) -> CustomerDraft {
    let text = |given: String, before: &str| {
        if given.is_empty() { before.to_owned() } else { given }
    };
    let (old, new) = (&before.portrait, given.portrait);
    let mut portrait = Portrait {
        reaches: old.reaches.clone(),
        anniversaries: old.anniversaries.clone(),
        region: text(new.region, &old.region),
        industry: text(new.industry, &old.industry),
        introduced_by: new.introduced_by.or(old.introduced_by),
        employer: new.employer.or(old.employer),
        role: text(new.role, &old.role),
        hours: new.hours.or(old.hours),
        character: new.character.or(old.character),
        owner: text(new.owner, &old.owner),
        importance: new.importance.or(old.importance),
        urgency: new.urgency.or(old.urgency),
        consent: old.consent.clone(),
        preferences: old.preferences.clone(),
        custom: new.custom,
    };
    let is_first = |reach: &Reach| reach.kind == ReachKind::Phone && reach.value == before.phone;
    for reach in new.reaches {
        let known = |old: &Reach| (old.kind, &old.value) == (reach.kind, &reach.value);
        if !is_first(&reach) && !portrait.reaches.iter().any(known) {
            portrait.reaches.push(reach);
        }
    }
    for anniversary in new.anniversaries {
        if !portrait.anniversaries.contains(&anniversary) {
            portrait.anniversaries.push(anniversary);
        }
    }
    portrait.preferences.extend(new.preferences);
    portrait.preferences.sort_unstable();
    portrait.preferences.dedup();
    let given_of = |entry: &&CustomEntry| !portrait.custom.iter().any(|e| e.field == entry.field);
    let kept: Vec<CustomEntry> = old.custom.iter().filter(given_of).cloned().collect();
    portrait.custom.extend(kept);
    portrait.custom.sort_by_key(|entry| entry.field);
    // What a row says of a channel is the latest word on it.
    let said = [&new.consent.agreed, &new.consent.refused];
    let unsaid = |channel: &Channel| !said.iter().any(|said| said.contains(channel));
    portrait.consent.agreed.retain(unsaid);
    portrait.consent.refused.retain(unsaid);
    portrait.consent.agreed.extend(&new.consent.agreed);
    portrait.consent.refused.extend(&new.consent.refused);
    for channels in [&mut portrait.consent.agreed, &mut portrait.consent.refused] {
        *channels = Consent::channels_of(Consent::bits_of(channels));
    }
    CustomerDraft {
        kind: if given.kind == CustomerKind::Person { before.kind } else { given.kind },
        name: text(given.name, &before.name),
        phone: text(given.phone, &before.phone),
        birthday: given.birthday.or(before.birthday),
        company: text(given.company, &before.company),
        source: text(given.source, &before.source),
        tags: if given.tags.is_empty() { before.tags.clone() } else { given.tags },
        note: text(given.note, &before.note),
        external_id: text(given.external_id, &before.external_id),
        channel: given.channel.or(before.channel),
        portrait,
    }
}

/// A number of the shop's own that another has is the row's fault.
fn refused(error: StoreError) -> Refusal {
    match error {
        StoreError::Taken(field) => FieldError::new(field, InvalidCode::Taken).into(),
        other => other.into(),
    }
}
