//! Books of numbers of an office: patterns, who gives them, blocks for days without a connection, and
//! the head of its letters.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Date, Error, Id, Kind};
use web::{Access, Choice, Entry, Form, Page, Pages, Visit, html, html_with, see_other};

use crate::domain::book::{Block, Book, Number};
use crate::domain::number::{NumberOwner, NumberStatus};
use crate::permissions::NUMBER;
use crate::usecase::Office;
use crate::usecase::books::{self, OnPaper, Shelf};
use crate::web::words::word;

const NEEDS: Access = Access::Needs(NUMBER);
const PATH: &str = "/naskah/nomor";

/// The entry in the navigation.
pub(super) fn entry() -> Entry {
    Entry { label: "doc-books", path: PATH, needs: NUMBER, waiting: None }
}

pub(super) fn pages() -> Pages {
    Pages::new()
        .get(PATH, NEEDS, show)
        .post("/naskah/nomor/kop", NEEDS, letterhead)
        .post("/naskah/nomor/buku", NEEDS, open)
        .post("/naskah/nomor/buku/{id}", NEEDS, set)
        .post("/naskah/nomor/buku/{id}/blok", NEEDS, reserve)
        .post("/naskah/nomor/blok/{id}/pakai", NEEDS, use_one)
        .post("/naskah/nomor/blok/{id}/tutup", NEEDS, close)
}

#[derive(Template)]
#[template(path = "books.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    shelf: Shelf,
    owners: Vec<Choice>,
    /// Series without a book this year.
    unopened: Vec<Choice>,
}

impl View {
    fn called(&self, book: &Book) -> String {
        format!("{} {}", word(&self.page, "doc-series-", &book.series), book.year)
    }

    fn owner(&self, book: &Book) -> String {
        word(&self.page, "doc-owner-", book.owner.as_str())
    }

    fn is_owner(&self, book: &Book, owner: &str) -> bool {
        book.owner.as_str() == owner
    }

    fn status(&self, number: &Number) -> String {
        word(&self.page, "doc-number-", number.status.as_str())
    }

    fn left<'a>(&self, numbers: &'a [Number]) -> Vec<&'a Number> {
        numbers.iter().filter(|one| one.status == NumberStatus::Dipesan).collect()
    }
}

async fn view(visit: &Visit, office: &Office, form: Form) -> base::Result<View> {
    let shelf = books::shelf(office, visit.signed_in()?).await?;
    let page = visit.work("doc-books");
    let year = visit.cell().today().year();
    let is_open = |series: &str| {
        shelf.books.iter().any(|one| one.book.series == series && one.book.year == year)
    };
    let series = office.types().series();
    let unopened = series.into_iter().filter(|(series, _)| !is_open(series));
    let unopened = unopened.map(|(one, _)| Choice::new(one, word(&page, "doc-series-", one)));
    let owner =
        |one: NumberOwner| Choice::new(one.as_str(), word(&page, "doc-owner-", one.as_str()));
    let form = match form.has_errors() {
        true => form,
        false => form
            .filled("alamat-kop", &shelf.head.address)
            .filled("tempat-naskah", &shelf.head.place)
            .filled("unit", &shelf.head.unit),
    };
    let (unopened, owners) = (unopened.collect(), NumberOwner::ALL.map(owner).into());
    Ok(View { page, form, shelf, owners, unopened })
}

async fn show(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    html(&view(&visit, &office, Form::new()).await?)
}

async fn done<T>(
    visit: &Visit,
    office: &Office,
    mut form: Form,
    result: base::Result<T>,
) -> web::Result<Response> {
    let error = match result {
        Ok(_) => return Ok(see_other(PATH)),
        Err(error) => error,
    };
    let status = match error.kind() {
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Conflict => StatusCode::CONFLICT,
        _ => return Err(error.into()),
    };
    let named = error.params().iter().find(|(name, _)| *name == "field");
    let field = named.map_or("pola", |(_, field)| field.as_str()).to_owned();
    form.refuse(&field, &error);
    html_with(status, &view(visit, office, form).await?)
}

async fn letterhead(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    let said = (form.value("alamat-kop"), form.value("tempat-naskah"), form.value("unit"));
    let result = books::set_letterhead(&office, visit.signed_in()?, said).await;
    done(&visit, &office, form, result).await
}

async fn open(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    let result = books::open_book(&office, visit.signed_in()?, form.value("seri")).await;
    done(&visit, &office, form, result).await
}

fn book(text: &str) -> base::Result<Id<Book>> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-book"))
}

fn block(text: &str) -> base::Result<Id<Block>> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-block"))
}

async fn set(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let owner = NumberOwner::parse(form.value("pemilik")).unwrap_or(NumberOwner::Here);
    let said = (owner, form.value("pola"));
    let result = books::set_book(&office, visit.signed_in()?, book(&id)?, said).await;
    done(&visit, &office, form, result).await
}

async fn reserve(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let count = form.value("banyak").parse().unwrap_or(0);
    let said = (count, form.value("alasan"));
    let result = books::reserve_block(&office, visit.signed_in()?, book(&id)?, said).await;
    done(&visit, &office, form, result).await
}

async fn use_one(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let id = block(&id)?;
    let unread = |_| Error::new(Kind::Invalid, "documents/day");
    let day = form.parse("hari", |text| text.parse::<Date>().map_err(unread));
    let Some(day) = day else {
        let view = view(&visit, &office, form).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let letter = OnPaper {
        ordinal: form.value("urut").parse().unwrap_or(0),
        classification: form.value("klasifikasi"),
        subject: form.value("hal"),
        day,
    };
    let result = books::use_of_block(&office, visit.signed_in()?, id, letter).await;
    done(&visit, &office, form, result).await
}

async fn close(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let (id, reason) = (block(&id)?, form.value("alasan"));
    let result = books::close_block(&office, visit.signed_in()?, id, reason).await;
    done(&visit, &office, form, result).await
}
