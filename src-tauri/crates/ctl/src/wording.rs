//! How figures, moments and reasons read in a terminal.

use huike_app::operations::OperationView;
use huike_domain::customers::duplicates::TwinSign;
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::money::Fen;
use huike_domain::segments::{Stage, ThreeClass};
use huike_domain::time::Instant;

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
}

/// Money as it stands in a column.
pub(crate) fn money(fen: i64) -> String {
    Fen(fen).to_string()
}
