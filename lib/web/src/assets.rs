//! Styles, scripts and icons, embedded in the program under names that carry their hash.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, VARY,
};
use axum::response::{IntoResponse, Response};
use base::{Error, Kind};

use crate::failure::Result;

#[derive(rust_embed::Embed)]
#[folder = "../../assets/dist"]
struct Dist;

/// What `make assets` built; empty when the program was compiled without it.
#[derive(Debug, Clone, Copy)]
pub struct Assets;

/// Logical name to hashed name.
static MANIFEST: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let file = Dist::get("manifest.json");
    file.and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
});

impl Assets {
    /// Whether there were any at build time.
    pub fn built() -> bool {
        !MANIFEST.is_empty()
    }

    /// The address of a built file by its logical name, such as `citizen.css`.
    pub fn url(name: &str) -> Option<String> {
        MANIFEST.get(name).map(|hashed| format!("/_a/{hashed}"))
    }

    /// The text of a built file by its logical name, for one that is served elsewhere.
    pub(crate) fn text(name: &str) -> Option<String> {
        let file = Dist::get(MANIFEST.get(name)?)?;
        String::from_utf8(file.data.into_owned()).ok()
    }
}

/// A name with a hash never changes its bytes, so browsers keep it for good.
pub(crate) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Result<Response> {
    let missing = || Error::new(Kind::NotFound, "web/not-found");
    let kind = kind(&name).ok_or_else(missing)?;
    let twin = Dist::get(&format!("{name}.br")).filter(|_| accepts_brotli(&headers));
    let squeezed = twin.is_some();
    let file = twin.or_else(|| Dist::get(&name)).ok_or_else(missing)?;
    let mut response = file.data.into_owned().into_response();
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    out.insert(CACHE_CONTROL, forever);
    if squeezed {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Ok(response)
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|item| {
        let (coding, weight) = item.split_once(';').unwrap_or((item, ""));
        let refused = matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        coding.trim().eq_ignore_ascii_case("br") && !refused
    })
}

/// Only what the build makes is served; the twins and the manifest are not files of their own.
fn kind(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        _ => None,
    }
}
