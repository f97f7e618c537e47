//! Text in columns. A Chinese character takes the room of two letters.

use unicode_width::UnicodeWidthStr as _;

/// Room between two columns.
const GAP: usize = 2;

/// Rows of cells, aligned as they are written.
#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
    right: Vec<usize>,
}

impl Table {
    /// Begins with a row of headings.
    pub(crate) fn with_heads(heads: impl IntoIterator<Item = String>) -> Self {
        let mut table = Self::default();
        table.row(heads);
        table
    }

    /// Aligns these columns, from 0, to the right: figures.
    pub(crate) fn right(mut self, columns: &[usize]) -> Self {
        self.right = columns.to_vec();
        self
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        // A cell is one line, whatever somebody typed into a note.
        let plain = |cell: String| cell.replace(|c: char| c.is_control(), " ");
        self.rows.push(cells.into_iter().map(plain).collect());
    }

    /// The text.
    pub(crate) fn text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut out = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                let room = " ".repeat(widths[column] - cell.width());
                let (before, after) =
                    if self.right.contains(&column) { (room.as_str(), "") } else { ("", &*room) };
                line.extend([before, cell, after]);
                line.extend(std::iter::repeat_n(' ', GAP));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_in_any_script() {
        let mut table = Table::with_heads(["名".to_owned(), "n".to_owned()]).right(&[1]);
        table.row(["Ann".to_owned(), "10".to_owned()]);
        table.row(["王小欣".to_owned(), "5".to_owned()]);
        assert_eq!(table.text(), "名       n\nAnn     10\n王小欣   5\n");
    }
}
