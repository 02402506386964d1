//! Signatures over content that lies elsewhere: CMS signed data with one signer (RFC 5652, CAdES).

mod attributes;
mod build;
mod read;
mod reference;
mod signer;

pub use build::SignedAttributes;
pub(crate) use build::sign_enclosed;
pub use read::{SignedData, without_padding};
pub use reference::Reference;
pub use signer::Departure;
