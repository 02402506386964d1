//! The outer world as traits. A module takes a port as `Arc<dyn …>`, an adapter implements it with
//! a network client, and beside each real client stands a fake that can misbehave. Nothing here
//! does I/O.

mod acquirer;
mod error;
pub mod messenger;
pub mod signing;

pub use acquirer::{Acquirer, NamedAcquirer, QrIssued, QrName, QrOrder, QrStatus};
pub use error::{PortError, Unusable};
pub use messenger::{Channel, Contact, Message, Messenger, Saying, SentId};
pub use signing::{PdfSigner, RevocationSource, SigningError, TimestampAuthority};

use std::pin::Pin;

/// What a port gives back.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, PortError>> + Send + 'a>>;
