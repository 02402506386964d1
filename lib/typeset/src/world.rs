//! The world as one rendering sees it: the sheet, the prelude, the fonts, and nothing else.

use std::collections::HashMap;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use crate::library;
use crate::prelude;
use crate::pulse::Pulsed;
use crate::{TypesetError, fonts};

/// File ids above which no new template is rendered: a process has 65,535 and never forgets one.
const LAST_NAME: u16 = 60_000;

/// What all renderings of a process share.
pub(crate) struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    prelude: HashMap<FileId, Source>,
    /// The highest file id met so far.
    names: AtomicU16,
}

/// What one rendering sees.
pub(crate) struct Desk {
    shared: Arc<Shared>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    pulsed: HashMap<FileId, (String, Pulsed)>,
    today: Option<Datetime>,
    stop: Arc<AtomicBool>,
}

/// What unwinds through the compiler when a rendering is stopped.
pub(crate) struct Stopped;

impl Shared {
    pub fn new() -> Self {
        let (book, fonts) = fonts::load();
        let prelude = prelude::SOURCES.iter().filter_map(|(path, text)| {
            let id = id_of(path)?;
            Some((id, Source::new(id, (*text).to_owned())))
        });
        Self {
            library: LazyHash::new(library::library()),
            book: LazyHash::new(book),
            fonts,
            prelude: prelude.collect(),
            names: AtomicU16::new(0),
        }
    }

    /// Whether the process can remember no more file names.
    pub fn is_exhausted(&self) -> bool {
        self.names.load(Ordering::Relaxed) > LAST_NAME
    }

    fn note(&self, id: FileId) {
        self.names.fetch_max(id.into_raw().get(), Ordering::Relaxed);
    }
}

impl Desk {
    pub fn new(
        shared: Arc<Shared>,
        main: &str,
        today: Option<Datetime>,
        stop: Arc<AtomicBool>,
    ) -> Result<Self, TypesetError> {
        let id = id_of("/main.typ").ok_or_else(|| TypesetError::FileName("main.typ".into()))?;
        let (sources, files, pulsed) = Default::default();
        let mut desk = Self { shared, main: id, sources, files, pulsed, today, stop };
        desk.add_source("/main.typ", main)?;
        Ok(desk)
    }

    /// Lays a template's source on the desk, made stoppable.
    pub fn add_source(&mut self, path: &str, text: &str) -> Result<(), TypesetError> {
        let id = id_of(path).ok_or_else(|| TypesetError::FileName(path.to_owned()))?;
        let pulsed = Pulsed::new(text);
        self.sources.insert(id, Source::new(id, pulsed.text.clone()));
        self.pulsed.insert(id, (text.to_owned(), pulsed));
        Ok(())
    }

    pub fn add_file(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), TypesetError> {
        let id = id_of(path).ok_or_else(|| TypesetError::FileName(path.to_owned()))?;
        self.files.insert(id, Bytes::new(bytes));
        Ok(())
    }

    /// The source as its author wrote it, with the way back to it; none for the prelude.
    pub fn written(&self, id: FileId) -> Option<&(String, Pulsed)> {
        self.pulsed.get(&id)
    }

    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Leaves the compiler when the time is up. Unwinding is the only way out of it; no message is
    /// printed, and `watch` is where it ends.
    fn heed_stop(&self) {
        if self.is_stopped() {
            panic::resume_unwind(Box::new(Stopped));
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.heed_stop();
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.heed_stop();
        self.shared.note(id);
        let source = self.sources.get(&id).or_else(|| self.shared.prelude.get(&id));
        source.cloned().ok_or_else(|| match self.files.contains_key(&id) {
            true => FileError::NotSource,
            false => missing(id),
        })
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.heed_stop();
        self.shared.note(id);
        if let Some((text, _)) = self.pulsed.get(&id) {
            return Ok(Bytes::from_string(text.clone()));
        }
        self.files.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.heed_stop();
        self.shared.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.heed_stop();
        self.today
    }
}

/// The compiler's number of a path from the root.
fn id_of(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path.trim_start_matches('/')).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn missing(id: FileId) -> FileError {
    match id.root() {
        VirtualRoot::Package(spec) => FileError::Package(PackageError::Other(Some(
            format!("{spec}: nothing is loaded from a network, put the source beside the template")
                .into(),
        ))),
        VirtualRoot::Project => FileError::NotFound(id.vpath().get_with_slash().into()),
    }
}
