//! A search over all customers.
//!
//! Everyone is read once, in slices, for the keys under which they could meet another (some four
//! each, eight bytes a key). Sorted, equal keys lie together; only those who share one are read
//! again and compared. So the work grows with the customers and with the likely pairs, and the
//! memory has a bound: ten thousand namesakes are chained, not compared each with each.

use std::collections::{HashMap, HashSet};

use huike_domain::customers::duplicates::{
    Key, MOST_HOLDERS, Signs, THRESHOLD, Traits, compare, each_key,
};
use huike_domain::ids::CustomerId;
use huike_store::{Apart, customers as rows};

use crate::error::AppError;

/// The most customers of one group.
pub(super) const MOST_IN_GROUP: usize = 20;

/// Customers who may be one.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) score: u8,
    pub(super) signs: Signs,
    /// In order of id.
    pub(super) customers: Vec<CustomerId>,
}

/// What was found.
#[derive(Debug)]
pub(super) struct Scan {
    /// Best first.
    pub(super) groups: Vec<Group>,
    pub(super) customers: u32,
    pub(super) complete: bool,
}

/// Told what is done of how much; says whether to go on.
type Tell<'a> = &'a mut dyn FnMut(u32, u32) -> Result<(), AppError>;

/// Customers read at once: some ten milliseconds between two looks at the request to stop.
const SLICE: u32 = 1_000;

/// Pairs compared at once.
const PAIRS_AT_ONCE: usize = 2_000;

/// Pairs that are compared at most; those of the rarest keys go first.
const MOST_PAIRS: usize = 4_000_000;

/// Customers of one key up to which each is compared with each.
const EACH_WITH_EACH: usize = 12;

/// Beyond that, each is compared with so many next ones: copies of one customer still meet.
const NEXT_ONES: usize = 3;

/// Bits of an entry that hold the customer's number.
const NUMBER_BITS: u32 = 26;

/// A key and a customer's number in one word: what is left of the digest, whether it is of a
/// reach, the number. Rarely two keys look the same; those who meet by that are compared in vain.
fn entry(key: Key, number: u32) -> u64 {
    block_of(key) << NUMBER_BITS | u64::from(number)
}

fn block_of(key: Key) -> u64 {
    key.digest >> (NUMBER_BITS + 1) << 1 | u64::from(key.of_reach)
}

const fn number_of(entry: u64) -> u32 {
    (entry & ((1 << NUMBER_BITS) - 1)) as u32
}

/// Searches all customers.
pub(super) fn over_all(apart: &Apart, tell: Tell<'_>) -> Result<Scan, AppError> {
    let all = apart.read(|reader| rows::all(reader).map_err(AppError::from))?;
    let (ids, mut entries) = read_keys(apart, all, tell)?;
    entries.sort_unstable();
    entries.dedup();
    let shared = shared_reaches(&entries);
    let (pairs, complete) = pairs_of(&entries);
    drop(entries);
    let apart_known = known_as_two(apart, &ids)?;
    let ties = ties_of(apart, &ids, &pairs, &shared, &apart_known, tell)?;
    drop(pairs);
    let groups = groups_of(ties, &ids, &apart_known);
    Ok(Scan { groups, customers: u32::try_from(ids.len()).unwrap_or(u32::MAX), complete })
}

fn read_keys(
    apart: &Apart,
    all: u32,
    tell: Tell<'_>,
) -> Result<(Vec<CustomerId>, Vec<u64>), AppError> {
    let mut ids: Vec<CustomerId> = Vec::with_capacity(all as usize);
    let mut entries = Vec::with_capacity(all as usize * 4);
    loop {
        let after = ids.last().copied();
        let slice = apart
            .read(|reader| rows::traits_after(reader, after, SLICE).map_err(AppError::from))?;
        for (id, traits) in &slice {
            // A shop of sixty million customers is none.
            let number = u32::try_from(ids.len()).unwrap_or(u32::MAX) & ((1 << NUMBER_BITS) - 1);
            ids.push(*id);
            each_key(traits, |key| entries.push(entry(key, number)));
        }
        let done = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        tell(done, all.max(done))?;
        if slice.len() < SLICE as usize {
            return Ok((ids, entries));
        }
    }
}

/// The stretches of equal keys.
fn blocks(entries: &[u64]) -> impl Iterator<Item = &[u64]> {
    entries.chunk_by(|a, b| a >> NUMBER_BITS == b >> NUMBER_BITS)
}

/// Numbers and addresses that are nobody's own.
fn shared_reaches(entries: &[u64]) -> HashSet<u64> {
    blocks(entries)
        .filter(|block| block.len() > MOST_HOLDERS as usize)
        .filter_map(|block| block.first().map(|entry| entry >> NUMBER_BITS))
        .filter(|block| block & 1 == 1)
        .collect()
}

/// Pairs of customers' numbers that share a key, once each, in order; and whether these are all.
fn pairs_of(entries: &[u64]) -> (Vec<u64>, bool) {
    let mut pairs = Vec::new();
    let mut complete = true;
    for sizes in [2..=4, 5..=EACH_WITH_EACH, EACH_WITH_EACH + 1..=usize::MAX] {
        for block in blocks(entries).filter(|block| sizes.contains(&block.len())) {
            if pairs.len() >= MOST_PAIRS {
                complete = false;
                break;
            }
            let reach = if block.len() > EACH_WITH_EACH { NEXT_ONES } else { EACH_WITH_EACH };
            for (place, one) in block.iter().enumerate() {
                let next = block[place + 1..].iter().take(reach);
                pairs.extend(next.map(|other| pair(number_of(*one), number_of(*other))));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
    }
    (pairs, complete)
}

fn pair(a: u32, b: u32) -> u64 {
    u64::from(a.min(b)) << 32 | u64::from(a.max(b))
}

const fn parted(pair: u64) -> (u32, u32) {
    ((pair >> 32) as u32, (pair & u32::MAX as u64) as u32)
}

/// Pairs of numbers that a person said are two.
fn known_as_two(apart: &Apart, ids: &[CustomerId]) -> Result<HashSet<u64>, AppError> {
    let known = apart.read(|reader| rows::distinct_pairs(reader).map_err(AppError::from))?;
    let number = |id| ids.binary_search(id).ok().and_then(|place| u32::try_from(place).ok());
    Ok(known.iter().filter_map(|(a, b)| Some(pair(number(a)?, number(b)?))).collect())
}

/// Two customers who may be one.
struct Tie {
    score: u8,
    signs: Signs,
    pair: u64,
}

fn ties_of(
    apart: &Apart,
    ids: &[CustomerId],
    pairs: &[u64],
    shared: &HashSet<u64>,
    two: &HashSet<u64>,
    tell: Tell<'_>,
) -> Result<Vec<Tie>, AppError> {
    let is_shared = |value: &str| shared.contains(&block_of(Key::of_reach(value)));
    let customers = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let all = customers.saturating_add(u32::try_from(pairs.len()).unwrap_or(u32::MAX));
    let mut done = customers;
    let mut ties = Vec::new();
    for pairs in pairs.chunks(PAIRS_AT_ONCE) {
        let traits = traits_of(apart, ids, pairs)?;
        for pair in pairs.iter().filter(|pair| !two.contains(pair)) {
            let (a, b) = parted(*pair);
            if let (Some(a), Some(b)) = (traits.get(&a), traits.get(&b)) {
                let likeness = compare(a, b, is_shared);
                if likeness.score >= THRESHOLD {
                    ties.push(Tie { score: likeness.score, signs: likeness.signs, pair: *pair });
                }
            }
        }
        done = done.saturating_add(u32::try_from(pairs.len()).unwrap_or(u32::MAX));
        tell(done, all)?;
    }
    Ok(ties)
}

/// Those of the pairs, read in order of id: neighbours lie on one page.
fn traits_of(
    apart: &Apart,
    ids: &[CustomerId],
    pairs: &[u64],
) -> Result<HashMap<u32, Traits>, AppError> {
    let mut numbers: Vec<u32> =
        pairs.iter().flat_map(|pair| <[u32; 2]>::from(parted(*pair))).collect();
    numbers.sort_unstable();
    numbers.dedup();
    apart.read(|reader| {
        let mut traits = HashMap::with_capacity(numbers.len());
        for number in numbers {
            if let Some(id) = ids.get(number as usize)
                && let Some(found) = rows::traits_of(reader, *id)?
            {
                traits.insert(number, found);
            }
        }
        Ok(traits)
    })
}

/// Ties joined into groups, the surest first. No group grows beyond its bound or holds two who
/// are known to be two.
fn groups_of(mut ties: Vec<Tie>, ids: &[CustomerId], two: &HashSet<u64>) -> Vec<Group> {
    ties.sort_unstable_by_key(|tie| (std::cmp::Reverse(tie.score), tie.pair));
    let mut groups: Vec<(u8, Signs, Vec<u32>)> = Vec::new();
    let mut member: HashMap<u32, usize> = HashMap::new();
    for tie in ties {
        let (a, b) = parted(tie.pair);
        let of = |number| member.get(&number).copied();
        let (first, second) = (of(a), of(b));
        if first.is_some() && first == second {
            continue;
        }
        let members = |place: Option<usize>, own: u32| {
            place.map_or_else(|| vec![own], |place| groups[place].2.clone())
        };
        let (mine, theirs) = (members(first, a), members(second, b));
        let known_apart = !two.is_empty()
            && mine.iter().any(|a| theirs.iter().any(|b| two.contains(&pair(*a, *b))));
        if known_apart || mine.len() + theirs.len() > MOST_IN_GROUP {
            continue;
        }
        let mut joined = (tie.score, tie.signs, mine);
        for place in [first, second].into_iter().flatten() {
            joined.0 = joined.0.min(groups[place].0);
            joined.1 = joined.1.and(groups[place].1);
        }
        joined.2.extend(theirs);
        let place = first.or(second).unwrap_or(groups.len());
        for number in &joined.2 {
            member.insert(*number, place);
        }
        if place == groups.len() {
            groups.push(joined);
        } else {
            groups[place] = joined;
            if let Some(left) = second.filter(|second| *second != place) {
                groups[left].2.clear();
            }
        }
    }
    let mut found: Vec<_> = groups
        .into_iter()
        .filter(|(_, _, members)| !members.is_empty())
        .map(|(score, signs, mut members)| {
            members.sort_unstable();
            let customers =
                members.iter().filter_map(|number| ids.get(*number as usize).copied()).collect();
            Group { score, signs, customers }
        })
        .collect();
    found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.customers.cmp(&b.customers)));
    found
}
