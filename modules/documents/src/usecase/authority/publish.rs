//! What anybody may fetch: certificates of the offices, lists of revoked certificates.

use base::{Error, Kind, Result};
use cell::Cell;
use db::Tx;
use pki::Certificate;
use pki::authority::{self as issuing, CrlEntry, Serial};

use super::offices::{Authority, key_of};
use super::{fault, revoked};
use crate::domain::authority::{LIST_HOURS, Name, Office};

/// The certificate of an office, DER.
///
/// # Errors
/// `documents/authority-unknown`.
pub fn certificate_of(cell: &Cell, name: Name) -> Result<Vec<u8>> {
    let authority = Authority::find(cell)?;
    let found = authority.as_ref().and_then(|authority| authority.certificate(name));
    found.map(|certificate| certificate.to_der().to_vec()).ok_or_else(unknown)
}

/// The list of revoked certificates of an issuing office, DER, made at this moment.
///
/// # Errors
/// `documents/authority-unknown`; those of the keys folder and the database.
pub async fn list_of_revoked(cell: &Cell, name: Name) -> Result<Vec<u8>> {
    let authority = Authority::find(cell)?.ok_or_else(unknown)?;
    let issuer = authority.certificate(name).filter(|_| name.office == Office::Issuing);
    let issuer = issuer.ok_or_else(unknown)?;
    let (now, office) = (cell.now(), name.to_string());
    let entries = cell
        .db()
        .read(async |tx: &mut Tx| {
            let mut entries = Vec::new();
            for (issued, it) in revoked::of_office(tx, &office, now).await? {
                let parsed = Certificate::from_der(&issued.certificate).ok();
                entries.extend(parsed.map(|c| CrlEntry::new(&c, it.at, Some(it.reason.code()))));
            }
            Ok::<_, db::DbError>(entries)
        })
        .await?;
    let key = key_of(cell, name, issuer)?;
    // Rises with each list that differs: seconds do (RFC 5280 §5.2.3).
    let number = Serial::number(u64::try_from(now.millis() / 1_000).unwrap_or(0));
    let until = now.plus_seconds(LIST_HOURS * 3_600);
    let list = issuing::Authority::new(issuer, &key)
        .and_then(|office| office.crl(&entries, &number, now, until));
    Ok(list.map_err(fault)?.to_der().to_vec())
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/authority-unknown")
}
