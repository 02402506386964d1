//! The same for programs.

use axum::extract::Request;
use axum::{Extension, Json};
use pades::verify::{Finding, Report, SignatureReport};
use serde::Serialize;
use utoipa::ToSchema;
use web::Visit;

use super::{Desk, receive};

/// Whether a document is what was signed. As `pelangi documents verify --json`.
#[derive(Serialize, ToSchema)]
pub(super) struct Verification {
    /// The worst of its signatures: `INTACT`, `INTACT_WITH_ALLOWED_CHANGES`, `UNSIGNED`,
    /// `INDETERMINATE`, `UNTRUSTED`, `MODIFIED` or `MALFORMED`. Rely on the first two only.
    #[schema(value_type = String, example = "INTACT")]
    verdict: pades::verify::Verdict,
    signatures: Vec<VerifiedSignature>,
}

/// One signature, seal or time-stamp of the document.
#[derive(Serialize, ToSchema)]
pub(super) struct VerifiedSignature {
    field: String,
    /// The common name in the signer's certificate.
    signer: Option<String>,
    /// `B-B`, `B-T`, `B-LT`, `B-LTA`, `document time-stamp`, or why it is not PAdES.
    level: String,
    covers_whole_document: bool,
    /// UTC; proven by a time-stamp, else what the signer claims: then there is the finding
    /// `time/claimed`.
    time: Option<String>,
    findings: Vec<VerifiedFinding>,
}

/// A rule that does not hold, or a remark.
#[derive(Serialize, ToSchema)]
pub(super) struct VerifiedFinding {
    /// Stable, such as `changes/page-content`.
    code: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// First byte, and the one behind the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<usize>,
}

impl From<&Report> for Verification {
    fn from(it: &Report) -> Self {
        let signatures = it.signatures.iter().map(VerifiedSignature::from).collect();
        Self { verdict: it.verdict, signatures }
    }
}

impl From<&SignatureReport> for VerifiedSignature {
    fn from(it: &SignatureReport) -> Self {
        Self {
            field: it.field.clone(),
            signer: it.signer.clone(),
            level: it.level.clone(),
            covers_whole_document: it.covers_whole_document,
            time: it.proven.or(it.claimed).map(|time| time.to_string()),
            findings: it.findings.iter().map(VerifiedFinding::from).collect(),
        }
    }
}

impl From<&Finding> for VerifiedFinding {
    fn from(it: &Finding) -> Self {
        Self {
            code: it.rule.code().to_owned(),
            text: it.rule.text().to_owned(),
            what: it.what.clone(),
            object: it.object.map(|object| object.to_string()),
            page: it.page,
            field: it.field.clone(),
            bytes: it.bytes.as_ref().map(|range| [range.start, range.end]),
            revision: it.revision,
        }
    }
}

/// Checks the signatures of a PDF. It is not kept.
///
/// Send the file as the body (`application/pdf`) or as the part `file` of a form; 100 MB at most. There
/// is an answer for any bytes. Certificates are trusted by the pinned list of this cell alone.
#[utoipa::path(
    post,
    path = "/api/v1/documents/verify",
    request_body(content(
        (Vec<u8> = "application/pdf"),
        (Vec<u8> = "multipart/form-data"),
    )),
    responses(
        (status = 200, description = "What can be said of the document", body = Verification),
        (status = 413, description = "Larger than 100 MB"),
        (status = 422, description = "No file, or not of a kind that is taken"),
        (status = 429, description = "Too often; wait as long as `Retry-After` says"),
        (status = 503, description = "Others are being checked; `Retry-After` says when to try again"),
    )
)]
pub(super) async fn verify_document(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    request: Request,
) -> web::Result<Json<Verification>> {
    desk.admit(&visit)?;
    let sent = receive::program(&desk.verifier, request).await?;
    let judged = desk.verifier.judge(sent).await?;
    Ok(Json(Verification::from(&*judged.report)))
}
