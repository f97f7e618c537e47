//! The open file, or why it is shut, and who sits there.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant as Moment};

use huike_domain::ids::PersonId;
use huike_domain::time::Instant;
use huike_store::Store;
use huike_store::keys::DataKey;

use crate::error::AppError;

/// The state of the door.
pub(crate) struct Door {
    state: Mutex<State>,
}

struct State {
    place: Place,
    /// Whether nobody does anything in it without having proved who they are.
    guarded: bool,
    person: Option<PersonId>,
    /// When somebody last did something here, by the clock that no one sets.
    seen: Moment,
    /// When follow-ups fall due while it is shut: moments alone, no names.
    ahead: Vec<Instant>,
}

enum Place {
    Open(Store),
    Shut(Shut),
}

/// Why a file is shut.
pub(crate) enum Shut {
    /// It takes a passphrase.
    Locked,
    /// It is busy with something that needs it closed.
    Busy,
    /// It cannot be opened; its key, where that is known.
    Failed { error: AppError, key: Option<DataKey> },
    /// It cannot be read; the newest whole backup, where there is one.
    Damaged { key: DataKey, backup: Option<String> },
}

impl Shut {
    pub(crate) fn error(&self) -> AppError {
        match self {
            Self::Locked => AppError::Locked,
            Self::Busy => AppError::Busy,
            Self::Failed { error, .. } => error.clone(),
            Self::Damaged { backup, .. } => AppError::Damaged { backup: backup.clone() },
        }
    }
}

impl Default for Door {
    fn default() -> Self {
        Self {
            state: Mutex::new(State {
                place: Place::Shut(Shut::Locked),
                guarded: false,
                person: None,
                seen: Moment::now(),
                ahead: Vec::new(),
            }),
        }
    }
}

/// How long closing waits for what still reads the file.
const PATIENCE: Duration = Duration::from_secs(5);

impl Door {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn store(&self) -> Result<Store, AppError> {
        match &self.state().place {
            Place::Open(store) => Ok(store.clone()),
            Place::Shut(shut) => Err(shut.error()),
        }
    }

    pub(crate) fn key(&self) -> Result<DataKey, AppError> {
        match &self.state().place {
            Place::Open(store) => Ok(store.key().clone()),
            Place::Shut(Shut::Damaged { key, .. } | Shut::Failed { key: Some(key), .. }) => {
                Ok(key.clone())
            }
            Place::Shut(shut) => Err(shut.error()),
        }
    }

    pub(crate) fn person(&self) -> Option<PersonId> {
        self.state().person
    }

    /// Who sits there; nobody may be unknown where the shop is guarded.
    ///
    /// # Errors
    /// [`AppError::Locked`].
    pub(crate) fn who(&self) -> Result<Option<PersonId>, AppError> {
        let state = self.state();
        match state.person {
            None if state.guarded => Err(AppError::Locked),
            person => Ok(person),
        }
    }

    /// Whether it is shut for want of a passphrase.
    pub(crate) fn is_locked(&self) -> bool {
        matches!(self.state().place, Place::Shut(Shut::Locked))
    }

    /// Where it could not be opened, the key to try again by, if that is known.
    pub(crate) fn failed(&self) -> Option<Option<DataKey>> {
        match &self.state().place {
            Place::Shut(Shut::Failed { key, .. }) => Some(key.clone()),
            _ => None,
        }
    }

    /// From now on nobody has to prove anything.
    pub(crate) fn unguard(&self) {
        self.state().guarded = false;
    }

    pub(crate) fn seat(&self, person: Option<PersonId>) {
        let mut state = self.state();
        state.person = person;
        state.seen = Moment::now();
    }

    pub(crate) fn open(&self, store: Store, guarded: bool) {
        let mut state = self.state();
        state.guarded = guarded;
        state.place = Place::Open(store);
        state.seen = Moment::now();
        state.ahead.clear();
    }

    /// Whoever still reads the file finishes; nobody begins.
    pub(crate) fn shut(&self, why: Shut, ahead: Vec<Instant>) {
        let mut state = self.state();
        let before = std::mem::replace(&mut state.place, Place::Shut(why));
        state.ahead = ahead;
        drop(state);
        // Closing the file may take a moment; the door is shut already.
        drop(before);
    }

    /// Takes the open file out, once nobody else uses it.
    ///
    /// # Errors
    /// [`AppError::Busy`] where somebody goes on using it; it stays open then.
    pub(crate) fn take(&self) -> Result<Store, AppError> {
        let mut state = self.state();
        let store = match std::mem::replace(&mut state.place, Place::Shut(Shut::Busy)) {
            Place::Open(store) => store,
            Place::Shut(shut) => {
                let error = shut.error();
                state.place = Place::Shut(shut);
                return Err(error);
            }
        };
        drop(state);
        let began = Moment::now();
        while !store.is_the_last() {
            if began.elapsed() > PATIENCE {
                let mut state = self.state();
                // Unless somebody locked it meanwhile.
                if matches!(state.place, Place::Shut(Shut::Busy)) {
                    state.place = Place::Open(store);
                }
                return Err(AppError::Busy);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(store)
    }

    pub(super) fn note_seen(&self) {
        self.state().seen = Moment::now();
    }

    pub(super) fn idle(&self) -> Duration {
        self.state().seen.elapsed()
    }

    /// Whether it is shut for want of a passphrase, and how many follow-ups fell due since.
    pub(super) fn waiting(&self, now: Instant) -> Option<usize> {
        let state = self.state();
        matches!(state.place, Place::Shut(Shut::Locked))
            .then(|| state.ahead.iter().filter(|due| **due <= now).count())
    }
}
