//! Runs a rendering with a limit on its time, and keeps its failures in.
//!
//! A thread cannot be killed. When the time is up, the rendering is told to stop and does so the
//! next time it asks its world for anything (`world`, `pulse`). What does not stop, because one
//! single operation takes that long, is left behind as a stray; while there are too many of them,
//! nothing new begins.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::world::Stopped;
use crate::{Limits, TypesetError};

/// Room for the deepest nesting that the compiler itself allows, also in unoptimised builds.
const STACK: usize = 256 << 20;
/// How long a stopped rendering may take to notice.
const GRACE: Duration = Duration::from_millis(500);

/// Counts renderings that did not stop in time.
#[derive(Debug, Default)]
pub(crate) struct Strays(AtomicUsize);

/// One rendering, counted among the strays from when its time is up until it ends.
struct Stage {
    state: AtomicU8,
    strays: Arc<Strays>,
}

const RUNNING: u8 = 0;
const STRAY: u8 = 1;
const ENDED: u8 = 2;

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

/// Runs `work` on a thread of its own. It is given the flag that tells it to stop.
pub(crate) fn run<T: Send + 'static>(
    limits: &Limits,
    strays: &Arc<Strays>,
    work: impl FnOnce(&Arc<AtomicBool>) -> Result<T, TypesetError> + Send + 'static,
) -> Result<T, TypesetError> {
    if strays.0.load(Ordering::SeqCst) >= limits.strays {
        return Err(TypesetError::Busy);
    }
    let stop = Arc::new(AtomicBool::new(false));
    let (give, take) = mpsc::channel();
    let stage = Arc::new(Stage { state: AtomicU8::new(RUNNING), strays: strays.clone() });
    let (exit, flag) = (Exit(stage.clone()), stop.clone());
    let worker = thread::Builder::new().name("typeset".to_owned()).stack_size(STACK);
    let worker = worker.spawn(move || {
        let _exit = exit;
        let _ = give.send(work(&flag));
    });
    let worker = worker.map_err(|error| TypesetError::Crash(format!("no thread: {error}")))?;
    match take.recv_timeout(limits.time) {
        Ok(result) => result,
        Err(RecvTimeoutError::Disconnected) => Err(failure(worker.join())),
        Err(RecvTimeoutError::Timeout) => {
            stage.leave_behind();
            stop.store(true, Ordering::SeqCst);
            let _ = take.recv_timeout(GRACE);
            Err(TypesetError::TooSlow { seconds: limits.time.as_secs() })
        }
    }
}

/// What a thread died of.
fn failure(end: thread::Result<()>) -> TypesetError {
    let Err(payload) = end else { return TypesetError::Crash("no answer".to_owned()) };
    TypesetError::Crash(message(payload.as_ref()))
}

fn message(payload: &(dyn Any + Send)) -> String {
    if payload.is::<Stopped>() {
        return "stopped".to_owned();
    }
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
}
