//! The journal of a period, and what lies on each account.

use axum::Extension;
use axum::response::Response;
use base::Date;
use web::{Form, Pagination, Visit, download};

use super::view::{Cell, Sheet, View, amount, cell, csv_line, date, field, figure, quiet, to};
use super::{TreasuryDesk, words};
use crate::domain::account::Account;
use crate::print::journal_sheet;
use crate::usecase::treasury::journal::{DayTotal, Journal};

const PATH: &str = "/kerja/bayar/jurnal";
const LINES: i64 = 100;

/// The days asked for; this month up to today when nothing is.
fn period(visit: &Visit, form: &Form) -> base::Result<(Date, Date)> {
    let today = visit.cell().today();
    let one = |name: &str, other: Date| match form.value(name) {
        "" => Ok(other),
        text => date(text),
    };
    Ok((one("dari", today.first_of_month())?, one("sampai", today)?))
}

async fn asked(visit: &Visit, desk: &TreasuryDesk, form: &Form) -> base::Result<Journal> {
    let (from, until) = period(visit, form)?;
    desk.treasury.journal(visit.signed_in()?, from, until).await
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    let journal = asked(&visit, &desk, &form).await?;
    let mut view = View::new(visit.work("treasury-journal")).lead("treasury-journal-lead");
    view.filter =
        vec![field("date", "dari", "treasury-from"), field("date", "sampai", "treasury-until")];
    view.form = form.filled("dari", journal.from).filled("sampai", journal.until);
    let query = format!("dari={}&sampai={}", journal.from, journal.until);
    view.link(format!("{PATH}.csv?{query}"), "treasury-csv");
    view.link(format!("{PATH}.xlsx?{query}"), "treasury-xlsx");
    if journal.rows.is_empty() {
        view.empty = Some(("treasury-journal-none", "treasury-journal-none-more"));
        return view.answer();
    }
    let sheet = by_account(&view, &journal);
    view.sheets.push(sheet);
    let sheet = by_channel(&view, &journal.days);
    view.sheets.push(sheet);
    view.answer()
}

fn by_account(view: &View, journal: &Journal) -> Sheet {
    let rows = journal.accounts.iter().map(|moved| {
        let name = words::account(&view.page, &moved.account, &journal.holders);
        vec![
            cell(name),
            quiet(journal.code(&moved.account)),
            amount(moved.debit),
            amount(moved.credit),
        ]
    });
    let (debit, credit) = journal.sums();
    let sum = cell(view.page.t("treasury-sum").to_string());
    let heads =
        ["treasury-ledger-account", "treasury-chart-code", "treasury-debit", "treasury-credit"];
    let foot = vec![sum, cell(""), amount(debit), amount(credit)];
    view.sheet("treasury-by-account", &heads, rows.collect()).cards().foot(foot)
}

fn by_channel(view: &View, days: &[DayTotal]) -> Sheet {
    let rows = days.iter().map(|day| {
        vec![
            quiet(view.page.date(day.day)),
            cell(words::channel(&view.page, day.channel.as_str())),
            count(view, day.payments),
            amount(day.paid),
            count(view, day.reversals),
            amount(day.taken_back),
        ]
    });
    let heads = [
        "treasury-day",
        "treasury-channel",
        "treasury-payments",
        "treasury-amount",
        "treasury-reversals",
        "treasury-taken-back",
    ];
    view.sheet("treasury-by-channel", &heads, rows.collect()).cards()
}

/// How many; nothing for none, as beside amounts.
fn count(view: &View, n: i64) -> Cell {
    figure(if n == 0 { "–".to_owned() } else { view.page.number(n) })
}

/// The rows of the files: titles first, in Indonesian as other programs of the regency expect.
fn rows(visit: &Visit, journal: &Journal) -> Vec<Vec<String>> {
    let page = visit.work("treasury-journal");
    let titles = ["Tanggal", "Jenis", "Kode rekening", "Akun", "Debet", "Kredit"];
    let row = |row: &crate::usecase::treasury::journal::JournalRow| {
        vec![
            row.day.to_string(),
            words::kind(&page, row.kind.as_str()),
            journal.code(&row.account).to_owned(),
            words::account(&page, &row.account, &journal.holders),
            row.debit.0.to_string(),
            row.credit.0.to_string(),
        ]
    };
    let titles = titles.map(str::to_owned).to_vec();
    [titles].into_iter().chain(journal.rows.iter().map(row)).collect()
}

pub(super) async fn file(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    let journal = asked(&visit, &desk, &form).await?;
    let text: String = rows(&visit, &journal).iter().map(|row| csv_line(row)).collect();
    let name = format!("jurnal-{}-{}.csv", journal.from, journal.until);
    Ok(download(&name, "text/csv; charset=utf-8", text))
}

pub(super) async fn book(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let journal = asked(&visit, &desk, &form).await?;
    let settings = visit.cell().settings();
    let title = format!("Jurnal penerimaan {} sampai {}", journal.from, journal.until);
    let bytes = journal_sheet::build(
        &title,
        (&settings.name, settings.demo),
        &rows(&visit, &journal),
        visit.cell().today(),
    )?;
    Ok(download(&format!("jurnal-{}-{}.xlsx", journal.from, journal.until), KIND, bytes))
}

pub(super) async fn balances(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
) -> web::Result<Response> {
    let all = desk.treasury.balances(visit.signed_in()?).await?;
    let mut view = View::new(visit.work("treasury-balances")).lead("treasury-balances-lead");
    if all.accounts.is_empty() {
        view.empty = Some(("treasury-journal-none", "treasury-journal-none-more"));
    }
    for (title, holds) in [("treasury-where-money-is", true), ("treasury-what-it-was-for", false)] {
        let some = all.accounts.iter().filter(|moved| moved.account.holds_money() == holds);
        // Every shift has a drawer of its own; an empty one is of no interest any more.
        let some = some.filter(|moved| !moved.is_emptied());
        let rows = some.map(|moved| {
            let name = words::account(&view.page, &moved.account, &all.holders);
            let path = format!("/kerja/bayar/saldo/rincian?akun={}", moved.account);
            // What was earned stands on the right: it is shown as what came in.
            let left = moved.balance();
            let balance = if holds { left } else { base::Rupiah(left.0.saturating_neg()) };
            vec![to(path, name), amount(moved.debit), amount(moved.credit), amount(balance)]
        });
        let heads =
            ["treasury-ledger-account", "treasury-debit", "treasury-credit", "treasury-balance"];
        let sheet = view.sheet(title, &heads, rows.collect()).cards();
        view.sheets.push(sheet);
    }
    view.answer()
}

pub(super) async fn account(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    let unknown = |_| base::Error::new(base::Kind::NotFound, "payments/unknown-account");
    let account = Account::parse(form.value("akun")).map_err(unknown)?;
    let days = period(&visit, &form)?;
    let (entry, number) = form.value("sesudah").split_once('/').unwrap_or(("", "0"));
    let after = (entry, number.parse().unwrap_or(0));
    let actor = visit.signed_in()?;
    let lines = desk.treasury.account_lines(actor, &account, days, after, LINES).await?;
    let names = desk.treasury.holders(actor, std::slice::from_ref(&account)).await?;
    let page = visit.work("treasury-balances");
    let title = words::account(&page, &account, &names);
    let mut view = View::new(page.called(title)).back("/kerja/bayar/saldo", "treasury-balances");
    view.filter =
        vec![field("date", "dari", "treasury-from"), field("date", "sampai", "treasury-until")];
    view.kept = vec![("akun", account.to_string())];
    view.form = form.filled("dari", days.0).filled("sampai", days.1);
    let rows = lines.iter().map(|line| {
        let kind = words::kind(&view.page, line.kind.as_str());
        let what = match (&line.nop, line.tax_year) {
            (Some(nop), Some(year)) => format!("{nop} · {year}"),
            _ => line.note.clone(),
        };
        let path = format!("/kerja/bayar/transaksi/{}", line.entry);
        vec![
            quiet(view.page.date(line.day)),
            to(path, kind).under(what),
            cell(words::channel(&view.page, line.channel.as_str())),
            amount(line.debit),
            amount(line.credit),
        ]
    });
    let heads = [
        "treasury-day",
        "treasury-ledger-entry",
        "treasury-channel",
        "treasury-debit",
        "treasury-credit",
    ];
    let sheet = view.sheet("", &heads, rows.collect()).cards();
    view.sheets.push(sheet);
    if lines.is_empty() {
        view.empty = Some(("treasury-journal-none", "treasury-journal-none-more"));
    }
    let full = i64::try_from(lines.len()).is_ok_and(|n| n == LINES);
    let last = lines.last().filter(|_| full).map(|l| format!("{}/{}", l.entry, l.number));
    let (from, until) = (days.0.to_string(), days.1.to_string());
    let text = account.to_string();
    let query = [("akun", text.as_str()), ("dari", &from), ("sampai", &until)];
    view.pages = Pagination::by_key("/kerja/bayar/saldo/rincian", &query, None, last.as_deref());
    view.answer()
}
