//! Runs a drawing with a limit on its time, and keeps its failures in.
//!
//! A thread cannot be killed and the drawing program cannot be told to stop. What does not end in
//! time is left behind as a stray; while there are too many of them, nothing new begins.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use crate::{Limits, PagesError};

/// Forms lie in forms in forms.
const STACK: usize = 64 << 20;

/// Counts drawings that did not end in time.
#[derive(Debug, Default)]
pub(crate) struct Strays(AtomicUsize);

const RUNNING: u8 = 0;
const STRAY: u8 = 1;
const ENDED: u8 = 2;

/// One drawing, counted among the strays from when its time is up until it ends.
struct Stage {
    state: AtomicU8,
    strays: Arc<Strays>,
}

impl Stage {
    fn leave_behind(&self) {
        self.strays.0.fetch_add(1, Ordering::SeqCst);
        let was = self.state.compare_exchange(RUNNING, STRAY, Ordering::SeqCst, Ordering::SeqCst);
        if was.is_err() {
            self.strays.0.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// Held by the thread; dropped however it ends.
struct Exit(Arc<Stage>);

impl Drop for Exit {
    fn drop(&mut self) {
        if self.0.state.swap(ENDED, Ordering::SeqCst) == STRAY {
            self.0.strays.0.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// Runs `work` on a thread of its own. A panic in it is [`PagesError::Failed`].
pub(crate) fn run<T: Send + 'static>(
    limits: &Limits,
    strays: &Arc<Strays>,
    work: impl FnOnce() -> Result<T, PagesError> + Send + 'static,
) -> Result<T, PagesError> {
    if strays.0.load(Ordering::SeqCst) >= limits.strays {
        return Err(PagesError::Busy);
    }
    let stage = Arc::new(Stage { state: AtomicU8::new(RUNNING), strays: strays.clone() });
    let exit = Exit(stage.clone());
    let (give, take) = mpsc::sync_channel(1);
    let spawned =
        thread::Builder::new().name("pages".to_owned()).stack_size(STACK).spawn(move || {
            let _exit = exit;
            // Nobody listens any more when the time is up.
            let _late = give.send(work());
        });
    if spawned.is_err() {
        return Err(PagesError::Busy);
    }
    match take.recv_timeout(limits.time) {
        Ok(done) => done,
        Err(RecvTimeoutError::Disconnected) => Err(PagesError::Failed),
        Err(RecvTimeoutError::Timeout) => {
            stage.leave_behind();
            Err(PagesError::TooSlow)
        }
    }
}
