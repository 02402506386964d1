//! What waits for a second person, and what was decided.

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Instant, Rupiah};
use web::{Form, Pagination, Visit};

use super::view::{Cell, Sheet, View, cell, field, quiet, spec, tagged, to};
use super::{LIST, TreasuryDesk, answered, proposal_path, words};
use crate::domain::proposal::{ChartRow, Matter, Proposal};
use crate::permissions::APPROVE;
use crate::usecase::reconciliation::{Found, Loaded};
use crate::usecase::treasury::chart;

const PATH: &str = "/kerja/bayar/usulan";

pub(super) async fn list(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    let before = Some(form.value("sesudah")).filter(|id| !id.is_empty());
    let list = desk.treasury.proposals(visit.signed_in()?, before, LIST).await?;
    let mut view = View::new(visit.work("treasury-proposals")).lead("treasury-proposals-lead");
    if list.waiting.is_empty() && list.decided.is_empty() {
        view.empty = Some(("treasury-proposals-none", "treasury-proposals-none-more"));
    }
    for (title, some) in [("treasury-waiting", &list.waiting), ("treasury-decided", &list.decided)]
    {
        let rows = some.iter().map(|proposal| row(&view, proposal)).collect();
        let heads = ["treasury-matter", "treasury-proposed-by", "treasury-when", "treasury-state"];
        let sheet = view.sheet(title, &heads, rows).cards();
        view.sheets.push(sheet);
    }
    view.pages = Pagination::by_key(PATH, &[], None, list.next.as_deref());
    view.answer()
}

fn row(view: &View, proposal: &Proposal) -> Vec<Cell> {
    let (colour, word) = words::state(&view.page, proposal.state);
    vec![
        to(proposal_path(&proposal.id), words::matter(&view.page, proposal))
            .under(proposal.reason.clone()),
        cell(proposal.proposed.name.clone()),
        quiet(view.page.moment(proposal.proposed.at)),
        tagged(colour, word),
    ]
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    one(&visit, &desk, &id, Form::new()).await?.answer()
}

async fn one(visit: &Visit, desk: &TreasuryDesk, id: &str, form: Form) -> base::Result<View> {
    let actor = visit.signed_in()?;
    let proposal = desk.treasury.proposal(actor, id).await?;
    let page = visit.work("treasury-proposals");
    let title = words::matter(&page, &proposal);
    let mut view = View::new(page.called(title)).back(PATH, "treasury-proposals");
    view.tag = Some(words::state(&view.page, proposal.state));
    facts(&mut view, &proposal.matter);
    if let Matter::Finding { statement, number, .. } = &proposal.matter {
        let (file, found) = desk.treasury.finding(actor, statement, *number).await?;
        finding(&mut view, &file, &found.it);
    }
    if let Matter::ChartRows { rows } = &proposal.matter {
        let now = desk.treasury.chart(actor).await?;
        let sheet = codes(&view, rows, if proposal.waits() { &now } else { &[] });
        view.sheets.push(sheet);
    }
    view.fact("treasury-reason", proposal.reason.clone());
    view.fact("treasury-proposed-by", words::signed(&view.page, &proposal.proposed));
    if let Some(decided) = &proposal.decided {
        view.fact("treasury-decided-by", words::signed(&view.page, decided));
        view.fact("treasury-note", proposal.decision_note.clone());
    }
    let mine = proposal.proposed.actor == actor.id();
    if proposal.waits() && mine {
        view.notes.push(view.page.t("treasury-four-eyes-mine").to_string());
    } else if proposal.waits() && view.page.may(APPROVE) {
        let note = || field("text", "catatan", "treasury-note");
        let yes = spec(
            format!("{PATH}/{id}/setujui"),
            "treasury-approve",
            "treasury-approve",
            vec![note()],
        );
        let reason = field("area", "alasan", "treasury-reason");
        let no =
            spec(format!("{PATH}/{id}/tolak"), "treasury-reject", "treasury-reject", vec![reason]);
        view.specs.push(yes.lead("treasury-approve-lead"));
        view.specs.push(no.second());
    }
    view.form = form;
    Ok(view)
}

fn facts(view: &mut View, matter: &Matter) {
    match matter {
        Matter::Finding { statement, number, action } => {
            let path = format!("/kerja/bayar/rekonsiliasi/{statement}/temuan/{number}");
            let long = view.page.t(&format!("treasury-action-{action}-long")).to_string();
            view.fact("treasury-action", long);
            view.link(path, "treasury-see-finding");
        }
        Matter::Refund { entry, amount, holder, bank, account, decree } => {
            view.fact_to("treasury-payment", entry.clone(), &payment(entry));
            view.fact("treasury-amount", view.page.rupiah(Rupiah(*amount)));
            view.fact("treasury-holder", holder.clone());
            view.fact("treasury-bank", bank.clone());
            view.fact("treasury-account", account.clone());
            view.fact("treasury-decree", decree.clone());
        }
        Matter::Compensation { entry, nop, tax_year, decree } => {
            view.fact_to("treasury-payment", entry.clone(), &payment(entry));
            view.fact("treasury-bill", format!("{nop} · {tax_year}"));
            view.fact("treasury-decree", decree.clone());
        }
        Matter::Reversal { entry } => {
            view.fact_to("treasury-payment", entry.clone(), &payment(entry));
            view.notes.push(view.page.t("treasury-reversal-effect").to_string());
        }
        Matter::Outage { what, from, until } => {
            view.fact("treasury-outage-what", words::what_was_down(&view.page, what));
            view.fact("treasury-outage-from", words::moment(&view.page, from));
            view.fact("treasury-outage-until", words::moment(&view.page, until));
        }
        Matter::Chart { account, code, name } => {
            let account = view.page.t(&format!("treasury-account-{account}")).to_string();
            view.fact("treasury-chart-kind", account);
            view.fact("treasury-chart-code", code.clone());
            view.fact("treasury-chart-name", name.clone());
        }
        // They stand in a table.
        Matter::ChartRows { .. } => {}
    }
}

/// Account codes that are proposed together; under each what holds now, where that is another.
fn codes(view: &View, rows: &[ChartRow], now: &[chart::Row]) -> Sheet {
    let was = |row: &ChartRow| {
        let known = now.iter().find(|known| known.kind == row.account);
        let other = known.filter(|known| !known.code.is_empty() && known.code != row.code);
        other
            .map(|known| view.page.t("treasury-chart-before").with("code", &known.code).to_string())
    };
    let shown = rows.iter().map(|row| {
        let account = view.page.t(&format!("treasury-account-{}", row.account)).to_string();
        vec![
            cell(account),
            quiet(row.code.clone()).under(was(row).unwrap_or_default()),
            cell(row.name.clone()),
        ]
    });
    let heads = ["treasury-chart-kind", "treasury-chart-code", "treasury-chart-name"];
    view.sheet("", &heads, shown.collect()).cards()
}

/// What the second person needs to know of a finding without leaving the page.
fn finding(view: &mut View, file: &Loaded, it: &Found) {
    let partner = format!("{}, {}", file.partner_name, view.page.date(file.from));
    view.fact("treasury-partner", partner);
    view.fact("treasury-bucket", words::bucket(&view.page, it.bucket));
    view.fact("treasury-reference", it.reference.clone());
    let bill = it.bill.map(|bill| format!("{} · {}", bill.nop, bill.tax_year));
    view.fact("treasury-bill", bill.unwrap_or_default());
    view.fact("treasury-at-bank", view.page.rupiah(it.file));
    view.fact("treasury-here", view.page.rupiah(it.ours));
}

fn payment(entry: &str) -> String {
    format!("/kerja/bayar/transaksi/{entry}")
}

pub(super) async fn approve(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let done = desk.treasury.approve(visit.signed_in()?, &id, form.value("catatan")).await;
    answered!(done.map(|()| proposal_path(&id)), |error| one(&visit, &desk, &id, form).await?)
}

pub(super) async fn reject(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let done = desk.treasury.reject(visit.signed_in()?, &id, form.value("alasan")).await;
    answered!(done.map(|()| proposal_path(&id)), |error| one(&visit, &desk, &id, form).await?)
}

/// A time that a person typed as day and hour of the cell.
pub(super) fn typed_moment(visit: &Visit, day: &str, time: &str) -> base::Result<Instant> {
    let day = super::view::date(day)?;
    let bad = || base::Error::new(base::Kind::Invalid, "payments/outage-times");
    let (hour, minute) = time.split_once([':', '.']).ok_or_else(bad)?;
    let number =
        |text: &str, most: i8| text.trim().parse::<i8>().ok().filter(|n| (0..most).contains(n));
    let (hour, minute) = (number(hour, 24).ok_or_else(bad)?, number(minute, 60).ok_or_else(bad)?);
    Ok(visit.cell().zone().instant_of(day.at(hour, minute, 0, 0)))
}
