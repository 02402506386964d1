//! Asking workers for pages.

use std::sync::Arc;
use std::time::Instant;

use crate::seats::Seats;
use crate::worker::{Program, Worker};
use crate::{Limits, PagesError, Picture};

/// Has pages drawn within limits, never in this process. Cheap to clone; clones share the number of
/// workers. Whoever must not starve the others gets a renderer of their own.
#[derive(Debug, Clone)]
pub struct Renderer {
    program: Option<Arc<Program>>,
    limits: Limits,
    seats: Arc<Seats>,
}

impl Renderer {
    /// Without a program nothing can be drawn: each drawing is [`PagesError::NoWorker`].
    pub fn new(program: Option<Program>, limits: Limits) -> Self {
        Self { program: program.map(Arc::new), limits, seats: Arc::default() }
    }

    /// A page, counted from 1, so many pixels wide. Waits for it: call it where waiting is allowed.
    ///
    /// # Errors
    /// Those of [`guard`](crate::guard()); [`PagesError::NoPage`], [`PagesError::TooSlow`],
    /// [`PagesError::Busy`], [`PagesError::NoWorker`], [`PagesError::Failed`].
    pub fn render(
        &self,
        pdf: impl AsRef<[u8]>,
        page: usize,
        width: u32,
    ) -> Result<Picture, PagesError> {
        let mut worker = self.worker()?;
        let until = Instant::now() + self.limits.time;
        worker.look(pdf.as_ref(), until)?;
        worker.draw((0, page), width, until)
    }

    pub(crate) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// A fresh worker, as soon as there is a seat for it: no file meets what another one left behind.
    pub(crate) fn worker(&self) -> Result<Worker, PagesError> {
        let none = || PagesError::NoWorker("no program is set".to_owned());
        let program = self.program.as_ref().ok_or_else(none)?;
        let seat = self.seats.take(&self.limits)?;
        Worker::start(program, &self.limits, seat)
    }
}
