//! "Something is not right": the form with the slip, and the page to follow what becomes of it.

use askama::Template;
use audit::Who;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind, Nop};
use web::{Form, Page, Upload, Visit, html, html_with, see_other};

use super::PayDesk;
use crate::domain::ticket::{Message, State, Ticket};
use crate::usecase::tickets::{self, LARGEST_SLIP, Report, Slip};

#[derive(Template)]
#[template(path = "pay-report.html", blocks = ["main"])]
struct Ask {
    page: Page,
    form: Form,
}

#[derive(Template)]
#[template(path = "pay-ticket.html", blocks = ["main"])]
struct Follow {
    page: Page,
    ticket: Ticket,
    messages: Vec<Message>,
    form: Form,
    /// Just sent: the address is to be kept.
    fresh: bool,
}

impl Follow {
    fn is_closed(&self) -> bool {
        self.ticket.state == State::Closed
    }

    fn state_key(&self) -> &'static str {
        crate::web::tickets::state_key(&self.ticket.state)
    }
}

/// Colour of the tag of a report.
pub(in crate::web) fn colour(state: &State) -> &'static str {
    match state {
        State::Open => "yellow",
        State::Answered => "teal",
        State::Closed => "green",
    }
}

pub(super) async fn ask(visit: Visit, form: Form) -> web::Result<Response> {
    html(&Ask { page: visit.page("pay-report-title"), form })
}

pub(super) async fn take(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    mut upload: Upload,
) -> web::Result<Response> {
    desk.reports.take(&visit.address().to_string())?;
    let (mut form, file) = read(&mut upload).await?;
    let nop = form.optional("nop", Nop::parse);
    let text = form.required("cerita");
    let file = match file.map(Slip::of).transpose() {
        Ok(file) => file,
        Err(error) => {
            form.refuse("berkas", &error);
            None
        }
    };
    let (Some(nop), Some(text), false) = (nop, text, form.has_errors()) else {
        return again(&visit, form);
    };
    let (slip, contact) = (form.value("referensi").to_owned(), form.value("kontak").to_owned());
    let report = Report { text, nop, slip, contact, file };
    match tickets::report(visit.cell(), &who(&visit), &report).await {
        Ok((_, secret)) => Ok(see_other(&format!("/bayar/laporan/{secret}?baru=1"))),
        Err(error) if error.kind() == Kind::Invalid => {
            form.refuse("cerita", &error);
            again(&visit, form)
        }
        Err(error) => Err(error.into()),
    }
}

fn again(visit: &Visit, form: Form) -> web::Result<Response> {
    let view = Ask { page: visit.page("pay-report-title"), form };
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

fn who(visit: &Visit) -> Who {
    match visit.actor() {
        Some(actor) => actor.who(),
        None => Who::public().from_address(visit.address().to_string()),
    }
}

/// The fields, and the file when one was chosen.
async fn read(upload: &mut Upload) -> base::Result<(Form, Option<Vec<u8>>)> {
    let (mut form, mut file) = (Form::new(), None);
    while let Some(part) = upload.next().await? {
        let name = part.name().to_owned();
        if part.file_name().is_none() {
            form = form.filled(&name, part.text().await?);
            continue;
        }
        let too_large = Error::new(Kind::TooLarge, "payments/ticket-file-size");
        let bytes = part.bytes(LARGEST_SLIP, too_large).await?;
        // A browser sends an empty part where no file was chosen.
        file = Some(bytes).filter(|bytes| !bytes.is_empty());
    }
    Ok((form, file))
}

pub(super) async fn follow(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Path(secret): Path<String>,
    form: Form,
) -> web::Result<Response> {
    PayDesk::count(&desk.looks, &visit)?;
    let fresh = form.ticked("baru");
    html(&view(&visit, &secret, Form::new(), fresh).await?)
}

async fn view(visit: &Visit, secret: &str, form: Form, fresh: bool) -> base::Result<Follow> {
    let (ticket, messages) = tickets::followed(visit.cell(), secret).await?;
    let title = visit.page("pay-ticket-title");
    let name = title.t("pay-ticket-called").with("number", &ticket.number).to_string();
    // Whoever kept the first address comes back by it; then it is the answer that counts.
    let fresh = fresh && messages.len() == 1;
    Ok(Follow { page: title.called(name), ticket, messages, form, fresh })
}

pub(super) async fn say_more(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    Path(secret): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    desk.reports.take(&visit.address().to_string())?;
    let said = tickets::say_more(visit.cell(), &who(&visit), &secret, form.value("cerita")).await;
    match said {
        Ok(()) => Ok(see_other(&format!("/bayar/laporan/{secret}"))),
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict) => {
            form.refuse("cerita", &error);
            let view = view(&visit, &secret, form, false).await?;
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error.into()),
    }
}
