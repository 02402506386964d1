//! One payment as the office sees it, and taking it back.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use web::{Form, Visit, see_other};

use super::view::{View, amount, cell, field, figure, quiet, spec, status, to};
use super::{TreasuryDesk, answered, proposal_path, words};
use crate::domain::account::Account;
use crate::domain::entry::EntryKind;
use crate::domain::proposal::Matter;
use crate::permissions::RECONCILE;
use crate::usecase::treasury::payments::PaymentFile;

const PATH: &str = "/kerja/bayar/transaksi";

pub(super) async fn search(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    let mut view = View::new(visit.work("treasury-payments")).lead("treasury-payments-lead");
    view.filter = vec![field("search", "q", "treasury-search")];
    let asked = form.value("q").to_owned();
    view.form = form;
    if asked.is_empty() {
        return view.answer();
    }
    match desk.treasury.payment(visit.signed_in()?, &asked).await {
        Ok(found) => Ok(see_other(&format!("{PATH}/{}", found.stored.entry.id))),
        Err(error) if error.code() == "payments/unknown-payment" => {
            view.problem = Some(view.page.error(&error));
            view.answer_with(status(&error).unwrap_or(http::StatusCode::NOT_FOUND))
        }
        Err(error) => Err(error.into()),
    }
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
