//! Issuing vouchers, redeeming them, and making them void.

use std::collections::BTreeSet;

use huike_app::clock::new_operation;
use huike_app::customers::Selection;
use huike_app::vouchers::{self, IssueDraft, IssueTo, RedeemDraft, VoucherView};
use huike_app::{AppError, customers, purchases};
use huike_domain::error::InvalidCode;
use huike_domain::ids::VoucherBatchId;
use huike_domain::money::{Fen, MoneyUnit};
use huike_domain::tiers::vouchers::{VoucherBatchDraft, VoucherGives, VoucherState, VoucherTerm};
use serde_json::json;

use crate::args::{IssueVouchers, RedeemVoucher, Vouchers};
use crate::desk::{self, Desk};
use crate::table::Table;
use crate::wording::money;

/// What is to be done with vouchers.
pub(crate) fn run(desk: &Desk, asked: Vouchers) -> Result<(), AppError> {
    match asked {
        Vouchers::Issue(issue) => self::issue(desk, issue),
        Vouchers::Redeem(redeem) => self::redeem(desk, redeem),
        Vouchers::Void { code, note, by } => {
            let voucher = vouchers::void(&desk.app, new_operation(), code, by, note)?;
            show(desk, &[voucher])
        }
        Vouchers::List { customer } => {
            let customer = customers::find(&desk.app, &customer)?;
            show(desk, &vouchers::of(&desk.app, customer)?)
        }
    }
}

/// Vouchers read at once.
const AT_ONCE: u32 = 200;

fn issue(desk: &Desk, asked: IssueVouchers) -> Result<(), AppError> {
    let batch: VoucherBatchId = match &asked.batch {
        Some(batch) => desk::id("voucherBatch", batch)?,
        None => vouchers::add_batch(&desk.app, new_operation(), batch_of(desk, &asked)?)?,
    };
    let to = match (&asked.customer, asked.count) {
        (Some(customer), _) => {
            let selection = Selection::These { ids: vec![customers::find(&desk.app, customer)?] };
            IssueTo::Selected { selection, expected: 1 }
        }
        (None, Some(count)) => IssueTo::Anybody { count },
        (None, None) => IssueTo::Anybody { count: 1 },
    };
    let draft = IssueDraft { batch, to, by: asked.by };
    let issued: BTreeSet<_> =
        vouchers::issue(&desk.app, new_operation(), draft)?.into_iter().collect();
    let mut views = Vec::with_capacity(issued.len());
    let mut after = None;
    loop {
        let page = vouchers::of_batch(&desk.app, batch, after, AT_ONCE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        views.extend(page.into_iter().filter(|voucher| issued.contains(&voucher.id)));
    }
    let value = json!({ "batch": batch, "vouchers": views });
    desk.answer(&value, || text(desk, &views))
}

fn batch_of(desk: &Desk, asked: &IssueVouchers) -> Result<VoucherBatchDraft, AppError> {
    let gives = match (&asked.amount, asked.percent, &asked.gift) {
        (Some(amount), None, None) => VoucherGives::Amount { fen: fen("amount", amount)? },
        (None, Some(percent), None) => {
            let most = asked.worth.as_ref().map(|most| fen("worth", most)).transpose()?;
            VoucherGives::Percent { percent, most_fen: most }
        }
        (None, None, Some(item)) => VoucherGives::Gift {
            item: item.clone(),
            worth_fen: asked.worth.as_ref().map_or(Ok(0), |worth| fen("worth", worth))?,
        },
        _ => return Err(AppError::invalid("gives", InvalidCode::Required)),
    };
    let day = |at: &Option<String>| {
        let moment = at.as_ref().map(|at| desk.moment(at)).transpose();
        moment.map(|moment| moment.map(|moment| desk.zone.day_of(moment)))
    };
    let term = match asked.days {
        Some(days) => VoucherTerm::AfterIssue { days },
        None => VoucherTerm::Days { from: day(&asked.from)?, until: day(&asked.until)? },
    };
    Ok(VoucherBatchDraft {
        name: asked.name.clone(),
        gives,
        threshold_fen: asked
            .threshold
            .as_ref()
            .map(|fen| self::fen("threshold", fen))
            .transpose()?,
        term,
        note: String::new(),
    })
}

fn fen(field: &str, text: &str) -> Result<u32, AppError> {
    let fen = yuan(field, text)?;
    u32::try_from(fen.0).map_err(|_| AppError::invalid(field, InvalidCode::OutOfRange))
}

/// An amount in yuan, as people write it.
pub(crate) fn yuan(field: &str, text: &str) -> Result<Fen, AppError> {
    Fen::parse(text, MoneyUnit::Yuan).map_err(|code| AppError::invalid(field, code))
}

fn redeem(desk: &Desk, asked: RedeemVoucher) -> Result<(), AppError> {
    let purchase = asked.purchase.map(|text| purchases::named(&desk.app, &text)).transpose()?;
    let customer = match &asked.customer {
        Some(customer) => Some(customers::find(&desk.app, customer)?),
        None => purchase.map(|(customer, _)| customer),
    };
    let draft = RedeemDraft {
        code: asked.code,
        customer,
        purchase: purchase.map(|(_, purchase)| purchase),
        amount_fen: asked.amount.map(|amount| yuan("amountFen", &amount)).transpose()?,
        by: asked.by,
    };
    let redeemed = vouchers::redeem(&desk.app, new_operation(), draft)?;
    desk.answer(&redeemed, || {
        let mut out = text(desk, std::slice::from_ref(&redeemed.voucher));
        if let Some(off) = redeemed.takes_off_fen {
            out.push_str(&desk.say_with("ctl.vouchers.takesOff", &[("amount", &money(off))]));
        }
        out
    })
}

fn show(desk: &Desk, found: &[VoucherView]) -> Result<(), AppError> {
    desk.answer(&json!({ "vouchers": found }), || text(desk, found))
}

fn text(desk: &Desk, found: &[VoucherView]) -> String {
    let mut table = Table::default();
    for voucher in found {
        let state = match voucher.state {
            VoucherState::Open => "open",
            VoucherState::Early { .. } => "early",
            VoucherState::Redeemed { .. } => "redeemed",
            VoucherState::Void { .. } => "void",
            VoucherState::Expired { .. } => "expired",
        };
        table.row([
            voucher.code.clone(),
            voucher.draft.name.clone(),
            desk.say(&format!("terms.voucher.{state}")),
            voucher.until.map_or_else(String::new, |day| day.to_string()),
            voucher.customer_name.clone(),
        ]);
    }
    table.text()
}
