//! When words are said.

use serde::{Deserialize, Serialize};

macro_rules! occasions {
    ($($(#[$doc:meta])* $name:ident $key:literal;)*) => {
        /// What words are for: a closed list, so that a follow-up, a filter and a report mean the
        /// same. Screens name them.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            specta::Type,
        )]
        #[serde(rename_all = "camelCase")]
        pub enum Occasion {
            $($(#[$doc])* $name,)*
        }

        impl Occasion {
            /// Every occasion, in the order of a customer's life.
            pub const ALL: [Self; [$($key),*].len()] = [$(Self::$name),*];

            /// As it goes over the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }
    };
}

occasions! {
    /// The first word to somebody who does not know the shop yet.
    FirstContact "firstContact";
    /// Somebody asked.
    Inquiry "inquiry";
    /// Somebody finds the price too high.
    PriceObjection "priceObjection";
    /// A new customer bought for the first time.
    Welcome "welcome";
    /// Thanks for a purchase.
    Thanks "thanks";
    /// Some days after a purchase: is everything well?
    ReturnVisit "returnVisit";
    /// How satisfied somebody is.
    Survey "survey";
    /// A word in between.
    Care "care";
    /// A long talk about needs.
    DeepTalk "deepTalk";
    /// What was agreed for this day.
    Agreed "agreed";
    /// A birthday.
    Birthday "birthday";
    /// An anniversary, of a company too.
    Anniversary "anniversary";
    /// A festival.
    Festival "festival";
    /// What they bought is used up about now.
    UsedUp "usedUp";
    /// Something is due for renewal.
    Renewal "renewal";
    /// A card has sessions left.
    SessionsLeft "sessionsLeft";
    /// A child reaches an age.
    ChildAge "childAge";
    /// What goes with what they have.
    Upsell "upsell";
    /// Would they tell others?
    Referral "referral";
    /// A level was reached.
    LevelUp "levelUp";
    /// A level is near.
    LevelNear "levelNear";
    /// A level is about to be lost.
    LevelFalling "levelFalling";
    /// Points, a voucher or a benefit run out.
    Expiring "expiring";
    /// They fell silent.
    StageSilent "stageSilent";
    /// They are forgetting the shop.
    StageForgetting "stageForgetting";
    /// They are lost, and there is a large promotion.
    StageLost "stageLost";
    /// The first answer to a complaint.
    ComplaintAnswer "complaintAnswer";
    /// How far a complaint is or, a day ahead, that its solution takes longer.
    ComplaintUpdate "complaintUpdate";
    /// How a complaint is to be solved.
    ComplaintProposal "complaintProposal";
    /// After it was solved; nothing is sold here.
    ComplaintFollowUp "complaintFollowUp";
    /// What they complained of is mended for good.
    ComplaintImproved "complaintImproved";
    /// A delivery is late: said a day ahead.
    Delay "delay";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_knows_each_by_its_key() {
        for occasion in Occasion::ALL {
            let key = serde_json::to_string(&occasion).expect("a key");
            assert_eq!(key, format!("\"{}\"", occasion.as_str()));
        }
    }
}
