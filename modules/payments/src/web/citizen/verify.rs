//! Is this receipt genuine? The page behind the QR code, and the one to type a number.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind};
use web::{Form, Page, Visit, html, html_with, see_other};

use super::PayDesk;
use crate::domain::receipt::{grouped, parse_number};
use crate::domain::seal::Sealed;
use crate::usecase::paying::receipt::{self, Verdict};

#[derive(Template)]
#[template(path = "pay-verify.html", blocks = ["main"])]
struct Judged {
    page: Page,
    verdict: Verdict,
}

#[derive(Template)]
#[template(path = "pay-verify-start.html", blocks = ["main"])]
struct Start {
    page: Page,
    form: Form,
}

impl Judged {
    fn colour(&self) -> &'static str {
        match self.verdict {
            Verdict::Genuine(_) => "",
            Verdict::Cancelled { .. } | Verdict::Unreadable => "warn",
            Verdict::Altered(_) => "bad",
        }
    }

    fn icon(&self) -> &'static str {
        match self.verdict {
            Verdict::Genuine(_) => "shield-check",
            Verdict::Altered(_) => "shield-alert",
            _ => "triangle-alert",
        }
    }

    fn key(&self) -> &'static str {
        match self.verdict {
            Verdict::Genuine(_) => "pay-verdict-genuine",
            Verdict::Cancelled { .. } => "pay-verdict-cancelled",
            Verdict::Altered(_) => "pay-verdict-altered",
            Verdict::Unreadable => "pay-verdict-unreadable",
        }
    }

    fn lead(&self) -> String {
        let key = format!("{}.more", self.key());
        match &self.verdict {
            Verdict::Cancelled { at, .. } => {
                self.page.t(&key).with("when", self.page.moment(*at)).to_string()
            }
            _ => self.page.t(&key).to_string(),
        }
    }

    fn sealed(&self) -> Option<&Sealed> {
        match &self.verdict {
            Verdict::Genuine(sealed)
            | Verdict::Altered(sealed)
            | Verdict::Cancelled { sealed, .. } => Some(sealed),
            Verdict::Unreadable => None,
        }
    }

    /// What an altered code claims must not open anybody's receipt.
    fn may_open(&self) -> bool {
        matches!(self.verdict, Verdict::Genuine(_) | Verdict::Cancelled { .. })
    }
}

pub(super) async fn seal(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Path(text): Path<String>,
) -> web::Result<Response> {
    PayDesk::count(&desk.look_ups, &visit)?;
    let verdict = receipt::verify(visit.cell(), &text).await?;
    html(&Judged { page: visit.page("pay-verify-title"), verdict })
}

/// Takes the address in the code, its last part, or the number on the receipt.
pub(super) async fn start(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    mut form: Form,
) -> web::Result<Response> {
    let page = visit.page("pay-verify-title");
    let typed = form.value("ntpd").rsplit('/').next().unwrap_or_default().trim().to_owned();
    if typed.is_empty() {
        return html(&Start { page, form });
    }
    PayDesk::count(&desk.look_ups, &visit)?;
    let Some(number) = parse_number(&typed) else {
        let seal: String =
            typed.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        return match seal.len() {
            ..40 => refused(page, form, "payments/receipt-number"),
            _ => Ok(see_other(&format!("/r/{seal}"))),
        };
    };
    match receipt::find(visit.cell(), &number).await {
        Ok(held) => Ok(see_other(&format!("/bayar/stts/{}", held.issued.receipt.number))),
        Err(error) if error.kind() == Kind::NotFound => {
            form = form.filled("ntpd", grouped(&number));
            refused(page, form, "payments/unknown-receipt")
        }
        Err(error) => Err(error.into()),
    }
}

fn refused(page: Page, mut form: Form, code: &'static str) -> web::Result<Response> {
    form.refuse("ntpd", &Error::new(Kind::Invalid, code));
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &Start { page, form })
}
