//! One-time links: the first administrator, a new account, a reset.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Kind};
use http::{HeaderMap, StatusCode};
use identity::{Enrolment, OpenLink, Purpose, Redeem, Token};
use web::{Form, Markup, Page, Visit, html, html_with, paths, see_other, start_session};
use zeroize::Zeroizing;

use super::{Desk, agent, note, qr, rules};

#[derive(Template)]
#[template(path = "link.html", blocks = ["main"])]
struct LinkPage {
    page: Page,
    form: Form,
    open: OpenLink,
    rules: Vec<String>,
    rules_source: String,
    phone: Option<Phone>,
}

/// What goes into the app on the phone.
struct Phone {
    drawing: Markup,
    /// The secret in groups of four, to be typed.
    typed: String,
}

impl LinkPage {
    fn new(visit: &Visit, desk: &Desk, form: Form, open: OpenLink) -> web::Result<Self> {
        let page = visit
            .page("adm-link-title")
            .called(visit.app().texts().say(visit.language(), title(open.purpose)).to_string());
        let profile = desk.identity.settings().profile;
        let phone = open.enrolment.as_ref().map(|enrolment| phone(&page, enrolment)).transpose()?;
        let (rules, rules_source) =
            (rules::sentences(&page, profile), rules::source(&page, profile));
        Ok(Self { page, form, open, rules, rules_source, phone })
    }

    /// The first administrator chooses a name.
    fn names(&self) -> bool {
        self.open.purpose == Purpose::First
    }
}

fn title(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::First => "adm-link-first",
        Purpose::Invitation => "adm-link-invitation",
        Purpose::Password => "adm-link-password",
        Purpose::Everything => "adm-link-everything",
    }
}

fn phone(page: &Page, enrolment: &Enrolment) -> web::Result<Phone> {
    let label = page.t("adm-qr-label").to_string();
    let groups: Vec<&str> = (0..enrolment.secret.len())
        .step_by(4)
        .filter_map(|i| enrolment.secret.get(i..(i + 4).min(enrolment.secret.len())))
        .collect();
    Ok(Phone { drawing: qr::drawing(&enrolment.uri, &label)?, typed: groups.join(" ") })
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(token): Path<String>,
) -> web::Result<Response> {
    let token = Token::parse(&token).ok_or_else(over)?;
    let open = desk.identity.open_link(&token).await?.ok_or_else(over)?;
    let form = match open.purpose {
        Purpose::First => Form::new().filled("login", &open.login),
        _ => Form::new(),
    };
    html(&LinkPage::new(&visit, &desk, form, open)?)
}

pub(super) async fn redeem(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    headers: HeaderMap,
    Path(token): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let token = Token::parse(&token).ok_or_else(over)?;
    let open = desk.identity.open_link(&token).await?.ok_or_else(over)?;
    let (code, password) = (form.require_secret("code"), repeated(&mut form));
    if let (Some(code), Some(password)) = (code, password) {
        match send(&visit, &desk, &headers, &token, &form, (&password, code.trim())).await {
            Ok(session) => {
                return Ok(start_session(&visit, session.reveal(), see_other(paths::WORK)));
            }
            Err(error) => note(&mut form, error)?,
        }
    }
    let view = LinkPage::new(&visit, &desk, form, open)?;
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn send(
    visit: &Visit,
    desk: &Desk,
    headers: &HeaderMap,
    token: &Token,
    form: &Form,
    (password, code): (&str, &str),
) -> base::Result<Token> {
    let input = Redeem {
        token,
        password,
        code,
        login: Some(form.value("login")),
        name: Some(form.value("name")),
        address: &visit.address().to_string(),
    };
    desk.identity.redeem_link_and_sign_in(input, agent(headers)).await
}

/// A new password, which is typed twice: nobody can see it, and a slip would keep its owner out.
pub(super) fn repeated(form: &mut Form) -> Option<Zeroizing<String>> {
    let (password, repeat) = (form.take_secret("password"), form.take_secret("repeat"));
    if password != repeat {
        form.refuse("repeat", &Error::new(Kind::Invalid, "administration/repeat"));
        return None;
    }
    Some(password)
}

fn over() -> Error {
    Error::new(Kind::NotFound, "identity/link-over")
}
