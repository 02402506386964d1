//! Reads the file of a request, piece by piece, into the room that all files share.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use base::{Error, Kind, Result};
use futures_util::StreamExt;
use web::{OpenUpload, Upload};

use crate::usecase::verification::{LARGEST, Sent, Verifier, too_large};

/// How long a sender may fall silent: a slow line never does.
const SILENCE: Duration = Duration::from_secs(30);
/// What a form needs around a file.
const AROUND: u64 = 64 << 10;

/// What a form brought.
pub(super) struct Received {
    pub sent: Sent,
    /// What the person's computer calls it.
    pub name: String,
    /// The signature that was chosen, where the form asks for one.
    pub signature: Option<usize>,
}

/// The file of a form, by the name of its field; `None` when none was chosen.
pub(super) async fn form(
    verifier: &Verifier,
    mut upload: Upload,
    field: &str,
) -> Result<Option<Received>> {
    bounded(upload.announced())?;
    let (mut found, mut signature) = (None, None);
    while let Some(mut part) = in_time(upload.next()).await? {
        let name = part.file_name().map(str::to_owned);
        if part.name() == "tanda" && name.is_none() {
            signature = part.text().await?.trim().parse().ok();
            continue;
        }
        if part.name() != field || found.is_some() {
            continue;
        }
        let mut intake = verifier.intake();
        while let Some(piece) = in_time(part.chunk()).await? {
            intake.add(&piece).await?;
        }
        let (sent, name) = (intake.finish(), name.unwrap_or_default());
        // A browser sends a part without name and content when no file was chosen.
        found = Some((sent, name))
            .filter(|(sent, name)| !(name.is_empty() && sent.content().is_empty()));
    }
    Ok(found.map(|(sent, name)| Received { sent, name, signature }))
}

/// The file of a program: the body itself, or the part `file` of a form.
pub(super) async fn program(verifier: &Verifier, request: Request) -> web::Result<Sent> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    match kind.to_ascii_lowercase().as_str() {
        "multipart/form-data" => {
            let OpenUpload(upload) = OpenUpload::from_request(request, &()).await?;
            let received = form(verifier, upload, "file").await?;
            Ok(received.ok_or_else(no_file)?.sent)
        }
        "application/pdf" | "application/octet-stream" => Ok(whole(verifier, request).await?),
        _ => Err(Error::new(Kind::Invalid, "documents/verify-media").into()),
    }
}

async fn whole(verifier: &Verifier, request: Request) -> Result<Sent> {
    let announced = request.headers().get(CONTENT_LENGTH);
    bounded(announced.and_then(|value| value.to_str().ok()?.parse().ok()))?;
    let body: Body = request.into_body();
    let mut pieces = body.into_data_stream();
    let mut intake = verifier.intake();
    let next = async |pieces: &mut axum::body::BodyDataStream| {
        let piece = pieces.next().await.transpose();
        piece.map_err(|cause| Error::new(Kind::Invalid, "web/broken-body").caused_by(cause))
    };
    while let Some(piece) = in_time(next(&mut pieces)).await? {
        intake.add(&piece).await?;
    }
    Ok(intake.finish())
}

/// No file where there must be one.
pub(super) fn no_file() -> Error {
    Error::new(Kind::Invalid, "documents/verify-no-file")
}

/// Refused before a byte of it is read.
fn bounded(announced: Option<u64>) -> Result<()> {
    match announced {
        Some(bytes) if bytes > LARGEST as u64 + AROUND => Err(too_large()),
        _ => Ok(()),
    }
}

async fn in_time<T>(piece: impl Future<Output = Result<T>>) -> Result<T> {
    let late = |_| Error::new(Kind::Invalid, "web/broken-body");
    tokio::time::timeout(SILENCE, piece).await.map_err(late)?
}
