//! Points: what customers have, where it came from, and the rule by which purchases earn.

mod rule;
mod work;

pub(crate) use rule::SAVE_RULE;
pub use rule::{
    OutstandingView, PointsExample, PointsSettings, example, outstanding, save_rule, save_worth,
    settings,
};
pub(crate) use work::{let_run_out, settle, settle_everyone, taken_by};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{CustomerId, OperationId, PointsEntryId, PurchaseId};
use huike_domain::tiers::points::{Entry, Kind, Ledger, MOST_POINTS, OpenGrant, Short};
use huike_domain::time::Instant;
use huike_store::purchases as bought;
use huike_store::tiers::points as rows;
use huike_store::{Read, Tx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::App;
use crate::error::AppError;
use crate::purchases::known;
use work::Settling;

/// A customer's points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PointsView {
    /// What they have; negative where they owe points that a refund took back after they were
    /// spent.
    #[specta(type = specta_typescript::Number)]
    pub balance_points: i64,
    /// What that is worth, in fen.
    #[specta(type = specta_typescript::Number)]
    pub worth_fen: i64,
    /// Whether purchases earn points at present.
    pub earning: bool,
    /// What runs out next; none where nothing does.
    pub next_expiry: Option<NextExpiry>,
    /// Grants of which something is left or owed, in the order in which they are spent.
    pub open_grants: Vec<GrantView>,
    /// The whole ledger, newest entry first.
    pub entries: Vec<PointsEntryView>,
}

/// What runs out next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NextExpiry {
    /// The last day on which it is good.
    pub day: NaiveDate,
    /// How many points.
    #[specta(type = specta_typescript::Number)]
    pub points: i64,
}

/// A grant of which something is left, or owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct GrantView {
    /// The entry that gave it.
    pub id: PointsEntryId,
    /// When.
    pub at: Instant,
    /// The purchase that gave it.
    pub purchase: Option<PurchaseId>,
    /// What it gave.
    #[specta(type = specta_typescript::Number)]
    pub points: i64,
    /// What is left of it; negative where points are owed.
    #[specta(type = specta_typescript::Number)]
    pub rest: i64,
    /// The last day on which it is good; none where it never runs out.
    pub expires: Option<NaiveDate>,
}

/// One entry of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PointsEntryView {
    /// Which.
    pub id: PointsEntryId,
    /// When it was entered.
    pub at: Instant,
    /// What it is.
    pub kind: Kind,
    /// How many points; negative where they were taken.
    #[specta(type = specta_typescript::Number)]
    pub points: i64,
    /// What the customer had afterwards.
    #[specta(type = specta_typescript::Number)]
    pub balance: i64,
    /// The purchase or refund it is about.
    pub purchase: Option<PurchaseId>,
    /// The day of that purchase, as it earned.
    pub day: Option<NaiveDate>,
    /// The grant it takes from or gives back to.
    pub grant: Option<PointsEntryId>,
    /// With a grant: the last day on which it is good.
    pub expires: Option<NaiveDate>,
    /// A remark.
    pub note: String,
}

impl From<OpenGrant> for GrantView {
    fn from(open: OpenGrant) -> Self {
        let OpenGrant { id, at, purchase, points, rest, expires } = open;
        Self { id, at, purchase, points, rest, expires }
    }
}

impl From<Short> for AppError {
    fn from(short: Short) -> Self {
        Self::PointsShort { balance_points: short.balance }
    }
}

fn view_of(entry: Entry, balance: i64) -> PointsEntryView {
    PointsEntryView {
        id: entry.id,
        at: entry.at,
        kind: entry.kind,
        points: entry.points,
        balance,
        purchase: entry.purchase,
        day: entry.earned.map(|earned| earned.day),
        grant: entry.grant,
        expires: entry.expires,
        note: entry.note,
    }
}

/// A customer's points with their whole ledger.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn of(app: &App, customer: CustomerId) -> Result<PointsView, AppError> {
    let now = app.now();
    app.read(|reader| {
        if huike_store::customers::summary_of(reader, customer)?.is_none() {
            return Err(AppError::not_found("customer", &customer.to_string()));
        }
        let today = crate::app::zone(reader)?.day_of(now);
        let entries = rows::of(reader, customer)?;
        let open = Ledger::new(entries.clone(), now, &mut Uuid::nil).open();
        let mut balance_points = 0;
        let mut views: Vec<_> = entries
            .into_iter()
            .map(|entry| {
                balance_points += entry.points;
                view_of(entry, balance_points)
            })
            .collect();
        views.reverse();
        let day = open.iter().filter(|open| open.rest > 0).find_map(|open| open.expires);
        let next_expiry = day.map(|day| NextExpiry {
            day,
            points: open.iter().filter(|o| o.expires == Some(day)).map(|o| o.rest.max(0)).sum(),
        });
        Ok(PointsView {
            balance_points,
            worth_fen: rows::worth(reader)?.of(balance_points),
            earning: rows::rules(reader)?.on(today).is_some_and(|rule| rule.points > 0),
            next_expiry,
            open_grants: open.into_iter().map(Into::into).collect(),
            entries: views,
        })
    })
}

/// What of a customer's points runs out, on or after `today`: the last good day and how many, the
/// next first.
pub(crate) fn running_out_of(
    read: &impl Read,
    customer: CustomerId,
    now: Instant,
    today: NaiveDate,
) -> Result<Vec<(NaiveDate, u32)>, AppError> {
    let mut days = BTreeMap::new();
    for open in Ledger::new(rows::of(read, customer)?, now, &mut Uuid::nil).open() {
        if let Some(day) = open.expires.filter(|day| *day >= today && open.rest > 0) {
            *days.entry(day).or_insert(0) += u32::try_from(open.rest).unwrap_or(u32::MAX);
        }
    }
    Ok(days.into_iter().collect())
}

/// Uses points: those that run out first, then the oldest.
///
/// # Errors
/// [`AppError::PointsShort`] where there are fewer; [`AppError::Invalid`] on `points` or `note`;
/// [`AppError::NotFound`].
pub fn spend(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    points: i32,
    note: String,
) -> Result<(), AppError> {
    let points = i64::from(points);
    if !(1..=MOST_POINTS).contains(&points) {
        return Err(AppError::invalid("points", InvalidCode::OutOfRange));
    }
    let note = checked_note(&note)?;
    app.write(op, "points.spend", Some(customer), move |tx| {
        known(tx, customer)?;
        Settling::load(tx, tx.at())?
            .with(tx, customer, |ledger| Ok(ledger.take(Kind::Spend, points, &note)?))
    })?;
    Ok(())
}

/// Gives or takes points by hand, with the reason. What is given is good for as long as what a
/// purchase of today would earn.
///
/// # Errors
/// As [`spend`]; [`AppError::Invalid`] where no reason is given.
pub fn adjust(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    points: i32,
    note: String,
) -> Result<(), AppError> {
    let points = i64::from(points);
    if points == 0 || points.abs() > MOST_POINTS {
        return Err(AppError::invalid("points", InvalidCode::OutOfRange));
    }
    let note = checked_note(&note)?;
    if note.is_empty() {
        return Err(AppError::invalid("note", InvalidCode::Required));
    }
    app.write(op, "points.adjust", Some(customer), move |tx| {
        let most = crate::staff::person_of(tx)?.and_then(|me| me.allowed.points);
        if let Some(most_points) = most.filter(|most| points.abs() > i64::from(*most)) {
            return Err(AppError::PointsLimit { most_points });
        }
        known(tx, customer)?;
        let settling = Settling::load(tx, tx.at())?;
        let expires = settling.good_until();
        settling.with(tx, customer, |ledger| {
            if points > 0 {
                ledger.give(points, expires, &note);
                return Ok(());
            }
            Ok(ledger.take(Kind::Adjust, -points, &note)?)
        })
    })?;
    Ok(())
}

/// Gives points as part of another operation; they are good for as long as what a purchase of today
/// would earn.
pub(crate) fn give(
    tx: &Tx<'_>,
    customer: CustomerId,
    points: u32,
    note: &str,
) -> Result<(), AppError> {
    let settling = Settling::load(tx, tx.at())?;
    let expires = settling.good_until();
    settling.with(tx, customer, |ledger| {
        ledger.give(i64::from(points), expires, note);
        Ok(())
    })
}

const NOTE_CHARS: usize = 200;

fn checked_note(note: &str) -> Result<String, FieldError> {
    let note = note.trim();
    if note.chars().count() > NOTE_CHARS {
        return Err(FieldError::too_long("note", NOTE_CHARS));
    }
    Ok(note.to_owned())
}

/// Everything a customer bought, as far as points go.
fn purchases_of(
    read: &impl huike_store::Read,
    customer: CustomerId,
) -> Result<Vec<(PurchaseId, bought::Purchase)>, AppError> {
    Ok(bought::all_of(read, customer, Instant(i64::MAX))?)
}
