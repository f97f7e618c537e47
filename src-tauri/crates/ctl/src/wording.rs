//! How figures, moments and reasons read in a terminal.

use chrono::NaiveDate;
use huike_app::operations::OperationView;
use huike_domain::customers::duplicates::TwinSign;
use huike_domain::followups::Reason;
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::money::Fen;
use huike_domain::segments::{Stage, ThreeClass};
use huike_domain::time::{Instant, days_between};

use crate::desk::Desk;

impl Desk {
    /// Date and time in the shop's zone.
    pub(crate) fn moment_words(&self, at: Instant) -> String {
        format!("{} {}", self.zone.day_of(at), self.zone.time_of(at).format("%H:%M"))
    }

    /// The date in the shop's zone; a dash where there is none.
    pub(crate) fn day_words(&self, at: Option<Instant>) -> String {
        at.map_or_else(|| "–".to_owned(), |at| self.zone.day_of(at).to_string())
    }

    /// A segment's name.
    pub(crate) fn segment_words(&self, segment: Option<ThreeClass>) -> String {
        match segment {
            Some(segment) => self.say(&format!("terms.segment.{}", segment.as_str())),
            None => self.say("terms.noPurchase"),
        }
    }

    /// A stage's name.
    pub(crate) fn stage_words(&self, stage: Option<Stage>) -> String {
        match stage {
            Some(stage) => self.say(&format!("terms.stage.{}", stage.as_str())),
            None => self.say("terms.noPurchase"),
        }
    }

    /// Why two customers may be one.
    pub(crate) fn sign_words(&self, sign: TwinSign) -> String {
        self.say(&format!("customers.duplicates.sign.{}", sign.as_str()))
    }

    /// A channel's name.
    pub(crate) fn channel_words(&self, channel: Channel) -> String {
        self.say(&format!("terms.channel.{}", channel.as_str()))
    }

    /// The name of a kind of contact.
    pub(crate) fn contact_words(&self, contact: InteractionKind) -> String {
        self.say(&format!("terms.interaction.{}", contact.as_str()))
    }

    /// What an operation was; an undo says of what.
    pub(crate) fn operation_words(&self, operation: &OperationView) -> String {
        let Some(undid) = &operation.undid else { return self.kind_words(&operation.kind) };
        let key = if undid.again { "terms.operation.redid" } else { "terms.operation.undid" };
        self.say_with(key, &[("what", &self.kind_words(&undid.kind))])
    }

    fn kind_words(&self, kind: &str) -> String {
        let key = format!("terms.operation.{kind}");
        let said = self.say(&key);
        if said == key { kind.to_owned() } else { said }
    }

    /// Why a follow-up is there, as screens word it.
    pub(crate) fn reason_words(&self, reason: &Reason, today: NaiveDate) -> String {
        match reason {
            Reason::Cadence { segment, every_days, contact, last } => {
                let segment = self.segment_words(Some(*segment));
                let contact = self.contact_words(*contact).to_lowercase();
                let every = every_days.to_string();
                let params = [("segment", &*segment), ("contact", &*contact), ("days", &*every)];
                let Some(last) = last else {
                    return self.say_with("terms.reason.cadenceFirst", &params);
                };
                let gone = days_between(*last, today);
                if gone < i64::from(*every_days) {
                    let last = last.to_string();
                    let params = [params[0], params[1], params[2], ("last", &last)];
                    return self.say_with("terms.reason.cadenceNext", &params);
                }
                self.words.say_count("terms.reason.cadence", gone, &params)
            }
            Reason::Birthday { day, age } => {
                let (on, when) = (day.format("%m-%d").to_string(), self.distance(*day, today));
                match age {
                    None => {
                        let params = [("day", &*on), ("when", &*when)];
                        self.say_with("terms.reason.birthday", &params)
                    }
                    Some(age) => {
                        let age = age.to_string();
                        let params = [("day", &*on), ("when", &*when), ("age", &*age)];
                        self.say_with("terms.reason.birthdayAge", &params)
                    }
                }
            }
            Reason::StageEntered { stage, last_purchase } => {
                let key = format!("terms.reason.stageEntered.{}", stage.as_str());
                self.words.say_count(&key, days_between(*last_purchase, today), &[])
            }
            Reason::ByHand => self.say("terms.reason.byHand"),
        }
    }

    fn distance(&self, day: NaiveDate, today: NaiveDate) -> String {
        match days_between(today, day) {
            0 => self.say("ctl.today"),
            ahead @ 1.. => self.words.say_count("ctl.inDays", ahead, &[]),
            past => self.words.say_count("ctl.daysAgo", -past, &[]),
        }
    }
}

/// Money as it stands in a column.
pub(crate) fn money(fen: i64) -> String {
    Fen(fen).to_string()
}
