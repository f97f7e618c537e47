//! A workbook's cells as the text a person sees.

use calamine::DataRef;
use csv::StringRecord;

use super::CellKind;

/// Adds a cell to a row and says what it was.
pub(super) fn push(row: &mut StringRecord, value: &DataRef<'_>, formula: Option<&str>) -> CellKind {
    match value {
        DataRef::Empty => match formula {
            // A text that began with `=` was taken for a formula by the program that wrote the
            // file, and has no result: the text is what the person meant.
            Some(formula) => row.push_field(&format!("={formula}")),
            None => row.push_field(""),
        },
        DataRef::String(text) => row.push_field(text),
        DataRef::SharedString(text) => row.push_field(text),
        DataRef::Int(number) => {
            row.push_field(&number.to_string());
            return CellKind::Number;
        }
        DataRef::Float(number) => {
            row.push_field(&number_text(*number));
            return if number.is_finite() { CellKind::Number } else { CellKind::Text };
        }
        DataRef::Bool(value) => row.push_field(if *value { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (y, m, d, hour, minute, second, milli) = at.to_ymd_hms_milli();
            row.push_field(&date_text((y, m, d), (hour, minute, second, milli)));
            return CellKind::Date;
        }
        DataRef::DateTime(at) => row.push_field(&number_text(at.as_f64())),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => row.push_field(text),
        DataRef::Error(error) => row.push_field(&error.to_string()),
    }
    CellKind::Text
}

/// A number as the spreadsheet shows it: fifteen significant digits, which is what it keeps; a
/// sum such as 0.30000000000000004 is 0.3 to everybody who looks at it.
pub(super) fn number_text(number: f64) -> String {
    // Below 10¹⁵ every whole number is exact.
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{}", number as i64);
    }
    let shortest = format!("{number}");
    if shortest.bytes().filter(u8::is_ascii_digit).count() <= 15 || !number.is_finite() {
        return shortest;
    }
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    format!("{rounded}")
}

/// A day, and the time where there is one. Milliseconds are rounded away: a float of a day does
/// not hold them.
fn date_text((y, m, d): (u16, u8, u8), (hour, minute, second, milli): (u8, u8, u8, u16)) -> String {
    if (hour, minute, second, milli) == (0, 0, 0, 0) {
        return format!("{y:04}-{m:02}-{d:02}");
    }
    // Half a second or more belongs to the next second, unless that is another minute.
    let second = if milli >= 500 && second < 59 { second + 1 } else { second };
    format!("{y:04}-{m:02}-{d:02} {hour:02}:{minute:02}:{second:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_they_are_shown() {
        for (number, text) in [
            (19_902_613_433.0, "19902613433"),
            (2_420.36, "2420.36"),
            (0.1 + 0.2, "0.3"),
            (6.0 * 2.55, "15.3"),
            (-3.5, "-3.5"),
            (0.0, "0"),
            (1e21, "1000000000000000000000"),
            (46_036.181_944_444_44, "46036.1819444444"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn dates_as_they_are_read_again() {
        assert_eq!(date_text((1992, 3, 22), (0, 0, 0, 0)), "1992-03-22");
        assert_eq!(date_text((2026, 1, 14), (4, 21, 59, 999)), "2026-01-14 04:21:59");
        assert_eq!(date_text((2026, 1, 14), (4, 22, 5, 999)), "2026-01-14 04:22:06");
    }
}
