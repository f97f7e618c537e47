//! Whose complaint a row is.

use chrono::NaiveDate;
use huike_domain::customers::CustomerDraft;
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::CustomerId;
use huike_domain::transfer::complaints::{ComplaintField, ComplaintRow};
use huike_domain::transfer::fields::ImportField as _;
use huike_store::StoreError;

use super::super::Refusal;
use super::super::ledger::Ledger;
use super::super::links::known_as;
use crate::complaints::Complainant;

/// Finds customers: by the shop's own number, else by phone, else by a name that nobody else has.
pub(super) struct Whose<'a, L> {
    ledger: &'a L,
    today: NaiveDate,
}

impl<'a, L: Ledger> Whose<'a, L> {
    pub(super) fn new(ledger: &'a L, today: NaiveDate) -> Self {
        Self { ledger, today }
    }

    /// Who complains; somebody new where nobody is found.
    pub(super) fn find(&self, row: &ComplaintRow) -> Result<Complainant, Refusal> {
        if let Some(id) = self.by_number(row)? {
            return Ok(Complainant::Known { id });
        }
        let refuse = |field: ComplaintField, code| Err(FieldError::new(field.name(), code).into());
        if row.name.is_empty() && row.phone.is_empty() {
            return refuse(ComplaintField::ExternalId, InvalidCode::Unknown);
        }
        if !row.name.is_empty() {
            match known_as(self.ledger, &row.name)? {
                Ok(id) if self.can_be(id, row)? => return Ok(Complainant::Known { id }),
                Err(code) if code != InvalidCode::Unknown && row.phone.is_empty() => {
                    return refuse(ComplaintField::Name, code);
                }
                _ => {}
            }
        }
        let draft = CustomerDraft {
            name: row.name.clone(),
            phone: row.phone.clone(),
            external_id: row.external_id.clone(),
            ..CustomerDraft::default()
        };
        Ok(Complainant::New { draft: Box::new(draft) })
    }

    fn by_number(&self, row: &ComplaintRow) -> Result<Option<CustomerId>, StoreError> {
        if !row.external_id.is_empty()
            && let Some(id) = self.ledger.by_external(&row.external_id)?
        {
            return Ok(Some(id));
        }
        if row.phone.is_empty() { Ok(None) } else { self.ledger.by_phone(&row.phone) }
    }

    /// Whether somebody of the name may be who a row means: another of the same name has another
    /// number.
    fn can_be(&self, id: CustomerId, row: &ComplaintRow) -> Result<bool, StoreError> {
        let Some(known) = self.ledger.draft(id)? else { return Ok(false) };
        let differs = |said: &str, known: &str| !said.is_empty() && !known.is_empty();
        Ok(!differs(&row.phone, &known.phone) && !differs(&row.external_id, &known.external_id))
    }

    /// The customer's id. Somebody new is entered first; whoever had no name, or no number to be
    /// called back at, gets the one they gave.
    pub(super) fn enter(
        &self,
        who: &Complainant,
        row: &ComplaintRow,
    ) -> Result<CustomerId, Refusal> {
        let id = match who {
            Complainant::Known { id } => *id,
            Complainant::New { draft } => {
                let customer = draft.as_ref().clone().checked(self.today)?;
                return Ok(self.ledger.enter(&customer)?);
            }
        };
        let Some(before) = self.ledger.draft(id)? else { return Ok(id) };
        let mut after = before.clone();
        if before.name.is_empty() {
            after.name.clone_from(&row.name);
        }
        let is_free = || Ok::<_, StoreError>(self.ledger.by_phone(&row.phone)?.is_none());
        if before.phone.is_empty() && !row.phone.is_empty() && is_free()? {
            after.phone.clone_from(&row.phone);
        }
        if after != before {
            self.ledger.update(id, &after.checked_beside(&[&before], self.today)?)?;
        }
        Ok(id)
    }
}
