//! Files (berkas) of an office: the list, what has come to its end, one file.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind};
use web::{
    Access, Explained, Form, Page, Pages, Pagination, Visit, download, html, html_with, see_other,
};

use crate::domain::classification::Classification;
use crate::domain::content::refused;
use crate::domain::retention::{Dossier, Phase};
use crate::permissions::{FILE, READ};
use crate::print::retention_sheet::Words;
use crate::usecase::Office;
use crate::usecase::choices::choices;
use crate::usecase::retention::{self, Shown};
use crate::web::words::word;

use super::schedule::XLSX;

pub(super) const PATH: &str = "/naskah/berkas";
const DUE: &str = "/naskah/berkas/jatuh-tempo";
const PROPOSED: &str = "/naskah/berkas/usul-musnah.xlsx";
const PAGE: i64 = 50;
const SEES: Access = Access::Needs(READ);
const KEEPS: Access = Access::Needs(FILE);

pub(super) fn pages() -> Pages {
    Pages::new()
        .get(PATH, SEES, list)
        .post(PATH, KEEPS, open)
        .get(DUE, SEES, due)
        .get(PROPOSED, KEEPS, proposed)
        .get("/naskah/berkas/{id}", SEES, show)
        .post("/naskah/berkas/{id}/isi", KEEPS, put)
        .post("/naskah/berkas/{id}/tutup", KEEPS, close)
        .post("/naskah/berkas/{id}/tahan", KEEPS, hold)
        .post("/naskah/berkas/{id}/lepas", KEEPS, release)
        .post("/naskah/berkas/{id}/tahan-naskah", KEEPS, hold_letter)
        .post("/naskah/berkas/{id}/lepas-naskah", KEEPS, release_letter)
}

fn id(text: &str) -> base::Result<Id<Dossier>> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-dossier"))
}

fn path(id: Id<Dossier>) -> String {
    format!("{PATH}/{id}")
}

#[derive(Template)]
#[template(path = "dossiers.html", blocks = ["main"])]
struct List {
    page: Page,
    form: Form,
    dossiers: Vec<Dossier>,
    /// Only those whose last day has come.
    is_due: bool,
    codes: Vec<Classification>,
    pages: Pagination,
    may_keep: bool,
}

impl List {
    fn phase(&self, one: &Dossier) -> String {
        phase(&self.page, one)
    }

    fn proposal(&self, one: &Dossier) -> String {
        proposal(&self.page, one)
    }
}

fn phase(page: &Page, one: &Dossier) -> String {
    word(page, "doc-phase-", one.phase(page.visit().cell().today()).as_str())
}

/// What is proposed; for a held file why nothing is; else empty.
fn proposal(page: &Page, one: &Dossier) -> String {
    let today = page.visit().cell().today();
    match (one.held(), one.proposal(today)) {
        (Some(why), _) => page.t("doc-dossier-held").with("why", why).to_string(),
        (None, Some(fate)) => word(page, "doc-proposal-", fate.as_str()),
        (None, None) => String::new(),
    }
}

async fn view(visit: &Visit, office: &Office, form: Form) -> base::Result<List> {
    let actor = visit.signed_in()?;
    let dossiers = retention::list(office, actor, Id::parse(form.value("sesudah")), PAGE).await?;
    let full = dossiers.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
    let next = dossiers.last().filter(|_| full).map(|one| one.id.to_string());
    let may_keep = actor.has(FILE);
    let codes = if may_keep { choices(office, actor).await?.codes } else { Vec::new() };
    let pages = Pagination::by_key(PATH, &[], None, next.as_deref());
    let page = visit.work("doc-dossiers");
    Ok(List { page, form, dossiers, is_due: false, codes, pages, may_keep })
}

async fn list(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    html(&view(&visit, &office, form).await?)
}

async fn due(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    let dossiers = retention::due(&office, visit.signed_in()?).await?;
    let pages = Pagination::by_key(DUE, &[], None, None);
    let (page, form) = (visit.work("doc-dossiers-due"), Form::new());
    let (codes, may_keep) = (Vec::new(), visit.signed_in()?.has(FILE));
    html(&List { page, form, dossiers, is_due: true, codes, pages, may_keep })
}

/// The list of files proposed for destruction, for the panel that judges it.
async fn proposed(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    let page = visit.work("doc-dossiers-due");
    let head = |key: &str| page.t(key).to_string();
    let heads = [
        "doc-ordinal",
        "field-klasifikasi",
        "doc-dossier-title",
        "doc-dossier-opened",
        "doc-dossier-closed-on",
        "doc-dossier-letters",
        "doc-dossier-due-on",
        "doc-proposed-rule",
        "doc-proposed-remark",
    ];
    let (title, demo) = (head("doc-proposed"), head("doc-demo-sheet"));
    let words = Words { title, heads: heads.map(head), demo };
    let (name, bytes) = retention::proposed(&office, visit.signed_in()?, &words).await?;
    Ok(download(&name, XLSX, bytes))
}

async fn open(
    visit: Visit,
    Extension(office): Extension<Office>,
    mut form: Form,
) -> web::Result<Response> {
    let said = (form.value("klasifikasi"), form.value("uraian"));
    match retention::open(&office, visit.signed_in()?, said).await {
        Ok(id) => Ok(see_other(&path(id))),
        Err(error) if error.kind() == Kind::Invalid => {
            let named = error.params().iter().find(|(name, _)| *name == "field");
            let field = named.map_or("uraian", |(_, field)| field.as_str()).to_owned();
            form.refuse(&field, &error);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view(&visit, &office, form).await?)
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "dossier.html", blocks = ["main"])]
struct One {
    page: Page,
    path: String,
    form: Form,
    problem: Option<Explained>,
    shown: Shown,
}

impl One {
    fn phase(&self) -> String {
        phase(&self.page, &self.shown.dossier)
    }

    fn proposal(&self) -> String {
        proposal(&self.page, &self.shown.dossier)
    }

    fn fate(&self) -> String {
        let closed = self.shown.dossier.closed.as_ref();
        closed.map_or_else(String::new, |one| word(&self.page, "doc-fate-", one.fate.as_str()))
    }

    fn is_gone(&self) -> bool {
        self.shown.dossier.destroyed_on.is_some()
    }

    fn may_export(&self) -> bool {
        crate::web::archive::may(self.page.visit(), &self.shown.dossier.agency)
    }

    fn is_due(&self) -> bool {
        self.shown.dossier.phase(self.page.visit().cell().today()) == Phase::Due
    }
}

async fn one(
    visit: &Visit,
    office: &Office,
    id: Id<Dossier>,
    (form, problem): (Form, Option<&Error>),
) -> base::Result<One> {
    let shown = retention::show(office, visit.signed_in()?, id).await?;
    let page = visit.work("doc-dossier").called(&shown.dossier.title);
    let problem = problem.map(|error| page.error(error));
    Ok(One { path: path(id), form, problem, shown, page })
}

async fn show(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
) -> web::Result<Response> {
    html(&one(&visit, &office, id(&text)?, (Form::new(), None)).await?)
}

async fn done<T>(
    visit: &Visit,
    office: &Office,
    id: Id<Dossier>,
    form: Form,
    result: base::Result<T>,
) -> web::Result<Response> {
    match result {
        Ok(_) => Ok(see_other(&path(id))),
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict) => {
            let view = one(visit, office, id, (form, Some(&error))).await?;
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error.into()),
    }
}

/// The letter is named by its number.
async fn put(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let (id, actor) = (id(&text)?, visit.signed_in()?);
    let result = async {
        let missing = || refused("documents/no-such-number", "nomor-naskah");
        let number = form.value("nomor-naskah");
        let letter = retention::by_number(&office, actor, number).await?.ok_or_else(missing)?;
        retention::put(&office, actor, id, letter).await
    };
    let result = result.await;
    done(&visit, &office, id, form, result).await
}

async fn close(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = id(&text)?;
    let result = retention::close(&office, visit.signed_in()?, id).await;
    done(&visit, &office, id, form, result).await
}

async fn hold(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = id(&text)?;
    let result = retention::hold(&office, visit.signed_in()?, id, form.value("alasan")).await;
    done(&visit, &office, id, form, result).await
}

async fn release(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = id(&text)?;
    let result = retention::release(&office, visit.signed_in()?, id, form.value("alasan")).await;
    done(&visit, &office, id, form, result).await
}

/// The letter is named by its number.
async fn hold_letter(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let (id, actor) = (id(&text)?, visit.signed_in()?);
    let result = async {
        let missing = || refused("documents/no-such-number", "naskah-ditahan");
        let number = form.value("naskah-ditahan");
        let letter = retention::by_number(&office, actor, number).await?.ok_or_else(missing)?;
        let said = (form.value("dasar"), form.value("alasan-penahanan"));
        retention::hold_letter(&office, actor, (id, letter), said).await
    };
    let result = result.await;
    done(&visit, &office, id, form, result).await
}

async fn release_letter(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let (id, actor) = (id(&text)?, visit.signed_in()?);
    let over = || Error::new(Kind::Conflict, "documents/hold-over");
    let result = match Id::parse(form.value("penahanan")).ok_or_else(over) {
        Ok(hold) => {
            let why = form.value("alasan-pelepasan");
            retention::release_letter(&office, actor, (id, hold), why).await
        }
        Err(error) => Err(error),
    };
    done(&visit, &office, id, form, result).await
}
