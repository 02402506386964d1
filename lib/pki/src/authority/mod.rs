//! A small authority: certificates, lists, answers and time-stamps for demo, tests and internal use.
//!
//! It keeps nothing. Serial numbers, instants and what was issued come from whoever runs it. What it
//! makes is what `openssl verify -x509_strict` accepts.

mod certificates;
mod lists;
mod profile;
mod stamps;

use crate::{Certificate, PkiError, Signer};

pub use certificates::{CertificateRequest, Serial};
pub use lists::{CrlEntry, OcspAnswer, refuse_ocsp};
pub use profile::{Locations, Profile};
pub use stamps::{StampRefusal, TimestampAuthority};

/// An issuer: a certificate and whoever signs for it.
#[derive(Clone, Copy)]
pub struct Authority<'a> {
    certificate: &'a Certificate,
    signer: &'a dyn Signer,
}

impl<'a> Authority<'a> {
    /// # Errors
    /// When the certificate is not an authority's.
    pub fn new(certificate: &'a Certificate, signer: &'a dyn Signer) -> Result<Self, PkiError> {
        if !certificate.is_ca() {
            let rule = "an authority's certificate says so";
            return Err(PkiError::Rule { what: "an authority", rule });
        }
        Ok(Self { certificate, signer })
    }

    pub const fn certificate(&self) -> &'a Certificate {
        self.certificate
    }
}

/// Content, algorithm and signature: certificate, list or answer.
fn sign(content: Vec<u8>, signer: &dyn Signer) -> Result<[Vec<u8>; 3], PkiError> {
    let signature = signer.sign(&content)?;
    let signature = crate::asn1::write::bits(&signature);
    Ok([content, signer.algorithm().to_der(), signature])
}
