//! Everything at hand when a judgement is made: certificates, lists, answers. None of it is believed
//! before it is checked.

use base::Instant;

use crate::cms::SignedData;
use crate::revocation::{Crl, OcspResponse};
use crate::{Certificate, PkiError};

/// A pool of certificates and of statements about them.
///
/// Each list and answer carries the instant at which it is *known to have existed*: now for one that
/// was fetched or merely lies in the file, the time of a time-stamp for one that the stamp covers.
/// That instant counts when the authority that made it was later compromised.
#[derive(Debug, Clone, Default)]
pub struct Pool {
    certificates: Vec<Certificate>,
    crls: Vec<Known<Crl>>,
    ocsp: Vec<Known<OcspResponse>>,
}

/// Something, and when it is known to have existed.
#[derive(Debug, Clone)]
pub(crate) struct Known<T> {
    pub value: T,
    pub existed: Instant,
}

impl Pool {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add_certificate(&mut self, certificate: Certificate) {
        if !self.certificates.contains(&certificate) {
            self.certificates.push(certificate);
        }
    }

    pub fn add_crl(&mut self, crl: Crl, existed: Instant) {
        keep_earliest(&mut self.crls, crl, existed);
    }

    /// The answer, and the certificates that came with it.
    pub fn add_ocsp(&mut self, answer: OcspResponse, existed: Instant) {
        for certificate in answer.certificates() {
            self.add_certificate(certificate.clone());
        }
        keep_earliest(&mut self.ocsp, answer, existed);
    }

    /// What a signature or a token encloses.
    ///
    /// # Errors
    /// When an enclosed list or answer cannot be read; what could be read is in the pool.
    pub fn add_enclosed(&mut self, signed: &SignedData, existed: Instant) -> Result<(), PkiError> {
        signed.certificates().iter().cloned().for_each(|each| self.add_certificate(each));
        let mut fault = Ok(());
        for der in signed.crls() {
            match Crl::from_der(der) {
                Ok(crl) => self.add_crl(crl, existed),
                Err(error) => fault = Err(error),
            }
        }
        for der in signed.ocsp_answers() {
            match OcspResponse::from_der(der) {
                Ok(answer) => self.add_ocsp(answer, existed),
                Err(error) => fault = Err(error),
            }
        }
        fault
    }

    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    pub(crate) fn crls(&self) -> &[Known<Crl>] {
        &self.crls
    }

    pub(crate) fn ocsp(&self) -> &[Known<OcspResponse>] {
        &self.ocsp
    }
}

fn keep_earliest<T: PartialEq>(list: &mut Vec<Known<T>>, value: T, existed: Instant) {
    match list.iter_mut().find(|known| known.value == value) {
        Some(known) => known.existed = known.existed.min(existed),
        None => list.push(Known { value, existed }),
    }
}
