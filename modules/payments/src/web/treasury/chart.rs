//! The regency's own account codes.

use axum::Extension;
use axum::response::Response;
use web::{Choice, Form, Visit};

use super::view::{View, cell, field, quiet, spec, tagged, to};
use super::{TreasuryDesk, answered, proposal_path};
use crate::domain::proposal::Matter;
use crate::permissions::RECONCILE;
use crate::usecase::treasury::chart::KINDS;

const PATH: &str = "/kerja/bayar/rekening";

pub(super) async fn list(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    view(&visit, &desk, form).await?.answer()
}

async fn view(visit: &Visit, desk: &TreasuryDesk, mut form: Form) -> base::Result<View> {
    let chart = desk.treasury.chart(visit.signed_in()?).await?;
    let mut view = View::new(visit.work("treasury-chart")).lead("treasury-chart-lead");
    let name =
        |view: &View, kind: &str| view.page.t(&format!("treasury-account-{kind}")).to_string();
    let rows = chart.iter().map(|row| {
        let state = match row.code.is_empty() {
            true => tagged("yellow", view.page.t("treasury-chart-missing").to_string()),
            false => quiet(row.code.clone()),
        };
        let path = format!("{PATH}?akun={}#formulir", row.kind);
        let name = name(&view, row.kind);
        let first = if view.page.may(RECONCILE) { to(path, name) } else { cell(name) };
        vec![first, state, cell(row.name.clone())]
    });
    let heads = ["treasury-chart-kind", "treasury-chart-code", "treasury-chart-name"];
    let sheet = view.sheet("", &heads, rows.collect()).cards();
    view.sheets.push(sheet);
    let missing = chart.iter().filter(|row| row.code.is_empty()).count();
    if missing > 0 {
        let note = view.page.t("treasury-chart-lacks").with("n", missing).to_string();
        view.notes.push(note);
    }
    if let Some(row) = chart.iter().find(|row| row.kind == form.value("akun"))
        && form.value("kode").is_empty()
    {
        form = form.filled("kode", &row.code).filled("nama-akun", &row.name);
    }
    if view.page.may(RECONCILE) {
        let kinds = KINDS.map(|kind| Choice::new(kind, name(&view, kind))).into();
        let fields = vec![
            field("select", "akun", "treasury-chart-kind").of(kinds),
            field("text", "kode", "treasury-chart-code").hint("treasury-chart-code-hint"),
            field("text", "nama-akun", "treasury-chart-name"),
            field("area", "alasan", "treasury-reason").hint("treasury-reason-hint"),
        ];
        view.specs.push(
            spec(PATH, "treasury-chart-set", "treasury-propose", fields).lead("treasury-four-eyes"),
        );
    }
    view.form = form;
    Ok(view)
}

pub(super) async fn propose(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    let text = |name: &str| form.value(name).to_owned();
    let matter =
        Matter::Chart { account: text("akun"), code: text("kode"), name: text("nama-akun") };
    let done = desk.treasury.propose(visit.signed_in()?, &matter, form.value("alasan")).await;
    answered!(done.map(|id| proposal_path(&id)), |error| view(&visit, &desk, form).await?)
}
