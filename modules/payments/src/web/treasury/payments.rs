//! What was booked on a day, one payment as the office sees it, and taking it back.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use web::{Choice, Form, Pagination, Visit, see_other};

use super::view::{Cell, Sheet, View, amount, cell, date, field, figure, quiet, spec, to};
use super::{LIST, TreasuryDesk, answered, proposal_path, words};
use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::domain::entry::EntryKind;
use crate::domain::proposal::Matter;
use crate::permissions::RECONCILE;
use crate::usecase::treasury::payments::{Booked, PaymentFile};

const PATH: &str = "/kerja/bayar/transaksi";

/// The search, and what was booked on a day.
pub(super) async fn search(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    let asked = form.value("q").to_owned();
    let mut view = listed(&visit, &desk, form).await?;
    if asked.is_empty() {
        let problem = view.problem.is_some();
        let status = if problem { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return view.answer_with(status);
    }
    match desk.treasury.payment(visit.signed_in()?, &asked).await {
        Ok(found) => Ok(see_other(&format!("{PATH}/{}", found.stored.entry.id))),
        Err(error) if error.code() == "payments/unknown-payment" => {
            view.problem = Some(view.page.error(&error));
            view.answer_with(StatusCode::NOT_FOUND)
        }
        Err(error) => Err(error.into()),
    }
}

/// A day that cannot be read says so above the list of today.
async fn listed(visit: &Visit, desk: &TreasuryDesk, form: Form) -> base::Result<View> {
    let mut view = View::new(visit.work("treasury-payments")).lead("treasury-payments-lead");
    let today = visit.cell().today();
    let day = match form.value("hari") {
        "" => today,
        text => date(text).unwrap_or_else(|error| {
            view.problem = Some(view.page.error(&error));
            today
        }),
    };
    let channel = Channel::parse(form.value("kanal"));
    let name = |channel: Channel| words::channel(&view.page, channel.as_str());
    let any = Choice::new("", view.page.t("treasury-channel-any").to_string());
    let channels = Channel::ALL.map(|channel| Choice::new(channel.as_str(), name(channel)));
    let channels = [any].into_iter().chain(channels).collect();
    view.filter = vec![
        field("search", "q", "treasury-search"),
        field("date", "hari", "treasury-day"),
        field("select", "kanal", "treasury-channel").of(channels),
    ];
    let before = Some(form.value("sesudah")).filter(|id| !id.is_empty());
    let list = desk.treasury.booked_on(visit.signed_in()?, day, channel, (before, LIST)).await?;
    let rows = list.entries.iter().map(|booked| row(visit, &view, booked, &list.partners));
    let heads = ["treasury-what", "treasury-hour-booked", "treasury-channel", "treasury-amount"];
    let sheet = view.sheet("", &heads, rows.collect()).flow();
    view.sheets.push(Sheet { title: view.page.date(day), ..sheet });
    if list.entries.is_empty() {
        view.empty = Some(("treasury-day-none", "treasury-day-none-more"));
    }
    let (day, channel) = (day.to_string(), channel.map_or("", Channel::as_str));
    let query = [("hari", day.as_str()), ("kanal", channel)];
    view.pages = Pagination::by_key(PATH, &query, None, list.next.as_deref());
    view.form = form.filled("hari", &day);
    Ok(view)
}

fn row(
    visit: &Visit,
    view: &View,
    booked: &Booked,
    partners: &BTreeMap<String, String>,
) -> Vec<Cell> {
    let mut what = words::kind(&view.page, booked.kind.as_str());
    if booked.is_reversed {
        what = view.page.t("treasury-kind-undone").with("kind", what).to_string();
    }
    let first = booked.bills.first().map(|bill| format!("{} · {}", bill.nop, bill.tax_year));
    let bills = match booked.bills.len() {
        0 | 1 => first.unwrap_or_default(),
        n => view
            .page
            .t("treasury-bill-and-others")
            .with("bill", first.unwrap_or_default())
            .with("n", n.saturating_sub(1))
            .to_string(),
    };
    let at = booked.booked_at.civil(visit.cell().zone());
    let channel = words::channel(&view.page, booked.channel.as_str());
    let partner = booked.partner.as_ref().and_then(|id| partners.get(id)).cloned();
    vec![
        to(format!("{PATH}/{}", booked.id), what).under(bills),
        quiet(format!("{:02}.{:02}", at.hour(), at.minute())),
        cell(channel).under(partner.unwrap_or_default()),
        amount(booked.amount).beside(),
    ]
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(entry): Path<String>,
) -> web::Result<Response> {
    one(&visit, &desk, &entry, Form::new()).await?.answer()
}

async fn one(visit: &Visit, desk: &TreasuryDesk, id: &str, form: Form) -> base::Result<View> {
    let file = desk.treasury.payment(visit.signed_in()?, id).await?;
    let entry = &file.stored.entry;
    let page = visit.work("treasury-payments");
    let title = format!("{} {}", words::kind(&page, entry.kind.as_str()), page.date(entry.day));
    let mut view = View::new(page.called(title)).back(PATH, "treasury-payments");
    view.tag = Some(standing(&view, &file));
    let mut accounts: Vec<_> = entry.lines.iter().map(|line| line.account.clone()).collect();
    accounts.extend(entry.partner.clone().map(Account::Partner));
    let holders = desk.treasury.holders(visit.signed_in()?, &accounts).await?;
    facts(&mut view, &file, &holders);
    let lines = entry.lines.iter().map(|line| {
        let (debit, credit) = line.sides();
        let bill = line.bill.map(|bill| format!("{} · {}", bill.nop, bill.tax_year));
        let name = words::account(&view.page, &line.account, &holders);
        vec![cell(name).under(bill.unwrap_or_default()), amount(debit), amount(credit)]
    });
    let heads = ["treasury-ledger-account", "treasury-debit", "treasury-credit"];
    let sheet = view.sheet("treasury-ledger-lines", &heads, lines.collect()).cards();
    view.sheets.push(sheet);
    let receipts = file.receipts.iter().map(|issued| {
        let receipt = &issued.receipt;
        vec![
            to(format!("/bayar/stts/{}", receipt.number), receipt.number.clone()),
            quiet(format!("{} · {}", receipt.bill.nop, receipt.bill.tax_year)),
            figure(view.page.rupiah(receipt.total())),
        ]
    });
    let heads = ["treasury-receipt", "treasury-bill", "treasury-amount"];
    let sheet = view.sheet("treasury-receipts", &heads, receipts.collect()).cards();
    view.sheets.push(sheet);
    let settles = entry.kind == EntryKind::Payment && !file.receipts.is_empty();
    if settles && file.reversal.is_none() && view.page.may(RECONCILE) {
        let fields = vec![field("area", "alasan", "treasury-reason").hint("treasury-reason-hint")];
        let path = format!("{PATH}/{}/batalkan", entry.id);
        view.specs.push(
            spec(path, "treasury-reversal", "treasury-propose", fields)
                .lead("treasury-reversal-effect")
                .second(),
        );
    }
    view.form = form;
    Ok(view)
}

fn facts(view: &mut View, file: &PaymentFile, holders: &BTreeMap<String, String>) {
    let entry = &file.stored.entry;
    view.fact("treasury-number", entry.id.to_string());
    view.fact("treasury-booked", view.page.moment(entry.booked_at));
    view.fact("treasury-paid", view.page.moment(entry.paid_at));
    view.fact("treasury-channel", words::channel(&view.page, entry.channel.as_str()));
    if let Some(partner) = &entry.partner {
        let name = holders.get(partner).unwrap_or(partner).clone();
        view.fact_to("treasury-partner", name, &format!("/kerja/bayar/mitra/{partner}"));
    }
    view.fact("treasury-reference", entry.reference.clone().unwrap_or_default());
    view.fact("treasury-note", entry.note.clone());
    if let Some(original) = entry.reverses {
        view.fact_to("treasury-reverses", original.to_string(), &format!("{PATH}/{original}"));
    }
    if let Some(reversal) = &file.reversal {
        let id = reversal.id.to_string();
        view.fact_to("treasury-reversed-by", id.clone(), &format!("{PATH}/{id}"));
    }
}

fn standing(view: &View, file: &PaymentFile) -> (&'static str, String) {
    let (colour, key) = match (&file.reversal, file.is_final) {
        (Some(_), _) => ("red", "treasury-receipt-void"),
        (None, true) => ("green", "treasury-receipt-final"),
        (None, false) => ("yellow", "treasury-receipt-provisional"),
    };
    (colour, view.page.t(key).to_string())
}

pub(super) async fn reverse(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(entry): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let matter = Matter::Reversal { entry: entry.clone() };
    let done = desk.treasury.propose(visit.signed_in()?, &matter, form.value("alasan")).await;
    answered!(done.map(|id| proposal_path(&id)), |error| one(&visit, &desk, &entry, form).await?)
}
