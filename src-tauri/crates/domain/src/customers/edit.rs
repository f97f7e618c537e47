//! Two people at one customer: what one of them changed, put onto what stands there now.

use std::collections::BTreeSet;

use super::{CustomEntry, CustomerDraft, Portrait, checked_tags};
use crate::phone::Phone;

/// A field that somebody else changed since it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Its name on the wire, in camelCase.
    pub field: &'static str,
}

/// What stands there with the changes that lead from `before` to `after`: a field that is the same
/// in both is left alone, whoever changed it meanwhile.
///
/// # Errors
/// [`Conflict`] where a changed field no longer holds what it held `before`, nor already what it is
/// to become.
pub fn merged(
    mut stored: CustomerDraft,
    before: &CustomerDraft,
    mut after: CustomerDraft,
) -> Result<CustomerDraft, Conflict> {
    let before = CustomerDraft { portrait: as_stored(&before.portrait), ..before.clone() };
    after.portrait = as_stored(&after.portrait);
    merge_draft(&mut stored, &before, after)?;
    Ok(stored)
}

/// A portrait as it lies in the file: numbers, order and blanks are of one form there. One that
/// cannot be taken stays as it is, for the check of the whole to say so.
fn as_stored(portrait: &Portrait) -> Portrait {
    let mut tidied = portrait.clone();
    if tidied.check().is_ok() { tidied } else { portrait.clone() }
}

/// One line for each field of a type: how it is merged. A field without a line does not compile.
macro_rules! fields {
    ($function:ident of $type:ident: $($field:ident = $merge:expr;)*) => {
        fn $function(stored: &mut $type, before: &$type, after: $type) -> Result<(), Conflict> {
            let $type { $($field),* } = after;
            $($merge(&mut stored.$field, &before.$field, $field)?;)*
            Ok(())
        }
    };
}

fields! { merge_draft of CustomerDraft:
    kind = one("kind", equal);
    name = one("name", same_text);
    phone = one("phone", same_phone);
    birthday = one("birthday", equal);
    company = one("company", same_text);
    source = one("source", same_text);
    tags = one("tags", same_tags);
    note = one("note", same_text);
    external_id = one("externalId", same_text);
    channel = one("channel", equal);
    portrait = merge_portrait;
}

fields! { merge_portrait of Portrait:
    reaches = one("reaches", equal);
    anniversaries = one("anniversaries", equal);
    region = one("region", same_text);
    industry = one("industry", same_text);
    introduced_by = one("introducedBy", equal);
    employer = one("employer", equal);
    role = one("role", same_text);
    hours = one("hours", equal);
    character = one("character", equal);
    owner = one("owner", same_text);
    importance = one("importance", equal);
    urgency = one("urgency", equal);
    consent = one("consent", equal);
    preferences = one("preferences", equal);
    custom = merge_custom;
}

/// Merges the shop's own fields one by one: those in neither list are left alone.
fn merge_custom(
    stored: &mut Vec<CustomEntry>,
    before: &[CustomEntry],
    after: Vec<CustomEntry>,
) -> Result<(), Conflict> {
    let of = |entries: &[CustomEntry], field| {
        entries.iter().find(|entry| entry.field == field).map(|entry| entry.value.clone())
    };
    let named: BTreeSet<_> = before.iter().chain(&after).map(|entry| entry.field).collect();
    for field in named {
        let (was, becomes, stands) = (of(before, field), of(&after, field), of(stored, field));
        if was == becomes {
            continue;
        }
        if stands != was && stands != becomes {
            return Err(Conflict { field: "custom" });
        }
        stored.retain(|entry| entry.field != field);
        stored.extend(becomes.map(|value| CustomEntry { field, value }));
    }
    Ok(())
}

/// Merges one field, by its name on the wire and by when two of its values say the same.
fn one<T>(
    field: &'static str,
    same: impl Fn(&T, &T) -> bool,
) -> impl FnOnce(&mut T, &T, T) -> Result<(), Conflict> {
    move |stored, before, after| {
        if same(before, &after) {
            return Ok(());
        }
        if !same(stored, before) && !same(stored, &after) {
            return Err(Conflict { field });
        }
        *stored = after;
        Ok(())
    }
}

fn equal<T: PartialEq>(a: &T, b: &T) -> bool {
    a == b
}

/// Blanks around a text are not kept, so they tell nothing apart.
fn same_text<T: AsRef<str>>(a: &T, b: &T) -> bool {
    a.as_ref().trim() == b.as_ref().trim()
}

/// A number lies in the file otherwise than people write it.
fn same_phone<T: AsRef<str>>(a: &T, b: &T) -> bool {
    let read = |text: &T| Phone::parse(text.as_ref());
    same_text(a, b) || matches!((read(a), read(b)), (Ok(a), Ok(b)) if a == b)
}

fn same_tags<T: AsRef<[String]>>(a: &T, b: &T) -> bool {
    let checked = |tags: &T| checked_tags(tags.as_ref().to_vec());
    a.as_ref() == b.as_ref() || matches!((checked(a), checked(b)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::{Birthday, CustomValue, Reach, ReachKind};
    use crate::ids::{FieldId, PreferenceId};
    use uuid::Uuid;

    fn known(change: impl FnOnce(&mut CustomerDraft)) -> CustomerDraft {
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
        let found = merged(known(theirs), &known(|_| {}), known(mine));
        assert_eq!(found.map_err(|conflict| conflict.field), expected);
    }

    #[test]
    fn fields_that_others_changed_stay_as_they_made_them() {
        check(|_| {}, |_| {}, Ok(known(|_| {})));
        check(|_| {}, |d| d.name = "王新".into(), Ok(known(|d| d.name = "王新".into())));
        check(
            |d| d.note = "A".into(),
            |d| d.source = "B".into(),
            Ok(known(|d| (d.note, d.source) = ("A".into(), "B".into()))),
        );
        check(|d| d.note = "A".into(), |_| {}, Ok(known(|d| d.note = "A".into())));
    }

    #[test]
    fn a_field_that_both_changed_is_a_conflict() {
        check(|d| d.name = "甲".into(), |d| d.name = "乙".into(), Err("name"));
        check(|d| d.tags.push("甲".into()), |d| d.tags.push("乙".into()), Err("tags"));
        check(|d| d.external_id = "7".into(), |d| d.external_id = "8".into(), Err("externalId"));
        let born = |day| Some(Birthday::solar(None, 5, day));
        check(|d| d.birthday = born(1), |d| d.birthday = born(2), Err("birthday"));
        check(
            |d| d.portrait.region = "A".into(),
            |d| d.portrait.region = "B".into(),
            Err("region"),
        );
        check(
            |d| d.portrait.region = "A".into(),
            |d| d.portrait.role = "B".into(),
            Ok(known(|d| (d.portrait.region, d.portrait.role) = ("A".into(), "B".into()))),
        );
        // Unless both wrote the same.
        check(
            |d| d.name = "甲".into(),
            |d| d.name = " 甲 ".into(),
            Ok(known(|d| d.name = " 甲 ".into())),
        );
    }

    #[test]
    fn how_a_value_is_written_tells_nothing_apart() {
        let as_shown = known(|d| {
            d.phone = "199 0598 5942".into();
            d.tags.insert(0, " 会员日 ".into());
        });
        let after = CustomerDraft { phone: "19905985943".into(), ..as_shown.clone() };
        let found = merged(known(|_| {}), &as_shown, after).expect("no conflict");
        assert_eq!(found, known(|d| d.phone = "19905985943".into()));
    }

    #[test]
    fn a_portrait_is_compared_as_it_lies_in_the_file() {
        let reach = |value: &str, label: &str| Reach {
            kind: ReachKind::Phone,
            value: value.to_owned(),
            label: label.to_owned(),
        };
        let id = |number| PreferenceId::from_uuid(Uuid::from_u128(number));
        let stored = known(|d| {
            d.portrait.reaches = vec![reach("+8619901325256", "")];
            d.portrait.preferences = vec![id(1), id(2)];
        });
        let shown = known(|d| {
            d.portrait.reaches = vec![reach("199 0132 5256", "")];
            d.portrait.preferences = vec![id(2), id(1)];
        });
        let mut after = shown.clone();
        after.portrait.reaches = vec![reach("199 0132 5256", "办公室")];
        after.portrait.preferences.push(id(3));
        let found = merged(stored, &shown, after).expect("no conflict").portrait;
        assert_eq!(found.reaches, [reach("+8619901325256", "办公室")]);
        assert_eq!(found.preferences, [id(1), id(2), id(3)]);
    }

    #[test]
    fn own_fields_are_merged_one_by_one() {
        let entry = |field, value: &str| CustomEntry {
            field: FieldId::from_uuid(Uuid::from_u128(field)),
            value: CustomValue::Text(value.to_owned()),
        };
        #[track_caller]
        fn check(
            stored: &[CustomEntry],
            before: &[CustomEntry],
            after: &[CustomEntry],
            expected: Result<&[CustomEntry], &str>,
        ) {
            let mut found = stored.to_vec();
            let merged = merge_custom(&mut found, before, after.to_vec());
            assert_eq!(merged.map(|()| &*found).map_err(|conflict| conflict.field), expected);
        }
        let (a, b, c) = (entry(1, "a"), entry(2, "b"), entry(1, "c"));
        let (only_a, only_b, only_c) = ([a.clone()], [b.clone()], [c]);
        let both = [a, b];
        check(&only_a, &[], &only_b, Ok(&both));
        check(&both, &only_a, &[], Ok(&only_b));
        check(&only_a, &only_a, &only_c, Ok(&only_c));
        check(&[entry(1, "x")], &only_a, &only_c, Err("custom"));
        check(&only_a, &[], &only_a, Ok(&only_a));
    }
}
