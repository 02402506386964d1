//! Certificates of people: only on an approval that proves itself.

use base::{Instant, Result};
use cell::Cell;
use pki::authority::{self as issuing, CertificateRequest, Profile, Serial};
use pki::{Certificate, NameBuilder, PublicKey, Signer as _};

use super::fault;
use super::init::{end, locations};
use super::offices::{Authority, key_of};
use crate::domain::authority::{Name, Office, PERSON_DAYS};
use crate::domain::keys::{Approval, Binding, Doubt, Link, prove_approval, serial_of};

/// An approval with its signature, about a public key.
#[derive(Debug, Clone, Copy)]
pub struct Approved<'a> {
    pub statement: &'a str,
    pub signature: &'a [u8],
    /// The registrar's own certificate and those it rests on; empty for the authority's word.
    pub registrars: &'a [Link],
    /// SubjectPublicKeyInfo, DER.
    pub public_key: &'a PublicKey,
    /// What the account says at this moment.
    pub account: &'a Binding,
}

/// Signs an approval with the authority's own key: for the first registrar, by the operator at the
/// server. Whoever can call this holds the keys folder.
///
/// # Errors
/// `documents/authority-missing`, `documents/authority-key`.
pub fn founding(cell: &Cell, approval: &Approval) -> Result<Vec<u8>> {
    let authority = Authority::open(cell)?;
    let (name, certificate) = authority.newest(Office::Issuing)?;
    key_of(cell, name, certificate)?.sign(approval.text().as_bytes()).map_err(fault)
}

/// Issues a certificate to a person. The approval is proved once more, whoever asks: signature,
/// registrar, chain of registrars, account.
///
/// # Errors
/// The doubt, if there is one; `documents/authority-…`.
pub fn issue_person(
    cell: &Cell,
    it: &Approved<'_>,
) -> Result<std::result::Result<(Name, Certificate), Doubt>> {
    let authority = Authority::open(cell)?;
    let now = cell.now();
    let signed = (it.statement, it.signature);
    match prove_approval(signed, it.registrars, &authority.issuers(), it.account, now) {
        Ok(approval) if is_about(&approval, it.public_key) => {
            issue(cell, &authority, it, now).map(Ok)
        }
        Ok(_) => Ok(Err(Doubt::Other("key"))),
        Err(doubt) => Ok(Err(doubt)),
    }
}

fn is_about(approval: &Approval, key: &PublicKey) -> bool {
    crate::domain::keys::hash_of(key.to_der()) == approval.binding.public_key
}

fn issue(
    cell: &Cell,
    authority: &Authority,
    it: &Approved<'_>,
    now: Instant,
) -> Result<(Name, Certificate)> {
    let (name, issuer) = authority.newest(Office::Issuing)?;
    let key = key_of(cell, name, issuer)?;
    // The name as it was approved, to the letter: it is compared at each use.
    let subject = NameBuilder::new().country("ID").organisation(&cell.settings().name);
    let subject = subject.common_name(&it.account.name).build().map_err(fault)?;
    let (serial, locations) =
        (Serial::exactly(&serial_of(it.statement, it.signature)), locations(cell, Some(name)));
    let request = CertificateRequest {
        subject: &subject,
        public_key: it.public_key,
        serial: &serial,
        validity: (now, end(now, PERSON_DAYS, Some(issuer))),
        profile: Profile::Person,
        locations: &locations,
    };
    let issued = issuing::Authority::new(issuer, &key).and_then(|above| above.issue(&request));
    Ok((name, issued.map_err(fault)?))
}
