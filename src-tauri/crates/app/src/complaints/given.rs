//! Remedies that really happen: money back, vouchers, points, presents, work done again, benefits.

use std::collections::BTreeMap;

use chrono::NaiveTime;
use huike_domain::complaints::{Offer, Remedy, Step};
use huike_domain::error::InvalidCode;
use huike_domain::ids::PurchaseId;
use huike_domain::interactions::InteractionKind;
use huike_domain::time::Instant;
use huike_store::complaints::{self as rows, Complaint, NewRemedy};
use huike_store::{Read, Tx};
use serde_json::{Value, json};

use super::{Times, limits};
use crate::error::AppError;
use crate::followups::{Planned, by_hand};
use crate::interactions::InteractionDraft;
use crate::words::Words;

/// Refuses an offer that could not be given as things stand: what was promised has to be kept.
pub(super) fn can_give(
    read: &impl Read,
    complaint: &Complaint,
    offer: &Offer,
    now: Instant,
) -> Result<(), AppError> {
    let today = crate::app::zone(read)?.day_of(now);
    let mut back = BTreeMap::<PurchaseId, i64>::new();
    for remedy in &offer.remedies {
        match remedy {
            Remedy::Refund { purchase, fen } => {
                let purchase = paid_with(complaint, *purchase)?;
                let sum = back.entry(purchase).or_default();
                *sum += i64::from(*fen);
                crate::purchases::part_back(read, complaint.customer, purchase, *sum, now)?;
            }
            Remedy::Voucher { batch } => crate::vouchers::can_hand_out(read, *batch, today)?,
            Remedy::Benefit { benefit } => {
                let benefit = limits::benefit_of(read, *benefit)?;
                let as_many = offer.remedies.iter().filter(|it| *it == remedy).count();
                let left = crate::tiers::left_of(read, &benefit)?;
                if left.is_some_and(|left| as_many > left as usize) {
                    return Err(AppError::invalid("benefit", InvalidCode::Taken));
                }
            }
            Remedy::Points { .. } | Remedy::Gift { .. } | Remedy::Redo { .. } => {}
        }
    }
    Ok(())
}

/// The purchase that money goes back on: the one that was named, or the complaint's own.
fn paid_with(complaint: &Complaint, named: Option<PurchaseId>) -> Result<PurchaseId, AppError> {
    named.or(complaint.purchase).ok_or_else(|| AppError::invalid("purchase", InvalidCode::Required))
}

/// Gives one remedy of a step, and notes what it became.
pub(super) fn give(
    tx: &Tx<'_>,
    complaint: &Complaint,
    remedy: &Remedy,
    step: &Step,
) -> Result<(), AppError> {
    let customer = complaint.customer;
    let words = Words::of(huike_store::settings::preferences(tx)?.language);
    let number = complaint.number.to_string();
    let note = words.say("complaints.givenFor", &[("number", &number)]);
    let given: Value = match remedy {
        Remedy::Refund { purchase, fen } => {
            let purchase = paid_with(complaint, *purchase)?;
            let entry = crate::purchases::pay_back(tx, customer, purchase, i64::from(*fen))?;
            json!({ "purchase": purchase, "entry": entry })
        }
        Remedy::Voucher { batch } => {
            json!({ "code": crate::vouchers::hand_one(tx, *batch, customer, &step.by)? })
        }
        Remedy::Points { points } => {
            crate::points::give(tx, customer, *points, &note)?;
            Value::Null
        }
        Remedy::Gift { item, .. } => {
            let kind = InteractionKind::Gift;
            let note = format!("{item} · {note}");
            let draft = InteractionDraft { kind, channel: None, note, script: None };
            json!({ "interaction": crate::interactions::insert(tx, customer, &draft, None)? })
        }
        Remedy::Redo { what, day, .. } => {
            let times = Times::load(tx)?;
            let open = times.calendar.in_zone(times.zone);
            let day = day.map_or(tx.at(), |day| times.zone.at(day, NaiveTime::MIN));
            let day = day.max(Instant(tx.at().0 + 1));
            // A shop that never opens again keeps its promise all the same.
            let due = open.next_opening(day).unwrap_or(day);
            let note = format!("{what} · {note}");
            let assignee = complaint.owner.as_str();
            let planned = Planned { note: &note, assignee, ..Planned::default() };
            json!({ "followUp": by_hand(tx, customer, due, planned)? })
        }
        Remedy::Benefit { benefit } => {
            let benefit = limits::benefit_of(tx, *benefit)?;
            let today = crate::app::zone(tx)?.day_of(tx.at());
            crate::tiers::make_up(tx, customer, &benefit, today)?;
            json!({ "benefit": benefit.id })
        }
    };
    note_given(tx, complaint, remedy, &given, step)
}

/// Notes that one remedy of a step was given, and what it became.
pub(super) fn note_given(
    tx: &Tx<'_>,
    complaint: &Complaint,
    remedy: &Remedy,
    given: &Value,
    step: &Step,
) -> Result<(), AppError> {
    let new = NewRemedy {
        complaint: complaint.id,
        customer: complaint.customer,
        at: step.at,
        remedy,
        // A part without a limit costs nobody knows what; it is counted with nothing.
        worth_fen: limits::worth(tx, remedy)?.unwrap_or(0),
        given,
        by: &step.by,
    };
    Ok(rows::give(tx, &new)?)
}

/// A remedy in words.
pub(super) fn named(read: &impl Read, words: &Words, remedy: &Remedy) -> Result<String, AppError> {
    let money = |fen: u32| format!("¥{}", huike_domain::money::Fen(i64::from(fen)));
    let say = |key: &str, variables: &[(&str, &str)]| {
        words.say(&format!("complaints.remedyWords.{key}"), variables)
    };
    Ok(match remedy {
        Remedy::Refund { fen, .. } => say("refund", &[("amount", &money(*fen))]),
        Remedy::Voucher { batch } => {
            let batch = huike_store::tiers::vouchers::batch(read, *batch)?;
            let name = batch.map(|batch| batch.draft.name).unwrap_or_default();
            say("voucher", &[("name", &name)])
        }
        Remedy::Points { points } => {
            words.say_count("complaints.remedyWords.points", i64::from(*points), &[])
        }
        Remedy::Gift { item, .. } => item.clone(),
        Remedy::Redo { what, .. } => what.clone(),
        Remedy::Benefit { benefit } => {
            limits::benefit_of(read, *benefit).map(|benefit| benefit.name).unwrap_or_default()
        }
    })
}
