//! What a list can be filtered and sorted by. A new field is one line in [`fields`] here, and one
//! in the store that says where its values lie.

use serde::{Deserialize, Serialize};

use crate::segments::EightClass;

/// What a field holds, and with it the tests and the order it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A text that nearly everyone has another of: only whether it is there, and its order.
    Own,
    /// A text that many share, such as a company.
    Words,
    /// Several words, such as tags.
    Set,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number.
    Number,
    /// An amount in fen.
    Money,
    /// A number in ten-thousandths.
    Decimal,
    /// A moment.
    Moment,
    /// A civil day.
    Day,
    /// One choice of a field of the shop's own, by its number.
    Numbered,
    /// Several ids of the shop's library of preferences; they have no order.
    Ids,
    /// One of the shop's levels of membership, by its id; in the order of the levels.
    Level,
    /// Month and day, the year where known.
    Birthday,
    /// Whatever the search knows of a customer; it has no order.
    Search,
}

impl FieldKind {
    /// Whether a list can be sorted by it.
    #[must_use]
    pub const fn has_order(self) -> bool {
        !matches!(self, Self::Search | Self::Ids)
    }
}

macro_rules! fields {
    ($($(#[$meta:meta])* $name:ident $word:literal: $kind:expr;)*) => {
        /// A field that a list can be filtered by and, but for `text` and `preferences`, sorted by.
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize,
            Deserialize, specta::Type,
        )]
        #[serde(rename_all = "camelCase")]
        pub enum Field {
            $($(#[$meta])* $name),*
        }

        impl Field {
            /// Every field, in the order screens offer them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// As it is named on the wire and in the terminal.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// What it holds.
            #[must_use]
            pub const fn kind(self) -> FieldKind {
                match self { $(Self::$name => $kind),* }
            }
        }
    };
}

fields! {
    /// The name: pinyin for Chinese names, letters otherwise.
    #[default]
    Name "name": FieldKind::Own;
    /// Any piece of a name, pinyin, initials, digits, company or tag, as the search box takes it.
    Text "text": FieldKind::Search;
    /// Person or company.
    Kind "kind": FieldKind::Choice(&["person", "company"]);
    /// The telephone number.
    Phone "phone": FieldKind::Own;
    /// Where they work.
    Company "company": FieldKind::Words;
    /// Where the customer came from.
    Source "source": FieldKind::Words;
    /// Tags.
    Tags "tags": FieldKind::Set;
    /// How they like to be contacted.
    Channel "channel": FieldKind::Choice(&["phone", "wechat", "sms", "email", "in_person"]);
    /// The birthday; sorted through the calendar, whatever the year.
    Birthday "birthday": FieldKind::Birthday;
    /// The shop's own number.
    ExternalId "externalId": FieldKind::Own;
    /// Where they live.
    Region "region": FieldKind::Words;
    /// What they work in.
    Industry "industry": FieldKind::Words;
    /// Who among the staff looks after them.
    Owner "owner": FieldKind::Words;
    /// How they make up their mind.
    Character "character": FieldKind::Choice(&["rational", "emotional"]);
    /// How important.
    Importance "importance": FieldKind::Choice(&["low", "medium", "high"]);
    /// How urgent.
    Urgency "urgency": FieldKind::Choice(&["low", "medium", "high"]);
    /// Channels by which they want to hear from the shop.
    Agreed "agreed": FieldKind::Set;
    /// Channels by which they want to hear nothing.
    Refused "refused": FieldKind::Set;
    /// What they like, by the ids of the shop's library.
    Preferences "preferences": FieldKind::Ids;
    /// The segment; empty without a purchase.
    Segment "segment": FieldKind::Choice(&["core", "potential", "win_back"]);
    /// The segment of four; empty without a purchase.
    Four "four": FieldKind::Choice(&["loyal", "growth", "general", "at_risk"]);
    /// Recency, frequency, money: better than their bars or not; empty without a purchase.
    Eight "eight": FieldKind::Choice(&EightClass::DIGITS);
    /// The stage; empty without a purchase.
    Stage "stage": FieldKind::Choice(&["active", "silent", "forgetting", "lost"]);
    /// The level of membership; empty below all of them.
    Tier "tier": FieldKind::Level;
    /// The last purchase; empty counts as longest ago.
    LastPurchase "lastPurchase": FieldKind::Moment;
    /// The number of purchases.
    Purchases "purchases": FieldKind::Number;
    /// Their own rhythm: nine of ten of their purchases came within so many days of the one before;
    /// 0 without a rhythm.
    Rhythm "rhythm": FieldKind::Number;
    /// Purchases less refunds.
    Spent "spent": FieldKind::Money;
    /// The last contact, notes left aside; empty counts as longest ago.
    Contacted "contacted": FieldKind::Moment;
    /// When they were entered.
    Created "created": FieldKind::Moment;
}

impl Field {
    /// Reads a field's name in any case, `last_purchase`, `tag`, `level` and `prefers` included.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let plain = word.replace('_', "");
        let plain = match plain.to_ascii_lowercase().as_str() {
            "tag" => "tags",
            "level" => "tier",
            "prefers" | "preference" => "preferences",
            _ => &plain,
        };
        Self::ALL.iter().copied().find(|field| field.as_str().eq_ignore_ascii_case(plain))
    }

    /// Whether emptiness is the least value rather than none: never is longest ago.
    #[must_use]
    pub const fn empty_is_least(self) -> bool {
        matches!(self.kind(), FieldKind::Moment)
    }
}
