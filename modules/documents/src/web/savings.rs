//! Sheets and rupiah saved, per office and month, with how it is counted.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Date, Error, Kind, Rupiah};
use web::{Access, Entry, Form, Page, Pages, Visit, html, html_with, see_other};

use crate::domain::savings::{Price, Saved};
use crate::permissions::{MANAGE, READ};
use crate::usecase::Office;
use crate::usecase::savings::{self, Year};

const PATH: &str = "/naskah/hemat";
const PRICE: &str = "/naskah/hemat/harga";

/// The entry in the navigation.
pub(super) fn entry() -> Entry {
    Entry { label: "doc-savings", path: PATH, needs: READ, waiting: None }
}

/// For the administrator, who sees no letters.
pub(super) fn price_entry() -> Entry {
    Entry { label: "doc-sheet-price", path: PRICE, needs: MANAGE, waiting: None }
}

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, Access::Needs(READ), show).get(PRICE, Access::Needs(MANAGE), ask).post(
        PRICE,
        Access::Needs(MANAGE),
        set,
    )
}

#[derive(Template)]
#[template(path = "savings.html", blocks = ["main"])]
struct View {
    page: Page,
    found: Year,
    /// Months up to this one, the newest first.
    months: Vec<(String, Saved)>,
    next: Option<i16>,
    may_set: bool,
}

async fn show(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    let (actor, this) = (visit.signed_in()?, visit.cell().today().year());
    let year = form.value("tahun").parse().unwrap_or(this);
    let found = savings::year(&office, actor, year).await?;
    let page = visit.work("doc-savings");
    let names = (1..=12_usize)
        .map(|month| page.t(MONTHS.get(month - 1).copied().unwrap_or("")).to_string());
    let mut months: Vec<(String, Saved)> = names.zip(found.months).collect();
    months.retain(|(_, saved)| saved.sheets > 0);
    let (next, may_set) = ((year < this).then(|| year + 1), actor.has(MANAGE));
    html(&View { page, found, months, next, may_set })
}

const MONTHS: [&str; 12] = [
    "doc-month-1",
    "doc-month-2",
    "doc-month-3",
    "doc-month-4",
    "doc-month-5",
    "doc-month-6",
    "doc-month-7",
    "doc-month-8",
    "doc-month-9",
    "doc-month-10",
    "doc-month-11",
    "doc-month-12",
];

#[derive(Template)]
#[template(path = "savings-price.html", blocks = ["main"])]
struct Ask {
    page: Page,
    form: Form,
    /// It was saved just now.
    saved: bool,
}

async fn ask(visit: Visit, asked: Form) -> web::Result<Response> {
    let form = Form::new().filled("berlaku", visit.cell().today());
    let saved = asked.ticked("tersimpan");
    html(&Ask { page: visit.work("doc-sheet-price"), form, saved })
}

fn read(form: &mut Form) -> Option<Price> {
    let bad_price = |_| Error::new(Kind::Invalid, "documents/sheet-price").with("most", 100_000);
    let bad_day = |_| Error::new(Kind::Invalid, "documents/day");
    let rupiah = form.parse("harga", |text| Rupiah::parse(text).map_err(bad_price));
    let from = form.parse("berlaku", |text| text.parse::<Date>().map_err(bad_day));
    let source = form.required("sumber");
    Some(Price { from: from?, rupiah: rupiah?, source: source? })
}

async fn set(
    visit: Visit,
    Extension(office): Extension<Office>,
    mut form: Form,
) -> web::Result<Response> {
    if let Some(price) = read(&mut form) {
        match savings::set_price(&office, visit.signed_in()?, &price).await {
            Ok(()) => return Ok(see_other("/naskah/hemat/harga?tersimpan=1")),
            Err(error) if error.kind() == Kind::Invalid => {
                let named = error.params().iter().find(|(name, _)| *name == "field");
                let field = named.map_or("harga", |(_, field)| field.as_str()).to_owned();
                form.refuse(&field, &error);
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = visit.work("doc-sheet-price");
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &Ask { page, form, saved: false })
}
