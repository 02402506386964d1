//! The home of officials: what they may do, and what of theirs is not finished.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::Instant;
use identity::{Actor, MANAGE_ACCOUNTS};
use web::{Entry, Page, Visit, html};

use super::Desk;
use super::job_list::JobRow;
use super::names;
use crate::usecase;

#[derive(Template)]
#[template(path = "home.html", blocks = ["main"])]
struct Home {
    page: Page,
    name: String,
    roles: String,
    agency: Option<String>,
    areas: Vec<Area>,
    jobs: Vec<JobRow>,
    /// When a passkey was added or taken away in the last days: the person must hear of it.
    passkeys_changed: Option<Instant>,
    /// The only account of the cell: others have to be let in next.
    alone: bool,
}

/// The entries of one module, or of one heading of a long menu.
struct Area {
    title: String,
    tiles: Vec<Tile>,
}

struct Tile {
    label: String,
    /// One line below it; empty where the module brings none.
    hint: String,
    path: &'static str,
    /// How many decisions wait for this person there.
    waiting: i64,
}

pub(super) async fn show(visit: Visit, Extension(desk): Extension<Desk>) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let page = visit.work("adm-home-title");
    let jobs = usecase::jobs::unfinished_of(visit.cell(), actor).await?;
    let agencies = desk.identity.list_agencies().await?;
    let agency = agencies.into_iter().find(|a| Some(&*a.code) == actor.agency());
    html(&Home {
        name: actor.name().to_owned(),
        roles: names::roles(&page, actor.roles()),
        agency: agency.map(|agency| agency.name),
        areas: areas(&page, actor).await?,
        jobs: jobs.into_iter().map(|job| JobRow::new(&page, job)).collect(),
        passkeys_changed: passkeys_changed(&desk, actor).await?,
        alone: is_alone(&desk, actor).await?,
        page,
    })
}

/// How many days the home speaks of a changed passkey.
const TOLD_DAYS: u32 = 3;

async fn passkeys_changed(desk: &Desk, actor: &Actor) -> base::Result<Option<Instant>> {
    let news = desk.identity.security_news(actor, TOLD_DAYS).await?;
    let about = |kind: &str| matches!(kind, "identity/passkey-added" | "identity/passkey-removed");
    Ok(news.into_iter().find(|entry| about(&entry.kind)).map(|entry| entry.at))
}

async fn areas(page: &Page, actor: &Actor) -> base::Result<Vec<Area>> {
    let mut areas = Vec::new();
    for menu in page.visit().app().menus() {
        for (group, entries) in menu.parts(actor) {
            let mut tiles = Vec::new();
            for entry in entries {
                tiles.push(tile(page, actor, entry).await?);
            }
            let title = page.t(group.map_or(menu.label, |group| group.label)).to_string();
            if !tiles.is_empty() {
                areas.push(Area { title, tiles });
            }
        }
    }
    Ok(areas)
}

async fn tile(page: &Page, actor: &Actor, entry: &Entry) -> base::Result<Tile> {
    let waiting = match entry.waiting {
        Some(count) => count(page.visit().cell(), actor).await?,
        None => 0,
    };
    let label = page.t(entry.label).to_string();
    Ok(Tile { label, hint: hint(page, entry.label), path: entry.path, waiting })
}

/// The attribute `.hint` of an entry's sentence.
fn hint(page: &Page, label: &str) -> String {
    let key = format!("{label}.hint");
    let known = page.visit().app().texts().has(page.language(), &key);
    if known { page.t(&key).to_string() } else { String::new() }
}

async fn is_alone(desk: &Desk, actor: &Actor) -> base::Result<bool> {
    if !actor.has(MANAGE_ACCOUNTS) {
        return Ok(false);
    }
    let found = desk.identity.list_accounts(actor, "", None, 2).await?;
    Ok(found.rows.len() == 1)
}
