//! Cells that run over several rows: in every row they cover, the value stands that a person sees
//! there. A cell that runs over columns alone reads as its first: the others are empty.

use csv::StringRecord;

use super::{CellKind, Row};

/// A cell over several rows; rows and columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merge {
    first: u32,
    last: u32,
    column: u32,
}

impl Merge {
    /// Reads `B2:C9`; none where it covers one row only, or is written otherwise.
    pub(super) fn of(range: &str) -> Option<Self> {
        let (from, to) = range.split_once(':')?;
        let ((column, first), (_, last)) = (place(from)?, place(to)?);
        (first < last).then_some(Self { first, last, column })
    }
}

/// `B2` as column 1 and row 1.
fn place(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = text.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().try_fold(0_u32, |column, b| {
        b.is_ascii_alphabetic().then(|| column * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((column - 1, digits.parse::<u32>().ok()?.checked_sub(1)?))
}

/// Fills the rows of a sheet as they come by.
pub(super) struct Filling {
    /// By their first row.
    coming: std::vec::IntoIter<Merge>,
    next: Option<Merge>,
    open: Vec<(Merge, String, CellKind)>,
}

impl Filling {
    pub(super) fn new(merges: Vec<Merge>) -> Self {
        let mut coming = merges.into_iter();
        let next = coming.next();
        Self { coming, next, open: Vec::new() }
    }

    /// Fills what of `row` is covered from above. A row that has nothing of its own is left as it
    /// is: where all of a record is two rows high, it is still one record.
    pub(super) fn fill(&mut self, row: &mut Row) {
        let at = row.number - 1;
        self.open.retain(|(merge, ..)| merge.last >= at);
        if !self.open.is_empty() {
            self.cover(row);
        }
        while let Some(merge) = self.next.filter(|merge| merge.first <= at) {
            let column = merge.column as usize;
            // Where the first row is not there at all, nobody sees a value either.
            let value = if merge.first == at { row.cell(column) } else { "" };
            if merge.last > at {
                let kind = row.kinds.get(column).copied().unwrap_or_default();
                self.open.push((merge, value.to_owned(), kind));
            }
            self.next = self.coming.next();
        }
    }

    fn cover(&self, row: &mut Row) {
        let covered = |at: usize| self.open.iter().find(|(merge, ..)| merge.column as usize == at);
        let has_own = (row.cells.iter().enumerate())
            .any(|(at, cell)| covered(at).is_none() && !cell.trim().is_empty());
        let width = self.open.iter().map(|(merge, ..)| merge.column as usize + 1).max();
        let width = if has_own { row.cells.len().max(width.unwrap_or(0)) } else { row.cells.len() };
        let mut cells = StringRecord::with_capacity(row.cells.as_slice().len(), width);
        row.kinds.resize(width, CellKind::Text);
        for at in 0..width {
            match covered(at) {
                Some((_, value, kind)) if has_own => {
                    cells.push_field(value);
                    row.kinds[at] = *kind;
                }
                Some(_) => cells.push_field(""),
                None => cells.push_field(row.cell(at)),
            }
        }
        row.cells = cells;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_as_a_workbook_writes_them() {
        let merge = |first, last, column| Some(Merge { first, last, column });
        for (range, expect) in [
            ("A1:A2", merge(0, 1, 0)),
            ("AA10:AB12", merge(9, 11, 26)),
            ("A1:F1", None),
            ("A2:A1", None),
            ("A0:A1", None),
            ("1:2", None),
            ("A1", None),
            ("ABCD1:ABCD2", None),
            ("A1:A99999999999", None),
        ] {
            assert_eq!(Merge::of(range), expect, "{range}");
        }
    }

    /// Rows as `number|cell|cell`.
    #[track_caller]
    fn check(merges: &[&str], rows: &[(u32, &[&str])], expect: &[&str]) {
        let mut merges: Vec<Merge> = merges.iter().filter_map(|m| Merge::of(m)).collect();
        merges.sort_unstable();
        let mut filling = Filling::new(merges);
        let mut found = Vec::new();
        for (number, cells) in rows {
            let cells: StringRecord = cells.to_vec().into();
            let kinds = vec![CellKind::Text; cells.len()];
            let mut row = Row { cells, number: *number, kinds };
            filling.fill(&mut row);
            assert_eq!(row.cells.len(), row.kinds.len());
            found.push(format!("{number}|{}", row.cells.iter().collect::<Vec<_>>().join("|")));
        }
        assert_eq!(found, expect);
    }

    #[test]
    fn values_run_down() {
        check(
            &["A1:A3"],
            &[(1, &["王欣", "a"]), (2, &["", "b"]), (3, &["x", "c"]), (4, &["", "d"])],
            &["1|王欣|a", "2|王欣|b", "3|王欣|c", "4||d"],
        );
        // Narrower rows are made as wide as need be; a row of its own nothing stays empty.
        check(
            &["A1:A3", "C1:C3"],
            &[(1, &["a", "", "c"]), (2, &["", "b"]), (3, &["", ""])],
            &["1|a||c", "2|a|b|c", "3||"],
        );
        // The first row is not in the file.
        check(&["A1:A3"], &[(2, &["", "b"])], &["2||b"]);
    }
}
