//! Letters as their writers, their readers and a hostile author of templates meet them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod archive;
mod faults;
mod forms;
mod hostile;
mod images;
mod injection;
mod markup;
mod oracles;
mod pages;
mod places;
mod preview;
mod support;
