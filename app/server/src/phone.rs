//! What a phone does for itself: reads QR codes, and keeps notices for times without a signal.
//!
//! Both pages hold no data of anybody: the codes are read and the notices kept on the phone. They
//! lead into several modules, so they stand here.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind, Nop};
use module::Service;
use web::{Access, for_anybody, html, html_with, paths, see_other, with_camera};
use web::{AndroidApp, Form, Installable, Page, Pages, Shortcut, Visit};

const SCANS: Access = Access::Public { why: "the page that reads codes holds no data" };
const KEEPS: Access = Access::Public { why: "what is saved lies on the phone, not on the page" };

/// What citizens find on the home page beside the services of the modules.
pub const SERVICES: &[Service] = &[
    Service {
        icon: "scan-qr-code",
        title: "phone-scan-service",
        hint: "phone-scan-hint",
        path: paths::SCAN,
    },
    Service {
        icon: "bookmark",
        title: "phone-saved-title",
        hint: "phone-saved-hint",
        path: paths::SAVED,
    },
];

/// What a long press on the icon of the app offers, where the cell has that page.
const SHORTCUTS: [Shortcut; 3] = [
    Shortcut { name: "phone-look-up", path: "/", icon: "shortcut-look-up.png" },
    Shortcut { name: "phone-pay", path: "/bayar", icon: "shortcut-pay.png" },
    Shortcut { name: "phone-saved-title", path: paths::SAVED, icon: "shortcut-saved.png" },
];

/// What a year can be, and the colour of its tag; as the look-up shows it.
const STATES: [(&str, &str); 7] = [
    ("unpaid", "yellow"),
    ("late", "red"),
    ("paid", "green"),
    ("principal_paid", "yellow"),
    ("written_off", ""),
    ("cancelled", ""),
    ("nil", ""),
];

#[derive(Template)]
#[template(path = "scan.html", blocks = ["main"])]
struct Scan {
    page: Page,
    form: Form,
}

#[derive(Template)]
#[template(path = "saved.html", blocks = ["main"])]
struct Saved {
    page: Page,
}

impl Saved {
    fn word(&self, state: &str) -> String {
        self.page.t(&format!("phone-state-{}", state.replace('_', "-"))).to_string()
    }
}

/// The page that scans, and the page of what this phone has saved.
pub fn pages() -> Pages {
    Pages::new().get(paths::SCAN, SCANS, scan).get(paths::SAVED, KEEPS, saved)
}

/// The app on a phone, with the shortcuts that lead somewhere.
pub fn app(android: Option<AndroidApp>, pages: &Pages) -> Installable {
    let served = |shortcut: &Shortcut| {
        pages.listed().iter().any(|route| route.method == "GET" && route.path == shortcut.path)
    };
    Installable { shortcuts: SHORTCUTS.into_iter().filter(served).collect(), android }
}

async fn saved(visit: Visit) -> web::Result<Response> {
    let view = Saved { page: visit.page("phone-saved-title") };
    Ok(for_anybody(&visit, html(&view)?))
}

/// Without script the text of a code is typed or pasted, and this says where it leads.
async fn scan(visit: Visit, mut form: Form) -> web::Result<Response> {
    let page = visit.page("phone-scan-title");
    let text = form.value("isi").to_owned();
    if text.is_empty() {
        let view = Scan { page, form };
        return Ok(with_camera(for_anybody(&visit, html(&view)?)));
    }
    match lead(&text, &visit.cell().settings().public_url) {
        Ok(path) => Ok(see_other(&path)),
        Err(error) => {
            form.refuse("isi", &error);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &Scan { page, form }).map(with_camera)
        }
    }
}

/// Where the text of a code leads: into this cell, or nowhere. The same rules as in
/// `assets/src/scan/meaning.ts`, which reads codes on the phone.
fn lead(text: &str, home: &str) -> base::Result<String> {
    if let Some(path) = text.strip_prefix(home).and_then(paths::local) {
        return Ok(path.to_owned());
    }
    if text.contains("://") {
        return Err(Error::new(Kind::Invalid, "server/foreign-code"));
    }
    match Nop::parse(text) {
        Ok(nop) => Ok(format!("/pbb?nop={}", nop.digits())),
        Err(_) if is_number(text) => Ok(format!("/pbb/periksa?kode={text}")),
        Err(_) if is_qris(text) => Err(Error::new(Kind::Invalid, "server/payment-code")),
        Err(_) => Err(Error::new(Kind::Invalid, "server/unknown-code")),
    }
}

/// The number of a notice: NOP, year and revision, as `640804000301201470-2026-3`.
fn is_number(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = parts.iter().all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
    digits && matches!(parts[..], [nop, year, _] if nop.len() == 18 && year.len() == 4)
}

/// A payment code of merchants (QRIS) begins with its format.
fn is_qris(text: &str) -> bool {
    text.starts_with("000201")
}
