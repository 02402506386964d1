//! The clerk registers a letter, corrects its entry, takes in what another office sent.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind};
use web::{Access, Choice, Form, Limits, Page, Pages, Upload, Visit, html, html_with, see_other};

use super::form;
use crate::domain::classification::Classification;
use crate::domain::content::{Secrecy, Urgency};
use crate::domain::delivery::Delivery;
use crate::domain::file::LARGEST;
use crate::domain::incoming::Incoming;
use crate::domain::party::Scope;
use crate::permissions::RECEIVE;
use crate::usecase::Office;
use crate::usecase::incoming::choices::{Choices, choices};
use crate::usecase::incoming::receive::receive;
use crate::usecase::incoming::register::{Fresh, correct, register};
use crate::usecase::incoming::show::show;
use crate::web::words::word;

const NEEDS: Access = Access::Needs(RECEIVE);
/// A scan, and what the form needs around it.
const UPLOAD: Limits = Limits::upload(LARGEST + (64 << 10));
const NEW: &str = "/naskah/masuk/baru";

pub(super) fn pages() -> Pages {
    Pages::new()
        .get(NEW, NEEDS, blank)
        .post_within(UPLOAD, NEW, NEEDS, add)
        .post("/naskah/masuk/terima/{delivery}", NEEDS, take_in)
        .get("/naskah/masuk/{id}/ubah", NEEDS, change)
        .post("/naskah/masuk/{id}/ubah", NEEDS, save)
}

#[derive(Template)]
#[template(path = "incoming-form.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    /// Where it is sent, and where one goes back.
    action: String,
    back: String,
    /// The version that was seen; nothing for a new letter.
    version: Option<u32>,
    /// The letter that is like it: its id and agenda number.
    double: Option<(String, String)>,
    number_is_typed: bool,
    scopes: Vec<Choice>,
    offices: Vec<Choice>,
    addressees: Vec<Choice>,
    secrecies: Vec<Choice>,
    urgencies: Vec<Choice>,
    codes: Vec<Classification>,
}

/// What the form is built around.
#[derive(Default)]
struct Around {
    action: String,
    back: String,
    version: Option<u32>,
    double: Option<(String, String)>,
}

async fn view(visit: &Visit, office: &Office, form: Form, around: Around) -> base::Result<View> {
    let found = choices(office, visit.signed_in()?).await?;
    let page = visit.work(if around.version.is_some() {
        "doc-incoming-change"
    } else {
        "doc-incoming-new"
    });
    let Choices { addressees, offices, codes, number_is_typed } = found;
    let words = |beginning: &str, all: Vec<&'static str>| -> Vec<Choice> {
        all.into_iter().map(|one| Choice::new(one, word(&page, beginning, one))).collect()
    };
    Ok(View {
        scopes: words("doc-scope-", vec![Scope::Government.as_str(), Scope::Outside.as_str()]),
        offices: offices.iter().map(|it| Choice::new(&it.code, &it.name)).collect(),
        addressees: addressees.iter().map(|it| Choice::new(it.id.to_string(), &it.title)).collect(),
        secrecies: words("doc-secrecy-", Secrecy::ALL.map(Secrecy::as_str).into()),
        urgencies: words("doc-urgency-", Urgency::ALL.map(Urgency::as_str).into()),
        action: around.action,
        back: around.back,
        version: around.version,
        double: around.double,
        number_is_typed,
        codes,
        form,
        page,
    })
}

fn beginning() -> Around {
    Around { action: NEW.to_owned(), back: super::PATH.to_owned(), ..Around::default() }
}

async fn blank(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    let form = Form::new()
        .filled("diterima", office.cell().today())
        .filled("sifat", Secrecy::Biasa.as_str())
        .filled("kecepatan", Urgency::Biasa.as_str())
        .filled("jumlah-lampiran", 0);
    html(&view(&visit, &office, form, beginning()).await?)
}

async fn add(
    visit: Visit,
    Extension(office): Extension<Office>,
    mut upload: Upload,
) -> web::Result<Response> {
    let (mut form, file) = form::with_file(&mut upload).await?;
    let number = form.value("nomor-naskah").to_owned();
    let fresh = Fresh {
        entry: form::entry(&form),
        scan: file.as_ref().map(|(name, content)| (name.as_str(), content.clone())),
        given: Some(number.as_str()).filter(|text| !text.is_empty()),
        is_double_accepted: form.ticked("ganda"),
    };
    let error = match register(&office, visit.signed_in()?, fresh).await {
        Ok(id) => return Ok(see_other(&super::path(id))),
        Err(error) => error,
    };
    let double = double(&error);
    refuse(&mut form, error)?;
    let view = view(&visit, &office, form, Around { double, ..beginning() }).await?;
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// The letter that is like the one that was refused: its id and agenda number.
fn double(error: &Error) -> Option<(String, String)> {
    let of = |wanted: &str| {
        let found = error.params().iter().find(|(name, _)| *name == wanted);
        found.map(|(_, text)| text.clone())
    };
    (error.code() == "documents/incoming-double").then(|| Some((of("id")?, of("number")?)))?
}

/// Notes a refusal at its field; anything that is not about the form goes on.
fn refuse(form: &mut Form, error: Error) -> base::Result<()> {
    let named = error.params().iter().find(|(name, _)| *name == "field");
    let field = match (error.kind(), named.map(|(_, field)| field.as_str())) {
        (Kind::Invalid, Some("berkas-naskah")) => "pindaian".to_owned(),
        (Kind::Invalid, Some(field)) => field.to_owned(),
        (Kind::Conflict, _) => "nomor-surat".to_owned(),
        _ => return Err(error),
    };
    form.refuse(&field, &error);
    Ok(())
}

async fn take_in(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(delivery): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let missing = || Error::new(Kind::NotFound, "documents/unknown-delivery");
    let delivery: Id<Delivery> = Id::parse(&delivery).ok_or_else(missing)?;
    let given = Some(form.value("nomor-naskah")).filter(|text| !text.is_empty());
    let id = receive(&office, visit.signed_in()?, delivery, given).await?;
    Ok(see_other(&super::path(id)))
}

fn changing(id: Id<Incoming>, version: u32) -> Around {
    let back = super::path(id);
    Around { action: format!("{back}/ubah"), back, version: Some(version), double: None }
}

async fn change(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let shown = show(&office, visit.signed_in()?, id).await?;
    let form = form::filled(&shown.record.entry);
    html(&view(&visit, &office, form, changing(id, shown.record.version)).await?)
}

async fn save(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let seen = form.value("versi").parse().unwrap_or(0);
    let note = form.value("catatan").to_owned();
    let entry = form::entry(&form);
    match correct(&office, visit.signed_in()?, id, seen, (entry, &note)).await {
        Ok(()) => return Ok(see_other(&super::path(id))),
        Err(error) => refuse(&mut form, error)?,
    }
    let view = view(&visit, &office, form, changing(id, seen)).await?;
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}
