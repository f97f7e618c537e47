//! What a column holds by what stands in it, where its heading does not say.
//!
//! Only what can hardly be anything else is recognised: mobile numbers, dates of birth, days, and
//! Chinese names by their surnames. Headings go first, and a person's word before both.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};

use super::dates::{DateRules, DayMonth, find};
use crate::customers::is_chinese;
use crate::error::InvalidCode;
use crate::phone::Phone;
use crate::text;

/// Rows below the headings that are looked at.
pub const SAMPLED_ROWS: usize = 100;

/// Something that shows in the values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Chinese mobile numbers.
    Mobile,
    /// Days on which people who are customers now were born.
    BirthDate,
    /// Days, with or without a time.
    Day,
    /// Two to four Chinese characters that begin with a surname.
    ChineseName,
}

impl Content {
    /// Whether a column holds this, by its cells: four of five that are not empty show it, and
    /// there are three or more, or none that does not.
    #[must_use]
    pub fn shows<'a>(self, cells: impl Iterator<Item = &'a str>, today: NaiveDate) -> bool {
        let (mut filled, mut fitting) = (0, 0);
        let mut different = HashSet::new();
        for cell in cells.map(text::clean).filter(|cell| !cell.is_empty()) {
            filled += 1;
            if self.fits(cell, today) {
                fitting += 1;
                different.insert(cell);
            }
        }
        // The same few values over and over are a choice (金卡, 白卡), not names.
        let varied = self != Self::ChineseName || different.len() * 2 >= fitting;
        varied && fitting > 0 && fitting * 5 >= filled * 4 && (fitting >= 3 || fitting == filled)
    }

    /// Whether one cell can be this.
    #[must_use]
    pub fn fits(self, cell: &str, today: NaiveDate) -> bool {
        let cell = text::clean(cell);
        match self {
            Self::Mobile => {
                // Most cells of most columns have too few digits to be looked at any further.
                let digits = cell.chars().filter(|c| c.is_numeric()).count();
                (11..=15).contains(&digits)
                    && Phone::parse(cell).is_ok_and(|phone| phone.is_chinese_mobile())
            }
            Self::BirthDate => {
                let age = |born: NaiveDate| today.year() - born.year();
                day(cell, today).is_some_and(|born| (12..=110).contains(&age(born)))
            }
            Self::Day => day(cell, today).is_some(),
            Self::ChineseName => is_name(cell),
        }
    }
}

/// The day a cell names; a bare number below eight digits is none, for it could be anything.
fn day(cell: &str, today: NaiveDate) -> Option<NaiveDate> {
    let bare = cell.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if bare && cell.len() != 8 {
        return None;
    }
    let folded = text::fold(cell);
    let read = |order| find(&folded, &DateRules { order, ..DateRules::of(today) });
    let found = match read(None) {
        // Which of the two it is does not matter here.
        Err(InvalidCode::Ambiguous) => read(Some(DayMonth::MonthFirst)),
        found => found,
    };
    found.ok()?.date().ok()
}

fn is_name(cell: &str) -> bool {
    let mut characters = cell.chars();
    let Some(first) = characters.next() else { return false };
    let rest = characters.filter(|c| *c != '·').count();
    (1..=3).contains(&rest)
        && cell.chars().all(|c| is_chinese(c) || c == '·')
        && (SURNAMES.contains(first) || PAIRS.iter().any(|pair| cell.starts_with(pair)))
}

/// The commonest surnames, some 99 % of the Chinese. Source: 百家姓, and the name report of the
/// Ministry of Public Security (二〇二〇年全国姓名报告); traditional forms beside the simplified.
const SURNAMES: &str = "\
    王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾\
    肖蕭萧田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付傅方邹\
    鄒熊白孟秦邱侯江尹薛闫阎閆閻段雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向常汤湯康易乔喬\
    赖賴文施洪辛柯庄莊岑殷牛樊凌阮温溫尤齐齊梅章詹倪焦葛伍季包舒左耿关關涂柴裴游甘古翟欧歐祁申路池苗盛\
    单單曲简簡童靳翁冼麦麥岳饶饒卜符司管宁寧邢倩俞纪紀解安霍吉柳聂聶蓝藍鲁魯冉房鲍鮑滕屈艾荣榮骆駱隋窦竇\
    褚邬車车甄娄婁费費项項成谷景卓桂牟闵閔郎鞠全楚蒲丛叢党黨卫衛华華应應宫宮穆晏苑边邊习習刁巫仇查候";

/// Surnames of two characters. Source: 百家姓.
const PAIRS: [&str; 12] = [
    "欧阳", "歐陽", "上官", "司马", "司馬", "诸葛", "諸葛", "皇甫", "尉迟", "令狐", "慕容", "司徒",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
    }

    #[track_caller]
    fn check(content: Content, cells: &[&str], expect: bool) {
        assert_eq!(content.shows(cells.iter().copied(), today()), expect, "{cells:?}");
    }

    #[test]
    fn columns_by_what_stands_in_them() {
        use Content::{BirthDate, ChineseName, Day, Mobile};
        check(Mobile, &["13800000001", "138 0000 0002", "", "+8613800000003"], true);
        check(Mobile, &["13800000001"], true);
        check(Mobile, &["13800000001", "x"], false);
        check(Mobile, &["13800000001", "13800000002", "13800000003", "13800000004", "没有"], true);
        check(Mobile, &["", ""], false);
        check(Mobile, &["010-12345678", "010-12345679", "010-12345670"], false);
        check(BirthDate, &["1990-02-03", "1985年1月2日", "19700506"], true);
        check(BirthDate, &["3/4/1990", "14/5/1985", "5/14/1985"], true);
        // Those are days on which something happened.
        check(BirthDate, &["2024-02-03", "2025-01-02", "2026-03-04"], false);
        check(Day, &["2024-02-03 10:00", "2025-01-02", "2026-03-04"], true);
        // Amounts, numbers and codes are no days.
        check(Day, &["33685", "25000", "18000"], false);
        check(Day, &["12.5", "3.4", "7.25"], false);
        check(ChineseName, &["王欣", "李小明", "欧阳娜娜", "阿凡提·买买提"], false);
        check(ChineseName, &["王欣", "李小明", "欧阳娜娜", "张伟"], true);
        check(ChineseName, &["北京", "上海", "广州", "石家庄"], false);
        check(ChineseName, &["金卡", "金卡", "金卡", "金卡", "金卡"], false);
        check(ChineseName, &["王欣女士您好", "李小明先生好"], false);
    }
}
