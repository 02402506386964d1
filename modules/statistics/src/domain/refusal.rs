//! What people are told when something is not possible.

use base::{Error, Kind};

pub fn no_dataset(id: &str) -> Error {
    Error::new(Kind::NotFound, "statistics/no-dataset").with("id", id)
}

pub fn nothing_released(dataset: &str) -> Error {
    Error::new(Kind::NotFound, "statistics/nothing-released").with("id", dataset)
}

pub fn no_dimension(dataset: &str, dimension: &str) -> Error {
    Error::new(Kind::Invalid, "statistics/no-dimension")
        .with("id", dataset)
        .with("dimension", dimension)
}

pub fn no_code(dimension: &str, code: &str) -> Error {
    Error::new(Kind::Invalid, "statistics/no-code").with("dimension", dimension).with("code", code)
}

pub fn too_many_cells(cells: usize, most: usize) -> Error {
    Error::new(Kind::TooLarge, "statistics/too-many-cells").with("cells", cells).with("most", most)
}

/// A description of a dataset that contradicts itself.
pub fn description(dataset: &str, problem: impl std::fmt::Display) -> Error {
    Error::new(Kind::Invalid, "statistics/description").with("id", dataset).with("problem", problem)
}

/// A line of a file that cannot be taken.
pub fn line(line: usize, problem: impl std::fmt::Display) -> Error {
    Error::new(Kind::Invalid, "statistics/line").with("line", line).with("problem", problem)
}

/// Only one version at a time waits for its release.
pub fn version_waits(dataset: &str, version: i64) -> Error {
    Error::new(Kind::Conflict, "statistics/version-waits")
        .with("id", dataset)
        .with("version", version)
}

/// A version that is released already, or whose figures are not all written.
pub fn not_to_release(dataset: &str, version: i64) -> Error {
    Error::new(Kind::Precondition, "statistics/not-to-release")
        .with("id", dataset)
        .with("version", version)
}

/// A figure that its measure cannot have.
pub fn figure(measure: &str, value: impl std::fmt::Display) -> Error {
    Error::new(Kind::Invalid, "statistics/figure").with("measure", measure).with("value", value)
}
