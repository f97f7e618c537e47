//! Trying a program before it is saved: who would go up or down, and what it would cost.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use huike_domain::ids::CustomerId;
use huike_domain::tiers::{Benefit, Program, TierLevel, ask_points};
use huike_store::tiers::entitlements;
use huike_store::tiers::membership::{self, Everyone, Moved};
use huike_store::{Read, ops, settings};
use serde::{Deserialize, Serialize};

use super::issue::{Held, Offers};
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
    /// Benefits that would be issued at once.
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

/// What everyone did and has, as of an operation. Somebody who edits a program tries it again and
/// again; reading everyone anew each time would take seconds in a large shop.
#[derive(Clone, Default)]
pub(crate) struct Tried(Arc<Mutex<Option<Kept>>>);

struct Kept {
    /// The number of the latest operation that it knows.
    seq: i64,
    asked: std::time::Instant,
    today: NaiveDate,
    with_points: bool,
    everyone: Everyone,
    /// Those on a level now, in order, and its place.
    levels: Vec<(CustomerId, u8)>,
    held: Held,
}

/// Where everyone stands and what they hold, as of an operation.
struct Has {
    seq: i64,
    levels: Vec<(CustomerId, u8)>,
    held: Held,
}

impl Has {
    fn read(read: &impl Read) -> Result<Self, AppError> {
        let now = settings::tiers(read)?.unwrap_or_default();
        let mut held = Held::new();
        for benefit in now.benefits.iter().filter(|benefit| benefit.automatic) {
            held.insert(benefit.id, Arc::new(entitlements::holders(read, benefit.id)?));
        }
        Ok(Self { seq: ops::latest_seq(read)?, levels: membership::levels(read)?, held })
    }
}

impl Kept {
    fn read(app: &App, today: NaiveDate, with_points: bool) -> Result<Self, AppError> {
        let zone = app.zone()?;
        // Each takes seconds in a large shop, and they need nothing of each other.
        let (did, has) = std::thread::scope(|scope| {
            let has = scope.spawn(|| app.store()?.apart()?.read(|reader| Has::read(reader)));
            let apart = app.store().and_then(|store| Ok(store.apart()?));
            let did = apart.and_then(|apart| {
                apart.read(|reader| {
                    let everyone = Everyone::read(reader, zone, with_points)?;
                    Ok::<_, AppError>((ops::latest_seq(reader)?, everyone))
                })
            });
            let has = has.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (did, has)
        });
        let ((seq, everyone), Has { seq: same, levels, held }) = (did?, has?);
        // Somebody wrote in between the two.
        if seq != same {
            return Self::read(app, today, with_points);
        }
        let asked = std::time::Instant::now();
        Ok(Self { seq, asked, today, with_points, everyone, levels, held })
    }
}

impl Tried {
    /// Runs `work` on what everyone did and has at present.
    fn with<T>(
        &self,
        app: &App,
        today: NaiveDate,
        with_points: bool,
        work: impl FnOnce(&mut Kept) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seq = app.read(|reader| Ok(ops::latest_seq(reader)?))?;
        let holds = |kept: &Kept| {
            kept.seq == seq && kept.today == today && (kept.with_points || !with_points)
        };
        if !kept.as_ref().is_some_and(holds) {
            *kept = None;
        }
        let kept = match kept.as_mut() {
            Some(kept) => kept,
            None => kept.insert(Kept::read(app, today, with_points)?),
        };
        kept.asked = std::time::Instant::now();
        work(kept)
    }

    /// Lets go of what nobody asked for in a while: nobody edits a program any more.
    pub(crate) fn forget_if_idle(&self) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_some_and(|kept| kept.asked.elapsed() > IDLE) {
            *kept = None;
        }
    }

    /// Lets go of what is kept.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// How long what everyone did is kept for the next trial: in a large shop it is a hundred megabytes.
const IDLE: std::time::Duration = std::time::Duration::from_mins(2);

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
    let mut found = TierPreview { levels: vec![0; program.levels.len()], ..TierPreview::default() };
    let (mut rising, mut falling) = (Vec::new(), Vec::new());
    app.tried().with(app, today, ask_points(&program.levels), |kept| {
        let mut offers =
            app.read(|reader| Offers::read(reader, &program, &mut kept.held, today))?;
        // A level is the same one where its id is, wherever it stands among the others.
        let ranks: Vec<usize> = now.levels.iter().map(|old| rank(&now, &program, old)).collect();
        let mut before = kept.levels.iter().peekable();
        let mut moved = Moved::default();
        let mut cost = Cost::default();
        kept.everyone.each(&program.levels, |customer, history| {
            let standing = history.standing(today);
            // Both are in order of customer id.
            while before.next_if(|(known, _)| *known < customer).is_some() {}
            let old = before.next_if(|(known, _)| *known == customer);
            let old = old.map(|(_, level)| usize::from(*level));
            let was = old.and_then(|old| ranks.get(old).copied());
            let is = standing.level.map(|new| new * 2 + 1);
            moved.count(was, is);
            if was != is {
                let side = if is > was { &mut rising } else { &mut falling };
                if side.len() < NAMED {
                    let names = |levels: &[TierLevel], place: Option<usize>| {
                        place.and_then(|place| levels.get(place)).map(name_of)
                    };
                    let to = names(&program.levels, standing.level);
                    side.push((customer, names(&now.levels, old), to));
                }
            }
            if let Some(place) = standing.level {
                found.levels[place] += 1;
            }
            offers.look(customer, history, standing, |benefit, _| cost.add(benefit));
        });
        offers.look_at_others(|_, benefit, _| cost.add(benefit));
        (found.up, found.down, found.kept) = (moved.up, moved.down, moved.kept);
        app.read(|reader| {
            for (benefit, times) in cost.0 {
                let issued = benefit.stock.map_or(Ok(times), |stock| {
                    entitlements::issued(reader, benefit.id)
                        .map(|issued| times.min(stock.saturating_sub(issued)))
                })?;
                found.issued += issued;
                found.cost_fen += benefit.cost_fen * i64::from(benefit.uses) * i64::from(issued);
            }
            Ok(())
        })
    })?;
    found.rising = named(app, rising)?;
    found.falling = named(app, falling)?;
    Ok(found)
}

/// How often each benefit is to be issued.
#[derive(Default)]
struct Cost<'a>(Vec<(&'a Benefit, u32)>);

impl<'a> Cost<'a> {
    fn add(&mut self, benefit: &'a Benefit) {
        match self.0.iter_mut().find(|(known, _)| known.id == benefit.id) {
            Some((_, times)) => *times += 1,
            None => self.0.push((benefit, 1)),
        }
    }
}

/// Where a level of today stands among those of a program, whose own have the odd numbers: where
/// it is one of them, as that one; where it is no more, above as many of them as it stood above
/// others.
fn rank(now: &Program, program: &Program, old: &TierLevel) -> usize {
    let place = |levels: &[TierLevel]| levels.iter().position(|level| level.id == old.id);
    match place(&program.levels) {
        Some(place) => place * 2 + 1,
        None => place(&now.levels).unwrap_or(0) * 2,
    }
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
