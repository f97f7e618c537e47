//! Levels of membership and benefits: the shop's program, who stands where and why, and what each
//! may use.

mod benefits;
mod board;
mod file;
mod issue;
mod trying;

pub(crate) use benefits::usable;
pub use benefits::{BenefitView, benefits, give_back, issue, redeem, withdraw};
pub use board::{BenefitFigures, Board, LevelFigures, Member, Who, board, members};
pub use file::read;
pub(crate) use issue::{left_of, make_up};
pub(crate) use trying::Tried;
pub use trying::{TierPreview, Trial, preview};

use std::collections::BTreeSet;

use chrono::NaiveDate;
use huike_domain::error::InvalidCode;
use huike_domain::ids::{CustomerId, OperationId, TierId};
use huike_domain::tiers::{Colour, History, Membership, Program, TierLevel, Why};
use huike_domain::time::{Instant, Zone, add_days};
use huike_store::tiers::history::{self, Given};
use huike_store::tiers::{entitlements, membership};
use huike_store::{Read, Tx, settings};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;
use issue::{Held, Holder, Offers, Stock, issue_all, issue_due, settle_one, withdraw_unfounded};

/// The shop's program: the one that holds, and one that is to hold from a later day on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Programs {
    /// Levels and benefits; none of either before the shop made some.
    pub now: Program,
    /// Those that are to follow.
    pub next: Option<Program>,
}

/// The shop's levels and benefits.
///
/// # Errors
/// [`AppError::Internal`].
pub fn programs(app: &App) -> Result<Programs, AppError> {
    app.read(|reader| {
        Ok(Programs {
            now: settings::tiers(reader)?.unwrap_or_default(),
            next: settings::next_tiers(reader)?,
        })
    })
}

/// What saving a program or a night did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Applied {
    /// Customers who went up.
    pub up: u32,
    /// Customers who went down.
    pub down: u32,
    /// Customers who stayed on their level.
    pub kept: u32,
    /// Benefits issued.
    pub issued: u32,
}

/// Saves levels and benefits. Those of today or before hold at once: everyone's level is found
/// anew and what comes by itself is issued, all of it in one operation. Those of a later day wait.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend.
pub fn save(app: &App, op: OperationId, program: Program) -> Result<Applied, AppError> {
    let program = program.checked()?;
    let (today, zone) = (app.today()?, app.zone()?);
    let written = app.write(op, "tiers.save", None, move |tx| {
        if !program.holds_on(today) {
            settings::set_next_tiers(tx, Some(&program))?;
            return Ok(Applied::default());
        }
        take_over(tx, &program, today, zone)
    })?;
    app.tried().forget();
    Ok(written.value)
}

/// Lets a program hold: everyone's level is found anew, and what comes by itself is issued.
fn take_over(
    tx: &Tx<'_>,
    program: &Program,
    today: NaiveDate,
    zone: Zone,
) -> Result<Applied, AppError> {
    settings::set_next_tiers(tx, None)?;
    settings::set_tiers(tx, program)?;
    let mut offers = Offers::read(tx, program, &mut Held::new(), today)?;
    let mut due = Vec::new();
    let moved = membership::place_all(tx, program, today, zone, |customer, history, standing| {
        offers.look(customer, history, standing, |benefit, one| due.push((customer, benefit, one)));
    })?;
    offers.look_at_others(|customer, benefit, one| due.push((customer, benefit, one)));
    let issued = issue_all(tx, &due)?;
    entitlements::set_looked_on(tx, Some(today))?;
    Ok(Applied { up: moved.up, down: moved.down, kept: moved.kept, issued })
}

/// A night as of `at`: a program whose day has come takes over, whoever's level changes by itself
/// is looked at, and what is due is issued. Doing it twice changes nothing more.
///
/// # Errors
/// [`AppError::Busy`], [`AppError::Internal`].
pub fn night(app: &App, at: Instant) -> Result<Applied, AppError> {
    let zone = app.zone()?;
    let written = app.write_by_itself("tiers.night", at, move |tx| {
        let today = zone.day_of(at);
        if let Some(next) = settings::next_tiers(tx)?.filter(|next| next.holds_on(today)) {
            return take_over(tx, &next, today, zone);
        }
        let Some(program) = settings::tiers(tx)? else { return Ok(Applied::default()) };
        let last = entitlements::looked_on(tx)?;
        let (moved, who) = membership::place_due(tx, &program, last, today, zone)?;
        let issued = issue_due(tx, &program, &who, last, today, zone)?;
        if last != Some(today) {
            entitlements::set_looked_on(tx, Some(today))?;
        }
        Ok(Applied { up: moved.up, down: moved.down, kept: moved.kept, issued })
    })?;
    Ok(written.value)
}

/// After purchases changed: levels follow by themselves before the commit, and this issues what
/// they bring. What was given for purchases that are taken back goes.
pub(crate) fn settle(
    tx: &Tx<'_>,
    buyers: &BTreeSet<CustomerId>,
    refunded: &BTreeSet<CustomerId>,
) -> Result<(), AppError> {
    let Some(program) = settings::tiers(tx)? else { return Ok(()) };
    let zone = crate::app::zone(tx)?;
    let today = zone.day_of(tx.at());
    let mut stock = Stock::default();
    for customer in buyers {
        let holder = Holder::read(tx, *customer, &program, zone)?;
        if refunded.contains(customer) {
            withdraw_unfounded(tx, *customer, &holder, &program, zone)?;
        }
        settle_one(tx, *customer, &holder, &program, today, &mut stock)?;
    }
    Ok(())
}

/// The level on which a customer was before the day of a purchase: what that purchase itself
/// brings counts for the next one.
pub(crate) fn level_before(
    read: &impl Read,
    customer: CustomerId,
    at: Instant,
    zone: Zone,
) -> Result<Option<TierId>, AppError> {
    let Some(program) = settings::tiers(read)? else { return Ok(None) };
    let events = history::of(read, customer, &program.levels, zone)?;
    let given = history::overrides(&history::given_to(read, customer)?, &program.levels);
    let (levels, calendar) = (&program.levels, &settings::hours(read)?);
    let history = History { levels, events: &events, overrides: &given, calendar };
    let level = history.standing(add_days(zone.day_of(at), -1)).level;
    Ok(level.map(|place| program.levels[place].id))
}

/// Where a customer stands, why, and what comes next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Tier {
    /// The level; none below all.
    pub level: Option<LevelName>,
    /// Why they are on it.
    pub why: Option<Why>,
    /// The day on which they entered it.
    pub since: Option<NaiveDate>,
    /// The last day of its validity.
    pub valid_until: Option<NaiveDate>,
    /// The last day of grace, while it lasts.
    pub grace_until: Option<NaiveDate>,
    /// When the level changes if they do nothing more, and to which; none of it: to no level.
    pub falls: Option<Fall>,
    /// Whether it is time to warn of that.
    pub warn: bool,
    /// What is missing to the next level.
    pub next: Option<NextLevel>,
    /// What persons decided, the newest first.
    pub given: Vec<GivenView>,
}

/// A level as it is named and marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelName {
    /// Which.
    pub id: TierId,
    /// As the shop calls it.
    pub name: String,
    /// How it is marked.
    pub colour: Colour,
}

/// A level that ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Fall {
    /// The first day on the other one.
    pub on: NaiveDate,
    /// The other one; none: no level.
    pub to: Option<LevelName>,
}

/// What is missing to a level: each of these, or one of them where one is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NextLevel {
    /// Which.
    pub level: LevelName,
    /// Purchases in fen.
    #[specta(type = Option<specta_typescript::Number>)]
    pub fen: Option<i64>,
    /// Purchases.
    #[specta(type = Option<specta_typescript::Number>)]
    pub visits: Option<i64>,
    /// Points.
    #[specta(type = Option<specta_typescript::Number>)]
    pub points: Option<i64>,
    /// Whether one of them is enough.
    pub any: bool,
}

/// What a person decided about a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct GivenView {
    /// When.
    pub at: Instant,
    /// Which level; none: the rules decide again, or the level is no more.
    pub level: Option<LevelName>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none: until it is taken back.
    pub until: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

pub(crate) fn name_of(level: &TierLevel) -> LevelName {
    LevelName { id: level.id, name: level.name.clone(), colour: level.colour }
}

pub(crate) fn shown(
    membership: &Membership,
    levels: &[TierLevel],
    given: &[Given],
    today: NaiveDate,
) -> Tier {
    let level_at = |place: Option<usize>| place.and_then(|place| levels.get(place));
    let level = level_at(membership.level);
    let warn_days = level.map_or(0, |level| i64::from(level.warn_days));
    let is_down = |to: Option<usize>| to < membership.level;
    Tier {
        level: level.map(name_of),
        why: membership.why,
        since: membership.since,
        valid_until: membership.valid_until,
        grace_until: membership.grace_until,
        falls: membership.falls.map(|(on, to)| Fall { on, to: level_at(to).map(name_of) }),
        warn: membership.falls.is_some_and(|(on, to)| {
            is_down(to) && huike_domain::time::days_between(today, on) <= warn_days
        }),
        next: membership.short.and_then(|short| {
            let level = levels.get(short.level)?;
            let [fen, visits, points] = short.missing;
            Some(NextLevel { level: name_of(level), fen, visits, points, any: level.entry.any })
        }),
        given: given
            .iter()
            .rev()
            .map(|given| GivenView {
                at: given.at,
                level: levels.iter().find(|level| Some(level.id) == given.tier).map(name_of),
                from: given.from,
                until: given.until,
                reason: given.reason.clone(),
            })
            .collect(),
    }
}

/// Where a customer stands.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn of(app: &App, customer: CustomerId) -> Result<Tier, AppError> {
    let now = app.now();
    app.read(|reader| tier_of(reader, customer, now))
}

pub(crate) fn tier_of(
    reader: &huike_store::Reader<'_>,
    customer: CustomerId,
    now: Instant,
) -> Result<Tier, AppError> {
    huike_store::customers::summary_of(reader, customer)?
        .ok_or_else(|| AppError::not_found("customer", &customer.to_string()))?;
    let program = settings::tiers(reader)?.unwrap_or_default();
    let zone = crate::app::zone(reader)?;
    let today = zone.day_of(now);
    let membership = membership::of(reader, customer, &program.levels, today, zone)?;
    let given = history::given_to(reader, customer)?;
    Ok(shown(&membership, &program.levels, &given, today))
}

/// The longest reason, in characters.
const LONGEST_REASON: usize = 200;

/// Gives a customer a level whatever the rules say, or lets the rules decide again.
///
/// # Errors
/// [`AppError::Invalid`]: a reason missing or too long, an end before today;
/// [`AppError::NotFound`].
pub fn give(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    tier: Option<TierId>,
    until: Option<NaiveDate>,
    reason: String,
) -> Result<(), AppError> {
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(AppError::invalid("reason", InvalidCode::Required));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(huike_domain::error::FieldError::too_long("reason", LONGEST_REASON).into());
    }
    let today = app.today()?;
    if until.is_some_and(|until| until < today) {
        return Err(AppError::invalid("until", InvalidCode::OutOfRange));
    }
    app.write(op, "tiers.give", Some(customer), move |tx| {
        crate::purchases::known(tx, customer)?;
        let program = settings::tiers(tx)?.unwrap_or_default();
        if let Some(tier) = tier
            && !program.levels.iter().any(|level| level.id == tier)
        {
            return Err(AppError::not_found("level", &tier.to_string()));
        }
        let given = Given { at: tx.at(), tier, from: today, until, reason };
        Ok(history::give(tx, customer, &given)?)
    })?;
    Ok(())
}
