//! What parts the cells of a text file.

use csv::ReaderBuilder;

/// Those that office programs write; of two that part a file equally well the one that stands less
/// often inside a value comes first.
const CANDIDATES: [u8; 4] = [b'\t', b';', b',', b'|'];

/// The first line may say it, as Excel understands: `sep=;`. Else it is the one that parts most
/// rows into the same number of cells, quotes respected; a comma where nothing is parted. It is
/// their share that counts: a wrong mark does not respect the right quotes, and makes more rows.
pub(super) fn sniff(sample: &[u8]) -> u8 {
    if let Some([mark, b'\r' | b'\n', ..]) = sample.strip_prefix(b"sep=") {
        return *mark;
    }
    let mut best = (0, 0, b',');
    for mark in CANDIDATES {
        let (share, cells) = agreement(sample, mark);
        if cells > 1 && (share, cells) > (best.0, best.1) {
            best = (share, cells, mark);
        }
    }
    best.2
}

/// How many of a hundred rows have the commonest number of cells, and that number.
fn agreement(sample: &[u8], mark: u8) -> (usize, usize) {
    let mut reader =
        ReaderBuilder::new().delimiter(mark).has_headers(false).flexible(true).from_reader(sample);
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while rows < 200 && reader.read_byte_record(&mut record).unwrap_or(false) {
        rows += 1;
        // A trailing separator makes a cell, or does not: the other rows tell.
        let open_ended = usize::from(record.get(record.len() - 1) == Some(b""));
        for cells in (record.len() - open_ended)..=record.len() {
            if cells > 1 {
                *counts.entry(cells).or_default() += 1;
            }
        }
    }
    let best = counts.into_iter().max_by_key(|&(cells, rows)| (rows, cells));
    best.map_or((0, 0), |(cells, agreeing)| (agreeing * 100 / rows, cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sample: &str, expect: u8) {
        assert_eq!(char::from(sniff(sample.as_bytes())), char::from(expect), "{sample:?}");
    }

    #[test]
    fn the_separator_is_found() {
        check("a,b\n1,2\n", b',');
        check("a;b\n1,5;2,5\n3,5;4,5\n", b';');
        check("a\tb,c\n1\t2,3\n", b'\t');
        check("订单号;金额\n1;5,318.62\n2;￥4,048.57\n3;77\n", b';');
        check("a,b\n\"1;2;3\n4;5;6\",2\n\"7;8;9\",3\n", b',');
        check("c,\"a;b\",d\n1,\"x;y\",\n", b',');
        check("a,b,\n1;2,3,\n4,5,\n", b',');
        check("a;b;\n1,5;2,5;\n", b';');
        check("sep=;\r\na,b;c\n", b';');
        check("姓名\n王欣\n", b',');
        check("", b',');
        check("标题\na|b|c\n1|2|3\n", b'|');
    }
}
