//! Taking back a part of a purchase.

use serde::{Deserialize, Serialize};

/// Item, quantity in thousandths, fen.
type Line = (String, i64, i64);

/// What is brought back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RefundDraft {
    /// The lines that come back; everything that stays of the purchase where there are none and
    /// no amount is given.
    pub lines: Vec<LineBack>,
    /// What is paid back, in fen; worked out from the lines where none is given.
    #[specta(type = Option<specta_typescript::Number>)]
    pub amount_fen: Option<i64>,
}

/// One line that comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LineBack {
    /// Its place on the purchase, from 0.
    pub line: u32,
    /// How much of it, in thousandths; all that stays where none.
    #[specta(type = Option<specta_typescript::Number>)]
    pub quantity_milli: Option<i64>,
}

/// Why a refund cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundRefusal {
    /// Nothing stays of the purchase.
    Nothing,
    /// More than what stays.
    BeyondRest {
        /// What stays, in fen.
        rest_fen: i64,
    },
    /// No such line, one named twice, or more of it than stays.
    Line,
}

/// What stays of a purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stays {
    /// In fen.
    pub amount_fen: i64,
    /// Its lines, each in its place, with what stays of it.
    pub lines: Vec<Line>,
}

/// Whether a purchase or refund counts as taken back: what takes it back comes to all of it.
/// `back_fen` is the sum of those entries, of the opposite sign; none without any.
#[must_use]
pub const fn is_taken_back(amount_fen: i64, back_fen: Option<i64>) -> bool {
    match back_fen {
        None => false,
        Some(back) if amount_fen >= 0 => amount_fen.saturating_add(back) <= 0,
        Some(back) => amount_fen.saturating_add(back) >= 0,
    }
}

impl Stays {
    /// What stays of a purchase after the entries that take a part of it back.
    #[must_use]
    pub fn of(amount_fen: i64, lines: &[Line], backs: &[(i64, Vec<Line>)]) -> Self {
        let mut stays = Self { amount_fen, lines: lines.to_vec() };
        for (fen, back) in backs {
            stays.amount_fen = stays.amount_fen.saturating_add(*fen);
            for (item, milli, fen) in back {
                let (milli, fen) = (milli.saturating_neg(), fen.saturating_neg());
                // The same item may stand on two lines: rather the one that goes as a whole.
                let fits = |line: &Line| line.0 == *item && line.1 >= milli && line.2 >= fen;
                let whole = |line: &Line| fits(line) && line.1 == milli && line.2 == fen;
                let place = stays.lines.iter().position(whole);
                if let Some(place) = place.or_else(|| stays.lines.iter().position(fits)) {
                    stays.lines[place].1 -= milli;
                    stays.lines[place].2 -= fen;
                }
            }
        }
        stays
    }

    /// The amount and the lines, both negative, of the entry that takes this back. A line's part
    /// is rounded to the nearest fen and what remains goes with its last piece; where the amount
    /// is less than its lines, as after a discount, each part is less alike.
    ///
    /// # Errors
    /// [`RefundRefusal`].
    pub fn refund(&self, draft: &RefundDraft) -> Result<(i64, Vec<Line>), RefundRefusal> {
        let rest_fen = self.amount_fen;
        if rest_fen <= 0 {
            return Err(RefundRefusal::Nothing);
        }
        let lines = self.back(&draft.lines)?;
        let worked_out = if draft.lines.is_empty() || self.takes_all(&lines) {
            rest_fen
        } else {
            let part = |lines: &[Line]| lines.iter().map(|line| i128::from(line.2)).sum::<i128>();
            let (part, whole) = (-part(&lines), part(&self.lines));
            if whole <= 0 {
                return Err(RefundRefusal::Line);
            }
            let fen = (2 * part * i128::from(rest_fen) + whole) / (2 * whole);
            i64::try_from(fen).unwrap_or(i64::MAX)
        };
        let fen = draft.amount_fen.unwrap_or(worked_out);
        if fen > rest_fen {
            return Err(RefundRefusal::BeyondRest { rest_fen });
        }
        if fen <= 0 {
            return Err(RefundRefusal::Line);
        }
        let is_all = fen == rest_fen && draft.lines.is_empty();
        Ok((-fen, if is_all { self.all() } else { lines }))
    }

    fn all(&self) -> Vec<Line> {
        let stays = self.lines.iter().filter(|line| line.1 != 0 || line.2 != 0);
        stays.map(|(item, milli, fen)| (item.clone(), -milli, -fen)).collect()
    }

    fn takes_all(&self, lines: &[Line]) -> bool {
        let sum = |lines: &[Line]| {
            lines.iter().fold((0_i64, 0_i64), |sum, line| (sum.0 + line.1, sum.1 + line.2))
        };
        let (back, all) = (sum(lines), sum(&self.lines));
        back == (-all.0, -all.1)
    }

    fn back(&self, wanted: &[LineBack]) -> Result<Vec<Line>, RefundRefusal> {
        let mut back = Vec::with_capacity(wanted.len());
        for (n, LineBack { line, quantity_milli }) in wanted.iter().enumerate() {
            if wanted[..n].iter().any(|before| before.line == *line) {
                return Err(RefundRefusal::Line);
            }
            let place = usize::try_from(*line).map_err(|_| RefundRefusal::Line)?;
            let (item, milli, fen) = self.lines.get(place).ok_or(RefundRefusal::Line)?;
            let wanted = quantity_milli.unwrap_or(*milli);
            if wanted > *milli || (wanted <= 0 && quantity_milli.is_some()) {
                return Err(RefundRefusal::Line);
            }
            let part = if wanted == *milli {
                *fen
            } else {
                let (part, whole) = (i128::from(*fen) * i128::from(wanted), i128::from(*milli));
                i64::try_from((2 * part + whole) / (2 * whole)).unwrap_or(*fen)
            };
            back.push((item.clone(), -wanted, -part));
        }
        Ok(back)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(item: &str, milli: i64, fen: i64) -> Line {
        (item.to_owned(), milli, fen)
    }

    fn lines(wanted: &[(u32, Option<i64>)]) -> RefundDraft {
        let back = |(line, quantity_milli): &(u32, Option<i64>)| LineBack {
            line: *line,
            quantity_milli: *quantity_milli,
        };
        RefundDraft { lines: wanted.iter().map(back).collect(), amount_fen: None }
    }

    fn amount(fen: i64) -> RefundDraft {
        RefundDraft { lines: Vec::new(), amount_fen: Some(fen) }
    }

    #[track_caller]
    fn check(stays: &Stays, draft: &RefundDraft, expected: Result<i64, RefundRefusal>) {
        assert_eq!(stays.refund(draft).map(|(fen, _)| fen), expected);
    }

    #[test]
    fn parts_of_a_purchase() {
        let bought = [line("tea", 3_000, 1_000), line("cup", 1_000, 500)];
        let whole = Stays::of(1_500, &bought, &[]);
        check(&whole, &RefundDraft::default(), Ok(-1_500));
        check(&whole, &lines(&[(0, Some(1_000))]), Ok(-333));
        check(&whole, &lines(&[(1, None)]), Ok(-500));
        check(&whole, &lines(&[(0, None), (1, None)]), Ok(-1_500));
        check(&whole, &amount(1_500), Ok(-1_500));
        check(&whole, &amount(1_501), Err(RefundRefusal::BeyondRest { rest_fen: 1_500 }));
        check(&whole, &amount(0), Err(RefundRefusal::Line));
        check(&whole, &lines(&[(0, Some(3_001))]), Err(RefundRefusal::Line));
        check(&whole, &lines(&[(2, None)]), Err(RefundRefusal::Line));
        check(&whole, &lines(&[(1, None), (1, None)]), Err(RefundRefusal::Line));
        // A third off the whole.
        let discounted = Stays::of(1_000, &bought, &[]);
        check(&discounted, &lines(&[(1, None)]), Ok(-333));
    }

    #[test]
    fn what_stays_goes_with_the_last_piece() {
        let bought = [line("tea", 3_000, 1_000)];
        let mut backs = Vec::new();
        for expected in [-333, -334, -333] {
            let stays = Stays::of(1_000, &bought, &backs);
            let back = stays.refund(&lines(&[(0, Some(1_000))])).expect("a refund");
            assert_eq!(back.0, expected);
            backs.push(back);
        }
        let nothing = Stays::of(1_000, &bought, &backs);
        check(&nothing, &RefundDraft::default(), Err(RefundRefusal::Nothing));
    }

    #[test]
    fn taken_back_is_what_came_back_as_a_whole() {
        for (amount, back, expected) in [
            (100, None, false),
            (100, Some(-99), false),
            (100, Some(-100), true),
            (0, None, false),
            (0, Some(0), true),
            (-100, Some(99), false),
            (-100, Some(100), true),
        ] {
            assert_eq!(is_taken_back(amount, back), expected, "{amount} {back:?}");
        }
    }

    proptest! {
        #[test]
        fn any_parts_come_to_the_whole_and_no_further(
            bought in prop::collection::vec((1..5_i64, 1..9_000_i64), 1..4),
            discount in 0..500_i64,
            parts in prop::collection::vec((0..4_u32, 1..5_i64), 0..8),
        ) {
            let bought: Vec<_> = bought.iter().map(|(n, fen)| line("x", n * 1_000, *fen)).collect();
            let sum: i64 = bought.iter().map(|line| line.2).sum();
            let paid = (sum - discount).max(1);
            let mut backs = Vec::new();
            for (place, pieces) in parts {
                let stays = Stays::of(paid, &bought, &backs);
                if let Ok(back) = stays.refund(&lines(&[(place, Some(pieces * 1_000))])) {
                    backs.push(back);
                }
            }
            let stays = Stays::of(paid, &bought, &backs);
            prop_assert!(stays.amount_fen >= 0);
            if let Ok(back) = stays.refund(&RefundDraft::default()) {
                backs.push(back);
            }
            let back: i64 = backs.iter().map(|back| back.0).sum();
            prop_assert_eq!(back, -paid);
        }
    }
}
