//! What a list shows of each customer besides what every line tells.

use huike_domain::customers::filter::{Field, Unmet};
use huike_domain::customers::{Birthday, Character, CustomField, Level, MOST_FIELDS};
use huike_domain::error::FieldError;
use huike_domain::ids::FieldId;
use huike_domain::interactions::Channel;
use huike_domain::time::Instant;
use huike_store::Read;
use huike_store::customers::{self as rows, Full, Summary};
use serde::{Deserialize, Serialize};

use super::list::library;
use super::{CustomerRow, row_of};
use crate::error::AppError;

/// What rows are to carry besides what each does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Shown {
    /// Fields that every shop has; those that each row carries anyway change nothing.
    pub fields: Vec<Field>,
    /// Fields of the shop's own.
    pub own: Vec<FieldId>,
}

/// What the customer's card says beyond the line of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// Where they live; empty where unknown.
    pub region: String,
    /// What they work in; empty where unknown.
    pub industry: String,
    /// Who among the staff looks after them; empty where nobody does.
    pub owner: String,
    /// Where they came from; empty where unknown.
    pub source: String,
    /// How they like to be contacted.
    pub channel: Option<Channel>,
    /// When they were born.
    pub birthday: Option<Birthday>,
    /// How they make up their mind.
    pub character: Option<Character>,
    /// How important.
    pub importance: Option<Level>,
    /// How urgent.
    pub urgency: Option<Level>,
    /// Channels by which they want to hear from the shop.
    pub agreed: Vec<Channel>,
    /// Channels by which they want to hear nothing.
    pub refused: Vec<Channel>,
    /// When they were entered.
    pub created: Instant,
    /// The last contact, notes left aside; looked up only where it was asked for.
    pub contacted: Option<Instant>,
}

/// A [`Shown`] that was held to what the shop has.
#[derive(Default)]
pub(super) struct Carried {
    facts: bool,
    contacted: bool,
    own: Vec<CustomField>,
}

impl Shown {
    /// Whether rows stay as they are.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.own.is_empty()
    }

    /// Holds it to its bounds.
    pub(super) fn check(&self) -> Result<(), FieldError> {
        let most = Field::ALL.len().max(MOST_FIELDS);
        let within = self.fields.len() <= most && self.own.len() <= MOST_FIELDS;
        if within { Ok(()) } else { Err(FieldError::too_many("show", most)) }
    }

    /// Holds it to what the shop defined for itself.
    ///
    /// # Errors
    /// [`AppError::NotFound`] of a `field` that is gone.
    pub(super) fn held_to(&self, read: &impl Read) -> Result<Carried, AppError> {
        let own = if self.own.is_empty() {
            Vec::new()
        } else {
            let library = library(read)?;
            let find = |id: &FieldId| library.field(*id).cloned().ok_or(Unmet::NoField(*id));
            self.own.iter().map(find).collect::<Result<_, _>>()?
        };
        let contacted = self.fields.contains(&Field::Contacted);
        Ok(Carried { facts: self.fields.iter().any(|field| is_fact(*field)), contacted, own })
    }
}

/// Whether [`Facts`] tell it.
const fn is_fact(field: Field) -> bool {
    matches!(
        field,
        Field::Region
            | Field::Industry
            | Field::Owner
            | Field::Source
            | Field::Channel
            | Field::Birthday
            | Field::Character
            | Field::Importance
            | Field::Urgency
            | Field::Agreed
            | Field::Refused
            | Field::Created
            | Field::Contacted
    )
}

impl Carried {
    /// Rows as a list shows them.
    pub(super) fn rows(
        &self,
        read: &impl Read,
        found: Vec<Summary>,
    ) -> Result<Vec<CustomerRow>, AppError> {
        let row = |summary| {
            let mut row = row_of(summary);
            if self.facts {
                row.facts = rows::without_parts(read, row.id)?.map(facts_of);
            }
            if let Some(facts) = row.facts.as_mut().filter(|_| self.contacted) {
                facts.contacted = huike_store::lists::last_contact(read, row.id)?;
            }
            if !self.own.is_empty() {
                row.own = rows::own_values(read, row.id, &self.own)?;
            }
            Ok(row)
        };
        found.into_iter().map(row).collect()
    }
}

fn facts_of(full: Full) -> Facts {
    let portrait = full.draft.portrait;
    Facts {
        region: portrait.region,
        industry: portrait.industry,
        owner: portrait.owner,
        source: full.draft.source,
        channel: full.draft.channel,
        birthday: full.draft.birthday,
        character: portrait.character,
        importance: portrait.importance,
        urgency: portrait.urgency,
        agreed: portrait.consent.agreed,
        refused: portrait.consent.refused,
        created: full.created_at,
        contacted: None,
    }
}
