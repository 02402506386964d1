//! The list of accounts.

use std::collections::BTreeMap;

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::Instant;
use identity::{AccountRow, MANAGE_ACCOUNTS, State};
use web::{Form, Page, Pagination, Visit, html};

use super::{Desk, names, told};

const ROWS: u32 = 50;
pub(super) const PATH: &str = "/kerja/akun";
const NEWS: &[&str] = &["adm-account-disabled-now", "adm-account-enabled-now"];

#[derive(Template)]
#[template(path = "accounts.html", blocks = ["main"])]
struct Accounts {
    page: Page,
    form: Form,
    news: Option<&'static str>,
    rows: Vec<Row>,
    pages: Pagination,
    may_manage: bool,
}

struct Row {
    id: String,
    name: String,
    login: String,
    agency: String,
    roles: String,
    state: String,
    colour: &'static str,
    password_at: Option<Instant>,
}

pub(super) async fn list(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let page = visit.work("adm-accounts-title");
    let (search, after) = (form.value("cari"), form.value("sesudah"));
    let found = desk.identity.list_accounts(actor, search, Some(after), ROWS).await?;
    let agencies = agencies(&desk).await?;
    let pages = Pagination::by_key(PATH, &[("cari", search)], None, found.next.as_deref());
    html(&Accounts {
        news: told(&form, NEWS),
        rows: found.rows.into_iter().map(|row| shown(&page, &agencies, row)).collect(),
        pages,
        may_manage: actor.has(MANAGE_ACCOUNTS),
        page,
        form,
    })
}

/// Names of agencies by their code.
pub(super) async fn agencies(desk: &Desk) -> base::Result<BTreeMap<String, String>> {
    let all = desk.identity.list_agencies().await?;
    Ok(all.into_iter().map(|agency| (agency.code, agency.name)).collect())
}

fn shown(page: &Page, agencies: &BTreeMap<String, String>, row: AccountRow) -> Row {
    let agency = row.agency.unwrap_or_default();
    Row {
        id: row.id.to_string(),
        name: row.name,
        login: row.login,
        agency: agencies.get(&agency).cloned().unwrap_or(agency),
        roles: names::roles(page, &row.roles),
        state: page.t(state_key(row.state)).to_string(),
        colour: colour(row.state),
        password_at: row.password_at,
    }
}

pub(super) fn state_key(state: State) -> &'static str {
    match state {
        State::Invited => "adm-account-invited",
        State::Active => "adm-account-active",
        State::Disabled => "adm-account-disabled",
    }
}

/// Yellow: the link has to be handed over and used; grey: kept out.
pub(super) fn colour(state: State) -> &'static str {
    match state {
        State::Invited => "yellow",
        State::Active => "green",
        State::Disabled => "",
    }
}
