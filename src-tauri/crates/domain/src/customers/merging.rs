//! Making one customer of several.
//!
//! What a customer has once is chosen where the entries differ; what they may have several times
//! is united; notes are joined. A number that is not chosen becomes a further one, an own number
//! of the shop goes into the note.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Consent, CustomEntry, CustomerDraft, CustomerKind, Reach, ReachKind};
use crate::ids::CustomerId;

/// One entry that goes into the merged customer.
pub type Part = (CustomerId, CustomerDraft);

/// From whom a field is taken, by the field's name on the wire; a field of the shop's own goes by
/// its id. What is not named is taken from the first entry that has it.
pub type Choices = BTreeMap<String, CustomerId>;

/// A field of which a customer has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeLine {
    /// Its name on the wire, or the id of a field of the shop's own.
    pub field: String,
    /// Whether there is more than one value to choose from.
    pub differs: bool,
    /// From whom it is taken unless a person chooses otherwise.
    pub from: CustomerId,
}

/// A field of which a customer has one.
struct Single {
    name: &'static str,
    given: fn(&CustomerDraft) -> bool,
    same: fn(&CustomerDraft, &CustomerDraft) -> bool,
    take: fn(&mut CustomerDraft, &CustomerDraft),
}

/// Whether anything is there.
trait Given {
    fn is_given(&self) -> bool;
}

impl Given for String {
    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

impl<T> Given for Option<T> {
    fn is_given(&self) -> bool {
        self.is_some()
    }
}

impl Given for CustomerKind {
    fn is_given(&self) -> bool {
        true
    }
}

macro_rules! singles {
    ($($name:literal = $first:ident $(. $rest:ident)*;)*) => {
        const SINGLES: &[Single] = &[$(Single {
            name: $name,
            given: |draft| draft.$first$(.$rest)*.is_given(),
            same: |a, b| a.$first$(.$rest)* == b.$first$(.$rest)*,
            take: |into, from| into.$first$(.$rest)*.clone_from(&from.$first$(.$rest)*),
        }),*];
    };
}

singles! {
    "name" = name;
    "kind" = kind;
    "phone" = phone;
    "birthday" = birthday;
    "company" = company;
    "employer" = portrait.employer;
    "role" = portrait.role;
    "externalId" = external_id;
    "channel" = channel;
    "hours" = portrait.hours;
    "source" = source;
    "introducedBy" = portrait.introduced_by;
    "region" = portrait.region;
    "industry" = portrait.industry;
    "character" = portrait.character;
    "owner" = portrait.owner;
    "importance" = portrait.importance;
    "urgency" = portrait.urgency;
}

/// The fields of which a customer has one and that any of the entries has, the first entry being
/// the one that stays.
#[must_use]
pub fn lines(parts: &[Part]) -> Vec<MergeLine> {
    let parts = &without_each_other(parts);
    let singles = SINGLES.iter().filter_map(|single| {
        let given: Vec<_> = parts.iter().filter(|(_, draft)| (single.given)(draft)).collect();
        let (from, first) = given.first()?;
        let differs = given.iter().any(|(_, draft)| !(single.same)(first, draft));
        Some(MergeLine { field: single.name.to_owned(), differs, from: *from })
    });
    let own = own_values(parts).into_iter().filter_map(|(field, values)| {
        let (from, first) = values.first()?;
        let differs = values.iter().any(|(_, entry)| entry.value != first.value);
        Some(MergeLine { field, differs, from: *from })
    });
    singles.chain(own).collect()
}

/// The values of the shop's own fields, by field, in the order of the entries.
fn own_values(parts: &[Part]) -> BTreeMap<String, Vec<(CustomerId, &CustomEntry)>> {
    let mut values = BTreeMap::<_, Vec<_>>::new();
    for (id, draft) in parts {
        for entry in &draft.portrait.custom {
            values.entry(entry.field.to_string()).or_default().push((*id, entry));
        }
    }
    values
}

/// Nobody is their own contact and nobody brought themselves.
fn without_each_other(parts: &[Part]) -> Vec<Part> {
    let ids: Vec<_> = parts.iter().map(|(id, _)| *id).collect();
    let mut parts = parts.to_vec();
    for (_, draft) in &mut parts {
        for named in [&mut draft.portrait.employer, &mut draft.portrait.introduced_by] {
            *named = named.filter(|named| !ids.contains(named));
        }
    }
    parts
}

/// The merged customer; the first of `parts` is the one that stays. `number_words` words one of
/// the shop's own numbers for the note.
#[must_use]
pub fn merged(
    parts: &[Part],
    choices: &Choices,
    number_words: impl Fn(&str) -> String,
) -> CustomerDraft {
    let parts = &without_each_other(parts);
    let mut draft = parts.first().map(|(_, draft)| draft.clone()).unwrap_or_default();
    for line in lines(parts) {
        let from = choices.get(&line.field).copied().unwrap_or(line.from);
        let Some((_, source)) = parts.iter().find(|(id, _)| *id == from) else { continue };
        match SINGLES.iter().find(|single| single.name == line.field) {
            Some(single) => (single.take)(&mut draft, source),
            None => take_own(&mut draft, source, &line.field),
        }
    }
    let others = || parts.iter().map(|(_, draft)| draft);
    draft.tags = united(others().flat_map(|draft| draft.tags.iter().cloned()));
    let portrait = &mut draft.portrait;
    portrait.preferences = united(others().flat_map(|draft| draft.portrait.preferences.clone()));
    portrait.anniversaries =
        united(others().flat_map(|draft| draft.portrait.anniversaries.clone()));
    portrait.consent = Consent {
        agreed: united(others().flat_map(|draft| draft.portrait.consent.agreed.clone())),
        // A no to one of them is a no.
        refused: united(others().flat_map(|draft| draft.portrait.consent.refused.clone())),
    };
    draft.portrait.reaches = reaches(parts, &draft.phone);
    draft.note = note(parts, &draft.external_id, number_words);
    draft
}

fn take_own(into: &mut CustomerDraft, from: &CustomerDraft, field: &str) {
    let custom = &mut into.portrait.custom;
    custom.retain(|entry| entry.field.to_string() != field);
    let value = from.portrait.custom.iter().find(|entry| entry.field.to_string() == field);
    custom.extend(value.cloned());
}

fn united<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// Every number, address and id once, but for the number that comes first; of two labels the
/// first that says something.
fn reaches(parts: &[Part], phone: &str) -> Vec<Reach> {
    let mut kept: Vec<Reach> = Vec::new();
    let first_numbers = parts.iter().map(|(_, draft)| Reach {
        kind: ReachKind::Phone,
        value: draft.phone.clone(),
        label: String::new(),
    });
    let further = parts.iter().flat_map(|(_, draft)| draft.portrait.reaches.iter().cloned());
    for reach in first_numbers.chain(further) {
        if reach.value.is_empty() || (reach.kind == ReachKind::Phone && reach.value == phone) {
            continue;
        }
        match kept.iter_mut().find(|known| known.kind == reach.kind && known.value == reach.value) {
            Some(known) if known.label.is_empty() => known.label = reach.label,
            Some(_) => {}
            None => kept.push(reach),
        }
    }
    kept
}

fn note(parts: &[Part], external_id: &str, words: impl Fn(&str) -> String) -> String {
    let notes = united(parts.iter().map(|(_, draft)| draft.note.clone()));
    let numbers = united(parts.iter().map(|(_, draft)| draft.external_id.clone()));
    let other = numbers.iter().filter(|number| !number.is_empty() && *number != external_id);
    let lines = notes.into_iter().filter(|note| !note.is_empty());
    lines.chain(other.map(|number| words(number))).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::customers::{CustomValue, Portrait};
    use crate::ids::{FieldId, PreferenceId};
    use crate::interactions::Channel;

    fn id(n: u128) -> CustomerId {
        CustomerId::from_uuid(Uuid::from_u128(n))
    }

    fn reach(value: &str, label: &str) -> Reach {
        Reach { kind: ReachKind::Phone, value: value.to_owned(), label: label.to_owned() }
    }

    fn parts() -> [Part; 2] {
        let field = FieldId::from_uuid(Uuid::from_u128(9));
        let preference = |n| PreferenceId::from_uuid(Uuid::from_u128(n));
        let keep = CustomerDraft {
            name: "张伟".to_owned(),
            phone: "+8613800001001".to_owned(),
            tags: vec!["老客".to_owned()],
            note: "爱喝茶".to_owned(),
            external_id: "K1".to_owned(),
            portrait: Portrait {
                reaches: vec![reach("+8613800001003", "")],
                preferences: vec![preference(1)],
                consent: Consent { agreed: vec![Channel::Phone], refused: Vec::new() },
                introduced_by: Some(id(2)),
                ..Portrait::default()
            },
            ..CustomerDraft::default()
        };
        let other = CustomerDraft {
            name: "章玮".to_owned(),
            phone: "+8613800001002".to_owned(),
            source: "抖音".to_owned(),
            tags: vec!["老客".to_owned(), "团购".to_owned()],
            note: "周末来".to_owned(),
            external_id: "K2".to_owned(),
            portrait: Portrait {
                reaches: vec![reach("+8613800001003", "家"), reach("+8613800001001", "")],
                preferences: vec![preference(1), preference(2)],
                consent: Consent { agreed: Vec::new(), refused: vec![Channel::Phone] },
                custom: vec![CustomEntry { field, value: CustomValue::YesNo(true) }],
                ..Portrait::default()
            },
            ..CustomerDraft::default()
        };
        [(id(1), keep), (id(2), other)]
    }

    #[test]
    fn what_differs_is_asked_for() {
        let lines = lines(&parts());
        let differing: Vec<_> =
            lines.iter().filter(|line| line.differs).map(|line| line.field.as_str()).collect();
        assert_eq!(differing, ["name", "phone", "externalId"]);
        let source = lines.iter().find(|line| line.field == "source").expect("given");
        assert_eq!(source.from, id(2), "what only the other has is kept");
        assert!(lines.iter().all(|line| line.field != "introducedBy"), "by themselves");
    }

    #[test]
    fn nothing_is_lost() {
        let choices = Choices::from([("name".to_owned(), id(2)), ("phone".to_owned(), id(2))]);
        let draft = merged(&parts(), &choices, |number| format!("no. {number}"));
        assert_eq!((draft.name.as_str(), draft.phone.as_str()), ("章玮", "+8613800001002"));
        assert_eq!(draft.external_id, "K1");
        assert_eq!(draft.note, "爱喝茶\n周末来\nno. K2");
        assert_eq!(draft.tags, ["老客", "团购"]);
        let portrait = draft.portrait;
        assert_eq!(portrait.reaches, [reach("+8613800001001", ""), reach("+8613800001003", "家")]);
        assert_eq!(portrait.preferences.len(), 2);
        assert_eq!(portrait.custom.len(), 1);
        assert_eq!(portrait.introduced_by, None);
        assert!(!portrait.consent.allows(Channel::Phone));
    }
}
