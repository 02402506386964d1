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
            Stand::Reserved => "counter-check-reserved",
            Stand::Collected { .. } => "counter-check-collected",
            Stand::Deposited { .. } => "counter-check-deposited",
        }
    }

    fn meaning(&self) -> &'static str {
        match &self.it.stand {
            Stand::Reserved => "counter-check-reserved-more",
            Stand::Collected { .. } => "counter-check-collected-more",
            Stand::Deposited { receipt: Some(_), .. } => "counter-check-deposited-more",
            Stand::Deposited { receipt: None, .. } => "counter-check-unowed-more",
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
    html(&Check { page: visit.page("counter-check-title"), it })
}
