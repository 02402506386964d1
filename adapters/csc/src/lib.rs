//! Remote signing by the API of the Cloud Signature Consortium (CSC), version 2.0.0.2: how any PSrE
//! or trust service keeps keys for people and signs digests with them.
//!
//! - [`Csc`]: signatures of persons or seals, behind [`ports::PdfSigner`]. The file stays here: only
//!   the digest of the signed attributes is sent (`signatures/signHash`), and the PDF is built by
//!   `lib/pades` around the value that comes back.
//! - [`fake`]: a service that keeps to the standard with real keys, and misbehaves when told.
//!
//! `signHash` is called once. Its answer is believed when the value verifies with the certificate of
//! `credentials/info`; everything else is said to be what it is.

mod algorithm;
mod answer;
mod authorize;
mod call;
mod client;
mod credential;
mod factors;
pub mod fake;
mod letter;
mod oid;
mod pick;
mod service;
mod settings;
mod sign;
mod token;

pub use client::{Csc, Surroundings};
pub use service::Service;
pub use settings::{Access, Patience, Settings};
