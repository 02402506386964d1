//! Certificates, signatures over bytes, CMS, time-stamps, revocation, and trust at a time.
//!
//! No I/O, no clock, no network: bytes, instants and trust come in as values. Somebody who verifies
//! asks three questions, in this order:
//!
//! 1. is it whole: [`cms::SignedData::verify_signature`];
//! 2. when did it exist: [`timestamp::TimestampToken::verify_over`], and whether the token is
//!    trusted: [`trust::TrustList::judge_token`];
//! 3. whose is it: [`trust::TrustList::judge_signer`] at the instant that was proven.
//!
//! ```
//! use base::Instant;
//! use pki::authority::{Authority, CertificateRequest, Locations, Profile, Serial};
//! use pki::cms::{SignedAttributes, SignedData};
//! use pki::trust::{Policy, Pool, TrustAnchor, TrustList};
//! use pki::{DigestAlgorithm, NameBuilder, NewKey, PrivateKey, Signer};
//!
//! let (top, own) = (PrivateKey::generate(NewKey::P256)?, PrivateKey::generate(NewKey::P256)?);
//! let name = |text| NameBuilder::new().country("ID").common_name(text).build();
//! let authority = CertificateRequest {
//!     subject: &name("Akar")?,
//!     public_key: top.public_key(),
//!     serial: &Serial::number(1),
//!     validity: (Instant::from_millis(1_780_000_000_000), Instant::from_millis(1_880_000_000_000)),
//!     profile: Profile::Authority { path_length: Some(0) },
//!     locations: &Locations::default(),
//! };
//! let root = authority.self_signed(&top)?;
//! let (subject, profile) = (&name("Siti")?, Profile::Person);
//! let siti = CertificateRequest { subject, public_key: own.public_key(), profile, ..authority };
//! let siti = Authority::new(&root, &top)?.issue(&siti)?;
//!
//! let digest = DigestAlgorithm::Sha256.digest(&[b"Nota dinas".as_slice()]);
//! let attributes = SignedAttributes::new(DigestAlgorithm::Sha256, &digest, &siti);
//! let signature = own.sign(&attributes.to_be_signed())?;
//! let cms = attributes.finish(&signature, own.algorithm(), &[], None)?;
//!
//! let signed = SignedData::parse(&cms)?;
//! signed.verify_signature(&digest)?;
//! let trust: TrustList = [TrustAnchor::new(root)].into_iter().collect();
//! let now = Instant::from_millis(1_790_000_000_000);
//! let whose = signed.signer_certificate()?;
//! let judged = trust.judge_signer(&Pool::new(), whose, now, now, &Policy::default());
//! assert!(judged.is_trusted() && whose.shown_name() == "Siti");
//! # Ok::<(), pki::PkiError>(())
//! ```

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
