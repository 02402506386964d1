//! Whether a certificate deserves trust for a purpose, at a time, by pinned anchors alone.
//!
//! A judgement asks, in this order: is there a path to an anchor (RFC 5280 §6, signatures and names),
//! does it keep the rules at the proven time, and was nothing on it withdrawn before that time. The
//! store of the operating system is never asked.

mod anchor;
mod build;
mod evidence;
mod judge;
mod names;
mod pool;
mod problem;
mod rules;

pub use anchor::{Purpose, TrustAnchor, TrustList};
pub use evidence::Source;
pub use judge::{Judgement, Policy, RevocationPolicy, Used};
pub use pool::Pool;
pub(crate) use rules::is_time_stamping;

pub use problem::{Note, NoteKind, PathFault, Problem, Verdict, Wanted};
