//! The module as a server would serve it, with people in front of its pages.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use base::{Date, Id};
use db::{Db, Migration};
use documents::Neighbours;
use documents::permissions::GRANTS;
use documents::usecase::signing::SigningServices;
use documents::usecase::{Office, codes};
use futures_util::future::BoxFuture;
use identity::{
    Account, AccountForm, Actor, Agency, Basis, DemoAccount, Hashing, Identity, Position,
    PositionForm, Rights, Settings, TenureForm,
};
use notify::Post;
use testkit::TestCell;
use tower::ServiceExt;
use web::{App, AppParts, Sessions, SignedIn, Site, Texts};

use crate::drawing::drawing;

/// The tables of the module and of what it works with.
pub static MIGRATIONS: LazyLock<Vec<Migration>> = LazyLock::new(|| {
    let others = [audit::MIGRATIONS, identity::MIGRATIONS, jobs::MIGRATIONS, notify::MIGRATIONS];
    [&others.concat(), documents::migrations()].concat()
});

/// Sign-in name, name, office, roles.
const PEOPLE: [(&str, &str, &str, &[&str]); 12] = [
    ("lina", "Lina Contoh", "diskominfo", &["staff"]),
    ("wati", "Wati Contoh", "diskominfo", &["official"]),
    ("joko", "Joko Contoh", "diskominfo", &["official"]),
    ("rudi", "Rudi Contoh", "diskominfo", &["official"]),
    ("tuti", "Tuti Contoh", "diskominfo", &["records-clerk"]),
    ("bupati", "Budi Contoh", "setda", &["official", "leader"]),
    ("ajudan", "Agus Contoh", "setda", &["adjutant"]),
    ("sari", "Sari Contoh", "setda", &["records-clerk"]),
    ("dina", "Dina Contoh", "bapenda", &["official"]),
    ("nia", "Nia Contoh", "bapenda", &["records-clerk", "staff"]),
    ("hasan", "Hasan Contoh", "inspektorat", &["auditor"]),
    ("rina", "Rina Contoh", "diskominfo", &["registrar"]),
];

/// Short name, office, superior, title, abbreviation, rank, holder.
const POSITIONS: [(&str, &str, &str, &str, &str, &str, &str); 6] = [
    ("bupati", "setda", "", "Bupati Kutai Timur", "BUP", "region", "bupati"),
    (
        "kadis",
        "diskominfo",
        "bupati",
        "Kepala Dinas Komunikasi dan Informatika",
        "KADIS",
        "head",
        "rudi",
    ),
    ("sekdis", "diskominfo", "kadis", "Sekretaris Dinas", "SEK", "structural", "joko"),
    ("kabid", "diskominfo", "sekdis", "Kepala Bidang Aplikasi", "APTIKA", "structural", "wati"),
    ("kaban", "bapenda", "bupati", "Kepala Badan Pendapatan Daerah", "KABAN", "head", "dina"),
    ("ajudan", "setda", "bupati", "Ajudan Bupati", "", "adjutant", "ajudan"),
];

struct Gate(BTreeMap<&'static str, Actor>);

impl Sessions for Gate {
    fn find<'a>(&'a self, token: &'a str) -> BoxFuture<'a, base::Result<Option<SignedIn>>> {
        let session = format!("session-of-{token}");
        let found = self.0.get(token).cloned();
        let found = found.map(|actor| SignedIn { actor, session, first: None });
        Box::pin(std::future::ready(Ok(found)))
    }
}

/// The house with its pages.
pub struct House {
    pub it: TestCell,
    pub office: Office,
    pub app: App,
    people: BTreeMap<&'static str, Actor>,
    positions: BTreeMap<&'static str, Id<Position>>,
    site: Site,
}

/// What came back.
pub struct Shown {
    pub status: StatusCode,
    pub location: String,
    pub bytes: Vec<u8>,
}

impl Shown {
    /// As people read it: where a line may end is not to be seen.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).replace("<wbr>", "")
    }

    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let after = text.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
        after.split('"').next().unwrap_or_default().to_owned()
    }
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

impl House {
    /// A cell with its offices, positions, people and codes.
    pub async fn new(db: Db) -> Self {
        Self::within(TestCell::demo(db), SigningServices::default()).await
    }

    /// The same with services that sign.
    pub async fn within(it: TestCell, signing: SigningServices) -> Self {
        let rights = Rights::new(GRANTS.iter().chain(identity::GRANTS).copied());
        let hashing = Hashing { memory_kib: 64, passes: 1, at_once: 2 };
        let settings = Settings { hashing, ..Settings::default() };
        let identity = Identity::new(it.cell.clone(), rights.clone(), settings).unwrap();
        offices(&identity).await;
        let mut people = BTreeMap::new();
        for (login, name, agency, roles) in PEOPLE {
            let id = account(&identity, login, name, agency, roles).await;
            let roles = roles.iter().map(|role| (*role).to_owned()).collect();
            let actor = Actor::person(id, name, Some(agency.to_owned()), roles, &rights);
            people.insert(login, actor);
        }
        let positions = positions(&identity, &people).await;
        let channels = notify::Channels::default();
        let post = Post::new(it.cell.clone(), notify::Options::default(), channels).unwrap();
        let (post, drawing) = (Some(post), drawing());
        let neighbours = Neighbours { signing, post, drawing, ..Neighbours::new(identity) };
        let module = documents::module_with(&it.cell, neighbours.clone()).unwrap();
        let locales = module::foundations().into_iter().flat_map(|f| f.locales);
        let app = App::new(AppParts {
            cell: it.cell.clone(),
            texts: Texts::new(locales.chain(module.locales)).unwrap(),
            menus: module.menu.into_iter().collect(),
            sessions: Arc::new(Gate(people.clone())),
            trusted_proxies: Vec::new(),
            contact: String::new(),
        });
        let site = Site::new(&app, module.pages, module.api);
        let office = Office::new(it.cell.clone(), neighbours).unwrap();
        codes::load_built_in(&office, &Actor::operator()).await.unwrap();
        Self { it, office, app, people, positions, site }
    }

    pub fn actor(&self, who: &str) -> &Actor {
        &self.people[who]
    }

    pub fn position(&self, short: &str) -> Id<Position> {
        self.positions[short]
    }

    /// Somebody stands in for a while, or for good.
    pub async fn appoint(&self, who: &str, position: &str, basis: Basis, days: (&str, &str)) {
        let account = Id::parse(self.actor(who).id()).unwrap();
        let form = TenureForm {
            position: self.position(position),
            account,
            basis,
            from: day(days.0),
            until: Some(day(days.1)),
            decree: "800/15".to_owned(),
            grade: "Pembina (IV/a)".to_owned(),
        };
        self.office.identity().appoint(&Actor::operator(), &form).await.unwrap();
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

    /// Sends a file with the token of a page its form stands on.
    pub async fn upload(
        &self,
        who: &str,
        page: &str,
        path: &str,
        (name, content): (&str, &[u8]),
    ) -> Shown {
        let head = format!("name=\"f\"; filename=\"{name}\"");
        let mut parts = format!("Content-Disposition: form-data; {head}\r\n\r\n").into_bytes();
        parts.extend(content);
        self.send_parts(who, page, path, &parts).await
    }

    /// Sends the parts of a form behind its token.
    pub async fn send_parts(&self, who: &str, page: &str, path: &str, parts: &[u8]) -> Shown {
        let token = self.token(who, page).await;
        let mut body = Vec::new();
        body.extend(b"--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n");
        body.extend(token.bytes());
        body.extend(b"\r\n--edge\r\n");
        body.extend(parts);
        body.extend(b"\r\n--edge--\r\n");
        let kind = "multipart/form-data; boundary=edge";
        let request = self.request("POST", who, path).header(header::CONTENT_TYPE, kind);
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    async fn token(&self, who: &str, page: &str) -> String {
        let text = self.get(who, page).await.text();
        let found = text.split_once("name=\"csrf\" content=\"");
        let found = found.or_else(|| text.split_once("name=\"csrf\" value=\""));
        found.unwrap().1.split('"').next().unwrap().to_owned()
    }

    async fn ask(&self, request: Request<Body>) -> Shown {
        let response = self.site.router().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION);
        let location = location.map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = axum::body::to_bytes(response.into_body(), 32 << 20).await.unwrap().to_vec();
        Shown { status, location, bytes }
    }
}

async fn offices(identity: &Identity) {
    let agencies = [
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
    identity.set_agencies(&Actor::operator(), &agencies.map(agency)).await.unwrap();
}

async fn account(
    identity: &Identity,
    login: &str,
    name: &str,
    agency: &str,
    roles: &[&str],
) -> Id<Account> {
    let form = AccountForm {
        login: login.to_owned(),
        name: name.to_owned(),
        // Nobody vouches for a key under their own number.
        nip: if login == "rina" { "198702022011012002" } else { "198001012006041001" }.to_owned(),
        agency: agency.to_owned(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    };
    let demo = DemoAccount { form, password: "pelangi contoh 2026".to_owned() };
    identity.add_demo_account(&demo).await.unwrap()
}

async fn positions(
    identity: &Identity,
    people: &BTreeMap<&'static str, Actor>,
) -> BTreeMap<&'static str, Id<Position>> {
    let mut positions = BTreeMap::new();
    let operator = Actor::operator();
    for (short, agency, above, title, abbreviation, rank, holder) in POSITIONS {
        let parent: Option<&Id<Position>> = positions.get(above);
        let form = PositionForm {
            agency: agency.to_owned(),
            parent: parent.map(ToString::to_string).unwrap_or_default(),
            title: title.to_owned(),
            abbreviation: abbreviation.to_owned(),
            rank: rank.to_owned(),
        };
        let id = identity.set_position(&operator, None, &form).await.unwrap();
        let tenure = TenureForm {
            position: id,
            account: Id::parse(people[holder].id()).unwrap(),
            basis: Basis::Definitif,
            from: day("2025-01-01"),
            until: None,
            decree: "821.2/1".to_owned(),
            grade: "Pembina Utama Muda (IV/c)".to_owned(),
        };
        identity.appoint(&operator, &tenure).await.unwrap();
        positions.insert(short, id);
    }
    positions
}
