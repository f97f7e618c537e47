//! Which row holds the headings, and which column holds which field.

use super::fields::ImportField;
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
}

/// The row of headings and its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header<F> {
    /// The row's place among those shown, from 0.
    pub row: usize,
    /// How many cells it has; a data row with more has been moved by a stray separator.
    pub width: usize,
    /// The columns that were understood, in no order that matters.
    pub columns: Vec<Column<F>>,
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
    /// Finds the headings among the first rows of a file. `fixed` names the row (from 0) where a
    /// person has pointed at it; `choices` go before what the headings say by themselves.
    ///
    /// # Errors
    /// [`HeaderError`].
    pub fn find(
        rows: &[Vec<&str>],
        fixed: Option<usize>,
        choices: &[Choice<F>],
    ) -> Result<Self, HeaderError> {
        let best = Self::guess(rows, fixed, choices)?;
        let missing = best.missing();
        if missing.is_empty() { Ok(best) } else { Err(HeaderError::Missing(missing)) }
    }

    /// [`Header::find`] for a screen on which a person will choose what is still missing.
    ///
    /// # Errors
    /// [`HeaderError::NoSuchHeading`]; [`HeaderError::Missing`] where there is no row at all.
    pub fn guess(
        rows: &[Vec<&str>],
        fixed: Option<usize>,
        choices: &[Choice<F>],
    ) -> Result<Self, HeaderError> {
        let mut best: Option<Self> = None;
        let mut unknown = None;
        for (row, cells) in rows.iter().enumerate() {
            if fixed.is_some_and(|f| f != row) {
                continue;
            }
            match columns(cells, choices) {
                Err(heading) => unknown = unknown.or(Some(heading)),
                Ok(columns) => {
                    let found = Self { row, width: width(cells), columns };
                    if best.as_ref().is_none_or(|b| found.standing() > b.standing()) {
                        best = Some(found);
                    }
                }
            }
        }
        best.ok_or_else(|| match unknown {
            Some(heading) => HeaderError::NoSuchHeading(heading),
            None => HeaderError::Missing(missing::<F>(&[])),
        })
    }

    /// The fields a row cannot do without that have no column.
    pub fn missing(&self) -> Vec<&'static str> {
        missing(&self.columns)
    }

    /// The column of a field.
    pub fn column(&self, field: F) -> Option<Column<F>> {
        self.columns.iter().copied().find(|c| c.field == field)
    }

    /// A row that names what is needed stands above one that names more of the rest. Where
    /// nothing is recognised, a title in one cell is still no row of headings.
    pub fn standing(&self) -> (bool, usize, bool) {
        (self.missing().is_empty(), self.columns.len(), self.width > 1)
    }
}

/// A heading without what offices add to it: case, blanks, punctuation, `(必填)`, a unit.
pub fn plain(heading: &str) -> String {
    let folded = text::fold(heading);
    let mut out = String::with_capacity(folded.len());
    let mut depth = 0_u32;
    for c in folded.chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            // 手机/电话, 金额/元: the first word is enough.
            '/' if !out.is_empty() => break,
            _ if depth == 0 && c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
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
    choices: &[Choice<F>],
) -> Result<Vec<Column<F>>, String> {
    let mut taken = vec![false; cells.len()];
    let mut columns = Vec::new();
    let column = |field: F, index: usize| {
        let unit = if field.is_money() { unit(cells[index]) } else { MoneyUnit::default() };
        Column { field, index, unit }
    };
    for choice in choices.iter().filter(|c| !c.heading.is_empty()) {
        let wanted = text::clean(&choice.heading);
        let index = (cells.iter().position(|c| text::clean(c) == wanted))
            .or_else(|| cells.iter().position(|c| !c.is_empty() && plain(c) == plain(wanted)))
            .ok_or_else(|| choice.heading.clone())?;
        taken[index] = true;
        columns.push(column(choice.field, index));
    }
    let plains: Vec<String> = cells.iter().map(|c| plain(c)).collect();
    let mut offers: Vec<(usize, F, usize)> = Vec::new();
    for &field in F::ALL {
        if choices.iter().any(|c| c.field == field) {
            continue;
        }
        for (index, plain) in plains.iter().enumerate() {
            if !taken[index]
                && let Some(rank) = rank(plain, field)
            {
                offers.push((rank, field, index));
            }
        }
    }
    offers.sort_unstable();
    for (_, field, index) in offers {
        if !taken[index] && columns.iter().all(|c| c.field != field) {
            taken[index] = true;
            columns.push(column(field, index));
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
