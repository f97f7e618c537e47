//! Taking purchases back.

use huike_app::clock::new_operation;
use huike_app::purchases::{self, PurchaseView};
use huike_app::{AppError, points};
use huike_domain::error::InvalidCode;
use huike_domain::purchases::{LineBack, RefundDraft};
use serde_json::json;

use crate::args::Refund;
use crate::desk::Desk;
use crate::vouchers::yuan;
use crate::wording::money;

/// Takes a purchase back, or a part of it.
pub(crate) fn refund(desk: &Desk, asked: Refund) -> Result<(), AppError> {
    desk.make_ready()?;
    let (customer, purchase) = purchases::named(&desk.app, &asked.purchase)?;
    let bought = purchases::get(&desk.app, customer, purchase)?;
    let lines: Result<_, _> = asked.lines.iter().map(|line| line_of(&bought, line)).collect();
    let amount_fen = asked.amount.map(|amount| yuan("amountFen", &amount)).transpose()?;
    let draft = RefundDraft { lines: lines?, amount_fen: amount_fen.map(|fen| fen.0) };
    let refund = purchases::refund(&desk.app, new_operation(), customer, purchase, draft)?;
    let refund = purchases::get(&desk.app, customer, refund)?;
    let balance = points::of(&desk.app, customer)?.balance_points;
    let value = json!({ "customer": customer, "refund": refund, "balance_points": balance });
    desk.answer(&value, || {
        let amount = money(refund.amount_fen.saturating_neg());
        let points = balance.to_string();
        desk.say_with("ctl.refunded", &[("amount", &amount), ("points", &points)])
    })
}

/// `2` is the second line as a whole, `2=1.5` one and a half of it; a line can be named by its
/// item.
fn line_of(bought: &PurchaseView, text: &str) -> Result<LineBack, AppError> {
    let invalid = |code| AppError::invalid("lines", code);
    let (line, quantity) = match text.split_once('=') {
        Some((line, quantity)) => (line.trim(), Some(quantity)),
        None => (text.trim(), None),
    };
    let by_item = || bought.lines.iter().position(|known| known.item == line);
    let place = match line.parse::<usize>() {
        Ok(number) => number.checked_sub(1),
        Err(_) => by_item(),
    };
    let place = place.ok_or_else(|| invalid(InvalidCode::Unknown))?;
    let quantity = quantity.map(huike_domain::money::quantity).transpose().map_err(invalid)?;
    let line = u32::try_from(place).map_err(|_| invalid(InvalidCode::OutOfRange))?;
    Ok(LineBack { line, quantity_milli: quantity })
}
