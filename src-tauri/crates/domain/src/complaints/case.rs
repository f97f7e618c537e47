//! The workflow: what may follow what, and what a complaint lacks before it is solved.

use serde::{Deserialize, Serialize};

use super::{
    Act, ActKind, Clock, Deadline, Measure, Offer, Satisfaction, Severity, State, Step,
    selling_words,
};
use crate::calendar::{Pauses, Stretch};
use crate::ids::{CauseId, ComplaintId, ImprovementId};
use crate::time::Instant;

/// A clock from its start to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Which.
    pub clock: Clock,
    /// When it began.
    pub started: Instant,
    /// By which severity it is measured: the present one, or that of its end.
    pub severity: Severity,
    /// When it ended; none while it runs.
    pub ended: Option<Instant>,
    /// Whether it ended because nothing is owed any more, and not because it was kept.
    pub dropped: bool,
}

impl Run {
    /// When what it waits for happened.
    #[must_use]
    pub fn met(&self) -> Option<Instant> {
        self.ended.filter(|_| !self.dropped)
    }
}

/// What lacks before a complaint is solved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Missing {
    /// Nobody said that we understand and are sorry.
    Empathy,
    /// It is not decided what makes up for it.
    Compensation,
    /// Nothing keeps it from happening again.
    Improvement,
}

/// Why a step cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type, thiserror::Error)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Refusal {
    /// Not where it stands.
    #[error("not now: {state:?}")]
    NotNow {
        /// Where it stands.
        state: State,
    },
    /// Something lacks.
    #[error("missing: {missing:?}")]
    Missing {
        /// What.
        missing: Vec<Missing>,
    },
    /// The words sell something.
    #[error("sells: {words}")]
    Sells {
        /// What gave it away.
        words: String,
    },
    /// Somebody was asked, and has not answered.
    #[error("somebody was asked")]
    Asked,
}

/// What somebody was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Ask {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
    /// What would be offered.
    pub offer: Offer,
    /// What it is worth, in fen; none where nothing limits it.
    pub worth_fen: Option<u32>,
}

/// A complaint as its steps have made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Where it stands.
    pub state: State,
    /// Since when the customer is waited for.
    pub waiting: Option<Instant>,
    /// How much it weighs.
    pub severity: Severity,
    /// Who takes care of it; empty: nobody.
    pub owner: String,
    /// What it came from.
    pub cause: Option<CauseId>,
    /// How far up the ladder it went.
    pub escalation: u8,
    /// How often it was reopened.
    pub reopened: u32,
    /// When the last step was taken.
    pub last: Instant,
    /// Time in which the customer was waited for.
    pub pauses: Vec<Stretch>,
    /// Its clocks, in the order in which they began.
    pub runs: Vec<Run>,
    /// Whether somebody said that we understand and are sorry, since it came in or was reopened.
    pub empathy: bool,
    /// What somebody was asked for and has not answered.
    pub asked: Option<Ask>,
    /// What may be offered because somebody approved it.
    pub approved: Option<Offer>,
    /// What the customer was offered last.
    pub offer: Option<Offer>,
    /// Whether they accepted it.
    pub agreed: bool,
    /// The measures taken for it.
    pub improvements: Vec<ImprovementId>,
    /// Whether one was taken since it came in or was reopened.
    pub improved: bool,
    /// When it was solved.
    pub solved: Option<Instant>,
    /// When it was over: closed, withdrawn or merged.
    pub closed: Option<Instant>,
    /// What they said of the solution.
    pub satisfaction: Option<Satisfaction>,
    /// The complaint under which it goes on.
    pub into: Option<ComplaintId>,
    /// When somebody at the counter last said sorry or handed something over.
    pub counter: Option<Instant>,
}

impl Case {
    /// What a complaint's steps have made of it; none where they are none, or cannot be.
    ///
    /// # Errors
    /// The refusal of the first step that cannot follow the ones before it.
    pub fn of(steps: &[Step]) -> Result<Option<Self>, Refusal> {
        let Some((first, rest)) = steps.split_first() else { return Ok(None) };
        let Some(mut case) = Self::begun(first) else { return Ok(None) };
        for step in rest {
            case.take(step)?;
        }
        Ok(Some(case))
    }

    /// The complaint that a first step begins; none where it is no such step.
    #[must_use]
    pub fn begun(first: &Step) -> Option<Self> {
        let Act::Receive { received, severity, ref owner } = first.act else { return None };
        let mut case = Self {
            state: State::Received,
            waiting: None,
            severity,
            owner: owner.clone(),
            cause: None,
            escalation: 0,
            reopened: 0,
            last: first.at,
            pauses: Vec::new(),
            runs: Vec::new(),
            empathy: false,
            asked: None,
            approved: None,
            offer: None,
            agreed: false,
            improvements: Vec::new(),
            improved: false,
            solved: None,
            closed: None,
            satisfaction: None,
            into: None,
            counter: None,
        };
        case.start(Clock::FirstAnswer, received);
        case.start(Clock::Solution, received);
        Some(case)
    }

    /// Where a step of this kind leads; none where it cannot be taken.
    #[must_use]
    pub const fn leads_to(&self, act: ActKind) -> Option<State> {
        use State::{
            Agreed, Answered, Closed, FollowedUp, Investigating, Merged, Proposed, Received,
            Reopened, Solved, Withdrawn,
        };
        let now = self.state;
        let to = match (act, now) {
            (ActKind::Answer, Received | Reopened) => Answered,
            (ActKind::Investigate, Answered | Proposed) => Investigating,
            (ActKind::Propose, _) if now.is_in_hand() => Proposed,
            (ActKind::Agree, Proposed) => Agreed,
            (ActKind::Solve, Agreed) => Solved,
            (ActKind::FollowUp, Solved) => FollowedUp,
            (ActKind::Close, FollowedUp) | (ActKind::Over, Received) => Closed,
            (ActKind::Reopen, Solved | FollowedUp | Closed | Withdrawn | Merged) => Reopened,
            (ActKind::Withdraw, _) if now.is_unsolved() => Withdrawn,
            (ActKind::Merge, _) if now.is_unsolved() => Merged,
            (ActKind::Update, _) if now.is_in_hand() => now,
            (ActKind::Ask, _) if now.is_in_hand() && self.asked.is_none() => now,
            (ActKind::Approve | ActKind::Refuse, _) if self.asked.is_some() => now,
            (ActKind::Wait, _) if now.is_in_hand() && self.waiting.is_none() => now,
            (ActKind::Resume, _) if self.waiting.is_some() => now,
            (ActKind::SetSeverity | ActKind::Escalate | ActKind::Absorb, _)
                if now.is_unsolved() =>
            {
                now
            }
            (ActKind::Assign, _) if now.is_open() => now,
            (ActKind::Improve | ActKind::SetCause | ActKind::Counter, _)
                if !matches!(now, Merged) =>
            {
                now
            }
            (ActKind::TellBack, _) if !matches!(now, Merged | Withdrawn) => now,
            (ActKind::Note | ActKind::Attach, _) => now,
            _ => return None,
        };
        Some(to)
    }

    /// What a person may do now, in the order of the workflow.
    #[must_use]
    pub fn possible(&self) -> Vec<ActKind> {
        let may = |act: &ActKind| act.is_by_hand() && self.leads_to(*act).is_some();
        ActKind::ALL.into_iter().filter(may).collect()
    }

    /// What lacks before it is solved.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        [
            (self.empathy, Missing::Empathy),
            (self.agreed, Missing::Compensation),
            (self.improved, Missing::Improvement),
        ]
        .into_iter()
        .filter_map(|(is_there, missing)| (!is_there).then_some(missing))
        .collect()
    }

    /// Takes a step.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes then.
    pub fn take(&mut self, step: &Step) -> Result<(), Refusal> {
        let kind = step.act.kind();
        if kind == ActKind::Ask && self.asked.is_some() {
            return Err(Refusal::Asked);
        }
        let to = self.leads_to(kind).ok_or(Refusal::NotNow { state: self.state })?;
        match &step.act {
            Act::Solve if !self.missing().is_empty() => {
                return Err(Refusal::Missing { missing: self.missing() });
            }
            Act::FollowUp { .. } => {
                if let Some(words) = selling_words(&step.words) {
                    return Err(Refusal::Sells { words });
                }
            }
            _ => {}
        }
        // A clock that was set back does not make time run backwards.
        let at = step.at.max(self.last);
        self.last = at;
        if to != self.state || kind == ActKind::Resume || kind == ActKind::Propose {
            self.resume(at);
        }
        self.apply(&step.act, step, at);
        self.state = to;
        Ok(())
    }

    fn apply(&mut self, act: &Act, step: &Step, at: Instant) {
        match act {
            Act::Answer { empathy } => {
                self.empathy |= empathy;
                self.end(Clock::FirstAnswer, at);
                self.start(Clock::Update, at);
            }
            Act::Update { empathy } => {
                self.empathy |= empathy;
                self.spoken(at);
            }
            Act::Ask { offer, worth_fen } => {
                let (by, reason) = (step.by.clone(), step.words.clone());
                let (offer, worth_fen) = (offer.clone(), *worth_fen);
                self.asked = Some(Ask { at, by, reason, offer, worth_fen });
            }
            Act::Approve => self.approved = self.asked.take().map(|asked| asked.offer),
            Act::Refuse => self.asked = None,
            Act::Propose { offer, empathy } => {
                self.empathy |= empathy;
                self.asked = None;
                self.offer = Some(offer.clone());
                self.agreed = false;
                self.spoken(at);
            }
            Act::Agree => {
                self.agreed = true;
                // It is given: another one is asked for anew.
                self.approved = None;
                self.spoken(at);
            }
            Act::Improve { improvement } => {
                self.improved = true;
                if !self.improvements.contains(improvement) {
                    self.improvements.push(*improvement);
                }
            }
            Act::Solve => {
                self.end(Clock::Update, at);
                self.end(Clock::Solution, at);
                self.asked = None;
                self.solved = Some(at);
                self.start(Clock::FollowUp, at);
            }
            Act::FollowUp { satisfaction } => {
                self.satisfaction = *satisfaction;
                self.end(Clock::FollowUp, at);
            }
            Act::Close => self.closed = Some(at),
            Act::Wait => self.waiting = Some(at),
            Act::SetSeverity { severity } => {
                self.severity = *severity;
                for run in self.runs.iter_mut().filter(|run| run.ended.is_none()) {
                    run.severity = *severity;
                }
            }
            Act::SetCause { cause } => self.cause = Some(*cause),
            Act::Assign { to } => self.owner.clone_from(to),
            Act::Escalate { level, to } => {
                self.escalation = self.escalation.max(*level);
                if !to.is_empty() {
                    self.owner.clone_from(to);
                }
            }
            Act::Reopen => self.reopen(at),
            Act::Withdraw | Act::Over => self.give_up(at),
            Act::Merge { into } => {
                self.give_up(at);
                self.into = Some(*into);
            }
            Act::Counter => self.counter = Some(at),
            Act::Receive { .. }
            | Act::Investigate
            | Act::Resume
            | Act::Absorb { .. }
            | Act::Note
            | Act::Attach { .. }
            | Act::TellBack => {}
        }
    }

    fn reopen(&mut self, at: Instant) {
        self.drop_all(at);
        self.reopened += 1;
        self.empathy = false;
        self.offer = None;
        self.approved = None;
        self.agreed = false;
        self.improved = false;
        self.solved = None;
        self.closed = None;
        self.satisfaction = None;
        self.into = None;
        self.counter = None;
        self.escalation = 0;
        self.start(Clock::FirstAnswer, at);
        self.start(Clock::Solution, at);
    }

    fn give_up(&mut self, at: Instant) {
        self.drop_all(at);
        self.asked = None;
        self.closed = Some(at);
    }

    fn resume(&mut self, at: Instant) {
        if let Some(since) = self.waiting.take() {
            self.pauses.push(Stretch { from: since, until: at });
        }
    }

    fn start(&mut self, clock: Clock, started: Instant) {
        let severity = self.severity;
        self.runs.push(Run { clock, started, severity, ended: None, dropped: false });
    }

    fn end(&mut self, clock: Clock, at: Instant) {
        let running = |run: &&mut Run| run.clock == clock && run.ended.is_none();
        if let Some(run) = self.runs.iter_mut().find(running) {
            run.ended = Some(at);
        }
    }

    fn drop_all(&mut self, at: Instant) {
        for run in self.runs.iter_mut().filter(|run| run.ended.is_none()) {
            run.ended = Some(at);
            run.dropped = true;
        }
    }

    /// The customer heard from us: the next word is due from now on.
    fn spoken(&mut self, at: Instant) {
        self.end(Clock::Update, at);
        self.start(Clock::Update, at);
    }

    /// Time in which the customer was waited for, without the present wait.
    #[must_use]
    pub fn pauses(&self) -> Pauses {
        Pauses::new(self.pauses.iter().copied())
    }

    /// All its clocks, worked out.
    #[must_use]
    pub fn deadlines(&self, measure: &Measure<'_>) -> Vec<Deadline> {
        let pauses = self.pauses();
        self.runs.iter().map(|run| measure.deadline(run, &pauses, self.waiting)).collect()
    }
}
