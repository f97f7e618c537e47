//! How much a complaint weighs, and what a first look proposes.

use serde::{Deserialize, Serialize};

super::coded! {
    /// How much a complaint weighs.
    Severity {
        /// A wish, or something small.
        Minor "minor",
        /// Something went wrong.
        Moderate "moderate",
        /// It went badly wrong, again, or much money hangs on it.
        Serious "serious",
        /// Somebody is hurt or ill, or it goes to the press or to court.
        Severe "severe",
    }
}

impl Severity {
    /// Reads [`Self::as_str`], a number from 1 to 4, or what other programs call it.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Some(match text.trim().to_lowercase().as_str() {
            "minor" | "low" | "mild" | "slight" | "1" | "轻微" | "轻" | "轻度" | "较轻"
            | "不严重" | "低" => Self::Minor,
            "moderate" | "normal" | "medium" | "2" | "一般" | "普通" | "中" | "中等" | "中度" => {
                Self::Moderate
            }
            "serious" | "high" | "major" | "3" | "较重" | "重" | "重度" | "较严重" | "比较严重"
            | "高" => Self::Serious,
            "severe" | "critical" | "urgent" | "very serious" | "4" | "严重" | "很严重"
            | "非常严重" | "特别严重" | "重大" | "紧急" | "特急" => Self::Severe,
            _ => return None,
        })
    }
}

/// What a first look knows of a complaint.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// What happened and what is wished for.
    pub words: &'a str,
    /// What the purchase came to, in fen.
    pub amount_fen: Option<i64>,
    /// The place of the customer's level from the lowest, which is 0.
    pub level: Option<u8>,
    /// How many complaints they had in the last 90 days.
    pub repeats: u32,
}

/// Why a severity is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SeverityReason {
    /// A word of what happened.
    Word {
        /// Which.
        word: String,
    },
    /// Much money hangs on it.
    Amount {
        /// In fen.
        #[specta(type = specta_typescript::Number)]
        fen: i64,
    },
    /// The customer is on a high level.
    Level,
    /// They complained before.
    Again {
        /// How often in the last 90 days.
        times: u32,
    },
}

/// What a first look proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Proposed {
    /// The severity.
    pub severity: Severity,
    /// Why; empty where nothing speaks for more or less than the usual.
    pub because: Vec<SeverityReason>,
}

const SEVERE: [&str; 40] = [
    "过敏",
    "受伤",
    "流血",
    "烫伤",
    "烧伤",
    "割伤",
    "医院",
    "住院",
    "食物中毒",
    "拉肚子",
    "呕吐",
    "起火",
    "着火",
    "爆炸",
    "触电",
    "漏电",
    "律师",
    "起诉",
    "法院",
    "报警",
    "曝光",
    "媒体",
    "记者",
    "12315",
    "消协",
    "市场监管",
    "injured",
    "injury",
    "hospital",
    "allergic",
    "poison",
    "bleeding",
    "burned",
    "caught fire",
    "lawyer",
    "sue ",
    "court",
    "police",
    "newspaper",
    "electric shock",
];

const SERIOUS: [&str; 32] = [
    "骗",
    "假货",
    "假的",
    "退款",
    "退钱",
    "退货",
    "赔偿",
    "投诉你",
    "差评",
    "再也不",
    "忍无可忍",
    "第二次",
    "第三次",
    "又一次",
    "多次",
    "态度恶劣",
    "骂",
    "没人管",
    "不理",
    "丢失",
    "弄丢",
    "发霉",
    "变质",
    "过期",
    "refund",
    "money back",
    "scam",
    "fake",
    "never again",
    "rude",
    "moldy",
    "expired",
];

const MINOR: [&str; 10] = [
    "建议",
    "小问题",
    "希望能",
    "稍微",
    "有点小",
    "提醒一下",
    "suggestion",
    "minor",
    "small thing",
    "would be nice",
];

/// From which amount on much money hangs on it: a thousand yuan.
const MUCH_FEN: i64 = 100_000;

/// From which level on a customer is on a high one: the third.
const HIGH_LEVEL: u8 = 2;

impl Severity {
    /// What a first look proposes. Words decide first; much money, a high level and an earlier
    /// complaint make it one more, but never severe.
    #[must_use]
    pub fn propose(hints: &Hints<'_>) -> Proposed {
        let text = hints.words.to_lowercase();
        let word = |list: &[&'static str]| list.iter().find(|word| text.contains(**word)).copied();
        let named = |severity, word: &str| {
            let word = word.trim().to_owned();
            (severity, vec![SeverityReason::Word { word }])
        };
        let (mut severity, mut because) = if let Some(word) = word(&SEVERE) {
            named(Self::Severe, word)
        } else if let Some(word) = word(&SERIOUS) {
            named(Self::Serious, word)
        } else if let Some(word) = word(&MINOR) {
            named(Self::Minor, word)
        } else {
            (Self::Moderate, Vec::new())
        };
        let amount = hints.amount_fen.filter(|fen| *fen >= MUCH_FEN);
        let further = [
            amount.map(|fen| SeverityReason::Amount { fen }),
            hints.level.filter(|level| *level >= HIGH_LEVEL).map(|_| SeverityReason::Level),
            (hints.repeats > 0).then_some(SeverityReason::Again { times: hints.repeats }),
        ];
        let further: Vec<_> = further.into_iter().flatten().collect();
        if !further.is_empty() && severity < Self::Serious {
            severity = Self::from_code(severity.code() + 1).unwrap_or(Self::Serious);
        }
        because.extend(further);
        Proposed { severity, because }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_first_look_proposes() {
        use Severity::{Minor, Moderate, Serious, Severe};
        let plain = Hints::default();
        for (hints, expected, reasons) in [
            (Hints { words: "蛋糕送晚了", ..plain }, Moderate, 0),
            (Hints { words: "吃了以后过敏,还要退款", ..plain }, Severe, 1),
            (Hints { words: "We were sent to HOSPITAL", ..plain }, Severe, 1),
            (Hints { words: "牛奶过期了", ..plain }, Serious, 1),
            (Hints { words: "建议门口放个垃圾桶", ..plain }, Minor, 1),
            (Hints { words: "建议换个盒子", repeats: 1, ..plain }, Moderate, 2),
            (Hints { words: "送晚了", amount_fen: Some(100_000), ..plain }, Serious, 1),
            (Hints { words: "送晚了", amount_fen: Some(99_999), ..plain }, Moderate, 0),
            (Hints { words: "送晚了", level: Some(2), ..plain }, Serious, 1),
            (Hints { words: "送晚了", level: Some(1), ..plain }, Moderate, 0),
            (Hints { words: "退款", level: Some(9), repeats: 3, ..plain }, Serious, 3),
        ] {
            let found = Severity::propose(&hints);
            assert_eq!((found.severity, found.because.len()), (expected, reasons), "{hints:?}");
        }
    }

    #[test]
    fn every_name_is_read() {
        for severity in Severity::ALL {
            assert_eq!(Severity::read(severity.as_str()), Some(severity));
            assert_eq!(Severity::read(&(severity.code() + 1).to_string()), Some(severity));
        }
        assert_eq!(Severity::read("whatever"), None);
    }
}
