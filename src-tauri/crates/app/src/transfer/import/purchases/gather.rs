//! Lines gathered into purchases.

use std::collections::HashMap;

use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::CustomerId;
use huike_domain::purchases::MOST_FEN;
use huike_domain::time::{Instant, Zone};
use huike_domain::transfer::fields::{ImportField as _, PurchaseField};
use huike_domain::transfer::rows::PurchaseLine;
use huike_store::purchases::{Packed, PackedLines};

use super::super::Refusal;
use super::super::ledger::Ledger;
use super::whose::Found;

/// A purchase in the making.
pub(super) struct Purchase {
    pub(super) customer: CustomerId,
    at: Instant,
    amount_fen: i64,
    order_no: Option<Box<str>>,
    lines: PackedLines,
}

impl Purchase {
    pub(super) fn packed(&self) -> Packed<'_> {
        Packed {
            at: self.at,
            amount_fen: self.amount_fen,
            order_no: self.order_no.as_deref(),
            lines: &self.lines,
        }
    }
}

/// Where a line belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// To a purchase that has begun.
    Begun(usize),
    /// To a purchase that begins with it.
    New,
    /// To an order that the file had before.
    Known,
}

/// What an order number has come to: its purchase and its refund, which are two entries.
#[derive(Clone, Copy, Default)]
struct Order {
    sides: [Option<Place>; 2],
}

pub(super) struct Gathered<'a, L> {
    ledger: &'a L,
    zone: Zone,
    /// Whether an order that the file had before is entered again.
    again: bool,
    orders: HashMap<Box<str>, Order>,
    days: HashMap<(CustomerId, chrono::NaiveDate, bool), usize>,
    purchases: Vec<Purchase>,
}

impl<'a, L: Ledger> Gathered<'a, L> {
    pub(super) fn new(ledger: &'a L, zone: Zone, again: bool) -> Self {
        Self {
            ledger,
            zone,
            again,
            orders: HashMap::new(),
            days: HashMap::new(),
            purchases: Vec::new(),
        }
    }

    /// Finds where a line belongs.
    pub(super) fn place(
        &mut self,
        whose: &Found,
        line: &PurchaseLine<'_>,
    ) -> Result<Place, Refusal> {
        let place = if line.order.is_empty() { self.day(whose, line) } else { self.order(line)? };
        let Place::Begun(index) = place else { return Ok(place) };
        let begun = &self.purchases[index];
        if *whose != Found::Known(begun.customer) {
            return Err(FieldError::new(PurchaseField::Order.name(), InvalidCode::Taken).into());
        }
        if (begun.amount_fen + line.amount.0).abs() > MOST_FEN {
            let amount = PurchaseField::Amount.name();
            return Err(FieldError::new(amount, InvalidCode::OutOfRange).into());
        }
        Ok(place)
    }

    fn day(&self, whose: &Found, line: &PurchaseLine<'_>) -> Place {
        let Found::Known(customer) = whose else { return Place::New };
        let day = self.zone.day_of(line.at);
        let begun = self.days.get(&(*customer, day, line.amount.is_negative()));
        begun.map_or(Place::New, |index| Place::Begun(*index))
    }

    fn order(&mut self, line: &PurchaseLine<'_>) -> Result<Place, Refusal> {
        let refund = line.amount.is_negative();
        let order = self.orders.get(line.order.as_ref()).copied().unwrap_or_default();
        if let Some(place) = order.sides[usize::from(refund)] {
            return Ok(place);
        }
        if self.again || !self.ledger.has_order(&line.order, refund)? {
            return Ok(Place::New);
        }
        self.note_order(line, Place::Known);
        Ok(Place::Known)
    }

    fn note_order(&mut self, line: &PurchaseLine<'_>, place: Place) {
        let side = usize::from(line.amount.is_negative());
        match self.orders.get_mut(line.order.as_ref()) {
            Some(order) => order.sides[side] = Some(place),
            None => {
                let mut order = Order::default();
                order.sides[side] = Some(place);
                self.orders.insert(line.order.as_ref().into(), order);
            }
        }
    }

    pub(super) fn is_known(&self, place: Place) -> bool {
        place == Place::Known
    }

    /// Adds a line to the place found for it.
    pub(super) fn add(&mut self, place: Place, customer: CustomerId, line: &PurchaseLine<'_>) {
        let index = match place {
            Place::Begun(index) => index,
            _ => self.begin(customer, line),
        };
        let purchase = &mut self.purchases[index];
        purchase.at = purchase.at.min(line.at);
        purchase.amount_fen += line.amount.0;
        purchase.lines.push(&line.item, line.quantity_milli.into(), line.amount.0);
    }

    fn begin(&mut self, customer: CustomerId, line: &PurchaseLine<'_>) -> usize {
        let index = self.purchases.len();
        if line.order.is_empty() {
            let day = self.zone.day_of(line.at);
            self.days.insert((customer, day, line.amount.is_negative()), index);
        } else {
            self.note_order(line, Place::Begun(index));
        }
        self.purchases.push(Purchase {
            customer,
            at: line.at,
            amount_fen: 0,
            order_no: (!line.order.is_empty()).then(|| line.order.as_ref().into()),
            lines: PackedLines::default(),
        });
        index
    }

    /// All purchases in the order in which they lie in the data file.
    pub(super) fn in_order(mut self) -> Vec<Purchase> {
        // Stable: purchases of one moment keep the order of the rows.
        self.purchases.sort_by_key(|p| (p.customer, p.at));
        self.purchases
    }
}
