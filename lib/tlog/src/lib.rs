//! A public log that only grows, as C2SP tlog-tiles writes it, and its verification from a copy.
//!
//! What happened to documents becomes leaves of a Merkle tree (RFC 6962). The tree is published as
//! static files: a signed [`Checkpoint`], tiles of 256 hashes, bundles of entries. Whoever keeps a
//! copy can show later that nothing was taken out or changed ([`verify_copy`]); whoever holds a
//! document can be shown that its deed is in the tree ([`Inclusion`]).
//!
//! Nothing here does I/O. The hashes are kept by the caller under the numbers of RFC 6962's
//! post-order ([`Grown`]); what a step wants to read is told beforehand ([`wanted`]), so that it can
//! be fetched inside a transaction.

mod bundle;
mod checkpoint;
mod copy;
mod error;
mod leaf;
mod order;
mod path;
mod tree;

pub use bundle::{bundle, entries_of};
pub use checkpoint::{Checkpoint, VerifierKey};
pub use copy::{Summary, verify_copy};
pub use error::{Flaw, LogError};
pub use leaf::{Deed, Leaf};
pub use order::Order;
pub use path::{Address, Kind};
pub use tree::{Grown, Hash, Hashes, Inclusion, grow, include, leaf_hash, root, tile, wanted};

/// Hashes in a full tile, entries in a full bundle (C2SP tlog-tiles).
pub const FULL: u64 = 256;
