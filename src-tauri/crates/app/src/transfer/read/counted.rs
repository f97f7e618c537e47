//! How far through a file reading has come.

use std::io::{Read, Result, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Stop;

/// Bytes of the file read so far and in all.
#[derive(Clone, Debug)]
pub struct Progress {
    done: Arc<AtomicU64>,
    total: u64,
}

impl Progress {
    pub(super) fn of(total: u64) -> Self {
        Self { done: Arc::default(), total }
    }

    /// Bytes read so far.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed).min(self.total)
    }

    /// Bytes in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }
}

/// What a file answers once a stop was asked for; no file says so by itself.
pub(super) const STOPPED: std::io::ErrorKind = std::io::ErrorKind::ConnectionAborted;

/// A file that says where in it reading stands, and gives out nothing once a stop was asked for.
pub(super) struct Counted<R> {
    inner: R,
    progress: Progress,
    stop: Stop,
}

impl<R> Counted<R> {
    pub(super) fn new(inner: R, progress: &Progress, stop: &Stop) -> Self {
        Self { inner, progress: progress.clone(), stop: stop.clone() }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        // A library that reads on and on looks at nothing else.
        if self.stop.check().is_err() {
            return Err(STOPPED.into());
        }
        let read = self.inner.read(buf)?;
        self.progress.done.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, pos: SeekFrom) -> Result<u64> {
        let at = self.inner.seek(pos)?;
        self.progress.done.store(at, Ordering::Relaxed);
        Ok(at)
    }
}

/// Refuses to give out more than `most` bytes between two calls of [`Bounded::reset`], so that one
/// open quote cannot pull a whole file into one cell.
pub(super) struct Bounded<R> {
    inner: R,
    most: usize,
    left: usize,
}

impl<R> Bounded<R> {
    pub(super) fn new(inner: R, most: usize) -> Self {
        Self { inner, most, left: most }
    }

    pub(super) fn reset(&mut self) {
        self.left = self.most;
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        if self.left == 0 {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        let read = self.inner.read(buf)?;
        self.left = self.left.saturating_sub(read);
        Ok(read)
    }
}

/// Fills `buf` as far as the input goes.
pub(super) fn fill(from: &mut impl Read, buf: &mut [u8]) -> Result<usize> {
    let mut filled = 0;
    while filled < buf.len() {
        match from.read(&mut buf[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}
