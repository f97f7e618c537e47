//! How due follow-ups are told: for the shop, in the file; for this PC, beside it.

use huike_domain::error::FieldError;
use huike_domain::ids::OperationId;
use huike_domain::notifying::Notifying;
use huike_store::settings;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;

/// Whose follow-ups are told on this PC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Desk {
    /// Only follow-ups of customers whom this person looks after, or nobody, are told here; none:
    /// everybody's. Those that nobody would tell otherwise are told by all.
    pub only_of: Option<String>,
}

/// How due follow-ups are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NotifyingView {
    /// For the shop.
    pub shop: Notifying,
    /// For this PC.
    pub desk: Desk,
    /// Whether the desktop takes our notifications; none where that is not known.
    pub work: Option<bool>,
    /// Whether something may be told at this moment.
    pub may_tell: bool,
}

/// How due follow-ups are told.
///
/// # Errors
/// [`AppError::Internal`].
pub fn get(app: &App) -> Result<NotifyingView, AppError> {
    let (shop, may_tell) = app.read(|reader| {
        let shop = settings::notifying(reader)?;
        let zone = crate::app::zone(reader)?;
        Ok((shop, shop.may_tell(app.now(), zone, &settings::hours(reader)?)))
    })?;
    Ok(NotifyingView { shop, desk: desk(app), work: app.notifications_work(), may_tell })
}

/// Saves how due follow-ups are told in this shop.
///
/// # Errors
/// [`AppError::Invalid`] names the figure to mend.
pub fn save(app: &App, op: OperationId, shop: Notifying) -> Result<(), AppError> {
    let shop = shop.checked()?;
    app.write(op, "notifying.save", None, move |tx| Ok(settings::set_notifying(tx, &shop)?))?;
    Ok(())
}

/// The longest name of a person, in characters.
const NAME_CHARS: usize = 30;

/// Saves whose follow-ups are told on this PC.
///
/// # Errors
/// [`AppError::Invalid`] on `onlyOf`; [`AppError::Internal`] where the folder cannot be written.
pub fn set_desk(app: &App, desk: Desk) -> Result<(), AppError> {
    let only_of = desk.only_of.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    if only_of.as_ref().is_some_and(|name| name.chars().count() > NAME_CHARS) {
        return Err(FieldError::too_long("onlyOf", NAME_CHARS).into());
    }
    crate::desk::keep(app, &crate::desk::Desk { only_of, ..crate::desk::read(app) })?;
    app.tell(crate::events::Event::Changed { kinds: vec![crate::events::DataKind::Settings] });
    Ok(())
}

/// Whose follow-ups are told on this PC.
pub(crate) fn desk(app: &App) -> Desk {
    Desk { only_of: crate::desk::read(app).only_of }
}
