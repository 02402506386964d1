//! One account: made, changed, reset, kept out.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Id, Instant, Kind};
use http::StatusCode;
use identity::{
    Account, AccountForm, AccountRow, MANAGE_ACCOUNTS, OneTimeLink, Purpose, Reset, State,
};
use web::{Choice, Explained, Form, Page, Visit, html, html_with, see_other};

use super::{Desk, accounts, names, note, told};

const NEWS: &[&str] = &["adm-account-saved", "adm-account-disabled-now", "adm-account-enabled-now"];

#[derive(Template)]
#[template(path = "account-new.html", blocks = ["main"])]
struct NewAccount {
    page: Page,
    form: Form,
    agencies: Vec<Choice>,
    roles: Vec<RoleRow>,
}

#[derive(Template)]
#[template(path = "account.html", blocks = ["main"])]
struct AccountPage {
    page: Page,
    form: Form,
    news: Option<&'static str>,
    problem: Option<Explained>,
    account: AccountRow,
    agency: String,
    state: String,
    colour: &'static str,
    agencies: Vec<Choice>,
    roles: Vec<RoleRow>,
    may_manage: bool,
    is_self: bool,
}

#[derive(Template)]
#[template(path = "account-link.html", blocks = ["main"])]
struct LinkMade {
    page: Page,
    id: Id<Account>,
    login: String,
    address: String,
    expires_at: Instant,
    enrols: bool,
}

/// A role to be ticked, with what it allows.
struct RoleRow {
    code: String,
    name: String,
    held: bool,
    allows: Vec<String>,
}

impl AccountPage {
    fn is_disabled(&self) -> bool {
        self.account.state == State::Disabled
    }

    fn is_active(&self) -> bool {
        self.account.state == State::Active
    }

    /// The roles the person holds, for those who may not change them.
    fn held(&self) -> impl Iterator<Item = &RoleRow> {
        self.roles.iter().filter(|role| role.held)
    }
}

pub(super) async fn new(visit: Visit, Extension(desk): Extension<Desk>) -> web::Result<Response> {
    html(&new_view(&visit, &desk, Form::new()).await?)
}

pub(super) async fn create(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    mut form: Form,
) -> web::Result<Response> {
    let wanted = read(&form);
    match desk.identity.create_account(visit.signed_in()?, &wanted).await {
        Ok(link) => hand_over(&visit, &link),
        Err(error) => {
            note(&mut form, error)?;
            let view = new_view(&visit, &desk, form).await?;
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
    }
}

async fn new_view(visit: &Visit, desk: &Desk, form: Form) -> web::Result<NewAccount> {
    let page = visit.work("adm-account-new");
    let roles = roles(&page, desk, form.list("roles[]"));
    Ok(NewAccount { page, agencies: agencies(desk).await?, roles, form })
}

/// The link stands on the answer itself: it cannot be shown a second time.
fn hand_over(visit: &Visit, link: &OneTimeLink) -> web::Result<Response> {
    let title = match link.purpose {
        Purpose::Invitation | Purpose::First => "adm-link-made-invitation",
        Purpose::Password | Purpose::Everything => "adm-link-made-reset",
    };
    let public_url = &visit.cell().settings().public_url;
    html(&LinkMade {
        page: visit.work(title),
        id: link.account,
        login: link.login.clone(),
        address: format!("{public_url}/tautan/{}", link.token.reveal()),
        expires_at: link.expires_at,
        enrols: link.purpose.enrols(),
    })
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let account = desk.identity.get_account(visit.signed_in()?, parsed(&id)?).await?;
    let news = told(&form, NEWS);
    let form = filled(&account);
    html(&view(&visit, &desk, account, form, news, None).await?)
}

pub(super) async fn change(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let (actor, id) = (visit.signed_in()?, parsed(&id)?);
    let Err(error) = desk.identity.change_account(actor, id, &read(&form)).await else {
        return Ok(see_other(&format!("{}/{id}?kabar=adm-account-saved", accounts::PATH)));
    };
    let account = desk.identity.get_account(actor, id).await?;
    let (status, problem) = match note(&mut form, error) {
        Ok(()) => (StatusCode::UNPROCESSABLE_ENTITY, None),
        Err(error) => (StatusCode::CONFLICT, Some(explained(&visit, error)?)),
    };
    html_with(status, &view(&visit, &desk, account, form, None, problem).await?)
}

pub(super) async fn reset(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let reset = match form.value("cakupan") {
        "semua" => Reset::Everything,
        _ => Reset::Password,
    };
    let link = desk.identity.reset_account(visit.signed_in()?, parsed(&id)?, reset).await?;
    hand_over(&visit, &link)
}

pub(super) async fn disable(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let (actor, id) = (visit.signed_in()?, parsed(&id)?);
    let done = desk.identity.disable_account(actor, id).await;
    settled(&visit, &desk, id, done, "adm-account-disabled-now").await
}

pub(super) async fn enable(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let id = parsed(&id)?;
    let done = desk.identity.enable_account(visit.signed_in()?, id).await;
    settled(&visit, &desk, id, done, "adm-account-enabled-now").await
}

/// Back to the account, with news or with what stood in the way.
async fn settled(
    visit: &Visit,
    desk: &Desk,
    id: Id<Account>,
    done: base::Result<()>,
    news: &str,
) -> web::Result<Response> {
    let Err(error) = done else {
        return Ok(see_other(&format!("{}/{id}?kabar={news}", accounts::PATH)));
    };
    let problem = explained(visit, error)?;
    let account = desk.identity.get_account(visit.signed_in()?, id).await?;
    let form = filled(&account);
    let view = view(visit, desk, account, form, None, Some(problem)).await?;
    html_with(StatusCode::CONFLICT, &view)
}

/// A conflict is explained on the page; anything else is an error of its own.
fn explained(visit: &Visit, error: Error) -> base::Result<Explained> {
    match error.kind() {
        Kind::Conflict => Ok(visit.app().texts().error(visit.language(), &error)),
        _ => Err(error),
    }
}

async fn view(
    visit: &Visit,
    desk: &Desk,
    account: AccountRow,
    form: Form,
    news: Option<&'static str>,
    problem: Option<Explained>,
) -> web::Result<AccountPage> {
    let actor = visit.signed_in()?;
    let page = visit.work("adm-accounts-title").called(&account.name);
    let agencies = agencies(desk).await?;
    let code = account.agency.clone().unwrap_or_default();
    let agency = agencies.iter().find(|choice| choice.value == code);
    Ok(AccountPage {
        agency: agency.map(|choice| choice.label.clone()).unwrap_or_default(),
        state: page.t(accounts::state_key(account.state)).to_string(),
        colour: accounts::colour(account.state),
        roles: roles(&page, desk, form.list("roles[]")),
        may_manage: actor.has(MANAGE_ACCOUNTS),
        is_self: account.id.to_string() == actor.id(),
        page,
        form,
        news,
        problem,
        account,
        agencies,
    })
}

fn roles(page: &Page, desk: &Desk, held: &[String]) -> Vec<RoleRow> {
    let rights = desk.identity.rights();
    let row = |role: identity::Role| RoleRow {
        code: role.0.to_owned(),
        name: names::role(page, role.0),
        held: held.iter().any(|code| code == role.0),
        allows: names::allowed(page, rights, role.0),
    };
    rights.roles().into_iter().map(row).collect()
}

async fn agencies(desk: &Desk) -> base::Result<Vec<Choice>> {
    let all = desk.identity.list_agencies().await?;
    Ok(all.into_iter().map(|agency| Choice::new(agency.code, agency.name)).collect())
}

/// The form as the account stands.
fn filled(account: &AccountRow) -> Form {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.append_pair("login", &account.login).append_pair("name", &account.name);
    pairs.append_pair("nip", account.nip.as_deref().unwrap_or_default());
    pairs.append_pair("agency", account.agency.as_deref().unwrap_or_default());
    for role in &account.roles {
        pairs.append_pair("roles[]", role);
    }
    // Only too many or repeated fields can go wrong, and these are a handful.
    Form::parse_encoded(pairs.finish().as_bytes()).unwrap_or_default()
}

fn read(form: &Form) -> AccountForm {
    AccountForm {
        login: form.value("login").to_owned(),
        name: form.value("name").to_owned(),
        nip: form.value("nip").to_owned(),
        agency: form.value("agency").to_owned(),
        roles: form.list("roles[]").to_vec(),
    }
}

fn parsed(id: &str) -> Result<Id<Account>, Error> {
    Id::parse(id).ok_or_else(|| Error::new(Kind::NotFound, "identity/not-found"))
}
