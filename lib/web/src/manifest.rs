//! What a phone needs to install the cell's pages as an app.

use axum::Extension;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::assets::Assets;
use crate::headers::revalidated;
use crate::installable::Installable;
use crate::paths;
use crate::visit::Visit;

const ICONS: [(&str, &str, &str); 3] = [
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-512-maskable.png", "512x512", "maskable"),
];

/// Shown where a browser asks whether to install: file, size, form, key of the caption.
const SCREENS: [(&str, &str, &str, &str); 3] = [
    ("screen-home.png", "360x740", "narrow", "manifest-screen-home"),
    ("screen-notice.png", "360x740", "narrow", "manifest-screen-notice"),
    ("screen-wide.png", "1280x800", "wide", "manifest-screen-home"),
];

pub(crate) async fn serve(
    visit: Visit,
    Extension(installable): Extension<Installable>,
) -> Response {
    let mut response = manifest(&visit, &installable).to_string().into_response();
    let kind = HeaderValue::from_static("application/manifest+json");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    revalidated(response)
}

fn manifest(visit: &Visit, installable: &Installable) -> Value {
    let cell = &visit.cell().settings().name;
    let shortcuts: Vec<Value> =
        installable.shortcuts.iter().map(|shortcut| shortcut.shown(visit)).collect();
    json!({
        "id": "/",
        "name": format!("Pelangi – {cell}"),
        "short_name": short(cell),
        "description": say(visit, "manifest-description"),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": visit.language().tag(),
        "dir": "ltr",
        "background_color": "#f5f6f2",
        "theme_color": "#0f5e6b",
        "categories": ["government", "finance"],
        "prefer_related_applications": false,
        "icons": icons(),
        "screenshots": screens(visit),
        "shortcuts": shortcuts,
        "share_target": share_target(),
    })
}

/// What people share with the app. The service worker takes it on the phone, so a photo of a notice
/// goes to nobody; it knows these names too.
fn share_target() -> Value {
    json!({
        "action": paths::SHARE,
        "method": "POST",
        "enctype": "multipart/form-data",
        "params": {
            "title": "judul",
            "text": "teks",
            "url": "tautan",
            "files": [{ "name": "foto", "accept": ["image/*"] }],
        },
    })
}

/// `Kabupaten Kutai Timur` stands under an icon as `Kutai Timur`.
fn short(cell: &str) -> &str {
    let kinds = ["Kabupaten ", "Kota ", "Provinsi "];
    kinds.into_iter().find_map(|kind| cell.strip_prefix(kind)).unwrap_or(cell)
}

pub(crate) fn say(visit: &Visit, key: &str) -> String {
    visit.app().texts().say(visit.language(), key).to_string()
}

fn icons() -> Vec<Value> {
    let icon = |(name, sizes, purpose): (&str, &str, &str)| {
        let src = Assets::url(name)?;
        Some(json!({ "src": src, "sizes": sizes, "type": "image/png", "purpose": purpose }))
    };
    ICONS.into_iter().filter_map(icon).collect()
}

fn screens(visit: &Visit) -> Vec<Value> {
    let screen = |(name, sizes, form, caption): (&str, &str, &str, &str)| {
        let (src, label) = (Assets::url(name)?, say(visit, caption));
        let kind = "image/png";
        Some(json!({
            "src": src, "sizes": sizes, "type": kind, "form_factor": form, "label": label,
        }))
    };
    SCREENS.into_iter().filter_map(screen).collect()
}
