//! The pages of the module with people in front of them, an acquirer behind, and workers.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use base::Id;
use db::{Db, Migration};
use futures_util::future::BoxFuture;
use identity::{Actor, Rights};
use jobs::{Handler, Options, Runner};
use notify::{Channels, Post};
use payments::permissions::GRANTS;
use testkit::TestCell;
use tower::ServiceExt;
use web::{App, Sessions, SignedIn, Site};

use crate::shelf::{self, Stage};
use crate::site::{neighbours, site};
use crate::window::Window;

/// The tables of the module and of what it works with.
pub static MIGRATIONS: LazyLock<Vec<Migration>> = LazyLock::new(|| {
    let others = [identity::MIGRATIONS, jobs::MIGRATIONS, notify::MIGRATIONS];
    [shelf::MIGRATIONS.to_vec(), others.concat()].concat()
});

/// People by the token of their session.
struct Gate {
    rights: Rights,
}

impl Sessions for Gate {
    fn find<'a>(&'a self, token: &'a str) -> BoxFuture<'a, base::Result<Option<SignedIn>>> {
        let (id, name, role) = match token {
            "sri" => ("01ARZ3NDEKTSV4RRFFQ69G5FA1", "Sri Contoh", "treasurer"),
            "nur" => ("01ARZ3NDEKTSV4RRFFQ69G5FA2", "Nur Contoh", "teller"),
            _ => return Box::pin(std::future::ready(Ok(None))),
        };
        let roles = vec![role.to_owned()];
        let actor = Actor::person(Id::parse(id).unwrap(), name, None, roles, &self.rights);
        let signed_in = SignedIn { actor, session: format!("session-of-{token}"), first: None };
        Box::pin(std::future::ready(Ok(Some(signed_in))))
    }
}

/// The house with its pages.
pub struct House {
    pub stage: Stage,
    pub app: App,
    pub window: Window,
    pub post: Post,
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

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }
}

/// Nobody in particular.
pub const CITIZEN: &str = "";

impl House {
    /// A demo cell, with an acquirer.
    pub fn new(db: Db) -> Self {
        Self::of(TestCell::demo(db))
    }

    pub fn of(it: TestCell) -> Self {
        let window = Window::default();
        let cell = it.cell.clone();
        let post = Post::new(cell.clone(), notify::Options::default(), Channels::default());
        let post = post.unwrap();
        let neighbours = payments::Neighbours {
            acquirer: Some(("qris-uji".to_owned(), Arc::new(window.clone()))),
            post: Some(post.clone()),
            ..neighbours()
        };
        let gate = Arc::new(Gate { rights: Rights::new(GRANTS.iter().copied()) });
        let (app, site, jobs) = site(&cell, neighbours, gate);
        Self { stage: Stage::of(it), app, window, post, site, jobs }
    }

    /// Runs what waits for a worker of the lane of messages and polls.
    pub async fn work(&self) -> u64 {
        let options = Options { lane: notify::LANE, ..Options::default() };
        let runner = Runner::new(self.stage.cell().clone(), self.jobs.clone(), options);
        runner.run_until_idle().await.unwrap()
    }

    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.ask(request("GET", who, path).body(Body::empty()).unwrap()).await
    }

    pub async fn get_in(&self, language: &str, path: &str) -> Answer {
        let asked = request("GET", CITIZEN, path).header(header::ACCEPT_LANGUAGE, language);
        self.ask(asked.body(Body::empty()).unwrap()).await
    }

    /// Sends a form, with the token of the page it stands on.
    pub async fn post(&self, who: &str, page: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let (token, cookie) = self.token(who, page).await;
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", &token).extend_pairs(form);
        let sent = request("POST", who, path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(sent.body(Body::from(body.finish())).unwrap()).await
    }

    /// Sends a form with a file.
    pub async fn upload(
        &self,
        page: &str,
        path: &str,
        fields: &[(&str, &str)],
        file: &[u8],
    ) -> Answer {
        const EDGE: &str = "pelangi-edge";
        let (token, cookie) = self.token(CITIZEN, page).await;
        let mut body = Vec::new();
        let all = [&[("csrf", token.as_str())][..], fields].concat();
        for (name, value) in all {
            let part = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"slip.jpg\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        let sent = request("POST", CITIZEN, path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, kind);
        self.ask(sent.body(Body::from(body)).unwrap()).await
    }

    /// Sends JSON, as a program does.
    pub async fn send(&self, path: &str, body: &serde_json::Value) -> Answer {
        let sent = request("POST", CITIZEN, path).header(header::CONTENT_TYPE, "application/json");
        self.ask(sent.body(Body::from(body.to_string())).unwrap()).await
    }

    /// The token of a form, and the cookies of the visit that saw it.
    async fn token(&self, who: &str, page: &str) -> (String, String) {
        let asked = request("GET", who, page).body(Body::empty()).unwrap();
        let response = self.site.router().oneshot(asked).await.unwrap();
        let set = response.headers().get_all(header::SET_COOKIE).iter();
        let given = set.filter_map(|v| v.to_str().ok()?.split(';').next().map(str::to_owned));
        let cookies = given.chain((!who.is_empty()).then(|| format!("__Host-session={who}")));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let bytes = axum::body::to_bytes(response.into_body(), 5_000_000).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (_, rest) = text.split_once("name=\"csrf\" value=\"").unwrap();
        (rest.split('"').next().unwrap().to_owned(), cookies)
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

fn request(method: &str, who: &str, path: &str) -> http::request::Builder {
    let builder = Request::builder()
        .method(method)
        .uri(path)
        .header("sec-fetch-site", "same-origin")
        .extension(ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 40_000))));
    match who {
        "" => builder,
        who => builder.header(header::COOKIE, format!("__Host-session={who}")),
    }
}
