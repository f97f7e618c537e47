//! The customers: who they are, when they came and when they were last seen.

use chrono::{Datelike as _, NaiveDate};
use fastrand::Rng;
use huike_domain::customers::{Birthday, CustomerDraft, CustomerKind};
use huike_domain::interactions::Channel;
use huike_domain::time::add_days;

use super::cast::{PARTS, Part, Persona, Trait};
use super::texts::Texts;

/// One customer's two years in outline.
pub(super) struct Life {
    pub(super) part: &'static Part,
    pub(super) traits: Vec<Trait>,
    pub(super) draft: CustomerDraft,
    /// The first contact.
    pub(super) joined: NaiveDate,
    /// The last purchase; none without any.
    pub(super) last: Option<NaiveDate>,
}

/// How long the shop has been open, in days.
const TWO_YEARS: i64 = 730;

/// Days from today to birthdays that Today and the coming week show.
const SOON: [i64; 10] = [1, 3, 5, 6, 7, 7, 8, 10, 12, 14];

/// Everyone, those who came first first.
pub(super) fn everyone(texts: &Texts, today: NaiveDate, rng: &mut Rng) -> Vec<Life> {
    // Texts differ in number between languages, figures must not: they are drawn apart.
    let mut words = rng.fork();
    let mut lives = Vec::new();
    let mut gaps = Gaps::default();
    for part in PARTS {
        for (stage, count) in part.stages.iter().enumerate() {
            for _ in 0..*count {
                let gap = gaps.next(part, stage, rng);
                lives.push(life(part, gap, today, rng));
            }
        }
    }
    lives.sort_by_key(|life| life.joined);
    name(texts, &mut lives, rng, &mut words);
    celebrate(&mut lives, today, rng);
    lives
}

/// Deals out how long ago customers were last seen, so that on any day a few have just begun to
/// forget the shop and a few are about to.
#[derive(Default)]
struct Gaps {
    silent: i64,
    forgetting: i64,
}

impl Gaps {
    fn next(&mut self, part: &Part, stage: usize, rng: &mut Rng) -> Option<i64> {
        Some(match stage {
            0 => rng.i64(1..=(part.every * 5 / 4).clamp(6, 29)),
            1 => {
                self.silent += 1;
                if self.silent % 12 == 0 { 83 + self.silent / 6 % 8 } else { rng.i64(31..=78) }
            }
            2 => {
                self.forgetting += 1;
                let (n, fresh) = (self.forgetting, self.forgetting % 5 == 1);
                let n = n / 5;
                if fresh { 91 + n * n / 3 } else { rng.i64(108..=176) }
            }
            3 if part.tenure.1 > 100 => rng.i64(182..=400),
            3 => rng.i64(182..=640),
            _ => return None,
        })
    }
}

fn life(part: &'static Part, gap: Option<i64>, today: NaiveDate, rng: &mut Rng) -> Life {
    let (shortest, longest) = part.tenure;
    let away = gap.unwrap_or_else(|| rng.i64(5..=300));
    let tenure = rng.i64(shortest..=longest).min(TWO_YEARS - away);
    // Those who stay away did not stay as long.
    let tenure = if away > 90 { tenure * 3 / 5 } else { tenure };
    let last = gap.map(|gap| add_days(today, -gap));
    let mut traits = part.traits.to_vec();
    rng.shuffle(&mut traits);
    traits.truncate(if part.company { rng.usize(1..=2) } else { rng.usize(0..=2) });
    Life {
        part,
        traits,
        draft: CustomerDraft::default(),
        joined: add_days(today, -away - tenure),
        last,
    }
}

fn name(texts: &Texts, lives: &mut [Life], rng: &mut Rng, words: &mut Rng) {
    let (mut family, mut given) = (texts.family.clone(), texts.given.clone());
    let mut companies = texts.companies.clone();
    words.shuffle(&mut family);
    words.shuffle(&mut given);
    words.shuffle(&mut companies);
    let employers = companies.clone();
    for (n, life) in lives.iter_mut().enumerate() {
        let draft = &mut life.draft;
        // Each goes round at its own length, so no two together come again among so few.
        let (family, given) = (&family[n % family.len()], &given[n % given.len()]);
        draft.name = texts.full_name(family, given);
        let works = rng.u32(0..100) < 12;
        if life.part.company {
            draft.kind = CustomerKind::Company;
            draft.name = companies.pop().unwrap_or_default();
        } else if works {
            draft.company = words.choice(&employers).cloned().unwrap_or_default();
        }
        // 199 0000 belongs to nobody; 7919 is prime, so the last four digits are each one's own.
        draft.phone = format!("1990000{:04}", (n * 7_919 + 1_204) % 10_000);
        draft.external_id = format!("K{:04}", n + 1);
        draft.source = words.choice(&texts.sources).cloned().unwrap_or_default();
        draft.channel = channel(life.part, &life.traits, rng);
        describe(texts, life);
    }
}

fn channel(part: &Part, traits: &[Trait], rng: &mut Rng) -> Option<Channel> {
    let drawn = rng.u32(0..100);
    if traits.contains(&Trait::WorkNights) {
        return Some(Channel::Wechat);
    }
    match (part.company, drawn) {
        (true, 0..40) => Some(Channel::Email),
        (true, 40..80) | (false, 60..78) => Some(Channel::Phone),
        (true, _) | (false, 0..60) => Some(Channel::Wechat),
        (false, 78..84) => Some(Channel::Sms),
        (false, _) => None,
    }
}

fn describe(texts: &Texts, life: &mut Life) {
    let draft = &mut life.draft;
    if let Some(persona) = texts.personas.get(&life.part.persona) {
        draft.tags.push(persona.tag.clone());
    }
    let known: Vec<_> = life.traits.iter().filter_map(|t| texts.traits.get(t)).collect();
    draft.tags.extend(known.iter().map(|text| text.tag.clone()));
    let notes: Vec<_> = known.iter().map(|text| text.note.as_str()).collect();
    draft.note = notes.join("\n");
}

/// Two thirds of the persons have told their birthday.
fn celebrate(lives: &mut [Life], today: NaiveDate, rng: &mut Rng) {
    let persons = |life: &&mut Life| !life.part.company && life.part.persona != Persona::Asker;
    let mut persons: Vec<_> = lives.iter_mut().filter(persons).collect();
    rng.shuffle(&mut persons);
    let told = persons.len() * 2 / 3;
    for (n, life) in persons.into_iter().take(told).enumerate() {
        // Beyond the days that are dealt out, so that no day brings a flood.
        let ahead = SOON.get(n).copied().unwrap_or_else(|| rng.i64(16..=360));
        let day = add_days(today, ahead);
        let born = rng.i16(1962..=2003);
        let year = (rng.u32(0..100) < 80).then_some(born);
        let birthday = Birthday::solar(year, short(day.month()), short(day.day()));
        // 29 February of a year that had none is told without the year.
        let known = birthday.check().is_ok();
        life.draft.birthday =
            Some(if known { birthday } else { Birthday { year: None, ..birthday } });
    }
}

fn short(value: u32) -> u8 {
    u8::try_from(value).unwrap_or(1)
}
