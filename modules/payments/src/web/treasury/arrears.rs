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
    let sheet = sheet(&view, "treasury-by-year", "treasury-tax-year", &report.years, &report.total);
    view.sheets.push(sheet);
    let sheet = self::sheet(
        &view,
        "treasury-by-village",
        "treasury-village",
        &report.villages,
        &report.total,
    );
    view.sheets.push(sheet);
    view.answer()
}

fn sheet(view: &View, title: &str, key: &str, rows: &[AgedRow], total: &Aged) -> Sheet {
    let classes = CLASSES.map(|class| format!("treasury-age-{class}"));
    let mut heads = vec![key];
    heads.extend(classes.iter().map(String::as_str));
    heads.extend(["treasury-bills", "treasury-sum"]);
    let cells = |name: Cell, aged: &Aged| {
        let mut cells = vec![name];
        cells.extend(aged.principal.map(amount));
        cells.push(figure(view.page.number(aged.all_bills())));
        cells.push(amount(aged.all_principal()));
        cells
    };
    let body = rows.iter().map(|row| cells(cell(row.name.clone()), &row.aged)).collect();
    let foot = cells(cell(view.page.t("treasury-sum").to_string()), total);
    view.sheet(title, &heads, body).cards().foot(foot)
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
