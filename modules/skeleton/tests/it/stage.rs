//! The module with people in front of its pages.

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use base::Id;
use db::{Db, Migration};
use futures_util::future::BoxFuture;
use identity::{Actor, Rights, Role};
use skeleton::permissions::{CLERK, GRANTS};
use skeleton::usecase::Register;
use testkit::TestCell;
use tower::ServiceExt;
use web::{App, AppParts, Sessions, SignedIn, Site, Texts};

pub static MIGRATIONS: LazyLock<Vec<Migration>> =
    LazyLock::new(|| [audit::MIGRATIONS, identity::MIGRATIONS, skeleton::migrations()].concat());

pub struct Stage {
    pub register: Register,
    pub app: App,
    site: Site,
}

/// Somebody with a role.
fn person(id: &str, name: &str, role: Role) -> Actor {
    let rights = Rights::new(GRANTS.iter().copied());
    Actor::person(Id::parse(id).unwrap(), name, None, vec![role.0.to_owned()], &rights)
}

pub fn clerk() -> Actor {
    person("01ARZ3NDEKTSV4RRFFQ69G5FA1", "Tuti Contoh", CLERK)
}

pub fn auditor() -> Actor {
    person("01ARZ3NDEKTSV4RRFFQ69G5FA2", "Hasan Contoh", Role::AUDITOR)
}

struct Gate;

impl Sessions for Gate {
    fn find<'a>(&'a self, token: &'a str) -> BoxFuture<'a, base::Result<Option<SignedIn>>> {
        let actor = match token {
            "clerk" => Some(clerk()),
            "auditor" => Some(auditor()),
            _ => None,
        };
        let session = format!("session-of-{token}");
        let found = actor.map(|actor| SignedIn { actor, session, first: None });
        Box::pin(std::future::ready(Ok(found)))
    }
}

impl Stage {
    pub fn new(db: Db) -> Self {
        let cell = TestCell::with(db, |_| {}).cell;
        let module = skeleton::module(&cell);
        let locales = module::foundations().into_iter().flat_map(|it| it.locales);
        let app = App::new(AppParts {
            cell: cell.clone(),
            texts: Texts::new(locales.chain(module.locales)).unwrap(),
            menus: module.menu.into_iter().collect(),
            sessions: Arc::new(Gate),
            trusted_proxies: Vec::new(),
            contact: String::new(),
        });
        let site = Site::new(&app, module.pages, module.api);
        Self { register: Register::new(cell), app, site }
    }

    /// What a signed-in person is answered.
    pub async fn get(&self, who: &str, path: &str) -> (StatusCode, String) {
        self.ask(Self::request("GET", who, path).body(Body::empty()).unwrap()).await
    }

    /// What they are answered who fill in the form of that page.
    pub async fn post(&self, who: &str, path: &str, form: &str) -> (StatusCode, String) {
        let (_, page) = self.get(who, path).await;
        let csrf = page.split("name=\"csrf\" value=\"").nth(1).unwrap_or_default();
        let csrf = csrf.split('"').next().unwrap_or_default();
        let request = Self::request("POST", who, path);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(format!("csrf={csrf}&{form}"))).unwrap()).await
    }

    fn request(method: &str, who: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, format!("__Host-session={who}"))
            .header("sec-fetch-site", "same-origin")
            .extension(ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 40_000))))
    }

    async fn ask(&self, request: Request<Body>) -> (StatusCode, String) {
        let answer = self.site.router().oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }
}
