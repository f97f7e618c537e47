//! The words of both languages.

use super::{Day, Half, Time};
use crate::festivals::Festival;
use crate::text;

/// A text in one form: half-width, small letters, the simplified form of characters that are used
/// here.
pub(super) fn plain(said: &str) -> String {
    let said = text::fold(said).to_lowercase();
    said.chars().map(simplified).collect()
}

fn simplified(c: char) -> char {
    match c {
        '後' => '后',
        '點' => '点',
        '週' => '周',
        '禮' => '礼',
        '農' => '农',
        '曆' | '歷' => '历',
        '陰' => '阴',
        '舊' => '旧',
        '個' => '个',
        '號' => '号',
        '兩' => '两',
        '鐘' | '鍾' => '钟',
        '節' => '节',
        '閏' => '闰',
        '臘' => '腊',
        '這' => '这',
        '過' => '过',
        '間' => '间',
        '時' => '时',
        '開' => '开',
        '關' => '关',
        '門' => '门',
        '國' => '国',
        '慶' => '庆',
        '陽' => '阳',
        '聖' => '圣',
        '誕' => '诞',
        '勞' => '劳',
        '動' => '动',
        '婦' => '妇',
        '兒' => '儿',
        '師' => '师',
        '親' => '亲',
        '長' => '长',
        '\u{2019}' | '\u{2018}' => '\'',
        _ => c,
    }
}

/// What may stand between words and says nothing.
pub(super) const BLANKS: [char; 11] =
    [' ', ',', '.', ';', '、', '。', '，', '的', '在', '于', '吧'];
/// Words that say nothing that counts.
pub(super) const FILLERS: &[&str] =
    &["on", "by", "the", "of", "and", "around", "about", "大概", "大约", "左右"];

/// Days that are named from today on.
pub(super) const DAYS: &[(&str, i64)] = &[
    ("今天", 0),
    ("今日", 0),
    ("今儿", 0),
    ("today", 0),
    ("明天", 1),
    ("明日", 1),
    ("明儿", 1),
    ("tomorrow", 1),
    ("tmr", 1),
    ("后天", 2),
    ("后日", 2),
    ("day after tomorrow", 2),
    ("大后天", 3),
];

/// Days with a part of theirs in one word.
pub(super) const DAY_HALVES: &[(&str, i64, Half)] = &[
    ("今早", 0, Half::Morning),
    ("今晨", 0, Half::Morning),
    ("今晚", 0, Half::Evening),
    ("今夜", 0, Half::Evening),
    ("tonight", 0, Half::Evening),
    ("this morning", 0, Half::Morning),
    ("this afternoon", 0, Half::Afternoon),
    ("this evening", 0, Half::Evening),
    ("明早", 1, Half::Morning),
    ("明晨", 1, Half::Morning),
    ("明晚", 1, Half::Evening),
    ("后晚", 2, Half::Evening),
];

/// Parts of the day.
pub(super) const HALVES: &[(&str, Half)] = &[
    ("凌晨", Half::Night),
    ("am", Half::Night),
    ("a.m", Half::Night),
    ("清晨", Half::Morning),
    ("清早", Half::Morning),
    ("大清早", Half::Morning),
    ("一早", Half::Morning),
    ("早上", Half::Morning),
    ("早晨", Half::Morning),
    ("早", Half::Morning),
    ("上午", Half::Morning),
    ("in the morning", Half::Morning),
    ("morning", Half::Morning),
    ("中午", Half::Noon),
    ("正午", Half::Noon),
    ("noon", Half::Noon),
    ("midday", Half::Noon),
    ("at noon", Half::Noon),
    ("午后", Half::Afternoon),
    ("下午", Half::Afternoon),
    ("pm", Half::Afternoon),
    ("p.m", Half::Afternoon),
    ("in the afternoon", Half::Afternoon),
    ("afternoon", Half::Afternoon),
    ("傍晚", Half::Evening),
    ("晚上", Half::Evening),
    ("晚间", Half::Evening),
    ("夜里", Half::Evening),
    ("夜晚", Half::Evening),
    ("晚", Half::Evening),
    ("in the evening", Half::Evening),
    ("at night", Half::Evening),
    ("evening", Half::Evening),
    ("night", Half::Evening),
];

/// Times that are named by what happens in the shop.
pub(super) const TIMES: &[(&str, Time)] = &[
    ("下班", Time::BeforeClosing),
    ("下班前", Time::BeforeClosing),
    ("打烊", Time::BeforeClosing),
    ("打烊前", Time::BeforeClosing),
    ("关门", Time::BeforeClosing),
    ("关门前", Time::BeforeClosing),
    ("收工前", Time::BeforeClosing),
    ("before closing", Time::BeforeClosing),
    ("before we close", Time::BeforeClosing),
    ("closing", Time::BeforeClosing),
    ("close", Time::BeforeClosing),
    ("before close", Time::BeforeClosing),
    ("end of day", Time::BeforeClosing),
    ("eod", Time::BeforeClosing),
    ("开门", Time::Opening),
    ("开门时", Time::Opening),
    ("开店", Time::Opening),
    ("上班", Time::Opening),
    ("at opening", Time::Opening),
    ("when we open", Time::Opening),
    ("这个时候", Time::Same),
    ("这时候", Time::Same),
    ("这个时间", Time::Same),
    ("同一时间", Time::Same),
    ("same time", Time::Same),
    ("at the same time", Time::Same),
];

/// How a week is told, with the number of weeks from this one; `None` where only its day counts.
pub(super) const WEEKS: &[(&str, Option<i64>)] = &[
    ("周", None),
    ("星期", None),
    ("礼拜", None),
    ("这周", Some(0)),
    ("本周", Some(0)),
    ("这星期", Some(0)),
    ("这个星期", Some(0)),
    ("本星期", Some(0)),
    ("这礼拜", Some(0)),
    ("这个礼拜", Some(0)),
    ("下周", Some(1)),
    ("下个周", Some(1)),
    ("下星期", Some(1)),
    ("下个星期", Some(1)),
    ("下礼拜", Some(1)),
    ("下个礼拜", Some(1)),
    ("下下周", Some(2)),
    ("下下星期", Some(2)),
    ("下下个星期", Some(2)),
    ("下下礼拜", Some(2)),
    ("下下个礼拜", Some(2)),
];

/// The days of a week behind [`WEEKS`].
pub(super) const WEEKDAYS: &[(&str, u8)] = &[
    ("一", 0),
    ("二", 1),
    ("三", 2),
    ("四", 3),
    ("五", 4),
    ("六", 5),
    ("末", 5),
    ("日", 6),
    ("天", 6),
    ("1", 0),
    ("2", 1),
    ("3", 2),
    ("4", 3),
    ("5", 4),
    ("6", 5),
    ("7", 6),
];

/// The days of a week in English.
pub(super) const ENGLISH_WEEKDAYS: &[(&str, u8)] = &[
    ("monday", 0),
    ("mon", 0),
    ("tuesday", 1),
    ("tues", 1),
    ("tue", 1),
    ("wednesday", 2),
    ("weds", 2),
    ("wed", 2),
    ("thursday", 3),
    ("thurs", 3),
    ("thu", 3),
    ("friday", 4),
    ("fri", 4),
    ("saturday", 5),
    ("sat", 5),
    ("weekend", 5),
    ("sunday", 6),
    ("sun", 6),
];

/// Months from this one, before a day of theirs.
pub(super) const MONTHS: &[(&str, i64)] = &[
    ("这个月", 0),
    ("本月", 0),
    ("这月", 0),
    ("下个月", 1),
    ("下月", 1),
    ("next month", 1),
    ("下下个月", 2),
    ("下下月", 2),
];

/// Days of a month that have a name.
pub(super) const MONTH_DAYS: &[(&str, u8)] = &[("底", 0), ("末", 0), ("初", 1), ("中", 15)];

/// The ends of months and years.
pub(super) const ENDS: &[(&str, Day)] = &[
    ("月底", Day::MonthEnd),
    ("月末", Day::MonthEnd),
    ("月初", Day::Number(1)),
    ("月中", Day::Number(15)),
    ("end of month", Day::MonthEnd),
    ("end of the month", Day::MonthEnd),
    ("month end", Day::MonthEnd),
    ("end of this month", Day::OfMonth(0, 0)),
    ("end of next month", Day::OfMonth(1, 0)),
    ("年底", Day::Date(None, 12, 31)),
    ("年末", Day::Date(None, 12, 31)),
    ("end of year", Day::Date(None, 12, 31)),
    ("end of the year", Day::Date(None, 12, 31)),
];

/// Years from this one.
pub(super) const YEARS: &[(&str, i32)] = &[("今年", 0), ("明年", 1), ("后年", 2)];

/// What says that a day is a lunar one.
pub(super) const LUNAR: &[&str] = &["农历", "阴历", "旧历", "lunar"];

/// Months that only the lunar calendar has.
pub(super) const LUNAR_MONTHS: &[(&str, u8)] =
    &[("正月", 1), ("大年", 1), ("年初", 1), ("冬月", 11), ("腊月", 12)];

/// Units of time: months, days, minutes of each.
pub(super) const UNITS: &[(&str, (i64, i64, i64))] = &[
    ("分钟", (0, 0, 1)),
    ("分", (0, 0, 1)),
    ("minutes", (0, 0, 1)),
    ("minute", (0, 0, 1)),
    ("mins", (0, 0, 1)),
    ("min", (0, 0, 1)),
    ("刻钟", (0, 0, 15)),
    ("小时", (0, 0, 60)),
    ("钟头", (0, 0, 60)),
    ("钟", (0, 0, 60)),
    ("hours", (0, 0, 60)),
    ("hour", (0, 0, 60)),
    ("hrs", (0, 0, 60)),
    ("hr", (0, 0, 60)),
    ("h", (0, 0, 60)),
    ("天", (0, 1, 0)),
    ("日", (0, 1, 0)),
    ("days", (0, 1, 0)),
    ("day", (0, 1, 0)),
    ("周", (0, 7, 0)),
    ("星期", (0, 7, 0)),
    ("礼拜", (0, 7, 0)),
    ("weeks", (0, 7, 0)),
    ("week", (0, 7, 0)),
    ("个月", (1, 0, 0)),
    ("months", (1, 0, 0)),
    ("month", (1, 0, 0)),
    ("年", (12, 0, 0)),
    ("years", (12, 0, 0)),
    ("year", (12, 0, 0)),
];

/// Numbers in English.
pub(super) const NUMBERS: &[(&str, u16)] = &[
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("a couple", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
];

/// What stands behind a span of time.
pub(super) const AFTER_SPAN: &[&str] =
    &["后", "之后", "以后", "过后", "内", "之内", "以内", "later", "from now"];

/// What stands before a day that is meant to be moved.
pub(super) const BESIDE: &[(&str, i64)] =
    &[("before", -1), ("day before", -1), ("eve of", -1), ("after", 1), ("day after", 1)];

/// The same behind it, where no number follows.
pub(super) const BESIDE_AFTER: &[(&str, i64)] = &[
    ("前", -1),
    ("之前", -1),
    ("以前", -1),
    ("前夕", -1),
    ("前夜", -1),
    ("eve", -1),
    ("后", 1),
    ("之后", 1),
    ("以后", 1),
];

/// The same behind it, where a number follows.
pub(super) const SIDES: &[(&str, i64)] =
    &[("前", -1), ("之前", -1), ("以前", -1), ("后", 1), ("之后", 1), ("以后", 1)];

/// Festivals by their usual names; 节 behind them is read apart.
pub(super) const FESTIVALS: &[(&str, Festival)] = &[
    ("元旦", Festival::NewYear),
    ("new year", Festival::NewYear),
    ("new year's day", Festival::NewYear),
    ("腊八", Festival::Laba),
    ("laba", Festival::Laba),
    ("除夕", Festival::SpringFestivalEve),
    ("年三十", Festival::SpringFestivalEve),
    ("大年三十", Festival::SpringFestivalEve),
    ("lunar new year's eve", Festival::SpringFestivalEve),
    ("chinese new year's eve", Festival::SpringFestivalEve),
    ("春节", Festival::SpringFestival),
    ("大年初一", Festival::SpringFestival),
    ("spring festival", Festival::SpringFestival),
    ("chinese new year", Festival::SpringFestival),
    ("lunar new year", Festival::SpringFestival),
    ("元宵", Festival::Lantern),
    ("lantern festival", Festival::Lantern),
    ("情人节", Festival::ValentinesDay),
    ("valentine's day", Festival::ValentinesDay),
    ("valentines day", Festival::ValentinesDay),
    ("妇女节", Festival::WomensDay),
    ("三八节", Festival::WomensDay),
    ("women's day", Festival::WomensDay),
    ("清明", Festival::Qingming),
    ("qingming", Festival::Qingming),
    ("劳动节", Festival::LabourDay),
    ("五一", Festival::LabourDay),
    ("labour day", Festival::LabourDay),
    ("may day", Festival::LabourDay),
    ("母亲节", Festival::MothersDay),
    ("mother's day", Festival::MothersDay),
    ("儿童节", Festival::ChildrensDay),
    ("六一", Festival::ChildrensDay),
    ("children's day", Festival::ChildrensDay),
    ("端午", Festival::DragonBoat),
    ("dragon boat festival", Festival::DragonBoat),
    ("父亲节", Festival::FathersDay),
    ("father's day", Festival::FathersDay),
    ("七夕", Festival::Qixi),
    ("qixi", Festival::Qixi),
    ("教师节", Festival::TeachersDay),
    ("teachers' day", Festival::TeachersDay),
    ("中秋", Festival::MidAutumn),
    ("mid-autumn", Festival::MidAutumn),
    ("mid-autumn festival", Festival::MidAutumn),
    ("mid autumn festival", Festival::MidAutumn),
    ("国庆", Festival::NationalDay),
    ("national day", Festival::NationalDay),
    ("重阳", Festival::DoubleNinth),
    ("double ninth", Festival::DoubleNinth),
    ("冬至", Festival::WinterSolstice),
    ("winter solstice", Festival::WinterSolstice),
    ("圣诞", Festival::Christmas),
    ("christmas", Festival::Christmas),
    ("xmas", Festival::Christmas),
];
