//! What use cases need: the store, files, jobs and listeners.

/// The open shop.
#[derive(Clone)]
pub struct App {}
