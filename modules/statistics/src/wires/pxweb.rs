//! PxWebApi 2 (Statistics Sweden and Statistics Norway): `/pxweb`.

use std::sync::Arc;

use axum::http::Method;
use axum::response::Response;
use base::{Error, Language};
use cube::{json_stat, table};
use pxweb::{Config, OutputFormat, Page, Problem, PxError, Selection, Table, Tables};
use web::{Call, Wires};

use super::answer::{self, JSON, Said};
use super::parameters::Parameters;
use super::{WHY, root};
use crate::domain::dataset::Dataset;
use crate::domain::selection::MOST_CELLS;
use crate::domain::version::{AsOf, Version};
use crate::usecase::outlines::{self, Outline};
use crate::usecase::{Bureau, catalogue, cubes};

/// A selection names every code of a large table.
const MOST_BYTES: usize = 1 << 20;
const PAGE_SIZE: usize = 20;
const MOST_OF_A_PAGE: usize = 500;

pub(super) fn wires(bureau: &Bureau) -> Wires {
    let (giving, taking) = (bureau.clone(), bureau.clone());
    Wires::new().get("/pxweb/{*path}", WHY, move |call| respond(giving.clone(), call)).post(
        "/pxweb/{*path}",
        WHY,
        MOST_BYTES,
        move |call| respond(taking.clone(), call),
    )
}

/// Why there is no answer.
enum Refused {
    Px(PxError),
    House(Error),
    Other(u16, String),
}

impl From<PxError> for Refused {
    fn from(error: PxError) -> Self {
        Self::Px(error)
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::House(error)
    }
}

impl From<(u16, String)> for Refused {
    fn from((status, text): (u16, String)) -> Self {
        Self::Other(status, text)
    }
}

impl Refused {
    fn response(self) -> Response {
        let other = |status: u16, title: String| {
            let kind = if status == 404 { "Object not found" } else { "Parameter error" };
            Problem { r#type: kind.to_owned(), title, status }
        };
        let problem = match self {
            Self::Px(error) => error.problem(),
            Self::Other(status, title) => other(status, title),
            Self::House(error) => {
                let said = Said::of(&error);
                other(said.status(), said.text)
            }
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        answer::bad(problem.status, "application/problem+json", body)
    }
}

/// What is asked, and how it is answered.
struct Ask<'c> {
    bureau: &'c Bureau,
    call: &'c Call,
    parameters: Parameters,
    language: Language,
    root: String,
}

async fn respond(bureau: Bureau, call: Call) -> Response {
    match ask(&bureau, &call).await {
        Ok((media_type, body)) => answer::good(&call, media_type, body),
        Err(refused) => refused.response(),
    }
}

type Answer = (&'static str, String);

async fn ask(bureau: &Bureau, call: &Call) -> Result<Answer, Refused> {
    let parameters = Parameters::of_query(call);
    let language = parameters.language()?;
    let root = format!("{}/pxweb", root(bureau));
    let ask = Ask { bureau, call, parameters, language, root };
    let path = call.uri.path().trim_start_matches("/pxweb/").trim_end_matches('/');
    let segments: Vec<&str> = path.split('/').collect();
    let is_get = call.method != Method::POST;
    match segments.as_slice() {
        ["config"] if is_get => Ok(ask.config()),
        ["tables"] if is_get => ask.tables().await,
        ["tables", id] if is_get => ask.table(id).await,
        ["tables", id, "metadata"] if is_get => ask.metadata(id).await,
        ["tables", id, "data"] => ask.data(id).await,
        _ => Err(Refused::Other(
            404,
            format!(
                "`/{path}` is no path of this interface; try config, tables, tables/ID, \
                     tables/ID/metadata or tables/ID/data"
            ),
        )),
    }
}

impl Ask<'_> {
    fn config(&self) -> Answer {
        // No client has to wait between its calls.
        let config = Config::new(env!("CARGO_PKG_VERSION"), MOST_CELLS, (0, 1));
        json(&config)
    }

    async fn tables(&self) -> Result<Answer, Refused> {
        let mut found = catalogue::list(self.bureau).await?;
        let words = Dataset::words(self.parameters.text("query"));
        found.retain(|(dataset, _)| dataset.speaks_of(&words));
        if let Some(days) = self.number("pastDays")? {
            let seconds = i64::try_from(days).unwrap_or(i64::MAX).saturating_mul(-86_400);
            let since = self.bureau.cell().now().plus_seconds(seconds.max(-6_400_000_000));
            let is_new = |it: &Version| it.visible_from.is_some_and(|from| from >= since);
            found.retain(|(_, version)| is_new(version));
        }
        let size = self.number("pageSize")?.unwrap_or(PAGE_SIZE).clamp(1, MOST_OF_A_PAGE);
        let number = self.number("pageNumber")?.unwrap_or(1);
        let page = Page::new(number, size, found.len());
        let here = found.get(page.range()).unwrap_or_default();
        let ids: Vec<(String, AsOf)> = here
            .iter()
            .map(|(it, version)| (it.id.clone(), AsOf::Version(version.number)))
            .collect();
        let mut tables = Vec::with_capacity(ids.len());
        for (id, at) in &ids {
            let outline = outlines::whole(self.bureau, id, *at).await?;
            tables.push(self.described(&outline));
        }
        let links = page.links(&format!("{}/tables", self.root), self.language);
        let language = self.language.tag().to_owned();
        Ok(json(&Tables { language, tables, page, links }))
    }

    async fn table(&self, id: &str) -> Result<Answer, Refused> {
        let outline = self.outline(id).await?;
        Ok(json(&self.described(&outline)))
    }

    async fn metadata(&self, id: &str) -> Result<Answer, Refused> {
        let outline = self.outline(id).await?;
        let (about, dimensions) = (&outline.about, &outline.dimensions);
        Ok((JSON, pxweb::metadata(about, dimensions, self.language, &self.root)))
    }

    async fn data(&self, id: &str) -> Result<Answer, Refused> {
        let selection = if self.call.method == Method::POST {
            Selection::parse_json(answer::text(self.call)?)?
        } else {
            Selection::parse_query(self.call.uri.query().unwrap_or_default())?
        };
        let format = OutputFormat::parse(self.parameters.text("outputFormat"))?;
        let outline = self.outline(id).await?;
        let places = selection.places(&outline.dimensions, MOST_CELLS)?;
        let wanted = outline.selection(&places)?;
        let cube = cubes::part(self.bureau, &outline, &wanted).await?;
        Ok(match format {
            OutputFormat::JsonStat2 => (JSON, json_stat::dataset(&cube, self.language)),
            OutputFormat::Csv => ("text/csv; charset=utf-8", table::csv(&cube, self.language)),
        })
    }

    async fn outline(&self, id: &str) -> Result<Arc<Outline>, Refused> {
        Ok(outlines::whole(self.bureau, id, AsOf::Now).await?)
    }

    fn described(&self, outline: &Outline) -> Table {
        let mut table = Table::new(&outline.about, &outline.dimensions, self.language, &self.root);
        table.description = outline.dataset.description.about.said(self.language).to_owned();
        table
    }

    fn number(&self, name: &str) -> Result<Option<usize>, Refused> {
        let text = self.parameters.text(name);
        let wrong = |_| Refused::Other(400, format!("`{name}` is a whole number, not `{text}`"));
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(wrong) }
    }
}

fn json(body: &impl serde::Serialize) -> Answer {
    (JSON, serde_json::to_string(body).unwrap_or_default())
}
