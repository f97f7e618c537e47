//! One field of all customers, one after the other in the order of their ids.

use std::sync::OnceLock;

use huike_domain::customers::filter::FieldKind;
use huike_domain::customers::{Birthday, Calendar, name_key};
use indexmap::IndexSet;
use rusqlite::types::ValueRef;

/// Whole numbers of the least width that holds them all.
pub(super) enum Codes {
    /// Up to 255.
    Byte(Vec<u8>),
    /// Up to 65,535.
    Short(Vec<u16>),
    /// Up to four thousand million.
    Word(Vec<u32>),
}

macro_rules! each_width {
    ($codes:expr, $list:ident => $work:expr) => {
        match $codes {
            $crate::lists::column::Codes::Byte($list) => $work,
            $crate::lists::column::Codes::Short($list) => $work,
            $crate::lists::column::Codes::Word($list) => $work,
        }
    };
}
pub(super) use each_width;

impl Codes {
    pub(super) fn get(&self, row: usize) -> u32 {
        match self {
            Self::Byte(list) => list[row].into(),
            Self::Short(list) => list[row].into(),
            Self::Word(list) => list[row],
        }
    }

    fn make_room(&mut self, code: u32) {
        let wide = match self {
            Self::Byte(list) if code > u32::from(u8::MAX) => {
                Self::Short(list.iter().map(|c| u16::from(*c)).collect())
            }
            Self::Short(list) if code > u32::from(u16::MAX) => {
                Self::Word(list.iter().map(|c| u32::from(*c)).collect())
            }
            _ => return,
        };
        *self = wide;
        self.make_room(code);
    }

    // The width was made to fit, so no code is cut.
    #[allow(clippy::cast_possible_truncation)]
    fn put(&mut self, row: usize, code: u32) {
        self.make_room(code);
        match self {
            Self::Byte(list) => put(list, row, code as u8),
            Self::Short(list) => put(list, row, code as u16),
            Self::Word(list) => put(list, row, code),
        }
    }
}

/// Sets a row, or adds one at the end.
fn put<T>(list: &mut Vec<T>, row: usize, value: T) {
    match list.get_mut(row) {
        Some(place) => *place = value,
        None => list.push(value),
    }
}

/// Texts that many share: each text once, and its number for every customer. Number 0 is the
/// empty text. A text that nobody has any more keeps its number until the next load.
pub(super) struct Words {
    pub(super) codes: Codes,
    texts: IndexSet<Box<str>>,
    last: u32,
    places: OnceLock<Vec<u32>>,
}

impl Words {
    fn new() -> Self {
        let texts = IndexSet::from([Box::from("")]);
        Self { codes: Codes::Byte(Vec::new()), texts, last: 0, places: OnceLock::new() }
    }

    /// Every text, by its number.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(AsRef::as_ref)
    }

    fn code_of(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        // Neighbours often came from the same file and say the same.
        let last = usize::try_from(self.last).unwrap_or(0);
        if self.texts.get_index(last).is_some_and(|known| **known == *text) {
            return self.last;
        }
        let place = self.texts.get_index_of(text).unwrap_or_else(|| {
            self.places.take();
            self.texts.insert_full(Box::from(text)).0
        });
        self.last = u32::try_from(place).unwrap_or(0);
        self.last
    }

    /// Where each text stands among all of them, by its number.
    pub(super) fn places(&self, kind: FieldKind) -> &[u32] {
        self.places.get_or_init(|| {
            let mut keys: Vec<_> = self.texts().map(|text| order_of(text, kind)).zip(0..).collect();
            keys.sort_unstable();
            let mut places = vec![0; keys.len()];
            for (place, (_, code)) in keys.iter().enumerate() {
                places[*code as usize] = u32::try_from(place).unwrap_or(u32::MAX);
            }
            places
        })
    }

    fn bytes(&self) -> usize {
        let texts: usize = self.texts.iter().map(|text| text.len() + 16 + 16).sum();
        texts + each_width!(&self.codes, list => size_of_val(list.as_slice()))
    }
}

/// Choices stand as screens offer them, other texts as in a phone book.
fn order_of(text: &str, kind: FieldKind) -> (usize, String) {
    match kind {
        FieldKind::Choice(words) => {
            (words.iter().position(|word| *word == text).unwrap_or(words.len()), String::new())
        }
        _ => (0, name_key(text)),
    }
}

/// All values of one field.
pub(super) enum Column {
    /// Texts that many share, sets of them included.
    Words(Words),
    /// Numbers that stand for these words; any other number for none.
    Small(Vec<u8>, &'static [&'static str]),
    /// Numbers, amounts, moments; [`NOTHING`] for none.
    Long(Vec<i64>),
    /// Counts.
    Count(Vec<u32>),
    /// The year above bit [`YEAR`], 0 for unknown; below it leap month, lunar, month, day as 1, 1, 4
    /// and 5 bits; 0 for none.
    Birthday(Vec<u32>),
    /// The place of each among all, for texts that nearly everyone has another of; the highest
    /// bit, [`EMPTY`], is set where there is none.
    Place(Vec<u32>),
}

/// No number.
pub(super) const NOTHING: i64 = i64::MIN;

/// Marks the place of an empty text.
pub(super) const EMPTY: u32 = 1 << 31;

impl Column {
    pub(super) fn words() -> Self {
        Self::Words(Words::new())
    }

    pub(super) const fn long() -> Self {
        Self::Long(Vec::new())
    }

    pub(super) const fn count() -> Self {
        Self::Count(Vec::new())
    }

    pub(super) const fn birthday() -> Self {
        Self::Birthday(Vec::new())
    }

    pub(super) const fn place() -> Self {
        Self::Place(Vec::new())
    }

    pub(super) fn reserve(&mut self, rows: usize) {
        match self {
            Self::Words(words) => each_width!(&mut words.codes, list => list.reserve_exact(rows)),
            Self::Small(list, _) => list.reserve_exact(rows),
            Self::Long(list) => list.reserve_exact(rows),
            Self::Count(list) | Self::Birthday(list) | Self::Place(list) => {
                list.reserve_exact(rows);
            }
        }
    }

    /// Sets a customer's value as it lies in the file, or adds it at the end. A place keeps its
    /// place and learns whether it is empty.
    pub(super) fn put(&mut self, row: usize, value: ValueRef<'_>) {
        let number = match value {
            ValueRef::Integer(number) => Some(number),
            _ => None,
        };
        let small = |number: Option<i64>| number.and_then(|n| u32::try_from(n).ok());
        match self {
            Self::Words(words) => {
                let code = words.code_of(value.as_str().unwrap_or_default());
                words.codes.put(row, code);
            }
            Self::Small(list, _) => {
                let code = number.and_then(|n| u8::try_from(n).ok()).unwrap_or(u8::MAX);
                put(list, row, code);
            }
            Self::Long(list) => put(list, row, number.unwrap_or(NOTHING)),
            Self::Count(list) | Self::Birthday(list) => put(list, row, small(number).unwrap_or(0)),
            Self::Place(list) => {
                let empty = if number == Some(0) { EMPTY } else { 0 };
                let place = list.get(row).map_or(0, |place| place & !EMPTY);
                put(list, row, place | empty);
            }
        }
    }

    /// Makes room for a customer before `row`; [`Self::put`] follows.
    pub(super) fn insert(&mut self, row: usize) {
        match self {
            Self::Words(words) => each_width!(&mut words.codes, list => list.insert(row, 0)),
            Self::Small(list, _) => list.insert(row, 0),
            Self::Long(list) => list.insert(row, NOTHING),
            Self::Count(list) | Self::Birthday(list) | Self::Place(list) => list.insert(row, 0),
        }
    }

    /// Keeps the rows for which `keep` holds.
    pub(super) fn retain(&mut self, keep: &dyn Fn(usize) -> bool) {
        fn sift<T>(list: &mut Vec<T>, keep: &dyn Fn(usize) -> bool) {
            let mut row = 0;
            list.retain(|_| {
                row += 1;
                keep(row - 1)
            });
        }
        match self {
            Self::Words(words) => each_width!(&mut words.codes, list => sift(list, keep)),
            Self::Small(list, _) => sift(list, keep),
            Self::Long(list) => sift(list, keep),
            Self::Count(list) | Self::Birthday(list) | Self::Place(list) => sift(list, keep),
        }
    }

    /// Memory of the values and their texts.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Words(words) => words.bytes(),
            Self::Small(list, _) => list.len(),
            Self::Long(list) => size_of_val(list.as_slice()),
            Self::Count(list) | Self::Birthday(list) | Self::Place(list) => {
                size_of_val(list.as_slice())
            }
        }
    }

    /// Opens a gap in the places: all from `place` on move up by one.
    pub(super) fn make_place(&mut self, place: u32) {
        if let Self::Place(list) = self {
            for each in list {
                *each += u32::from(*each & !EMPTY >= place);
            }
        }
    }

    /// Puts a customer at a place.
    pub(super) fn set_place(&mut self, row: usize, place: u32) {
        if let Self::Place(list) = self
            && let Some(each) = list.get_mut(row)
        {
            *each = place | (*each & EMPTY);
        }
    }

    /// A customer's place.
    pub(super) fn place_of(&self, row: usize) -> Option<u32> {
        match self {
            Self::Place(list) => list.get(row).map(|place| place & !EMPTY),
            _ => None,
        }
    }
}

/// Bits of a birthday without its year.
pub(super) const YEAR: u32 = 11;

/// As [`Column::Birthday`] holds it.
pub(super) fn unpack(birthday: u32) -> Option<Birthday> {
    let year = i16::try_from(birthday >> YEAR).ok().filter(|year| *year > 0);
    let (month, day) = ((birthday >> 5 & 15) as u8, (birthday & 31) as u8);
    let calendar = if birthday >> 9 & 1 == 1 { Calendar::Lunar } else { Calendar::Solar };
    let leap = birthday >> 10 & 1 == 1;
    (birthday != 0).then_some(Birthday { year, month, day, calendar, leap })
}
