//! The classes of three schemes, all read from the same three comparisons and the stage.
//!
//! Of *eight* the digits alone decide: each of R, F and M is better than its bar or is not. *Three*
//! and *four* ask the stage first: whoever drifts away is to be won back before anything is sold to
//! them.

use serde::{Deserialize, Serialize};

use super::{Better, Stage};

/// Core, potential, win-back.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum ThreeClass {
    /// Better than the bar in R, F and M, and not drifting away.
    Core,
    /// Everyone between.
    Potential,
    /// The stage is forgetting or lost.
    WinBack,
}

impl ThreeClass {
    /// Every class, best first.
    pub const ALL: [Self; 3] = [Self::Core, Self::Potential, Self::WinBack];

    /// The stage decides first: a customer who is drifting away is to be won back, whatever they
    /// spent before.
    #[must_use]
    pub const fn of(better: Better, stage: Stage) -> Self {
        match stage {
            Stage::Forgetting | Stage::Lost => Self::WinBack,
            _ if better.r && better.f && better.m => Self::Core,
            _ => Self::Potential,
        }
    }

    /// As it is named on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Potential => "potential",
            Self::WinBack => "win_back",
        }
    }

    /// As it lies in the file: 0 core, 1 potential, 2 win-back.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }
}

/// Loyal, growth, general, at risk: the four that shops keep apart when they plan what each gets
/// (loyal ones are thanked, growing ones are given a reason for more, general ones are kept warm,
/// those at risk are asked what went wrong).
///
/// Recency says who can grow *now*; frequency and money say what somebody is worth already. So a
/// loyal customer need not have been here lately, as long as the stage says that they are not
/// drifting away.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum FourClass {
    /// Not drifting away; buys more often and spends more than the bars.
    Loyal,
    /// Not drifting away, here lately, and better in one of frequency and money: the other is what
    /// can grow.
    Growth,
    /// Not drifting away, and neither of both.
    General,
    /// The stage is forgetting or lost.
    AtRisk,
}

impl FourClass {
    /// Every class, best first.
    pub const ALL: [Self; 4] = [Self::Loyal, Self::Growth, Self::General, Self::AtRisk];

    /// The class of three comparisons and a stage.
    #[must_use]
    pub const fn of(better: Better, stage: Stage) -> Self {
        match stage {
            Stage::Forgetting | Stage::Lost => Self::AtRisk,
            _ if better.f && better.m => Self::Loyal,
            _ if better.r && (better.f || better.m) => Self::Growth,
            _ => Self::General,
        }
    }

    /// As it is named on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Loyal => "loyal",
            Self::Growth => "growth",
            Self::General => "general",
            Self::AtRisk => "at_risk",
        }
    }

    /// As it lies in the file: 0 loyal … 3 at risk.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }
}

/// One of the eight classes: the digits R F M, 1 = strictly better than the bar.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
pub enum EightClass {
    /// No comparison is better.
    #[serde(rename = "000")]
    Plain,
    /// Only money.
    #[serde(rename = "001")]
    M,
    /// Only frequency.
    #[serde(rename = "010")]
    F,
    /// Frequency and money: important, to be kept.
    #[serde(rename = "011")]
    Fm,
    /// Only recency.
    #[serde(rename = "100")]
    R,
    /// Recency and money: important, to be developed.
    #[serde(rename = "101")]
    Rm,
    /// Recency and frequency.
    #[serde(rename = "110")]
    Rf,
    /// All three: important value.
    #[serde(rename = "111")]
    Rfm,
}

impl EightClass {
    /// Every class, by its digits.
    pub const ALL: [Self; 8] =
        [Self::Plain, Self::M, Self::F, Self::Fm, Self::R, Self::Rm, Self::Rf, Self::Rfm];

    /// The digits of every class, in the order of [`Self::ALL`].
    pub const DIGITS: [&str; 8] = ["000", "001", "010", "011", "100", "101", "110", "111"];

    /// The class of three comparisons.
    #[must_use]
    pub const fn of(better: Better) -> Self {
        Self::ALL[(better.r as usize) << 2 | (better.f as usize) << 1 | better.m as usize]
    }

    /// The digits, e.g. `111` for important value.
    #[must_use]
    pub const fn digits(self) -> &'static str {
        Self::DIGITS[self as usize]
    }

    /// The three comparisons behind it.
    #[must_use]
    pub const fn better(self) -> Better {
        let code = self as u8;
        Better { r: code & 4 != 0, f: code & 2 != 0, m: code & 1 != 0 }
    }

    /// As it lies in the file: its digits as a binary number.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The classes of the digits R F M at a stage.
    #[track_caller]
    fn check(digits: &str, stage: Stage, three: ThreeClass, four: FourClass) {
        let eight = EightClass::ALL.into_iter().find(|class| class.digits() == digits);
        let better = eight.expect("eight digits").better();
        assert_eq!(EightClass::of(better), eight.expect("eight digits"));
        assert_eq!((ThreeClass::of(better, stage), FourClass::of(better, stage)), (three, four));
    }

    #[test]
    fn every_comparison_has_its_class() {
        use FourClass::{AtRisk, General, Growth, Loyal};
        use ThreeClass::{Core, Potential, WinBack};
        for stage in [Stage::Active, Stage::Silent] {
            check("111", stage, Core, Loyal);
            check("011", stage, Potential, Loyal);
            check("110", stage, Potential, Growth);
            check("101", stage, Potential, Growth);
            check("100", stage, Potential, General);
            check("010", stage, Potential, General);
            check("001", stage, Potential, General);
            check("000", stage, Potential, General);
        }
        for stage in [Stage::Forgetting, Stage::Lost] {
            for digits in EightClass::DIGITS {
                check(digits, stage, WinBack, AtRisk);
            }
        }
    }

    #[test]
    fn codes_are_read_back() {
        for class in FourClass::ALL {
            assert_eq!(FourClass::from_code(class.code()), Some(class));
        }
        for (class, digits) in EightClass::ALL.into_iter().zip(EightClass::DIGITS) {
            assert_eq!(EightClass::from_code(class.code()), Some(class));
            let word = serde_json::to_value(class).expect("a word");
            assert_eq!(word, serde_json::json!(digits));
        }
        assert_eq!((FourClass::from_code(4), EightClass::from_code(8)), (None, None));
    }
}
