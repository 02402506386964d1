//! Overpayments: what waits, giving one back, counting one for another bill.

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::Nop;
use web::{Form, Visit};

use super::view::{View, amount, cell, field, figure, quiet, spec, tagged, to};
use super::{TreasuryDesk, answered, proposal_path, words};
use crate::domain::proposal::Matter;
use crate::permissions::RECONCILE;
use crate::usecase::treasury::overpayments::{Task, sum};

const PATH: &str = "/kerja/bayar/lebih-bayar";
/// Days after which a task is late.
const LATE: i64 = 30;

pub(super) async fn list(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
) -> web::Result<Response> {
    let tasks = desk.treasury.overpayments(visit.signed_in()?).await?;
    let mut view =
        View::new(visit.work("treasury-overpayments")).lead("treasury-overpayments-lead");
    if tasks.is_empty() {
        view.empty = Some(("treasury-overpayments-none", "treasury-overpayments-none-more"));
    }
    let rows = tasks.iter().map(|task| row(&view, task)).collect();
    let heads = [
        "treasury-payment",
        "treasury-channel",
        "treasury-when",
        "treasury-days",
        "treasury-amount",
        "treasury-state",
    ];
    let foot = vec![
        cell(view.page.t("treasury-sum").to_string()),
        cell(""),
        cell(""),
        cell(""),
        amount(sum(&tasks)),
        cell(""),
    ];
    let sheet = view.sheet("", &heads, rows).cards().foot(foot);
    view.sheets.push(sheet);
    view.answer()
}

fn row(view: &View, task: &Task) -> Vec<super::view::Cell> {
    let of = &task.of;
    let about = of.about.map(|bill| format!("{} · {}", bill.nop, bill.tax_year));
    let (colour, key) = match (&task.proposed, task.days > LATE) {
        (Some(_), _) => ("teal", "treasury-proposal-proposed"),
        (None, true) => ("red", "treasury-late"),
        (None, false) => ("yellow", "treasury-undecided"),
    };
    vec![
        to(format!("{PATH}/{}", of.entry), of.reference.clone().unwrap_or_default())
            .under(about.unwrap_or_default()),
        cell(words::channel(&view.page, &of.channel)),
        quiet(view.page.date(of.day)),
        figure(view.page.number(task.days)),
        amount(of.amount),
        tagged(colour, view.page.t(key).to_string()),
    ]
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(entry): Path<String>,
) -> web::Result<Response> {
    one(&visit, &desk, &entry, Form::new()).await?.answer()
}

async fn one(visit: &Visit, desk: &TreasuryDesk, entry: &str, form: Form) -> base::Result<View> {
    let tasks = desk.treasury.overpayments(visit.signed_in()?).await?;
    let missing = || base::Error::new(base::Kind::NotFound, "payments/unknown-overpayment");
    let task = tasks.into_iter().find(|t| t.of.entry.to_string() == entry).ok_or_else(missing)?;
    let page = visit.work("treasury-overpayments");
    let title = page.rupiah(task.of.amount);
    let mut view = View::new(page.called(title)).back(PATH, "treasury-overpayments");
    let of = &task.of;
    view.link(format!("/kerja/bayar/transaksi/{entry}"), "treasury-see-payment");
    view.fact("treasury-reference", of.reference.clone().unwrap_or_default());
    let about = of.about.map(|bill| format!("{} · {}", bill.nop, bill.tax_year));
    view.fact("treasury-meant-for", about.unwrap_or_default());
    view.fact("treasury-channel", words::channel(&view.page, &of.channel));
    view.fact("treasury-when", view.page.date(of.day));
    if let Some(proposal) = &task.proposed {
        view.link(proposal_path(&proposal.id), "treasury-see-proposal");
    } else if view.page.may(RECONCILE) {
        let refund = vec![
            field("text", "nama", "treasury-holder"),
            field("text", "bank", "treasury-bank"),
            field("text", "rekening", "treasury-account"),
            field("text", "sk", "treasury-decree").hint("treasury-decree-hint"),
            field("area", "alasan", "treasury-reason").hint("treasury-reason-hint"),
        ];
        let other = vec![
            field("text", "nop", "treasury-nop"),
            field("text", "tahun", "treasury-tax-year"),
            field("text", "sk-lain", "treasury-decree").hint("treasury-decree-hint"),
            field("area", "alasan-lain", "treasury-reason").hint("treasury-reason-hint"),
        ];
        let path = format!("{PATH}/{entry}");
        let back =
            spec(format!("{path}/kembalikan"), "treasury-refund", "treasury-propose", refund);
        let counted = spec(
            format!("{path}/perhitungkan"),
            "treasury-compensation",
            "treasury-propose",
            other,
        );
        view.specs.push(back.lead("treasury-refund-lead"));
        view.specs.push(counted.lead("treasury-compensation-lead"));
    }
    view.form = form;
    Ok(view)
}

pub(super) async fn refund(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(entry): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let tasks = desk.treasury.overpayments(actor).await?;
    let task = tasks.into_iter().find(|task| task.of.entry.to_string() == entry);
    let text = |name: &str| form.value(name).to_owned();
    let matter = Matter::Refund {
        entry: entry.clone(),
        amount: task.map_or(0, |task| task.of.amount.0),
        holder: text("nama"),
        bank: text("bank"),
        account: text("rekening"),
        decree: text("sk"),
    };
    let done = desk.treasury.propose(actor, &matter, form.value("alasan")).await;
    answered!(done.map(|id| proposal_path(&id)), |error| one(&visit, &desk, &entry, form).await?)
}

pub(super) async fn compensate(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(entry): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let nop = form.parse("nop", Nop::parse);
    let year = form.parse("tahun", |text| {
        let year = text.parse::<i64>().ok().filter(|year| (1985..=2100).contains(year));
        year.ok_or_else(|| base::Error::new(base::Kind::Invalid, "payments/year"))
    });
    let (Some(nop), Some(tax_year)) = (nop, year) else {
        let view = one(&visit, &desk, &entry, form).await?;
        return view.answer_with(http::StatusCode::UNPROCESSABLE_ENTITY);
    };
    let (nop, decree) = (nop.digits().to_owned(), form.value("sk-lain").to_owned());
    let matter = Matter::Compensation { entry: entry.clone(), nop, tax_year, decree };
    let done = desk.treasury.propose(actor, &matter, form.value("alasan-lain")).await;
    answered!(done.map(|id| proposal_path(&id)), |error| one(&visit, &desk, &entry, form).await?)
}
