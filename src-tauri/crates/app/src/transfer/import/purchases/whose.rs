//! Whose purchase a row is.

use std::collections::HashMap;

use chrono::NaiveDate;
use huike_domain::customers::CustomerDraft;
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::CustomerId;
use huike_domain::phone::Phone;
use huike_domain::transfer::fields::{ImportField as _, PurchaseField};
use huike_domain::transfer::headers::{plain, rank};
use huike_store::StoreError;

use super::super::Refusal;
use super::super::ledger::Ledger;
use super::super::links::known_as;

/// By what the column names a customer, as its heading says. Finding a known customer does not
/// depend on it; what an unknown one is entered by does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// The shop's own number: `customer_id`, 会员号.
    Number,
    /// A telephone number: 客户手机.
    Phone,
    /// A name, or whatever the shop says: `customer`, 客户姓名.
    Any,
}

impl Naming {
    pub(super) fn by_heading(heading: &str) -> Self {
        match rank(&plain(heading), PurchaseField::Customer) {
            Some(0) => Self::Number,
            Some(1) => Self::Phone,
            _ => Self::Any,
        }
    }
}

/// A customer as a row names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Known(CustomerId),
    /// Not in the file yet, and to be entered with this row.
    New,
}

/// Finds customers, each name asked of the file once.
pub(super) struct Whose<'a, L> {
    ledger: &'a L,
    naming: Naming,
    create: bool,
    today: NaiveDate,
    asked: HashMap<String, Result<Found, InvalidCode>>,
}

impl<'a, L: Ledger> Whose<'a, L> {
    pub(super) fn new(ledger: &'a L, naming: Naming, create: bool, today: NaiveDate) -> Self {
        Self { ledger, naming, create, today, asked: HashMap::new() }
    }

    pub(super) fn find(&mut self, text: &str) -> Result<Found, Refusal> {
        let refuse = |code| FieldError::new(PurchaseField::Customer.name(), code).into();
        if let Some(found) = self.asked.get(text) {
            return found.map_err(refuse);
        }
        let found = self.ask(text)?;
        self.asked.insert(text.to_owned(), found);
        found.map_err(refuse)
    }

    fn ask(&self, text: &str) -> Result<Result<Found, InvalidCode>, StoreError> {
        match known_as(self.ledger, text)? {
            Ok(id) => return Ok(Ok(Found::Known(id))),
            Err(InvalidCode::Unknown) => {}
            Err(code) => return Ok(Err(code)),
        }
        Ok(match Phone::parse(text) {
            _ if !self.create => Err(InvalidCode::Unknown),
            // Under a heading that promises phone numbers this one has a slip.
            Err(code) if self.naming == Naming::Phone => Err(code),
            _ => Ok(Found::New),
        })
    }

    /// The customer's id; one who is new is entered first, and then the answer is true.
    pub(super) fn enter(
        &mut self,
        found: Found,
        text: &str,
    ) -> Result<(CustomerId, bool), Refusal> {
        match found {
            Found::Known(id) => Ok((id, false)),
            Found::New => {
                let customer = self.draft(text).checked(self.today)?;
                let id = self.ledger.enter(&customer)?;
                self.asked.insert(text.to_owned(), Ok(Found::Known(id)));
                Ok((id, true))
            }
        }
    }

    /// A customer of whom no more is known than how a row names them.
    fn draft(&self, text: &str) -> CustomerDraft {
        let draft = CustomerDraft::default();
        let phone = Phone::parse(text).ok();
        let number = match self.naming {
            Naming::Number => true,
            Naming::Phone => false,
            // A name has no digits in it.
            Naming::Any => phone.is_none() && text.contains(|c: char| c.is_ascii_digit()),
        };
        match phone {
            _ if number => {
                CustomerDraft { name: text.to_owned(), external_id: text.to_owned(), ..draft }
            }
            Some(phone) => CustomerDraft { phone: phone.into(), ..draft },
            None => CustomerDraft { name: text.to_owned(), ..draft },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_a_customer_goes_by() {
        for (heading, naming) in [
            ("customer_id", Naming::Number),
            ("会员卡号", Naming::Number),
            ("客户手机", Naming::Phone),
            ("客户姓名", Naming::Any),
            ("customer", Naming::Any),
            ("谁", Naming::Any),
        ] {
            assert_eq!(Naming::by_heading(heading), naming, "{heading}");
        }
    }
}
