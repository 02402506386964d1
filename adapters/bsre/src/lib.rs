//! The eSign Client Service v2 of BSrE, the government's certification authority: a server in the
//! agency's own network that takes a PDF and gives it back signed.
//!
//! - [`Bsre`]: signatures of persons, behind [`ports::PdfSigner`], and the service's own verdict on
//!   files ([`Bsre::verify`]), which is never ours.
//! - [`BsreSeal`]: seals of the organisation, behind the same port.
//! - [`fake`]: a service that answers like the real one, and misbehaves as that does.
//!
//! A sign call is made once. Its answer is believed when it is a PDF that begins with exactly the
//! bytes that were sent and holds one signature more; everything else is said to be what it is: a
//! refusal that is known, or unknown.

mod answer;
mod chain;
mod client;
pub mod fake;
mod file;
mod probe;
mod request;
mod seal;
mod settings;
mod sign;
mod veil;
mod verify;

pub use client::Bsre;
pub use probe::Probe;
pub use seal::BsreSeal;
pub use settings::{Origin, Patience, Settings};
pub use verify::{SeenSignature, Verification};
