//! Reconciliation: files of banks, their buckets, what becomes of each finding.

use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind};
use web::{Choice, Form, Pagination, Upload, Visit, download, see_other};

use super::view::{View, amount, cell, field, figure, quiet, spec, status, tagged, to};
use super::{LIST, TreasuryDesk, answered, words};
use crate::domain::reconciliation::Bucket;
use crate::domain::statement::FileError;
use crate::permissions::{APPROVE, RECONCILE};
use crate::print::minutes as paper;
use crate::usecase::reconciliation::{FoundFile, LoadError, Upload as File};
use crate::usecase::reconciliation::{Loaded, StatementState};

pub(super) const PATH: &str = "/kerja/bayar/rekonsiliasi";
/// A bank's file to try with, in a demo cell.
pub(super) const SAMPLE: &str = "/kerja/bayar/rekonsiliasi/contoh.csv";
/// Findings on one page.
const FINDINGS: usize = 50;
const MOST_BYTES: usize = 10 << 20;

pub(super) async fn list(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    list_view(&visit, &desk, form).await?.answer()
}

async fn list_view(visit: &Visit, desk: &TreasuryDesk, form: Form) -> base::Result<View> {
    let before = Some(form.value("sesudah")).filter(|id| !id.is_empty());
    let list = desk.treasury.statements(visit.signed_in()?, before, LIST).await?;
    let mut view = View::new(visit.work("treasury-statements")).lead("treasury-statements-lead");
    view.pages = Pagination::by_key(PATH, &[], None, list.next.as_deref());
    if list.files.is_empty() {
        view.empty = Some(("treasury-statements-none", "treasury-statements-none-more"));
    }
    let rows = list.files.iter().map(|file| {
        let (colour, word) = state(&view, file.state);
        vec![
            to(format!("{PATH}/{}", file.id), file.partner_name.clone())
                .under(file.file_name.clone()),
            quiet(period(&view, file)),
            figure(view.page.number(file.lines)),
            figure(view.page.rupiah(file.total)),
            tagged(colour, word),
        ]
    });
    let heads = [
        "treasury-partner",
        "treasury-period",
        "treasury-lines",
        "treasury-total",
        "treasury-state",
    ];
    let sheet = view.sheet("", &heads, rows.collect()).cards();
    view.sheets.push(sheet);
    if view.page.may(RECONCILE) {
        let spec = load_form(&view, &list.partners);
        view.specs.push(spec);
        if !list.files.is_empty() {
            view.link("#formulir", "treasury-load");
        }
        if visit.cell().settings().demo {
            view.link(SAMPLE, "treasury-sample");
        }
    }
    view.form = form;
    Ok(view)
}

fn load_form(view: &View, partners: &[crate::domain::partner::Partner]) -> super::view::Spec {
    let partners = partners.iter().map(|p| Choice::new(p.id.clone(), p.name.clone())).collect();
    let channels = ["", "va", "qris", "h2h"].map(|value| {
        let label = match value {
            "" => view.page.t("treasury-channel-any").to_string(),
            value => words::channel(&view.page, value),
        };
        Choice::new(value, label)
    });
    let fields = vec![
        field("select", "mitra", "treasury-partner").of(partners),
        field("select", "kanal", "treasury-file-channel")
            .hint("treasury-file-channel-hint")
            .of(channels.into()),
        field("file", "berkas", "treasury-file").hint("treasury-file-hint"),
    ];
    spec(PATH, "treasury-load", "treasury-load-button", fields)
        .lead("treasury-load-lead")
        .with_files()
}

fn state(view: &View, state: StatementState) -> (&'static str, String) {
    let colour = match state {
        StatementState::Open => "yellow",
        StatementState::Closed => "green",
        StatementState::Discarded => "",
    };
    (colour, view.page.t(&format!("treasury-statement-{}", state.as_str())).to_string())
}

fn period(view: &View, file: &Loaded) -> String {
    match file.from == file.until {
        true => view.page.date(file.from),
        false => format!("{} – {}", view.page.date(file.from), view.page.date(file.until)),
    }
}

/// What came with the form.
#[derive(Default)]
struct Arrived {
    partner: String,
    channel: String,
    name: String,
    bytes: Vec<u8>,
}

async fn received(mut upload: Upload) -> base::Result<Arrived> {
    let mut arrived = Arrived::default();
    while let Some(mut part) = upload.next().await? {
        if let Some(name) = part.file_name() {
            arrived.name = name.to_owned();
            while let Some(bytes) = part.chunk().await? {
                if arrived.bytes.len() + bytes.len() > MOST_BYTES {
                    return Err(Error::new(Kind::TooLarge, "web/too-large"));
                }
                arrived.bytes.extend_from_slice(&bytes);
            }
            continue;
        }
        match part.name() {
            "mitra" => arrived.partner = part.text().await?,
            "kanal" => arrived.channel = part.text().await?,
            _ => {}
        }
    }
    match arrived.name.is_empty() || arrived.bytes.is_empty() {
        true => Err(Error::new(Kind::Invalid, "payments/statement-no-file")),
        false => Ok(arrived),
    }
}

pub(super) async fn load(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    upload: Upload,
) -> web::Result<Response> {
    let arrived = received(upload).await;
    let loaded = match &arrived {
        Err(_) => None,
        Ok(it) => {
            let file = File {
                partner: &it.partner,
                channel: &it.channel,
                name: &it.name,
                bytes: &it.bytes,
            };
            Some(desk.treasury.load(visit.signed_in()?, file).await)
        }
    };
    match (arrived, loaded) {
        (Err(error), _) | (_, Some(Err(LoadError::House(error)))) => {
            let Some(status) = status(&error) else { return Err(error.into()) };
            let mut view = list_view(&visit, &desk, Form::new()).await?;
            view.problem = Some(view.page.error(&error));
            view.answer_with(status)
        }
        (_, Some(Err(LoadError::File(problem)))) => {
            let view = refused(list_view(&visit, &desk, Form::new()).await?, &problem);
            view.answer_with(StatusCode::UNPROCESSABLE_ENTITY)
        }
        (_, Some(Ok(id))) => Ok(see_other(&format!("{PATH}/{id}"))),
        (Ok(_), None) => Ok(see_other(PATH)),
    }
}

/// Each wrong line with its column.
fn refused(mut view: View, problem: &FileError) -> View {
    let code = match problem {
        FileError::UnknownLayout => "payments/statement-layout",
        FileError::Empty => "payments/statement-empty",
        FileError::Faults(_) => "payments/statement-lines",
        FileError::TooLarge => "payments/statement-too-large",
    };
    view.problem = Some(view.page.error(&Error::new(Kind::Invalid, code)));
    if let FileError::Faults(faults) = problem {
        let rows = faults.iter().map(|fault| {
            let what = view.page.t(&format!("treasury-fault-{}", fault.problem)).to_string();
            vec![
                figure(fault.line.to_string()),
                cell(fault.column.clone()),
                cell(what),
                quiet(fault.value.clone()),
            ]
        });
        let heads = ["treasury-line", "treasury-column", "treasury-fault", "treasury-value"];
        let sheet = view.sheet("treasury-faults", &heads, rows.collect());
        view.sheets.insert(0, sheet);
        view.empty = None;
    }
    view
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    show_view(&visit, &desk, &id, form).await?.answer()
}

async fn show_view(visit: &Visit, desk: &TreasuryDesk, id: &str, form: Form) -> base::Result<View> {
    let actor = visit.signed_in()?;
    let bucket = Bucket::parse(form.value("kelompok"));
    let after = form.value("sesudah").parse().unwrap_or(0);
    let treasury = &desk.treasury;
    let mut it = treasury
        .statement(actor, id, bucket.unwrap_or(Bucket::OnlyAtBank), after, FINDINGS)
        .await?;
    let shown = bucket.unwrap_or_else(|| {
        let filled = it.sums.iter().find(|(b, sum)| *b != Bucket::Matched && sum.count > 0);
        filled.map_or(Bucket::Matched, |(bucket, _)| *bucket)
    });
    if shown != bucket.unwrap_or(Bucket::OnlyAtBank) {
        it = treasury.statement(actor, id, shown, after, FINDINGS).await?;
    }
    let file = &it.file;
    let title =
        format!("{}, {}", file.partner_name, visit.work("treasury-statements").date(file.from));
    let page = visit.work("treasury-statements").called(title);
    let mut view = View::new(page).back(PATH, "treasury-statements");
    view.tag = Some(state(&view, file.state));
    view.fact("treasury-file", file.file_name.clone());
    let period = period(&view, file);
    view.fact("treasury-period", period);
    let (gross, fee, net) = (file.total, file.fee, file.net());
    view.fact("treasury-total", view.page.rupiah(gross));
    view.fact("treasury-fee", view.page.rupiah(fee));
    view.fact("treasury-net", view.page.rupiah(net));
    view.fact("treasury-loaded-by", words::signed(&view.page, &file.loaded));
    let closed = file.closed.as_ref().map(|by| words::signed(&view.page, by));
    view.fact("treasury-closed-by", closed.unwrap_or_default());
    let sheet = buckets(&view, &it.sums, (id, shown));
    view.sheets.push(sheet);
    let sheet = findings(&view, &it.found, id, shown);
    view.sheets.push(sheet);
    let next = it.next.map(|next| next.to_string());
    let query = [("kelompok", shown.as_str())];
    view.pages = Pagination::by_key(&format!("{PATH}/{id}"), &query, None, next.as_deref());
    ending(&mut view, &it.file, it.open);
    Ok(view)
}

fn buckets(
    view: &View,
    sums: &[(Bucket, crate::domain::reconciliation::Sum)],
    (id, shown): (&str, Bucket),
) -> super::view::Sheet {
    let rows = sums.iter().map(|(bucket, sum)| {
        let path = format!("{PATH}/{id}?kelompok={}", bucket.as_str());
        let name = words::bucket(&view.page, *bucket);
        // An empty bucket has nothing to look at.
        let name = if sum.count > 0 { to(path, name) } else { cell(name) };
        let count = if sum.count > 0 { view.page.number(sum.count) } else { "–".to_owned() };
        vec![
            name.under(if *bucket == shown {
                view.page.t("treasury-shown").to_string()
            } else {
                String::new()
            }),
            figure(count),
            amount(sum.file),
            amount(sum.ours),
        ]
    });
    let total = |of: fn(&crate::domain::reconciliation::Sum) -> i64| {
        sums.iter().fold(0_i64, |all, (_, sum)| all.saturating_add(of(sum)))
    };
    let foot = vec![
        cell(view.page.t("treasury-sum").to_string()),
        figure(view.page.number(total(|s| s.count))),
        amount(base::Rupiah(total(|s| s.file.0))),
        amount(base::Rupiah(total(|s| s.ours.0))),
    ];
    let heads = ["treasury-bucket", "treasury-count", "treasury-at-bank", "treasury-here"];
    view.sheet("treasury-buckets", &heads, rows.collect()).cards().foot(foot)
}

fn findings(view: &View, found: &[FoundFile], id: &str, bucket: Bucket) -> super::view::Sheet {
    let rows = found.iter().map(|one| {
        let it = &one.it;
        let what = it.code.as_ref().map(ToString::to_string);
        let bill = it.bill.map(|bill| format!("{} · {}", bill.nop, bill.tax_year));
        let (colour, word) = outcome(view, one);
        vec![
            to(format!("{PATH}/{id}/temuan/{}", it.number), it.reference.clone())
                .under(what.or(bill).unwrap_or_default()),
            quiet(it.paid_on.map(|day| view.page.date(day)).unwrap_or_default()),
            amount(it.file),
            amount(it.ours),
            tagged(colour, word),
        ]
    });
    let heads = [
        "treasury-reference",
        "treasury-paid-on",
        "treasury-at-bank",
        "treasury-here",
        "treasury-outcome",
    ];
    let mut sheet = view.sheet("", &heads, rows.collect()).cards();
    sheet.title = words::bucket(&view.page, bucket);
    sheet
}

/// What became of a finding.
pub(super) fn outcome(view: &View, one: &FoundFile) -> (&'static str, String) {
    match (one.it.action, &one.proposed) {
        (Some(action), _) => ("green", words::action(&view.page, action.as_str())),
        (None, Some(_)) => ("teal", view.page.t("treasury-proposal-proposed").to_string()),
        (None, None) if one.it.needs_decision => {
            ("yellow", view.page.t("treasury-undecided").to_string())
        }
        (None, None) => ("green", view.page.t("treasury-settled").to_string()),
    }
}

/// What can be done with the file as a whole.
fn ending(view: &mut View, file: &Loaded, open: i64) {
    let path = format!("{PATH}/{}", file.id);
    if file.state == StatementState::Closed {
        view.link(format!("{path}/berita-acara.pdf"), "treasury-minutes");
        return;
    }
    if file.state != StatementState::Open {
        return;
    }
    if open > 0 {
        let note = view.page.t("treasury-statement-undecided").with("n", open).to_string();
        view.notes.push(note);
    } else if view.page.may(APPROVE) {
        let close =
            spec(format!("{path}/tutup"), "treasury-close", "treasury-close-button", Vec::new());
        view.specs.push(close.lead("treasury-close-lead"));
    } else {
        view.notes.push(view.page.t("treasury-close-waits").to_string());
    }
    if view.page.may(RECONCILE) {
        let aside = spec(
            format!("{path}/sisihkan"),
            "treasury-discard",
            "treasury-discard-button",
            Vec::new(),
        );
        view.specs.push(aside.lead("treasury-discard-lead").second());
    }
}

pub(super) async fn discard(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let done = desk.treasury.discard(visit.signed_in()?, &id).await;
    answered!(done.map(|()| PATH.to_owned()), |error| {
        show_view(&visit, &desk, &id, Form::new()).await?
    })
}

pub(super) async fn close(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let done = desk.treasury.close(visit.signed_in()?, &id).await;
    answered!(done.map(|()| format!("{PATH}/{id}")), |error| {
        show_view(&visit, &desk, &id, Form::new()).await?
    })
}

pub(super) async fn sample(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
) -> web::Result<Response> {
    let (day, text) = desk.treasury.sample_statement(visit.signed_in()?).await?;
    Ok(download(&format!("bank-contoh-{day}.csv"), "text/csv; charset=utf-8", text))
}

pub(super) async fn minutes(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let minutes = desk.treasury.minutes(visit.signed_in()?, &id).await?;
    let pdf = paper::print(&desk.fonts, visit.cell().settings(), visit.cell().zone(), &minutes)?;
    let name = format!("berita-acara-{}-{}.pdf", minutes.file.partner, minutes.file.from);
    Ok(download(&name, "application/pdf", pdf))
}
