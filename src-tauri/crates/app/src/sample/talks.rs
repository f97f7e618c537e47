//! The contacts: around purchases, long talks, presents, and words to those who stay away.

use chrono::NaiveDate;
use fastrand::Rng;
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::time::{Instant, add_days, days_between};
use huike_store::interactions::Interaction;

use super::people::Life;
use super::texts::Said;
use super::trade::{Bought, Shop};

/// The contacts with one customer as they are made up.
pub(super) struct Talks<'a> {
    shop: &'a Shop<'a>,
    life: &'a Life,
    words: Rng,
    now: Instant,
    told: Vec<&'a str>,
    made: Vec<Interaction>,
}

/// Days from one long talk to the next.
const DEEP_EVERY: i64 = 88;

impl<'a> Talks<'a> {
    pub(super) fn new(shop: &'a Shop<'a>, life: &'a Life, words: Rng, now: Instant) -> Self {
        Self { shop, life, words, now, told: Vec::new(), made: Vec::new() }
    }

    /// All contacts, oldest first. `last_deep` is how long ago the last long talk was.
    pub(super) fn make(
        mut self,
        history: &'a [Bought],
        last_deep: Option<i64>,
        rng: &mut Rng,
    ) -> Vec<Interaction> {
        for bought in history {
            self.around(bought, rng);
        }
        let newest = last_deep.map(|days| add_days(self.shop.today, -days));
        if let Some(newest) = newest {
            self.deep(newest, rng);
        }
        self.presents(rng);
        self.stay_in_touch(rng);
        self.made.sort_by_key(|made| made.at);
        self.made
    }

    fn around(&mut self, bought: &'a Bought, rng: &mut Rng) {
        let texts = self.shop.texts;
        let (talks, early) = (rng.u32(0..100) < self.life.part.talks, rng.u32(0..100) < 45);
        let (aside, days) = (rng.u32(0..100) < 30, rng.i64(1..=4));
        let day = self.shop.zone.day_of(bought.at);
        if let Some(back) = bought.back {
            self.say(InteractionKind::Call, &texts.refunds, bought.item(), back);
        }
        if !talks {
            return;
        }
        let Some(persona) = texts.personas.get(&self.life.part.persona) else { return };
        let before = early && bought.ordered;
        let day = add_days(day, if before { -days } else { days });
        let at = self.shop.moment(day, (10, 19), rng);
        if aside {
            let known: Vec<_> =
                self.life.traits.iter().filter_map(|t| texts.traits.get(t)).collect();
            if let Some(known) = self.words.choice(&known) {
                self.say(InteractionKind::Message, &known.said, bought.item(), at);
            }
            return;
        }
        let said = if before { &persona.before } else { &persona.after };
        if let Some((kind, lines)) = self.one_way(said) {
            // Who comes by says so while buying.
            let at = if kind == InteractionKind::Visit { bought.at } else { at };
            self.say(kind, lines, bought.item(), at);
        }
    }

    fn one_way(&mut self, said: &'a Said) -> Option<(InteractionKind, &'a [String])> {
        let ways = [
            (InteractionKind::Call, said.call.as_slice()),
            (InteractionKind::Message, said.message.as_slice()),
            (InteractionKind::Visit, said.visit.as_slice()),
        ];
        let ways = ways.into_iter().filter(|(_, lines)| !lines.is_empty());
        self.words.choice(ways.collect::<Vec<_>>())
    }

    fn deep(&mut self, newest: NaiveDate, rng: &mut Rng) {
        let texts = self.shop.texts;
        let Some(persona) = texts.personas.get(&self.life.part.persona) else { return };
        let mut day = newest.max(add_days(self.life.joined, 1));
        for _ in 0..persona.deep.len() {
            let at = self.shop.moment(day, (14, 18), rng);
            self.say(InteractionKind::DeepTalk, &persona.deep, "", at);
            day = add_days(day, -DEEP_EVERY - rng.i64(-6..=20));
            if day < add_days(self.life.joined, 30) {
                break;
            }
        }
    }

    /// Good customers got something on their last birthday.
    fn presents(&mut self, rng: &mut Rng) {
        let lucky = rng.u32(0..100) < 45;
        let (Some(birthday), Some(last)) = (self.life.draft.birthday, self.life.last) else {
            return;
        };
        let year_ago = add_days(self.shop.today, -365);
        let celebrated = birthday.next_on_or_after(add_days(year_ago, 20)).map(|next| next.day);
        let good = days_between(self.life.joined, last) > 200;
        let Some(day) = celebrated.filter(|day| lucky && good && *day < last) else { return };
        if day > self.life.joined {
            let at = self.shop.moment(day, (11, 18), rng);
            self.say(InteractionKind::Gift, &self.shop.texts.gifts, "", at);
        }
    }

    /// Words to those who did not buy, or not any more.
    fn stay_in_touch(&mut self, rng: &mut Rng) {
        let Some(persona) = self.shop.texts.personas.get(&self.life.part.persona) else { return };
        let (tries, days) = (rng.u32(0..100) < 55, rng.i64(34..=70));
        let day = match self.life.last {
            None => self.life.joined,
            Some(last) if tries && days_between(last, self.shop.today) > 75 => add_days(last, days),
            Some(_) => return,
        };
        let kind =
            if self.life.last.is_none() { InteractionKind::Call } else { InteractionKind::Message };
        let at = self.shop.moment(day, (10, 18), rng);
        self.say(kind, &persona.drift, "", at);
    }

    /// Notes one of `lines` that this customer has not heard, unless it lies in the future.
    fn say(&mut self, kind: InteractionKind, lines: &'a [String], item: &str, at: Instant) {
        let fresh: Vec<_> =
            lines.iter().map(String::as_str).filter(|line| !self.told.contains(line)).collect();
        let drawn = self.words.choice(fresh);
        let Some(line) = drawn.filter(|_| at < self.now) else { return };
        self.told.push(line);
        let channel = match kind {
            InteractionKind::Call => Some(Channel::Phone),
            InteractionKind::Visit | InteractionKind::Gift => Some(Channel::InPerson),
            InteractionKind::DeepTalk if self.life.part.company => Some(Channel::InPerson),
            InteractionKind::DeepTalk => Some(Channel::Phone),
            InteractionKind::Message => self.life.draft.channel.or(Some(Channel::Wechat)),
            InteractionKind::Note => None,
        };
        let note = line.replace("{item}", item);
        self.made.push(Interaction { at, kind, channel, follow_up: None, amends: None, note });
    }
}
