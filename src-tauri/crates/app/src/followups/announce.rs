//! Telling what has become due: once for each due time, by one program, also where programs are
//! killed, clocks jump and desktops come and go.
//!
//! A notification claims its due times in the file, is shown, and is then confirmed. Only the
//! program that holds the lock file does so, and a lock dies with its program; so a claim that is
//! not confirmed when the lock is taken is of a program that was ended in between, and is shown
//! again at once, under the same name, which a desktop that knows names puts in place of the first.
//! So everything is told exactly once, unless a program is ended between the desktop's answer and
//! the confirmation: then twice, never not at all.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};

use huike_domain::customers::display_name;
use huike_domain::followups::Reason;
use huike_domain::ids::{ComplaintId, CustomerId, FollowUpId, OperationId};
use huike_domain::notifying::Notifying;
use huike_domain::shop::Language;
use huike_domain::time::{Instant, Zone};
use huike_store::followups::{self as rows, Waiting};
use huike_store::{Tx, settings};
use uuid::Uuid;

use super::wording::key_of;
use crate::App;
use crate::error::AppError;
use crate::events::Event;
use crate::scheduler::Notifier;
use crate::words::Words;

/// A desktop notification to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Its name: shown again under the same one, it is meant to replace itself.
    pub notice: Uuid,
    /// The first line.
    pub title: String,
    /// The text.
    pub body: String,
    /// What it speaks of, best first.
    pub follow_ups: Vec<FollowUpId>,
    /// Whose page a click opens; Today where it speaks of several.
    pub customer: Option<CustomerId>,
    /// The complaint that a click opens.
    pub complaint: Option<ComplaintId>,
    /// Whether it may sound.
    pub sound: bool,
    /// What else a person can answer, worded; where the desktop offers no buttons, only a click.
    pub answers: Vec<(Answer, String)>,
}

/// What a person can answer to a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Open what it speaks of.
    Open,
    /// Tell it once more in ten minutes.
    InTenMinutes,
    /// Put it off until the shop opens on another day.
    Tomorrow,
}

impl Answer {
    /// Its name on the desktop's bus.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "default",
            Self::InTenMinutes => "later",
            Self::Tomorrow => "tomorrow",
        }
    }

    /// Reads [`Self::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Open, Self::InTenMinutes, Self::Tomorrow].into_iter().find(|it| it.key() == key)
    }
}

/// Tells what has become due, unless this is no time to speak. What the desktop does not take is
/// tried again with the next call.
///
/// # Errors
/// [`AppError::Busy`], [`AppError::Internal`]; whatever was not told waits.
pub fn tell(app: &App, now: Instant, notifier: &impl Notifier) -> Result<(), AppError> {
    if !notifier.has_desktop() || !app.read(|reader| Ok(rows::anything_to_tell(reader, now)?))? {
        return Ok(());
    }
    let (how, may) = app.read(|reader| {
        let how = settings::notifying(reader)?;
        let zone = crate::app::zone(reader)?;
        Ok((how, how.may_tell(now, zone, &settings::hours(reader)?)))
    })?;
    if how.on && !may {
        return Ok(());
    }
    let how = crate::gate::told_as(app, how)?;
    if how.on && !ready(app, notifier) {
        // Nothing is claimed: the badge says it, and so does the desktop once it can.
        return Ok(());
    }
    let Some(_alone) = alone(app)? else { return Ok(()) };
    let only_of = crate::notifying::desk(app).only_of;
    let claimed = app.write_by_itself("followups.announce", now, move |tx| {
        let due = rows::to_tell(tx, now, only_of.as_deref())?;
        if how.on {
            return claim(tx, due, &how);
        }
        // Where the shop wants none they count as told: switching them on brings no flood.
        rows::told(tx, &due)?;
        Ok(Vec::new())
    })?;
    for (announcement, due) in claimed.value {
        let shown = notifier.show(&announcement);
        app.set_notifications_work(shown.is_ok());
        if let Err(error) = shown {
            tracing::warn!(error, "notification");
            return Ok(());
        }
        app.write_by_itself("followups.announce", now, move |tx| {
            Ok::<_, AppError>(rows::told(tx, &due)?)
        })?;
    }
    Ok(())
}

/// Whether the desktop takes notifications at present; the screens are told where that is new.
pub(crate) fn ready(app: &App, notifier: &impl Notifier) -> bool {
    let ready = notifier.ready();
    app.set_notifications_work(ready.is_ok());
    ready.is_ok()
}

/// The lock that one program at a time holds while it tells; the system opens it when a program
/// ends, however it does.
const LOCK: &str = "telling.lock";

pub(crate) fn alone(app: &App) -> Result<Option<File>, AppError> {
    let path = app.folder().join(LOCK);
    // Not emptied: some systems refuse that while another program holds it.
    let held = File::options().write(true).create(true).truncate(false).open(path);
    let held = held.map_err(TryLockError::Error);
    match held.and_then(|file| file.try_lock().map(|()| file)) {
        Ok(file) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(AppError::Internal { detail: error.to_string() }),
    }
}

type Claimed = Vec<(Announcement, Vec<Waiting>)>;

/// Parts what is due into notifications and notes which tells what.
fn claim(tx: &Tx<'_>, due: Vec<Waiting>, how: &Notifying) -> Result<Claimed, AppError> {
    let say = Say::load(tx, *how)?;
    let (begun, fresh): (Vec<_>, Vec<_>) = due.into_iter().partition(|it| it.notice.is_some());
    let mut parts: BTreeMap<Uuid, Vec<Waiting>> = BTreeMap::new();
    for waiting in begun {
        parts.entry(waiting.notice.unwrap_or_default()).or_default().push(waiting);
    }
    let calendar = settings::hours(tx)?;
    let held = |it: &Waiting| !how.may_tell(it.tell_at, say.zone, &calendar);
    // What waited for the end of the quiet hours comes in one, however few.
    let together = fresh.len() >= usize::from(how.group_from) || fresh.iter().any(held);
    let mut claimed = Vec::new();
    let size = if together { fresh.len().max(1) } else { 1 };
    for part in fresh.chunks(size) {
        let (mut part, notice) = (part.to_vec(), tx.new_id());
        rows::claim(tx, &mut part, notice)?;
        claimed.push((say.announcement(tx, notice, &part)?, part));
    }
    for (notice, part) in parts {
        claimed.push((say.announcement(tx, notice, &part)?, part));
    }
    Ok(claimed)
}

/// How a shop words its notifications.
struct Say {
    words: &'static Words,
    zone: Zone,
    how: Notifying,
    now: Instant,
}

impl Say {
    fn load(tx: &Tx<'_>, how: Notifying) -> Result<Self, AppError> {
        let preferences = settings::preferences(tx)?;
        // Where customers see the screen they see the notifications too.
        let how = Notifying { names: how.names && !preferences.customers_see, ..how };
        let words = Words::of(preferences.language);
        Ok(Self { words, zone: crate::app::zone(tx)?, how, now: tx.at() })
    }

    fn announcement(
        &self,
        tx: &Tx<'_>,
        notice: Uuid,
        due: &[Waiting],
    ) -> Result<Announcement, AppError> {
        let first = due.first().map(|it| rows::get(tx, it.id)).transpose()?.flatten();
        let name = first.as_ref().map(|it| display_name(&it.name, it.phone.as_deref()));
        let name = name.unwrap_or_default();
        let count = due.len().to_string();
        let many = due.len() > 1;
        let title = match &first {
            _ if many => self.words.say("notify.many", &[("count", &count)]),
            Some(first) if self.how.names => {
                let key =
                    format!("notify.{}", key_of(first.reasons.first().unwrap_or(&Reason::ByHand)));
                self.words.say(&key, &[("name", &name)])
            }
            _ => self.words.say("notify.one", &[]),
        };
        let body = match &first {
            Some(_) if many && self.how.names => {
                self.words.say("notify.manyBody", &[("name", &name)])
            }
            Some(first) if !many => {
                let note = if self.how.names { first.note.as_str() } else { "" };
                if note.is_empty() { self.due(first.due) } else { note.to_owned() }
            }
            _ => self.words.say("notify.manyPlain", &[]),
        };
        let mut answers = vec![Answer::Open, Answer::InTenMinutes];
        if !many {
            answers.push(Answer::Tomorrow);
        }
        Ok(Announcement {
            notice,
            title,
            body,
            follow_ups: due.iter().map(|it| it.id).collect(),
            customer: first.filter(|_| !many).map(|it| it.customer),
            complaint: None,
            sound: self.how.sound,
            answers: answers.into_iter().map(|it| (it, self.answer(it))).collect(),
        })
    }

    fn answer(&self, answer: Answer) -> String {
        let key = match answer {
            Answer::Open => "notify.open",
            Answer::InTenMinutes => "notify.inTenMinutes",
            Answer::Tomorrow => "notify.tomorrow",
        };
        self.words.say(key, &[])
    }

    fn due(&self, due: Instant) -> String {
        let time = self.zone.time_of(due).format("%H:%M").to_string();
        let day = self.zone.day_of(due);
        if day == self.zone.day_of(self.now) {
            return self.words.say("notify.due", &[("time", &time)]);
        }
        let day = day.to_string();
        self.words.say("notify.dueDay", &[("day", &day), ("time", &time)])
    }
}

/// A notification that speaks of nothing, to see whether the desktop shows any.
#[must_use]
pub fn trial(language: Language, sound: bool) -> Announcement {
    let words = Words::of(language);
    Announcement {
        notice: crate::clock::random_id(),
        title: words.say("notify.trial", &[]),
        body: words.say("notify.trialBody", &[]),
        follow_ups: Vec::new(),
        customer: None,
        complaint: None,
        sound,
        answers: vec![(Answer::Open, words.say("notify.open", &[]))],
    }
}

/// Says how many follow-ups fell due while the shop is shut, and nothing about whom.
pub(crate) fn without_names(language: Language, due: usize) -> Announcement {
    let words = Words::of(language);
    Announcement {
        body: words.say_count("notify.shutBody", i64::try_from(due).unwrap_or(i64::MAX), &[]),
        title: words.say("notify.shut", &[]),
        sound: false,
        ..trial(language, false)
    }
}

/// Does what a person answered to a notification.
///
/// # Errors
/// [`AppError::NotFound`] where the follow-up is no longer open; [`AppError::Busy`],
/// [`AppError::Internal`].
pub fn answer(app: &App, to: &Announcement, answer: Answer) -> Result<(), AppError> {
    let now = app.now();
    match (answer, to.follow_ups.as_slice()) {
        (Answer::Open, _) => app.tell(match (to.complaint, to.customer) {
            (Some(id), _) => Event::OpenComplaint { id },
            (None, Some(id)) => Event::OpenCustomer { id },
            (None, None) => Event::OpenToday,
        }),
        (Answer::InTenMinutes, _) => {
            let (notice, these) = (to.notice, to.follow_ups.clone());
            app.write_by_itself("followups.announce", now, move |tx| {
                let at = Instant(now.0 + rows::AGAIN_AFTER_MS);
                Ok::<_, AppError>(rows::tell_again(tx, notice, &these, at)?)
            })?;
        }
        (Answer::Tomorrow, [one]) => {
            let op = OperationId::from_uuid(crate::clock::id_at(now));
            super::snooze(app, op, *one, super::acts::next_opening_after_today(app, now)?)?;
        }
        (Answer::Tomorrow, _) => {}
    }
    Ok(())
}

/// How long an undo can bring a follow-up back that was told and is gone.
const KEPT_DAYS: i64 = 30;

/// Forgets what was told of follow-ups that are gone for good.
///
/// # Errors
/// [`AppError::Busy`], [`AppError::Internal`].
pub(crate) fn forget_gone(app: &App, now: Instant) -> Result<(), AppError> {
    app.write_by_itself("followups.announce", now, move |tx| {
        rows::forget_gone(tx, now.plus_days(-KEPT_DAYS))?;
        Ok::<_, AppError>(())
    })?;
    Ok(())
}
