//! The receipt (STTS) as a page and as paper.

use ::paper::Paper;
use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use contracts::BillId;
use notify::{Offer, Subject, Topic};
use web::{Form, Markup, Page, Visit, html, shown};

use super::{PayDesk, picture};
use crate::domain::receipt::{Standing, grouped};
use crate::print::HALF;
use crate::usecase::paying::receipt::{self, Held};

#[derive(Template)]
#[template(path = "pay-receipt.html", blocks = ["main"])]
struct Shown {
    page: Page,
    held: Held,
    offer: Option<String>,
}

impl Shown {
    fn number(&self) -> String {
        grouped(&self.held.issued.receipt.number)
    }

    fn words(&self) -> String {
        base::words::rupiah(self.held.issued.receipt.total())
    }

    fn is_cancelled(&self) -> bool {
        self.held.standing == Standing::Cancelled
    }

    fn code(&self) -> Option<Markup> {
        let label = self.page.t("pay-receipt-qr").to_string();
        picture::svg(&self.held.verify_url, &label, "qr")
    }

    fn channel(&self) -> String {
        let key = format!("pay-channel-{}", self.held.issued.channel.as_str());
        let channel = self.page.t(&key).to_string();
        match &self.held.bank {
            Some(bank) => format!("{channel}, {bank}"),
            None => channel,
        }
    }
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Path(number): Path<String>,
) -> web::Result<Response> {
    PayDesk::count(&desk.looks, &visit)?;
    let held = receipt::find(visit.cell(), &number).await?;
    let offer = offer(&desk, Some(&held.issued.receipt.bill), visit.path());
    html(&Shown { page: visit.page("pay-receipt-title"), held, offer })
}

pub(super) async fn pdf(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Path(number): Path<String>,
    form: Form,
) -> web::Result<Response> {
    PayDesk::count(&desk.looks, &visit)?;
    let held = receipt::find(visit.cell(), &number).await?;
    let paper = match form.value("kertas") {
        "f4" => Paper::F4,
        "a5" => HALF,
        _ => Paper::A4,
    };
    let seals = desk.seals.as_deref();
    let bytes = receipt::sealed_pdf(visit.cell(), (&desk.fonts, paper), &held, seals).await?;
    Ok(shown(&receipt::file_name(&held.issued), "application/pdf", bytes))
}

/// The reminder for the object of a bill, sealed for the form that asks for it; `None` where the
/// cell sends no messages.
pub(super) fn offer(desk: &PayDesk, bill: Option<&BillId>, back: &str) -> Option<String> {
    let post = desk.ledger.post_office().filter(|post| !post.channels().is_empty())?;
    let offer = Offer {
        subject: Subject::object(bill?.nop),
        topics: vec![Topic::Due, Topic::Receipt],
        back: back.to_owned(),
    };
    Some(offer.seal(post.cell()))
}
