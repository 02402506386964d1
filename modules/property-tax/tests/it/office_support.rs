//! The office with its pages: people in front of them, and workers behind.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use base::Id;
use db::{Db, Migration};
use futures_util::future::BoxFuture;
use identity::{Actor, Rights, Role};
use jobs::{Handler, Options, Runner};
use property_tax::permissions::{APPROVER, GRANTS, OFFICER};
use testkit::TestCell;
use tower::ServiceExt;
use web::{App, AppParts, Sessions, SignedIn, Site, Texts};

/// The tables of the module and of what it works with.
pub static MIGRATIONS: LazyLock<Vec<Migration>> = LazyLock::new(|| {
    [audit::MIGRATIONS, identity::MIGRATIONS, jobs::MIGRATIONS, property_tax::migrations()].concat()
});

/// Bills can be paid beside these pages.
const PAYING: property_tax::Neighbours =
    property_tax::Neighbours { pay: Some("/bayar"), seals: None };

/// People by the token of their session; `both` holds both roles.
struct Gate {
    rights: Rights,
}

impl Sessions for Gate {
    fn find<'a>(&'a self, token: &'a str) -> BoxFuture<'a, base::Result<Option<SignedIn>>> {
        let (id, name, roles): (_, _, &[Role]) = match token {
            "dewi" => ("01ARZ3NDEKTSV4RRFFQ69G5FA1", "Dewi Contoh", &[OFFICER]),
            "budi" => ("01ARZ3NDEKTSV4RRFFQ69G5FA2", "Budi Contoh", &[OFFICER]),
            "rahma" => ("01ARZ3NDEKTSV4RRFFQ69G5FA3", "Rahma Contoh", &[APPROVER]),
            "both" => ("01ARZ3NDEKTSV4RRFFQ69G5FA4", "Sari Contoh", &[OFFICER, APPROVER]),
            "bupati" => ("01ARZ3NDEKTSV4RRFFQ69G5FA5", "Bupati Contoh", &[Role::LEADER]),
            _ => return Box::pin(std::future::ready(Ok(None))),
        };
        let roles = roles.iter().map(|role| role.0.to_owned()).collect();
        let actor = Actor::person(Id::parse(id).unwrap(), name, None, roles, &self.rights);
        let signed_in = SignedIn { actor, session: format!("session-of-{token}"), first: None };
        Box::pin(std::future::ready(Ok(Some(signed_in))))
    }
}

/// The office.
pub struct Office {
    pub it: TestCell,
    pub app: App,
    site: Site,
    jobs: Vec<Handler>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }
}

impl Office {
    pub fn new(db: Db) -> Self {
        Self::of(TestCell::demo(db))
    }

    pub fn of(it: TestCell) -> Self {
        Self::with_inbox(it, None)
    }

    /// An office whose server has a folder for large extracts.
    pub fn with_inbox(it: TestCell, inbox: Option<PathBuf>) -> Self {
        Self::beside(it, inbox, PAYING)
    }

    /// An office without a page on which bills are paid.
    pub fn alone(db: Db) -> Self {
        Self::beside(TestCell::demo(db), None, property_tax::Neighbours::default())
    }

    fn beside(it: TestCell, inbox: Option<PathBuf>, neighbours: property_tax::Neighbours) -> Self {
        let module = property_tax::module_with(&it.cell, inbox, neighbours).unwrap();
        let locales = module::foundations().into_iter().flat_map(|f| f.locales);
        let app = App::new(AppParts {
            cell: it.cell.clone(),
            texts: Texts::new(locales.chain(module.locales)).unwrap(),
            menus: module.menu.into_iter().collect(),
            sessions: Arc::new(Gate { rights: Rights::new(GRANTS.iter().copied()) }),
            trusted_proxies: Vec::new(),
            contact: String::new(),
        });
        let site = Site::new(&app, module.pages, module.api);
        Self { it, app, site, jobs: module.jobs }
    }

    /// Runs what waits for a worker.
    pub async fn work(&self) -> u64 {
        let cell = self.it.cell.clone();
        Runner::new(cell, self.jobs.clone(), Options::default()).run_until_idle().await.unwrap()
    }

    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.ask(self.request("GET", who, path).body(Body::empty()).unwrap()).await
    }

    pub async fn get_in(&self, language: &str, who: &str, path: &str) -> Answer {
        let request = self.request("GET", who, path).header(header::ACCEPT_LANGUAGE, language);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form, with the token of the page it stands on.
    pub async fn post(&self, who: &str, page: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let token = self.token(who, page).await;
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", &token).extend_pairs(form);
        let request = self
            .request("POST", who, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body.finish())).unwrap()).await
    }

    /// Sends files.
    pub async fn upload(
        &self,
        who: &str,
        page: &str,
        path: &str,
        files: &[(&str, &[u8])],
    ) -> Answer {
        const EDGE: &str = "pelangi-edge";
        let token = self.token(who, page).await;
        let mut body =
            format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n")
                .into_bytes();
        for (name, content) in files {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"berkas\"; \
                 filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        let request = self.request("POST", who, path).header(header::CONTENT_TYPE, kind);
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    async fn token(&self, who: &str, page: &str) -> String {
        let page = self.get(who, page).await.text();
        let (_, rest) = page.split_once("name=\"csrf\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    fn request(&self, method: &str, who: &str, path: &str) -> http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, format!("__Host-session={who}"))
            .header("sec-fetch-site", "same-origin")
            .extension(ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 40_000))))
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.site.router().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION);
        let location = location.map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = axum::body::to_bytes(response.into_body(), 50_000_000).await.unwrap();
        Answer { status, location, bytes: bytes.to_vec() }
    }
}
