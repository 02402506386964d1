//! What a command has begun and must take away again when it fails or is told to stop.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::task::JoinHandle;

use crate::commands::Failure;

/// Holds what was begun. Dropped without [`Unfinished::finish`], or when the program is told to
/// stop, everything is removed again; what cannot be removed is named.
#[must_use = "what is begun is removed when this is dropped"]
pub struct Unfinished {
    made: Arc<Made>,
    watch: JoinHandle<()>,
}

#[derive(Default)]
struct Made(Mutex<Vec<Trace>>);

/// How often, and how long apart, what work beside makes again is removed: two seconds in all.
const TRIES: usize = 100;
const PAUSE: Duration = Duration::from_millis(20);

/// One thing that was not there before.
#[derive(Clone)]
enum Trace {
    /// A file, or a folder with all below it.
    Whole(PathBuf),
    /// All that is in a folder which was there, and empty.
    Inside(PathBuf),
    /// A folder on the way; another program may use it too by now.
    IfEmpty(PathBuf),
}

impl Unfinished {
    /// From here on SIGINT and SIGTERM remove what was begun and end the program.
    pub fn begin() -> Self {
        let made = Arc::<Made>::default();
        let begun = Arc::clone(&made);
        let watch = tokio::spawn(async move {
            told_to_stop().await;
            begun.remove_beside_work();
            eprintln!("pelangi: stopped; what was begun is removed, and nothing else was changed");
            std::process::exit(1);
        });
        Self { made, watch }
    }

    /// Remembers a file or folder that is about to be made, and the folders on the way to it.
    ///
    /// # Errors
    /// When something is there.
    pub fn will_make(&self, path: &Path) -> Result<(), Failure> {
        if path.exists() {
            return Err(Failure::input(format_args!(
                "{} exists already, and nothing is overwritten; name another place, or remove it \
                 when it is left over from a command that was cut off",
                path.display()
            )));
        }
        let missing = path.ancestors().skip(1).filter(|a| !a.as_os_str().is_empty());
        let missing: Vec<_> = missing.take_while(|folder| !folder.exists()).collect();
        let mut made = self.made.0.lock().unwrap_or_else(PoisonError::into_inner);
        made.extend(missing.into_iter().rev().map(|folder| Trace::IfEmpty(folder.to_owned())));
        made.push(Trace::Whole(path.to_owned()));
        Ok(())
    }

    /// Remembers an empty folder that is about to be filled.
    pub fn will_fill(&self, folder: &Path) {
        let mut made = self.made.0.lock().unwrap_or_else(PoisonError::into_inner);
        made.push(Trace::Inside(folder.to_owned()));
    }

    /// It is done: everything stays.
    pub fn finish(self) {
        self.made.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        self.watch.abort();
        self.made.remove();
    }
}

impl Made {
    /// The work goes on beside until the program ends, and may make once more what was just removed:
    /// it is removed until it stays away.
    fn remove_beside_work(&self) {
        for _ in 0..TRIES {
            let traces = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
            for trace in traces.iter().rev() {
                // What cannot be removed now is said by the last try.
                trace.remove().unwrap_or_default();
            }
            std::thread::sleep(PAUSE);
            if traces.iter().all(Trace::is_gone) {
                return;
            }
        }
        self.remove();
    }

    /// Last made, first removed.
    fn remove(&self) {
        let mut traces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(trace) = traces.pop() {
            if let Err(error) = trace.remove() {
                let path = trace.path().display();
                eprintln!("remove {path} yourself, it is unfinished: {error}");
            }
        }
    }
}

impl Trace {
    fn path(&self) -> &Path {
        match self {
            Self::Whole(path) | Self::Inside(path) | Self::IfEmpty(path) => path,
        }
    }

    fn is_gone(&self) -> bool {
        let is_empty = |path: &Path| fs::read_dir(path).is_ok_and(|mut all| all.next().is_none());
        match self {
            Self::Whole(path) => !path.exists(),
            Self::Inside(folder) => !folder.exists() || is_empty(folder),
            Self::IfEmpty(folder) => !is_empty(folder),
        }
    }

    fn remove(&self) -> io::Result<()> {
        match self {
            Self::Whole(path) => remove(path),
            Self::Inside(folder) => {
                fs::read_dir(folder)?.try_for_each(|entry| remove(&entry?.path()))
            }
            // Not empty: somebody else uses it.
            Self::IfEmpty(folder) => {
                fs::remove_dir(folder).unwrap_or_default();
                Ok(())
            }
        }
    }
}

/// Removes a file, or a folder with all below it; what is not there is no error.
pub fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
