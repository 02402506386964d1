//! Pages of the treasurer: reconciliation, proposals, overpayments, journal, arrears, partners,
//! outages.

mod arrears;
mod chart;
mod findings;
mod journal;
mod outages;
mod overpayments;
mod partners;
mod payments;
mod proposals;
mod sandbox;
mod statements;
mod view;
mod words;

use std::sync::Arc;

use base::Error;
use paper::Fonts;
use web::{Access, Entry, Limits, Menu, Pages, Waiting};

use super::{Desk, Exchanges};
use crate::permissions::{APPROVE, PARTNERS, READ, RECONCILE};
use crate::usecase::Treasury;
use crate::usecase::treasury::waiting;

pub(super) const LIST: usize = 20;

/// What these pages share.
#[derive(Clone)]
pub struct TreasuryDesk {
    pub(super) treasury: Treasury,
    fonts: Arc<Fonts>,
    exchanges: Arc<Exchanges>,
}

impl TreasuryDesk {
    pub fn new(desk: &Desk, treasury: Treasury, fonts: Arc<Fonts>) -> Self {
        Self { treasury, fonts, exchanges: desk.exchanges.clone() }
    }
}

const SEE: Access = Access::Needs(READ);

/// What the office finds in the navigation. It is long: the work of a day first, what is set once last.
pub fn menu(reports: Entry, places: Vec<Entry>) -> Menu {
    let entry = |label, path| Entry { label, path, needs: READ, waiting: None };
    let counted = |label, path, of: Waiting| Entry { waiting: Some(of), ..entry(label, path) };
    let daily = vec![
        counted("treasury-statements", "/kerja/bayar/rekonsiliasi", |cell, actor| {
            Box::pin(waiting::reconciliations(cell, actor))
        }),
        counted("treasury-proposals", "/kerja/bayar/usulan", |cell, actor| {
            Box::pin(waiting::decisions(cell, actor))
        }),
        counted("treasury-overpayments", "/kerja/bayar/lebih-bayar", |cell, actor| {
            Box::pin(waiting::overpaid(cell, actor))
        }),
        entry("treasury-payments", "/kerja/bayar/transaksi"),
        reports,
    ];
    let books = vec![
        entry("treasury-journal", "/kerja/bayar/jurnal"),
        entry("treasury-balances", "/kerja/bayar/saldo"),
        entry("treasury-arrears", "/kerja/bayar/piutang"),
    ];
    let once = vec![
        entry("treasury-partners", "/kerja/bayar/mitra"),
        entry("treasury-outages", "/kerja/bayar/gangguan"),
        entry("treasury-chart", "/kerja/bayar/rekening"),
    ];
    let parts = vec![
        ("treasury-group-daily", daily),
        ("treasury-group-places", places),
        ("treasury-group-books", books),
        ("treasury-group-once", once),
    ];
    Menu::grouped("treasury-office", parts)
}

/// The pages, each with the right it needs.
pub fn pages(desk: &TreasuryDesk) -> Pages {
    reconciling().merge(deciding()).merge(reporting()).merge(connecting()).with(desk.clone())
}

fn reconciling() -> Pages {
    let (work, approve) = (Access::Needs(RECONCILE), Access::Needs(APPROVE));
    // A file of a whole day of a large bank is read at once.
    let upload = Limits { body: 12 << 20, time: std::time::Duration::from_secs(120) };
    let list = "/kerja/bayar/rekonsiliasi";
    Pages::new()
        .get(list, SEE, statements::list)
        .post_within(upload, list, work, statements::load)
        .get(statements::SAMPLE, work, statements::sample)
        .get("/kerja/bayar/rekonsiliasi/{id}", SEE, statements::show)
        .get("/kerja/bayar/rekonsiliasi/{id}/berita-acara.pdf", SEE, statements::minutes)
        .get("/kerja/bayar/rekonsiliasi/{id}/temuan/{number}", SEE, findings::show)
        .post("/kerja/bayar/rekonsiliasi/{id}/temuan/{number}", work, findings::decide)
        .post("/kerja/bayar/rekonsiliasi/{id}/sisihkan", work, statements::discard)
        .post("/kerja/bayar/rekonsiliasi/{id}/tutup", approve, statements::close)
}

fn deciding() -> Pages {
    let (work, approve) = (Access::Needs(RECONCILE), Access::Needs(APPROVE));
    Pages::new()
        .get("/kerja/bayar/usulan", SEE, proposals::list)
        .get("/kerja/bayar/usulan/{id}", SEE, proposals::show)
        .post("/kerja/bayar/usulan/{id}/setujui", approve, proposals::approve)
        .post("/kerja/bayar/usulan/{id}/tolak", approve, proposals::reject)
        .get("/kerja/bayar/lebih-bayar", SEE, overpayments::list)
        .get("/kerja/bayar/lebih-bayar/{entry}", SEE, overpayments::show)
        .post("/kerja/bayar/lebih-bayar/{entry}/kembalikan", work, overpayments::refund)
        .post("/kerja/bayar/lebih-bayar/{entry}/perhitungkan", work, overpayments::compensate)
        .get("/kerja/bayar/transaksi", SEE, payments::search)
        .get("/kerja/bayar/transaksi/{entry}", SEE, payments::show)
        .post("/kerja/bayar/transaksi/{entry}/batalkan", work, payments::reverse)
        .get("/kerja/bayar/gangguan", SEE, outages::list)
        .post("/kerja/bayar/gangguan", work, outages::propose)
        .get("/kerja/bayar/rekening", SEE, chart::list)
        .post("/kerja/bayar/rekening", work, chart::propose)
}

fn reporting() -> Pages {
    Pages::new()
        .get("/kerja/bayar/jurnal", SEE, journal::show)
        .get("/kerja/bayar/jurnal.csv", SEE, journal::file)
        .get("/kerja/bayar/jurnal.xlsx", SEE, journal::book)
        .get("/kerja/bayar/saldo", SEE, journal::balances)
        .get("/kerja/bayar/saldo/rincian", SEE, journal::account)
        .get("/kerja/bayar/piutang", SEE, arrears::show)
        .get("/kerja/bayar/piutang.csv", SEE, arrears::file)
}

fn connecting() -> Pages {
    const HELP: Access =
        Access::Public { why: "engineers of banks have no account; only a demo cell has the page" };
    let work = Access::Needs(PARTNERS);
    Pages::new()
        .get("/kerja/bayar/mitra", SEE, partners::list)
        .post("/kerja/bayar/mitra", work, partners::add)
        .get("/kerja/bayar/mitra/{id}", SEE, partners::show)
        .post("/kerja/bayar/mitra/{id}", work, partners::update)
        .post("/kerja/bayar/mitra/{id}/kunci", work, partners::rotate)
        .post("/kerja/bayar/mitra/{id}/akhiri", work, partners::end_rotation)
        .get("/bayar/uji-bank", HELP, sandbox::form)
        .post("/bayar/uji-bank", HELP, sandbox::sign)
        .get("/bayar/uji-bank/contoh.sh", HELP, sandbox::samples)
}

/// A form that proposes something: on to the proposal, or back with what was wrong.
enum Outcome {
    Done(String),
    Wrong(Error),
}

/// Sorts a result into what goes on and what can be shown; other errors are errors.
fn outcome(done: base::Result<String>) -> web::Result<Outcome> {
    match done {
        Ok(path) => Ok(Outcome::Done(path)),
        Err(error) if view::status(&error).is_some() => Ok(Outcome::Wrong(error)),
        Err(error) => Err(error.into()),
    }
}

/// Shows the page of a form again with its problem, or goes on.
macro_rules! answered {
    ($done:expr, |$error:ident| $again:expr) => {
        match $crate::web::treasury::outcome($done)? {
            $crate::web::treasury::Outcome::Done(path) => Ok(::web::see_other(&path)),
            $crate::web::treasury::Outcome::Wrong($error) => {
                let status = $crate::web::treasury::view::status(&$error).unwrap_or_default();
                let mut view = $again;
                view.problem = Some(view.page.error(&$error));
                view.answer_with(status)
            }
        }
    };
}
pub(super) use answered;

/// The page of a proposal.
fn proposal_path(id: &str) -> String {
    format!("/kerja/bayar/usulan/{id}")
}
