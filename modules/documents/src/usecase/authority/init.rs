//! Making the authority, and its next generations.

use audit::Entry;
use base::{Error, Instant, Kind, Result};
use cell::{Cell, cabinet};
use db::Tx;
use identity::Actor;
use pki::authority::{self as issuing, CertificateRequest, Locations, Profile, Serial};
use pki::{Certificate, Name as Subject, NameBuilder, NewKey, PrivateKey};
use serde_json::json;

use super::fault;
use super::offices::{Authority, certificate_file, key_file, key_of};
use crate::audit_kinds::{AUTHORITY_MADE, AUTHORITY_RENEWED};
use crate::domain::authority::{Name, Office};
use crate::store::keys::{authority as store, certificates};

const DAY: i64 = 86_400;

/// Where the root's private key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootKey {
    /// Beside the other keys.
    Kept,
    /// To the operator, once, for a safe. New generations of the issuing office then need it again.
    HandedOut,
}

/// An authority that was just made.
pub struct Begun {
    pub authority: Authority,
    /// The root's private key, for [`RootKey::HandedOut`].
    pub root_key: Option<PrivateKey>,
}

/// An office that was drawn and is not stored yet.
struct Drawn {
    name: Name,
    key: PrivateKey,
    certificate: Certificate,
}

/// Makes the authority of a cell: root, issuing office, time-stamps, answers. Never a second one.
///
/// # Errors
/// `documents/authority-exists`; those of the keys folder and of the database.
pub async fn begin(cell: &Cell, actor: &Actor, root_key: RootKey) -> Result<Begun> {
    if Authority::find(cell)?.is_some() {
        return Err(Error::new(Kind::Conflict, "documents/authority-exists"));
    }
    let drawn = draw_all(cell)?;
    for office in &drawn {
        let kept = office.name.office != Office::Root || root_key == RootKey::Kept;
        put_away(cell, office, kept)?;
    }
    note(cell, actor, &drawn, AUTHORITY_MADE).await?;
    let root = drawn.into_iter().find(|office| office.name.office == Office::Root);
    let root_key = root.filter(|_| root_key == RootKey::HandedOut).map(|root| root.key);
    Ok(Begun { authority: Authority::open(cell)?, root_key })
}

/// A demo cell makes its authority by itself; its names say that it counts nowhere.
///
/// # Errors
/// As [`begin`].
pub async fn begin_for_demo(cell: &Cell) -> Result<()> {
    if !cell.settings().demo || Authority::find(cell)?.is_some() {
        return Ok(());
    }
    begin(cell, &Actor::operator(), RootKey::Kept).await.map(drop)
}

/// Makes the next generation of an office below the issuing one (time-stamps, answers), whose
/// certificates end first. The older one stays for what it signed.
///
/// # Errors
/// `documents/authority-missing`; `documents/authority-office` for the others.
pub async fn renew(cell: &Cell, actor: &Actor, office: Office) -> Result<Name> {
    if !matches!(office, Office::Tsa | Office::Ocsp) {
        return Err(Error::new(Kind::Invalid, "documents/authority-office"));
    }
    let authority = Authority::open(cell)?;
    let (above, issuer) = authority.newest(Office::Issuing)?;
    let key = key_of(cell, above, issuer)?;
    let name = authority.newest(office)?.0.next();
    let drawn = draw(cell, name, Some((above, issuer, &key)))?;
    put_away(cell, &drawn, true)?;
    note(cell, actor, &[drawn], AUTHORITY_RENEWED).await?;
    Ok(name)
}

fn draw_all(cell: &Cell) -> Result<Vec<Drawn>> {
    let root = draw(cell, Name::first(Office::Root), None)?;
    let above = (root.name, &root.certificate, &root.key);
    let issuing = draw(cell, Name::first(Office::Issuing), Some(above))?;
    let above = (issuing.name, &issuing.certificate, &issuing.key);
    let tsa = draw(cell, Name::first(Office::Tsa), Some(above))?;
    let ocsp = draw(cell, Name::first(Office::Ocsp), Some(above))?;
    Ok(vec![root, issuing, tsa, ocsp])
}

fn draw(
    cell: &Cell,
    name: Name,
    above: Option<(Name, &Certificate, &PrivateKey)>,
) -> Result<Drawn> {
    // The two that live longest have the longer curve.
    let kind = match name.office {
        Office::Root | Office::Issuing => NewKey::P384,
        Office::Tsa | Office::Ocsp => NewKey::P256,
    };
    let key = PrivateKey::generate(kind).map_err(fault)?;
    let serial = Serial::random(cell.random());
    let (subject, locations) = (subject(cell, name)?, locations(cell, above.map(|it| it.0)));
    let request = CertificateRequest {
        subject: &subject,
        public_key: key.public_key(),
        serial: &serial,
        validity: (cell.now(), end(cell.now(), name.office.days(), above.map(|it| it.1))),
        profile: profile(name.office),
        locations: &locations,
    };
    let certificate = match above {
        None => request.self_signed(&key),
        Some((_, issuer, signer)) => {
            issuing::Authority::new(issuer, signer).and_then(|above| above.issue(&request))
        }
    };
    Ok(Drawn { name, certificate: certificate.map_err(fault)?, key })
}

/// No certificate outlives the one above it.
pub(super) fn end(from: Instant, days: i64, above: Option<&Certificate>) -> Instant {
    let wanted = from.plus_seconds(days * DAY);
    above.map_or(wanted, |above| wanted.min(above.not_after()))
}

fn profile(office: Office) -> Profile {
    match office {
        Office::Root => Profile::Authority { path_length: Some(1) },
        Office::Issuing => Profile::Authority { path_length: Some(0) },
        Office::Tsa => Profile::TimeStamping,
        Office::Ocsp => Profile::OcspResponder,
    }
}

/// Where answers about certificates of an office are to be had. The root answers nowhere: its one
/// certificate, of the issuing office, is ended by taking the root out of the lists of trust.
pub(super) fn locations(cell: &Cell, issuer: Option<Name>) -> Locations {
    let url = &cell.settings().public_url;
    let Some(name) = issuer else { return Locations::default() };
    let issuer = Some(format!("{url}/ca/{name}.cer"));
    match name.office {
        Office::Issuing => {
            let (crl, ocsp) = (format!("{url}/ca/{name}.crl"), format!("{url}/ocsp"));
            Locations { ocsp: Some(ocsp), crl: Some(crl), issuer }
        }
        _ => Locations { issuer, ..Locations::default() },
    }
}

fn subject(cell: &Cell, name: Name) -> Result<Subject> {
    let government = &cell.settings().name;
    let common = match name.office {
        Office::Root => format!("Akar Sertifikat Internal {government}"),
        Office::Issuing => format!("Penerbit Sertifikat Internal {government}"),
        Office::Tsa => format!("Stempel Waktu Internal {government} {}", name.generation),
        Office::Ocsp => format!("Status Sertifikat Internal {government} {}", name.generation),
    };
    let named = NameBuilder::new().country("ID").organisation(government);
    named.common_name(&marked(cell, &common)).build().map_err(fault)
}

/// Names of a demo cell say first that they count nowhere.
pub(super) fn marked(cell: &Cell, name: &str) -> String {
    match cell.settings().demo {
        true => format!("CONTOH - tidak berlaku: {name}"),
        false => name.to_owned(),
    }
}

/// The key first: a certificate without its key would be believed and could sign nothing.
fn put_away(cell: &Cell, office: &Drawn, with_key: bool) -> Result<()> {
    if with_key {
        let pkcs8 = office.key.to_pkcs8_der().map_err(fault)?;
        cabinet::put(cell, &key_file(office.name), &pkcs8)?;
    }
    cabinet::put_public(cell, &certificate_file(office.name), office.certificate.to_der())
}

async fn note(cell: &Cell, actor: &Actor, drawn: &[Drawn], kind: audit::Kind) -> Result<()> {
    let (who, now) = (actor.who(), cell.now());
    let named = |it: &Drawn| (it.name.to_string(), json!(it.certificate.fingerprint_hex()));
    let facts: serde_json::Map<_, _> = drawn.iter().map(named).collect();
    let write = cell.db().write(async |tx: &mut Tx| {
        for office in drawn {
            store::add(tx, office.name, office.certificate.to_der(), now).await?;
            if matches!(office.name.office, Office::Tsa | Office::Ocsp) {
                certificates::add(tx, &row(office)).await?;
            }
        }
        let entry = Entry::new(kind, &who, "authority").after(facts.clone());
        audit::record(tx, cell, entry).await
    });
    write.await?;
    Ok(())
}

/// The offices below the issuing one are certificates that can be revoked like others.
fn row(office: &Drawn) -> certificates::Issued {
    let it = &office.certificate;
    certificates::Issued {
        serial: it.serial_hex(),
        issuer: Name::first(Office::Issuing).to_string(),
        kind: office.name.office.as_str().to_owned(),
        key: None,
        approval: None,
        subject: it.shown_name(),
        certificate: it.to_der().to_vec(),
        not_before: it.not_before(),
        not_after: it.not_after(),
        issued_at: it.not_before(),
    }
}
