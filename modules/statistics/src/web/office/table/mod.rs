//! A table that an office brought: what was read from it, what is wrong at which cell, and how to mend
//! that without going back to the file.

mod acts;
mod columns;
mod groups;
mod rows;

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind, Language};
use web::{Explained, Page, Pages, Visit, download, html, html_with};

use super::SEES;
use crate::domain::codes::labelled;
use crate::domain::dataset::{Axis, AxisKind, Measure};
use crate::domain::examination::Severity;
use crate::domain::obligation::{Act, Obligation};
use crate::usecase::Bureau;
use crate::usecase::process::lists;
use crate::usecase::process::reading::{Absent, Head, Line};
use crate::usecase::process::tables::{self, Opened};
use columns::Columns;
use groups::Groups;

/// What a browser saves a table as, whatever it is.
const FILE: &str = "application/octet-stream";

pub(super) fn pages() -> Pages {
    Pages::new()
        .get("/kerja/statistik/{id}/tabel/{n}", SEES, page)
        .get("/kerja/statistik/{id}/tabel/{n}/berkas", SEES, file)
        .merge(acts::pages())
}

/// A cell of the sheet.
struct Square {
    at: String,
    class: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "stat-table.html", blocks = ["main"])]
struct View {
    page: Page,
    /// Of the obligation.
    path: String,
    opened: Opened,
    groups: Groups,
    columns: Columns,
    /// The office works on this very table.
    may_change: bool,
    problem: Option<Explained>,
}

impl View {
    fn title(&self) -> &str {
        self.opened.dataset.title(self.language())
    }

    fn language(&self) -> Language {
        self.page.language()
    }

    fn word(&self, beginning: &str, end: &str) -> String {
        super::word(&self.page, beginning, end)
    }

    /// The axes whose codes people may type, with the codes to choose from.
    fn lists(&self) -> Vec<(&Axis, Vec<String>)> {
        let axes = self.opened.dataset.description.axes.iter();
        let labels = |axis: &Axis| {
            let all = self.opened.lists.get(&axis.id).map_or(&[][..], Vec::as_slice);
            all.iter().map(|it| labelled(all, &it.code)).collect()
        };
        axes.map(|axis| (axis, labels(axis))).collect()
    }

    fn is_clean(&self) -> bool {
        self.groups.errors == 0 && self.groups.open_warnings == 0
    }

    fn absent(&self) -> Option<Absent> {
        self.opened.arranged.absent
    }

    /// The cells of a row as they are shown: with what was corrected, and what is wrong.
    fn squares(&self, line: &Line) -> Vec<Square> {
        let heads = self.opened.examined.preview.heads.iter();
        let square = |(head, text): (&Head, &String)| {
            let at = format!("{}{}", head.letters, line.number);
            let corrected = self.opened.arranged.corrected.get(&at);
            let class = match self.groups.places.get(&at) {
                Some(Severity::Error) => "bad",
                Some(Severity::Warning) => "odd",
                _ if corrected.is_some() => "typed",
                _ => "",
            };
            Square { at, class, text: corrected.unwrap_or(text).clone() }
        };
        heads.zip(&line.cells).map(square).collect()
    }

    /// The roles a column can have, with their names.
    fn roles(&self) -> Vec<(String, String)> {
        let fixed = columns::ROLES
            .iter()
            .filter(|it| self.opened.dataset.region().is_some() || !it.starts_with("region"));
        let fixed = fixed.map(|it| ((*it).to_owned(), self.word("stat-role-", it)));
        let axes = self.opened.dataset.description.axes.iter();
        let breakdowns = axes.filter(|it| it.kind == AxisKind::Breakdown).map(|it| {
            (format!("{}{}", columns::BREAKDOWN, it.id), it.title.said(self.language()).to_owned())
        });
        fixed.chain(breakdowns).collect()
    }

    /// The measures to choose from; the empty choice leaves it to others to say.
    fn measures(&self) -> Vec<(String, String)> {
        let all = self.opened.dataset.description.measures.iter();
        let measure = |it: &Measure| (it.id.clone(), it.title.said(self.language()).to_owned());
        std::iter::once((String::new(), "–".to_owned())).chain(all.map(measure)).collect()
    }

    fn powers(&self) -> Vec<(String, String)> {
        let power = |it: &i8| (it.to_string(), self.word("stat-power-", &it.to_string()));
        columns::POWERS.iter().map(power).collect()
    }

    fn marks(&self) -> Vec<(String, String)> {
        columns::MARKS.iter().map(|it| ((*it).to_owned(), self.word("stat-mark-", it))).collect()
    }

    /// `1.234` as it is written where the comma begins the decimals.
    fn comma(&self, decimal: &str) -> String {
        decimal.replace('.', ",")
    }

    fn axis_title(&self, id: &str) -> String {
        let axis = self.opened.dataset.axis(id);
        axis.map_or_else(String::new, |it| it.title.said(self.language()).to_owned())
    }

    /// The first figures that were read: period, measure and codes, and what is published.
    fn figures(&self) -> Vec<rows::Row> {
        rows::rows(&self.opened, self.language())
    }
}

async fn page(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path((id, n)): Path<(String, String)>,
) -> web::Result<Response> {
    html(&view(&visit, &bureau, super::id(&id)?, number(&n)?, None).await?)
}

/// The page of the table in force again, with what went wrong.
async fn with_problem(
    visit: &Visit,
    bureau: &Bureau,
    id: Id<Obligation>,
    error: &Error,
) -> web::Result<Response> {
    let status = match error.kind() {
        Kind::Conflict => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let shown = lists::show(bureau, visit.signed_in()?, id).await?;
    let number = shown.obligation.submission.ok_or_else(no_table)?;
    html_with(status, &view(visit, bureau, id, number, Some(error)).await?)
}

async fn view(
    visit: &Visit,
    bureau: &Bureau,
    id: Id<Obligation>,
    number: i64,
    problem: Option<&Error>,
) -> base::Result<View> {
    let actor = visit.signed_in()?;
    let opened = tables::open(bureau, actor, id, number).await?;
    let shown = lists::show(bureau, actor, id).await?;
    let in_force = shown.obligation.submission == Some(number);
    let page = visit.work("stat-obligations");
    Ok(View {
        path: super::path(id),
        may_change: in_force && shown.may.contains(&Act::HandIn),
        groups: Groups::of(&page, &opened),
        columns: Columns::of(&opened),
        problem: problem.map(|error| page.error(error)),
        opened,
        page,
    })
}

/// The file as it was brought. It is only ever saved: nobody's browser opens what others uploaded.
async fn file(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path((id, n)): Path<(String, String)>,
) -> web::Result<Response> {
    let (id, n) = (super::id(&id)?, number(&n)?);
    let (name, bytes) = tables::download(&bureau, visit.signed_in()?, id, n).await?;
    Ok(download(&name, FILE, bytes))
}

fn number(text: &str) -> base::Result<i64> {
    text.parse().map_err(|_| no_table())
}

fn no_table() -> Error {
    Error::new(Kind::NotFound, "statistics/no-obligation")
}

/// An answer to what went wrong that people can mend; anything else goes on as it is.
async fn answer(
    visit: &Visit,
    bureau: &Bureau,
    id: Id<Obligation>,
    error: Error,
) -> web::Result<Response> {
    match error.kind() {
        Kind::Invalid | Kind::Conflict => with_problem(visit, bureau, id, &error).await,
        _ => Err(error.into()),
    }
}
