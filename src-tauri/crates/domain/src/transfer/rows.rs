//! A row of a file as a customer or a line of a purchase.
//!
//! A row is taken whole or not at all: the first value that cannot be read refuses it.

use std::borrow::Cow;

use super::dates::DateRules;
use super::fields::{CustomerField, ImportField, PurchaseField};
use super::headers::{Column, Header};
use super::portrait::{self, Own};
use super::values::{birthday, moment, readable, tags};
use crate::customers::{CheckedCustomer, CustomerDraft, ReachKind};
use crate::error::{FieldError, InvalidCode};
use crate::money::{self, Fen};
use crate::phone::Phone;
use crate::purchases::MOST_FEN;
use crate::text;
use crate::time::{Instant, Zone};

/// The longest order number, in characters.
pub const ORDER_CHARS: usize = 64;
/// The longest name of an item, in characters.
pub const ITEM_CHARS: usize = 200;
/// The longest text by which a row names its customer, in characters.
pub const CUSTOMER_CHARS: usize = 120;

/// One line of a purchase, as a row gives it. Texts point into the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchaseLine<'a> {
    /// How the row names its customer: the shop's number, a phone number or a name.
    pub customer: Cow<'a, str>,
    /// The shop's order number; empty where there is none.
    pub order: Cow<'a, str>,
    /// When.
    pub at: Instant,
    /// What was paid; negative for a refund.
    pub amount: Fen,
    /// How many, in thousandths; one piece where the file does not say.
    pub quantity_milli: i32,
    /// What; empty where the file does not say.
    pub item: Cow<'a, str>,
}

/// How a row names other customers: by the shop's own number, a phone number or a name; empty where
/// it names nobody. Who they are, only the file of the shop can say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The company whose contact the customer is.
    pub employer: String,
    /// Who brought the customer.
    pub introduced_by: String,
}

/// Reads a row of a file of customers; `cell` gives the text of a column, empty where the row is
/// shorter.
///
/// # Errors
/// The first field that cannot be read; `name` is required where there is no phone number.
pub fn customer<'a>(
    header: &Header<CustomerField>,
    rules: &DateRules,
    own: &Own,
    cell: impl Fn(usize) -> &'a str,
) -> Result<(CheckedCustomer, Links), FieldError> {
    let mut draft = CustomerDraft::default();
    let mut links = Links::default();
    for &Column { field, index, .. } in &header.columns {
        let value = text::clean(cell(index));
        if value.is_empty() {
            continue;
        }
        let refuse = |code| portrait::refused(field, own, code);
        readable(value).map_err(refuse)?;
        match field {
            CustomerField::Name => draft.name = text::one_line(value).into_owned(),
            CustomerField::Phone => draft.phone = Phone::parse(value).map_err(refuse)?.into(),
            CustomerField::Birthday => {
                draft.birthday = Some(birthday(value, rules).map_err(refuse)?);
            }
            CustomerField::Source => draft.source = text::one_line(value).into_owned(),
            CustomerField::Tags => {
                draft.tags = tags(value).map(|t| text::one_line(&t).into_owned()).collect();
            }
            CustomerField::Note => draft.note = many_lines(value).into_owned(),
            CustomerField::ExternalId => draft.external_id = text::one_line(value).into_owned(),
            CustomerField::Company => draft.company = text::one_line(value).into_owned(),
            CustomerField::Employer => {
                links.employer = bounded(field, value, CUSTOMER_CHARS)?.into_owned();
            }
            CustomerField::IntroducedBy => {
                links.introduced_by = bounded(field, value, CUSTOMER_CHARS)?.into_owned();
            }
            field => portrait::read(&mut draft, field, value, rules, own)?,
        }
    }
    if draft.phone.is_empty() {
        // Whoever has one number only has it in the first place.
        let reaches = &mut draft.portrait.reaches;
        if let Some(place) = reaches.iter().position(|reach| reach.kind == ReachKind::Phone) {
            draft.phone = reaches.remove(place).value;
        }
    }
    Ok((draft.checked(rules.today)?, links))
}

/// The columns of a file of purchases, looked up once and not for every row.
#[derive(Clone, Copy, Debug)]
pub struct PurchaseColumns {
    customer: Option<Column<PurchaseField>>,
    order: Option<Column<PurchaseField>>,
    at: Option<Column<PurchaseField>>,
    amount: Option<Column<PurchaseField>>,
    quantity: Option<Column<PurchaseField>>,
    item: Option<Column<PurchaseField>>,
    unit_price: Option<Column<PurchaseField>>,
}

impl PurchaseColumns {
    /// Looks the columns up.
    pub fn of(header: &Header<PurchaseField>) -> Self {
        Self {
            customer: header.column(PurchaseField::Customer),
            order: header.column(PurchaseField::Order),
            at: header.column(PurchaseField::At),
            amount: header.column(PurchaseField::Amount),
            quantity: header.column(PurchaseField::Quantity),
            item: header.column(PurchaseField::Item),
            unit_price: header.column(PurchaseField::UnitPrice),
        }
    }

    /// Reads a row; `cell` gives the text of a column, empty where the row is shorter. The amount
    /// is the one written, or else the unit price times the quantity.
    ///
    /// # Errors
    /// The first field that cannot be read.
    pub fn line<'a>(
        &self,
        rules: &DateRules,
        zone: Zone,
        cell: impl Fn(usize) -> &'a str,
    ) -> Result<PurchaseLine<'a>, FieldError> {
        let value = |column: Option<Column<PurchaseField>>| {
            column.map_or("", |c| text::clean(cell(c.index)))
        };
        let refuse = |field: PurchaseField| move |code| FieldError::new(field.name(), code);

        let customer = short(PurchaseField::Customer, value(self.customer), CUSTOMER_CHARS)?;
        if customer.is_empty() {
            return Err(refuse(PurchaseField::Customer)(InvalidCode::Required));
        }
        let order = short(PurchaseField::Order, value(self.order), ORDER_CHARS)?;
        let at = moment(value(self.at), rules, zone).map_err(refuse(PurchaseField::At))?;
        let quantity_milli = match value(self.quantity) {
            "" => Ok(1_000),
            written => money::quantity(written)
                .and_then(|q| i32::try_from(q).map_err(|_| InvalidCode::OutOfRange)),
        };
        let quantity_milli = quantity_milli.map_err(refuse(PurchaseField::Quantity))?;
        let amount = self.amount(quantity_milli, value);
        let amount = amount.map_err(refuse(PurchaseField::Amount))?;
        let item = short(PurchaseField::Item, value(self.item), ITEM_CHARS)?;
        Ok(PurchaseLine { customer, order, at, amount, quantity_milli, item })
    }

    fn amount<'a>(
        &self,
        quantity_milli: i32,
        value: impl Fn(Option<Column<PurchaseField>>) -> &'a str,
    ) -> Result<Fen, InvalidCode> {
        let unit = |c: Option<Column<PurchaseField>>| c.map(|c| c.unit).unwrap_or_default();
        let amount = match (value(self.amount), value(self.unit_price)) {
            ("", "") => Err(InvalidCode::Required),
            ("", price) => {
                Fen::from_unit_price(price, unit(self.unit_price), quantity_milli.into())
            }
            (amount, _) => Fen::parse(amount, unit(self.amount)),
        }?;
        if amount.abs().0 > MOST_FEN { Err(InvalidCode::OutOfRange) } else { Ok(amount) }
    }
}

/// One line of bounded, readable text.
fn short(field: PurchaseField, value: &str, most: usize) -> Result<Cow<'_, str>, FieldError> {
    readable(value).map_err(|code| FieldError::new(field.name(), code))?;
    bounded(field, value, most)
}

/// One line of bounded text.
pub(super) fn bounded(
    field: impl ImportField,
    value: &str,
    most: usize,
) -> Result<Cow<'_, str>, FieldError> {
    // Bytes bound characters from above, so most texts are not walked twice.
    if value.len() > most && value.chars().count() > most {
        return Err(FieldError::too_long(field.name(), most));
    }
    Ok(text::one_line(value))
}

/// Text of several lines, their ends written the one way.
pub(super) fn many_lines(value: &str) -> Cow<'_, str> {
    if value.contains('\r') {
        let plain = value.replace("\r\n", "\n").replace('\r', "\n");
        return Cow::Owned(text::compose(&plain).into_owned());
    }
    text::compose(value)
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
