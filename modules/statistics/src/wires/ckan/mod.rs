//! The CKAN Action API: `/api/action/NAME` and `/api/3/action/NAME`, posted or asked for.

mod actions;
mod datastore;

use axum::http::Method;
use axum::response::Response;
use base::Error;
use catalogue::ckan::{Envelope, Failure, FailureKind};
use serde::Serialize;
use web::{Call, Wires};

use super::WHY;
use super::answer::{self, JSON, Said};
use super::parameters::Parameters;
use crate::usecase::Bureau;

/// Filters may name many codes.
const MOST_BYTES: usize = 1 << 20;
/// Ends of the names of actions that would change something.
const CHANGING: [&str; 6] = ["_create", "_update", "_delete", "_patch", "_upsert", "_purge"];

pub(super) fn wires(bureau: &Bureau) -> Wires {
    ["/api/action/{name}", "/api/3/action/{name}"].into_iter().fold(Wires::new(), |wires, path| {
        let (giving, taking) = (bureau.clone(), bureau.clone());
        wires.get(path, WHY, move |call| respond(giving.clone(), call)).post(
            path,
            WHY,
            MOST_BYTES,
            move |call| respond(taking.clone(), call),
        )
    })
}

/// Why an action fails.
enum Refused {
    Ckan(FailureKind, String),
    House(Error),
    /// A question that CKAN itself does not understand: a bare text, without an envelope.
    Bad(u16, String),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::House(error)
    }
}

impl Refused {
    fn missing(what: impl std::fmt::Display) -> Self {
        Self::Ckan(FailureKind::NotFound, format!("Not found: {what}"))
    }

    fn wrong(what: impl Into<String>) -> Self {
        Self::Ckan(FailureKind::Validation, what.into())
    }

    fn response(self) -> Response {
        let failure = |kind: FailureKind, text: String| {
            let body = serde_json::to_vec(&Failure::new(kind, text)).unwrap_or_default();
            answer::bad(kind.http_status(), JSON, body)
        };
        match self {
            Self::Ckan(kind, text) => failure(kind, text),
            Self::Bad(status, text) => {
                answer::bad(status, JSON, serde_json::to_vec(&text).unwrap_or_default())
            }
            Self::House(error) => {
                let said = Said::of(&error);
                match said.status() {
                    404 => failure(FailureKind::NotFound, said.text),
                    400 | 413 => failure(FailureKind::Validation, said.text),
                    status => {
                        let body = serde_json::to_vec(&said.text).unwrap_or_default();
                        answer::bad(status, JSON, body)
                    }
                }
            }
        }
    }
}

/// The result of an action as JSON, inside its envelope.
type Answer = Result<Vec<u8>, Refused>;

fn enveloped(result: impl Serialize) -> Answer {
    Ok(serde_json::to_vec(&Envelope::new(result)).unwrap_or_default())
}

async fn respond(bureau: Bureau, call: Call) -> Response {
    match ask(&bureau, &call).await {
        Ok(body) => answer::good(&call, JSON, body),
        Err(refused) => refused.response(),
    }
}

async fn ask(bureau: &Bureau, call: &Call) -> Answer {
    let name = call.uri.path().rsplit('/').next().unwrap_or_default();
    if CHANGING.iter().any(|end| name.ends_with(end)) {
        let text = "Access denied: figures are released in the regency's own system".to_owned();
        return Err(Refused::Ckan(FailureKind::NotAuthorized, text));
    }
    let parameters = parameters(call)?;
    match name {
        "status_show" => actions::status(bureau),
        "package_list" => actions::packages(bureau, &parameters).await,
        "package_show" => actions::package(bureau, &parameters).await,
        "package_search" => actions::search(bureau, &parameters).await,
        "organization_list" => actions::organizations(bureau, &parameters).await,
        "organization_show" => actions::organization(bureau, &parameters).await,
        "resource_show" => actions::resource(bureau, &parameters).await,
        "datastore_search" => datastore::search(bureau, &parameters).await,
        _ => {
            let text = format!("Bad request - Action name not known: {name}");
            Err(Refused::Bad(400, text))
        }
    }
}

fn parameters(call: &Call) -> Result<Parameters, Refused> {
    if call.method != Method::POST {
        return Ok(Parameters::of_query(call));
    }
    let body = answer::text(call).map_err(|(status, text)| Refused::Bad(status, text))?;
    Parameters::of_json(body)
        .ok_or_else(|| Refused::Bad(400, "Bad request - JSON Error: send an object".to_owned()))
}
