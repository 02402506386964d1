//! What is known of statistics without any I/O.

pub mod change;
pub mod codes;
pub mod dataset;
pub mod examination;
pub mod figure;
pub mod line;
pub mod metadata;
pub mod obligation;
pub mod period;
pub mod protection;
pub mod refusal;
pub mod selection;
pub mod submission;
pub mod tidy;
pub mod version;
pub mod webapi;
mod words;
pub mod yearbook;
