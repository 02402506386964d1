//! The whole catalogue for harvesters and readers of tables: DCAT 3 at `/catalog.ttl` and
//! `/catalog.jsonld`, a Frictionless data package at `/datapackage.json`.

use std::sync::Arc;

use axum::response::Response;
use base::Language;
use catalogue::{CatalogueError, columns, dcat, package};
use web::{Call, Wires};

use super::answer::{self, JSON, Said};
use super::parameters::Parameters;
use super::{WHY, described};
use crate::domain::version::AsOf;
use crate::usecase::outlines::{self, Outline};
use crate::usecase::{Bureau, catalogue as shelf, metadata};

pub(super) fn wires(bureau: &Bureau) -> Wires {
    [
        ("/catalog.ttl", Form::Turtle),
        ("/catalog.jsonld", Form::JsonLd),
        ("/datapackage.json", Form::Package),
    ]
    .into_iter()
    .fold(Wires::new(), |all, (path, form)| {
        let bureau = bureau.clone();
        all.get(path, WHY, move |call| respond(bureau.clone(), call, form))
    })
}

#[derive(Clone, Copy)]
enum Form {
    Turtle,
    JsonLd,
    Package,
}

/// Status and words.
type Refused = (u16, String);

async fn respond(bureau: Bureau, call: Call, form: Form) -> Response {
    match ask(&bureau, &call, form).await {
        Ok((media_type, body)) => answer::good(&call, media_type, body),
        Err((status, title)) => {
            let body = serde_json::json!({ "title": title, "status": status });
            answer::bad(status, "application/problem+json", body.to_string())
        }
    }
}

async fn ask(bureau: &Bureau, call: &Call, form: Form) -> Result<(&'static str, String), Refused> {
    let language = Parameters::of_query(call).language()?;
    let outlines = all(bureau).await?;
    let mut catalogue = described::catalogue(bureau, &outlines);
    let kept = metadata::of_all(bureau).await.map_err(|error| said(&error))?;
    for (dataset, outline) in catalogue.datasets.iter_mut().zip(&outlines) {
        let kept = kept.get(&outline.dataset.id);
        dataset.frequency = kept.and_then(|it| described::frequency(&it.metadata));
    }
    let made = match form {
        Form::Turtle => dcat::turtle(&catalogue).map(|it| (dcat::TURTLE, it)),
        Form::JsonLd => dcat::json_ld(&catalogue).map(|it| (dcat::JSON_LD, it)),
        Form::Package => packed(catalogue, &outlines, language).map(|it| (JSON, it)),
    };
    made.map_err(|error| {
        tracing::error!(%error, "the catalogue cannot be described");
        (503, "the catalogue cannot be described now; try again later".to_owned())
    })
}

async fn all(bureau: &Bureau) -> Result<Vec<Arc<Outline>>, Refused> {
    let released = shelf::list(bureau).await.map_err(|error| said(&error))?;
    let at = |number| AsOf::Version(number);
    let ids: Vec<(String, AsOf)> =
        released.into_iter().map(|(it, version)| (it.id, at(version.number))).collect();
    outlines::several(bureau, &ids).await.map_err(|error| said(&error))
}

fn said(error: &base::Error) -> Refused {
    let said = Said::of(error);
    (said.status(), said.text)
}

/// The tables carry the language in their address where it is not that of the house.
fn packed(
    mut catalogue: catalogue::Catalogue,
    outlines: &[Arc<Outline>],
    language: Language,
) -> Result<String, CatalogueError> {
    for dataset in &mut catalogue.datasets {
        described::in_language(dataset, language);
    }
    let columns: Vec<_> = outlines.iter().map(|it| columns(&it.dimensions, language)).collect();
    package::of_catalogue(&catalogue, &columns, language)
}
