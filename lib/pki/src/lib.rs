//! Certificates, signatures over bytes, CMS, time-stamps, revocation, and trust at a time.
//!
//! No I/O, no clock, no network: bytes, instants and trust come in as values.

mod algorithm;
mod asn1;
pub mod authority;
mod certificate;
pub mod cms;
mod digest;
mod ecdsa;
mod error;
mod extensions;
mod key;
mod name;
mod oid;
mod pem;
mod public_key;
pub mod revocation;
mod time;
pub mod timestamp;
pub mod trust;

pub use algorithm::SignatureAlgorithm;
pub use certificate::Certificate;
pub use const_oid::ObjectIdentifier;
pub use digest::DigestAlgorithm;
pub use ecdsa::ecdsa_to_der;
pub use error::{CmsFault, PkiError, RevocationFault, TimestampFault, Weakness};
pub use extensions::{KeyUsage, Purposes};
pub use key::{NewKey, PrivateKey, Signer};
pub use name::{Name, NameBuilder};
pub use public_key::{KeyKind, PublicKey};
