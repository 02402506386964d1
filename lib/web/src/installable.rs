//! The cell as an app on a phone: manifest, service worker, the page without a signal, and the
//! statement that lets an Android app open the cell's addresses.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use base::{Error, Kind};
use serde_json::{Value, json};

use crate::access::Access;
use crate::android::{AndroidApp, statement};
use crate::assets::Assets;
use crate::failure::Result;
use crate::manifest;
use crate::offline;
use crate::pages::Pages;
use crate::paths;
use crate::visit::Visit;

const STATIC: Access = Access::Public { why: "part of every page, holds no data" };
const STATEMENT: Access = Access::Public { why: "names the Android app that belongs to the cell" };

/// What the app on a phone offers besides the pages. The server says it: this crate knows neither
/// tax nor payments.
#[derive(Debug, Clone, Default)]
pub struct Installable {
    /// What a long press on the icon offers, the most wanted first. Android shows three or four.
    pub shortcuts: Vec<Shortcut>,
    /// The Android app of the cell; `None`: `/.well-known/assetlinks.json` does not exist.
    pub android: Option<AndroidApp>,
}

/// One thing to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    /// Key of its name.
    pub name: &'static str,
    /// A page of this cell.
    pub path: &'static str,
    /// Logical name of a built picture of 96 × 96.
    pub icon: &'static str,
}

impl Shortcut {
    pub(crate) fn shown(&self, visit: &Visit) -> Value {
        let icons: Vec<Value> = Assets::url(self.icon)
            .map(|src| json!({ "src": src, "sizes": "96x96", "type": "image/png" }))
            .into_iter()
            .collect();
        json!({ "name": manifest::say(visit, self.name), "url": self.path, "icons": icons })
    }
}

/// The routes of an app that can be installed. Merge them with the pages of the modules.
pub fn installable(installable: Installable) -> Pages {
    let android = installable.android.clone();
    Pages::new()
        .get("/manifest.webmanifest", STATIC, manifest::serve)
        .get("/sw.js", STATIC, worker)
        .get(paths::OFFLINE, STATIC, offline::show)
        .get("/.well-known/assetlinks.json", STATEMENT, move || {
            std::future::ready(assetlinks(android.as_ref()))
        })
        .with(installable)
}

/// The worker stands at the root, where it may serve every page, and is asked for anew each time.
async fn worker() -> Result<Response> {
    let script = Assets::text("sw.js").ok_or_else(missing)?;
    let mut response = script.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

fn assetlinks(android: Option<&AndroidApp>) -> Result<Response> {
    let app = android.ok_or_else(missing)?;
    let mut response = statement(app).to_string().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    Ok(response)
}

fn missing() -> Error {
    Error::new(Kind::NotFound, "web/not-found")
}
