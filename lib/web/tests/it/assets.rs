//! Built files, and pages without them.

use axum::body::Body;
use axum::http::{StatusCode, header};
use web::Assets;

use crate::support::{Served, Town, get, header_of, text};

#[tokio::test]
async fn a_page_links_the_built_style_or_none() {
    let town = Town::new(Served::default()).await;
    let citizen = text(town.get("/").await).await;
    let official = text(town.get_as("reader", "/kebun").await).await;
    assert_eq!(citizen.contains("/_a/citizen-"), Assets::built());
    assert_eq!(official.contains("/_a/official-"), Assets::built());
    assert!(!citizen.contains("/_a/official-"), "a citizen's phone never loads htmx");
    assert!(citizen.contains("<h1>Kebun</h1>"), "readable either way");
}

#[tokio::test]
async fn a_built_file_never_changes_and_comes_squeezed() {
    let town = Town::new(Served::default()).await;
    let Some(path) = Assets::url("citizen.css") else {
        assert!(!Assets::built(), "the manifest must name citizen.css");
        return;
    };
    let plain = town.get(&path).await;
    assert_eq!(plain.status(), StatusCode::OK);
    assert_eq!(header_of(&plain, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header_of(&plain, "content-type"), "text/css; charset=utf-8");
    assert_eq!(header_of(&plain, "content-encoding"), "");
    let request = get(&path).header(header::ACCEPT_ENCODING, "gzip, br;q=0.9");
    let squeezed = town.ask(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(header_of(&squeezed, "content-encoding"), "br");
    assert_eq!(header_of(&squeezed, "vary"), "accept-encoding");
    assert!(size(squeezed).await * 4 < size(plain).await);
    let request = get(&path).header(header::ACCEPT_ENCODING, "br;q=0");
    let refused = town.ask(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(header_of(&refused, "content-encoding"), "");
}

async fn size(response: http::Response<Body>) -> usize {
    axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body").len()
}

#[tokio::test]
async fn nothing_but_built_files_is_served() {
    let town = Town::new(Served::default()).await;
    for name in ["manifest.json", "none-0123456789.css", "..%2f..%2fCargo.toml", "citizen.css"] {
        assert_eq!(
            town.get(&format!("/_a/{name}")).await.status(),
            StatusCode::NOT_FOUND,
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_citizens_page_stays_within_its_budget() {
    let town = Town::new(Served::default()).await;
    let mut transferred = 0;
    for path in [Some("/".to_owned()), Assets::url("citizen.css"), Assets::url("icons.svg")] {
        let Some(path) = path else { continue };
        transferred += squeezed(&town, &path).await;
    }
    let script = match Assets::url("citizen.js") {
        Some(path) => squeezed(&town, &path).await,
        None => 0,
    };
    assert!(script <= 20 * 1024, "{script} bytes of script");
    assert!(transferred + script <= 60 * 1024, "{transferred} + {script} bytes");
}

async fn squeezed(town: &Town, path: &str) -> usize {
    let request = get(path).header(header::ACCEPT_ENCODING, "br").body(Body::empty());
    size(town.ask(request.expect("a request")).await).await
}
