//! The look-up: a NOP in, years and amounts out.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Date, Nop, Rupiah};
use web::{Form, Page, Visit, html, html_with};

use super::{Desk, saving};
use crate::domain::notice::PaymentState;
use crate::domain::owing::Owed;
use crate::domain::village::Village;
use crate::usecase::look_up::{self, Answer, LookUp, NoticeLine};

#[derive(Template)]
#[template(path = "look-up.html", blocks = ["main"])]
struct Found {
    page: Page,
    found: LookUp,
    today: Date,
    /// Where bills are paid.
    pay: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "look-up-missing.html", blocks = ["main"])]
struct Missing {
    page: Page,
    form: Form,
    /// The NOP that was looked for; `None` when what was typed is no NOP.
    nop: Option<Nop>,
    village: Option<Village>,
    near: Vec<Nop>,
}

impl Found {
    /// The notice the page is about: the latest year.
    fn latest(&self) -> Option<&NoticeLine> {
        self.found.notices.first()
    }

    fn place(&self) -> String {
        place(&self.found.object_address, self.found.village.as_ref())
    }

    /// What the button keeps on the phone.
    fn kept(&self) -> String {
        let found = &self.found;
        saving::kept(found.nop, self.place(), found.owner_masked.clone(), &found.notices)
    }

    fn is_late(&self, line: &NoticeLine) -> bool {
        !line.cancelled && is_late(line.payment, line.due, line.due_date, self.today)
    }

    /// The years that can be paid now, the latest first.
    fn open(&self) -> Vec<OpenYear<'_>> {
        self.found.notices.iter().filter_map(OpenYear::of).collect()
    }

    /// What a late year is made of.
    fn sentence(&self, owed: &Owed) -> String {
        sentence(&self.page, owed)
    }

    /// Whether one of the years that are to be paid is late.
    fn any_late(&self) -> bool {
        self.found.notices.iter().any(|line| line.must_be_paid() && self.is_late(line))
    }

    /// The next due date of what is not late yet.
    fn due_by(&self) -> Option<Date> {
        let due = self.found.notices.iter().filter(|line| line.must_be_paid());
        due.map(|line| line.due_date).filter(|date| *date >= self.today).min()
    }
}

/// `Pokok Rp40.000 + sanksi bunga Rp4.400 (11 bulan) − pembebasan Rp2.200`.
pub(super) fn sentence(page: &Page, owed: &Owed) -> String {
    let key = match owed.waived > Rupiah(0) {
        true => "ptax-owed-line-waived",
        false => "ptax-owed-line",
    };
    page.t(key)
        .with("principal", page.rupiah(owed.principal))
        .with("penalty", page.rupiah(owed.penalty))
        .with("months", owed.months)
        .with("waived", page.rupiah(owed.waived))
        .to_string()
}

/// A year that can be paid now, with what it costs.
pub(super) struct OpenYear<'a> {
    pub year: i64,
    pub owed: &'a Owed,
}

impl<'a> OpenYear<'a> {
    pub fn of(line: &'a NoticeLine) -> Option<Self> {
        Some(Self { year: line.id.tax_year, owed: line.today()? })
    }
}

/// Whether the due date of something that must be paid has passed.
pub(super) fn is_late(payment: PaymentState, due: Rupiah, due_date: Date, today: Date) -> bool {
    payment == PaymentState::Unpaid && due > Rupiah(0) && today > due_date
}

/// Whether there is nothing to pay, as below the value that is not taxed.
pub(super) fn is_nil(payment: &PaymentState, due: &Rupiah) -> bool {
    *payment == PaymentState::Unpaid && *due == Rupiah(0)
}

/// Colour and key of the words of the tag, also where there is nothing to pay.
pub(super) fn mark(
    payment: &PaymentState,
    late: &bool,
    due: &Rupiah,
) -> (&'static str, &'static str) {
    match is_nil(payment, due) {
        true => ("", "ptax-nil"),
        false => (tag(payment, late), tag_text(payment, late)),
    }
}

/// The same of one year in a list, where it may also be cancelled.
pub(super) fn line_mark(line: &NoticeLine, late: &bool) -> (&'static str, &'static str) {
    match line.cancelled {
        true => ("", "ptax-cancelled"),
        false => mark(&line.payment, late, &line.due),
    }
}

/// Colour of the tag that says whether a notice is paid.
pub(super) fn tag(payment: &PaymentState, late: &bool) -> &'static str {
    match payment {
        PaymentState::Paid => "green",
        PaymentState::Unpaid if *late => "red",
        PaymentState::Unpaid | PaymentState::PrincipalPaid => "yellow",
        PaymentState::WrittenOff => "",
    }
}

/// Key of the words on the tag.
pub(super) fn tag_text(payment: &PaymentState, late: &bool) -> &'static str {
    match payment {
        PaymentState::Paid => "ptax-paid",
        PaymentState::Unpaid if *late => "ptax-late",
        PaymentState::Unpaid => "ptax-unpaid",
        PaymentState::PrincipalPaid => "ptax-principal-paid",
        PaymentState::WrittenOff => "ptax-written-off",
    }
}

/// `Jalan Melati 12, RT 003, Kelurahan Teluk Lingga, Kecamatan Sangatta Utara`.
pub(super) fn place(address: &str, village: Option<&Village>) -> String {
    let mut parts = vec![address.to_owned()];
    if let Some(village) = village {
        parts.push(village.title());
        parts.push(format!("Kecamatan {}", village.district_name));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

pub(super) async fn look_up(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    mut form: Form,
) -> web::Result<Response> {
    let Some(nop) = form.parse("nop", Nop::parse) else {
        let page = visit.page("ptax-look-up-title");
        let view = Missing { page, form, nop: None, village: None, near: Vec::new() };
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    desk.look_up(&visit)?;
    match look_up::look_up(visit.cell(), &desk.owing, nop).await? {
        Answer::Found(found) => {
            let page = match found.notices.first() {
                Some(line) => {
                    visit.page("ptax-look-up-title").called(format!("PBB {}", line.id.tax_year))
                }
                None => visit.page("ptax-no-notice-title"),
            };
            html(&Found { page, found, today: visit.cell().today(), pay: desk.neighbours.pay })
        }
        Answer::NotFound { village, near } => {
            let page = visit.page("ptax-missing-title");
            let view = Missing { page, form, nop: Some(nop), village, near };
            html_with(StatusCode::NOT_FOUND, &view)
        }
    }
}
