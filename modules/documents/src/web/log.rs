//! The public log: its files for whoever keeps a copy, a page about it, and its words on the page of
//! a letter.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use base::{Error, Instant, Kind};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tlog::{Deed, Leaf};
use web::{Access, Limiter, Page, Pages, Visit, for_anybody, html};

use crate::usecase::Office;
use crate::usecase::log::{self, Overview, Trail};

const ANYBODY: Access =
    Access::Public { why: "the log is there to be read and copied; no name of a person is in it" };
/// Addresses remembered by the limiter.
const ROOM: usize = 20_000;
/// Files a minute for one address: a copy of a hundred thousand entries.
const FILES: u32 = 1_200;
/// A head is replaced; what is below it never is.
const SHORT: &str = "public, max-age=5";
const FOREVER: &str = "public, max-age=31536000, immutable";

#[derive(Clone)]
struct Files(Arc<Limiter>);

pub(super) fn pages(office: &Office) -> Pages {
    let (burst, refill) =
        (NonZeroU32::new(FILES).unwrap_or(NonZeroU32::MIN), Duration::from_secs(60) / FILES);
    let limiter = Limiter::new(office.cell().shared_clock(), burst, refill, ROOM);
    Pages::new()
        .get("/log", ANYBODY, show)
        .get("/log/naskah/checkpoint", ANYBODY, checkpoint)
        .get("/log/naskah/key", ANYBODY, key)
        .get("/log/naskah/tile/{*path}", ANYBODY, tile)
        .with(Files(Arc::new(limiter)))
        .with(office.clone())
}

#[derive(Template)]
#[template(path = "log.html", blocks = ["main"])]
struct View {
    page: Page,
    log: Overview,
    address: String,
}

/// An entry on the page.
struct Line {
    index: String,
    step: StepRow,
    /// The beginning of the letter's name in the log.
    document: String,
}

impl View {
    fn lines(&self) -> Vec<Line> {
        let line = |(index, leaf): &(u64, Leaf)| Line {
            index: index.to_string(),
            step: StepRow::new(&self.page, leaf, String::new()),
            document: leaf.document.chars().take(12).collect(),
        };
        self.log.latest.iter().map(line).collect()
    }

    fn size(&self) -> String {
        self.page.number(self.log.size.cast_signed()).to_string()
    }

    fn signed(&self) -> Option<String> {
        self.log.head.as_ref().map(|(at, _)| self.page.moment(*at).to_string())
    }

    fn note(&self) -> &str {
        self.log.head.as_ref().map_or("", |(_, note)| note)
    }
}

async fn show(
    visit: Visit,
    Extension(Files(limiter)): Extension<Files>,
    Extension(office): Extension<Office>,
) -> web::Result<Response> {
    limiter.take(&visit.address().to_string())?;
    let log = log::overview(office.cell()).await?;
    let public = office.cell().settings().public_url.trim_end_matches('/');
    let address = format!("{public}{}", log::PATH);
    Ok(for_anybody(&visit, html(&View { page: visit.page("log-title"), log, address })?))
}

async fn checkpoint(
    visit: Visit,
    Extension(Files(limiter)): Extension<Files>,
    Extension(office): Extension<Office>,
) -> web::Result<Response> {
    limiter.take(&visit.address().to_string())?;
    let note = log::checkpoint(office.cell()).await?.ok_or_else(nothing)?;
    Ok(file("text/plain; charset=utf-8", SHORT, note.into_bytes()))
}

async fn key(
    visit: Visit,
    Extension(Files(limiter)): Extension<Files>,
    Extension(office): Extension<Office>,
) -> web::Result<Response> {
    limiter.take(&visit.address().to_string())?;
    let key = log::verifier_key(office.cell())?.ok_or_else(nothing)?;
    Ok(file("text/plain; charset=utf-8", SHORT, format!("{key}\n").into_bytes()))
}

async fn tile(
    visit: Visit,
    Extension(Files(limiter)): Extension<Files>,
    Extension(office): Extension<Office>,
    Path(path): Path<String>,
) -> web::Result<Response> {
    limiter.take(&visit.address().to_string())?;
    let found = log::file(office.cell(), &format!("tile/{path}")).await?;
    Ok(file("application/octet-stream", FOREVER, found.ok_or_else(nothing)?))
}

fn file(kind: &'static str, keep: &'static str, content: Vec<u8>) -> Response {
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

fn nothing() -> Error {
    Error::new(Kind::NotFound, "documents/log-no-file")
}

/// A step in words.
pub(super) struct StepRow {
    pub deed: String,
    pub role: String,
    pub at: String,
    pub proof: String,
}

impl StepRow {
    fn new(page: &Page, leaf: &Leaf, proof: String) -> Self {
        let role = match leaf.role.as_str() {
            Leaf::CLOSED => page.t("log-role-closed").to_string(),
            role => role.to_owned(),
        };
        let at = Instant::parse(&leaf.at).map(|at| page.moment(at).to_string());
        Self {
            deed: page.t(&format!("log-deed-{}", word(leaf.deed))).to_string(),
            role,
            at: at.unwrap_or_else(|_| leaf.at.clone()),
            proof,
        }
    }
}

/// The word of the published format.
fn word(deed: Deed) -> &'static str {
    match deed {
        Deed::Draf => "draf",
        Deed::Paraf => "paraf",
        Deed::Tolak => "tolak",
        Deed::Ttd => "ttd",
        Deed::Kirim => "kirim",
        Deed::Terima => "terima",
        Deed::Disposisi => "disposisi",
        Deed::Cabut => "cabut",
        Deed::Musnah => "musnah",
    }
}

/// The steps of a letter.
pub(super) fn steps(page: &Page, trail: &Trail) -> Vec<StepRow> {
    let step = |it: &log::Step| {
        let proof = match &it.proved {
            None => page.t("log-step-waiting").to_string(),
            Some(it) => {
                let key = if it.holds { "log-step-proved" } else { "log-step-broken" };
                page.t(key).with("n", it.inclusion.index.to_string()).to_string()
            }
        };
        StepRow::new(page, &it.leaf, proof)
    };
    trail.steps.iter().map(step).collect()
}

/// What the log says about a letter, in a sentence.
pub(super) fn trail_words(page: &Page, trail: &Trail) -> String {
    let key = match trail {
        it if it.steps.is_empty() => "log-trail-none",
        it if it.is_broken() => "log-trail-broken",
        it if it.is_proved() => "log-trail-proved",
        _ => "log-trail-waiting",
    };
    let count = page.number(i64::try_from(trail.steps.len()).unwrap_or(i64::MAX)).to_string();
    page.t(key).with("n", count).with("size", trail.size.to_string()).to_string()
}

/// The same for programs: what stands in the log, and the hashes from there up to the signed root.
pub(super) fn proofs(trail: &Trail) -> Value {
    let step = |it: &log::Step| {
        let proof = it.proved.as_ref().filter(|it| it.holds).map(|it| &it.inclusion);
        let path = |path: &Vec<tlog::Hash>| -> Vec<String> {
            path.iter().map(|hash| STANDARD.encode(hash)).collect()
        };
        json!({
            "entry": it.entry,
            "index": proof.map(|it| it.index),
            "size": proof.map(|it| it.size),
            "path": proof.map(|it| path(&it.path)),
        })
    };
    json!({
        "key": trail.key,
        "checkpoint": trail.checkpoint,
        "steps": trail.steps.iter().map(step).collect::<Vec<_>>(),
    })
}
