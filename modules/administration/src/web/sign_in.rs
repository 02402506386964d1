//! Signing in and out.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::{Error, Kind};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use identity::{DemoAccount, SignIn, Token};
use web::{Explained, Form, Page, Visit, end_session, html, html_with, paths, see_other};
use web::{session_token, start_session};

use super::{Desk, agent, names, told};

#[derive(Template)]
#[template(path = "sign-in.html", blocks = ["main"])]
struct SignInPage {
    page: Page,
    form: Form,
    problem: Option<Explained>,
    /// Key of good news, such as having signed out.
    news: Option<&'static str>,
    /// Where to go afterwards; a path of this cell, or empty.
    next: String,
    demo: Vec<DemoRow>,
}

/// A person of the demo, with everything that is needed to sign in.
struct DemoRow {
    login: String,
    name: String,
    roles: String,
    password: String,
    code: String,
}

const NEWS: &[&str] = &["adm-signed-out"];

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    form: Form,
) -> web::Result<Response> {
    if visit.actor().is_some() {
        return Ok(see_other(&destination(&form)));
    }
    let news = told(&form, NEWS);
    // Only what the page itself asks for comes back from an address, never a password.
    let login = form.value("login").to_owned();
    let fresh = Form::new().filled("login", login).filled(paths::CONTINUE, next(&form));
    html(&view(&visit, &desk, fresh, None, news).await?)
}

pub(super) async fn enter(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    headers: HeaderMap,
    mut form: Form,
) -> web::Result<Response> {
    let (login, code) = (form.required("login"), form.require_secret("code"));
    let password = form.take_secret("password");
    if password.is_empty() {
        form.refuse("password", &Error::new(Kind::Invalid, "web/required"));
    }
    let (Some(login), Some(code), false) = (login, code, password.is_empty()) else {
        let view = view(&visit, &desk, form, None, None).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    try_to_enter(&visit, &desk, &headers, form, [&login, &password, code.trim()]).await
}

/// Signs in as a person of the demo, whose password and code the page shows anyway.
pub(super) async fn enter_demo(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    headers: HeaderMap,
    form: Form,
) -> web::Result<Response> {
    let wanted = form.value("login").to_owned();
    let person = desk.around.people.iter().find(|p| p.form.login == wanted);
    let code = desk.identity.demo_code(&wanted).await?;
    let (Some(person), Some(code)) = (person.cloned(), code) else {
        return Err(Error::new(Kind::NotFound, "identity/not-found").into());
    };
    try_to_enter(&visit, &desk, &headers, form, [&wanted, &person.password, &code]).await
}

async fn try_to_enter(
    visit: &Visit,
    desk: &Desk,
    headers: &HeaderMap,
    form: Form,
    [login, password, code]: [&str; 3],
) -> web::Result<Response> {
    let address = visit.address().to_string();
    let previous = session_token(visit, headers).and_then(|text| Token::parse(&text));
    let (agent, previous) = (agent(headers), previous.as_ref());
    let input = SignIn { login, password, code, address: &address, agent, previous };
    match desk.identity.sign_in(input).await {
        Ok(token) => Ok(start_session(visit, token.reveal(), see_other(&destination(&form)))),
        Err(error) => refused(visit, desk, form, error).await,
    }
}

/// The page again, without saying which of the three was wrong.
async fn refused(visit: &Visit, desk: &Desk, form: Form, error: Error) -> web::Result<Response> {
    let status = match error.kind() {
        Kind::Unauthenticated => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        _ => return Err(error.into()),
    };
    let problem = Some(visit.app().texts().error(visit.language(), &error));
    let mut response = html_with(status, &view(visit, desk, form, problem, None).await?)?;
    let seconds = error.params().iter().find(|(name, _)| *name == "seconds");
    if let Some(Ok(seconds)) = seconds.map(|(_, value)| HeaderValue::from_str(value)) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    Ok(response)
}

pub(super) async fn leave(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    headers: HeaderMap,
) -> web::Result<Response> {
    let token = super::token(&visit, &headers)?;
    desk.identity.sign_out(visit.signed_in()?, &token).await?;
    let target = format!("{}?kabar=adm-signed-out", paths::SIGN_IN);
    Ok(end_session(&visit, see_other(&target)))
}

async fn view(
    visit: &Visit,
    desk: &Desk,
    form: Form,
    problem: Option<Explained>,
    news: Option<&'static str>,
) -> web::Result<SignInPage> {
    let page = visit.page("adm-sign-in-title");
    let mut demo = Vec::with_capacity(desk.around.people.len());
    for person in &desk.around.people {
        demo.extend(demo_row(&page, desk, person).await?);
    }
    let next = next(&form);
    Ok(SignInPage { page, form, problem, news, next, demo })
}

async fn demo_row(page: &Page, desk: &Desk, person: &DemoAccount) -> web::Result<Option<DemoRow>> {
    let login = &person.form.login;
    let Some(code) = desk.identity.demo_code(login).await? else { return Ok(None) };
    Ok(Some(DemoRow {
        login: login.clone(),
        name: person.form.name.clone(),
        roles: names::roles(page, &person.form.roles),
        password: person.password.clone(),
        code,
    }))
}

/// Where the person wanted to go: a path of this cell, and not back to signing in or out.
fn next(form: &Form) -> String {
    let inside = paths::local(form.value(paths::CONTINUE));
    let elsewhere =
        |path: &&str| !path.starts_with(paths::SIGN_IN) && !path.starts_with(paths::SIGN_OUT);
    inside.filter(elsewhere).unwrap_or_default().to_owned()
}

fn destination(form: &Form) -> String {
    let next = next(form);
    if next.is_empty() { paths::WORK.to_owned() } else { next }
}
