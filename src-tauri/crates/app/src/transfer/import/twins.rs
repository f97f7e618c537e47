//! New customers of a file who may be somebody whom the shop knows, or who stands in the file twice.
//!
//! The rows leave a few digests each, and everyone in the shop is read once when they are through:
//! so the order of the customers' table is followed, whatever the order of the file.

use std::collections::BTreeMap;
use std::mem::size_of;

use huike_domain::customers::CustomerDraft;
use huike_domain::customers::duplicates::{TellingKey, Traits, TwinSign, each_telling_key};
use huike_domain::ids::CustomerId;
use huike_store::{Reader, customers};

use crate::customers::row_of;
use crate::error::AppError;
use crate::transfer::AlikeRow;

/// Customers read at a time.
const AT_ONCE: u32 = 4_096;
/// Rows that are told one by one.
pub(super) const LISTED: usize = 50;

/// What the new customers of a file go by.
#[derive(Default)]
pub(super) struct Twins {
    keys: Vec<(TellingKey, u32)>,
}

// A million of them are to fit beside everything else.
const _: () = assert!(size_of::<(TellingKey, u32)>() <= 24);

/// Whom a row may be.
#[derive(Clone, Copy)]
enum Whom {
    Known(CustomerId),
    Row(u32),
}

impl Twins {
    pub(super) fn add(&mut self, row: u32, draft: &CustomerDraft) {
        let traits = Traits::of_draft(draft, None);
        each_telling_key(&traits, |key| self.keys.push((key, row)));
    }

    /// Compares with everyone; answers how many rows may be somebody else, and the first of them.
    pub(super) fn compared(
        mut self,
        reader: &Reader<'_>,
        check_stop: impl Fn() -> Result<(), AppError>,
    ) -> Result<(u32, Vec<AlikeRow>), AppError> {
        if self.keys.is_empty() {
            return Ok((0, Vec::new()));
        }
        self.keys.sort_unstable();
        let mut alike: BTreeMap<u32, (Whom, TwinSign)> = BTreeMap::new();
        for pair in self.keys.windows(2) {
            if let [(key, first), (other, row)] = pair
                && key == other
                && row != first
            {
                alike.entry(*row).or_insert((Whom::Row(*first), key.sign));
            }
        }
        let mut after = None;
        loop {
            check_stop()?;
            let everyone = customers::traits_after(reader, after, AT_ONCE)?;
            let Some((last, _)) = everyone.last() else { break };
            after = Some(*last);
            for (id, traits) in &everyone {
                each_telling_key(traits, |key| {
                    let start = self.keys.partition_point(|(other, _)| *other < key);
                    let same = self.keys[start..].iter().take_while(|(other, _)| *other == key);
                    for (_, row) in same {
                        let known = (Whom::Known(*id), key.sign);
                        let told = alike.entry(*row).or_insert(known);
                        if matches!(told.0, Whom::Row(_)) {
                            *told = known;
                        }
                    }
                });
            }
        }
        let count = u32::try_from(alike.len()).unwrap_or(u32::MAX);
        let mut listed = Vec::new();
        for (number, (whom, sign)) in alike.into_iter().take(LISTED) {
            let (customer, row) = match whom {
                Whom::Known(id) => (customers::summary_of(reader, id)?.map(row_of), None),
                Whom::Row(row) => (None, Some(row)),
            };
            listed.push(AlikeRow { number, customer, row, reason: sign });
        }
        Ok((count, listed))
    }
}
