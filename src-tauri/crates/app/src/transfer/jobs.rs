//! Long jobs that a person may stop.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use huike_domain::ids::OperationId;

use super::read::Stop;
use crate::error::AppError;

/// The jobs that run now, by the operation they will be.
#[derive(Debug, Default)]
pub struct Jobs {
    running: Arc<Mutex<HashMap<OperationId, Stop>>>,
}

/// A running job; it ends when this is dropped.
#[derive(Debug)]
pub struct Job {
    id: OperationId,
    stop: Stop,
    running: Arc<Mutex<HashMap<OperationId, Stop>>>,
}

impl Jobs {
    /// Notes that `id` runs.
    #[must_use]
    pub fn start(&self, id: OperationId) -> Job {
        let stop = Stop::default();
        self.running.lock().unwrap_or_else(PoisonError::into_inner).insert(id, stop.clone());
        Job { id, stop, running: Arc::clone(&self.running) }
    }

    /// Asks `id` to stop.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where it does not run.
    pub fn stop(&self, id: OperationId) -> Result<(), AppError> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let stop = running.get(&id).ok_or_else(|| AppError::not_found("job", &id.to_string()))?;
        stop.request();
        Ok(())
    }

    /// Asks all of them to stop: the program ends.
    pub fn stop_all(&self) {
        for stop in self.running.lock().unwrap_or_else(PoisonError::into_inner).values() {
            stop.request();
        }
    }
}

impl Job {
    /// The request to stop, to be looked at many times a second.
    #[must_use]
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}
