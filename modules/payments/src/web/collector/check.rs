//! The public page behind the QR code of a temporary receipt.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Date, Rupiah};
use web::{Page, Visit, html};

use crate::usecase::collecting::checking::{self, Checked, Stand};
use crate::web::counter::Counter;

#[derive(Template)]
#[template(path = "collector-check.html", blocks = ["main"])]
struct Check {
    page: Page,
    it: Checked,
}

impl Check {
    fn title(&self) -> &'static str {
        match self.it.stand {
            Stand::Reserved => "pay-check-reserved",
            Stand::Collected { .. } => "pay-check-collected",
            Stand::Deposited { .. } => "pay-check-deposited",
        }
    }

    fn meaning(&self) -> &'static str {
        match &self.it.stand {
            Stand::Reserved => "pay-check-reserved-more",
            Stand::Collected { .. } => "pay-check-collected-more",
            Stand::Deposited { receipt: Some(_), .. } => "pay-check-deposited-more",
            Stand::Deposited { receipt: None, .. } => "pay-check-unowed-more",
        }
    }

    /// Day, tax year and amount, as they are shown.
    fn shown(&self) -> Option<(String, i64, Rupiah)> {
        self.facts().map(|(day, tax_year, amount)| (self.page.date(day), tax_year, amount))
    }

    fn facts(&self) -> Option<(Date, i64, Rupiah)> {
        match &self.it.stand {
            Stand::Reserved => None,
            Stand::Collected { day, tax_year, amount }
            | Stand::Deposited { day, tax_year, amount, .. } => Some((*day, *tax_year, *amount)),
        }
    }

    fn receipt(&self) -> Option<&str> {
        match &self.it.stand {
            Stand::Deposited { receipt, .. } => receipt.as_deref(),
            _ => None,
        }
    }
}

pub(super) async fn show(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path((number, signs)): Path<(String, String)>,
) -> web::Result<Response> {
    let it = checking::check(&counter.ledger, &number, &signs).await?;
    html(&Check { page: visit.page("pay-check-title"), it })
}
