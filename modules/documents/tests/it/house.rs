//! The module as a server would serve it, with people in front of its pages.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use base::Id;
use db::{Db, Migration};
use documents::Neighbours;
use documents::permissions::GRANTS;
use documents::usecase::Office;
use futures_util::future::BoxFuture;
use identity::{Actor, Agency, Identity, Rights, Settings};
use testkit::TestCell;
use tower::ServiceExt;
use web::{App, AppParts, Sessions, SignedIn, Site, Texts};

/// The tables of the module and of what it works with.
pub static MIGRATIONS: LazyLock<Vec<Migration>> = LazyLock::new(|| {
    let others = [audit::MIGRATIONS, identity::MIGRATIONS, jobs::MIGRATIONS, notify::MIGRATIONS];
    [&others.concat(), documents::migrations()].concat()
});

/// People by the token of their session.
pub const PEOPLE: [(&str, &str, &str, &str, &[&str]); 2] = [
    ("lina", "01ARZ3NDEKTSV4RRFFQ69G5FB1", "Lina Contoh", "diskominfo", &["staff"]),
    ("hasan", "01ARZ3NDEKTSV4RRFFQ69G5FB2", "Hasan Contoh", "inspektorat", &["auditor"]),
];

/// Somebody of the list, with the rights of their roles.
pub fn person(token: &str) -> Option<Actor> {
    let (_, id, name, agency, roles) = PEOPLE.into_iter().find(|known| known.0 == token)?;
    let rights = Rights::new(GRANTS.iter().copied());
    let roles = roles.iter().map(|role| (*role).to_owned()).collect();
    Some(Actor::person(Id::parse(id).unwrap(), name, Some(agency.to_owned()), roles, &rights))
}

struct Gate;

impl Sessions for Gate {
    fn find<'a>(&'a self, token: &'a str) -> BoxFuture<'a, base::Result<Option<SignedIn>>> {
        let session = format!("session-of-{token}");
        let found = person(token).map(|actor| SignedIn { actor, session, first: None });
        Box::pin(std::future::ready(Ok(found)))
    }
}

/// The house with its pages.
pub struct House {
    pub it: TestCell,
    pub office: Office,
    pub app: App,
    site: Site,
}

/// What came back.
pub struct Shown {
    pub status: StatusCode,
    pub location: String,
    pub bytes: Vec<u8>,
}

impl Shown {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }
}

impl House {
    /// A cell with its offices.
    pub async fn new(db: Db) -> Self {
        let it = TestCell::demo(db);
        let rights = Rights::new(GRANTS.iter().chain(identity::GRANTS).copied());
        let identity = Identity::new(it.cell.clone(), rights, Settings::default()).unwrap();
        let agencies = [
            ("64.08", "Pemerintah Kabupaten Kutai Timur", "government"),
            ("setda", "Sekretariat Daerah", "secretariat"),
            ("diskominfo", "Dinas Komunikasi dan Informatika", "office"),
            ("bapenda", "Badan Pendapatan Daerah", "agency"),
            ("inspektorat", "Inspektorat Daerah", "inspectorate"),
        ];
        let agency = |(code, name, kind): (&str, &str, &str)| Agency {
            code: code.to_owned(),
            name: name.to_owned(),
            kind: kind.to_owned(),
            parent: None,
        };
        let agencies = agencies.map(agency);
        identity.set_agencies(&Actor::operator(), &agencies).await.unwrap();
        let neighbours = Neighbours::new(identity);
        let module = documents::module_with(&it.cell, neighbours.clone()).unwrap();
        let locales = module::foundations().into_iter().flat_map(|f| f.locales);
        let app = App::new(AppParts {
            cell: it.cell.clone(),
            texts: Texts::new(locales.chain(module.locales)).unwrap(),
            menus: module.menu.into_iter().collect(),
            sessions: Arc::new(Gate),
            trusted_proxies: Vec::new(),
            contact: String::new(),
        });
        let site = Site::new(&app, module.pages, module.api);
        let office = Office::new(it.cell.clone(), neighbours);
        Self { it, office, app, site }
    }

    fn request(&self, method: &str, who: &str, path: &str) -> http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, format!("__Host-session={who}"))
            .header("sec-fetch-site", "same-origin")
            .extension(ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 40_000))))
    }

    pub async fn get(&self, who: &str, path: &str) -> Shown {
        self.get_in("id", who, path).await
    }

    pub async fn get_in(&self, language: &str, who: &str, path: &str) -> Shown {
        let request = self.request("GET", who, path).header(header::ACCEPT_LANGUAGE, language);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form with the token of a page it stands on.
    pub async fn post(&self, who: &str, page: &str, path: &str, form: &[(&str, &str)]) -> Shown {
        let token = self.token(who, page).await;
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", &token).extend_pairs(form);
        let kind = "application/x-www-form-urlencoded";
        let request = self.request("POST", who, path).header(header::CONTENT_TYPE, kind);
        self.ask(request.body(Body::from(body.finish())).unwrap()).await
    }

    async fn token(&self, who: &str, page: &str) -> String {
        let text = self.get(who, page).await.text();
        let (_, rest) = text.split_once("name=\"csrf\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    async fn ask(&self, request: Request<Body>) -> Shown {
        let response = self.site.router().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION);
        let location = location.map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = axum::body::to_bytes(response.into_body(), 16 << 20).await.unwrap().to_vec();
        Shown { status, location, bytes }
    }
}
