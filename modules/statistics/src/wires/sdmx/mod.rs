//! SDMX REST 1.5 for SDMX 2.1: `/sdmx`.

mod data;
mod structures;

use axum::http::header::ACCEPT;
use axum::response::Response;
use base::Error;
use sdmx::{Header, Query, SdmxError};
use web::{Call, Wires};

use super::WHY;
use super::answer::{self, Said};
use crate::domain::selection::MOST_CELLS;
use crate::usecase::Bureau;
use crate::usecase::outlines::Outline;

pub(super) fn wires(bureau: &Bureau) -> Wires {
    let bureau = bureau.clone();
    Wires::new().get("/sdmx/{*path}", WHY, move |call| respond(bureau.clone(), call))
}

async fn respond(bureau: Bureau, call: Call) -> Response {
    let accept = answer::header(&call, &ACCEPT);
    match ask(&bureau, &call, accept).await {
        Ok((media_type, body)) => answer::good(&call, media_type, body),
        Err(error) => refusal(&error, accept),
    }
}

/// Media type and body.
type Answer = (&'static str, String);

async fn ask(bureau: &Bureau, call: &Call, accept: &str) -> Result<Answer, SdmxError> {
    let path = call.uri.path();
    let path = path.strip_prefix("/sdmx").unwrap_or(path);
    match Query::parse(path, call.uri.query().unwrap_or_default())? {
        Query::Data(query) => data::figures(bureau, &query, accept).await,
        Query::Availability(query) => data::availability(bureau, &query, accept).await,
        Query::Structure(query) => structures::answer(bureau, &query, accept).await,
    }
}

/// In JSON for those who read JSON only.
fn refusal(error: &SdmxError, accept: &str) -> Response {
    let reads_json = accept.contains("json") && !accept.contains("xml");
    let (media_type, body) = if reads_json {
        ("application/vnd.sdmx.error+json;version=2.0.0", error.to_json())
    } else {
        ("application/vnd.sdmx.error+xml;version=2.1", error.to_xml())
    };
    answer::bad(error.http_status(), media_type, body)
}

/// The same question has the same head until something is released, so that caches can tell.
fn header<'o>(bureau: &Bureau, outlines: impl IntoIterator<Item = &'o Outline>) -> Header {
    let released = outlines.into_iter().map(|it| it.about.released);
    let prepared = released.max().unwrap_or_else(|| bureau.cell().now());
    let sender = bureau.agency();
    Header { id: format!("{sender}-{}", prepared.millis()), prepared, sender }
}

/// An error of the house in the words of the standard.
fn said(error: &Error) -> SdmxError {
    let said = Said::of(error);
    match said.status() {
        413 => {
            let cells = error.params().iter().find(|(name, _)| *name == "cells");
            let cells = cells.and_then(|(_, cells)| cells.parse().ok()).unwrap_or(usize::MAX);
            SdmxError::TooLarge { cells, most: MOST_CELLS }
        }
        400 | 404 => SdmxError::NoResults { what: said.text },
        _ => SdmxError::Unavailable,
    }
}
