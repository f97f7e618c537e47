//! The ledger of one customer: what it holds, and what is to be added to it.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Due, Earned};
use crate::ids::{PointsEntryId, PurchaseId};
use crate::time::Instant;

/// What an entry is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A purchase gave points.
    Earn,
    /// The customer used points.
    Spend,
    /// Points ran out; positive where a refund takes back points that had run out before.
    Expire,
    /// A refund took back what the purchase gave.
    Reverse,
    /// One of a pair: points pay what a refund took back beyond what was left.
    Settle,
    /// Given or taken by hand.
    Adjust,
}

impl Kind {
    /// All kinds, at the number by which they are stored.
    pub const ALL: [Self; 6] =
        [Self::Earn, Self::Spend, Self::Expire, Self::Reverse, Self::Settle, Self::Adjust];

    /// The number by which it is stored.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// As it goes out and as texts are named.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Earn => "earn",
            Self::Spend => "spend",
            Self::Expire => "expire",
            Self::Reverse => "reverse",
            Self::Settle => "settle",
            Self::Adjust => "adjust",
        }
    }
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: PointsEntryId,
    /// When it was entered.
    pub at: Instant,
    /// What it is.
    pub kind: Kind,
    /// How many points; negative where they were taken.
    pub points: i64,
    /// The purchase or refund it is about.
    pub purchase: Option<PurchaseId>,
    /// The grant it takes from or gives back to; none where it is a grant itself.
    pub grant: Option<PointsEntryId>,
    /// What the entries of one act have in common.
    pub group: Option<Uuid>,
    /// With a grant: the last day on which it is good.
    pub expires: Option<NaiveDate>,
    /// With what a purchase gave: under which terms.
    pub earned: Option<Earned>,
    /// A remark.
    pub note: String,
}

/// Not as many points as were to be spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// What there is; negative where points are owed.
    pub balance: i64,
}

/// A grant of which something is left, or owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenGrant {
    /// The entry that gave it.
    pub id: PointsEntryId,
    /// When it was entered.
    pub at: Instant,
    /// The purchase that gave it.
    pub purchase: Option<PurchaseId>,
    /// What it gave.
    pub points: i64,
    /// What is left of it; negative where points are owed.
    pub rest: i64,
    /// The last day on which it is good; none where it never expires.
    pub expires: Option<NaiveDate>,
}

struct Grant {
    open: OpenGrant,
    kind: Kind,
    /// Taken back by refunds, as a positive number.
    reversed: i64,
    /// Run out, as a positive number.
    expired: i64,
    /// Settled by other grants less what it settled for others.
    settled: i64,
}

/// A customer's ledger while it is added to. Everything that stood in it stays.
pub struct Ledger<'a> {
    at: Instant,
    new_id: &'a mut dyn FnMut() -> Uuid,
    entries: Vec<Entry>,
    known: usize,
    grants: Vec<Grant>,
    places: HashMap<PointsEntryId, usize>,
}

impl<'a> Ledger<'a> {
    /// The ledger as it stands. What is added is of the moment `at`, under ids that `new_id` makes.
    pub fn new(entries: Vec<Entry>, at: Instant, new_id: &'a mut dyn FnMut() -> Uuid) -> Self {
        let known = entries.len();
        let mut ledger =
            Self { at, new_id, entries, known, grants: Vec::new(), places: HashMap::new() };
        for n in 0..known {
            ledger.count_grant(n);
        }
        for n in 0..known {
            ledger.count_taking(n);
        }
        ledger
    }

    /// What the customer has; negative where points are owed.
    #[must_use]
    pub fn balance(&self) -> i64 {
        self.entries.iter().map(|entry| entry.points).sum()
    }

    /// The grants of which something is left or owed, in the order in which they are spent: those
    /// that expire first, then the oldest.
    #[must_use]
    pub fn open(&self) -> Vec<OpenGrant> {
        let mut open: Vec<_> =
            self.grants.iter().map(|grant| grant.open).filter(|open| open.rest != 0).collect();
        open.sort_by_key(spent_by);
        open
    }

    /// All entries, the new ones last.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What was added.
    #[must_use]
    pub fn finish(mut self) -> Vec<Entry> {
        self.entries.split_off(self.known)
    }

    /// Brings the ledger to what purchases come to, lets points run out whose day lies before
    /// `today`, and pays what is owed. Doing it twice adds nothing.
    pub fn bring_up_to(&mut self, dues: &[Due], today: NaiveDate) {
        self.reconcile(dues);
        self.give_back();
        self.expire(today);
        self.settle();
    }

    /// Gives points by hand.
    pub fn give(&mut self, points: i64, expires: Option<NaiveDate>, note: &str) {
        let entry = self.entry(Kind::Adjust, points);
        self.push(Entry { expires, note: note.to_owned(), ..entry });
    }

    /// Takes points from the grants that expire first, then from the oldest; each entry names its
    /// grant. The ledger must have been brought up to today.
    ///
    /// # Errors
    /// [`Short`]; nothing is taken then.
    pub fn take(&mut self, kind: Kind, points: i64, note: &str) -> Result<(), Short> {
        let balance = self.balance();
        if points > balance {
            return Err(Short { balance });
        }
        let group = (self.new_id)();
        self.take_from_open(points, |ledger, grant, part| {
            let entry = ledger.entry(kind, -part);
            ledger.push(Entry {
                grant: Some(grant),
                group: Some(group),
                note: note.to_owned(),
                ..entry
            });
        });
        Ok(())
    }

    fn take_from_open(
        &mut self,
        points: i64,
        mut take: impl FnMut(&mut Self, PointsEntryId, i64),
    ) -> i64 {
        let mut left = points;
        for open in self.open().into_iter().filter(|open| open.rest > 0) {
            let part = open.rest.min(left);
            if part > 0 {
                take(self, open.id, part);
                left -= part;
            }
        }
        left
    }

    fn reconcile(&mut self, dues: &[Due]) {
        // In the order of purchases, so that ids do not hang on the order of a table in memory.
        let mut given: BTreeMap<PurchaseId, i64> = BTreeMap::new();
        for entry in &self.entries {
            if let (Kind::Earn | Kind::Reverse, Some(purchase)) = (entry.kind, entry.purchase) {
                *given.entry(purchase).or_default() += entry.points;
            }
        }
        for due in dues {
            let given = given.remove(&due.purchase).unwrap_or(0);
            if due.points > given {
                self.earn(due, due.points - given);
            } else if due.points < given {
                self.reverse(due.purchase, given - due.points);
            }
        }
        // Purchases that are gone, or give nothing any more.
        for (purchase, given) in given {
            if given > 0 {
                self.reverse(purchase, given);
            } else if given < 0 {
                self.forgive(purchase, -given);
            }
        }
    }

    fn earn(&mut self, due: &Due, points: i64) {
        let left = self.forgive(due.purchase, points);
        if left > 0 {
            let entry = self.entry(Kind::Earn, left);
            self.push(Entry {
                purchase: Some(due.purchase),
                expires: due.expires,
                earned: Some(due.earned),
                ..entry
            });
        }
    }

    /// Lets go of what a refund without a purchase took; answers what it did not take.
    fn forgive(&mut self, refund: PurchaseId, points: i64) -> i64 {
        let mut left = points;
        for n in 0..self.grants.len() {
            let Grant { open, kind, reversed, .. } = &self.grants[n];
            if *kind != Kind::Reverse || open.purchase != Some(refund) {
                continue;
            }
            let part = left.min(reversed - open.points);
            let id = open.id;
            if part > 0 {
                let entry = self.entry(Kind::Reverse, part);
                self.push(Entry { purchase: Some(refund), grant: Some(id), ..entry });
                left -= part;
            }
        }
        left
    }

    /// Takes back what a purchase gave: first what is left of it, then what ran out, which so runs
    /// out no more, and what was spent becomes owed.
    fn reverse(&mut self, purchase: PurchaseId, points: i64) {
        let mut left = points;
        for n in (0..self.grants.len()).rev() {
            let Grant { open, kind, reversed, expired, .. } = &self.grants[n];
            if *kind != Kind::Earn || open.purchase != Some(purchase) {
                continue;
            }
            let part = left.min(open.points - reversed);
            let (id, ran_out) = (open.id, (part - open.rest.max(0)).min(*expired));
            if part <= 0 {
                continue;
            }
            let group = (ran_out > 0).then(|| (self.new_id)());
            if ran_out > 0 {
                let entry = self.entry(Kind::Expire, ran_out);
                self.push(Entry { grant: Some(id), group, ..entry });
            }
            let entry = self.entry(Kind::Reverse, -part);
            self.push(Entry { purchase: Some(purchase), grant: Some(id), group, ..entry });
            left -= part;
        }
        if left > 0 {
            let entry = self.entry(Kind::Reverse, -left);
            self.push(Entry { purchase: Some(purchase), ..entry });
        }
    }

    /// What was owed and is no longer: those who paid it get it back. Whoever gets some back may
    /// have been paid for as well, so this goes on until nobody holds what is another's; each step
    /// lessens what grants have paid for each other.
    fn give_back(&mut self) {
        while self.grants.iter().any(|grant| grant.settled > 0 && grant.open.rest > 0) {
            if !self.give_back_once() {
                return;
            }
        }
    }

    fn give_back_once(&mut self) -> bool {
        let mut acts: BTreeMap<Uuid, [Option<(PointsEntryId, i64)>; 2]> = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| entry.kind == Kind::Settle) {
            if let (Some(group), Some(grant)) = (entry.group, entry.grant) {
                let act = acts.entry(group).or_default();
                act[usize::from(act[0].is_some())] = Some((grant, entry.points));
            }
        }
        let mut paid: BTreeMap<(PointsEntryId, PointsEntryId), i64> = BTreeMap::new();
        for act in acts.into_values() {
            if let [Some((one, points)), Some((other, _))] = act {
                *paid.entry((one, other)).or_default() += points;
                *paid.entry((other, one)).or_default() -= points;
            }
        }
        let mut any = false;
        // The latest payer first.
        for ((owed, payer), points) in paid.into_iter().rev().filter(|(_, points)| *points > 0) {
            let Some(grant) = self.places.get(&owed).map(|place| &self.grants[*place]) else {
                continue;
            };
            let part = points.min(grant.settled).min(grant.open.rest);
            if part > 0 {
                self.pay(owed, payer, part);
                any = true;
            }
        }
        any
    }

    fn expire(&mut self, today: NaiveDate) {
        for n in 0..self.grants.len() {
            let OpenGrant { id, rest, expires, .. } = self.grants[n].open;
            if rest > 0 && expires.is_some_and(|last| last < today) {
                let entry = self.entry(Kind::Expire, -rest);
                self.push(Entry { grant: Some(id), ..entry });
            }
        }
    }

    fn settle(&mut self) {
        let mut owed: Vec<_> =
            self.grants.iter().map(|grant| grant.open).filter(|open| open.rest < 0).collect();
        owed.sort_by_key(|open| (open.at, open.id));
        for debt in owed {
            let left = self.take_from_open(-debt.rest, |ledger, payer, part| {
                ledger.pay(payer, debt.id, part);
            });
            if left > 0 {
                return;
            }
        }
    }

    /// Moves points from one grant to another.
    fn pay(&mut self, from: PointsEntryId, to: PointsEntryId, points: i64) {
        let group = Some((self.new_id)());
        for (grant, points) in [(from, -points), (to, points)] {
            let entry = self.entry(Kind::Settle, points);
            self.push(Entry { grant: Some(grant), group, ..entry });
        }
    }

    fn entry(&mut self, kind: Kind, points: i64) -> Entry {
        Entry {
            id: PointsEntryId::from_uuid((self.new_id)()),
            at: self.at,
            kind,
            points,
            purchase: None,
            grant: None,
            group: None,
            expires: None,
            earned: None,
            note: String::new(),
        }
    }

    fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
        let last = self.entries.len() - 1;
        self.count_grant(last);
        self.count_taking(last);
    }

    fn count_grant(&mut self, n: usize) {
        let entry = &self.entries[n];
        if entry.grant.is_some() {
            return;
        }
        let open = OpenGrant {
            id: entry.id,
            at: entry.at,
            purchase: entry.purchase,
            points: entry.points,
            rest: entry.points,
            expires: entry.expires,
        };
        self.places.insert(entry.id, self.grants.len());
        let grant = Grant { open, kind: entry.kind, reversed: 0, expired: 0, settled: 0 };
        self.grants.push(grant);
    }

    fn count_taking(&mut self, n: usize) {
        let Entry { kind, points, grant, .. } = self.entries[n];
        let Some(place) = grant.and_then(|grant| self.places.get(&grant)) else { return };
        let grant = &mut self.grants[*place];
        grant.open.rest += points;
        match kind {
            Kind::Reverse => grant.reversed -= points,
            Kind::Expire => grant.expired -= points,
            Kind::Settle => grant.settled += points,
            Kind::Earn | Kind::Spend | Kind::Adjust => {}
        }
    }
}

fn spent_by(open: &OpenGrant) -> (NaiveDate, Instant, PointsEntryId) {
    (open.expires.unwrap_or(NaiveDate::MAX), open.at, open.id)
}
