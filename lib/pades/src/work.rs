//! How much a verification may do before it gives up.

use std::cell::Cell;

use crate::{Bound, Fault, PdfError};

/// A count of values still to be looked at. Time is not measured: the same file always gets the
/// same answer.
#[derive(Debug)]
pub struct Work {
    left: Cell<u64>,
}

impl Work {
    pub const fn new(granted: u64) -> Self {
        Self { left: Cell::new(granted) }
    }

    pub fn charge(&self, values: u64) -> Result<(), PdfError> {
        let left = self.left.get().checked_sub(values);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(PdfError::new(Fault::Limit(Bound::Work), 0))
    }
}
