//! Vouchers: what they are worth, their codes, and whether one can be redeemed.

mod code;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use code::{ALPHABET, Code, code_of};

use crate::error::{FieldError, InvalidCode};
use crate::time::{Instant, add_days};

/// What a voucher gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VoucherGives {
    /// So many fen off, 1 to 100,000,000.
    Amount {
        /// Fen.
        fen: u32,
    },
    /// A part of the amount off.
    Percent {
        /// 1 to 100.
        percent: u8,
        /// At most so many fen, 1 to 100,000,000; without a limit where none.
        most_fen: Option<u32>,
    },
    /// A present.
    Gift {
        /// What, 1 to 100 characters.
        item: String,
        /// What it is worth, in fen, 0 to 100,000,000.
        worth_fen: u32,
    },
}

/// From when to when vouchers of a batch are good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VoucherTerm {
    /// All alike; without an end where none.
    Days {
        /// The first day.
        from: Option<NaiveDate>,
        /// The last day.
        until: Option<NaiveDate>,
    },
    /// Each for so many days after it was issued, 1 to 3,650.
    AfterIssue {
        /// How many; with 1 it is still good on the day after.
        days: u16,
    },
}

/// Vouchers of one kind, as a person describes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct VoucherBatchDraft {
    /// What the shop calls them, 1 to 80 characters.
    pub name: String,
    /// What one gives.
    pub gives: VoucherGives,
    /// From which amount on it can be redeemed, in fen; from any where none.
    pub threshold_fen: Option<u32>,
    /// When it is good.
    pub term: VoucherTerm,
    /// A remark, up to 500 characters.
    pub note: String,
}

const NAME_CHARS: usize = 80;
const ITEM_CHARS: usize = 100;
const NOTE_CHARS: usize = 500;
const MOST_FEN: u32 = 100_000_000;

/// The most vouchers that are issued at once.
pub const MOST_ISSUED: u32 = 10_000;

impl VoucherBatchDraft {
    /// Trims texts and holds every figure to its range.
    ///
    /// # Errors
    /// Names the field to mend.
    pub fn checked(mut self) -> Result<Self, FieldError> {
        self.name = text("name", &self.name, NAME_CHARS)?;
        self.note = self.note.trim().to_owned();
        if self.note.chars().count() > NOTE_CHARS {
            return Err(FieldError::too_long("note", NOTE_CHARS));
        }
        let out_of_range = |field| Err(FieldError::new(field, InvalidCode::OutOfRange));
        let amount = |fen: &u32| (1..=MOST_FEN).contains(fen);
        match &mut self.gives {
            VoucherGives::Amount { fen } if !amount(fen) => return out_of_range("fen"),
            VoucherGives::Amount { .. } => {}
            VoucherGives::Percent { percent, most_fen } => {
                if !(1..=100).contains(percent) {
                    return out_of_range("percent");
                }
                if most_fen.as_ref().is_some_and(|most| !amount(most)) {
                    return out_of_range("mostFen");
                }
            }
            VoucherGives::Gift { item, worth_fen } => {
                *item = text("item", item, ITEM_CHARS)?;
                if *worth_fen > MOST_FEN {
                    return out_of_range("worthFen");
                }
            }
        }
        if self.threshold_fen.as_ref().is_some_and(|threshold| !amount(threshold)) {
            return out_of_range("thresholdFen");
        }
        match self.term {
            VoucherTerm::Days { from, until } => {
                if from.zip(until).is_some_and(|(from, until)| until < from) {
                    return Err(FieldError::new("until", InvalidCode::Impossible));
                }
            }
            VoucherTerm::AfterIssue { days } if !(1..=3_650).contains(&days) => {
                return out_of_range("days");
            }
            VoucherTerm::AfterIssue { .. } => {}
        }
        Ok(self)
    }

    /// What one is worth to the shop at most, in fen; none where nothing limits it.
    #[must_use]
    pub fn worth_fen(&self) -> Option<i64> {
        match self.gives {
            VoucherGives::Amount { fen } | VoucherGives::Gift { worth_fen: fen, .. } => {
                Some(i64::from(fen))
            }
            VoucherGives::Percent { most_fen, .. } => most_fen.map(i64::from),
        }
    }

    /// What it takes off an amount, in fen; rounded down, never more than the amount.
    #[must_use]
    pub fn takes_off(&self, amount_fen: i64) -> i64 {
        let amount_fen = amount_fen.max(0);
        match self.gives {
            VoucherGives::Amount { fen } => i64::from(fen).min(amount_fen),
            VoucherGives::Percent { percent, most_fen } => {
                let off = i128::from(amount_fen) * i128::from(percent) / 100;
                let off = i64::try_from(off).unwrap_or(amount_fen);
                most_fen.map_or(off, |most| off.min(i64::from(most)))
            }
            VoucherGives::Gift { .. } => 0,
        }
    }

    /// The first and the last day of a voucher that is issued on `day`.
    #[must_use]
    pub fn days(&self, day: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        match self.term {
            VoucherTerm::Days { from, until } => (from, until),
            VoucherTerm::AfterIssue { days } => (None, Some(add_days(day, i64::from(days)))),
        }
    }
}

fn text(field: &str, text: &str, limit: usize) -> Result<String, FieldError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(FieldError::new(field, InvalidCode::Required)),
        count if count <= limit => Ok(text.to_owned()),
        _ => Err(FieldError::too_long(field, limit)),
    }
}

/// Whether issuing these needs somebody's approval: together they are worth more than a member of
/// staff may give alone. `limit_fen` is none where the shop set no limit.
#[must_use]
pub fn needs_approval(worth_fen: Option<i64>, count: u32, limit_fen: Option<i64>) -> bool {
    let Some(limit) = limit_fen else { return false };
    worth_fen.is_none_or(|worth| worth.saturating_mul(i64::from(count)) > limit)
}

/// What became of a voucher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VoucherState {
    /// It can be redeemed.
    Open,
    /// Its first day is yet to come.
    Early {
        /// That day.
        from: NaiveDate,
    },
    /// It was redeemed.
    Redeemed {
        /// When.
        at: Instant,
    },
    /// It was made void.
    Void {
        /// When.
        at: Instant,
    },
    /// Its last day has passed.
    Expired {
        /// That day.
        on: NaiveDate,
    },
}

/// What happened to a voucher, as its events say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VoucherFate {
    /// When it was redeemed.
    pub redeemed: Option<Instant>,
    /// When it was made void.
    pub voided: Option<Instant>,
}

impl VoucherState {
    /// What a voucher is on `today`. That it ran out is told by its last day alone, so no clock
    /// that stood wrong for an hour leaves a mark.
    #[must_use]
    pub fn of(
        fate: VoucherFate,
        from: Option<NaiveDate>,
        until: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Self {
        match (fate.redeemed, fate.voided, from, until) {
            (Some(at), ..) => Self::Redeemed { at },
            (_, Some(at), ..) => Self::Void { at },
            (.., Some(on)) if on < today => Self::Expired { on },
            (_, _, Some(from), _) if today < from => Self::Early { from },
            _ => Self::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(gives: VoucherGives) -> VoucherBatchDraft {
        VoucherBatchDraft {
            name: "v".to_owned(),
            gives,
            threshold_fen: None,
            term: VoucherTerm::Days { from: None, until: None },
            note: String::new(),
        }
    }

    #[test]
    fn what_is_taken_off() {
        let amount = batch(VoucherGives::Amount { fen: 2_000 });
        let percent = batch(VoucherGives::Percent { percent: 15, most_fen: Some(1_000) });
        let gift = batch(VoucherGives::Gift { item: "mug".to_owned(), worth_fen: 900 });
        for (fen, by_amount, by_percent) in
            [(0, 0, 0), (1, 1, 0), (1_999, 1_999, 299), (9_999, 2_000, 1_000), (-5, 0, 0)]
        {
            assert_eq!(amount.takes_off(fen), by_amount);
            assert_eq!(percent.takes_off(fen), by_percent);
            assert_eq!(gift.takes_off(fen), 0);
        }
    }

    #[test]
    fn what_staff_may_issue_alone() {
        for (worth, count, limit, expected) in [
            (Some(2_000), 5, None, false),
            (Some(2_000), 5, Some(10_000), false),
            (Some(2_000), 6, Some(10_000), true),
            (None, 1, Some(10_000), true),
            (None, 1, None, false),
            (Some(0), 10_000, Some(0), false),
        ] {
            assert_eq!(needs_approval(worth, count, limit), expected, "{worth:?} × {count}");
        }
    }

    #[test]
    fn the_state_of_a_voucher_from_day_to_day() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let (from, until) = (Some(day("2028-02-10")), Some(day("2028-02-29")));
        let state = |today| VoucherState::of(VoucherFate::default(), from, until, day(today));
        assert_eq!(state("2028-02-09"), VoucherState::Early { from: day("2028-02-10") });
        assert_eq!(state("2028-02-10"), VoucherState::Open);
        assert_eq!(state("2028-02-29"), VoucherState::Open);
        assert_eq!(state("2028-03-01"), VoucherState::Expired { on: day("2028-02-29") });
        let fate = VoucherFate { redeemed: Some(Instant(1)), voided: None };
        let redeemed = VoucherState::of(fate, from, until, day("2029-01-01"));
        assert_eq!(redeemed, VoucherState::Redeemed { at: Instant(1) });
        let after = VoucherBatchDraft {
            term: VoucherTerm::AfterIssue { days: 30 },
            ..batch(VoucherGives::Amount { fen: 1 })
        };
        assert_eq!(after.days(day("2028-01-31")), (None, Some(day("2028-03-01"))));
    }
}
