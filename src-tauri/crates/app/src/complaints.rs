//! Complaints: taken down, led step by step, made good, learnt from.
//!
//! What may be done is decided by [`Case`] from the steps alone; this room takes each step in one
//! operation with all that follows from it: what was offered is given, the contact after the
//! solution is planned, clocks are set anew.

mod alarms;
mod board;
mod case_file;
mod defaults;
mod given;
mod improving;
mod intake;
mod limits;
mod past;
mod report;
mod settings;
mod step;
mod warned;
mod words;

pub(crate) use alarms::tell;
pub use board::{
    BoardFilter, ComplaintBoard, ComplaintCard, ComplaintColumn, ListCursor, ListPage, board, list,
    today,
};
pub use case_file::{
    ClockView, ComplaintView, OfferView, RemedyGiven, RemedyView, StepView, get, numbered,
};
pub use improving::{
    ImproveDraft, ImprovedView, ImprovementView, concerned, finish, improve, improvements,
};
pub use intake::{Complainant, IntakeDraft, IntakeHints, Opened, hints, open};
pub(crate) use intake::{Listed, take_down};
pub(crate) use past::{Told, relate};
pub use report::{CauseFigures, ClockFigures, ComplaintReport, KeptFigures, MonthFigures, report};
pub(crate) use settings::SAVE_PACE;
pub(crate) use settings::causes;
pub use settings::{
    ComplaintSettings, clocks_at, save_catalogue, save_causes, save_pace, settings as rules,
};
pub use step::{StepDraft, step};
pub(crate) use step::{refresh, settle, settle_undone};
pub(crate) use warned::of_these;
pub use warned::{ComplaintWarning, among, of_customer, tick};
pub use words::words;

use huike_domain::calendar::BusinessCalendar;
use huike_domain::complaints::{Countdown, Measure, Pace};
use huike_domain::ids::{ComplaintId, TierId};
use huike_domain::time::{Instant, Zone};
use huike_store::complaints::{self as rows, Complaint};
use huike_store::{Read, settings as saved};

use crate::error::AppError;

/// What the clocks of a shop go by.
pub(crate) struct Times {
    pace: Pace,
    calendar: BusinessCalendar,
    zone: Zone,
}

impl Times {
    pub(crate) fn load(read: &impl Read) -> Result<Self, AppError> {
        let (pace, calendar) = (saved::pace(read)?, saved::hours(read)?);
        Ok(Self { pace, calendar, zone: crate::app::zone(read)? })
    }

    pub(crate) const fn measure(&self, level: Option<TierId>) -> Measure<'_> {
        Measure { pace: &self.pace, calendar: &self.calendar, zone: self.zone, level }
    }

    const fn countdown(&self, now: Instant) -> Countdown<'_> {
        Countdown::new(self.measure(None), now)
    }
}

fn found(read: &impl Read, id: ComplaintId) -> Result<Complaint, AppError> {
    rows::get(read, id)?.ok_or_else(|| not_found(id))
}

fn not_found(id: ComplaintId) -> AppError {
    AppError::not_found("complaint", &id.to_string())
}
