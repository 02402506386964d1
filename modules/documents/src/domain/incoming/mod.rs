//! Incoming letters: what the register says of them, and what is asked of whom because of them.

pub mod entry;
pub mod lists;
pub mod record;
pub mod tree;
pub mod words;

pub use entry::Entry;
pub use record::{Event, EventKind, Incoming, Kept, Listed, Record, State};
pub use tree::{Asked, Giver, Node, NodeState, Order, Receiver, Tree, TreeError};
