//! Where an occasion finds its place among what is planned with a customer: it meets another one,
//! takes a day of its own, waits for its turn, or is held back.
//!
//! Nobody is pestered: contact caps hold across all rules, quiet periods and refused channels are
//! kept, and who is lost hears of named promotions only. Nobody is forgotten either: what a cap
//! forbids today is moved to the first day that it allows, as long as that still makes sense.

use chrono::NaiveDate;

use super::rule::time_of;
use super::{Occasion, RuleDays};
use crate::calendar::BusinessCalendar;
use crate::customers::ContactHours;
use crate::ids::FollowUpId;
use crate::interactions::InteractionKind;
use crate::segments::ContactCap;
use crate::time::{Instant, Zone, add_days, days_between, next_day};

/// How far apart the days may lie that several rules ask for, so that one contact does for all.
pub const MEET_DAYS: i64 = 3;

/// How many days before its own day something is done at the earliest where later is too late.
const BEFORE_DAYS: i64 = 7;

/// How far an occasion without an end is moved at most, in days.
const PATIENCE_DAYS: i64 = 366;

/// An open follow-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Which.
    pub id: FollowUpId,
    /// Its day.
    pub day: NaiveDate,
    /// The first day that all its reasons allow.
    pub from: NaiveDate,
    /// The last day that all its reasons allow.
    pub by: NaiveDate,
    /// Whether others may join it: rules made it, and nobody put it off.
    pub open_to_others: bool,
}

/// What happened and what is planned with a customer.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    /// Open follow-ups.
    pub booked: Vec<Booked>,
    /// Days of contacts that count against caps, as far back as the longest cap looks.
    pub contacts: Vec<NaiveDate>,
}

/// Days on which nobody is to hear from the shop, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

/// What holds for one customer and one rule.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'a> {
    /// All of these hold.
    pub caps: &'a [ContactCap],
    /// The shop's and the customer's own.
    pub quiet: &'a [Quiet],
    /// Why the rule leaves the customer alone altogether, if it does.
    pub out_of_bounds: Option<Held>,
    /// Whether the customer refused every channel.
    pub unreachable: bool,
    /// When the shop is open.
    pub calendar: &'a BusinessCalendar,
    /// On which days the rule may ask for a contact.
    pub on: RuleDays,
}

/// Why an occasion comes to nothing for now.
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
#[serde(rename_all = "camelCase")]
pub enum Held {
    /// The customer is lost and the rule is no promotion.
    Lost,
    /// They complained, it is not solved, and the rule is a promotion.
    Complaint,
    /// They refused every channel.
    Refused,
    /// A contact cap leaves no day on which it makes sense.
    Cap,
    /// A quiet period covers all days on which it makes sense.
    Quiet,
    /// The shop does not open on any day on which it makes sense.
    Closed,
}

impl Held {
    /// As it is named on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Complaint => "complaint",
            Self::Refused => "refused",
            Self::Cap => "cap",
            Self::Quiet => "quiet",
            Self::Closed => "closed",
        }
    }
}

/// What becomes of an occasion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It joins a follow-up that is planned already, which is then due on this day.
    Joins {
        /// Which.
        id: FollowUpId,
        /// Its day, moved or not.
        day: NaiveDate,
    },
    /// It gets one of its own.
    New {
        /// On this day.
        day: NaiveDate,
    },
    /// It is not written down for now.
    Held(Held),
}

/// Whether a contact is one that a cap counts: the shop came to the customer, by whatever means.
/// A visit of theirs, or a note, pesters nobody.
#[must_use]
pub const fn counts_against_caps(kind: InteractionKind) -> bool {
    use InteractionKind::{Call, DeepTalk, Gift, Message};
    matches!(kind, Call | Message | DeepTalk | Gift)
}

/// Finds a place for an occasion. The same diary, limits and day always give the same answer.
#[must_use]
pub fn place(occasion: &Occasion, diary: &Diary, limits: &Limits<'_>, today: NaiveDate) -> Placed {
    if let Some(held) = limits.out_of_bounds {
        return Placed::Held(held);
    }
    if limits.unreachable {
        return Placed::Held(Held::Refused);
    }
    let search = Search { occasion, diary, limits, today };
    search
        .meeting(MEET_DAYS)
        .or_else(|| search.own_day().map(|day| Placed::New { day }))
        // Rather a little early or late with others than not at all.
        .or_else(|| search.meeting(PATIENCE_DAYS))
        .unwrap_or_else(|| Placed::Held(search.obstacle()))
}

struct Search<'a> {
    occasion: &'a Occasion,
    diary: &'a Diary,
    limits: &'a Limits<'a>,
    today: NaiveDate,
}

impl Search<'_> {
    /// The first day that may be meant.
    fn start(&self) -> NaiveDate {
        self.occasion.day.max(self.today)
    }

    /// The last day on which it makes sense.
    fn end(&self) -> NaiveDate {
        let patient = add_days(self.start(), PATIENCE_DAYS);
        self.occasion.expires.map_or(patient, |expires| expires.min(patient))
    }

    /// The nearest follow-up that it can join, none of whose reasons is moved further than `most`.
    fn meeting(&self, most: i64) -> Option<Placed> {
        let start = self.start();
        let first = add_days(self.occasion.day, -i64::from(self.occasion.early)).max(self.today);
        let near = |a, b| days_between(a, b).abs() <= most;
        let joined = self.diary.booked.iter().filter(|booked| booked.open_to_others);
        let meets = joined.filter_map(|booked| {
            let planned = booked.day.max(self.today);
            if (first..=self.occasion.by).contains(&planned) && near(planned, start) {
                return Some((booked.id, planned, booked.day));
            }
            // What is on the list today stays there.
            let both = first.max(booked.from).max(start.min(planned));
            let moves = booked.day > self.today
                && both <= self.occasion.by.min(booked.by)
                && near(both, start)
                && near(both, planned)
                && self.is_free(both, Some(booked.id));
            moves.then_some((booked.id, both, both))
        });
        let nearest = meets.min_by_key(|(id, day, _)| (days_between(start, *day).abs(), *id));
        nearest.map(|(id, _, day)| Placed::Joins { id, day })
    }

    /// A day of its own: the first free one while it is timely; else one shortly before; else the
    /// first as long as it makes sense at all.
    fn own_day(&self) -> Option<NaiveDate> {
        let (start, by) = (self.start(), self.occasion.by.min(self.end()));
        let free = |day: &NaiveDate| self.is_free(*day, None);
        let before = add_days(start, -BEFORE_DAYS).max(self.today);
        days(start, by)
            .find(free)
            .or_else(|| days_back(add_days(start, -1), before).find(free))
            .or_else(|| days(next_day(by.max(add_days(start, -1))), self.end()).find(free))
    }

    fn is_free(&self, day: NaiveDate, except: Option<FollowUpId>) -> bool {
        self.is_open(day) && !self.is_quiet(day) && self.caps_allow(day, except)
    }

    fn is_open(&self, day: NaiveDate) -> bool {
        self.limits.on == RuleDays::Any || self.limits.calendar.opens_on(day)
    }

    fn is_quiet(&self, day: NaiveDate) -> bool {
        self.limits.quiet.iter().any(|quiet| (quiet.from..=quiet.to).contains(&day))
    }

    /// Whether one more contact on `day` leaves every stretch of days within every cap.
    fn caps_allow(&self, day: NaiveDate, except: Option<FollowUpId>) -> bool {
        let planned = self.diary.booked.iter().filter(|booked| Some(booked.id) != except);
        let planned = planned.map(|booked| booked.day.max(self.today));
        let mut all: Vec<NaiveDate> = self.diary.contacts.iter().copied().chain(planned).collect();
        all.push(day);
        self.limits.caps.iter().all(|cap| {
            let back = i64::from(cap.days) - 1;
            let ends = all.iter().filter(|end| (0..=back).contains(&days_between(day, **end)));
            let within = |end: &NaiveDate| {
                let first = add_days(*end, -back);
                all.iter().filter(|other| (first..=*end).contains(*other)).count()
            };
            ends.map(within).all(|count| count <= usize::from(cap.contacts))
        })
    }

    /// What stands in the way of a day of its own.
    fn obstacle(&self) -> Held {
        let first = add_days(self.start(), -BEFORE_DAYS).max(self.today);
        let mut open = days(first, self.end()).filter(|day| self.is_open(*day)).peekable();
        if open.peek().is_none() {
            return Held::Closed;
        }
        if open.all(|day| self.is_quiet(day)) { Held::Quiet } else { Held::Cap }
    }
}

fn days(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(from), |day| Some(next_day(*day))).take_while(move |day| *day <= to)
}

fn days_back(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(from), |day| Some(add_days(*day, -1)))
        .take_while(move |day| *day >= to)
}

/// When on its day something is due: at `minute`, within the hours in which the customer likes to
/// be reached, and, where the rule asks for it, in opening hours: at the next opening of that day,
/// or the last one where the shop has closed by then.
#[must_use]
pub fn due_at(
    day: NaiveDate,
    minute: u16,
    hours: Option<ContactHours>,
    on: RuleDays,
    calendar: &BusinessCalendar,
    zone: Zone,
) -> Instant {
    let wanted = match hours {
        Some(hours) if !(hours.from..hours.until).contains(&minute) => hours.from,
        _ => minute,
    };
    let at = zone.at(day, time_of(wanted));
    let open = calendar.in_zone(zone);
    if on == RuleDays::Any || open.is_open(at) {
        return at;
    }
    let of_day = open.open_on(day);
    let next = of_day.iter().find(|stretch| stretch.from >= at);
    match next.or(of_day.last()) {
        Some(stretch) => stretch.from,
        None => open.next_opening(at).unwrap_or(at),
    }
}

#[cfg(test)]
#[path = "diary_tests.rs"]
mod tests;
