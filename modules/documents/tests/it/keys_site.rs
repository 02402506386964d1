//! The pages and answers of keys as a server would serve them, with the stage's people before them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use db::Tx;
use documents::Neighbours;
use documents::permissions::GRANTS;
use documents::usecase::keys::KeySettings;
use futures_util::future::BoxFuture;
use identity::{Actor, Rights};
use tower::ServiceExt;
use web::{App, AppParts, Sessions, SignedIn, Site, Texts};

use crate::drawing::drawing;
use crate::keys_stage::Stage;

/// Whoever names a sign-in name is signed in.
struct Gate(cell::Cell);

impl Sessions for Gate {
    fn find<'a>(&'a self, token: &'a str) -> BoxFuture<'a, base::Result<Option<SignedIn>>> {
        Box::pin(async move {
            let db = self.0.db();
            let read =
                db.read(async |tx: &mut Tx| identity::find_account_by_login(tx, token).await);
            let rights = Rights::new(GRANTS.iter().chain(identity::GRANTS).copied());
            Ok(read.await?.map(|it| SignedIn {
                actor: Actor::person(it.id, it.name, it.agency, it.roles, &rights),
                session: format!("session-of-{token}"),
                first: None,
            }))
        })
    }
}

/// The site over a stage.
pub struct Office {
    pub stage: Stage,
    pub app: App,
    site: Site,
}

/// What came back.
pub struct Shown {
    pub status: StatusCode,
    pub location: String,
    pub kind: String,
    pub retry_after: String,
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

impl Office {
    pub fn over(stage: Stage) -> Self {
        Self::limited(stage, KeySettings::default().stamps_per_minute)
    }

    /// With another number of time-stamps per minute.
    pub fn limited(stage: Stage, stamps_per_minute: u32) -> Self {
        let mut neighbours = Neighbours::new(stage.identity.clone());
        neighbours.drawing = drawing();
        neighbours.keys = KeySettings { stamps_per_minute, ..stage.keyring.settings() };
        Self::with(stage, neighbours)
    }

    /// With other neighbours.
    pub fn with(stage: Stage, neighbours: Neighbours) -> Self {
        let module = documents::module_with(stage.cell(), neighbours).unwrap();
        let locales = module::foundations().into_iter().flat_map(|f| f.locales);
        let app = App::new(AppParts {
            cell: stage.cell().clone(),
            texts: Texts::new(locales.chain(module.locales)).unwrap(),
            menus: module.menu.into_iter().collect(),
            sessions: Arc::new(Gate(stage.cell().clone())),
            trusted_proxies: Vec::new(),
            contact: String::new(),
        });
        let site = Site::new(&app, module.pages, module.api).with(&app, module.wires);
        Self { stage, app, site }
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
        let text = self.get(who, page).await.text();
        let (_, rest) = text.split_once("name=\"csrf\" value=\"").unwrap();
        let token = rest.split('"').next().unwrap();
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", token).extend_pairs(form);
        let kind = "application/x-www-form-urlencoded";
        let request = self.request("POST", who, path).header(header::CONTENT_TYPE, kind);
        self.ask(request.body(Body::from(body.finish())).unwrap()).await
    }

    /// A proposal for the list of trust, as its form sends it.
    pub async fn propose(
        &self,
        who: &str,
        fields: &[(&str, &str)],
        (name, content): (&str, &[u8]),
    ) -> Shown {
        let text = self.get(who, "/naskah/kepercayaan").await.text();
        let (_, rest) = text.split_once("name=\"csrf\" value=\"").unwrap();
        let token = rest.split('"').next().unwrap();
        let mut parts = vec![("csrf", None, token.as_bytes())];
        parts.extend(fields.iter().map(|(name, value)| (*name, None, value.as_bytes())));
        parts.push(("sertifikat", Some(name), content));
        let request = self.request("POST", who, "/naskah/kepercayaan/usulkan");
        let request = request.header(header::CONTENT_TYPE, crate::checked_files::FORM);
        self.ask(request.body(Body::from(crate::checked_files::form(&parts))).unwrap()).await
    }

    /// A question of a program.
    pub async fn call(&self, path: &str, kind: &str, body: Vec<u8>) -> Shown {
        let request = self.request("POST", "", path).header(header::CONTENT_TYPE, kind);
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    async fn ask(&self, request: Request<Body>) -> Shown {
        let response = self.site.router().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let text = |name| headers.get(name).map(|v| v.to_str().unwrap().to_owned());
        let location = text(header::LOCATION).unwrap_or_default();
        let kind = text(header::CONTENT_TYPE).unwrap_or_default();
        let retry_after = text(header::RETRY_AFTER).unwrap_or_default();
        let bytes = axum::body::to_bytes(response.into_body(), 4 << 20).await.unwrap().to_vec();
        Shown { status, location, kind, retry_after, bytes }
    }
}
