//! The regency's own account codes.

use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind};
use web::{Form, Page, Visit};

use super::view::{CodeRow, Sheet, View, cell, field, quiet, spec, tagged};
use super::{TreasuryDesk, answered, proposal_path};
use crate::domain::proposal::{ChartRow, Matter};
use crate::permissions::RECONCILE;
use crate::usecase::treasury::chart::{Row, is_code, is_name};

const PATH: &str = "/kerja/bayar/rekening";

pub(super) async fn list(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
) -> web::Result<Response> {
    let mut form = Form::new();
    for row in desk.treasury.chart(visit.signed_in()?).await? {
        // A new regency types codes; our names are a beginning.
        let name = match row.name.is_empty() {
            true => account(&visit.work("treasury-chart"), row.kind),
            false => row.name,
        };
        form = form.filled(&code_field(row.kind), row.code).filled(&name_field(row.kind), name);
    }
    view(&visit, &desk, form).await?.answer()
}

fn account(page: &Page, kind: &str) -> String {
    page.t(&format!("treasury-account-{kind}")).to_string()
}

fn code_field(kind: &str) -> String {
    format!("kode-{kind}")
}

fn name_field(kind: &str) -> String {
    format!("nama-{kind}")
}

async fn view(visit: &Visit, desk: &TreasuryDesk, form: Form) -> base::Result<View> {
    let chart = desk.treasury.chart(visit.signed_in()?).await?;
    let mut view = View::new(visit.work("treasury-chart")).lead("treasury-chart-lead");
    let missing = chart.iter().filter(|row| row.code.is_empty()).count();
    if missing > 0 {
        let note = view.page.t("treasury-chart-lacks").with("n", missing).to_string();
        view.notes.push(note);
    }
    let waiting = desk.treasury.proposals(visit.signed_in()?, None, 0).await?.waiting;
    let about_codes = |m: &Matter| matches!(m, Matter::Chart { .. } | Matter::ChartRows { .. });
    if let Some(proposal) = waiting.iter().find(|proposal| about_codes(&proposal.matter)) {
        view.notes.push(view.page.t("treasury-chart-waits").to_string());
        view.link(proposal_path(&proposal.id), "treasury-see-proposal");
    }
    if view.page.may(RECONCILE) {
        let fields = vec![field("area", "alasan", "treasury-reason").hint("treasury-reason-hint")];
        let mut spec = spec(PATH, "treasury-chart-set", "treasury-propose", fields);
        spec.codes = chart.iter().map(|row| code_row(&view.page, row)).collect();
        view.specs.push(spec.lead("treasury-chart-set-lead"));
    } else {
        let sheet = table(&view, &chart);
        view.sheets.push(sheet);
    }
    view.form = form;
    Ok(view)
}

fn code_row(page: &Page, row: &Row) -> CodeRow {
    let (code, name) = (code_field(row.kind), name_field(row.kind));
    CodeRow { account: account(page, row.kind), is_missing: row.code.is_empty(), code, name }
}

fn table(view: &View, chart: &[Row]) -> Sheet {
    let rows = chart.iter().map(|row| {
        let state = match row.code.is_empty() {
            true => tagged("yellow", view.page.t("treasury-chart-missing").to_string()),
            false => quiet(row.code.clone()),
        };
        vec![cell(account(&view.page, row.kind)), state, cell(row.name.clone())]
    });
    let heads = ["treasury-chart-kind", "treasury-chart-code", "treasury-chart-name"];
    view.sheet("", &heads, rows.collect()).cards()
}

/// The rows that are not as they stand; what is wrong is noted at its field. An account that has no
/// code yet may wait.
fn changed(page: &Page, chart: &[Row], form: &mut Form) -> Vec<ChartRow> {
    let mut rows = Vec::new();
    for row in chart {
        let (at_code, at_name) = (code_field(row.kind), name_field(row.kind));
        let (code, name) = (form.value(&at_code).to_owned(), form.value(&at_name).to_owned());
        let waits = code.is_empty() && row.code.is_empty();
        if waits || (code == row.code && name == row.name) {
            continue;
        }
        let wrong = |code| Error::new(Kind::Invalid, code).with("account", account(page, row.kind));
        match (is_code(&code), is_name(&name)) {
            (true, true) => rows.push(ChartRow { account: row.kind.to_owned(), code, name }),
            (false, _) => form.refuse(&at_code, &wrong("payments/chart-code")),
            (true, false) => form.refuse(&at_name, &wrong("payments/chart-name")),
        }
    }
    rows
}

/// One code is a proposal about it; several are one proposal too.
pub(super) async fn propose(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    mut form: Form,
) -> web::Result<Response> {
    let chart = desk.treasury.chart(visit.signed_in()?).await?;
    let mut rows = changed(&visit.work("treasury-chart"), &chart, &mut form);
    if form.has_errors() {
        return view(&visit, &desk, form).await?.answer_with(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let matter = match rows.len() {
        1 => {
            let ChartRow { account, code, name } = rows.remove(0);
            Matter::Chart { account, code, name }
        }
        _ => Matter::ChartRows { rows },
    };
    let done = desk.treasury.propose(visit.signed_in()?, &matter, form.value("alasan")).await;
    answered!(done.map(|id| proposal_path(&id)), |error| view(&visit, &desk, form).await?)
}
