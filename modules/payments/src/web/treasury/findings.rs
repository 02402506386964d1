//! One finding of a reconciliation, and what somebody proposes about it.

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use web::{Choice, Form, Visit};

use super::statements::{PATH, outcome};
use super::view::{View, field, spec};
use super::{TreasuryDesk, answered, proposal_path, words};
use crate::domain::proposal::Matter;
use crate::domain::reconciliation::{Action, allowed};
use crate::permissions::RECONCILE;
use crate::usecase::reconciliation::StatementState;

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path((id, number)): Path<(String, i64)>,
) -> web::Result<Response> {
    finding_view(&visit, &desk, (&id, number), Form::new()).await?.answer()
}

async fn finding_view(
    visit: &Visit,
    desk: &TreasuryDesk,
    (id, number): (&str, i64),
    form: Form,
) -> base::Result<View> {
    let (file, one) = desk.treasury.finding(visit.signed_in()?, id, number).await?;
    let page = visit.work("treasury-statements").called(one.it.reference.clone());
    let mut view = View::new(page);
    let day = view.page.date(file.from);
    let back = format!("{PATH}/{id}?kelompok={}", one.it.bucket.as_str());
    view.back = Some((back, format!("{}, {day}", file.partner_name)));
    let it = &one.it;
    let (colour, word) = outcome(&view, &one);
    view.tag = Some((colour, word));
    view.fact_to("treasury-partner", file.partner_name.clone(), &format!("{PATH}/{id}"));
    view.fact("treasury-bucket", words::bucket(&view.page, it.bucket));
    view.fact("treasury-line", it.line.map(|line| line.to_string()).unwrap_or_default());
    view.fact("treasury-paid-on", it.paid_on.map(|day| view.page.date(day)).unwrap_or_default());
    view.fact("treasury-code", it.code.as_ref().map(ToString::to_string).unwrap_or_default());
    let bill = it.bill.map(|bill| format!("{} · {}", bill.nop, bill.tax_year));
    view.fact("treasury-bill", bill.unwrap_or_default());
    view.fact("treasury-at-bank", view.page.rupiah(it.file));
    view.fact("treasury-here", view.page.rupiah(it.ours));
    if let Some(entry) = it.entry {
        let path = format!("/kerja/bayar/transaksi/{entry}");
        view.fact_to("treasury-payment", entry.to_string(), &path);
    }
    let proposal = one.proposed.as_ref().map(|p| p.id.clone()).or_else(|| it.proposal.clone());
    if let Some(proposal) = proposal {
        view.link(proposal_path(&proposal), "treasury-see-proposal");
    } else if it.is_open() && file.state == StatementState::Open && view.page.may(RECONCILE) {
        let actions = allowed(it.bucket, it.file, it.entry.is_some());
        let choice = |a: &Action| {
            Choice::new(
                a.as_str(),
                view.page.t(&format!("treasury-action-{}-long", a.as_str())).to_string(),
            )
        };
        let fields = vec![
            field("radios", "tindakan", "treasury-action").of(actions.iter().map(choice).collect()),
            field("area", "alasan", "treasury-reason").hint("treasury-reason-hint"),
        ];
        let path = format!("{PATH}/{id}/temuan/{number}");
        view.specs.push(
            spec(path, "treasury-decide", "treasury-propose", fields).lead("treasury-four-eyes"),
        );
    }
    view.form = form;
    Ok(view)
}

pub(super) async fn decide(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path((id, number)): Path<(String, i64)>,
    form: Form,
) -> web::Result<Response> {
    let action = form.value("tindakan").to_owned();
    let matter = Matter::Finding { statement: id.clone(), number, action };
    let proposed = desk.treasury.propose(visit.signed_in()?, &matter, form.value("alasan")).await;
    answered!(proposed.map(|_| format!("{PATH}/{id}")), |error| {
        finding_view(&visit, &desk, (&id, number), form).await?
    })
}
