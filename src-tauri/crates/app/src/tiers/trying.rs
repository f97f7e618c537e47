//! Trying a program before it is saved: who would go up or down, and what it would cost.

use std::sync::{Arc, Mutex, PoisonError};

use huike_domain::ids::CustomerId;
use huike_domain::tiers::Program;
use huike_store::tiers::entitlements;
use huike_store::tiers::membership::{Everyone, Moved};
use huike_store::{ops, settings};
use serde::{Deserialize, Serialize};

use super::issue::facts;
use super::{LevelName, name_of};
use crate::App;
use crate::customers::{CustomerRow, row_of};
use crate::error::AppError;

/// What a program would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TierPreview {
    /// Customers who would go up.
    pub up: u32,
    /// Customers who would go down.
    pub down: u32,
    /// Customers who would stay on their level.
    pub kept: u32,
    /// How many would stand on each level, from the lowest.
    pub levels: Vec<u32>,
    /// The first of those who would go up, at most fifty, in order of entry.
    pub rising: Vec<Trial>,
    /// The first of those who would go down.
    pub falling: Vec<Trial>,
    /// Benefits that would be issued at once; those of birthdays are not counted.
    pub issued: u32,
    /// What these cost if all are used, in fen.
    #[specta(type = specta_typescript::Number)]
    pub cost_fen: i64,
}

/// A customer whose level would change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Trial {
    /// Who.
    pub row: CustomerRow,
    /// The level now.
    pub from: Option<LevelName>,
    /// The level then.
    pub to: Option<LevelName>,
}

/// What everyone did, as of an operation. Somebody who edits a program tries it again and again;
/// reading everyone anew each time would take seconds in a large shop.
#[derive(Clone, Default)]
pub(crate) struct Tried(Arc<Mutex<Option<Kept>>>);

/// The number of the latest operation that it knows, and everyone.
type Kept = (i64, Arc<Everyone>);

impl Tried {
    fn everyone(&self, app: &App) -> Result<Arc<Everyone>, AppError> {
        let zone = app.zone()?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seq = app.read(|reader| Ok(ops::latest_seq(reader)?))?;
        if let Some((of, everyone)) = kept.as_ref()
            && *of == seq
        {
            return Ok(Arc::clone(everyone));
        }
        let everyone = Arc::new(app.store().apart()?.read(|reader| Everyone::read(reader, zone))?);
        *kept = Some((seq, Arc::clone(&everyone)));
        Ok(everyone)
    }

    /// Lets go of what is kept.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Customers who are named on either side.
const NAMED: usize = 50;

/// What a program would do if it held today, beside the one that holds. Nothing changes.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend.
pub fn preview(app: &App, program: Program) -> Result<TierPreview, AppError> {
    let program = program.checked()?;
    let today = app.today()?;
    let now = app.read(|reader| Ok(settings::tiers(reader)?))?.unwrap_or_default();
    let everyone = app.tried().everyone(app)?;
    let mut before = Vec::with_capacity(everyone.len());
    everyone.each(&now.levels, today, |_, _, membership| before.push(membership.level));
    let mut before = before.into_iter();
    let mut moved = Moved::default();
    let mut found = TierPreview { levels: vec![0; program.levels.len()], ..TierPreview::default() };
    let (mut rising, mut falling) = (Vec::new(), Vec::new());
    let mut offers = Vec::with_capacity(program.benefits.len());
    for benefit in program.benefits.iter().filter(|benefit| benefit.automatic) {
        let holders = app.read(|reader| Ok(entitlements::holders(reader, benefit.id)?))?;
        let held = u32::try_from(holders.len()).unwrap_or(u32::MAX);
        let left = benefit.stock.map_or(u32::MAX, |stock| stock.saturating_sub(held));
        offers.push((benefit, left, holders));
    }
    everyone.each(&program.levels, today, |customer, history, membership| {
        // A level is the same one where its id is, wherever it stands among the others.
        let old = before.next().flatten().map(|place| &now.levels[place]);
        let new = membership.level.map(|place| &program.levels[place]);
        let was = old.map(|old| program.levels.iter().position(|level| level.id == old.id));
        let was = was.map(|place| place.map_or(old_rank(&now, old), |place| place * 2 + 1));
        let is = membership.level.map(|place| place * 2 + 1);
        moved.count(was, is);
        let names = || (customer, old.map(name_of), new.map(name_of));
        if is > was && rising.len() < NAMED {
            rising.push(names());
        } else if is < was && falling.len() < NAMED {
            falling.push(names());
        }
        if let Some(place) = membership.level {
            found.levels[place] += 1;
        }
        if offers.is_empty() {
            return;
        }
        let facts = facts(history, None, today);
        for (benefit, left, holders) in &mut offers {
            let Some(due) = benefit.due(&facts, today).filter(|_| *left > 0) else { continue };
            if !holders.contains(&(customer, due.period)) {
                *left -= 1;
                found.issued += 1;
                found.cost_fen += benefit.cost_fen * i64::from(benefit.uses);
            }
        }
    });
    (found.up, found.down, found.kept) = (moved.up, moved.down, moved.kept);
    found.rising = named(app, rising)?;
    found.falling = named(app, falling)?;
    Ok(found)
}

/// Where a level that is no more stood among those of the new program: above as many of them as it
/// stood above others.
fn old_rank(now: &Program, old: Option<&huike_domain::tiers::TierLevel>) -> usize {
    let place = now.levels.iter().position(|level| Some(level.id) == old.map(|old| old.id));
    place.unwrap_or(0) * 2
}

type Moving = (CustomerId, Option<LevelName>, Option<LevelName>);

fn named(app: &App, moving: Vec<Moving>) -> Result<Vec<Trial>, AppError> {
    app.read(|reader| {
        let mut trials = Vec::with_capacity(moving.len());
        for (customer, from, to) in moving {
            // Somebody may have gone since everyone was read.
            if let Some(summary) = huike_store::customers::summary_of(reader, customer)? {
                trials.push(Trial { row: row_of(summary), from, to });
            }
        }
        Ok(trials)
    })
}
