//! Words for a step: scripts for its occasion, filled with the customer's data and the complaint's.

use huike_domain::complaints::ActKind;
use huike_domain::ids::ComplaintId;
use huike_domain::interactions::Channel;
use huike_domain::scripts::{Occasion, Values, Variable};

use super::{found, given, step};
use crate::App;
use crate::error::AppError;
use crate::scripts::Suggestions;
use crate::words::Words;

/// What words for a step are about; none where it says nothing to the customer.
const fn occasion_of(act: ActKind) -> Option<Occasion> {
    Some(match act {
        ActKind::Answer => Occasion::ComplaintAnswer,
        ActKind::Update => Occasion::ComplaintUpdate,
        ActKind::Propose => Occasion::ComplaintProposal,
        ActKind::FollowUp => Occasion::ComplaintFollowUp,
        ActKind::TellBack => Occasion::ComplaintImproved,
        _ => return None,
    })
}

/// The best words for a step of a complaint over a channel.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn words(
    app: &App,
    complaint: ComplaintId,
    act: ActKind,
    channel: Option<Channel>,
) -> Result<Suggestions, AppError> {
    let Some(occasion) = occasion_of(act) else { return Ok(Suggestions { words: Vec::new() }) };
    let (customer, values) = app.read(|reader| {
        let row = found(reader, complaint)?;
        let case = step::case_of(reader, complaint)?;
        let language = huike_store::settings::preferences(reader)?.language;
        let words = Words::of(language);
        let mut values = Values::new();
        if !row.item.is_empty() {
            values.insert(Variable::Item, row.item.clone());
        }
        if !row.owner.is_empty() {
            values.insert(Variable::Staff, row.owner.clone());
        }
        let offer = case.approved.or(case.offer).unwrap_or_default();
        if !offer.is_none() {
            let named = offer.remedies.iter().map(|remedy| given::named(reader, words, remedy));
            let named: Vec<_> = named.collect::<Result<_, _>>()?;
            let comma = words.say("scripts.value.comma", &[]);
            values.insert(Variable::Remedy, named.join(&comma));
        }
        Ok((row.customer, values))
    })?;
    crate::scripts::suggest_with(app, customer, Some(occasion), channel, &values)
}
