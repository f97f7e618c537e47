//! Sorting everyone into segments and stages.

use chrono::NaiveDate;
use huike_domain::ids::CustomerId;
use huike_domain::segments::{Measuring, Sorter};
use huike_domain::time::Zone;
use rusqlite::{CachedStatement, Connection, params};

use super::moves::take_back_after;
use super::{
    Asked, Basis, Codes, Figured, MEANS, Move, activity, each_figures, each_standing, end_of,
    note_moves, since, sorter_of,
};
use crate::lists::Standing;
use crate::ops::STANDING;
use crate::purchases::{Counting, Figures};
use crate::readers::Read as _;
use crate::{StoreError, Tx};

/// Whether the purchases themselves are read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figuring {
    /// The stored figures are right, unless a day has come for which a purchase was waiting, or the
    /// shop counts a window, which each day begins elsewhere.
    Stored,
    /// Purchases changed.
    Anew,
}

/// Where a customer stands, with the figures they should have.
struct Counted {
    customer: CustomerId,
    figures: Figures,
    /// Whether others are stored.
    is_recounted: bool,
    codes: Codes,
}

/// Where a customer should stand.
struct Standpoint {
    customer: CustomerId,
    /// Where they differ from the stored ones.
    figures: Option<Figures>,
    codes: Codes,
}

/// Sorts everyone as of `day`, stores where they stand and who moved, and moves their open
/// follow-ups to the place that asks for. Only rows that differ are written. Answers how many
/// customers moved.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn sort(
    tx: &Tx<'_>,
    day: NaiveDate,
    zone: Zone,
    figuring: Figuring,
) -> Result<usize, StoreError> {
    let connection = tx.connection();
    let mut sorter = sorter_of(connection)?;
    let until = end_of(day, zone);
    let since = since(day, zone, &sorter.rules);
    let before = Basis::load(connection)?;
    let mut basis = Basis { since, ..before };
    let mut counted = None;
    if figuring == Figuring::Anew || since.is_some() || !before.holds(until, zone) {
        let mut figures = Vec::new();
        let counting = Counting { zone, since };
        basis = each_figures(connection, until, counting, |customer, sum| {
            figures.push((customer, *sum));
        })?;
        counted = Some(figures);
    }
    let asked = Asked { rules: sorter.rules, days: sorter.stages.days };
    let is_comparable = before.asked == Some(asked);
    basis.until = until.0;
    basis.sorted = Some(until.0);
    basis.asked = Some(asked);
    basis.comparable = if is_comparable { before.comparable } else { Some(day) };
    basis.store(connection)?;

    // Everyone is measured before anybody is placed; reading them twice would take longer than
    // keeping them.
    let mut measuring = Measuring::new(sorter.rules);
    let mut standings = Vec::new();
    each_standing(connection, counted.as_deref(), |row| {
        let is_recounted = !row.figures.are(&row.stored);
        let Figured { customer, figures, codes, .. } = *row;
        if let Some(activity) = activity(customer, &figures, day, zone) {
            measuring.add(&activity);
        }
        standings.push(Counted { customer, figures, is_recounted, codes });
    })?;
    drop(counted);
    sorter.yardstick = measuring.finish();
    crate::figures::store(connection, MEANS, &sorter.yardstick)?;

    let (standpoints, moves) = compare(tx, standings, &sorter, day, zone)?;
    if is_comparable {
        note_moves(connection, day, &moves)?;
    }
    if standpoints.is_empty() {
        return Ok(0);
    }
    crate::wide::change(connection, "standing", standpoints.len(), || update(tx, &standpoints))?;
    tx.derived(STANDING);
    tx.moved(standpoints.iter().map(|found| Standing {
        customer: found.customer,
        codes: found.codes,
        figures: found.figures,
    }));
    let moved: Vec<_> = standpoints.into_iter().map(|found| found.customer).collect();
    crate::followups::rerank(tx, &moved, zone)?;
    Ok(moved.len())
}

/// Who stands elsewhere than is stored, and who moved since the end of the day before.
fn compare(
    tx: &Tx<'_>,
    standings: Vec<Counted>,
    sorter: &Sorter,
    day: NaiveDate,
    zone: Zone,
) -> Result<(Vec<Standpoint>, Vec<Move>), StoreError> {
    // Somebody looked ahead, or the clock was set back: what was noted of days to come never was.
    let ahead = take_back_after(tx.connection(), day)?;
    let (mut standpoints, mut moves) = (Vec::new(), Vec::new());
    for row in standings {
        let activity = activity(row.customer, &row.figures, day, zone);
        let place = activity.map(|activity| sorter.place(&activity));
        let codes = Codes::of(place);
        let stored = row.codes.place();
        let before = ahead.get(&row.customer).copied().unwrap_or(stored);
        if before != place {
            moves.push(Move { customer: row.customer, before, after: place, activity });
        }
        if row.is_recounted || codes != row.codes {
            let figures = row.is_recounted.then_some(row.figures);
            standpoints.push(Standpoint { customer: row.customer, figures, codes });
        }
    }
    Ok((standpoints, moves))
}

fn update(tx: &Tx<'_>, standpoints: &[Standpoint]) -> Result<(), StoreError> {
    // Indexes of columns that are not named are not touched.
    let mut update_place = tx.connection().prepare_cached(
        "UPDATE standing SET segment = ?2, stage = ?3, eight = ?4, four = ?5
         WHERE customer_id = ?1",
    )?;
    let mut update_all = UpdateStanding::prepare(tx.connection())?;
    for Standpoint { customer, figures, codes } in standpoints {
        match figures {
            None => {
                let Codes { segment, stage, eight, four } = codes;
                update_place.execute(params![customer.as_bytes(), segment, stage, eight, four])?;
            }
            Some(figures) => update_all.put(*customer, figures, *codes)?,
        }
    }
    Ok(())
}

/// Writes all of a standing but the key of the name.
pub(crate) struct UpdateStanding<'a>(CachedStatement<'a>);

impl<'a> UpdateStanding<'a> {
    pub(crate) fn prepare(connection: &'a Connection) -> Result<Self, StoreError> {
        Ok(Self(connection.prepare_cached(
            "UPDATE standing SET last_at = ?2, purchases = ?3, monetary_fen = ?4, rhythm = ?5,
                 segment = ?6, stage = ?7, eight = ?8, four = ?9
             WHERE customer_id = ?1",
        )?))
    }

    pub(crate) fn put(
        &mut self,
        customer: CustomerId,
        figures: &Figures,
        codes: Codes,
    ) -> Result<(), StoreError> {
        self.0.execute(params![
            customer.as_bytes(),
            figures.last_at,
            figures.purchases,
            figures.monetary_fen,
            figures.rhythm,
            codes.segment,
            codes.stage,
            codes.eight,
            codes.four
        ])?;
        Ok(())
    }
}
