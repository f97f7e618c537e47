//! Which row holds the headings, and which column holds which field.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::fields::ImportField;
use super::portrait::Own;
use crate::money::MoneyUnit;
use crate::text;

/// How far down the headings are looked for, below titles and remarks.
pub const SEARCHED_ROWS: usize = 20;

/// One column that was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column<F> {
    /// What it holds.
    pub field: F,
    /// Its place, from 0.
    pub index: usize,
    /// What a figure in it counts, for amounts and prices.
    pub unit: MoneyUnit,
    /// How that is known.
    pub known: Known,
}

/// How it is known what a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A person said it.
    Told,
    /// Its heading says it; of the field's headings this is the group of that standing, 0 the best.
    Heading(usize),
    /// What stands in it shows it.
    Content,
}

/// The row of headings and its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header<F> {
    /// The row's place among those shown, from 0; none where there are no headings.
    pub row: Option<usize>,
    /// How many cells it has; a data row with more has been moved by a stray separator.
    pub width: usize,
    /// What the columns go by: the heading, with the column's letter behind one that stands twice;
    /// the letter alone where there is no heading.
    pub labels: Vec<String>,
    /// The columns that were understood, in no order that matters.
    pub columns: Vec<Column<F>>,
}

/// Where the headings are, as far as a person has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Headings {
    /// To be found.
    #[default]
    Sought,
    /// In the row at this place among those shown, from 0.
    In(usize),
    /// There are none: every row is data.
    Absent,
}

/// The first rows of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// Their cells. Headings are looked for in the first [`SEARCHED_ROWS`], and what columns hold
    /// in all below them.
    pub rows: &'a [Vec<&'a str>],
    /// First and last column of each hidden stretch. A hidden column is recognised by its heading
    /// alone, and gives way to one that is seen.
    pub hidden: &'a [(u32, u32)],
    /// The civil day, by which a date is one of birth or not.
    pub today: NaiveDate,
    /// What the shop has defined for itself.
    pub own: &'a Own,
}

/// What a person says of one field: take it from the column of this heading, or from none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<F> {
    /// The field.
    pub field: F,
    /// The heading as it stands in the file; empty to leave the field out.
    pub heading: String,
}

/// Why no row can serve as the row of headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderError {
    /// No row names the columns that are needed; these fields are missing from the best one.
    Missing(Vec<&'static str>),
    /// No column has the heading that was asked for.
    NoSuchHeading(String),
}

impl<F: ImportField> Header<F> {
    /// Finds the headings among the first rows of a file; `choices` go before what the headings
    /// say by themselves.
    ///
    /// # Errors
    /// [`HeaderError`].
    pub fn find(
        head: Head<'_>,
        headings: Headings,
        choices: &[Choice<F>],
    ) -> Result<Self, HeaderError> {
        let best = Self::guess(head, headings, choices)?;
        let missing = best.missing();
        if missing.is_empty() { Ok(best) } else { Err(HeaderError::Missing(missing)) }
    }

    /// [`Header::find`] for a screen on which a person will choose what is still missing.
    ///
    /// # Errors
    /// [`HeaderError::NoSuchHeading`]; [`HeaderError::Missing`] where there is no row at all.
    pub fn guess(
        head: Head<'_>,
        headings: Headings,
        choices: &[Choice<F>],
    ) -> Result<Self, HeaderError> {
        let mut best: Option<Self> = None;
        let mut unknown = None;
        let searched = match headings {
            Headings::Sought => 0..head.rows.len().min(SEARCHED_ROWS),
            Headings::In(row) => row..(row + 1).min(head.rows.len()),
            Headings::Absent => 0..0,
        };
        for row in searched {
            match Self::of_row(head, row, choices) {
                Err(heading) => unknown = unknown.or(Some(heading)),
                Ok(found) => {
                    if best.as_ref().is_none_or(|b| found.standing() > b.standing()) {
                        best = Some(found);
                    }
                }
            }
        }
        let recognised = best.as_ref().is_some_and(|best| !best.columns.is_empty());
        let looks_bare = || Self::bare(head, choices).ok().filter(|bare| bare.is_data(head));
        match headings {
            Headings::Absent => {
                return Self::bare(head, choices).map_err(HeaderError::NoSuchHeading);
            }
            // No row names anything, and the first is of one kind with those below it.
            Headings::Sought if !recognised => {
                if let Some(bare) = looks_bare() {
                    return Ok(bare);
                }
            }
            _ => {}
        }
        let mut best = best.ok_or_else(|| match unknown {
            Some(heading) => HeaderError::NoSuchHeading(heading),
            None => HeaderError::Missing(missing::<F>(&[])),
        })?;
        best.look_below(head, choices);
        Ok(best)
    }

    /// The headings of one row; the first chosen heading that it does not have.
    fn of_row(head: Head<'_>, row: usize, choices: &[Choice<F>]) -> Result<Self, String> {
        let cells = head.rows.get(row).map(Vec::as_slice).unwrap_or_default();
        let width = width(cells);
        let labels = labels(&cells[..width]);
        let columns = columns(&cells[..width], &labels, head, choices)?;
        Ok(Self { row: Some(row), width, labels, columns })
    }

    /// All rows as data, the columns by their letters; the first chosen letter that is too far.
    fn bare(head: Head<'_>, choices: &[Choice<F>]) -> Result<Self, String> {
        let width = head.rows.iter().map(|cells| width(cells)).max().unwrap_or(0);
        let cells = vec![""; width];
        let labels = labels(&cells);
        let columns = columns(&cells, &labels, head, choices)?;
        let mut bare = Self { row: None, width, labels, columns };
        bare.look_below(head, choices);
        Ok(bare)
    }

    /// Whether the first row is of one kind with the others wherever that shows.
    fn is_data(&self, head: Head<'_>) -> bool {
        let first = head.rows.first().map(Vec::as_slice).unwrap_or_default();
        let shown = self.columns.iter().filter(|c| c.known == Known::Content);
        let mut fitting = shown.map(|column| {
            let cell = first.get(column.index).copied().unwrap_or_default();
            column.field.content().is_some_and(|content| content.fits(cell, head.today))
        });
        fitting.next() == Some(true) && fitting.all(|fits| fits)
    }

    /// Adds the columns whose content shows what they hold, for fields that nothing else named.
    fn look_below(&mut self, head: Head<'_>, choices: &[Choice<F>]) {
        let below = self.row.map_or(0, |row| row + 1);
        let rows = head.rows.get(below..).unwrap_or_default();
        self.columns.retain(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column.index));
            let cells = cells.map(|cell| text::clean(cell)).filter(|cell| !cell.is_empty());
            let read = |cell| column.field.reads(cell, head.own, head.today);
            let (filled, unread) = cells.fold((0, 0), |(filled, unread), cell| {
                (filled + 1, unread + usize::from(!read(cell)))
            });
            column.known == Known::Told || unread * 2 <= filled
        });
        for &field in F::ALL {
            let Some(content) = field.content() else { continue };
            let named = self.column(field).is_some() || choices.iter().any(|c| c.field == field);
            if named {
                continue;
            }
            let free = |index: &usize| {
                !is_hidden(head.hidden, *index) && self.columns.iter().all(|c| c.index != *index)
            };
            let found = (0..self.width).filter(free).find(|&index| {
                let cells = rows.iter().map(|row| row.get(index).copied().unwrap_or_default());
                content.shows(cells, head.today)
            });
            if let Some(index) = found {
                let unit = MoneyUnit::default();
                self.columns.push(Column { field, index, unit, known: Known::Content });
            }
        }
    }

    /// The fields a row cannot do without that have no column.
    pub fn missing(&self) -> Vec<&'static str> {
        missing(&self.columns)
    }

    /// The column of a field.
    pub fn column(&self, field: F) -> Option<Column<F>> {
        self.columns.iter().copied().find(|c| c.field == field)
    }

    /// A row that names what is needed stands above one that names more of the rest; of two that
    /// name as much, the one that names it better. Where nothing is recognised, a title in one cell
    /// is still no row of headings.
    pub fn standing(&self) -> (bool, usize, Reverse<usize>, bool) {
        let rank = |column: &Column<F>| match column.known {
            Known::Heading(rank) => rank,
            Known::Told | Known::Content => 0,
        };
        let ranks = self.columns.iter().map(rank).sum();
        (self.missing().is_empty(), self.columns.len(), Reverse(ranks), self.width > 1)
    }
}

/// The letters of a column, counted from 0, as spreadsheets write them.
pub fn letters(index: usize) -> String {
    let mut rest = index + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// What columns go by; see [`Header::labels`].
fn labels(cells: &[&str]) -> Vec<String> {
    let clean: Vec<&str> = cells.iter().map(|cell| text::clean(cell)).collect();
    let label = |(index, cell): (usize, &&str)| {
        if cell.is_empty() {
            letters(index)
        } else if clean[..index].contains(cell) {
            format!("{cell} ({})", letters(index))
        } else {
            (*cell).to_owned()
        }
    };
    clean.iter().enumerate().map(label).collect()
}

fn is_hidden(hidden: &[(u32, u32)], index: usize) -> bool {
    hidden.iter().any(|(first, last)| (*first as usize..=*last as usize).contains(&index))
}

/// A heading without what offices and forms add to it: case, blanks, punctuation, `(必填)`, a unit,
/// the number of a question, and that it asks politely.
pub fn plain(heading: &str) -> String {
    let folded = text::fold(heading);
    let mut out = String::with_capacity(folded.len());
    let mut depth = 0_u32;
    for c in unnumbered(&folded).chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            // 手机/电话, 金额/元: the first word is enough.
            '/' if !out.is_empty() => break,
            _ if depth == 0 && c.is_alphanumeric() => out.extend(simplified(c).to_lowercase()),
            _ => {}
        }
    }
    impolite(&out).to_owned()
}

/// A question of a form without its number: `3、您的手机号`, `Q3.手机号`.
fn unnumbered(folded: &str) -> &str {
    let start = folded.trim_start();
    let number = start.trim_start_matches(['Q', 'q']);
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let question = rest.strip_prefix(['.', '、', ':', ')', '_']).unwrap_or_default();
    let is_one = rest.len() < number.len() && question.contains(char::is_alphabetic);
    if is_one { question } else { folded }
}

/// A plain question as the heading it would be in a table: 请输入您的手机号 asks for a 手机号.
fn impolite(plain: &str) -> &str {
    const POLITE: [&str; 13] = [
        "请简要描述",
        "请详细描述",
        "请填写",
        "请输入",
        "请选择",
        "请描述",
        "请留下",
        "请问",
        "您的",
        "你的",
        "您",
        "你",
        "your",
    ];
    let without = |text| POLITE.iter().find_map(|word| str::strip_prefix(text, word));
    let mut said = plain;
    while let Some(rest) = without(said).filter(|rest| !rest.is_empty()) {
        said = rest;
    }
    said
}

/// A character of a traditional heading (電話, 備註) as the simplified one; only those that stand in
/// the headings of [`super::fields`] and [`super::complaints`].
fn simplified(c: char) -> char {
    const PAIRS: &str = "電电話话號号碼码機机動动聯联繫系絡络稱称顧顾會会員员實实際际額额價价單单訂订購购買买\
        賣卖銷销費费數数貨货務务產产項项備备註注說说記记標标簽签籤签組组編编來来源源獲获業业構构織织間间時时\
        陽阳曆历農农歷历個个總总計计應应開开創创結结帳账賬账戶户內内寶宝貝贝題题給给專专屬属區区鄉乡縣县億亿萬万\
        職职稅税證证類类別别級级積积點点餘余紀纪節节贈赠歲岁齡龄網网郵邮遞递訴诉問问嚴严處处狀状態态決决負负責责\
        詳详饋馈經经過过發发麼么樣样進进";
    let mut characters = PAIRS.chars().filter(|c| !c.is_whitespace());
    while let (Some(traditional), Some(plain)) = (characters.next(), characters.next()) {
        if traditional == c {
            return plain;
        }
    }
    c
}

/// What the figures under a heading count: `金额(万元)`, `amount (fen)`.
fn unit(heading: &str) -> MoneyUnit {
    let folded = text::fold(heading);
    let inside = folded.split_once(['(', '[', '【', '/']).map_or("", |(_, inside)| inside);
    let inside = inside.trim_end_matches([')', ']', '】', ' ']).trim().to_lowercase();
    match inside.as_str() {
        "万" | "万元" | "单位:万元" => MoneyUnit::TenThousandYuan,
        "分" | "fen" | "单位:分" => MoneyUnit::Fen,
        _ => MoneyUnit::Yuan,
    }
}

/// How well a heading in [`plain`] form names a field: its rank, the best being 0.
pub fn rank<F: ImportField>(plain: &str, field: F) -> Option<usize> {
    field.headings().iter().position(|group| group.split(' ').any(|heading| heading == plain))
}

/// The columns of one row, or the first chosen heading it does not have.
fn columns<F: ImportField>(
    cells: &[&str],
    labels: &[String],
    head: Head<'_>,
    choices: &[Choice<F>],
) -> Result<Vec<Column<F>>, String> {
    let mut taken = vec![false; cells.len()];
    let mut columns = Vec::new();
    let column = |field: F, index: usize, known: Known| {
        let unit = if field.is_money() { unit(cells[index]) } else { MoneyUnit::default() };
        Column { field, index, unit, known }
    };
    for choice in choices.iter().filter(|c| !c.heading.is_empty()) {
        let wanted = text::clean(&choice.heading);
        let index = (labels.iter().position(|label| label == wanted))
            .or_else(|| cells.iter().position(|c| !c.is_empty() && plain(c) == plain(wanted)))
            .ok_or_else(|| choice.heading.clone())?;
        taken[index] = true;
        columns.push(column(choice.field, index, Known::Told));
    }
    let plains: Vec<String> = cells.iter().map(|c| plain(c)).collect();
    let mut offers: Vec<(bool, usize, F, usize)> = Vec::new();
    let mut offer = |field: F, ranked: &dyn Fn(&str) -> Option<usize>| {
        if choices.iter().any(|c| c.field == field) {
            return;
        }
        for (index, plain) in plains.iter().enumerate().filter(|(index, _)| !taken[*index]) {
            if let Some(rank) = ranked(plain) {
                offers.push((is_hidden(head.hidden, index), rank, field, index));
            }
        }
    };
    for &field in F::ALL {
        offer(field, &|plain| rank(plain, field));
    }
    for (place, own) in head.own.fields.iter().enumerate() {
        let Some(field) = u16::try_from(place).ok().and_then(F::own) else { continue };
        let wanted = self::plain(&own.name);
        offer(field, &|plain| (!plain.is_empty() && plain == wanted).then_some(0));
    }
    offers.sort_unstable();
    for (_, rank, field, index) in offers {
        if !taken[index] && columns.iter().all(|c| c.field != field) {
            taken[index] = true;
            columns.push(column(field, index, Known::Heading(rank)));
        }
    }
    Ok(columns)
}

fn missing<F: ImportField>(columns: &[Column<F>]) -> Vec<&'static str> {
    let has = |field: &F| columns.iter().any(|c| c.field == *field);
    F::NEEDED.iter().filter(|group| !group.iter().any(has)).map(|group| group[0].name()).collect()
}

fn width(cells: &[&str]) -> usize {
    cells.iter().rposition(|c| !text::clean(c).is_empty()).map_or(0, |last| last + 1)
}

#[cfg(test)]
#[path = "headers_tests.rs"]
mod tests;
