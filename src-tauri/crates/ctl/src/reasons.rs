//! Why a follow-up is there, as screens word it.

use chrono::NaiveDate;
use huike_domain::followups::{FestivalName, Holding, Reason};
use huike_domain::time::days_between;

use crate::desk::Desk;
use crate::wording::money;

impl Desk {
    /// Every reason of a follow-up in one line.
    pub(crate) fn reasons_words(&self, reasons: &[Reason], today: NaiveDate) -> String {
        let words: Vec<_> = reasons.iter().map(|reason| self.reason_words(reason, today)).collect();
        words.join(" · ")
    }

    /// Why a follow-up is there.
    pub(crate) fn reason_words(&self, reason: &Reason, today: NaiveDate) -> String {
        match reason {
            Reason::Cadence { every_days, contact, last } => {
                self.cadence_words(*every_days, *contact, *last, today)
            }
            Reason::Birthday { day, age } => {
                let age = age.map(|age| age.to_string());
                let key = if age.is_some() { "birthdayAge" } else { "birthday" };
                self.on_day(key, *day, today, &[("age", age.as_deref().unwrap_or_default())])
            }
            Reason::Anniversary { label, day, years } => {
                let years = years.filter(|years| *years > 0).map(|years| years.to_string());
                let key = if years.is_some() { "anniversaryYears" } else { "anniversary" };
                let years = years.as_deref().unwrap_or_default();
                self.on_day(key, *day, today, &[("label", label), ("years", years)])
            }
            Reason::Festival { festival, day } => {
                let name = match festival {
                    FestivalName::Known { festival } => {
                        self.say(&format!("terms.festival.{}", festival.as_str()))
                    }
                    FestivalName::Own { name } => name.clone(),
                };
                self.on_day("festival", *day, today, &[("name", &name)])
            }
            Reason::AfterPurchase { days, bought, item } => {
                let key = if item.is_empty() { "afterPurchasePlain" } else { "afterPurchase" };
                let (days, bought) = (days.to_string(), bought.to_string());
                self.reason(key, &[("days", &days), ("bought", &bought), ("item", item)])
            }
            Reason::Onboarding { days, first } => {
                let (days, first) = (days.to_string(), first.to_string());
                self.reason("onboarding", &[("days", &days), ("first", &first)])
            }
            Reason::StageEntered { stage, last_purchase, entered } => match entered {
                Some(entered) if *entered > today => {
                    let key = format!("stageComing.{}", stage.as_str());
                    self.on_day(&key, *entered, today, &[])
                }
                _ => {
                    let key = format!("terms.reason.stageEntered.{}", stage.as_str());
                    self.words.say_count(&key, days_between(*last_purchase, today), &[])
                }
            },
            Reason::LevelReached { level, since } => {
                let since = since.to_string();
                self.reason("levelReached", &[("level", level), ("since", &since)])
            }
            Reason::LevelNear { level, short_fen } => {
                self.reason("levelNear", &[("level", level), ("short", &money(*short_fen))])
            }
            Reason::LevelFalling { level, day } => {
                self.on_day("levelFalling", *day, today, &[("level", level)])
            }
            Reason::Expiring { what, name, count, day } => {
                let what = match what {
                    Holding::Benefit => "benefit",
                    Holding::Points => "points",
                    Holding::Voucher => "voucher",
                };
                let when = self.distance(*day, today);
                let day = day.format("%m-%d").to_string();
                let params = [("name", name.as_str()), ("day", &day), ("when", &when)];
                let key = format!("terms.reason.expiring.{what}");
                self.words.say_count(&key, i64::from(*count), &params)
            }
            Reason::UsedUp { item, bought, lasts, own } => {
                let key = if *own { "usedUpOwn" } else { "usedUp" };
                let (bought, lasts) = (bought.to_string(), lasts.to_string());
                self.reason(key, &[("item", item), ("bought", &bought), ("lasts", &lasts)])
            }
            Reason::Renewal { name, day } => self.on_day("renewal", *day, today, &[("name", name)]),
            Reason::SessionsLeft { name, left } => {
                let key = "terms.reason.sessionsLeft";
                self.words.say_count(key, i64::from(*left), &[("name", name)])
            }
            Reason::ChildAge { label, months, day } => {
                let whole = *months > 0 && months % 12 == 0;
                let (key, count) =
                    if whole { ("childYears", months / 12) } else { ("childMonths", *months) };
                let when = self.distance(*day, today);
                let day = day.format("%m-%d").to_string();
                let params = [("label", label.as_str()), ("day", &day), ("when", &when)];
                self.words.say_count(&format!("terms.reason.{key}"), i64::from(count), &params)
            }
            Reason::Recurring { name, day } => {
                let key = if name.is_empty() { "recurringPlain" } else { "recurring" };
                self.on_day(key, *day, today, &[("name", name)])
            }
            Reason::Complaint { number, solved, .. } => {
                let number = number.to_string();
                self.on_day("complaint", *solved, today, &[("number", &number)])
            }
            Reason::ByHand => self.say("terms.reason.byHand"),
        }
    }

    fn cadence_words(
        &self,
        every_days: u16,
        contact: huike_domain::interactions::InteractionKind,
        last: Option<NaiveDate>,
        today: NaiveDate,
    ) -> String {
        let contact = self.contact_words(contact).to_lowercase();
        let every = every_days.to_string();
        let params = [("contact", &*contact), ("days", &*every)];
        let Some(last) = last else { return self.reason("cadenceFirst", &params) };
        let gone = days_between(last, today);
        if gone < i64::from(every_days) {
            let last = last.to_string();
            return self.reason("cadenceNext", &[params[0], params[1], ("last", &last)]);
        }
        self.words.say_count("terms.reason.cadence", gone, &params)
    }

    fn reason(&self, key: &str, params: &[(&str, &str)]) -> String {
        self.say_with(&format!("terms.reason.{key}"), params)
    }

    /// A reason with its day and how far that is.
    fn on_day(
        &self,
        key: &str,
        day: NaiveDate,
        today: NaiveDate,
        params: &[(&str, &str)],
    ) -> String {
        let (on, when) = (day.format("%m-%d").to_string(), self.distance(day, today));
        let mut params = params.to_vec();
        params.extend([("day", on.as_str()), ("when", when.as_str())]);
        self.reason(key, &params)
    }

    fn distance(&self, day: NaiveDate, today: NaiveDate) -> String {
        match days_between(today, day) {
            0 => self.say("ctl.today"),
            ahead @ 1.. => self.words.say_count("ctl.inDays", ahead, &[]),
            past => self.words.say_count("ctl.daysAgo", -past, &[]),
        }
    }
}
