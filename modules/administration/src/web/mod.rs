//! Pages and API of the module.

pub mod account_page;
pub mod accounts;
pub mod api;
pub mod home;
pub mod job_list;
pub mod link;
pub mod messages;
pub mod my_account;
pub mod my_passkeys;
pub mod my_password;
mod names;
pub mod positions;
mod qr;
pub mod remind;
mod rules;
mod sessions_of;
pub mod sign_in;
pub mod trail;
pub mod trail_entry;

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use base::Error;
use identity::{DemoAccount, Identity, MANAGE_ACCOUNTS, VIEW_ACCOUNTS};
use notify::Post;
use utoipa_axum::routes;
use web::{Access, Api, Form, Limiter, Limits, Pages, Visit, paths};

use crate::permissions::{MANAGE_JOBS, MANAGE_MESSAGES, READ_AUDIT, WATCH_JOBS, WATCH_MESSAGES};

pub use sessions_of::SessionsOf;

/// What the handlers of the module share. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    pub(crate) identity: Identity,
    pub(crate) around: Arc<Around>,
    pub(crate) post: Post,
    /// How often one address may ask for messages.
    pub(crate) asking: Arc<Limiter>,
}

/// What the server knows of the whole house and tells this module.
#[derive(Clone, Default)]
pub struct Around {
    /// People whom the sign-in page of a demo cell offers, with their passwords and codes. Ignored
    /// in a real cell.
    pub people: Vec<DemoAccount>,
    /// Kinds of deeds of the other modules, for the filter of the audit trail.
    pub audit_kinds: Vec<audit::Kind>,
    /// The post office of the cell; without one no messages are offered.
    pub post: Option<Post>,
}

impl Desk {
    /// A desk that knows the kinds of deeds of the crates every module stands on.
    ///
    /// # Errors
    /// `notify/texts` when the sentences of messages cannot be read.
    pub fn new(identity: Identity, around: Around) -> Result<Self, Error> {
        let mut kinds: Vec<audit::Kind> =
            module::foundations().iter().flat_map(|f| f.audit_kinds).copied().collect();
        kinds.extend(around.audit_kinds);
        let demo = identity.cell().settings().demo;
        let people = if demo { around.people } else { Vec::new() };
        let post = match around.post {
            Some(post) => post,
            None => {
                let cell = identity.cell().clone();
                Post::new(cell, notify::Options::default(), notify::Channels::default())?
            }
        };
        let (burst, refill) = (NonZeroU32::MIN.saturating_add(9), Duration::from_secs(300));
        let clock = identity.cell().shared_clock();
        let asking = Arc::new(Limiter::new(clock, burst, refill, 10_000));
        let around = Around { people, audit_kinds: kinds, post: Some(post.clone()) };
        Ok(Self { identity, around: Arc::new(around), post, asking })
    }

    fn is_demo(&self) -> bool {
        self.identity.cell().settings().demo
    }
}

const COME_IN: Access = Access::Public { why: "somebody who wants to sign in is not yet known" };
const ASK: Access = Access::Public { why: "whoever may see a bill may be reminded of it" };
const LINK: Access = Access::Public { why: "the secret in the address is the proof" };

/// Walking a long chain takes longer than a page may.
const WALK: Limits = Limits { body: Limits::PAGE.body, time: Duration::from_secs(10 * 60) };

pub(crate) fn pages(desk: &Desk) -> Pages {
    let pages = sign_in_pages(desk).merge(own_pages()).merge(account_pages()).merge(watch_pages());
    let pages = pages.merge(position_pages());
    pages.merge(message_pages()).with(desk.clone())
}

fn sign_in_pages(desk: &Desk) -> Pages {
    let pages = Pages::new()
        .get(paths::SIGN_IN, COME_IN, sign_in::show)
        .post(paths::SIGN_IN, COME_IN, sign_in::enter)
        .post(paths::SIGN_OUT, Access::SignedIn, sign_in::leave)
        .get("/tautan/{token}", LINK, link::show)
        .post("/tautan/{token}", LINK, link::redeem);
    // In a real cell the way does not exist at all.
    if desk.is_demo() { pages.post("/masuk/contoh", COME_IN, sign_in::enter_demo) } else { pages }
}

fn own_pages() -> Pages {
    Pages::new()
        .get(paths::WORK, Access::SignedIn, home::show)
        .get(paths::ACCOUNT, Access::SignedIn, my_account::show)
        .post("/akun-saya/sesi/akhiri-lainnya", Access::SignedIn, my_account::end_others)
        .post("/akun-saya/sesi/{id}/akhiri", Access::SignedIn, my_account::end_one)
        .get(my_password::PATH, Access::SignedIn, my_password::show)
        .post(my_password::PATH, Access::SignedIn, my_password::change)
        .merge(passkey_pages())
}

fn passkey_pages() -> Pages {
    let one = &format!("{}/{{id}}", my_passkeys::PATH);
    Pages::new()
        .get(my_passkeys::PATH, Access::SignedIn, my_passkeys::show)
        .post(my_passkeys::PATH, Access::SignedIn, my_passkeys::finish)
        .post("/akun-saya/kunci-sandi/baru", Access::SignedIn, my_passkeys::begin)
        .get(one, Access::SignedIn, my_passkeys::show_one)
        .post(one, Access::SignedIn, my_passkeys::rename)
        .post(&format!("{one}/hapus"), Access::SignedIn, my_passkeys::remove)
}

fn account_pages() -> Pages {
    let (view, manage) = (Access::Needs(VIEW_ACCOUNTS), Access::Needs(MANAGE_ACCOUNTS));
    Pages::new()
        .get("/kerja/akun", view, accounts::list)
        .get("/kerja/akun/baru", manage, account_page::new)
        .post("/kerja/akun/baru", manage, account_page::create)
        .get("/kerja/akun/{id}", view, account_page::show)
        .post("/kerja/akun/{id}", manage, account_page::change)
        .post("/kerja/akun/{id}/atur-ulang", manage, account_page::reset)
        .post("/kerja/akun/{id}/nonaktifkan", manage, account_page::disable)
        .post("/kerja/akun/{id}/aktifkan", manage, account_page::enable)
}

fn position_pages() -> Pages {
    let (view, manage) = (Access::Needs(VIEW_ACCOUNTS), Access::Needs(MANAGE_ACCOUNTS));
    Pages::new()
        .get("/kerja/jabatan", view, positions::list)
        .get("/kerja/jabatan/baru", manage, positions::blank)
        .post("/kerja/jabatan/baru", manage, positions::create)
        .get("/kerja/jabatan/{id}", view, positions::show)
        .post("/kerja/jabatan/{id}", manage, positions::change)
        .post("/kerja/jabatan/{id}/tetapkan", manage, positions::appoint)
        .post("/kerja/jabatan/{id}/akhiri/{tenure}", manage, positions::end)
        .post("/kerja/jabatan/{id}/hapus", manage, positions::abolish)
}

fn watch_pages() -> Pages {
    let (watch, manage) = (Access::Needs(WATCH_JOBS), Access::Needs(MANAGE_JOBS));
    let read = Access::Needs(READ_AUDIT);
    Pages::new()
        .get("/kerja/pekerjaan", watch, job_list::list)
        .post("/kerja/pekerjaan/{id}/batalkan", manage, job_list::cancel)
        .post("/kerja/pekerjaan/{id}/ulangi", manage, job_list::retry)
        .get("/kerja/jejak-audit", read, trail::list)
        .post_within(WALK, "/kerja/jejak-audit/periksa", read, trail::verify)
        .get("/kerja/jejak-audit/{id}", read, trail_entry::show)
}

/// What people do with messages, and what administrators do about them.
fn message_pages() -> Pages {
    let (watch, manage) = (Access::Needs(WATCH_MESSAGES), Access::Needs(MANAGE_MESSAGES));
    let consent = format!("{}{{token}}", notify::paths::CONSENT);
    let stop = format!("{}{{token}}", notify::paths::STOP);
    Pages::new()
        .get(notify::paths::ASK, ASK, remind::show)
        .post(notify::paths::ASK, ASK, remind::ask)
        .get(&consent, LINK, remind::consent)
        .post(&consent, LINK, remind::agree)
        .get(&stop, LINK, remind::ending)
        .post(&stop, LINK, remind::stop)
        .get(&format!("{}{{token}}", notify::paths::MESSAGE), LINK, remind::message)
        .get(messages::PATH, watch, messages::show)
        .post("/kerja/pesan/coba", manage, messages::attempt)
        .post("/kerja/pesan/hapus", manage, messages::erase)
}

pub(crate) fn api(desk: &Desk) -> Api {
    Api::new()
        .route(Access::SignedIn, routes!(api::get_session))
        .route(LINK, routes!(remind::stop_by_mail, remind::show_stop_page))
        .with(desk.clone())
}

/// What a page says after a form was accepted and the browser was sent on: the key of the
/// sentence, from a short list, so that an address can never make a page say something else.
fn told(form: &Form, known: &[&'static str]) -> Option<&'static str> {
    known.iter().copied().find(|key| *key == form.value("kabar"))
}

/// Notes an error at the field it is about; the error itself when it is about none.
fn note(form: &mut Form, error: Error) -> base::Result<()> {
    let field = error.params().iter().find(|(name, _)| *name == "field");
    let Some(field) = field.map(|(_, field)| field.clone()) else { return Err(error) };
    form.refuse(&field, &error);
    Ok(())
}

/// What the browser calls itself.
fn agent(headers: &http::HeaderMap) -> &str {
    headers.get(http::header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

/// The token of this visit's session.
fn token(visit: &Visit, headers: &http::HeaderMap) -> base::Result<identity::Token> {
    let found = web::session_token(visit, headers);
    let token = found.and_then(|text| identity::Token::parse(&text));
    token.ok_or_else(|| Error::new(base::Kind::Unauthenticated, "web/sign-in"))
}
