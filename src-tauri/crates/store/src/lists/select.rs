//! Filtering, counting and ordering over the columns.

use huike_domain::customers::Calendar as Birthdays;
use huike_domain::customers::filter::{Calendar, Field, Filter, Range, Test};
use huike_domain::ids::{CustomerId, TierId};

use super::Order;
use super::column::{Column, EMPTY, NOTHING, YEAR, each_width, unpack};
use super::columns::Columns;
use super::sources::LEVEL_PLACES;
use crate::StoreError;
use crate::customers::custom_field;
use crate::readers::{Read as _, Reader};

/// One bit for each customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
    rows: usize,
}

impl Bits {
    pub(super) fn all(rows: usize) -> Self {
        Self::of(&vec![(); rows], |()| true)
    }

    pub(super) fn none(rows: usize) -> Self {
        Self { words: vec![0; rows.div_ceil(64)], rows }
    }

    fn of<T>(values: &[T], holds: impl Fn(&T) -> bool) -> Self {
        let word = |values: &[T]| {
            values.iter().enumerate().fold(0, |word, (n, v)| word | u64::from(holds(v)) << n)
        };
        Self { words: values.chunks(64).map(word).collect(), rows: values.len() }
    }

    fn join(&mut self, other: &Self, with: impl Fn(u64, u64) -> u64) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = with(*word, *other);
        }
    }

    pub(super) fn and(&mut self, other: &Self) {
        self.join(other, |a, b| a & b);
    }

    fn flip(mut self) -> Self {
        let rows = self.rows;
        for (n, word) in self.words.iter_mut().enumerate() {
            let left = rows - n * 64;
            let real = if left >= 64 { u64::MAX } else { (1 << left) - 1 };
            *word = !*word & real;
        }
        self
    }

    pub(super) fn set(&mut self, row: usize, to: bool) {
        if let Some(word) = self.words.get_mut(row / 64) {
            let bit = 1 << (row % 64);
            *word = if to { *word | bit } else { *word & !bit };
        }
    }

    pub(super) fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    pub(super) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(n, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(n * 64 + bit)
            })
        })
    }
}

/// A row's place in an order: its key, and its number to tell equals apart.
type Place = (u64, u32);

/// From how many rows on a stretch is cut out of all rows rather than kept in a small heap.
const NEAR: usize = 4_096;

impl Columns {
    /// Who passes a filter.
    pub(super) fn bits(
        &self,
        reader: &Reader<'_>,
        filter: &Filter,
        calendar: Calendar,
    ) -> Result<Bits, StoreError> {
        let rows = self.ids.len();
        Ok(match filter {
            Filter::All { of } => {
                let mut bits = Bits::all(rows);
                for each in of {
                    bits.join(&self.bits(reader, each, calendar)?, |a, b| a & b);
                }
                bits
            }
            Filter::Any { of } => {
                let mut bits = Bits::none(rows);
                for each in of {
                    bits.join(&self.bits(reader, each, calendar)?, |a, b| a | b);
                }
                bits
            }
            Filter::Not { of } => self.bits(reader, of, calendar)?.flip(),
            Filter::Where { field: Field::Preferences, test } => self.liking_bits(reader, test)?,
            Filter::Where { field: Field::Tier, test } => {
                self.level_bits(reader, test, calendar)?
            }
            Filter::Own { field, test } => {
                let field = custom_field(reader, *field)?;
                let values = self.own.values(reader.connection(), &self.ids, &field)?;
                values.bits(test, calendar, rows)
            }
            Filter::Where { field, test } => match (self.of(*field), test) {
                (Some(column), _) => column_bits(column, test, calendar),
                (None, Test::Contains { text }) => self.found_bits(reader, text)?,
                (None, _) => Bits::none(rows),
            },
        })
    }

    /// Who is on the levels that a test names by their ids.
    fn level_bits(
        &self,
        reader: &Reader<'_>,
        test: &Test,
        calendar: Calendar,
    ) -> Result<Bits, StoreError> {
        let levels = crate::settings::program(reader.connection())?.unwrap_or_default().levels;
        let place = |id: TierId| levels.iter().position(|level| level.id == id);
        let places = || {
            let places = test.ids().into_iter().filter_map(place);
            places
                .filter_map(|place| LEVEL_PLACES.get(place))
                .map(|&word| word.to_owned())
                .collect()
        };
        let placed = match test {
            Test::OneOf { .. } => Test::OneOf { values: places() },
            Test::NoneOf { .. } => Test::NoneOf { values: places() },
            _ => test.clone(),
        };
        Ok(match self.of(Field::Tier) {
            Some(column) => column_bits(column, &placed, calendar),
            None => Bits::none(self.ids.len()),
        })
    }

    /// Who likes what a test asks for.
    fn liking_bits(&self, reader: &Reader<'_>, test: &Test) -> Result<Bits, StoreError> {
        let rows = self.ids.len();
        let every = matches!(test, Test::AllOf { .. });
        let mut bits = if every { Bits::all(rows) } else { Bits::none(rows) };
        for preference in test.ids() {
            let likes = self.own.likes(reader.connection(), &self.ids, preference)?;
            if every {
                let mut one = Bits::none(rows);
                likes.iter().for_each(|row| one.set(*row as usize, true));
                bits.and(&one);
            } else {
                likes.iter().for_each(|row| bits.set(*row as usize, true));
            }
        }
        Ok(if matches!(test, Test::NoneOf { .. }) { bits.flip() } else { bits })
    }

    /// Numbers that rise in the order of a field of the shop's own, where that is asked for.
    pub(super) fn own_keys(
        &self,
        reader: &Reader<'_>,
        order: Order,
    ) -> Result<Option<Vec<u64>>, StoreError> {
        let Some(id) = order.own else { return Ok(None) };
        let field = custom_field(reader, id)?;
        let values = self.own.values(reader.connection(), &self.ids, &field)?;
        Ok(Some(values.keys(&field, self.ids.len())))
    }

    /// Who is found by the search. A search row is known by the low bits of the customer's id, so
    /// going over all ids once tells whose it is without looking each up.
    fn found_bits(&self, reader: &Reader<'_>, text: &str) -> Result<Bits, StoreError> {
        let mut found = Vec::new();
        crate::search::each_match(reader, text, |rid| found.push(rid))?;
        found.sort_unstable();
        // Most ids are told off by one bit of this before the search among those found.
        let mut perhaps = vec![0_u64; 1 << 14];
        let slot = |rid: i64| {
            let mixed = rid.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 44;
            ((mixed >> 6) as usize, mixed & 63)
        };
        for rid in &found {
            let (word, bit) = slot(*rid);
            perhaps[word] |= 1 << bit;
        }
        Ok(Bits::of(&self.ids, |id| {
            let rid = crate::derived::search_rid(*id);
            let (word, bit) = slot(rid);
            perhaps[word] >> bit & 1 == 1 && found.binary_search(&rid).is_ok()
        }))
    }

    /// Rows of `bits` in order, whose keys are `own` where that is given, behind `after` where it is given: `limit` of them from `start` on.
    pub(super) fn stretch(
        &self,
        bits: &Bits,
        (order, own): (Order, Option<&[u64]>),
        after: Option<usize>,
        start: usize,
        limit: usize,
    ) -> Vec<usize> {
        let key = self.key(order, own);
        let place = |row: usize| -> Place {
            let tie = row as u32;
            (key(row), if order.descending { u32::MAX - tie } else { tie })
        };
        let behind = after.map(place);
        let places = bits.rows().map(place).filter(|p| behind.is_none_or(|behind| *p > behind));
        let end = start.saturating_add(limit);
        let mut kept = if end <= NEAR { least(places, end) } else { places.collect() };
        if kept.len() <= start {
            return Vec::new();
        }
        if start > 0 {
            kept.select_nth_unstable(start);
            kept.drain(..start);
        }
        if kept.len() > limit {
            kept.select_nth_unstable(limit);
            kept.truncate(limit);
        }
        kept.sort_unstable();
        let row = |(_, tie): Place| if order.descending { u32::MAX - tie } else { tie };
        kept.into_iter().map(|place| row(place) as usize).collect()
    }

    /// All rows of `bits` in order.
    pub(super) fn sorted(&self, bits: &Bits, order: (Order, Option<&[u64]>)) -> Vec<usize> {
        self.stretch(bits, order, None, 0, self.ids.len())
    }

    /// A number for each row that rises in the order asked for. Who has nothing there comes last
    /// either way, but where nothing is the least: never bought is longest ago.
    fn key<'a>(&'a self, order: Order, own: Option<&'a [u64]>) -> Box<dyn Fn(usize) -> u64 + 'a> {
        let Order { sort, descending, .. } = order;
        // The very last place is that of nothing.
        let turned = move |key: u64| {
            if descending { (u64::MAX - 1).saturating_sub(key) } else { key }
        };
        if let Some(keys) = own {
            return Box::new(move |row| match keys[row] {
                u64::MAX => u64::MAX,
                key => turned(key),
            });
        }
        let known = move |key: Option<u64>| {
            let nothing = if sort.empty_is_least() { turned(0) } else { u64::MAX };
            key.map_or(nothing, turned)
        };
        match self.of(sort) {
            None => Box::new(|_| 0),
            Some(Column::Words(words)) => {
                let places = words.places(sort.kind());
                Box::new(move |row| {
                    let code = words.codes.get(row);
                    known((code != 0).then(|| u64::from(places[code as usize])))
                })
            }
            Some(Column::Small(list, words)) => Box::new(move |row| {
                let code = list[row];
                known((usize::from(code) < words.len()).then(|| u64::from(code)))
            }),
            Some(Column::Long(list)) => Box::new(move |row| {
                let number = list[row];
                known((number != NOTHING).then(|| number.cast_unsigned() ^ (1 << 63)))
            }),
            Some(Column::Count(list)) => Box::new(move |row| turned(list[row].into())),
            Some(Column::Birthday(list)) => Box::new(move |row| {
                known(unpack(list[row]).map(|born| {
                    let day = u64::from(born.calendar == Birthdays::Lunar) << 16
                        | u64::from(born.month) << 8
                        | u64::from(born.leap) << 7
                        | u64::from(born.day);
                    day << 32 | born.year.map_or(0, |year| u64::from(year.unsigned_abs()))
                }))
            }),
            // The file's own order keeps empty names with the others, before all of them.
            Some(Column::Place(list)) if sort == Field::Name => {
                Box::new(move |row| turned((list[row] & !EMPTY).into()))
            }
            Some(Column::Place(list)) => Box::new(move |row| {
                let place = list[row];
                known((place & EMPTY == 0).then(|| place.into()))
            }),
        }
    }

    /// Ids of rows.
    pub(super) fn ids_of(&self, rows: &[usize]) -> Vec<CustomerId> {
        rows.iter().map(|row| self.ids[*row]).collect()
    }
}

/// The least `count` places, in no order: a small list that is cut when it is twice as long.
fn least(places: impl Iterator<Item = Place>, count: usize) -> Vec<Place> {
    let mut kept = Vec::with_capacity(2 * count + 1);
    if count == 0 {
        return kept;
    }
    let mut worst = (u64::MAX, u32::MAX);
    for place in places {
        if place > worst {
            continue;
        }
        kept.push(place);
        if kept.len() > 2 * count {
            kept.select_nth_unstable(count - 1);
            kept.truncate(count);
            worst = kept[count - 1];
        }
    }
    kept
}

pub(super) fn column_bits(column: &Column, test: &Test, calendar: Calendar) -> Bits {
    // Tests of words are asked of each text once, and of customers by the number of their text.
    match column {
        Column::Words(words) => {
            let passes: Vec<bool> = words.texts().map(|text| test.holds_for_words(text)).collect();
            each_width!(&words.codes, list => Bits::of(list, |code| passes[*code as usize]))
        }
        Column::Small(list, words) => {
            let mut passes = [test.holds_for_words(""); 256];
            for (pass, word) in passes.iter_mut().zip(*words) {
                *pass = test.holds_for_words(word);
            }
            Bits::of(list, |code| passes[usize::from(*code)])
        }
        Column::Place(list) => Bits::of(list, |place| place & EMPTY != 0),
        Column::Long(list) => long_bits(list, test.range(calendar)),
        Column::Count(list) => match test.range(calendar) {
            Some(range) => Bits::of(list, |number| {
                range.from <= i64::from(*number) && i64::from(*number) <= range.to
            }),
            None => Bits::none(list.len()),
        },
        Column::Birthday(list) => {
            // No rule asks for the year, so each day of the calendar is asked once.
            let passes: Vec<bool> = (0..1 << YEAR)
                .map(|day| test.holds_for_birthday(unpack(day), calendar.today))
                .collect();
            Bits::of(list, |birthday| passes[(*birthday & ((1 << YEAR) - 1)) as usize])
        }
    }
}

/// Which numbers lie in a range.
pub(super) fn long_bits(list: &[i64], range: Option<Range>) -> Bits {
    match range {
        Some(range) if range.empty => Bits::of(list, |number| {
            *number == NOTHING || (range.from <= *number && *number <= range.to)
        }),
        Some(range) => {
            let from = range.from.max(NOTHING + 1);
            Bits::of(list, |number| from <= *number && *number <= range.to)
        }
        None => Bits::none(list.len()),
    }
}

/// Whether a list of this field can be asked in parts from an index of the file.
pub(super) const fn index_of(sort: Field) -> Option<&'static str> {
    match sort {
        Field::Name => Some("name_key"),
        Field::LastPurchase => Some("last_at"),
        Field::Spent => Some("monetary_fen"),
        _ => None,
    }
}
