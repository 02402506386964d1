//! The yearly books: read by everybody, published by the walidata.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base::{Error, Kind, format};
use web::{Access, Choice, Form, Page, Pages, Visit, html, html_with, see_other};

use super::ANYBODY;
use crate::domain::yearbook::{Chapter, Yearbook};
use crate::permissions::RELEASE;
use crate::usecase::Bureau;
use crate::usecase::yearbook;

const PATH: &str = "/statistik/buku";
const NEW: &str = "/kerja/statistik/buku";
/// Years that the form offers.
const YEARS: u16 = 5;

pub(super) fn pages() -> Pages {
    let releases = Access::Needs(RELEASE);
    Pages::new()
        .get(PATH, ANYBODY, list)
        .get("/statistik/buku/{year}/{edition}", ANYBODY, pdf)
        .get(NEW, releases, ask)
        .post(NEW, releases, publish)
}

#[derive(Template)]
#[template(path = "stat-yearbooks.html", blocks = ["main"])]
struct View {
    page: Page,
    books: Vec<Yearbook>,
}

#[derive(Template)]
#[template(path = "stat-yearbook-new.html", blocks = ["main"])]
struct Asking {
    page: Page,
    form: Form,
    years: Vec<Choice>,
    books: Vec<Yearbook>,
    chapters: Vec<Chapter>,
}

impl Asking {
    fn count(&self) -> usize {
        self.chapters.iter().map(|it| it.entries.len()).sum()
    }

    fn name(&self, chapter: &Chapter) -> String {
        let language = self.page.language();
        let theme = chapter.theme.as_ref().map(|it| it.said(language).to_owned());
        theme.unwrap_or_else(|| self.page.t("stat-book-other").to_string())
    }

    fn titles(&self, chapter: &Chapter) -> String {
        let language = self.page.language();
        let all: Vec<&str> = chapter.entries.iter().map(|it| it.dataset.title(language)).collect();
        all.join(", ")
    }
}

/// Where the PDF of a book is.
fn address(it: &Yearbook) -> String {
    format!("{PATH}/{}/{}", it.year, it.edition)
}

/// `1,2 MB` or `340 KB`, rounded up.
fn size(it: &Yearbook) -> String {
    let kilobytes = it.bytes.div_ceil(1_024);
    match kilobytes {
        0..1_024 => format!("{kilobytes} KB"),
        _ => format!("{} MB", format::grouped(kilobytes.div_ceil(1_024))),
    }
}

async fn list(visit: Visit, Extension(bureau): Extension<Bureau>) -> web::Result<Response> {
    let books = yearbook::list(&bureau).await?;
    html(&View { page: visit.page("stat-books"), books })
}

async fn pdf(
    Extension(bureau): Extension<Bureau>,
    Path((year, edition)): Path<(String, String)>,
) -> web::Result<Response> {
    let unknown = || Error::new(Kind::NotFound, "statistics/no-book");
    let year = year.parse().map_err(|_| unknown())?;
    let edition = edition.parse().map_err(|_| unknown())?;
    let (book, bytes) = yearbook::one(&bureau, year, edition).await?;
    let name = format!("inline; filename=\"dalam-angka-{}-{}.pdf\"", book.year, book.edition);
    let name = HeaderValue::from_str(&name).map_err(|_| unknown())?;
    let kind = HeaderValue::from_static("application/pdf");
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

async fn view(visit: &Visit, bureau: &Bureau, form: Form) -> base::Result<Asking> {
    let now = u16::try_from(visit.cell().today().year()).unwrap_or_default();
    let year = |year: u16| Choice::new(year.to_string(), year.to_string());
    Ok(Asking {
        page: visit.work("stat-book-new"),
        form,
        years: (0..YEARS).map(|ago| year(now.saturating_sub(ago))).collect(),
        books: yearbook::list(bureau).await?,
        chapters: yearbook::contents(bureau).await?,
    })
}

async fn ask(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    form: Form,
) -> web::Result<Response> {
    html(&view(&visit, &bureau, form).await?)
}

async fn publish(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    mut form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    // What is no year is no year of a book either.
    let year = form.value("tahun").parse().unwrap_or_default();
    match yearbook::publish(&bureau, actor, year).await {
        Ok(_) => return Ok(see_other(NEW)),
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict) => {
            form.refuse("tahun", &error);
        }
        Err(error) => return Err(error.into()),
    }
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view(&visit, &bureau, form).await?)
}
