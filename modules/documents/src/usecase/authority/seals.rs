//! Certificates for keys of organisations, in files and in tokens: seals, training, tests. Never a person's: those need an
//! approval.

use audit::Entry;
use base::{Error, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::Actor;
use pki::authority::{self as issuing, CertificateRequest, Profile, Serial};
use pki::{Certificate, NameBuilder, NewKey, PrivateKey, PublicKey};
use serde_json::json;

use super::init::{end, locations, marked};
use super::offices::{Authority, key_of};
use super::{fault, subject};
use crate::audit_kinds::CERTIFICATE_ISSUED;
use crate::domain::authority::{Office, PERSON_DAYS};
use crate::store::keys::certificates::{self, Issued};

/// A key with its certificate, for the operator.
pub struct NewCertificate {
    pub key: PrivateKey,
    pub certificate: Certificate,
    /// The issuing office's certificate, then the root's.
    pub chain: Vec<Certificate>,
}

/// Draws a key and issues it a certificate in the name of an organisation. `sign` must not be a
/// person's name: such a certificate rests on no approval, and its kind says so (`seal`).
///
/// # Errors
/// `documents/seal-name`, `documents/authority-…`.
pub async fn issue_file(cell: &Cell, actor: &Actor, organisation: &str) -> Result<NewCertificate> {
    let key = PrivateKey::generate(NewKey::P256).map_err(fault)?;
    let certificate = issue_seal(cell, actor, organisation, key.public_key()).await?;
    Ok(NewCertificate { key, certificate, chain: Authority::open(cell)?.chain()? })
}

/// Issues a certificate in the name of an organisation to a key whose private half is elsewhere. That
/// it is there was seen before: nobody here can tell.
///
/// # Errors
/// `documents/seal-name`, `documents/authority-…`.
pub async fn issue_seal(
    cell: &Cell,
    actor: &Actor,
    organisation: &str,
    public_key: &PublicKey,
) -> Result<Certificate> {
    let organisation = organisation.trim();
    if !(3..=120).contains(&organisation.chars().count())
        || organisation.chars().any(char::is_control)
    {
        return Err(Error::new(Kind::Invalid, "documents/seal-name"));
    }
    let authority = Authority::open(cell)?;
    let (name, issuer) = authority.newest(Office::Issuing)?;
    let office = key_of(cell, name, issuer)?;
    let common = marked(cell, &format!("Segel {organisation}"));
    let named = NameBuilder::new().country("ID").organisation(&cell.settings().name);
    let named = named.common_name(&common).build().map_err(fault)?;
    let (serial, locations) = (Serial::random(cell.random()), locations(cell, Some(name)));
    let request = CertificateRequest {
        subject: &named,
        public_key,
        serial: &serial,
        validity: (cell.now(), end(cell.now(), PERSON_DAYS, Some(issuer))),
        profile: Profile::Seal,
        locations: &locations,
    };
    let issued = issuing::Authority::new(issuer, &office).and_then(|it| it.issue(&request));
    let certificate = issued.map_err(fault)?;
    let row = Issued {
        serial: certificate.serial_hex(),
        issuer: name.to_string(),
        kind: "seal".to_owned(),
        key: None,
        approval: None,
        subject: common,
        certificate: certificate.to_der().to_vec(),
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
        issued_at: cell.now(),
    };
    keep(cell, actor, &row).await?;
    Ok(certificate)
}

async fn keep(cell: &Cell, actor: &Actor, row: &Issued) -> Result<()> {
    let who = actor.who();
    let write = cell.db().write(async |tx: &mut Tx| {
        certificates::add(tx, row).await?;
        let facts = json!({ "kind": row.kind, "subject": row.subject });
        let entry = Entry::new(CERTIFICATE_ISSUED, &who, subject(&row.serial)).after(facts);
        audit::record(tx, cell, entry).await
    });
    write.await?;
    Ok(())
}
