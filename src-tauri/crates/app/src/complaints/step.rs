//! Taking steps: each with all that follows from it, in one operation.

use std::collections::BTreeSet;

use huike_domain::complaints::{Act, ActKind, Case, Clock, Offer, State, Step};
use huike_domain::error::InvalidCode;
use huike_domain::followups::{Reason, State as FollowUpState};
use huike_domain::ids::{CauseId, ComplaintId, CustomerId, FollowUpId, OperationId, StepId};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::scripts::ScriptVersion;
use huike_domain::time::Instant;
use huike_store::complaints::{self as rows, ClockRow, Complaint, Standing};
use huike_store::interactions::{self, Interaction};
use huike_store::{Tx, attachments, followups};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::case_file::{ComplaintView, get};
use super::{Times, found, given, limits, settings};
use crate::App;
use crate::error::AppError;
use crate::followups::{Planned, by_hand, settle_answered};
use crate::interactions::InteractionDraft;

/// A step as a person takes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StepDraft {
    /// What is done.
    pub act: Act,
    /// What is said to the customer, or why.
    #[serde(default)]
    pub words: String,
    /// Over which channel it is said.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// The script that it was said by.
    #[serde(default)]
    pub script: Option<ScriptVersion>,
    /// The passphrase of who approves or refuses, where they answer on somebody else's PC.
    #[serde(default)]
    pub passphrase: Option<String>,
}

/// Takes steps of a complaint one after the other, in one operation: all or none.
///
/// # Errors
/// [`AppError::Complaint`] where one cannot be taken; [`AppError::NeedsApproval`] where it gives
/// more than its person may give alone; [`AppError::Invalid`] names the field to mend;
/// [`AppError::NotFound`]; what giving a remedy says.
pub fn step(
    app: &App,
    op: OperationId,
    complaint: ComplaintId,
    by: String,
    steps: Vec<StepDraft>,
) -> Result<ComplaintView, AppError> {
    let customer = app.read(|reader| Ok(found(reader, complaint)?.customer))?;
    // What is given hangs on who gives it, and so does the answer to what was asked for.
    let hangs =
        |draft: &&StepDraft| matches!(draft.act, Act::Approve | Act::Refuse | Act::Propose { .. });
    let by = match steps.iter().find(hangs) {
        Some(draft) => {
            crate::staff::prove(app, &by, draft.passphrase.as_deref())?;
            by
        }
        None => crate::staff::speaker(app, &by)?,
    };
    app.write(op, kind_of(&steps), Some(customer), move |tx| {
        let mut taking = Taking::load(tx, complaint)?;
        for StepDraft { act, words, channel, script, passphrase: _ } in steps {
            if !act.kind().is_by_hand() {
                return Err(AppError::invalid("act", InvalidCode::Impossible));
            }
            let id = StepId::from_uuid(tx.new_id());
            let step = Step { id, at: tx.at(), by: by.clone(), act, words, channel };
            taking.take(step.checked()?, script)?;
        }
        taking.finish()
    })?;
    get(app, complaint)
}

/// What the history calls an operation: its weightiest step.
fn kind_of(steps: &[StepDraft]) -> &'static str {
    let is = |kind| steps.iter().any(|draft| draft.act.kind() == kind);
    for (kind, name) in [
        (ActKind::Reopen, "complaints.reopen"),
        (ActKind::Close, "complaints.close"),
        (ActKind::FollowUp, "complaints.followUp"),
        (ActKind::Solve, "complaints.solve"),
        (ActKind::Agree, "complaints.agree"),
        (ActKind::Propose, "complaints.propose"),
        (ActKind::Approve, "complaints.approve"),
        (ActKind::Refuse, "complaints.refuse"),
        (ActKind::Withdraw, "complaints.withdraw"),
        (ActKind::Merge, "complaints.merge"),
        (ActKind::Answer, "complaints.answer"),
    ] {
        if is(kind) {
            return name;
        }
    }
    "complaints.step"
}

/// A complaint while steps are taken.
pub(super) struct Taking<'a, 'tx> {
    tx: &'a Tx<'tx>,
    row: Complaint,
    case: Case,
    last: StepId,
    follow_up: Option<FollowUpId>,
}

impl<'a, 'tx> Taking<'a, 'tx> {
    pub(super) fn load(tx: &'a Tx<'tx>, id: ComplaintId) -> Result<Self, AppError> {
        let row = found(tx, id)?;
        let steps = rows::steps_of(tx, id)?;
        let (case, last) = Case::of(&steps)?
            .zip(steps.last().map(|step| step.id))
            .ok_or_else(|| without_beginning(id))?;
        let follow_up = row.follow_up;
        Ok(Self { tx, row, case, last, follow_up })
    }

    /// What the complaint came from.
    pub(super) const fn cause(&self) -> Option<CauseId> {
        self.case.cause
    }

    /// Takes one step that was checked, and does what follows from it.
    pub(super) fn take(
        &mut self,
        mut step: Step,
        script: Option<ScriptVersion>,
    ) -> Result<(), AppError> {
        self.hold(&mut step)?;
        let offer = self.case.offer.clone();
        let step = self.add(step)?;
        self.follow(&step, offer, script)
    }

    /// Takes a step that was taken before, at its own time: what followed from it then is noted and
    /// not done again.
    pub(super) fn tell(&mut self, step: Step) -> Result<(), AppError> {
        let (tx, customer) = (self.tx, self.row.customer);
        let offer = self.case.offer.clone();
        let step = self.add(step)?;
        match &step.act {
            Act::Agree => {
                for remedy in offer.map(|offer| offer.remedies).unwrap_or_default() {
                    given::note_given(tx, &self.row, &remedy, &Value::Null, &step)?;
                }
            }
            Act::Improve { improvement } => rows::improves(tx, *improvement, self.row.id)?,
            _ => {}
        }
        let Some(channel) = step.channel else { return Ok(()) };
        let said = Interaction {
            at: step.at,
            kind: kind_over(channel),
            channel: Some(channel),
            follow_up: None,
            amends: None,
            note: step.words,
        };
        tx.in_bulk(|| interactions::insert(tx, customer, &said))?;
        Ok(())
    }

    /// Plans the contact after a solution that was told of, where it was not told of itself.
    pub(super) fn ask_afterwards(&mut self) -> Result<(), AppError> {
        if let (State::Solved, Some(solved)) = (self.case.state, self.case.solved) {
            self.follow_up = Some(self.plan_follow_up(solved)?);
        }
        Ok(())
    }

    /// Adds a step behind the others. Steps lie by their moment and then by their id, of which
    /// neither a clock that was set back nor one that stands still may put a step in front of the
    /// ones before it.
    fn add(&mut self, mut step: Step) -> Result<Step, AppError> {
        let last = self.case.last;
        if (step.at, step.id) <= (last, self.last) {
            step.at = Instant(last.0 + 1);
        }
        self.case.take(&step)?;
        rows::add_step(self.tx, self.row.id, &step)?;
        self.last = step.id;
        Ok(step)
    }

    /// What the steps alone do not know: limits, and whether what they name is there.
    fn hold(&self, step: &mut Step) -> Result<(), AppError> {
        let (tx, by) = (self.tx, step.by.as_str());
        if let Act::Propose { offer, .. } | Act::Ask { offer, .. } = &step.act {
            given::can_give(tx, &self.row, offer, step.at)?;
        }
        match &mut step.act {
            Act::Propose { offer, .. } if self.case.approved.as_ref() != Some(offer) => {
                limits::hold(tx, by, self.case.severity, offer)?;
            }
            Act::Ask { offer, worth_fen } => {
                let worth = limits::worth_of(tx, offer)?;
                *worth_fen = worth.map(|fen| u32::try_from(fen).unwrap_or(u32::MAX));
            }
            Act::Approve | Act::Refuse => {
                if let Some(asked) = &self.case.asked {
                    limits::may_answer(tx, by, &asked.by, asked.worth_fen.map(i64::from))?;
                }
            }
            Act::SetCause { cause } => {
                settings::causes(tx)?
                    .get(*cause)
                    .ok_or_else(|| AppError::not_found("cause", &cause.to_string()))?;
            }
            Act::Improve { improvement } => {
                rows::improvement(tx, *improvement)?
                    .ok_or_else(|| AppError::not_found("improvement", &improvement.to_string()))?;
            }
            Act::Merge { into } => {
                let target = found(tx, *into)?;
                if target.id == self.row.id || !target.state.is_unsolved() {
                    return Err(AppError::invalid("into", InvalidCode::Impossible));
                }
            }
            Act::Attach { files } => {
                for file in files {
                    attachments::get(tx, self.row.customer, *file)?
                        .ok_or_else(|| AppError::not_found("attachment", &file.to_string()))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn follow(
        &mut self,
        step: &Step,
        offer: Option<Offer>,
        script: Option<ScriptVersion>,
    ) -> Result<(), AppError> {
        let tx = self.tx;
        match &step.act {
            Act::Agree => {
                for remedy in offer.map(|offer| offer.remedies).unwrap_or_default() {
                    given::give(tx, &self.row, &remedy, step)?;
                }
            }
            Act::Improve { improvement } => rows::improves(tx, *improvement, self.row.id)?,
            Act::Solve => self.follow_up = Some(self.plan_follow_up(step.at)?),
            Act::FollowUp { .. } => self.end_follow_up(FollowUpState::Done)?,
            Act::Reopen => {
                self.end_follow_up(FollowUpState::Cancelled)?;
                self.follow_up = None;
            }
            Act::Merge { into } => {
                let mut target = Taking::load(tx, *into)?;
                let id = StepId::from_uuid(tx.new_id());
                let (at, by) = (step.at, step.by.clone());
                let (act, words) = (Act::Absorb { other: self.row.id }, self.row.what.clone());
                let absorb = Step { id, at, by, act, words, channel: None };
                target.take(absorb.clone(), None)?;
                // Two of one thing weigh as much as the heavier of them.
                if self.case.severity > target.case.severity {
                    let id = StepId::from_uuid(tx.new_id());
                    let act = Act::SetSeverity { severity: self.case.severity };
                    target.take(Step { id, act, ..absorb }, None)?;
                }
                target.finish()?;
            }
            Act::TellBack => rows::note_told(tx, self.row.id)?,
            _ => {}
        }
        let Some(channel) = step.channel.filter(|_| step.act.kind().speaks()) else {
            return Ok(());
        };
        let kind = kind_over(channel);
        let note = step.words.clone();
        let draft = InteractionDraft { kind, channel: Some(channel), note, script };
        let follow_up = self.follow_up.filter(|_| matches!(step.act, Act::FollowUp { .. }));
        crate::interactions::insert(tx, self.row.customer, &draft, follow_up)?;
        settle_answered(tx, self.row.customer, kind)
    }

    /// Plans the contact after the solution: on the second day, so that the solution has had time to
    /// prove itself and there is time left to its deadline.
    fn plan_follow_up(&self, solved: Instant) -> Result<FollowUpId, AppError> {
        let times = Times::load(self.tx)?;
        let measure = times.measure(self.row.level);
        let deadlines = self.case.deadlines(&measure);
        let due = deadlines.iter().rev().find(|it| it.run.clock == Clock::FollowUp);
        let due = due.and_then(|it| it.due).unwrap_or(solved);
        let open = times.calendar.in_zone(times.zone);
        let middle = Instant(solved.0 + (due.0 - solved.0) * 2 / 3);
        let at = open.next_opening(middle).unwrap_or(middle).min(due);
        let (complaint, number) = (self.row.id, self.row.number);
        let reason = Reason::Complaint { complaint, number, solved: times.zone.day_of(solved) };
        let by = Some(times.zone.day_of(due));
        let assignee = self.case.owner.as_str();
        let planned = Planned { reason, by, assignee, ..Planned::default() };
        by_hand(self.tx, self.row.customer, at, planned)
    }

    fn end_follow_up(&self, state: FollowUpState) -> Result<(), AppError> {
        let Some(id) = self.follow_up else { return Ok(()) };
        let planned = followups::get(self.tx, id)?;
        if planned.is_some_and(|planned| planned.state == FollowUpState::Open) {
            followups::settle(self.tx, id, state, "")?;
        }
        Ok(())
    }

    /// Writes down what the steps have made of it.
    pub(super) fn finish(self) -> Result<Complaint, AppError> {
        let times = Times::load(self.tx)?;
        write_down(self.tx, &times, &self.row, &self.case, self.follow_up)?;
        found(self.tx, self.row.id)
    }
}

/// The kind of contact that a word over a channel is.
const fn kind_over(channel: Channel) -> InteractionKind {
    match channel {
        Channel::Phone => InteractionKind::Call,
        Channel::InPerson => InteractionKind::Visit,
        Channel::Wechat | Channel::Sms | Channel::Email => InteractionKind::Message,
    }
}

/// A complaint folded from its steps.
pub(super) fn case_of(read: &impl huike_store::Read, id: ComplaintId) -> Result<Case, AppError> {
    Case::of(&rows::steps_of(read, id)?)?.ok_or_else(|| without_beginning(id))
}

fn without_beginning(id: ComplaintId) -> AppError {
    AppError::Internal { detail: format!("complaint {id} has no beginning") }
}

fn write_down(
    tx: &Tx<'_>,
    times: &Times,
    row: &Complaint,
    case: &Case,
    follow_up: Option<FollowUpId>,
) -> Result<(), AppError> {
    let measure = times.measure(row.level);
    let pauses = case.pauses();
    let deadlines = case.deadlines(&measure);
    let clocks: Vec<_> = deadlines
        .iter()
        .map(|it| {
            let runs = it.run.ended.is_none() && it.due.is_some();
            let marks = runs.then(|| {
                let [half, soon, _, late] = measure.marks(&it.run, &pauses);
                [half, soon, late]
            });
            ClockRow {
                clock: it.run.clock,
                started: it.run.started,
                due: it.due,
                ended: it.run.ended,
                dropped: it.run.dropped,
                took: it.took,
                marks,
            }
        })
        .collect();
    rows::set_clocks(tx, row.id, &clocks)?;
    let running = deadlines.iter().filter(|it| it.run.ended.is_none());
    let due = running.filter_map(|it| Some((it.due?, it.run.clock))).min();
    Ok(rows::update(tx, row.id, &Standing { case, due, follow_up })?)
}

/// Works the clocks of all open complaints out anew, after the shop's hours or times changed.
pub(crate) fn refresh(tx: &Tx<'_>) -> Result<(), AppError> {
    let times = Times::load(tx)?;
    for id in rows::open_ones(tx)? {
        let (row, case) = (found(tx, id)?, case_of(tx, id)?);
        write_down(tx, &times, &row, &case, row.follow_up)?;
    }
    Ok(())
}

/// Brings complaints in line with their steps after an operation that touched them was taken back.
/// What the program did by itself since gives way where it cannot follow any more.
pub(crate) fn settle_undone(tx: &Tx<'_>, ids: &BTreeSet<ComplaintId>) -> Result<(), AppError> {
    let times = Times::load(tx)?;
    for id in ids {
        let Some(row) = rows::get(tx, *id)? else { continue };
        let mut case = None::<Case>;
        for step in rows::steps_of(tx, *id)? {
            match &mut case {
                None => case = Case::begun(&step),
                Some(case) => match case.take(&step) {
                    Err(_) if step.act.kind() == ActKind::Escalate => {
                        rows::drop_step(tx, *id, step.id)?;
                    }
                    taken => taken?,
                },
            }
        }
        let case = case.ok_or_else(|| without_beginning(*id))?;
        write_down(tx, &times, &row, &case, row.follow_up)?;
        rows::tell_again(tx, *id)?;
    }
    Ok(())
}

/// A contact after a solution that was done from Today is the complaint's step too: the words that
/// were noted are held to sell nothing.
pub(crate) fn settle(tx: &Tx<'_>, customers: &BTreeSet<CustomerId>) -> Result<(), AppError> {
    for customer in customers {
        for row in rows::solved_with(tx, *customer)? {
            let Some(id) = row.follow_up else { continue };
            // That nobody answered is noted with it as well, and leaves it open.
            let planned = followups::get(tx, id)?;
            if planned.is_none_or(|planned| planned.state != FollowUpState::Done) {
                continue;
            }
            let Some(done) = interactions::of_follow_up(tx, *customer, id)? else { continue };
            let mut taking = Taking::load(tx, row.id)?;
            let channel = done.channel.unwrap_or_else(|| done.kind.usual_channel());
            let words = if done.note.is_empty() { none_noted(tx)? } else { done.note };
            let step = Step {
                id: StepId::from_uuid(tx.new_id()),
                at: tx.at(),
                by: row.owner.clone(),
                act: Act::FollowUp { satisfaction: None },
                words,
                channel: Some(channel),
            };
            taking.add(step)?;
            taking.finish()?;
        }
    }
    Ok(())
}

fn none_noted(tx: &Tx<'_>) -> Result<String, AppError> {
    let language = huike_store::settings::preferences(tx)?.language;
    Ok(crate::words::Words::of(language).say("complaints.noWords", &[]))
}
