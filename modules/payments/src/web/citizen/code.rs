//! The page of a payment code: what it costs, how to pay it, and "lunas" as soon as it is.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use base::{Error, Kind};
use contracts::{Bill, Standing};
use web::{Markup, Page, Visit, download, html, see_other};

use super::{PayDesk, picture};
use crate::usecase::paying::{CodeState, Later, Seen, Way, demo, look, seen};
use crate::usecase::qr::{QrCode, Shown};

#[derive(Template)]
#[template(path = "pay-code.html", blocks = ["main"])]
struct Code {
    page: Page,
    seen: Seen,
    ways: Vec<Way>,
    later: Option<Later>,
    /// `None` where the cell has no acquirer.
    qris: Option<Shown>,
    /// The reminder that can be asked for.
    offer: Option<String>,
}

impl Code {
    fn title_key(&self) -> &'static str {
        match self.seen.state {
            CodeState::Waiting => "pay-code-title",
            CodeState::Paid => "pay-paid",
            CodeState::Overpaid => "pay-overpaid",
            CodeState::Changed => "pay-changed",
            CodeState::Expired => "pay-expired",
        }
    }

    fn waits(&self) -> bool {
        self.seen.state == CodeState::Waiting
    }

    fn qr(&self) -> Option<&QrCode> {
        match &self.qris {
            Some(Shown::Code(qr)) => Some(qr),
            _ => None,
        }
    }

    fn qr_picture(&self) -> Option<Markup> {
        let label = self.page.t("pay-qris-label").to_string();
        picture::svg(&self.qr()?.content, &label, "qr big")
    }

    /// Whether a bill of the code can still be paid with a new one.
    fn can_renew(&self) -> bool {
        self.seen.bills.iter().any(|bill| bill.standing == Standing::Open)
    }

    /// Several objects need their numbers beside the years.
    fn nop(&self) -> Option<base::Nop> {
        let first = self.seen.made.bills.first()?.nop;
        self.seen.made.bills.iter().all(|bill| bill.nop == first).then_some(first)
    }
}

/// What became of one bill, as a tag.
pub(super) fn mark(bill: &Bill) -> (&'static str, &'static str) {
    match bill.standing {
        Standing::Open => ("", ""),
        Standing::Paid => ("green", "pay-bill-paid"),
        Standing::Cancelled => ("", "pay-bill-cancelled"),
        Standing::Nothing => ("", "pay-bill-nothing"),
    }
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Path(token): Path<String>,
) -> web::Result<Response> {
    PayDesk::count(&desk.looks, &visit)?;
    let seen = look(&desk.ledger, &token).await?;
    let waits = seen.state == CodeState::Waiting;
    let (mut ways, mut later, mut qris) = (Vec::new(), None, None);
    if waits {
        ways = seen::ways(&desk.ledger, &seen.made).await?;
        later = seen::later(&desk.ledger, &seen).await?;
        if let Some(acquirer) = &desk.qris {
            qris = Some(acquirer.ensure(&seen).await?);
        }
    }
    let offer = super::receipt::offer(&desk, seen.made.bills.first(), visit.path());
    let mut view = Code { page: visit.page("pay-code-title"), seen, ways, later, qris, offer };
    view.page = visit.page(view.title_key());
    html(&view)
}

/// One word that changes when the page would: for the script that watches.
pub(super) async fn state(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Path(token): Path<String>,
) -> web::Result<Response> {
    PayDesk::count(&desk.watches, &visit)?;
    let kind = [(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))];
    Ok((kind, look(&desk.ledger, &token).await?.mark()).into_response())
}

/// The code as a picture, to be kept and opened in a banking app on the same phone.
pub(super) async fn qris_picture(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Path(token): Path<String>,
) -> web::Result<Response> {
    PayDesk::count(&desk.looks, &visit)?;
    let seen = look(&desk.ledger, &token).await?;
    let gone = || Error::new(Kind::NotFound, "payments/no-qris");
    if seen.state != CodeState::Waiting {
        return Err(gone().into());
    }
    let shown = match &desk.qris {
        Some(acquirer) => acquirer.ensure(&seen).await?,
        None => return Err(gone().into()),
    };
    let Shown::Code(qr) = shown else { return Err(gone().into()) };
    let png = picture::png(&qr.content)?;
    Ok(download(&format!("QRIS-{}.png", seen.made.code.digits()), "image/png", png))
}

/// A new code for what can still be paid.
pub(super) async fn renew(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Path(token): Path<String>,
) -> web::Result<Response> {
    PayDesk::count(&desk.codes, &visit)?;
    let seen = look(&desk.ledger, &token).await?;
    let open = seen::still_open(&seen);
    let made = desk.ledger.make_code(&open).await.map_err(Error::from)?;
    Ok(see_other(&format!("/bayar/kode/{}", made.token)))
}

/// The bank of a demo cell pays.
pub(super) async fn pay_in_demo(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Path(token): Path<String>,
) -> web::Result<Response> {
    PayDesk::count(&desk.codes, &visit)?;
    match demo::pay(&desk.ledger, &token).await {
        // Whoever presses twice sees what the first press did.
        Ok(_) => Ok(see_other(&format!("/bayar/kode/{token}"))),
        Err(error) if error.kind() == Kind::Conflict => {
            Ok(see_other(&format!("/bayar/kode/{token}")))
        }
        Err(error) => Err(error.into()),
    }
}
