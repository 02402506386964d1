//! A figure in its place.

use cube::Cell;

use super::period::Period;

/// The codes of all dimensions but time, in the order of [`super::dataset::Dataset::series_order`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series(Vec<String>);

impl Series {
    pub const fn new(codes: Vec<String>) -> Self {
        Self(codes)
    }

    /// As it is kept: codes joined by a slash, which no code contains.
    pub fn key(&self) -> String {
        self.0.join("/")
    }

    pub fn from_key(key: &str) -> Self {
        Self(key.split('/').map(str::to_owned).collect())
    }

    pub fn codes(&self) -> &[String] {
        &self.0
    }

    /// The same series with another code at a place; of one that it does not have nothing changes.
    #[must_use]
    pub fn with_code(&self, place: usize, code: &str) -> Self {
        let mut codes = self.0.clone();
        if let Some(it) = codes.get_mut(place) {
            code.clone_into(it);
        }
        Self(codes)
    }
}

/// What a version says of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub series: Series,
    pub period: Period,
    pub cell: Cell,
}
