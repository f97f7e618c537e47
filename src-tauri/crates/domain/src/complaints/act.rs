//! What is done with a complaint, one step after the other.

use serde::{Deserialize, Serialize};

use super::{Offer, Severity};
use crate::error::{FieldError, InvalidCode};
use crate::ids::{AttachmentId, CauseId, ComplaintId, ImprovementId, StepId};
use crate::interactions::Channel;
use crate::time::Instant;

/// The longest words of a step, in characters.
pub const MOST_WORDS: usize = 4_000;

/// The longest name of a person, in characters.
const NAME_CHARS: usize = 40;

/// The most files that one step brings.
const MOST_FILES: usize = 20;

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident $key:literal $({ $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* })?;)*) => {
        /// What is done.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
        #[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
        pub enum Act {
            $($(#[$doc])* $name $({ $($(#[$fdoc])* $field: $ty,)* })?,)*
        }

        super::coded! {
            /// The kinds of what is done.
            ActKind { $($(#[$doc])* $name $key,)* }
        }

        impl Act {
            /// Its kind.
            #[must_use]
            pub const fn kind(&self) -> ActKind {
                match self { $(Self::$name { .. } => ActKind::$name,)* }
            }
        }
    };
}

acts! {
    /// It came in; the words say what happened.
    Receive "receive" {
        /// When the customer told us; clocks run from then.
        received: Instant,
        /// How much it weighs.
        severity: Severity,
        /// Who takes care of it; empty: nobody yet.
        owner: String,
    };
    /// The first answer.
    Answer "answer" {
        /// Whether the words say that we understand and are sorry.
        #[serde(default)]
        empathy: bool,
    };
    /// A word to the customer in between.
    Update "update" {
        /// Whether the words say that we understand and are sorry.
        #[serde(default)]
        empathy: bool,
    };
    /// We look into it; the words say what was found.
    Investigate "investigate";
    /// More than the person may give alone: somebody else is asked; the words say why.
    Ask "ask" {
        /// What would be offered.
        offer: Offer,
        /// What it is worth, in fen; none where nothing limits it.
        worth_fen: Option<u32>,
    };
    /// What was asked for may be offered.
    Approve "approve";
    /// What was asked for may not; the words say why.
    Refuse "refuse";
    /// An offer to the customer.
    Propose "propose" {
        /// What is offered.
        offer: Offer,
        /// Whether the words say that we understand and are sorry.
        #[serde(default)]
        empathy: bool,
    };
    /// They accept the offer; what was offered is given.
    Agree "agree";
    /// A measure, so that it does not happen again.
    Improve "improve" {
        /// Which.
        improvement: ImprovementId,
    };
    /// What was promised is done.
    Solve "solve";
    /// Afterwards we ask how it went, and sell nothing.
    FollowUp "followUp" {
        /// How satisfied they are; none where they would not say.
        satisfaction: Option<Satisfaction>,
    };
    /// It is over.
    Close "close";
    /// We wait for the customer: clocks stand still; the words say for what.
    Wait "wait";
    /// The customer has answered: clocks go on.
    Resume "resume";
    /// It weighs more or less than was thought; the words say why.
    SetSeverity "setSeverity" {
        /// The new one.
        severity: Severity,
    };
    /// What it came from.
    SetCause "setCause" {
        /// The cause in the shop's tree.
        cause: CauseId,
    };
    /// Somebody else takes care of it.
    Assign "assign" {
        /// Who; empty: nobody.
        to: String,
    };
    /// It was late, and goes up the ladder.
    Escalate "escalate" {
        /// 1: the manager, 2: the owner of the shop.
        level: u8,
        /// Who takes care of it from now on; empty: as before.
        to: String,
    };
    /// It is not solved after all; the words say what is wrong.
    Reopen "reopen";
    /// They take it back, or it was none; the words say which.
    Withdraw "withdraw";
    /// It goes on under another.
    Merge "merge" {
        /// The other.
        into: ComplaintId,
    };
    /// Another goes on under this one.
    Absorb "absorb" {
        /// The other.
        other: ComplaintId,
    };
    /// A remark.
    Note "note";
    /// Pictures and files.
    Attach "attach" {
        /// Kept with the customer.
        files: Vec<AttachmentId>,
    };
    /// Somebody at the counter said sorry, or handed over what was offered.
    Counter "counter";
    /// The customer was told what has changed since.
    TellBack "tellBack";
    /// It was over before it came in with a list; the words say what the list says of it.
    Over "over";
}

impl ActKind {
    /// Whether it speaks to the customer, so that words and a channel must be given.
    #[must_use]
    pub const fn speaks(self) -> bool {
        matches!(
            self,
            Self::Answer | Self::Update | Self::Propose | Self::FollowUp | Self::TellBack
        )
    }

    /// Whether words must be given: what is said, or why.
    #[must_use]
    pub const fn needs_words(self) -> bool {
        self.speaks()
            || matches!(
                self,
                Self::Receive
                    | Self::Ask
                    | Self::Refuse
                    | Self::Wait
                    | Self::SetSeverity
                    | Self::Reopen
                    | Self::Withdraw
                    | Self::Note
                    | Self::Counter
            )
    }

    /// Whether a person does it from the complaint's page; the others follow from something else.
    #[must_use]
    pub const fn is_by_hand(self) -> bool {
        !matches!(self, Self::Receive | Self::Absorb | Self::Escalate | Self::Over)
    }
}

super::coded! {
    /// How satisfied a customer is.
    Satisfaction {
        /// Very.
        VerySatisfied "verySatisfied",
        /// Satisfied.
        Satisfied "satisfied",
        /// Something is still to improve.
        ToImprove "toImprove",
    }
}

/// One step: what was done, by whom, when and with what words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Which.
    pub id: StepId,
    /// When.
    pub at: Instant,
    /// By whom; empty: by the program itself.
    pub by: String,
    /// What was done.
    pub act: Act,
    /// What was said or written down.
    pub words: String,
    /// Over which channel it was said.
    pub channel: Option<Channel>,
}

impl Step {
    /// Trims texts and holds what must be there to its bounds.
    ///
    /// # Errors
    /// Names the field to mend: `by`, `words`, `channel`, `to`, `files` or one of the offer.
    pub fn checked(mut self) -> Result<Self, FieldError> {
        let kind = self.act.kind();
        self.by = self.by.trim().to_owned();
        self.words = self.words.trim().to_owned();
        let required = |field| Err(FieldError::new(field, InvalidCode::Required));
        if self.by.chars().count() > NAME_CHARS {
            return Err(FieldError::too_long("by", NAME_CHARS));
        }
        if self.by.is_empty() && kind.is_by_hand() {
            return required("by");
        }
        if self.words.chars().count() > MOST_WORDS {
            return Err(FieldError::too_long("words", MOST_WORDS));
        }
        if self.words.is_empty() && kind.needs_words() {
            return required("words");
        }
        if self.channel.is_none() && (kind.speaks() || kind == ActKind::Receive) {
            return required("channel");
        }
        match &mut self.act {
            Act::Ask { offer, .. } | Act::Propose { offer, .. } => {
                *offer = std::mem::take(offer).checked()?;
            }
            Act::Receive { owner: to, .. } | Act::Assign { to } | Act::Escalate { to, .. } => {
                *to = to.trim().to_owned();
                if to.chars().count() > NAME_CHARS {
                    return Err(FieldError::too_long("to", NAME_CHARS));
                }
            }
            Act::Attach { files } if files.is_empty() => return required("files"),
            Act::Attach { files } if files.len() > MOST_FILES => {
                return Err(FieldError::too_many("files", MOST_FILES));
            }
            _ => {}
        }
        Ok(self)
    }
}
