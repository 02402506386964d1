//! Positions of the offices: the list, a position, who holds it.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Date, Error, Id, Kind};
use identity::{Basis, MANAGE_ACCOUNTS, Position, PositionForm, Rank, Tenure, TenureForm};
use web::{Choice, Form, Page, Visit, html, html_with, see_other};

use super::{Desk, accounts, note};
use crate::usecase::positions::{self, Filled, Story};

const PATH: &str = "/kerja/jabatan";

#[derive(Template)]
#[template(path = "positions.html", blocks = ["main"])]
struct List {
    page: Page,
    form: Form,
    rows: Vec<Filled>,
    agencies: Vec<Choice>,
    may_manage: bool,
}

impl List {
    fn agency(&self, code: &str) -> String {
        let known = self.agencies.iter().find(|choice| choice.value == code);
        known.map_or_else(|| code.to_owned(), |choice| choice.label.clone())
    }
}

#[derive(Template)]
#[template(path = "position.html", blocks = ["main"])]
struct One {
    page: Page,
    form: Form,
    /// Nothing for a new position.
    story: Option<Story>,
    agencies: Vec<Choice>,
    parents: Vec<Choice>,
    ranks: Vec<Choice>,
    bases: Vec<Choice>,
    may_manage: bool,
}

impl One {
    fn action(&self) -> String {
        match &self.story {
            Some(story) => format!("{PATH}/{}", story.position.id),
            None => format!("{PATH}/baru"),
        }
    }

    fn is_running(&self, tenure: &Tenure) -> bool {
        let today = self.page.visit().cell().today();
        self.may_manage && tenure.until.is_none_or(|last| last > today)
    }
}

async fn agencies(desk: &Desk) -> base::Result<Vec<Choice>> {
    let all = accounts::agencies(desk).await?;
    let mut choices: Vec<Choice> =
        all.into_iter().map(|(code, name)| Choice::new(code, name)).collect();
    choices.sort_by(|one, other| one.label.cmp(&other.label));
    Ok(choices)
}

pub(super) async fn list(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let rows = positions::list(&desk.identity, actor, form.value("kantor")).await?;
    let (page, agencies) = (visit.work("adm-positions"), agencies(&desk).await?);
    html(&List { page, form, rows, agencies, may_manage: actor.has(MANAGE_ACCOUNTS) })
}

pub(super) async fn blank(visit: Visit, Extension(desk): Extension<Desk>) -> web::Result<Response> {
    html(&view(&visit, &desk, None, Form::new()).await?)
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    html(&view(&visit, &desk, Some(parse(&id)?), Form::new()).await?)
}

fn parse(id: &str) -> base::Result<Id<Position>> {
    Id::parse(id).ok_or_else(|| Error::new(Kind::NotFound, "identity/position-unknown"))
}

async fn view(
    visit: &Visit,
    desk: &Desk,
    id: Option<Id<Position>>,
    form: Form,
) -> base::Result<One> {
    let actor = visit.signed_in()?;
    let story = match id {
        Some(id) => Some(positions::story(&desk.identity, actor, id).await?),
        None => None,
    };
    let page = visit.work("adm-position-new");
    let titles = match &story {
        Some(story) => story.titles.clone(),
        None => positions::all_titles(&desk.identity, actor).await?,
    };
    let own = id.map(|id| id.to_string());
    let mut parents: Vec<Choice> = titles
        .into_iter()
        .filter(|(id, _)| Some(id) != own.as_ref())
        .map(|(id, t)| Choice::new(id, t))
        .collect();
    parents.sort_by(|one, other| one.label.cmp(&other.label));
    let word = |beginning: &str, end: &str| page.t(&format!("{beginning}{end}")).to_string();
    let rank = |one: Rank| Choice::new(one.as_str(), word("adm-rank-", one.as_str()));
    let basis = |one: Basis| Choice::new(one.as_str(), word("adm-basis-", one.as_str()));
    let (ranks, bases) = (Rank::ALL.map(rank).into(), Basis::ALL.map(basis).into());
    let (form, page) = match &story {
        Some(story) if !form.has_errors() => {
            (filled(&story.position), page.called(&story.position.title))
        }
        Some(story) => (form, page.called(&story.position.title)),
        None => (form, page),
    };
    let agencies = agencies(desk).await?;
    let may_manage = actor.has(MANAGE_ACCOUNTS);
    Ok(One { page, form, story, agencies, parents, ranks, bases, may_manage })
}

fn filled(position: &Position) -> Form {
    Form::new()
        .filled("title", &position.title)
        .filled("abbreviation", &position.abbreviation)
        .filled("agency", &position.agency)
        .filled("rank", position.rank.as_str())
        .filled("parent", position.parent.map(|id| id.to_string()).unwrap_or_default())
}

fn position_form(form: &Form) -> PositionForm {
    PositionForm {
        agency: form.value("agency").to_owned(),
        parent: form.value("parent").to_owned(),
        title: form.value("title").to_owned(),
        abbreviation: form.value("abbreviation").to_owned(),
        rank: form.value("rank").to_owned(),
    }
}

async fn again(
    visit: &Visit,
    desk: &Desk,
    id: Option<Id<Position>>,
    mut form: Form,
    error: Error,
) -> web::Result<Response> {
    let status = match error.kind() {
        Kind::Conflict => {
            form.refuse("basis", &error);
            StatusCode::CONFLICT
        }
        _ => {
            note(&mut form, error)?;
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    html_with(status, &view(visit, desk, id, form).await?)
}

pub(super) async fn create(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    form: Form,
) -> web::Result<Response> {
    let made = desk.identity.set_position(visit.signed_in()?, None, &position_form(&form)).await;
    match made {
        Ok(id) => Ok(see_other(&format!("{PATH}/{id}"))),
        Err(error) => again(&visit, &desk, None, form, error).await,
    }
}

pub(super) async fn change(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = parse(&id)?;
    let wanted = position_form(&form);
    let done = desk.identity.set_position(visit.signed_in()?, Some(id), &wanted).await;
    finish(&visit, &desk, id, form, done).await
}

async fn finish<T>(
    visit: &Visit,
    desk: &Desk,
    id: Id<Position>,
    form: Form,
    done: base::Result<T>,
) -> web::Result<Response> {
    match done {
        Ok(_) => Ok(see_other(&format!("{PATH}/{id}"))),
        Err(error) => again(visit, desk, Some(id), form, error).await,
    }
}

pub(super) async fn appoint(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let (id, actor) = (parse(&id)?, visit.signed_in()?);
    let wanted = match tenure(&mut form) {
        Some((basis, from, until)) => {
            let account = positions::account(&desk.identity, actor, form.value("pemegang")).await;
            account.map(|account| TenureForm {
                position: id,
                account,
                basis,
                from,
                until,
                decree: form.value("decree").to_owned(),
                grade: form.value("grade").to_owned(),
            })
        }
        None => {
            let view = view(&visit, &desk, Some(id), form).await?;
            return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    let done = match wanted {
        Ok(wanted) => desk.identity.appoint(actor, &wanted).await,
        Err(error) => Err(error),
    };
    finish(&visit, &desk, id, form, done).await
}

fn tenure(form: &mut Form) -> Option<(Basis, Date, Option<Date>)> {
    let unread = || Error::new(Kind::Invalid, "identity/tenure-days");
    let read = |text: &str| text.parse::<Date>().map_err(|_| unread());
    let from = form.parse("from", read);
    let until = form.optional("until", read);
    let basis = Basis::parse(form.value("basis")).unwrap_or(Basis::Definitif);
    Some((basis, from?, until?))
}

pub(super) async fn end(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path((id, tenure)): Path<(String, String)>,
    mut form: Form,
) -> web::Result<Response> {
    let id = parse(&id)?;
    let missing = || Error::new(Kind::NotFound, "identity/tenure-unknown");
    let tenure = Id::parse(&tenure).ok_or_else(missing)?;
    let unread = |_| Error::new(Kind::Invalid, "identity/tenure-days");
    let Some(last) = form.parse("until", |text| text.parse::<Date>().map_err(unread)) else {
        let view = view(&visit, &desk, Some(id), form).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let done = desk.identity.end_tenure(visit.signed_in()?, tenure, last).await;
    finish(&visit, &desk, id, form, done).await
}

pub(super) async fn abolish(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = parse(&id)?;
    let away = form.value("hapus") == "ya";
    let done = desk.identity.abolish_position(visit.signed_in()?, id, away).await;
    finish(&visit, &desk, id, form, done).await
}
