//! A desktop that remembers what it was told, and may end the program at the worst moment.

use std::panic::resume_unwind;
use std::sync::Mutex;

use huike_app::followups::Announcement;
use huike_app::scheduler::Notifier;

/// When the program is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kill {
    /// A notification is claimed and not shown.
    Before,
    /// It is shown and not confirmed.
    After,
}

/// What a killed program unwinds with.
pub(crate) struct Killed;

#[derive(Default)]
pub(crate) struct Desktop(Mutex<State>);

#[derive(Default)]
struct State {
    broken: bool,
    shown: Vec<Announcement>,
    last: Option<Announcement>,
    /// After so many more notifications.
    kill: Option<(u32, Kill)>,
}

impl Desktop {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// What was shown since this was last asked.
    pub(crate) fn take(&self) -> Vec<Announcement> {
        std::mem::take(&mut self.state().shown)
    }

    /// The last of all.
    pub(crate) fn last(&self) -> Announcement {
        self.state().last.clone().expect("a notification")
    }

    pub(crate) fn works(&self, works: bool) {
        self.state().broken = !works;
    }

    pub(crate) fn kill(&self, kill: Option<(u32, Kill)>) {
        self.state().kill = kill;
    }
}

impl Notifier for Desktop {
    fn ready(&self) -> Result<(), String> {
        if self.state().broken { Err("nobody there".to_owned()) } else { Ok(()) }
    }

    fn show(&self, announcement: &Announcement) -> Result<(), String> {
        let mut state = self.state();
        let end = match &mut state.kill {
            Some((0, kill)) => Some(*kill),
            Some((left, _)) => {
                *left -= 1;
                None
            }
            None => None,
        };
        if end != Some(Kill::Before) {
            state.shown.push(announcement.clone());
            state.last = Some(announcement.clone());
        }
        drop(state);
        if end.is_some() { resume_unwind(Box::new(Killed)) } else { Ok(()) }
    }
}
