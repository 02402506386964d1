//! Choosing a language or a theme: a link, so that it works without script and without a form.

use axum::extract::Path;
use axum::response::Response;
use base::{Error, Kind, Language};

use crate::cookies::{self, Cookie};
use crate::failure::Result;
use crate::form::Form;
use crate::page::see_other;
use crate::paths;
use crate::visit::Visit;

pub(crate) async fn language(
    visit: Visit,
    Path(tag): Path<String>,
    form: Form,
) -> Result<Response> {
    let language = Language::ALL.into_iter().find(|language| language.tag() == tag);
    remember(&visit, Cookie::Language, language.map(Language::tag), &form)
}

pub(crate) async fn theme(visit: Visit, Path(theme): Path<String>, form: Form) -> Result<Response> {
    let known = ["dark", "light"].into_iter().find(|known| *known == theme);
    remember(&visit, Cookie::Theme, known, &form)
}

fn remember(visit: &Visit, what: Cookie, value: Option<&str>, form: &Form) -> Result<Response> {
    let value = value.ok_or_else(|| Error::new(Kind::NotFound, "web/not-found"))?;
    let mut response = see_other(paths::local(form.value("kembali")).unwrap_or("/"));
    cookies::put(response.headers_mut(), visit.app().jar().set(what, value));
    Ok(response)
}

/// Starts a session in the browser: sets the cookie that carries the token.
#[must_use]
pub fn start_session(visit: &Visit, token: &str, mut response: Response) -> Response {
    cookies::put(response.headers_mut(), visit.app().jar().set(Cookie::Session, token));
    response
}

/// Ends the session in the browser; ending it in the database is the caller's work.
#[must_use]
pub fn end_session(visit: &Visit, mut response: Response) -> Response {
    cookies::put(response.headers_mut(), visit.app().jar().clear(Cookie::Session));
    response
}

/// The token of the session, to end it.
pub fn session_token(visit: &Visit, headers: &http::HeaderMap) -> Option<String> {
    visit.app().jar().read(headers, Cookie::Session).map(str::to_owned)
}

/// Keeps what somebody without an account proved: a text the module sealed itself.
#[must_use]
pub fn give_pass(visit: &Visit, pass: &str, mut response: Response) -> Response {
    cookies::put(response.headers_mut(), visit.app().jar().set(Cookie::Pass, pass));
    response
}

/// The pass the browser sent; the module that sealed it must check it.
pub fn pass(visit: &Visit, headers: &http::HeaderMap) -> Option<String> {
    visit.app().jar().read(headers, Cookie::Pass).map(str::to_owned)
}
