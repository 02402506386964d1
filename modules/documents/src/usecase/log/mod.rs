//! The public log of letters: each deed is noted in its own transaction, numbered and signed for
//! afterwards, and published for anybody (LOG.md).

mod check;
mod erase;
mod files;
mod keeper;
mod key;
mod note;
mod sequence;
mod trail;

pub use check::{Checked, check};
pub use erase::erase;
pub use files::{Overview, checkpoint, file, overview};
pub use keeper::Keeper;
pub use key::{PATH, verifier_key};
pub use sequence::sequence;
pub use trail::{Proved, Step, Trail, trail};

pub(crate) use note::{incoming, letter};

use base::{Error, Kind};

/// The code of everything that says that the log is not what it was.
pub const DAMAGED: &str = "documents/log-damaged";

/// The log does not hold together, and nothing is added to it until somebody has looked. `what`:
/// `key`, `checkpoint`, `entry`, `hash`, `root` or `older`; `at` the number or size concerned.
fn damaged(what: &str, at: i64) -> Error {
    Error::new(Kind::DataLoss, DAMAGED).with("what", what).with("at", at)
}
