//! What tests of all crates share: a clock that stands still, chance that repeats, databases of
//! both engines, and phones with passkeys.
//!
//! Which engines run says `PELANGI_TEST_ENGINES` (default `sqlite`; `make test` sets
//! `sqlite,postgres`). A requested engine that is not there is a failure, never a skip.

mod cell;
mod chance;
mod cluster;
mod link;
mod phone;
mod postgres;
mod run;
mod scratch;

pub use cell::TestCell;
pub use chance::{FixedClock, SeededRandom};
pub use cluster::{Cluster, ClusterError};
pub use db::{Db, Engine, Migration};
pub use link::Link;
pub use phone::Phone;
pub use run::{engines, run};
pub use scratch::Scratch;
