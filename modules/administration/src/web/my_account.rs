//! One's own account: who one is here, and where one is signed in.

use askama::Template;
use audit::Recorded;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Id, Instant, Kind};
use http::HeaderMap;
use identity::{Actor, Session, SessionInfo};
use web::{Form, Page, Visit, end_session, html, paths, see_other};

use super::{Desk, names, rules, token, told};

#[derive(Template)]
#[template(path = "my-account.html", blocks = ["main"])]
struct MyAccount {
    page: Page,
    news: Option<&'static str>,
    login: String,
    name: String,
    agency: Option<String>,
    roles: String,
    days_left: Option<i64>,
    sessions: Vec<SessionRow>,
    passkeys: usize,
    changes: Vec<Change>,
    rules: Vec<String>,
    rules_source: String,
    idle_minutes: u32,
    hours: u32,
}

struct SessionRow {
    id: String,
    current: bool,
    began: Instant,
    seen: Instant,
    address: String,
    agent: String,
}

/// A change of the ways into this account.
struct Change {
    at: Instant,
    what: String,
    /// Who did it, when it was somebody else.
    by: Option<String>,
    address: String,
}

/// How far back a person is told, in days.
const TOLD_DAYS: u32 = 30;

const NEWS: &[&str] = &["adm-password-changed", "adm-session-ended", "adm-sessions-ended"];

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    headers: HeaderMap,
    form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let found = desk.identity.resume(&token(&visit, &headers)?, None).await?;
    let (_, own) = found.ok_or_else(|| Error::new(Kind::Unauthenticated, "web/sign-in"))?;
    let sessions = desk.identity.my_sessions(actor).await?;
    let agencies = desk.identity.list_agencies().await?;
    let agency = agencies.into_iter().find(|a| Some(&*a.code) == actor.agency());
    let page = visit.work("adm-my-account");
    let settings = desk.identity.settings();
    html(&MyAccount {
        news: told(&form, NEWS),
        name: actor.name().to_owned(),
        roles: names::roles(&page, actor.roles()),
        agency: agency.map(|agency| agency.name),
        login: own.login,
        days_left: own.password_days_left,
        passkeys: desk.identity.my_passkeys(actor).await?.len(),
        changes: changes(&page, &desk, actor).await?,
        sessions: sessions.into_iter().map(|s| row(s, own.session.id)).collect(),
        rules: rules::sentences(&page, settings.profile),
        rules_source: rules::source(&page, settings.profile),
        idle_minutes: settings.idle_minutes,
        hours: settings.absolute_hours,
        page,
    })
}

fn row(session: SessionInfo, current: Id<Session>) -> SessionRow {
    SessionRow {
        id: session.id.to_string(),
        current: session.id == current,
        began: session.created_at,
        seen: session.seen_at,
        address: session.address,
        agent: browser(&session.agent),
    }
}

async fn changes(page: &Page, desk: &Desk, actor: &Actor) -> base::Result<Vec<Change>> {
    let news = desk.identity.security_news(actor, TOLD_DAYS).await?;
    let change = |entry: Recorded| Change {
        at: entry.at,
        what: names::deed(page, &entry.kind),
        by: (entry.actor != actor.id()).then_some(entry.actor_name),
        address: entry.address.unwrap_or_default(),
    };
    Ok(news.into_iter().map(change).collect())
}

/// A browser and a system that people know, out of the long line browsers call themselves.
fn browser(agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let program = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => format!("{program}, {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => agent.chars().take(60).collect(),
    }
}

pub(super) async fn end_one(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let over = || Error::new(Kind::NotFound, "identity/session-over");
    let id: Id<Session> = Id::parse(&id).ok_or_else(over)?;
    desk.identity.end_session(visit.signed_in()?, id).await?;
    if visit.session() == Some(&*id.to_string()) {
        return Ok(end_session(&visit, see_other(paths::SIGN_IN)));
    }
    Ok(see_other("/akun-saya?kabar=adm-session-ended"))
}

/// Ends all sessions but the one this comes from.
pub(super) async fn end_others(
    visit: Visit,
    Extension(desk): Extension<Desk>,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    for session in desk.identity.my_sessions(actor).await? {
        if visit.session() == Some(&*session.id.to_string()) {
            continue;
        }
        match desk.identity.end_session(actor, session.id).await {
            Ok(()) => {}
            // It ended by itself meanwhile.
            Err(error) if error.kind() == Kind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(see_other("/akun-saya?kabar=adm-sessions-ended"))
}
