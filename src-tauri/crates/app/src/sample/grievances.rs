//! The complaints: some that went well in the last months, and those of these days, one at each
//! step of the way.

use chrono::NaiveDate;
use huike_domain::complaints::{Act, Offer, Remedy, Satisfaction, Severity};
use huike_domain::ids::{CauseId, CustomerId, PurchaseId};
use huike_domain::interactions::Channel;
use huike_domain::time::{Instant, add_days};
use huike_store::complaints::{NewImprovement, add_improvement, finish_improvement};
use huike_store::{Tx, purchases};
use serde::Deserialize;

use super::goods::Good;
use super::trade::{Bought, Shop};
use crate::complaints::{Complainant, IntakeDraft, Told, relate};
use crate::error::AppError;

/// What is said over one complaint.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct GrievanceTexts {
    pub(super) what: String,
    pub(super) wish: String,
    answer: String,
    found: String,
    offer: String,
    present: String,
    root: String,
    measure: String,
    proof: String,
    after: String,
}

const MINUTE: i64 = 60_000;
const HOURS: i64 = 60;
const DAYS: i64 = 24 * HOURS;

/// One complaint: how long ago, how far it has come, and how long each step took.
struct Grievance {
    /// Minutes since it came in.
    ago: i64,
    /// How long each step took, in percent of the usual.
    pace: i64,
    severity: Severity,
    channel: Channel,
    /// What it may be about.
    goods: &'static [Good],
    /// The names of its cause in the texts, from the top.
    cause: Option<(usize, usize)>,
    /// How many steps of the way were taken.
    steps: usize,
    /// What the present costs, in fen.
    worth_fen: u32,
}

/// Steps of a complaint that is over.
const ALL: usize = 8;

const CAKES: &[Good] =
    &[Good::CreamCake, Good::StrawberryCake, Good::ChiffonCake, Good::KidsCake, Good::HazelnutCake];
const BREAD: &[Good] =
    &[Good::Toast, Good::Croissant, Good::WalnutBread, Good::Baguette, Good::Scone];
const DRINKS: &[Good] = &[Good::OatLatte, Good::Americano];
const BOXES: &[Good] = &[Good::CookieBox, Good::TeaGiftBox, Good::MooncakeBox, Good::NewYearBox];
const CLASSES: &[Good] = &[Good::CakeClass, Good::BreadClass, Good::FloralClass, Good::KidsClass];

/// The oldest first. Their texts stand in the same order.
const GRIEVANCES: [Grievance; 10] = {
    use Channel::{Email, InPerson, Phone, Wechat};
    use Severity::{Minor, Moderate, Serious};
    const fn of(
        (ago, pace): (i64, i64),
        (severity, channel): (Severity, Channel),
        goods: &'static [Good],
        cause: Option<(usize, usize)>,
        steps: usize,
        worth_fen: u32,
    ) -> Grievance {
        Grievance { ago, pace, severity, channel, goods, cause, steps, worth_fen }
    }
    [
        of((75 * DAYS, 60), (Serious, Phone), CAKES, Some((1, 1)), ALL, 6_800),
        of((52 * DAYS, 110), (Minor, InPerson), DRINKS, Some((2, 1)), ALL, 1_800),
        of((38 * DAYS, 80), (Moderate, Wechat), BREAD, Some((3, 0)), ALL, 2_000),
        of((19 * DAYS, 50), (Moderate, Wechat), BREAD, Some((0, 0)), ALL, 2_500),
        of((47 * HOURS, 70), (Serious, Phone), CAKES, Some((0, 1)), 6, 12_800),
        of((15 * HOURS, 120), (Minor, Email), CLASSES, Some((2, 3)), 4, 2_000),
        of((9 * HOURS, 90), (Moderate, Wechat), BOXES, Some((0, 2)), 3, 3_600),
        of((6 * HOURS, 140), (Moderate, Phone), CAKES, Some((1, 0)), 2, 0),
        of((2 * HOURS, 30), (Serious, Wechat), BREAD, Some((0, 0)), 1, 0),
        of((25, 100), (Minor, Phone), DRINKS, None, 0, 0),
    ]
};

/// A customer with what they bought.
pub(super) type Buyer<'a> = (CustomerId, &'a [Bought]);

/// Enters them, each of another customer, about what they bought last before it.
pub(super) fn enter(tx: &Tx<'_>, shop: &Shop<'_>, buyers: &[Buyer<'_>]) -> Result<(), AppError> {
    let causes = crate::complaints::causes(tx)?.0;
    let cause = |(top, under): (usize, usize)| {
        let top = causes.iter().filter(|it| it.parent.is_none()).nth(top)?.id;
        causes.iter().filter(|it| it.parent == Some(top)).nth(under).map(|it| it.id)
    };
    let mut told: Vec<CustomerId> = Vec::new();
    for (grievance, texts) in GRIEVANCES.iter().zip(&shop.texts.grievances) {
        let received = Instant(tx.at().0 - grievance.ago * MINUTE);
        let others = buyers.iter().filter(|(customer, _)| !told.contains(customer));
        let goods: Vec<_> = grievance.goods.iter().map(|good| shop.texts.good(*good)).collect();
        let lately = |bought: &&Bought| {
            bought.at < received && bought.back.is_none() && goods.contains(&bought.item())
        };
        let last = others.filter_map(|(customer, history)| {
            Some((history.iter().rev().find(lately)?, *customer))
        });
        let Some((bought, customer)) = last.max_by_key(|(bought, _)| bought.at) else { continue };
        told.push(customer);
        let purchase = purchase_of(tx, customer, bought)?;
        let case = Case { tx, shop, texts, grievance, received, item: bought.item() };
        case.enter(customer, purchase, grievance.cause.and_then(cause))?;
    }
    Ok(())
}

fn purchase_of(
    tx: &Tx<'_>,
    customer: CustomerId,
    bought: &Bought,
) -> Result<Option<PurchaseId>, AppError> {
    let Some(order) = &bought.order_no else { return Ok(None) };
    let found = purchases::of_order(tx, order)?;
    Ok(found.into_iter().find_map(|(whose, purchase)| (whose == customer).then_some(purchase)))
}

struct Case<'a, 'tx> {
    tx: &'a Tx<'tx>,
    shop: &'a Shop<'a>,
    texts: &'a GrievanceTexts,
    grievance: &'a Grievance,
    received: Instant,
    item: &'a str,
}

impl Case<'_, '_> {
    fn enter(
        &self,
        customer: CustomerId,
        purchase: Option<PurchaseId>,
        cause: Option<CauseId>,
    ) -> Result<(), AppError> {
        let draft = IntakeDraft {
            who: Complainant::Known { id: customer },
            channel: self.grievance.channel,
            what: self.say(&self.texts.what),
            item: if purchase.is_none() { self.item.to_owned() } else { String::new() },
            purchase,
            wish: self.say(&self.texts.wish),
            severity: Some(self.grievance.severity),
            cause,
            received: Some(self.received),
            by: self.shop.texts.staff.clone(),
            owner: self.shop.texts.staff.clone(),
            files: Vec::new(),
        };
        let mut steps = self.steps(cause)?;
        if let Some(cause) = cause {
            steps.insert(0, self.told(0, Act::SetCause { cause }, ""));
        }
        relate(self.tx, customer, &draft, steps)
    }

    /// The steps that were taken, with the hours after which they were.
    fn steps(&self, cause: Option<CauseId>) -> Result<Vec<Told>, AppError> {
        let GrievanceTexts { answer, found, offer, after, .. } = self.texts;
        let mut steps = Vec::new();
        let mut take = |minutes, act, words: &str| {
            let is_taken = steps.len() < self.grievance.steps;
            if is_taken {
                steps.push(self.told(minutes, act, words));
            }
            is_taken
        };
        take(35, Act::Answer { empathy: true }, answer);
        take(70, Act::Investigate, found);
        take(3 * 60, Act::Propose { offer: self.offer(), empathy: true }, offer);
        let agreed = take(5 * 60, Act::Agree, "");
        if let Some(cause) = cause.filter(|_| agreed && self.grievance.steps > 4) {
            let improvement = self.improvement(cause)?;
            take(6 * 60, Act::Improve { improvement }, "");
            take(22 * 60, Act::Solve, "");
            let satisfaction = Some(Satisfaction::Satisfied);
            take(70 * 60, Act::FollowUp { satisfaction }, after);
            take(71 * 60, Act::Close, "");
        }
        Ok(steps)
    }

    fn offer(&self) -> Offer {
        let (item, worth_fen) = (self.texts.present.clone(), self.grievance.worth_fen);
        Offer { remedies: vec![Remedy::Gift { item, worth_fen }], none_because: String::new() }
    }

    /// The measure taken for it; it is done where that can be proved.
    fn improvement(&self, cause: CauseId) -> Result<huike_domain::ids::ImprovementId, AppError> {
        let GrievanceTexts { root, measure, proof, .. } = self.texts;
        let owner = &self.shop.texts.staff;
        let due: NaiveDate = add_days(self.shop.today, 7);
        let new = NewImprovement { cause, root, measure, owner, due };
        let id = add_improvement(self.tx, &new)?;
        if !proof.is_empty() {
            finish_improvement(self.tx, id, owner, proof)?;
        }
        Ok(id)
    }

    fn told(&self, minutes: i64, act: Act, words: &str) -> Told {
        let at = Instant(self.received.0 + minutes * self.grievance.pace / 100 * MINUTE);
        Told { at, act, words: self.say(words) }
    }

    fn say(&self, words: &str) -> String {
        words.replace("{item}", self.item)
    }
}

#[cfg(test)]
mod tests {
    use huike_domain::shop::Language;

    use super::*;
    use crate::sample::texts::Texts;

    #[test]
    fn both_languages_tell_every_complaint() {
        for language in [Language::ZhCn, Language::En] {
            let texts = Texts::of(language).expect("readable");
            assert_eq!(texts.grievances.len(), GRIEVANCES.len());
            for (grievance, texts) in GRIEVANCES.iter().zip(&texts.grievances) {
                let GrievanceTexts { answer, found, offer, present, root, measure, after, .. } =
                    texts;
                let along = [answer, found, offer, present, root, measure, measure, after];
                let told = along[..grievance.steps].iter().all(|text| !text.is_empty());
                assert!(told && !texts.what.is_empty(), "{texts:?}");
            }
        }
    }

    #[test]
    fn nothing_is_told_of_before_it_could_happen() {
        let last = [0, 35, 70, 180, 300, 360, 22 * 60, 70 * 60, 71 * 60];
        for grievance in &GRIEVANCES {
            let Grievance { ago, pace, steps, .. } = grievance;
            assert!(last[*steps] * pace / 100 < *ago, "{ago} minutes ago");
        }
    }
}
