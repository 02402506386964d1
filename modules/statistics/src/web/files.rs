//! A dataset to take along: the table as a file, and the descriptions that lie beside it.
//!
//! An address gives the same bytes to everybody: the language of a file is that of the house unless
//! `lang` says another, whatever the browser prefers.

use axum::Extension;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, LINK};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use base::{Error, Kind, Language};
use catalogue::{CatalogueError, columns, csvw, package};
use cube::{Cube, json_stat, table};
use web::{Form, Pages};

use super::{ANYBODY, asked};
use crate::domain::dataset::Dataset;
use crate::domain::selection::Selection;
use crate::domain::version::AsOf;
use crate::print::{self, workbook};
use crate::usecase::outlines::{self, Outline};
use crate::usecase::{Bureau, catalogue as shelf, cubes};
use crate::wires::{answer, described};

pub(super) fn pages() -> Pages {
    Pages::new()
        .get("/statistik/{id}/tabel.csv", ANYBODY, csv)
        .get("/statistik/{id}/tabel.csv-metadata.json", ANYBODY, metadata)
        .get("/statistik/{id}/tabel.json", ANYBODY, json)
        .get("/statistik/{id}/tabel.xlsx", ANYBODY, xlsx)
        .get("/statistik/{id}/tabel.parquet", ANYBODY, parquet)
        .get("/statistik/{id}/datapackage.json", ANYBODY, data_package)
}

/// What somebody wants of a dataset.
struct Asked {
    dataset: Dataset,
    at: AsOf,
    wanted: Selection,
    language: Language,
    /// The same as a query.
    query: String,
}

impl Asked {
    async fn of(bureau: &Bureau, id: &str, form: &Form) -> base::Result<Self> {
        let (dataset, _) = shelf::one(bureau, id).await?;
        let language = match form.value("lang") {
            "" => Language::default(),
            tag => Language::from_tag(tag)
                .ok_or_else(|| Error::new(Kind::Invalid, "web/unreadable"))?,
        };
        let at = asked::as_of(form, bureau.cell().zone())?;
        let wanted = asked::selection(&dataset, form);
        let query = asked::of_files(&dataset, form, language);
        Ok(Self { dataset, at, wanted, language, query })
    }

    async fn cube(&self, bureau: &Bureau) -> base::Result<Cube> {
        cubes::cube(bureau, &self.dataset.id, self.at, &self.wanted).await
    }

    async fn outline(&self, bureau: &Bureau) -> base::Result<Outline> {
        outlines::one(bureau, &self.dataset.id, self.at, &self.wanted).await
    }

    /// A file beside this address, with the same choice.
    fn beside(&self, file: &str) -> String {
        if self.query.is_empty() { file.to_owned() } else { format!("{file}?{}", self.query) }
    }

    fn download(
        &self,
        asked: &HeaderMap,
        (ending, media_type): (&str, &str),
        body: impl Into<Vec<u8>>,
    ) -> Response {
        let mut response = answer::kept(asked, media_type, body);
        let name = format!("attachment; filename=\"{}.{ending}\"", self.dataset.id);
        if let Ok(name) = HeaderValue::from_str(&name) {
            response.headers_mut().insert(CONTENT_DISPOSITION, name);
        }
        response
    }
}

/// The table, with a link to what its columns mean (W3C, model for tabular data, section 5.2).
async fn csv(
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> web::Result<Response> {
    let asked = Asked::of(&bureau, &id, &form).await?;
    let text = table::csv(&asked.cube(&bureau).await?, asked.language);
    let mut response = asked.download(&headers, ("csv", "text/csv; charset=utf-8"), text);
    let beside = asked.beside("tabel.csv-metadata.json");
    let link = format!("<{beside}>; rel=\"describedby\"; type=\"{}\"", csvw::MEDIA_TYPE);
    if let Ok(link) = HeaderValue::from_str(&link) {
        response.headers_mut().insert(LINK, link);
    }
    Ok(response)
}

async fn metadata(
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> web::Result<Response> {
    let asked = Asked::of(&bureau, &id, &form).await?;
    let outline = asked.outline(&bureau).await?;
    let columns = columns(&outline.dimensions, asked.language);
    let dataset = described::dataset(&bureau, &outline);
    let text = csvw::metadata(&dataset, &columns, &asked.beside("tabel.csv"), asked.language);
    Ok(answer::kept(&headers, csvw::MEDIA_TYPE, text))
}

async fn json(
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> web::Result<Response> {
    let asked = Asked::of(&bureau, &id, &form).await?;
    let text = json_stat::dataset(&asked.cube(&bureau).await?, asked.language);
    Ok(asked.download(&headers, ("json", "application/json"), text))
}

async fn xlsx(
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> web::Result<Response> {
    let asked = Asked::of(&bureau, &id, &form).await?;
    let cube = asked.cube(&bureau).await?;
    let page = described::page(&bureau, &asked.dataset.id);
    let book = workbook::workbook(&cube, asked.language, bureau.cell().zone(), &page)?;
    Ok(asked.download(&headers, ("xlsx", workbook::MEDIA_TYPE), book))
}

async fn parquet(
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> web::Result<Response> {
    let asked = Asked::of(&bureau, &id, &form).await?;
    let file = print::columns::parquet(&asked.cube(&bureau).await?, asked.language)?;
    Ok(asked.download(&headers, ("parquet", print::columns::MEDIA_TYPE), file))
}

async fn data_package(
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> web::Result<Response> {
    let asked = Asked::of(&bureau, &id, &form).await?;
    let outline = asked.outline(&bureau).await?;
    let columns = columns(&outline.dimensions, asked.language);
    let mut dataset = described::dataset(&bureau, &outline);
    for distribution in &mut dataset.distributions {
        // The package lies beside the table.
        distribution.path = distribution.path.take().map(|_| asked.beside("tabel.csv"));
    }
    let text = package::package(&dataset, &columns, asked.language).map_err(undescribed)?;
    Ok(answer::kept(&headers, "application/json", text))
}

fn undescribed(error: CatalogueError) -> Error {
    Error::new(Kind::DataLoss, "statistics/cube").caused_by(error)
}
