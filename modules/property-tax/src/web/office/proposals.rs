//! Proposals for single objects: the list, one of them, and what a second person decides.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, format};
use pbb::Percent;
use web::{Explained, Form, Page, Pagination, Visit, html, html_with, see_other};

use super::say;
use crate::domain::proposal::{Matter, Proposal, ProposalState, Reduction};
use crate::permissions::APPROVE;
use crate::usecase::proposals::{self, ProposalFile, ProposalList};
use crate::web::citizen::place;

const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "office-proposals.html", blocks = ["main"])]
struct List {
    page: Page,
    list: ProposalList,
    pages: Pagination,
}

#[derive(Template)]
#[template(path = "office-proposal.html", blocks = ["main"])]
struct One {
    page: Page,
    form: Form,
    file: ProposalFile,
    problem: Option<Explained>,
}

impl List {
    /// What waits, then what was decided, each under the key of its title.
    fn parts(&self) -> [(&'static str, &[Proposal]); 2] {
        let ProposalList { waiting, settled, .. } = &self.list;
        [("ptax-proposals-waiting", waiting), ("ptax-proposals-settled", settled)]
    }
}

impl One {
    fn reduction(&self) -> Option<&Reduction> {
        match &self.file.proposal.matter {
            Matter::Reduction(reduction) => Some(reduction),
            Matter::Cancellation { .. } => None,
        }
    }

    fn place(&self) -> String {
        let object = self.file.object.as_ref();
        let address = object.map(|object| object.address.line()).unwrap_or_default();
        place(&address, self.file.village.as_ref())
    }

    fn proposed_by_me(&self) -> bool {
        let me = self.page.actor().map(identity::Actor::id);
        me == Some(self.file.proposal.proposed.actor.as_str())
    }

    fn waits(&self) -> bool {
        self.file.proposal.state == ProposalState::Proposed
    }

    fn may_decide(&self) -> bool {
        self.waits() && self.page.may(APPROVE) && !self.proposed_by_me()
    }

    fn may_revoke(&self) -> bool {
        let proposal = &self.file.proposal;
        let holds = proposal.state == ProposalState::Approved && proposal.is_reduction();
        holds && self.page.may(APPROVE) && !self.proposed_by_me()
    }
}

/// Colour of the tag of a state.
pub(super) fn colour(state: &ProposalState) -> &'static str {
    match state {
        ProposalState::Proposed => "teal",
        ProposalState::Approved => "green",
        ProposalState::Rejected => "red",
        ProposalState::Revoked => "",
    }
}

/// The word on the tag.
pub(super) fn state(page: &Page, state: &ProposalState) -> String {
    page.t(&format!("ptax-proposal-state-{}", state.as_str())).to_string()
}

/// `Pembatalan SPPT 2026`, `Pengurangan 25 %, 2026–2028`.
pub(super) fn title(page: &Page, proposal: &Proposal) -> String {
    let (from, until) = proposal.years();
    let years = match from == until {
        true => from.to_string(),
        false => format!("{from}–{until}"),
    };
    match &proposal.matter {
        Matter::Cancellation { .. } => page.t("ptax-proposal-cancellation").with("years", years),
        Matter::Reduction(reduction) => page
            .t("ptax-proposal-reduction")
            .with("percent", percent(reduction.percent))
            .with("years", years),
    }
    .to_string()
}

/// `12,5 %`.
pub(super) fn percent(percent: impl std::borrow::Borrow<Percent>) -> String {
    format::percent(percent.borrow().rate(), 4)
}

pub(super) async fn list(visit: Visit, form: Form) -> web::Result<Response> {
    let before = Some(form.value("sesudah")).filter(|id| !id.is_empty());
    let list = proposals::list(visit.cell(), visit.signed_in()?, before, PAGE).await?;
    let pages = Pagination::by_key("/kerja/pbb/usulan", &[], None, list.next.as_deref());
    html(&List { page: visit.work("ptax-office-proposals"), list, pages })
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
    let file = proposals::get(visit.cell(), visit.signed_in()?, id).await?;
    let page = visit.work("ptax-office-proposals");
    let title = title(&page, &file.proposal);
    let problem = problem.map(|error| page.error(error));
    html_with(status, &One { page: page.called(title), form: Form::new(), file, problem })
}

/// Back to the proposal, with what went wrong.
async fn answer(visit: &Visit, id: &str, done: base::Result<()>) -> web::Result<Response> {
    let Err(error) = done else { return Ok(see_other(&format!("/kerja/pbb/usulan/{id}"))) };
    match say::status_beside(&error, "property-tax/unknown-proposal") {
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
    let done = proposals::approve(visit.cell(), visit.signed_in()?, &id, note).await;
    answer(&visit, &id, done).await
}

pub(super) async fn reject(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let note = form.value("alasan");
    let done = proposals::reject(visit.cell(), visit.signed_in()?, &id, note).await;
    answer(&visit, &id, done).await
}

pub(super) async fn revoke(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let note = form.value("alasan");
    let done = proposals::revoke(visit.cell(), visit.signed_in()?, &id, note).await;
    answer(&visit, &id, done).await
}
