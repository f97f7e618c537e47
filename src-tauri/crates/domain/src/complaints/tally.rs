//! Figures of a report: what half and nine tenths of the times do not go beyond.

use serde::{Deserialize, Serialize};

/// How times are spread, in minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Spread {
    /// How many there are.
    pub count: u32,
    /// The time that half of them do not go beyond; none where there are none.
    pub median: Option<u32>,
    /// The time that nine tenths of them do not go beyond.
    pub ninety: Option<u32>,
}

impl Spread {
    /// The spread of times, by the nearest rank: each figure is one of them.
    #[must_use]
    pub fn of(mut times: Vec<u32>) -> Self {
        times.sort_unstable();
        let rank = |percent: usize| {
            let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
            times.get(at).copied()
        };
        Self {
            count: u32::try_from(times.len()).unwrap_or(u32::MAX),
            median: rank(50),
            ninety: rank(90),
        }
    }
}

/// A share in whole percent, rounded; none of nothing.
#[must_use]
pub fn percent(part: u32, whole: u32) -> Option<u8> {
    let (part, whole) = (u64::from(part.min(whole)), u64::from(whole));
    (whole > 0).then(|| u8::try_from((part * 200 + whole) / (whole * 2)).unwrap_or(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks() {
        for (times, median, ninety) in [
            (vec![], None, None),
            (vec![7], Some(7), Some(7)),
            (vec![9, 1], Some(1), Some(9)),
            (vec![3, 1, 2], Some(2), Some(3)),
            ((1..=10).collect(), Some(5), Some(9)),
            ((1..=11).collect(), Some(6), Some(10)),
        ] {
            let spread = Spread::of(times);
            assert_eq!((spread.median, spread.ninety), (median, ninety));
        }
        assert_eq!([percent(0, 0), percent(1, 3), percent(2, 3)], [None, Some(33), Some(67)]);
        assert_eq!(percent(1, 200), Some(1));
    }
}
