//! Arrears by age (umur piutang).

use axum::Extension;
use axum::response::Response;
use web::{Visit, download};

use super::TreasuryDesk;
use super::view::{Cell, Sheet, View, amount, cell, csv_line, figure};
use crate::usecase::treasury::arrears::{Aged, AgedRow, CLASSES, class};

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
) -> web::Result<Response> {
    let report = desk.treasury.arrears_by_age(visit.signed_in()?).await?;
    let mut view = View::new(visit.work("treasury-arrears"));
    let day = view.page.date(report.day);
    view.lead = view.page.t("treasury-arrears-lead").with("day", day).to_string();
    if report.rows.is_empty() {
        view.empty = Some(("treasury-arrears-none", "treasury-arrears-none-more"));
        return view.answer();
    }
    view.link("/kerja/bayar/piutang.csv", "treasury-csv");
    let mut sheets = vec![by_age(&view, &report.total)];
    let sum = view.page.t("treasury-sum").to_string();
    let of = |title: &str, key: &str, rows: &[AgedRow], foot: (&str, &Aged)| {
        let body = rows.iter().map(|row| cells(&view, &row.name, &row.aged)).collect();
        view.sheet(title, &heads(key), body).flow().foot(cells(&view, foot.0, foot.1))
    };
    let total = (sum.as_str(), &report.total);
    sheets.push(of("treasury-by-year", "treasury-tax-year", &report.years, total));
    let first_fold = sheets.len();
    for district in &report.districts {
        let sheet = of("", "treasury-village", &district.villages, (&sum, &district.total));
        let bills = view.page.t("treasury-notices").with("n", district.total.all_bills());
        let owed = view.page.rupiah(district.total.all_principal());
        sheets.push(sheet.folded(&district.name, format!("{bills} · {owed}")));
    }
    if let Some(first) = sheets.get_mut(first_fold) {
        first.above = view.page.t("treasury-by-village").to_string();
    }
    view.sheets = sheets;
    view.answer()
}

/// The four classes at a glance.
fn by_age(view: &View, total: &Aged) -> Sheet {
    let count = |n: i64| figure(view.page.number(n));
    let row = |(at, class): (usize, &str)| {
        let name = cell(view.page.t(&format!("treasury-age-{class}")).to_string());
        vec![name, count(total.bills[at]), count(total.principal[at].0).beside()]
    };
    let rows = CLASSES.into_iter().enumerate().map(row).collect();
    let foot = vec![
        cell(view.page.t("treasury-sum").to_string()),
        count(total.all_bills()),
        amount(total.all_principal()).beside(),
    ];
    let heads = ["treasury-age", "treasury-bills", "treasury-amount"];
    view.sheet("treasury-by-age", &heads, rows).flow().foot(foot)
}

fn heads(first: &str) -> Vec<&str> {
    const AGES: [&str; 4] =
        ["treasury-age-under-1", "treasury-age-1-2", "treasury-age-2-5", "treasury-age-over-5"];
    let rest = ["treasury-bills", "treasury-sum"];
    [first].into_iter().chain(AGES).chain(rest).collect()
}

fn cells(view: &View, name: &str, aged: &Aged) -> Vec<Cell> {
    let mut cells = vec![cell(name)];
    cells.extend(aged.principal.map(amount));
    cells.push(figure(view.page.number(aged.all_bills())));
    cells.push(amount(aged.all_principal()).beside());
    cells
}

pub(super) async fn file(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
) -> web::Result<Response> {
    let report = desk.treasury.arrears_by_age(visit.signed_in()?).await?;
    let page = visit.work("treasury-arrears");
    let titles = [
        "Kode",
        "Desa/Kelurahan",
        "Kecamatan",
        "Tahun pajak",
        "Jatuh tempo",
        "Umur",
        "SPPT",
        "Pokok",
    ];
    let mut text = csv_line(&titles.map(str::to_owned));
    for row in &report.rows {
        let days = row.due_date.until(report.day).map_or(0, |span| i64::from(span.get_days()));
        let age = CLASSES[class(days).min(CLASSES.len() - 1)];
        text.push_str(&csv_line(&[
            row.village.digits().to_owned(),
            row.village_name.clone(),
            row.district_name.clone(),
            row.tax_year.to_string(),
            row.due_date.to_string(),
            page.t(&format!("treasury-age-{age}")).to_string(),
            row.bills.to_string(),
            row.principal.0.to_string(),
        ]));
    }
    let name = format!("umur-piutang-{}.csv", report.day);
    Ok(download(&name, "text/csv; charset=utf-8", text))
}
