//! Making one customer of several.

use huike_domain::customers::merging::{self, Choices, MergeLine, Part};
use huike_domain::customers::{CustomerDraft, Portrait, ReachKind};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::time::Instant;
use huike_store::{Read, customers as rows};
use serde::{Deserialize, Serialize};

use super::library::hold_to_library;
use super::{CustomerRow, known_people, phone_for_people, row_of};
use crate::App;
use crate::error::AppError;

/// Customers side by side before they become one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeView {
    /// The one that stays.
    pub keep: CustomerId,
    /// All of them, as they were named.
    pub columns: Vec<MergeColumn>,
    /// The fields of which a customer has one and that any of them has.
    pub lines: Vec<MergeLine>,
    /// Companies and introducers that the fields name.
    pub people: Vec<CustomerRow>,
}

/// One of the customers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeColumn {
    /// As lists show them.
    pub row: CustomerRow,
    /// Their fields as they are edited.
    pub draft: CustomerDraft,
    /// When they were entered.
    pub created_at: Instant,
    /// Purchases, refunds and reversals.
    pub purchases: u32,
    /// Contacts and notes.
    pub interactions: u32,
    /// Follow-ups, settled ones included.
    pub follow_ups: u32,
    /// Files.
    pub attachments: u32,
    /// Contacts of a company.
    pub contacts: u32,
}

/// The most customers that become one at a time.
const MOST_MERGED: usize = 20;

/// Customers side by side, and what becomes of each field where `keep` stays; where none is named,
/// the one with the longest story.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] on `others`.
pub fn compare(
    app: &App,
    customers: Vec<CustomerId>,
    keep: Option<CustomerId>,
) -> Result<MergeView, AppError> {
    app.read(|reader| {
        let keep = match keep.filter(|keep| customers.contains(keep)) {
            Some(keep) => keep,
            None => longest_story(reader, &customers)?,
        };
        let others: Vec<_> = customers.iter().copied().filter(|id| *id != keep).collect();
        check_ids(keep, &others)?;
        let lines = merging::lines(&parts_of(&load(reader, keep, &others)?));
        let mut people = Vec::new();
        let mut columns = Vec::with_capacity(customers.len());
        for id in customers {
            let found = known(reader, id)?;
            let counts = rows::counts(reader, id)?;
            let portrait = &found.draft.portrait;
            for named in [portrait.employer, portrait.introduced_by].into_iter().flatten() {
                people.extend(rows::summary_of(reader, named)?.map(row_of));
            }
            columns.push(MergeColumn {
                draft: for_people(found.draft),
                row: row_of(found.summary),
                created_at: found.created_at,
                purchases: counts.purchases,
                interactions: counts.interactions,
                follow_ups: counts.follow_ups,
                attachments: counts.attachments,
                contacts: counts.contacts,
            });
        }
        Ok(MergeView { keep, columns, lines, people })
    })
}

/// Makes one customer of several: `keep` gets everything that lies with `others`, who are gone.
/// Fields are taken as `choices` says, else from the first who has them; lists are united, notes
/// joined, numbers that are not chosen kept beside. Taken back in one step.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] on `others`, on a list or the note that would
/// grow beyond its bounds, or on `kind` where a person would have a company's contacts.
pub fn merge(
    app: &App,
    op: OperationId,
    keep: CustomerId,
    others: Vec<CustomerId>,
    choices: Choices,
) -> Result<(), AppError> {
    check_ids(keep, &others)?;
    let (words, today) = (app.words()?, app.today()?);
    app.write(op, "customers.merge", Some(keep), move |tx| {
        let parts = parts_of(&load(tx, keep, &others)?);
        let known: Vec<_> = parts.iter().map(|(_, draft)| draft).collect();
        let draft = merging::merged(&parts, &choices, |number| {
            words.say("customers.merge.formerNumber", &[("number", number)])
        });
        let mut checked = for_people(draft).checked_beside(&known, today)?;
        hold_to_library(tx, &mut checked.draft.portrait)?;
        known_people(tx, Some(keep), &checked.draft.portrait, &Portrait::default())?;
        Ok::<_, AppError>(rows::merge(tx, keep, &others, &checked)?)
    })?;
    Ok(())
}

/// The one of whom most is known to have happened; the first entered among equals.
fn longest_story(read: &impl Read, customers: &[CustomerId]) -> Result<CustomerId, AppError> {
    let mut best: Option<(u32, CustomerId)> = None;
    for &id in customers {
        let counts = rows::counts(read, id)?;
        let story = counts.purchases + counts.interactions + counts.contacts;
        if best.is_none_or(|(most, first)| story > most || (story == most && id < first)) {
            best = Some((story, id));
        }
    }
    let none = || FieldError::new("others", InvalidCode::Required).into();
    best.map(|(_, id)| id).ok_or_else(none)
}

fn check_ids(keep: CustomerId, others: &[CustomerId]) -> Result<(), AppError> {
    let refuse = |code| Err(FieldError::new("others", code).into());
    if others.is_empty() {
        return refuse(InvalidCode::Required);
    }
    if others.len() >= MOST_MERGED {
        return Err(FieldError::too_many("others", MOST_MERGED - 1).into());
    }
    let twice = (0..others.len()).any(|n| others[..n].contains(&others[n]));
    if twice || others.contains(&keep) { refuse(InvalidCode::Impossible) } else { Ok(()) }
}

fn load(
    read: &impl Read,
    keep: CustomerId,
    others: &[CustomerId],
) -> Result<Vec<rows::Full>, AppError> {
    let all = std::iter::once(&keep).chain(others);
    all.map(|id| known(read, *id)).collect()
}

fn known(read: &impl Read, id: CustomerId) -> Result<rows::Full, AppError> {
    rows::get(read, id)?.ok_or_else(|| AppError::not_found("customer", &id.to_string()))
}

fn parts_of(full: &[rows::Full]) -> Vec<Part> {
    full.iter().map(|found| (found.summary.id, found.draft.clone())).collect()
}

/// Numbers as people write them, which is how a draft is checked.
fn for_people(mut draft: CustomerDraft) -> CustomerDraft {
    draft.phone =
        phone_for_people(Some(&draft.phone).filter(|phone| !phone.is_empty()).map(String::as_str));
    for reach in &mut draft.portrait.reaches {
        if reach.kind == ReachKind::Phone {
            reach.value = phone_for_people(Some(&reach.value));
        }
    }
    draft
}
