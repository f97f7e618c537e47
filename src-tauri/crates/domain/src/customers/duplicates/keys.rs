//! Keys under which entries meet that may be one customer, so that a scan compares only those.

use std::hash::{DefaultHasher, Hasher as _};

use super::{Traits, day_in};
use crate::customers::{Calendar, CustomerKind};

/// What two entries must share to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// A digest; what differs may rarely have the same.
    pub digest: u64,
    /// Whether it is of a number, an e-mail address or a WeChat id.
    pub of_reach: bool,
}

impl Key {
    /// The key of a number, an e-mail address or a WeChat id.
    #[must_use]
    pub fn of_reach(value: &str) -> Self {
        Self { digest: digest(&("reach", value)), of_reach: true }
    }
}

fn digest(parts: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

/// Calls `visit` with every key of an entry. Two entries that reach the threshold share one, but
/// for those whose Latin names differ by a slip and who do not work in the same company.
pub fn each_key(traits: &Traits, mut visit: impl FnMut(Key)) {
    for value in traits.phones().iter().map(String::as_str).chain(traits.addresses()) {
        visit(Key::of_reach(value));
    }
    if !traits.is_named() {
        return;
    }
    let mut named = |parts: u64| visit(Key { digest: parts, of_reach: false });
    let name = &traits.name;
    if traits.kind == CustomerKind::Company {
        named(digest(&("firm", &name.plain)));
    }
    for form in [&name.sound, &name.sorted].into_iter().filter(|form| !form.is_empty()) {
        if let Some(birthday) = traits.birthday() {
            for calendar in [Calendar::Solar, Calendar::Lunar] {
                // Without the calendar: one taken for the other is a common slip.
                if let Some(day) = day_in(birthday, calendar) {
                    named(digest(&("born", form, day)));
                }
            }
        }
        for four in traits.last_fours() {
            named(digest(&("four", form, four)));
        }
        if !traits.firm.is_empty() {
            named(digest(&("works", form, &traits.firm)));
        }
    }
    if let Some((beginning, end)) = name.ends()
        && !traits.firm.is_empty()
    {
        named(digest(&("begins", beginning, &traits.firm)));
        named(digest(&("ends", end, &traits.firm)));
    }
}
