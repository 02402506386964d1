//! What a phone needs to install the cell's pages as an app.

use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::assets::Assets;
use crate::headers::revalidated;
use crate::visit::Visit;

const ICONS: [(&str, &str, &str); 3] = [
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-512-maskable.png", "512x512", "maskable"),
];

pub(crate) async fn serve(visit: Visit) -> Response {
    let icons: Vec<Value> = ICONS
        .into_iter()
        .filter_map(|(name, sizes, purpose)| {
            let src = Assets::url(name)?;
            Some(json!({ "src": src, "sizes": sizes, "type": "image/png", "purpose": purpose }))
        })
        .collect();
    let manifest = json!({
        "id": "/",
        "name": format!("Pelangi – {}", visit.cell().settings().name),
        "short_name": "Pelangi",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": "id",
        "background_color": "#f5f6f2",
        "theme_color": "#0f5e6b",
        "icons": icons,
    });
    let mut response = manifest.to_string().into_response();
    let kind = HeaderValue::from_static("application/manifest+json");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    revalidated(response)
}
