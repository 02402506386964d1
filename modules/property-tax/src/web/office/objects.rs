//! Searching the registry, and one object or taxpayer in full.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Date, Nop, NopVillage};
use web::{Choice, Form, Page, Pagination, Visit, html};

use super::say;
use crate::domain::notice::{Notice, Origin, PaymentState};
use crate::domain::revision::RegistryMode;
use crate::domain::village::Village;
use crate::permissions::{CORRECT, PROPOSE};
use crate::usecase::registry::{self, ObjectFile, SubjectFile};
use crate::usecase::search::{self, Found, Query};
use crate::web::Desk;
use crate::web::citizen::place;

#[derive(Template)]
#[template(path = "office-objects.html", blocks = ["main"])]
struct List {
    page: Page,
    form: Form,
    villages: Vec<Choice>,
    found: Found,
    pages: Pagination,
    /// Whether anything was looked for.
    asked: bool,
}

impl List {
    /// The chosen village's name, for its chip.
    fn village_name(&self) -> Option<&str> {
        let chosen = self.form.value("desa");
        self.villages.iter().find(|v| v.value == chosen).map(|v| v.label.as_str())
    }
}

pub(super) async fn search(visit: Visit, form: Form) -> web::Result<Response> {
    let (cell, actor) = (visit.cell(), visit.signed_in()?);
    let query = Query {
        text: form.value("q").to_owned(),
        village: NopVillage::parse(form.value("desa")).ok(),
        after: form.value("sesudah").to_owned(),
    };
    let found = search::search(cell, actor, &query).await?;
    let villages = say::village_choices(&search::list_villages(cell, actor).await?);
    let filters = [("q", form.value("q")), ("desa", form.value("desa"))];
    let pages = Pagination::by_key("/kerja/pbb/objek", &filters, None, found.next.as_deref());
    let asked = !query.text.is_empty() || query.village.is_some();
    let page = visit.work("ptax-office-objects");
    html(&List { page, form, villages, found, pages, asked })
}

#[derive(Template)]
#[template(path = "office-object.html", blocks = ["main"])]
struct One {
    page: Page,
    file: ObjectFile,
    today: Date,
    saved: bool,
    /// Where receipts can be opened.
    pay: Option<&'static str>,
}

impl One {
    fn place(&self) -> String {
        place(&self.file.object.address.line(), self.file.village.as_ref())
    }

    fn is_late(&self, notice: &Notice) -> bool {
        notice.payment == PaymentState::Unpaid && self.today > notice.due_date
    }

    /// Whether the notice may be proposed for cancellation; what stands in the way of one that
    /// was issued here is said when it is tried.
    fn may_cancel(&self, notice: &Notice) -> bool {
        notice.origin == Origin::Pelangi && !notice.cancelled && self.page.may(PROPOSE)
    }

    fn may_propose(&self) -> bool {
        self.page.may(PROPOSE)
    }

    fn is_master(&self) -> bool {
        self.file.mode == RegistryMode::Master
    }

    fn may_correct(&self) -> bool {
        self.is_master() && self.page.may(CORRECT)
    }

    /// The key of a code of the registry, such as `ptax-land-kind-1`; of an unknown code the last.
    fn code(&self, list: &str, code: &str, most: u8) -> String {
        match code.parse::<u8>() {
            Ok(known) if (1..=most).contains(&known) => {
                self.page.t(&format!("ptax-{list}-{known}")).to_string()
            }
            _ => code.to_owned(),
        }
    }
}

pub(super) async fn object(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(nop): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let nop = Nop::parse(&nop)?;
    let file = registry::object(visit.cell(), visit.signed_in()?, nop).await?;
    let page = visit.work("ptax-office-object").called(nop.to_string());
    let saved = form.ticked("tersimpan");
    let pay = desk.neighbours.pay;
    html(&One { page, file, today: visit.cell().today(), saved, pay })
}

#[derive(Template)]
#[template(path = "office-subject.html", blocks = ["main"])]
struct Person {
    page: Page,
    file: SubjectFile,
    saved: bool,
}

impl Person {
    fn may_correct(&self) -> bool {
        self.file.mode == RegistryMode::Master && self.page.may(CORRECT)
    }

    fn place(&self, address: &str, village: Option<&Village>) -> String {
        place(address, village)
    }
}

pub(super) async fn subject(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let file = registry::subject(visit.cell(), visit.signed_in()?, &id).await?;
    let page = visit.work("ptax-office-subject").called(file.subject.name.clone());
    html(&Person { page, file, saved: form.ticked("tersimpan") })
}
