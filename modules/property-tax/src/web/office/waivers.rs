//! Waivers of interest: the list, proposing one, and what a second person decides.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Date, Error, Kind, NopVillage};
use web::{Choice, Explained, Form, Page, Pagination, Visit, html, html_with, see_other};

use super::{proposals, propose, say};
use crate::domain::proposal::ProposalState;
use crate::domain::waiver::{Ground, Waiver, WaiverTerms};
use crate::permissions::{APPROVE, PROPOSE};
use crate::usecase::search;
use crate::usecase::waivers::{self, WaiverFile, WaiverList, Wanted};
use crate::web::dates;

const PAGE: usize = 20;
const LIST: &str = "/kerja/pbb/keringanan";

#[derive(Template)]
#[template(path = "office-waivers.html", blocks = ["main"])]
struct List {
    page: Page,
    list: WaiverList,
    pages: Pagination,
    today: Date,
}

#[derive(Template)]
#[template(path = "office-waiver.html", blocks = ["main"])]
struct One {
    page: Page,
    form: Form,
    file: WaiverFile,
    problem: Option<Explained>,
}

#[derive(Template)]
#[template(path = "office-propose-waiver.html", blocks = ["main"])]
struct Proposing {
    page: Page,
    form: Form,
    villages: Vec<Choice>,
    problem: Option<Explained>,
}

impl List {
    /// What waits, then what was decided, each under the key of its title.
    fn parts(&self) -> [(&'static str, &[Waiver]); 2] {
        let WaiverList { waiting, settled, .. } = &self.list;
        [("ptax-proposals-waiting", waiting), ("ptax-proposals-settled", settled)]
    }

    fn may_propose(&self) -> bool {
        self.page.may(PROPOSE)
    }

    /// Whether payments today have it.
    fn holds(&self, waiver: &Waiver) -> bool {
        waiver.holds_on(self.today, self.page.visit().cell().zone())
    }
}

impl One {
    fn proposed_by_me(&self) -> bool {
        let me = self.page.actor().map(identity::Actor::id);
        me == Some(self.file.waiver.proposed.actor.as_str())
    }

    fn may_decide(&self) -> bool {
        self.waits() && self.page.may(APPROVE) && !self.proposed_by_me()
    }

    fn waits(&self) -> bool {
        self.file.waiver.state == ProposalState::Proposed
    }

    fn may_revoke(&self) -> bool {
        let holds = self.file.waiver.state == ProposalState::Approved;
        holds && self.page.may(APPROVE) && !self.proposed_by_me()
    }

    fn outage(&self) -> bool {
        matches!(self.file.waiver.ground, Ground::Outage { .. })
    }
}

impl Proposing {
    async fn new(visit: &Visit, form: Form, problem: Option<&Error>) -> base::Result<Self> {
        let villages = search::list_villages(visit.cell(), visit.signed_in()?).await?;
        let page = visit.work("ptax-propose-waiver");
        let problem = problem.map(|error| page.error(error));
        Ok(Self { page, form, villages: say::village_choices(&villages), problem })
    }
}

/// `Pembebasan sanksi 50 %, 2020–2025`.
pub(super) fn title(page: &Page, waiver: &Waiver) -> String {
    page.t("ptax-waiver")
        .with("percent", proposals::percent(waiver.terms.percent))
        .with("years", years(waiver))
        .to_string()
}

/// `2025`, `2020–2025`.
pub(super) fn years(waiver: &Waiver) -> String {
    match waiver.terms.years {
        (from, until) if from == until => from.to_string(),
        (from, until) => format!("{from}–{until}"),
    }
}

/// `17 Agustus 2026 – 31 Agustus 2026`.
pub(super) fn span(page: &Page, span: &(Date, Date)) -> String {
    match span {
        (from, until) if from == until => page.date(*from),
        (from, until) => format!("{} – {}", page.date(*from), page.date(*until)),
    }
}

pub(super) async fn list(visit: Visit, form: Form) -> web::Result<Response> {
    let before = Some(form.value("sesudah")).filter(|id| !id.is_empty());
    let list = waivers::list(visit.cell(), visit.signed_in()?, before, PAGE).await?;
    let pages = Pagination::by_key(LIST, &[], None, list.next.as_deref());
    let today = visit.cell().today();
    html(&List { page: visit.work("ptax-office-waivers"), list, pages, today })
}

pub(super) async fn form(visit: Visit) -> web::Result<Response> {
    let today = visit.cell().today();
    let dated = format!("{}-{}-{}", today.day(), today.month(), today.year());
    let form = Form::new().filled("bayar-dari", dated).filled("bagian", "100");
    html(&Proposing::new(&visit, form, None).await?)
}

pub(super) async fn propose(visit: Visit, mut form: Form) -> web::Result<Response> {
    let Some(wanted) = read(&mut form) else {
        let view = Proposing::new(&visit, form, None).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    match waivers::propose(visit.cell(), visit.signed_in()?, &wanted).await {
        Ok(id) => Ok(see_other(&format!("{LIST}/{id}"))),
        Err(error) => match say::status(&error) {
            Some(status) => html_with(status, &Proposing::new(&visit, form, Some(&error)).await?),
            None => Err(error.into()),
        },
    }
}

fn read(form: &mut Form) -> Option<Wanted> {
    let percent = form.parse("bagian", propose::parse_percent);
    let (from, until) =
        (form.parse("bayar-dari", dates::parse), form.parse("bayar-sampai", dates::parse));
    let first = form.parse("tahun", say::parse_year);
    let last = form.optional("sampai-tahun", say::parse_year);
    let village = form.optional("desa", parse_village);
    let (number, date) = (form.required("nomor"), form.parse("tanggal-sk", dates::parse));
    let reason = form.required("alasan");
    let (first, last) = (first?, last?);
    let terms = WaiverTerms {
        paid: (from?, until?),
        years: (first, last.unwrap_or(first)),
        village: village?,
        due: None,
        percent: percent?,
    };
    Some(Wanted { terms, decree: (number?, date?), reason: reason? })
}

fn parse_village(text: &str) -> Result<NopVillage, Error> {
    NopVillage::parse(text).map_err(|_| Error::new(Kind::Invalid, "property-tax/unknown-village"))
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    show_with(&visit, &id, StatusCode::OK, None).await
}

async fn show_with(
    visit: &Visit,
    id: &str,
    status: StatusCode,
    problem: Option<&Error>,
) -> web::Result<Response> {
    let file = waivers::get(visit.cell(), visit.signed_in()?, id).await?;
    let page = visit.work("ptax-office-waivers");
    let title = title(&page, &file.waiver);
    let problem = problem.map(|error| page.error(error));
    html_with(status, &One { page: page.called(title), form: Form::new(), file, problem })
}

/// Back to the waiver, with what went wrong.
async fn answer(visit: &Visit, id: &str, done: base::Result<()>) -> web::Result<Response> {
    let Err(error) = done else { return Ok(see_other(&format!("{LIST}/{id}"))) };
    match say::status_beside(&error, "property-tax/unknown-waiver") {
        Some(status) => show_with(visit, id, status, Some(&error)).await,
        None => Err(error.into()),
    }
}

pub(super) async fn approve(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let note = form.value("catatan");
    let done = waivers::approve(visit.cell(), visit.signed_in()?, &id, note).await;
    answer(&visit, &id, done).await
}

pub(super) async fn reject(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let note = form.value("alasan");
    let done = waivers::reject(visit.cell(), visit.signed_in()?, &id, note).await;
    answer(&visit, &id, done).await
}

pub(super) async fn revoke(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let note = form.value("alasan");
    let done = waivers::revoke(visit.cell(), visit.signed_in()?, &id, note).await;
    answer(&visit, &id, done).await
}
