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
pub mod new_module;
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

/// The folder of the workspace: as `cargo run` tells it, for a program that was built in one clone may be
/// the one that runs in another; else where this crate was compiled.
pub fn root() -> std::path::PathBuf {
    let told = std::env::var_os("CARGO_MANIFEST_DIR");
    let here = told.map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), std::path::PathBuf::from);
    here.parent().map_or(here.clone(), std::path::Path::to_path_buf)
}
