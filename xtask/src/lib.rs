//! The house looks after itself: rules that judge the tree, and the stages of `make test`.
//!
//! A rule is a value ([`Rule`]) with a name, a reason, a remedy and a function from a [`Tree`] to
//! what breaks it. `cargo xtask tidy` prints them all; `tests/it` runs each one as a test of its
//! own, and shows for each that it catches what it should and lets good code pass. [`ci`] runs
//! everything `make test` promises.

pub mod apk;
pub mod ci;
pub mod krate;
pub mod licences;
pub mod oracles;
pub mod problem;
pub mod report;
pub mod rules;
pub mod rust;
pub mod tools;
pub mod transactions;
pub mod tree;

pub use problem::{Problem, Rule};
pub use tree::{File, Tree};

/// The folder of the workspace, known since this crate was compiled in it.
pub fn root() -> std::path::PathBuf {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
