//! Customers, one a row.

use std::sync::Arc;

use chrono::NaiveDate;
use huike_domain::customers::{
    Consent, CustomEntry, CustomerDraft, CustomerKind, Portrait, Reach, ReachKind,
};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::CustomerId;
use huike_domain::interactions::Channel;
use huike_domain::transfer::dates::DateRules;
use huike_domain::transfer::fields::CustomerField;
use huike_domain::transfer::headers::Header;
use huike_domain::transfer::portrait::Own;
use huike_domain::transfer::rows;
use huike_store::{StoreError, Tx};

use super::Refusal;
use super::kind::Kind;
use super::ledger::{Ledger, Rehearsed, Remembers};
use super::links::Links;
use super::run::{Run, Taken};
use crate::App;
use crate::error::AppError;
use crate::transfer::read::Row;
use crate::transfer::table::Opening;
use crate::transfer::{ImportKind, ImportOptions, OnDuplicate};

/// What is known before the first row.
pub(super) struct Customers {
    dates: DateRules,
    own: Arc<Own>,
    policy: OnDuplicate,
}

impl Kind for Customers {
    type Field = CustomerField;
    const KIND: ImportKind = ImportKind::Customers;
    const OPERATION: &'static str = "transfer.customers";
    const DATED: CustomerField = CustomerField::Birthday;

    fn open(
        _app: &App,
        options: &ImportOptions,
        dates: DateRules,
        opening: Opening,
    ) -> Result<Self, AppError> {
        Ok(Self { dates, own: opening.own, policy: options.on_duplicate })
    }

    fn remembers(&self, header: &Header<CustomerField>) -> Remembers {
        let has = |field| header.column(field).is_some();
        let links = has(CustomerField::Employer) || has(CustomerField::IntroducedBy);
        let drafts = self.policy == OnDuplicate::Update || links;
        Remembers { names: links, drafts, twins: true }
    }

    fn enter(&self, run: &mut Run<CustomerField>, tx: &Tx<'_>) -> Result<(), AppError> {
        all(run, tx, self)
    }

    fn count(
        &self,
        run: &mut Run<CustomerField>,
        rehearsed: &Rehearsed<'_>,
    ) -> Result<(), AppError> {
        all(run, rehearsed, self)
    }
}

fn all(
    run: &mut Run<CustomerField>,
    ledger: &impl Ledger,
    rules: &Customers,
) -> Result<(), AppError> {
    let Customers { dates, own, policy } = rules;
    let header = run.header().clone();
    let mut links = Links::new(ledger);
    run.rows(|row: &Row, _| {
        let (mut customer, words) = rows::customer(&header, dates, own, |index| row.cell(index))?;
        let known = known(ledger, &customer.draft)?;
        if known.is_some() && *policy == OnDuplicate::Skip {
            return Ok(Taken::Known);
        }
        let own = known.filter(|_| *policy == OnDuplicate::Update);
        links.fill(&mut customer.draft, &words, own)?;
        let portrait = &customer.draft.portrait;
        let filled = [portrait.employer.is_some(), portrait.introduced_by.is_some()];
        let (id, taken) = match own {
            Some(id) => {
                let says_more = update(ledger, id, customer.draft, dates.today)?;
                (id, if says_more { Taken::Updated } else { Taken::Known })
            }
            None => {
                let id = ledger.enter(&customer).map_err(refused)?;
                if known.is_none() {
                    ledger.is_new(row.number, &customer.draft);
                }
                (id, Taken::Created)
            }
        };
        links.keep_open(row.number, (id, filled), &words, taken);
        Ok(taken)
    })?;
    if run.is_whole() { links.settle(run, dates.today) } else { Ok(()) }
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
