//! A cell with its pages, people with browsers and phones.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use administration::{Around, SessionsOf};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, StatusCode, header};
use db::{Db, Migration};
use identity::{
    AccountForm, Actor, Agency, DemoAccount, Grant, Hashing, Identity, OneTimeLink, Permission,
    Redeem, Rights, Role, Settings,
};
use notify::{Channels, InDrawer, Post};
use ports::Channel;
use testkit::TestCell;
use totp_rs::{Builder, Secret, Totp};
use tower::ServiceExt;
use web::{Api, App, AppParts, Pages, Site, Texts};

pub const MIGRATIONS: &[Migration] = &[
    audit::MIGRATIONS[0],
    identity::MIGRATIONS[0],
    identity::MIGRATIONS[1],
    identity::MIGRATIONS[2],
    jobs::MIGRATIONS[0],
    jobs::MIGRATIONS[1],
    notify::MIGRATIONS[0],
];

/// Good under both profiles.
pub const PASSWORD: &str = "Kuda lumping 7 pasar Rawa!";
pub const OTHER: &str = "Jembatan biru 9 hujan Sore?";

/// What another module brings.
pub const LOOK: Permission = Permission("garden/look");

/// A cell and its site.
pub struct House {
    pub it: TestCell,
    pub identity: Identity,
    pub app: App,
    pub post: Post,
    site: Site,
}

/// Somebody with an account.
pub struct Person {
    pub login: String,
    pub phone: Totp,
}

impl House {
    pub fn new(db: Db) -> Self {
        Self::of(TestCell::new(db), settings())
    }

    pub fn of(it: TestCell, settings: Settings) -> Self {
        let grants = identity::GRANTS.iter().chain(administration::permissions::GRANTS);
        let rights = Rights::new(grants.copied().chain([Grant::cell(Role::LEADER, LOOK)]));
        let identity = Identity::new(it.cell.clone(), rights, settings).unwrap();
        let post = post(&it);
        let around =
            Around { people: vec![demo_person()], post: Some(post.clone()), ..Around::default() };
        let module = administration::module_with(identity.clone(), around).unwrap();
        let foundations = module::foundations();
        let locales = foundations.iter().flat_map(|f| f.locales.clone()).chain(module.locales);
        let app = App::new(AppParts {
            cell: it.cell.clone(),
            texts: Texts::new(locales).unwrap(),
            menus: module.menu.into_iter().collect(),
            sessions: Arc::new(SessionsOf(identity.clone())),
            trusted_proxies: Vec::new(),
            contact: String::new(),
        });
        let site = Site::new(&app, Pages::new().merge(module.pages), Api::new().merge(module.api));
        Self { it, identity, app, post, site }
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser { house: self, cookies: Mutex::default(), language: "id" }
    }

    /// What the phone shows now.
    pub fn code(&self, phone: &Totp) -> String {
        let seconds = u64::try_from(self.it.cell.now().millis() / 1_000).unwrap();
        phone.generate(seconds).to_string()
    }

    /// The next code: codes are used once.
    pub fn wait_for_a_new_code(&self) {
        self.it.clock.advance_seconds(30);
    }

    pub async fn agencies(&self) {
        let agency = Agency {
            code: "bapenda".to_owned(),
            name: "Badan Pendapatan Daerah".to_owned(),
            kind: "badan".to_owned(),
            parent: None,
        };
        self.identity.set_agencies(&Actor::operator(), &[agency]).await.unwrap();
    }

    pub async fn first_administrator(&self) -> Person {
        let link = self.identity.start_first_administrator().await.unwrap();
        self.redeem(&link).await
    }

    /// Somebody with these roles, ready to sign in.
    pub async fn person(&self, login: &str, roles: &[Role]) -> Person {
        let form = AccountForm {
            login: login.to_owned(),
            name: format!("Pegawai {login}"),
            roles: roles.iter().map(|role| role.0.to_owned()).collect(),
            ..AccountForm::default()
        };
        let link = self.identity.create_account(&Actor::operator(), &form).await.unwrap();
        self.redeem(&link).await
    }

    pub async fn redeem(&self, link: &OneTimeLink) -> Person {
        let open = self.identity.open_link(&link.token).await.unwrap().unwrap();
        let phone = phone_of(&open.enrolment.unwrap().secret);
        let code = self.code(&phone);
        let (login, name) = (Some(&*open.login), Some(&*open.name));
        let address = "10.8.0.7";
        let input =
            Redeem { token: &link.token, password: PASSWORD, code: &code, login, name, address };
        self.identity.redeem_link(input).await.unwrap();
        self.wait_for_a_new_code();
        Person { login: link.login.clone(), phone }
    }
}

/// A post office that keeps everything in a drawer; of browsers only in a demo cell.
fn post(it: &TestCell) -> Post {
    let drawer: Arc<notify::Drawer> = Arc::default();
    let push: Arc<dyn ports::Messenger> = Arc::new(InDrawer(drawer, Channel::Push));
    let channels =
        Channels { messengers: vec![(Channel::Push, push)], push_key: Some("BKey".to_owned()) };
    let channels = if it.cell.settings().demo { channels } else { Channels::default() };
    Post::new(it.cell.clone(), notify::Options::default(), channels).unwrap()
}

/// Hashing that a debug build can bear.
pub fn settings() -> Settings {
    let hashing = Hashing { memory_kib: 64, passes: 1, at_once: 2 };
    Settings { hashing, ..Settings::default() }
}

pub fn demo_person() -> DemoAccount {
    let form = AccountForm {
        login: "dewi".to_owned(),
        name: "Dewi Contoh".to_owned(),
        roles: vec![Role::AUDITOR.0.to_owned()],
        ..AccountForm::default()
    };
    DemoAccount { form, password: PASSWORD.to_owned() }
}

pub fn phone_of(secret: &str) -> Totp {
    let typed = secret.replace(' ', "");
    let secret = Secret::try_from_base32(&typed).unwrap();
    Builder::new().with_secret(secret).with_skew(0).build_noncompliant()
}

/// A browser: it keeps cookies and sends the forms of pages it has opened.
pub struct Browser<'a> {
    pub house: &'a House,
    pub cookies: Mutex<BTreeMap<String, String>>,
    pub language: &'static str,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub headers: http::HeaderMap,
    pub text: String,
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form that stands on the page `from`, with its token.
    pub async fn post(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = csrf_of(&self.get(from).await.text);
        let mut all = vec![("csrf", &*token)];
        all.extend_from_slice(fields);
        self.post_raw(path, &all).await
    }

    pub async fn post_raw(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded: Vec<String> =
            fields.iter().map(|(n, v)| format!("{}={}", escaped(n), escaped(v))).collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(encoded.join("&")))
            .unwrap();
        self.send(request).await
    }

    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        let jar = self.cookies.lock().unwrap().clone();
        let cookies: Vec<String> = jar.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let headers = request.headers_mut();
        headers.insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        headers.insert(header::ACCEPT_LANGUAGE, self.language.parse().unwrap());
        headers.insert(
            header::USER_AGENT,
            "Mozilla/5.0 (Linux; Android 14) Firefox/130.0".parse().unwrap(),
        );
        let peer = SocketAddr::from(([203, 0, 113, 9], 40_000));
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = self.house.site.router().oneshot(request).await.unwrap();
        self.keep_cookies(&response);
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 10_000_000).await.unwrap();
        let location = parts.headers.get(header::LOCATION);
        Answer {
            status: parts.status,
            location: location.map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default(),
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    fn keep_cookies(&self, response: &Response<Body>) {
        let mut jar = self.cookies.lock().unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    pub async fn sign_in(&self, person: &Person) -> Answer {
        self.house.wait_for_a_new_code();
        let code = self.house.code(&person.phone);
        self.try_to_sign_in(&person.login, PASSWORD, &code).await
    }

    pub async fn try_to_sign_in(&self, login: &str, password: &str, code: &str) -> Answer {
        let fields = [("login", login), ("password", password), ("code", code)];
        self.post("/masuk", "/masuk", &fields).await
    }
}

impl Answer {
    /// Whether the page says this.
    pub fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }
}

/// The token of the first form on a page.
pub fn csrf_of(page: &str) -> String {
    between(page, "name=\"csrf\" value=\"", "\"").expect("a form on the page").to_owned()
}

/// The first text between two others.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = &text[text.find(before)? + before.len()..];
    rest.find(after).map(|end| &rest[..end])
}

fn escaped(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes()
        .map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
