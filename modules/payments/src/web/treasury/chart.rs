//! The regency's own account codes.

use axum::Extension;
use axum::response::Response;
use web::{Choice, Form, Visit};

use super::view::{View, cell, field, quiet, spec, tagged};
use super::{TreasuryDesk, answered, proposal_path};
use crate::domain::proposal::Matter;
use crate::permissions::RECONCILE;
use crate::usecase::treasury::chart::KINDS;

const PATH: &str = "/kerja/bayar/rekening";

pub(super) async fn list(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
) -> web::Result<Response> {
    view(&visit, &desk, Form::new()).await?.answer()
}

async fn view(visit: &Visit, desk: &TreasuryDesk, form: Form) -> base::Result<View> {
    let chart = desk.treasury.chart(visit.signed_in()?).await?;
    let mut view = View::new(visit.work("pay-chart")).lead("pay-chart-lead");
    let name = |view: &View, kind: &str| view.page.t(&format!("pay-account-{kind}")).to_string();
    let rows = chart.iter().map(|row| {
        let state = match row.code.is_empty() {
            true => tagged("yellow", view.page.t("pay-chart-missing").to_string()),
            false => quiet(row.code.clone()),
        };
        vec![cell(name(&view, row.kind)), state, cell(row.name.clone())]
    });
    let heads = ["pay-chart-kind", "pay-chart-code", "pay-chart-name"];
    let sheet = view.sheet("", &heads, rows.collect()).cards();
    view.sheets.push(sheet);
    if view.page.may(RECONCILE) {
        let kinds = KINDS.map(|kind| Choice::new(kind, name(&view, kind))).into();
        let fields = vec![
            field("select", "akun", "pay-chart-kind").of(kinds),
            field("text", "kode", "pay-chart-code").hint("pay-chart-code-hint"),
            field("text", "nama-akun", "pay-chart-name"),
            field("text", "alasan", "pay-reason").hint("pay-reason-hint"),
        ];
        view.specs.push(spec(PATH, "pay-chart-set", "pay-propose", fields).lead("pay-four-eyes"));
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
