//! Reports of citizens on the desk of whoever answers them.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind};
use web::{Access, Entry, Explained, Form, Page, Pages, Pagination, Visit, download, html};
use web::{html_with, see_other};

use crate::domain::ticket::{State, Ticket};
use crate::permissions::RECONCILE;
use crate::usecase::Ledger;
use crate::usecase::tickets::{self, Answer, Desk};

const NEEDS: Access = Access::Needs(RECONCILE);
const PATH: &str = "/kerja/bayar/laporan";
const PAGE: i64 = 50;

/// The entry in the navigation, with how many wait.
pub fn entry() -> Entry {
    Entry {
        label: "pay-office-tickets",
        path: PATH,
        needs: RECONCILE,
        waiting: Some(|cell, actor| Box::pin(tickets::waiting(cell, actor))),
    }
}

/// The pages.
pub fn pages(ledger: &Ledger) -> Pages {
    Pages::new()
        .get(PATH, NEEDS, list)
        .get("/kerja/bayar/laporan/{id}", NEEDS, show)
        .get("/kerja/bayar/laporan/{id}/bukti", NEEDS, slip)
        .post("/kerja/bayar/laporan/{id}/jawab", NEEDS, answer)
        .post("/kerja/bayar/laporan/{id}/tutup", NEEDS, close)
        .with(ledger.clone())
}

#[derive(Template)]
#[template(path = "office-tickets.html", blocks = ["main"])]
struct List {
    page: Page,
    state: State,
    tickets: Vec<Ticket>,
    pages: Pagination,
}

impl List {
    fn states(&self) -> [State; 3] {
        [State::Open, State::Answered, State::Closed]
    }
}

#[derive(Template)]
#[template(path = "office-ticket.html", blocks = ["main"])]
struct Shown {
    page: Page,
    desk: Desk,
    form: Form,
    problem: Option<Explained>,
}

impl Shown {
    fn is_closed(&self) -> bool {
        self.desk.ticket.state == State::Closed
    }
}

/// The word for a state.
pub(in crate::web) fn state_key(state: &State) -> &'static str {
    match state {
        State::Open => "pay-ticket-open",
        State::Answered => "pay-ticket-answered",
        State::Closed => "pay-ticket-closed",
    }
}

async fn list(visit: Visit, form: Form) -> web::Result<Response> {
    let state = State::parse(form.value("keadaan")).unwrap_or(State::Open);
    let after = Id::parse(form.value("sesudah"));
    let actor = visit.signed_in()?;
    let tickets = tickets::list(visit.cell(), actor, state, after, PAGE).await?;
    let full = tickets.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
    let next = tickets.last().filter(|_| full).map(|ticket| ticket.id.to_string());
    let kept = [("keadaan", state.as_str())];
    let pages = Pagination::by_key(PATH, &kept, None, next.as_deref());
    html(&List { page: visit.work("pay-office-tickets"), state, tickets, pages })
}

async fn show(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    html(&view(&visit, parse(&id)?, Form::new(), None).await?)
}

fn parse(id: &str) -> base::Result<Id<Ticket>> {
    Id::parse(id).ok_or_else(|| Error::new(Kind::NotFound, "payments/unknown-ticket"))
}

async fn view(
    visit: &Visit,
    id: Id<Ticket>,
    form: Form,
    problem: Option<&Error>,
) -> base::Result<Shown> {
    let desk = tickets::desk(visit.cell(), visit.signed_in()?, id).await?;
    let page = visit.work("pay-ticket-title");
    let problem = problem.map(|error| page.error(error));
    let name = page.t("pay-ticket-called").with("number", &desk.ticket.number).to_string();
    Ok(Shown { page: page.called(name), desk, form, problem })
}

async fn answer(
    visit: Visit,
    Extension(ledger): Extension<Ledger>,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let id = parse(&id)?;
    let said = Answer { text: form.value("cerita"), closes: form.ticked("tutup") };
    match tickets::answer(&ledger, visit.signed_in()?, id, said).await {
        Ok(()) => Ok(see_other(&format!("{PATH}/{id}"))),
        Err(error) if error.kind() == Kind::Invalid => {
            form.refuse("cerita", &error);
            let view = view(&visit, id, form, None).await?;
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => conflict(&visit, id, error).await,
    }
}

async fn close(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    let id = parse(&id)?;
    match tickets::close(visit.cell(), visit.signed_in()?, id).await {
        Ok(()) => Ok(see_other(PATH)),
        Err(error) => conflict(&visit, id, error).await,
    }
}

async fn conflict(visit: &Visit, id: Id<Ticket>, error: Error) -> web::Result<Response> {
    match error.kind() {
        Kind::Conflict => {
            let view = view(visit, id, Form::new(), Some(&error)).await?;
            html_with(StatusCode::CONFLICT, &view)
        }
        _ => Err(error.into()),
    }
}

/// Always saved, never shown: what a stranger sent is opened by the person's own program.
async fn slip(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    let id = parse(&id)?;
    let (kind, content) = tickets::slip(visit.cell(), visit.signed_in()?, id).await?;
    Ok(download(&format!("bukti-{id}.{}", kind.as_str()), kind.media_type(), content))
}
