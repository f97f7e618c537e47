//! What is read from outside, each reader by itself and as far as no shop is needed: for tests that
//! feed them files which nobody wrote on purpose. Refusing is fine; nothing else may go wrong.

use std::path::Path;

use chrono::NaiveDate;
use huike_app::transfer::read::{Options, Row, Rows};
use huike_domain::calendar::{ALWAYS_OPEN, BusinessCalendar, read_ics};
use huike_domain::customers::filter::{self, Library};
use huike_domain::money::{Fen, MoneyUnit, quantity};
use huike_domain::phone::Phone;
use huike_domain::recurrence::Recurrence;
use huike_domain::time::{Instant, Zone};
use huike_domain::transfer::contents::Content;
use huike_domain::transfer::dates::{DateRules, DayMonth};
use huike_domain::transfer::fields::CustomerField;
use huike_domain::transfer::headers::{Head, Header, Headings};
use huike_domain::transfer::portrait::Own;
use huike_domain::transfer::{rows, values};
use huike_domain::when;

/// The day on which everything is read.
const TODAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 11, 24);

/// Rows in which a header is sought.
const HEAD: usize = 40;

/// Reads a file as an import of customers would, whichever kind its content is.
///
/// # Panics
/// Where a reader does.
pub fn file(path: &Path) {
    let Ok(mut table) = Rows::open(path, &Options::default(), |head| head.len()) else { return };
    let today = TODAY.expect("a day");
    let own = Own::default();
    let mut head = Vec::new();
    let mut row = Row::default();
    while head.len() < HEAD && table.read(&mut row).is_ok_and(|more| more) {
        head.push(row.clone());
    }
    let cells: Vec<Vec<&str>> = head.iter().map(|row| row.cells.iter().collect()).collect();
    let hidden = &table.format().hidden;
    let first = Head { rows: &cells, hidden, today, own: &own };
    let rules = DateRules { is_1904: table.format().is_1904, ..DateRules::of(today) };
    for headings in [Headings::Sought, Headings::Absent] {
        let Ok(header) = Header::<CustomerField>::guess(first, headings, &[]) else { continue };
        for row in &head {
            let _ = rows::customer(&header, &rules, &own, |index| row.cell(index));
        }
    }
    while table.read(&mut row).is_ok_and(|more| more) {}
}

/// Reads what may stand in a cell as everything that it could be.
///
/// # Panics
/// Where a reader does.
pub fn value(text: &str) {
    let today = TODAY.expect("a day");
    for order in [None, Some(DayMonth::DayFirst), Some(DayMonth::MonthFirst)] {
        let rules = DateRules { order, ..DateRules::of(today) };
        let _ = values::birthday(text, &rules);
        let _ = values::moment(text, &rules, Zone::SHANGHAI);
    }
    let _ = (Phone::parse(text), quantity(text), Fen::parse(text, MoneyUnit::Yuan));
    for content in [Content::Mobile, Content::BirthDate, Content::Day, Content::ChineseName] {
        let _ = content.fits(text, today);
    }
}

/// Reads a filter as it is typed in a terminal. What was understood must read the same again once
/// it is printed.
///
/// # Panics
/// Where the reader does, or where a printed filter reads as another.
pub fn filter(text: &str) {
    let library = Library::default();
    let Ok(read) = filter::read(text, &library) else { return };
    let printed = filter::text(&read, &library);
    let again = filter::read(&printed, &library).map(|again| filter::text(&again, &library));
    assert_eq!(again.as_ref(), Ok(&printed), "from {text:?}");
}

/// Reads an iCalendar file of holidays. What was understood must be fit to be saved.
///
/// # Panics
/// Where the reader does, or where it takes what no calendar can hold.
pub fn calendar(text: &str) {
    let Ok(found) = read_ics(text) else { return };
    let imported = BusinessCalendar::default().take_in(&found.days).days;
    let calendar = BusinessCalendar { imported, ..BusinessCalendar::default() };
    // A file may have more days than anybody plans by; that is refused when it is saved.
    let refused = calendar.checked().err().map(|error| error.field);
    assert!(refused.is_none_or(|field| field == "imported"), "from {text:?}");
}

/// Reads what may be typed as a moment to come, and as a rule by which something comes again.
///
/// # Panics
/// Where a reader does, or where the moment is in the past.
pub fn moment(text: &str) {
    let today = TODAY.expect("a day");
    let now = Instant(Zone::SHANGHAI.start_of(today).0 + 40_000_000);
    if let Ok(at) = when::read(text, now, Zone::SHANGHAI, &ALWAYS_OPEN) {
        assert!(at > now, "{text}");
    }
    if let Ok(rule) = Recurrence::parse(text) {
        let next = rule.next_after(today, today);
        assert!(next.is_none_or(|next| next > today), "{text}");
    }
}
