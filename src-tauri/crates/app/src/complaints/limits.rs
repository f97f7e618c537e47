//! Who may give how much alone, and who says yes to more.

use huike_domain::complaints::{Offer, Remedy, Severity};
use huike_domain::error::InvalidCode;
use huike_domain::ids::{BenefitId, CustomerId};
use huike_domain::staff::{Person, Role, Staff, same_name};
use huike_store::tiers::{points, vouchers};
use huike_store::{Read, settings as saved};

use crate::error::AppError;

/// What a remedy is worth, in fen; none where nothing limits it.
pub(super) fn worth(read: &impl Read, remedy: &Remedy) -> Result<Option<i64>, AppError> {
    Ok(match remedy {
        Remedy::Refund { fen, .. } => Some(i64::from(*fen)),
        Remedy::Voucher { batch } => {
            let found = vouchers::batch(read, *batch)?;
            let missing = || AppError::not_found("voucherBatch", &batch.to_string());
            found.ok_or_else(missing)?.draft.worth_fen()
        }
        Remedy::Points { points } => Some(points::worth(read)?.of(i64::from(*points))),
        Remedy::Gift { worth_fen, .. } => Some(i64::from(*worth_fen)),
        Remedy::Redo { cost_fen, .. } => Some(i64::from(*cost_fen)),
        Remedy::Benefit { benefit } => {
            let benefit = benefit_of(read, *benefit)?;
            Some(benefit.cost_fen.saturating_mul(i64::from(benefit.uses)))
        }
    })
}

pub(super) fn benefit_of(
    read: &impl Read,
    id: BenefitId,
) -> Result<huike_domain::tiers::Benefit, AppError> {
    let program = saved::tiers(read)?.unwrap_or_default();
    let found = program.benefits.into_iter().find(|benefit| benefit.id == id);
    found.ok_or_else(|| AppError::not_found("benefit", &id.to_string()))
}

/// What an offer is worth together, in fen; none where nothing limits it.
pub(super) fn worth_of(read: &impl Read, offer: &Offer) -> Result<Option<i64>, AppError> {
    let mut sum = Some(0_i64);
    for remedy in &offer.remedies {
        let worth = worth(read, remedy)?;
        sum = sum.zip(worth).map(|(sum, worth)| sum.saturating_add(worth));
    }
    Ok(sum)
}

/// Refuses an offer that somebody may not make alone: one that is worth more than they may give,
/// and nothing at all for something serious.
pub(super) fn hold(
    read: &impl Read,
    by: &str,
    severity: Severity,
    offer: &Offer,
) -> Result<(), AppError> {
    let staff = saved::staff(read)?;
    let person = staff.named(by);
    let limit = limit_of(read, &staff, person)?;
    let worth = worth_of(read, offer)?;
    let too_much = limit.is_some_and(|limit| worth.is_none_or(|worth| worth > limit));
    let answers = person.is_some_and(|person| person.role >= Role::Manager);
    let nothing = offer.is_none()
        && severity >= Severity::Serious
        && !answers
        && staff.0.iter().any(|person| person.role >= Role::Manager);
    if too_much || nothing {
        return Err(AppError::NeedsApproval { limit_fen: limit.unwrap_or(0), worth_fen: worth });
    }
    Ok(())
}

/// What somebody may give alone, in fen: their own limit. For who was not entered it is the shop's
/// for all; and where the shop has none but names its people, somebody else gives nothing alone.
fn limit_of(
    read: &impl Read,
    staff: &Staff,
    person: Option<&Person>,
) -> Result<Option<i64>, AppError> {
    match person {
        Some(person) => Ok(person.limit_fen.map(i64::from)),
        None if staff.0.is_empty() => Ok(vouchers::limit_fen(read)?),
        None => Ok(Some(vouchers::limit_fen(read)?.unwrap_or(0))),
    }
}

/// Refuses an answer by somebody who may not give it: who asked, who may not give as much either,
/// and, where managers were entered, who is none.
pub(super) fn may_answer(
    read: &impl Read,
    by: &str,
    asked_by: &str,
    worth_fen: Option<i64>,
) -> Result<(), AppError> {
    if same_name(by, asked_by) {
        return Err(AppError::invalid("by", InvalidCode::Impossible));
    }
    let staff = saved::staff(read)?;
    if !staff.0.iter().any(|person| person.role >= Role::Manager) {
        return Ok(());
    }
    let person = answering(&staff, by)?;
    let limit = person.limit_fen.map(i64::from);
    if limit.is_some_and(|limit| worth_fen.is_none_or(|worth| worth > limit)) {
        let limit_fen = limit.unwrap_or(0);
        return Err(AppError::NeedsApproval { limit_fen, worth_fen });
    }
    Ok(())
}

fn answering<'a>(staff: &'a Staff, by: &str) -> Result<&'a Person, AppError> {
    let person = staff.named(by).filter(|person| person.role >= Role::Manager);
    person.ok_or_else(|| AppError::invalid("by", InvalidCode::Unknown))
}

/// The place of a customer's level from the lowest, and which it is.
pub(super) fn level_of(
    read: &impl Read,
    customer: CustomerId,
) -> Result<Option<(u8, huike_domain::ids::TierId)>, AppError> {
    let stored = huike_store::tiers::membership::stored(read, customer)?;
    let Some(place) = stored.and_then(|now| now.level) else { return Ok(None) };
    let levels = saved::tiers(read)?.map(|program| program.levels).unwrap_or_default();
    let level = levels.get(place).map(|level| level.id);
    Ok(u8::try_from(place).ok().zip(level))
}
