//! Who will leave core soon.

use std::cmp::Reverse;
use std::ops::Range;

use chrono::NaiveDate;
use huike_domain::customers::filter::Field;
use huike_domain::ids::CustomerId;
use huike_domain::segments::{LeavesBy, Sorter, Stage, StageBy, ThreeClass, leaves_core};
use huike_domain::time::{Instant, Zone, add_days, days_between};

use super::Lists;
use super::column::{Column, NOTHING};
use crate::segments::rhythm;

/// A core customer who will leave core without another purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// Who.
    pub customer: CustomerId,
    /// In how many days from the stated one; not positive where the day is gone on which everyone
    /// was sorted.
    pub in_days: i64,
    /// Why.
    pub by: LeavesBy,
    /// What they spent, in fen.
    pub monetary_fen: i64,
}

impl Lists<'_> {
    /// Core customers who leave core within so many days after `day` if they buy nothing: a stretch
    /// of those who leave first first, then those who spent most; how many there are, and what they
    /// spent in all, in fen.
    #[must_use]
    pub fn leaving_core(
        &self,
        sorter: &Sorter,
        day: NaiveDate,
        zone: Zone,
        within_days: i64,
        stretch: Range<usize>,
    ) -> (Vec<Leaving>, usize, i64) {
        // Where everyone has the same limits, only those can leave whose last purchase is so old.
        let first_end = match sorter.stages.by {
            StageBy::Days => {
                let by_stage = sorter.stages.limits(None).entered_after(Stage::Forgetting);
                by_stage.min(sorter.yardstick.recency_ends())
            }
            // With a rhythm of their own each has others: everyone in core is looked at.
            StageBy::Rhythm => 0,
        };
        let latest = zone.start_of(add_days(day, within_days - first_end + 1)).0;
        let columns = self.columns;
        let (Some(Column::Small(segment, _)), Some(Column::Long(last_at))) =
            (columns.of(Field::Segment), columns.of(Field::LastPurchase))
        else {
            return (Vec::new(), 0, 0);
        };
        let (Some(Column::Long(spent)), Some(Column::Count(rhythms))) =
            (columns.of(Field::Spent), columns.of(Field::Rhythm))
        else {
            return (Vec::new(), 0, 0);
        };
        let core = ThreeClass::Core.code();
        let mut found = Vec::new();
        for (row, &at) in last_at.iter().enumerate() {
            if segment[row] != core || at >= latest || at == NOTHING {
                continue;
            }
            let away = days_between(zone.day_of(Instant(at)), day).max(0);
            let away = i32::try_from(away).unwrap_or(i32::MAX);
            let (in_days, by) = leaves_core(away, rhythm(rhythms[row]), sorter);
            if in_days <= within_days {
                let (customer, monetary_fen) = (columns.ids[row], spent[row]);
                found.push(Leaving { customer, in_days, by, monetary_fen });
            }
        }
        let (all, fen) = (found.len(), found.iter().map(|leaving| leaving.monetary_fen).sum());
        let key =
            |leaving: &Leaving| (leaving.in_days, Reverse(leaving.monetary_fen), leaving.customer);
        if stretch.end < all {
            found.select_nth_unstable_by_key(stretch.end, key);
            found.truncate(stretch.end);
        }
        found.sort_unstable_by_key(key);
        found.drain(..stretch.start.min(found.len()));
        (found, all, fen)
    }
}
