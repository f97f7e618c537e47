//! Public holidays of China and the working days that make up for them, as the State Council's
//! notices announced them: 国办发明电〔2023〕7号, 〔2024〕12号, 〔2025〕7号. A year is known when its
//! notice is out, usually in the November before; it cannot be worked out, so later years come
//! from an imported file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A public holiday of the notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Holiday {
    /// 元旦.
    NewYear,
    /// 春节.
    SpringFestival,
    /// 清明节.
    Qingming,
    /// 劳动节.
    LabourDay,
    /// 端午节.
    DragonBoat,
    /// 中秋节.
    MidAutumn,
    /// 国庆节.
    NationalDay,
    /// 国庆节、中秋节, where both fall together.
    NationalDayAndMidAutumn,
}

impl Holiday {
    /// The name on the wire and in texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NewYear => "newYear",
            Self::SpringFestival => "springFestival",
            Self::Qingming => "qingming",
            Self::LabourDay => "labourDay",
            Self::DragonBoat => "dragonBoat",
            Self::MidAutumn => "midAutumn",
            Self::NationalDay => "nationalDay",
            Self::NationalDayAndMidAutumn => "nationalDayAndMidAutumn",
        }
    }
}

/// Days in a row that are off, or that make up for such days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OfficialDays {
    /// The first of them.
    pub from: NaiveDate,
    /// The last of them.
    pub to: NaiveDate,
    /// Whether these are working days that make up for the holiday.
    pub works: bool,
    /// The holiday they belong to, where the program knows it.
    #[serde(default)]
    pub holiday: Option<Holiday>,
    /// What the file calls them that they came from.
    #[serde(default)]
    pub name: String,
}

use Holiday::{
    DragonBoat, LabourDay, MidAutumn, NationalDay, NationalDayAndMidAutumn, NewYear, Qingming,
    SpringFestival,
};

/// A month and a day of it.
type MonthDay = (u32, u32);

/// Days off: the year, the holiday, its first and its last day.
const OFF: [(i32, Holiday, MonthDay, MonthDay); 20] = [
    (2024, NewYear, (1, 1), (1, 1)),
    (2024, SpringFestival, (2, 10), (2, 17)),
    (2024, Qingming, (4, 4), (4, 6)),
    (2024, LabourDay, (5, 1), (5, 5)),
    (2024, DragonBoat, (6, 10), (6, 10)),
    (2024, MidAutumn, (9, 15), (9, 17)),
    (2024, NationalDay, (10, 1), (10, 7)),
    (2025, NewYear, (1, 1), (1, 1)),
    (2025, SpringFestival, (1, 28), (2, 4)),
    (2025, Qingming, (4, 4), (4, 6)),
    (2025, LabourDay, (5, 1), (5, 5)),
    (2025, DragonBoat, (5, 31), (6, 2)),
    (2025, NationalDayAndMidAutumn, (10, 1), (10, 8)),
    (2026, NewYear, (1, 1), (1, 3)),
    (2026, SpringFestival, (2, 15), (2, 23)),
    (2026, Qingming, (4, 4), (4, 6)),
    (2026, LabourDay, (5, 1), (5, 5)),
    (2026, DragonBoat, (6, 19), (6, 21)),
    (2026, MidAutumn, (9, 25), (9, 27)),
    (2026, NationalDay, (10, 1), (10, 7)),
];

/// Working days that make up for them.
const ON: [(i32, Holiday, MonthDay); 19] = [
    (2024, SpringFestival, (2, 4)),
    (2024, SpringFestival, (2, 18)),
    (2024, Qingming, (4, 7)),
    (2024, LabourDay, (4, 28)),
    (2024, LabourDay, (5, 11)),
    (2024, MidAutumn, (9, 14)),
    (2024, NationalDay, (9, 29)),
    (2024, NationalDay, (10, 12)),
    (2025, SpringFestival, (1, 26)),
    (2025, SpringFestival, (2, 8)),
    (2025, LabourDay, (4, 27)),
    (2025, NationalDayAndMidAutumn, (9, 28)),
    (2025, NationalDayAndMidAutumn, (10, 11)),
    (2026, NewYear, (1, 4)),
    (2026, SpringFestival, (2, 14)),
    (2026, SpringFestival, (2, 28)),
    (2026, LabourDay, (5, 9)),
    (2026, NationalDay, (9, 20)),
    (2026, NationalDay, (10, 10)),
];

/// The years whose days the program brings.
#[must_use]
pub fn known_years() -> Vec<i32> {
    let mut years: Vec<i32> = OFF.iter().map(|(year, ..)| *year).collect();
    years.dedup();
    years
}

/// What the program knows of the official days, in order.
pub fn built_in() -> &'static [OfficialDays] {
    static DAYS: std::sync::LazyLock<Vec<OfficialDays>> = std::sync::LazyLock::new(|| {
        let off = OFF.iter().map(|&(year, holiday, from, to)| (year, holiday, from, to, false));
        let on = ON.iter().map(|&(year, holiday, day)| (year, holiday, day, day, true));
        let mut days: Vec<OfficialDays> = off
            .chain(on)
            .filter_map(|(year, holiday, from, to, works)| {
                let day = |(month, day)| NaiveDate::from_ymd_opt(year, month, day);
                let (from, to) = (day(from)?, day(to)?);
                Some(OfficialDays { from, to, works, holiday: Some(holiday), name: String::new() })
            })
            .collect();
        days.sort_unstable_by_key(|days| days.from);
        days
    });
    &DAYS
}
