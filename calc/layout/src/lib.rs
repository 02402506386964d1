//! Where the figures of a statistical table stand. An office's own sheet, without any template, is looked at by
//! [`propose()`], which says how it is laid out and why; a person may change that; [`read()`] reads it so, and says
//! at which cell what is wrong.
//!
//! Nothing that is only probable is taken: a name that is nearly one of the list, a day where a code was typed, a
//! `1.234` that may be 1234 become findings with a suggestion.

pub mod finding;
pub mod known;
pub mod lint;
mod period;
pub mod plan;
mod propose;
mod read;
pub mod sheet;
mod value;
mod words;

pub use finding::{Check, Finding, Severity, Suggestion};
pub use known::{Code, Dimension, Known, Measure, Values};
pub use plan::{Convention, Layout, Mark, Proposal, Role, Sure};
pub use propose::{pick, propose};
pub use read::{Matched, Reading, Record, read};
pub use sheet::{At, Cell, Content, Merge, Row, Sheet};
pub use value::{Missing, Value};
