//! Answering whether a certificate was revoked (RFC 6960).

use base::Result;
use cell::Cell;
use db::Tx;
use pki::Certificate;
use pki::authority::{self as issuing, OcspAnswer, refuse_ocsp};
use pki::revocation::{OcspRequest, Status};

use super::offices::{Authority, key_of};
use super::{fault, revocation};
use crate::domain::authority::{LIST_HOURS, Office};
use crate::store::keys::certificates;
use crate::store::keys::revocations::Revoked;

// RFC 6960 §4.2.1.
const MALFORMED: u8 = 1;
const UNAUTHORISED: u8 = 6;

/// An answer, DER, whatever became of the question.
pub type OcspReply = Vec<u8>;

/// Answers a request: about certificates of this authority; of others it says nothing
/// (`unauthorized`, RFC 5019 §2.2.3).
///
/// # Errors
/// Those of the keys folder and the database.
pub async fn answer_ocsp(cell: &Cell, request: &[u8]) -> Result<OcspReply> {
    let Ok(request) = OcspRequest::from_der(request) else { return Ok(refuse_ocsp(MALFORMED)) };
    let Some(authority) = Authority::find(cell)? else { return Ok(refuse_ocsp(UNAUTHORISED)) };
    let Some((certificate, revoked)) = asked(cell, &request).await? else {
        return Ok(refuse_ocsp(UNAUTHORISED));
    };
    let issuers = authority.issuers();
    let issuer = issuers.iter().find(|issuer| request.asks_about(&certificate, issuer));
    let Some(issuer) = issuer else { return Ok(refuse_ocsp(UNAUTHORISED)) };
    let now = cell.now();
    let answer = OcspAnswer {
        certificate: &certificate,
        status: revoked.map_or(Status::Good, |it| Status::Revoked {
            at: it.at,
            reason: Some(it.reason.code()),
        }),
        this_update: now,
        next_update: Some(now.plus_seconds(LIST_HOURS * 3_600)),
        produced_at: now,
    };
    respond(cell, &authority, issuer, &answer, &request)
}

fn respond(
    cell: &Cell,
    authority: &Authority,
    issuer: &Certificate,
    answer: &OcspAnswer<'_>,
    request: &OcspRequest,
) -> Result<OcspReply> {
    let (name, responder) = authority.newest(Office::Ocsp)?;
    let key = key_of(cell, name, responder)?;
    // The responder does not sign as the issuer: it never needs the issuer's key.
    let made = issuing::Authority::new(issuer, &key)
        .and_then(|office| office.ocsp_by((responder, &key), answer, Some(request)));
    Ok(made.map_err(fault)?.to_der().to_vec())
}

/// The first certificate of the question that is ours, and its revocation.
async fn asked(
    cell: &Cell,
    request: &OcspRequest,
) -> Result<Option<(Certificate, Option<Revoked>)>> {
    let serials = request.serials();
    let found = cell
        .db()
        .read(async |tx: &mut Tx| {
            for serial in &serials {
                if let Some(issued) = certificates::find(tx, serial).await? {
                    let revoked = revocation(tx, serial).await?;
                    return Ok(Some((issued.certificate, revoked)));
                }
            }
            Ok::<_, db::DbError>(None)
        })
        .await?;
    let parsed = found.map(|(der, revoked)| {
        Certificate::from_der(&der).map(|certificate| (certificate, revoked)).map_err(fault)
    });
    parsed.transpose()
}
