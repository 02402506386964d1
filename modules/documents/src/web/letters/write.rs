//! Writing a letter: choose its type, fill it in, save.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind};
use identity::Agency;
use web::{Access, Choice, Form, Page, Pages, Visit, html, html_with, see_other};

use super::entry::{self, ROWS};
use crate::domain::chain::Manner;
use crate::domain::classification::Classification;
use crate::domain::content::{Content, Secrecy, Urgency, field_name};
use crate::domain::kind::{FieldKind, FieldSpec, Group, LetterType};
use crate::permissions::DRAFT;
use crate::usecase::choices::{self, Choices};
use crate::usecase::{Office, draft, show};
use crate::web::words::word;

const NEEDS: Access = Access::Needs(DRAFT);

pub(super) fn pages() -> Pages {
    Pages::new()
        .get("/naskah/baru", NEEDS, choose)
        .get("/naskah/baru/{type}", NEEDS, blank)
        .post("/naskah/baru/{type}", NEEDS, begin)
        .get("/naskah/{id}/ubah", NEEDS, change)
        .post("/naskah/{id}/ubah", NEEDS, save)
}

#[derive(Template)]
#[template(path = "letters-choose.html", blocks = ["main"])]
struct Choose {
    page: Page,
    groups: Vec<Chosen>,
}

/// Types of one group.
struct Chosen {
    name: String,
    types: Vec<Type>,
}

/// A type that can be chosen.
struct Type {
    id: String,
    name: String,
    hint: String,
}

async fn choose(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    let page = visit.work("doc-new");
    let one = |kind: &LetterType| {
        let (name, hint) = (word(&page, "doc-type-", &kind.id), word(&page, "doc-hint-", &kind.id));
        Type { id: kind.id.clone(), name, hint }
    };
    let group = |group: Group| {
        let own = office.types().iter().filter(|kind| kind.group == group);
        Chosen { name: word(&page, "doc-group-", group.as_str()), types: own.map(one).collect() }
    };
    let groups = Group::ALL.map(group).into_iter().filter(|chosen| !chosen.types.is_empty());
    let groups = groups.collect();
    html(&Choose { page, groups })
}

/// A field of the type on the form.
struct Shown {
    name: String,
    label: String,
    hint: &'static str,
    kind: FieldKind,
}

#[derive(Template)]
#[template(path = "letters-form.html", blocks = ["main"])]
struct Write {
    page: Page,
    form: Form,
    /// Where it is sent, and where one goes back.
    action: String,
    back: String,
    kind: LetterType,
    fields: Vec<Shown>,
    /// The version that was seen; nothing for a new letter.
    version: Option<u32>,
    uploaded: Option<String>,
    signers: Vec<Choice>,
    positions: Vec<Choice>,
    manners: Vec<Choice>,
    secrecies: Vec<Choice>,
    urgencies: Vec<Choice>,
    offices: Vec<Agency>,
    villages: Vec<Agency>,
    codes: Vec<Classification>,
    to: Vec<String>,
    cc: Vec<String>,
}

impl Write {
    fn rows(&self) -> std::ops::RangeInclusive<usize> {
        1..=ROWS
    }

    fn row(&self, beginning: &str, at: &usize) -> String {
        format!("{beginning}-{at}")
    }

    /// Whether an office is ticked.
    fn is_ticked(&self, list: &[String], code: &str) -> bool {
        list.iter().any(|one| one == code)
    }

    fn is_lines(&self, kind: &FieldKind) -> bool {
        !matches!(kind, FieldKind::Text | FieldKind::Day)
    }

    fn input(&self, kind: &FieldKind) -> &'static str {
        if *kind == FieldKind::Day { "date" } else { "text" }
    }
}

/// What the form is built around.
struct Around {
    action: String,
    back: String,
    version: Option<u32>,
    uploaded: Option<String>,
    to: Vec<String>,
    cc: Vec<String>,
}

fn view(
    visit: &Visit,
    kind: &LetterType,
    form: Form,
    choices: Choices,
    around: Around,
) -> base::Result<Write> {
    let page = visit.work("doc-write");
    let home = visit.signed_in()?.agency();
    let name = word(&page, "doc-type-", &kind.id);
    let shown = |spec: &FieldSpec| Shown {
        name: field_name(&spec.id),
        label: format!("field-isian-{}", spec.id),
        hint: hint(spec.kind),
        kind: spec.kind,
    };
    let Around { action, back, version, uploaded, to, cc } = around;
    Ok(Write {
        fields: kind.fields.iter().map(shown).collect(),
        signers: entry::position_choices(&choices, home, choices.signers(kind)),
        positions: entry::position_choices(&choices, home, choices.reviewers()),
        manners: words(&page, "doc-manner-", Manner::ALL.iter().map(|one| one.as_str())),
        secrecies: words(&page, "doc-secrecy-", Secrecy::ALL.iter().map(|one| one.as_str())),
        urgencies: words(&page, "doc-urgency-", Urgency::ALL.iter().map(|one| one.as_str())),
        offices: choices.offices,
        villages: choices.villages,
        codes: choices.codes,
        page: page.called(name),
        kind: kind.clone(),
        form,
        action,
        back,
        version,
        uploaded,
        to,
        cc,
    })
}

fn words<'a>(page: &Page, beginning: &str, all: impl Iterator<Item = &'a str>) -> Vec<Choice> {
    entry::word_choices(page, beginning, all)
}

fn hint(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text | FieldKind::Day => "",
        FieldKind::Lines => "doc-hint-lines",
        FieldKind::People => "doc-hint-people",
        FieldKind::Pairs => "doc-hint-pairs",
        FieldKind::Markup => "doc-hint-markup",
    }
}

fn beginning(kind: &LetterType) -> Around {
    Around {
        action: format!("/naskah/baru/{}", kind.id),
        back: "/naskah/baru".to_owned(),
        version: None,
        uploaded: None,
        to: Vec::new(),
        cc: Vec::new(),
    }
}

async fn blank(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(kind): Path<String>,
) -> web::Result<Response> {
    let kind = office.types().get(&kind)?;
    let choices = choices::choices(&office, visit.signed_in()?).await?;
    let form = entry::usual(&choices.usual);
    html(&view(&visit, kind, form, choices, beginning(kind))?)
}

async fn begin(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(kind): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let kind = office.types().get(&kind)?;
    let content = entry::content(&mut form, kind, None);
    if !form.has_errors() {
        match draft::begin(&office, visit.signed_in()?, &kind.id, content.clone()).await {
            Ok(id) => return Ok(see_other(&super::path(id))),
            Err(error) => entry::refuse(&mut form, error)?,
        }
    }
    let (to, cc) = (entry::ticked(&content.to), entry::ticked(&content.cc));
    let around = Around { to, cc, ..beginning(kind) };
    again(&visit, &office, kind, form, around).await
}

async fn again(
    visit: &Visit,
    office: &Office,
    kind: &LetterType,
    form: Form,
    around: Around,
) -> web::Result<Response> {
    let choices = choices::choices(office, visit.signed_in()?).await?;
    let view = view(visit, kind, form, choices, around)?;
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn change(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let shown = show::show(&office, visit.signed_in()?, id).await?;
    if !shown.may.write {
        return Err(Error::new(Kind::Forbidden, "documents/not-yours").into());
    }
    let kind = office.types().get(&shown.loaded.record.kind)?;
    let content = &shown.loaded.content;
    let choices = choices::choices(&office, visit.signed_in()?).await?;
    let around = changing(&super::path(id), shown.loaded.chain.version, content);
    html(&view(&visit, kind, entry::filled(content), choices, around)?)
}

fn changing(path: &str, version: u32, content: &Content) -> Around {
    Around {
        action: format!("{path}/ubah"),
        back: path.to_owned(),
        version: Some(version),
        uploaded: content.body.uploaded().map(|file| file.name.clone()),
        to: entry::ticked(&content.to),
        cc: entry::ticked(&content.cc),
    }
}

async fn save(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let actor = visit.signed_in()?;
    let before = show::show(&office, actor, id).await?.loaded;
    let kind = office.types().get(&before.record.kind)?;
    let content = entry::content(&mut form, kind, Some(&before.content));
    let seen = form.value("versi").parse().unwrap_or(0);
    let path = super::path(id);
    if !form.has_errors() {
        let note = form.value("catatan").to_owned();
        match draft::save(&office, actor, id, seen, (content.clone(), &note)).await {
            Ok(_) => return Ok(see_other(&path)),
            Err(error) => entry::refuse(&mut form, error)?,
        }
    }
    let around = changing(&path, seen, &content);
    again(&visit, &office, kind, form, around).await
}
