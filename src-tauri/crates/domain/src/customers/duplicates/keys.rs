//! Keys under which entries meet that may be one customer, so that a scan compares only those.

use std::hash::{DefaultHasher, Hasher as _};

use super::{Traits, TwinSign, civil, day_in};
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

/// What two entries share that are hardly two, and why it is told; see [`each_telling_key`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TellingKey {
    /// A digest; what differs may rarely have the same.
    pub digest: u64,
    /// What besides the name is the same; the name alone of companies.
    pub sign: TwinSign,
}

/// Calls `visit` with keys that hardly two customers share: the name and the birthday, the reading
/// of the name and the workplace, the whole name of a company. Numbers are left out: whoever has
/// the same number is found by it.
pub fn each_telling_key(traits: &Traits, mut visit: impl FnMut(TellingKey)) {
    if !traits.is_named() {
        return;
    }
    let name = &traits.name;
    let mut told = |sign, digest| visit(TellingKey { digest, sign });
    if traits.kind == CustomerKind::Company {
        return told(TwinSign::SameName, digest(&("firm", &name.plain)));
    }
    if let Some(birthday) = traits.birthday() {
        match birthday.year {
            Some(year) => {
                let day = civil(birthday, year);
                told(TwinSign::SameBirthday, digest(&("born", &name.plain, day)));
            }
            None => {
                let day = (birthday.month, birthday.day, birthday.leap);
                let lunar = birthday.calendar == Calendar::Lunar;
                told(TwinSign::SameDay, digest(&("day", &name.plain, lunar, day)));
            }
        }
    }
    if !traits.firm.is_empty() {
        told(TwinSign::SameCompany, digest(&("works", &name.sound, &traits.firm)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::{Birthday, duplicates::Entry};

    #[test]
    fn telling_keys_meet_where_a_person_would_ask() {
        #[track_caller]
        fn check(a: &Entry<'_>, b: &Entry<'_>, expect: &[TwinSign]) {
            let keys = |entry| {
                let mut keys = Vec::new();
                each_telling_key(&Traits::of(entry), |key| keys.push(key));
                keys
            };
            let theirs = keys(b);
            let shared = keys(a).into_iter().filter(|key| theirs.contains(key));
            assert_eq!(shared.map(|key| key.sign).collect::<Vec<_>>(), expect, "{a:?} {b:?}");
        }
        let born = |year| Some(Birthday::solar(year, 3, 5));
        let person =
            |name, birthday, company| Entry { name, birthday, company, ..Entry::default() };
        let firm = |name| Entry { kind: CustomerKind::Company, name, ..Entry::default() };
        use TwinSign::{SameBirthday, SameCompany, SameDay, SameName};
        let wang = person("王欣", born(Some(1990)), "拾光设计有限公司");
        check(&wang, &person("王 欣", born(Some(1990)), ""), &[SameBirthday]);
        check(&wang, &person("王欣", born(Some(1991)), ""), &[]);
        check(&wang, &person("王欣", born(None), ""), &[]);
        check(&person("王欣", born(None), ""), &person("王欣", born(None), "x"), &[SameDay]);
        check(&wang, &person("王昕", None, "拾光设计有限公司"), &[SameCompany]);
        check(&wang, &person("王昕", born(Some(1990)), "别处"), &[]);
        check(&firm("拾光设计有限公司"), &firm("拾光设计 有限公司"), &[SameName]);
        check(&person("王先生", born(None), "x"), &person("王先生", born(None), "x"), &[]);
    }
}
