//! Cash on its way, as a table for a spreadsheet. The page is that of the slips.

use axum::Extension;
use axum::response::Response;
use web::{Visit, download};

use crate::usecase::collecting::transit;
use crate::web::counter::Counter;

pub(super) async fn csv(
    visit: Visit,
    Extension(counter): Extension<Counter>,
) -> web::Result<Response> {
    let report = transit::report(&counter.ledger, visit.signed_in()?).await?;
    let name = format!("uang-dalam-perjalanan-{}.csv", visit.cell().today());
    Ok(download(&name, "text/csv; charset=utf-8", transit::csv(&report)))
}
