//! Which words fit a moment with a customer.

use super::{Fits, Occasion, Script};
use crate::customers::Character;
use crate::interactions::Channel;
use crate::segments::{Stage, ThreeClass};

/// A moment with a customer, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// What the words are for.
    pub occasion: Option<Occasion>,
    /// The customer's segment.
    pub segment: Option<ThreeClass>,
    /// Their stage.
    pub stage: Option<Stage>,
    /// The channel; any where it is not chosen yet.
    pub channel: Option<Channel>,
    /// How they decide.
    pub character: Option<Character>,
}

/// What a set that names the present value adds. The occasion says more than everything else; a
/// set of which nobody knows whether it holds takes off one.
const WEIGHTS: [i32; 5] = [32, 16, 8, 4, 2];

/// How well a script fits; none where it is for others.
fn score(fits: &Fits, now: &Situation) -> Option<i32> {
    let held = [
        holds(&fits.occasions, now.occasion)?,
        holds(&fits.stages, now.stage)?,
        holds(&fits.segments, now.segment)?,
        // Most customers' character is unknown, and the channel may still be chosen to go with the
        // words: neither rules anything out.
        may_hold(&fits.characters, now.character)?,
        may_hold(&fits.channels, now.channel)?,
    ];
    let weigh = |(held, weight): (&Held, i32)| match held {
        Held::Open => 0,
        Held::Named => weight,
        Held::Unknown => -1,
    };
    Some(held.iter().zip(WEIGHTS).map(weigh).sum())
}

enum Held {
    /// The set is for everybody.
    Open,
    /// It names the value.
    Named,
    /// It names some, and the value is not known.
    Unknown,
}

/// Whether a set names the value; none where it names others only.
fn holds<T: PartialEq>(set: &[T], value: Option<T>) -> Option<Held> {
    if set.is_empty() {
        return Some(Held::Open);
    }
    value.filter(|value| set.contains(value)).map(|_| Held::Named)
}

fn may_hold<T: PartialEq>(set: &[T], value: Option<T>) -> Option<Held> {
    if value.is_none() && !set.is_empty() { Some(Held::Unknown) } else { holds(set, value) }
}

/// The scripts that fit, the most specific first, then in the shop's order.
#[must_use]
pub fn best_fit<'a>(scripts: &'a [Script], now: &Situation) -> Vec<&'a Script> {
    let mut fitting: Vec<_> = scripts
        .iter()
        .filter(|script| script.draft.enabled)
        .filter_map(|script| Some((score(&script.draft.fits, now)?, script)))
        .collect();
    fitting.sort_by_key(|(score, script)| {
        // Words for one occasion say more about it than words for several.
        let occasions = script.draft.fits.occasions.len();
        (std::cmp::Reverse(*score), occasions, script.place, script.id)
    });
    fitting.into_iter().map(|(_, script)| script).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ScriptId;
    use crate::scripts::ScriptDraft;

    fn script(title: &str, fits: Fits) -> Script {
        let (title, text) = (title.to_owned(), "好".to_owned());
        let draft = ScriptDraft { title, text, fits, enabled: true };
        Script { id: ScriptId::from_uuid(uuid::Uuid::nil()), place: 0, draft }
    }

    fn shop() -> Vec<Script> {
        let birthday = || vec![Occasion::Birthday];
        let mut all = vec![
            script("any", Fits::default()),
            script("birthday", Fits { occasions: birthday(), ..Fits::default() }),
            script(
                "core birthday",
                Fits { occasions: birthday(), segments: vec![ThreeClass::Core], ..Fits::default() },
            ),
            script(
                "felt birthday",
                Fits {
                    occasions: birthday(),
                    characters: vec![Character::Emotional],
                    ..Fits::default()
                },
            ),
            script(
                "birthday by phone",
                Fits { occasions: birthday(), channels: vec![Channel::Phone], ..Fits::default() },
            ),
            script("lost", Fits { stages: vec![Stage::Lost], ..Fits::default() }),
            script("birthday, off", Fits { occasions: birthday(), ..Fits::default() }),
        ];
        all[6].draft.enabled = false;
        for (place, script) in (0..).zip(&mut all) {
            script.place = place;
        }
        all
    }

    #[track_caller]
    fn check(now: Situation, expected: &[&str]) {
        let all = shop();
        let found: Vec<_> = best_fit(&all, &now).iter().map(|s| s.draft.title.as_str()).collect();
        assert_eq!(found, expected);
        let mut turned = all.clone();
        turned.reverse();
        let again: Vec<_> =
            best_fit(&turned, &now).iter().map(|s| s.draft.title.as_str()).collect();
        assert_eq!(again, expected, "whatever the order in which they are read");
    }

    #[test]
    fn the_most_specific_comes_first() {
        let birthday = Situation { occasion: Some(Occasion::Birthday), ..Situation::default() };
        check(Situation::default(), &["any"]);
        check(birthday, &["birthday", "felt birthday", "birthday by phone", "any"]);
        let core = Situation { segment: Some(ThreeClass::Core), ..birthday };
        check(core, &["core birthday", "birthday", "felt birthday", "birthday by phone", "any"]);
        let felt = Situation { character: Some(Character::Emotional), ..core };
        check(felt, &["core birthday", "felt birthday", "birthday", "birthday by phone", "any"]);
        let reasoned = Situation { character: Some(Character::Rational), ..birthday };
        check(reasoned, &["birthday", "birthday by phone", "any"]);
        let phone = Situation { channel: Some(Channel::Phone), ..birthday };
        check(phone, &["birthday by phone", "birthday", "felt birthday", "any"]);
        let wechat = Situation { channel: Some(Channel::Wechat), ..birthday };
        check(wechat, &["birthday", "felt birthday", "any"]);
        let lost = Situation { stage: Some(Stage::Lost), ..birthday };
        check(lost, &["birthday", "felt birthday", "birthday by phone", "lost", "any"]);
        let care = Situation { occasion: Some(Occasion::Care), ..Situation::default() };
        check(care, &["any"]);
    }
}
