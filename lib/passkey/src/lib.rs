//! Passkeys: the relying party's side of WebAuthn, with challenges that the caller computes.
//!
//! Common libraries draw a random challenge. Here the challenge is what a person agrees to: the
//! hash over the file, the signer, the field of the signature, a nonce and an end ([`intent`]). An
//! assertion over it proves consent to that file and to no other, and its raw bytes are kept as
//! [`Evidence`] that anybody can check again years later ([`reverify`]).
//!
//! 1. [`creation_options`] and [`request_options`] are what a page hands to
//!    `navigator.credentials`, as JSON.
//! 2. [`RegistrationResponse::parse`] and [`AssertionResponse::parse`] read what comes back.
//! 3. [`verify_registration`] gives a [`Credential`] to store, [`verify_assertion`] the new counter
//!    and the evidence.
//!
//! No I/O, no clock, no chance. Source: Web Authentication Level 3, §7.1 and §7.2.

mod assertion;
mod authenticator_data;
mod base64url;
mod cbor;
mod challenge;
mod client_data;
mod error;
mod evidence;
pub mod intent;
mod key;
pub mod merkle;
mod options;
mod registration;
mod relying_party;
mod response;
mod rsa;

pub use assertion::{Assertion, reverify, verify_assertion};
pub use authenticator_data::Flags;
pub use challenge::Challenge;
pub use error::{Fault, Part, PasskeyError};
pub use evidence::Evidence;
pub use key::{Algorithm, PublicKey};
pub use options::{Known, User, creation_options, request_options};
pub use registration::{Credential, verify_registration};
pub use relying_party::RelyingParty;
pub use response::{AssertionResponse, RegistrationResponse};

/// What a response must fit. Without the person verified (a finger, a face, a PIN) an assertion
/// says no more than that somebody held the phone: whoever signs asks for [`Self::verified`].
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    pub challenge: &'a Challenge,
    pub relying_party: &'a RelyingParty,
    /// The authenticator must have verified the person, not only felt a touch (flag UV).
    pub user_verification: bool,
}

impl<'a> Expected<'a> {
    /// With the person verified.
    pub fn verified(challenge: &'a Challenge, relying_party: &'a RelyingParty) -> Self {
        Self { challenge, relying_party, user_verification: true }
    }
}
