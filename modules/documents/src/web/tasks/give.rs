//! The form by which a leader gives an instruction.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Date, Error, Id, Kind};
use web::{Access, Choice, Form, Page, Pages, Visit, html, html_with, see_other};

use crate::permissions::INSTRUCT;
use crate::usecase::Office;
use crate::usecase::tasks::{self, Addressee, Addressees, Given};

const NEW: &str = "/naskah/tugas/baru";

pub(super) fn pages() -> Pages {
    Pages::new().get(NEW, Access::Needs(INSTRUCT), ask).post(NEW, Access::Needs(INSTRUCT), give)
}

#[derive(Template)]
#[template(path = "tasks-form.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    from: Vec<Choice>,
    offices: Vec<Choice>,
    positions: Vec<Choice>,
}

impl View {
    fn is_chosen(&self, choice: &Choice) -> bool {
        self.form.value("kepada") == choice.value
    }
}

async fn view(visit: &Visit, office: &Office, form: Form) -> base::Result<View> {
    let Addressees { from, offices, positions } =
        tasks::addressees(office, visit.signed_in()?).await?;
    let first = from.first().map(|(id, _)| id.to_string()).unwrap_or_default();
    let form = match form.value("sebagai").is_empty() {
        true => form.filled("sebagai", first),
        false => form,
    };
    Ok(View {
        page: visit.work("doc-task-give"),
        form,
        from: from.iter().map(|(id, title)| Choice::new(id.to_string(), title)).collect(),
        offices: offices.iter().map(|one| Choice::new(&one.code, &one.name)).collect(),
        positions: positions.iter().map(position).collect(),
    })
}

fn position(one: &identity::Position) -> Choice {
    Choice::new(format!("{}/{}", one.agency, one.id), &one.title)
}

async fn ask(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    html(&view(&visit, &office, Form::new()).await?)
}

/// `bapenda` or `bapenda/01ARZ…`: an office, or a position in it.
pub(crate) fn addressee(text: &str) -> base::Result<Addressee> {
    let bad = || Error::new(Kind::Invalid, "documents/position").with("field", "kepada");
    let (agency, position) = match text.split_once('/') {
        None => (text, None),
        Some((agency, id)) => (agency, Some(Id::parse(id).ok_or_else(bad)?)),
    };
    Ok(Addressee { agency: agency.to_owned(), position })
}

fn read(form: &mut Form) -> Option<Given> {
    let unread = |_| Error::new(Kind::Invalid, "documents/day");
    let missing = || Error::new(Kind::Invalid, "documents/position");
    let from = form.parse("sebagai", |text| Id::parse(text).ok_or_else(missing));
    let to = form.parse("kepada", addressee);
    let text = form.required("uraian");
    let due = form.parse("batas-waktu", |text| text.parse::<Date>().map_err(unread));
    Some(Given { from: from?, to: to?, text: text?.replace('\r', ""), due: due? })
}

async fn give(
    visit: Visit,
    Extension(office): Extension<Office>,
    mut form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    if let Some(given) = read(&mut form) {
        match tasks::give(&office, actor, &given).await {
            Ok(id) => return Ok(see_other(&super::path(id))),
            Err(error) if error.kind() == Kind::Invalid => {
                let named = error.params().iter().find(|(name, _)| *name == "field");
                let field = named.map_or("uraian", |(_, field)| field.as_str()).to_owned();
                form.refuse(&field, &error);
            }
            Err(error) => return Err(error.into()),
        }
    }
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view(&visit, &office, form).await?)
}
