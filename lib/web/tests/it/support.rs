//! A small site with one invented module, and people to visit it.

use std::net::SocketAddr;
use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::{ConnectInfo, Path};
use axum::http::{Request, Response, header};
use axum::response::IntoResponse;
use base::{Error, Id, Kind, Nop, RegionCode, Zone};
use cell::{Cell, Keys, Settings};
use db::{Db, Options, Target};
use files::Files;
use futures_util::future::BoxFuture;
use identity::{Actor, Grant, Permission, Rights, Role};
use tempfile::TempDir;
use testkit::{FixedClock, SeededRandom};
use tower::ServiceExt;
use utoipa_axum::routes;
use web::{
    Access, Api, App, AppParts, Entry, Form, Installable, Limits, Locale, Menu, Page, Pages,
};
use web::{Sessions, SignedIn, Site, Texts, Upload, Visit, html, html_with, see_other};

pub const READ: Permission = Permission("garden/read");
pub const PLANT: Permission = Permission("garden/plant");
const OPEN: Access = Access::Public { why: "a test" };

const ID: &str = "garden-title = Kebun\nroses-title = Mawar\nbeds-title = Bedeng\n\
    plants = { $n } tanaman\nnop-label = NOP\nfield-nop = Nomor objek\n";
const EN: &str = "garden-title = Garden\nroses-title = Roses\nbeds-title = Beds\n\
    plants = { $n ->\n    [one] { $n } plant\n   *[other] { $n } plants\n }\nnop-label = NOP\nfield-nop = Object number\n";

/// A site, and the folder its cell lives in.
pub struct Town {
    pub app: App,
    pub site: Site,
    _folder: TempDir,
}

/// How the town is served.
pub struct Served {
    pub public_url: &'static str,
    pub demo: bool,
    pub trusted_proxies: &'static [&'static str],
    pub installable: Installable,
}

impl Default for Served {
    fn default() -> Self {
        Self {
            public_url: "https://kutim.example",
            demo: false,
            trusted_proxies: &[],
            installable: Installable::default(),
        }
    }
}

/// Tokens `gardener`, `reader`, `newcomer` sign somebody in; `broken` is a database that fails.
struct Gate(Rights);

impl Sessions for Gate {
    fn find<'a>(&'a self, token: &'a str) -> BoxFuture<'a, base::Result<Option<SignedIn>>> {
        let answer = match token {
            "broken" => Err(Error::new(Kind::Unavailable, "db/unavailable")),
            "gardener" | "reader" => Ok(Some(self.person(token, None))),
            "newcomer" => Ok(Some(self.person("gardener", Some("/akun/sandi")))),
            _ => Ok(None),
        };
        Box::pin(std::future::ready(answer))
    }
}

impl Gate {
    fn person(&self, role: &str, first: Option<&'static str>) -> SignedIn {
        let id = Id::parse("01ARZ3NDEKTSV4RRFFQ69G5FAV").expect("an id");
        let actor = Actor::person(id, "Dewi Contoh", None, vec![role.to_owned()], &self.0);
        SignedIn { actor, session: format!("session-of-{role}"), first }
    }
}

impl Town {
    pub async fn new(served: Served) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let app = app(&folder, &served).await;
        let pages = pages().merge(web::installable(served.installable));
        let site = Site::new(&app, pages, api());
        Self { app, site, _folder: folder }
    }

    pub async fn ask(&self, request: Request<Body>) -> Response<Body> {
        self.site.router().oneshot(request).await.expect("the router never fails")
    }

    pub async fn get(&self, path: &str) -> Response<Body> {
        self.ask(get(path).body(Body::empty()).expect("a request")).await
    }

    pub async fn get_as(&self, token: &str, path: &str) -> Response<Body> {
        let request = get(path).header(header::COOKIE, format!("__Host-session={token}"));
        self.ask(request.body(Body::empty()).expect("a request")).await
    }
}

pub fn get(path: &str) -> http::request::Builder {
    Request::get(path).extension(ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 40_000))))
}

pub fn post(path: &str) -> http::request::Builder {
    Request::post(path).header("sec-fetch-site", "same-origin")
}

pub async fn text(response: Response<Body>) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 10_000_000).await.expect("a body");
    String::from_utf8(bytes.to_vec()).expect("text")
}

pub async fn json(response: Response<Body>) -> serde_json::Value {
    serde_json::from_str(&text(response).await).expect("JSON")
}

pub fn header_of<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().expect("text"))
}

async fn app(folder: &TempDir, served: &Served) -> App {
    let random = Arc::new(SeededRandom::new(7));
    let target = Target::Sqlite(folder.path().join("cell.sqlite"));
    let cell = Cell::new(cell::Parts {
        db: Db::open(&target, Options::default()).await.expect("a database"),
        files: Files::folder(&folder.path().join("files")).expect("files"),
        keys: Keys::generate(&*random),
        clock: Arc::new(FixedClock::default()),
        random,
        settings: Settings {
            code: RegionCode::parse("64.08").expect("a code"),
            name: "Kabupaten Kutai Timur".to_owned(),
            zone: Zone::parse("Asia/Makassar").expect("a zone"),
            public_url: served.public_url.to_owned(),
            demo: served.demo,
        },
    });
    let (gardener, reader) = (Role("gardener"), Role("reader"));
    let rights = Rights::new([
        Grant::cell(gardener, READ),
        Grant::cell(gardener, PLANT),
        Grant::cell(reader, READ),
    ]);
    App::new(AppParts {
        cell,
        texts: texts(),
        menus: vec![menu()],
        sessions: Arc::new(Gate(rights)),
        trusted_proxies: served.trusted_proxies.iter().map(|n| n.parse().expect("a net")).collect(),
        contact: "Badan Pendapatan Daerah, Senin–Jumat".to_owned(),
    })
}

pub fn texts() -> Texts {
    let garden = Locale::pair("garden", ID, EN);
    Texts::new(web::LOCALES.into_iter().chain(garden)).expect("sound sentences")
}

fn menu() -> Menu {
    Menu::of(
        "garden-title",
        vec![
            Entry { label: "beds-title", path: "/kebun", needs: READ, waiting: None },
            Entry { label: "roses-title", path: "/kebun/mawar", needs: PLANT, waiting: None },
        ],
    )
}

fn pages() -> Pages {
    Pages::new()
        .get("/", OPEN, home)
        .get("/nop", OPEN, nop)
        .get("/siapa", OPEN, who)
        .get("/panik", OPEN, panic)
        .get("/rusak", OPEN, broken)
        .get("/lambat", OPEN, slow)
        .get("/berkas", OPEN, file)
        .get("/kebun", Access::Needs(READ), beds)
        .get("/kebun/mawar", Access::Needs(PLANT), beds)
        .get("/akun/sandi", Access::SignedIn, home)
        .post("/kebun/mawar", Access::Needs(PLANT), plant)
        .post("/nop", OPEN, send_nop)
        .post_within(Limits::upload(64 * 1024), "/unggah", OPEN, upload)
}

fn api() -> Api {
    Api::new().route(OPEN, routes!(list_beds)).route(Access::Needs(PLANT), routes!(make_bed))
}

#[derive(Template)]
#[template(path = "garden.html", blocks = ["main"])]
struct Garden {
    page: Page,
    form: Form,
    plants: u32,
}

async fn home(visit: Visit) -> web::Result<axum::response::Response> {
    html(&Garden { page: visit.page("garden-title"), form: Form::new(), plants: 1_234 })
}

async fn beds(visit: Visit) -> web::Result<axum::response::Response> {
    let view = Garden { page: visit.work("beds-title"), form: Form::new(), plants: 1 };
    if visit.fragment() { html(&view.as_main()) } else { html(&view) }
}

async fn nop(visit: Visit, mut form: Form) -> web::Result<axum::response::Response> {
    match form.parse("nop", Nop::parse) {
        Some(nop) => Ok(nop.to_string().into_response()),
        None => refused(&visit, form),
    }
}

async fn send_nop(visit: Visit, form: Form) -> web::Result<axum::response::Response> {
    nop(visit, form).await
}

fn refused(visit: &Visit, form: Form) -> web::Result<axum::response::Response> {
    let view = Garden { page: visit.page("garden-title"), form, plants: 0 };
    html_with(http::StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn who(visit: Visit) -> String {
    format!("{} {}", visit.address(), visit.language().tag())
}

#[expect(clippy::panic, reason = "the story is about a panic")]
async fn panic() -> &'static str {
    panic!("a bug with a secret inside")
}

async fn broken() -> web::Result<()> {
    let cause = std::io::Error::other("disk /var/secret is full");
    Err(Error::new(Kind::Internal, "garden/broken").caused_by(cause).into())
}

async fn file() -> axum::response::Response {
    web::download("DHKP \"Teluk\r\nLingga\".pdf", "application/pdf", "%PDF")
}

async fn slow() -> &'static str {
    std::future::pending::<()>().await;
    "never"
}

async fn plant(visit: Visit) -> axum::response::Response {
    drop(visit);
    see_other("/kebun")
}

async fn upload(mut upload: Upload) -> web::Result<String> {
    let mut seen = Vec::new();
    while let Some(mut part) = upload.next().await? {
        let name = part.name().to_owned();
        let file = part.file_name().map(str::to_owned);
        let mut size = 0;
        while let Some(chunk) = part.chunk().await? {
            size += chunk.len();
        }
        seen.push(format!("{name} {} {size}", file.unwrap_or_default()));
    }
    Ok(seen.join("\n"))
}

/// All beds of a garden.
#[utoipa::path(get, path = "/api/v1/beds/{garden}", params(("garden" = i64, Path, description = "Its number")), responses((status = 200, description = "The beds")))]
async fn list_beds(Path(garden): Path<i64>) -> web::Result<axum::Json<Vec<i64>>> {
    if garden == 404 {
        return Err(Error::new(Kind::NotFound, "garden/no-bed").into());
    }
    Ok(axum::Json(vec![garden]))
}

/// Makes a bed.
#[utoipa::path(post, path = "/api/v1/beds", responses((status = 201, description = "Made")))]
async fn make_bed() -> &'static str {
    "made"
}
