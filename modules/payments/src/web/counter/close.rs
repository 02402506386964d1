//! Closing a shift: the count by denomination.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Rupiah};
use web::{Explained, Form, Page, Visit, html, html_with, see_other};

use super::{Counter, number, status_of};
use crate::domain::counter::cash::{Pieces, VALUES};
use crate::usecase::counter::close as closing;
use crate::usecase::counter::shifts::{self, Drawer};

#[derive(Template)]
#[template(path = "counter-close.html", blocks = ["main"])]
struct CloseForm {
    page: Page,
    form: Form,
    drawer: Drawer,
    counted: Rupiah,
    problem: Option<Explained>,
}

impl CloseForm {
    /// Name, value and mistake of each field of the count.
    fn fields(&self) -> Vec<(String, Rupiah, web::Field)> {
        VALUES
            .iter()
            .map(|value| {
                let name = format!("k{value}");
                let field = self.form.field(&self.page, &name);
                (name, Rupiah(*value), field)
            })
            .collect()
    }
}

pub(super) async fn form(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(shift): Path<String>,
) -> web::Result<Response> {
    answer(&visit, &counter, &shift, Form::new(), (StatusCode::OK, None)).await
}

async fn answer(
    visit: &Visit,
    counter: &Counter,
    shift: &str,
    form: Form,
    (status, problem): (StatusCode, Option<&Error>),
) -> web::Result<Response> {
    let drawer = shifts::get(&counter.ledger, visit.signed_in()?, shift).await?;
    let page = visit.work("counter-close");
    let problem = problem.map(|error| page.error(error));
    let counted = read(&mut form.clone()).map(|pieces| pieces.total()).unwrap_or_default();
    let view = CloseForm { page, form, drawer, counted, problem };
    if status == StatusCode::OK { html(&view) } else { html_with(status, &view) }
}

/// Every field may be empty; `None` when one of them is no number.
fn read(form: &mut Form) -> Option<Pieces> {
    let mut pieces = Some(Pieces::default());
    for value in VALUES {
        let count = form.optional(&format!("k{value}"), number);
        pieces = match (pieces, count) {
            (Some(known), Some(count)) => known.with(value, count.unwrap_or(0)).ok(),
            _ => None,
        };
    }
    pieces
}

pub(super) async fn close(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(shift): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let Some(pieces) = read(&mut form) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return answer(&visit, &counter, &shift, form, (status, None)).await;
    };
    let reason = form.value("alasan").to_owned();
    let (ledger, actor) = (&counter.ledger, visit.signed_in()?);
    match closing::close(ledger, actor, &shift, (&pieces, &reason)).await {
        Ok(closed) => Ok(see_other(&match closed.slip {
            Some(number) => format!("/kerja/loket/sts/{number}"),
            None => "/kerja/loket".to_owned(),
        })),
        Err(error) => match status_of(&error) {
            Some(status) => answer(&visit, &counter, &shift, form, (status, Some(&error))).await,
            None => Err(error.into()),
        },
    }
}
