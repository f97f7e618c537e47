//! Which words led to a purchase.
//!
//! A purchase counts for the latest words used in the 30 days before it, whatever else was said in
//! between. Contacts without a script are what that is held against: a purchase counts for the
//! latest of them where no words were used in those days. One shortly after words were used would
//! be measured by their effect, and so is left out.

use std::collections::BTreeMap;

use crate::ids::ScriptId;
use crate::time::{DAY_MS, Instant};

/// How long after words were used a purchase counts for them.
pub const LOOKED_AHEAD_MS: i64 = 30 * DAY_MS;

/// Words as they were at the time.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    specta::Type,
)]
pub struct ScriptVersion {
    /// Which script.
    pub id: ScriptId,
    /// Which version of it.
    pub version: u32,
}

/// A contact that reached the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// When.
    pub at: Instant,
    /// The words that were used.
    pub script: Option<ScriptVersion>,
}

/// What stays of a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bought {
    /// When.
    pub at: Instant,
    /// Less what was taken back, in fen.
    pub net_fen: i64,
}

/// What came of words with one customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How often they were used.
    pub uses: u32,
    /// Uses after which something was bought.
    pub bought: u32,
    /// Purchases that count for them.
    pub purchases: u32,
    /// What stays of these, in fen.
    pub fen: i64,
}

/// What came of all words with one customer, and of contacts without any under `None`. Contacts
/// and purchases in any order; of two contacts at one moment, the one named later is the later.
#[must_use]
pub fn outcomes(
    contacts: &[Contact],
    purchases: &[Bought],
) -> BTreeMap<Option<ScriptVersion>, Outcome> {
    let mut contacts = contacts.to_vec();
    contacts.sort_by_key(|contact| contact.at);
    let mut used = None::<Instant>;
    contacts.retain(|contact| {
        if contact.script.is_some() {
            used = Some(contact.at);
            return true;
        }
        used.is_none_or(|used| contact.at.0 - used.0 > LOOKED_AHEAD_MS)
    });
    let mut counted = vec![(0_u32, 0_i64); contacts.len()];
    for bought in purchases.iter().filter(|bought| bought.net_fen > 0) {
        let until = contacts.partition_point(|contact| contact.at <= bought.at);
        let near = |at: &usize| bought.at.0 - contacts[*at].at.0 <= LOOKED_AHEAD_MS;
        let window = || (0..until).rev().take_while(near);
        let with_words = window().find(|at| contacts[*at].script.is_some());
        if let Some(at) = with_words.or_else(|| window().next()) {
            counted[at].0 += 1;
            counted[at].1 += bought.net_fen;
        }
    }
    let mut outcomes = BTreeMap::<_, Outcome>::new();
    for (contact, (purchases, fen)) in contacts.iter().zip(counted) {
        let outcome = outcomes.entry(contact.script).or_default();
        outcome.uses += 1;
        outcome.bought += u32::from(purchases > 0);
        outcome.purchases += purchases;
        outcome.fen += fen;
    }
    outcomes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(n: u128, version: u32) -> Option<ScriptVersion> {
        Some(ScriptVersion { id: ScriptId::from_uuid(uuid::Uuid::from_u128(n)), version })
    }

    type Row = (Option<ScriptVersion>, u32, u32, u32, i64);

    /// Contacts and purchases by their day; `Row` is uses, uses with a purchase, purchases, fen.
    #[track_caller]
    fn check(contacts: &[(i64, Option<ScriptVersion>)], purchases: &[(i64, i64)], rows: &[Row]) {
        let day = |day: i64| Instant(day * DAY_MS);
        let contacts: Vec<_> =
            contacts.iter().map(|(at, script)| Contact { at: day(*at), script: *script }).collect();
        let purchases: Vec<_> = purchases
            .iter()
            .map(|(at, net_fen)| Bought { at: day(*at), net_fen: *net_fen })
            .collect();
        let expected: BTreeMap<_, _> = rows
            .iter()
            .map(|(key, uses, bought, purchases, fen)| {
                let (uses, bought, purchases, fen) = (*uses, *bought, *purchases, *fen);
                (*key, Outcome { uses, bought, purchases, fen })
            })
            .collect();
        assert_eq!(outcomes(&contacts, &purchases), expected);
    }

    #[test]
    fn a_purchase_counts_for_the_latest_words_before_it() {
        let (a, b, old) = (words(1, 2), words(2, 1), words(1, 1));
        check(&[], &[(1, 100)], &[]);
        check(&[(0, a)], &[], &[(a, 1, 0, 0, 0)]);
        check(&[(0, a)], &[(0, 100), (30, 50)], &[(a, 1, 1, 2, 150)]);
        check(&[(0, a)], &[(31, 50)], &[(a, 1, 0, 0, 0)]);
        check(&[(5, a)], &[(4, 50)], &[(a, 1, 0, 0, 0)]);
        // Taken back as a whole, it never happened.
        check(&[(0, a)], &[(3, 0)], &[(a, 1, 0, 0, 0)]);
        check(&[(0, a), (5, b)], &[(4, 10), (6, 7)], &[(a, 1, 1, 1, 10), (b, 1, 1, 1, 7)]);
        check(&[(0, old), (5, a)], &[(6, 7)], &[(old, 1, 0, 0, 0), (a, 1, 1, 1, 7)]);
        check(&[(0, a), (9, a)], &[(1, 1), (10, 1)], &[(a, 2, 2, 2, 2)]);
    }

    #[test]
    fn contacts_without_words_are_held_against_that() {
        let a = words(1, 1);
        check(&[(0, None)], &[(3, 5)], &[(None, 1, 1, 1, 5)]);
        // A call after the words were used takes nothing from them and is not measured.
        check(&[(0, a), (2, None)], &[(3, 5)], &[(a, 1, 1, 1, 5)]);
        check(&[(0, None), (2, a)], &[(3, 5)], &[(None, 1, 0, 0, 0), (a, 1, 1, 1, 5)]);
        check(&[(0, a), (31, None)], &[(32, 5)], &[(None, 1, 1, 1, 5), (a, 1, 0, 0, 0)]);
        check(&[(2, None), (0, a)], &[(3, 5)], &[(a, 1, 1, 1, 5)]);
    }

    proptest::proptest! {
        #[test]
        fn a_purchase_counts_once_at_most(
            contacts in proptest::collection::vec((0..90_i64, 0..4_u32), 0..12),
            purchases in proptest::collection::vec((0..120_i64, -5..9_i64), 0..12),
        ) {
            let contacts: Vec<_> = contacts
                .into_iter()
                .map(|(day, n)| Contact {
                    at: Instant(day * DAY_MS),
                    script: words(1, n).filter(|_| n > 0),
                })
                .collect();
            let purchases: Vec<_> = purchases
                .into_iter()
                .map(|(day, net_fen)| Bought { at: Instant(day * DAY_MS), net_fen })
                .collect();
            let found = outcomes(&contacts, &purchases);
            let stay = purchases.iter().filter(|bought| bought.net_fen > 0).count();
            let counted: u32 = found.values().map(|outcome| outcome.purchases).sum();
            proptest::prop_assert!(counted as usize <= stay);
            let uses: u32 = found.values().map(|outcome| outcome.uses).sum();
            proptest::prop_assert!(uses as usize <= contacts.len());
            for outcome in found.values() {
                proptest::prop_assert!(outcome.bought <= outcome.uses.min(outcome.purchases));
            }
        }
    }
}
