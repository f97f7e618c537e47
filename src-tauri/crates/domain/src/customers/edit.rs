//! Two people at one customer: what one of them changed, put onto what stands there now.

use super::{CustomerDraft, checked_tags};
use crate::phone::Phone;

/// A field that somebody else changed since it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Its name on the wire, in camelCase.
    pub field: &'static str,
}

/// One line for each field of a draft: its name in Rust and on the wire, and when two values of it
/// say the same. A field without a line does not compile.
macro_rules! fields {
    ($($field:ident $wire:literal $same:expr;)*) => {
        /// What stands there with the changes that lead from `before` to `after`: a field that is
        /// the same in both is left alone, whoever changed it meanwhile.
        ///
        /// # Errors
        /// [`Conflict`] where a changed field no longer holds what it held `before`, nor already
        /// what it is to become.
        pub fn merged(
            mut stored: CustomerDraft,
            before: &CustomerDraft,
            after: CustomerDraft,
        ) -> Result<CustomerDraft, Conflict> {
            let CustomerDraft { $($field),* } = after;
            $(
                let same = $same;
                if !same(&before.$field, &$field) {
                    if !same(&stored.$field, &before.$field) && !same(&stored.$field, &$field) {
                        return Err(Conflict { field: $wire });
                    }
                    stored.$field = $field;
                }
            )*
            Ok(stored)
        }
    };
}

fields! {
    kind "kind" equal;
    name "name" same_text;
    phone "phone" same_phone;
    birthday "birthday" equal;
    company "company" same_text;
    source "source" same_text;
    tags "tags" same_tags;
    note "note" same_text;
    external_id "externalId" same_text;
    channel "channel" equal;
}

fn equal<T: PartialEq>(a: &T, b: &T) -> bool {
    a == b
}

/// Blanks around a text are not kept, so they tell nothing apart.
fn same_text(a: &str, b: &str) -> bool {
    a.trim() == b.trim()
}

/// A number lies in the file otherwise than people write it.
fn same_phone(a: &str, b: &str) -> bool {
    same_text(a, b) || matches!((Phone::parse(a), Phone::parse(b)), (Ok(a), Ok(b)) if a == b)
}

fn same_tags(a: &[String], b: &[String]) -> bool {
    let checked = |tags: &[String]| checked_tags(tags.to_vec());
    a == b || matches!((checked(a), checked(b)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::Birthday;

    fn draft(change: impl FnOnce(&mut CustomerDraft)) -> CustomerDraft {
        let mut draft = CustomerDraft {
            name: "王欣".to_owned(),
            phone: "+8619905985942".to_owned(),
            tags: vec!["会员日".to_owned()],
            ..CustomerDraft::default()
        };
        change(&mut draft);
        draft
    }

    /// What comes of `mine`, begun on the draft above, where `theirs` was saved meanwhile.
    #[track_caller]
    fn check(
        theirs: impl FnOnce(&mut CustomerDraft),
        mine: impl FnOnce(&mut CustomerDraft),
        expected: Result<CustomerDraft, &str>,
    ) {
        let found = merged(draft(theirs), &draft(|_| {}), draft(mine));
        assert_eq!(found.map_err(|conflict| conflict.field), expected);
    }

    #[test]
    fn fields_that_others_changed_stay_as_they_made_them() {
        check(|_| {}, |_| {}, Ok(draft(|_| {})));
        check(|_| {}, |d| d.name = "王新".into(), Ok(draft(|d| d.name = "王新".into())));
        check(
            |d| d.note = "A".into(),
            |d| d.source = "B".into(),
            Ok(draft(|d| (d.note, d.source) = ("A".into(), "B".into()))),
        );
        check(|d| d.note = "A".into(), |_| {}, Ok(draft(|d| d.note = "A".into())));
    }

    #[test]
    fn a_field_that_both_changed_is_a_conflict() {
        check(|d| d.name = "甲".into(), |d| d.name = "乙".into(), Err("name"));
        check(|d| d.tags.push("甲".into()), |d| d.tags.push("乙".into()), Err("tags"));
        check(|d| d.external_id = "7".into(), |d| d.external_id = "8".into(), Err("externalId"));
        let born = |day| Some(Birthday { year: None, month: 5, day });
        check(|d| d.birthday = born(1), |d| d.birthday = born(2), Err("birthday"));
        // Unless both wrote the same.
        check(
            |d| d.name = "甲".into(),
            |d| d.name = " 甲 ".into(),
            Ok(draft(|d| d.name = " 甲 ".into())),
        );
    }

    #[test]
    fn how_a_value_is_written_tells_nothing_apart() {
        let as_shown = draft(|d| {
            d.phone = "199 0598 5942".into();
            d.tags.insert(0, " 会员日 ".into());
        });
        let after = CustomerDraft { phone: "19905985943".into(), ..as_shown.clone() };
        let found = merged(draft(|_| {}), &as_shown, after).expect("no conflict");
        assert_eq!(found, draft(|d| d.phone = "19905985943".into()));
    }
}
