//! Long jobs that a person may stop, and that say now and then how far they have come.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use huike_domain::ids::OperationId;

use super::read::Stop;
use crate::App;
use crate::error::AppError;
use crate::events::Event;

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

    /// Whether any runs.
    #[must_use]
    pub fn any(&self) -> bool {
        !self.running.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Asks all of them to stop: the program ends, or the shop is shut.
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

/// How often progress is told.
pub(crate) const TOLD_EVERY: Duration = Duration::from_millis(100);

/// Counts what a job has done, and stops where a person asked for it.
pub(crate) struct Steps<'a> {
    app: &'a App,
    job: &'a Job,
    done: u32,
    last: Instant,
}

impl<'a> Steps<'a> {
    /// Of `job`, which has done nothing yet.
    pub(crate) fn new(app: &'a App, job: &'a Job) -> Self {
        Self { app, job, done: 0, last: Instant::now() }
    }

    /// One more of `total`.
    ///
    /// # Errors
    /// [`AppError::Cancelled`].
    pub(crate) fn step(&mut self, total: u32) -> Result<(), AppError> {
        self.done = self.done.saturating_add(1);
        self.check()?;
        // The clock is asked once in a few hundred steps.
        if self.done.is_multiple_of(256) && self.last.elapsed() >= TOLD_EVERY {
            self.last = Instant::now();
            let (job, done) = (self.job.id, self.done);
            self.app.tell(Event::Progress { job, done, total: Some(total.max(done)) });
        }
        Ok(())
    }

    /// Fails once a stop was asked for.
    ///
    /// # Errors
    /// [`AppError::Cancelled`].
    pub(crate) fn check(&self) -> Result<(), AppError> {
        self.job.stop.check().map_err(|error| error.of(""))
    }
}
