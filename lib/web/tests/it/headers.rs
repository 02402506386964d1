//! The headers that keep people safe stand on every answer.

use axum::body::Body;
use axum::http::header;

use crate::support::{Served, Town, get, header_of};

const ROUTES: [&str; 8] =
    ["/", "/nop", "/panik", "/kebun", "/tidak-ada", "/api", "/api/openapi.json", "/api/v1/beds/1"];

#[tokio::test]
async fn every_answer_carries_them() {
    let town = Town::new(Served::default()).await;
    for path in ROUTES.into_iter().chain(["/_a/none.css", "/manifest.webmanifest"]) {
        let answer = town.get(path).await;
        let csp = header_of(&answer, "content-security-policy");
        assert!(csp.starts_with("default-src 'none'"), "{path}");
        assert!(csp.contains("frame-ancestors 'none'") && !csp.contains("unsafe"), "{path}");
        assert_eq!(header_of(&answer, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header_of(&answer, "referrer-policy"), "same-origin", "{path}");
        assert!(header_of(&answer, "permissions-policy").contains("camera=()"), "{path}");
        assert!(!header_of(&answer, "x-request-id").is_empty(), "{path}");
        assert!(!header_of(&answer, "cache-control").is_empty(), "{path}");
        assert!(header_of(&answer, "strict-transport-security").starts_with("max-age="), "{path}");
    }
}

#[tokio::test]
async fn personal_pages_are_never_stored() {
    let town = Town::new(Served::default()).await;
    assert_eq!(header_of(&town.get("/").await, "cache-control"), "no-store");
    assert_eq!(header_of(&town.get_as("reader", "/kebun").await, "cache-control"), "no-store");
}

#[tokio::test]
async fn a_demo_on_localhost_has_plain_cookies_and_no_hsts() {
    let served = Served { public_url: "http://localhost:8080", demo: true, ..Served::default() };
    let town = Town::new(served).await;
    let answer = town.get("/").await;
    assert_eq!(header_of(&answer, "strict-transport-security"), "");
    let cookie = header_of(&answer, "set-cookie");
    assert!(cookie.starts_with("visitor=") && !cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn a_real_cell_never_has_plain_cookies() {
    let served = Served { public_url: "http://kutim.example", ..Served::default() };
    let cookie = header_of(&Town::new(served).await.get("/").await, "set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-visitor="), "{cookie}");
    for mark in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(mark), "{mark}: {cookie}");
    }
}

#[tokio::test]
async fn pages_are_compressed_for_those_who_ask() {
    let town = Town::new(Served::default()).await;
    let request = get("/").header(header::ACCEPT_ENCODING, "gzip, br");
    let answer = town.ask(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(header_of(&answer, "content-encoding"), "br");
}

#[tokio::test]
async fn only_a_trusted_proxy_may_say_where_somebody_comes_from() {
    let ask = async |trusted: &'static [&'static str], forwarded: &str| {
        let served = Served { trusted_proxies: trusted, ..Served::default() };
        let request = get("/siapa").header("x-forwarded-for", forwarded);
        let town = Town::new(served).await;
        let said = town.ask(request.body(Body::empty()).expect("a request")).await;
        crate::support::text(said).await
    };
    assert!(ask(&[], "198.51.100.7").await.starts_with("203.0.113.9 "));
    assert!(ask(&["203.0.113.0/24"], "198.51.100.7").await.starts_with("198.51.100.7 "));
    let faked = ask(&["203.0.113.0/24"], "10.0.0.1, 198.51.100.7, 203.0.113.4").await;
    assert!(faked.starts_with("198.51.100.7 "), "{faked}");
    assert!(ask(&["203.0.113.0/24"], "nonsense").await.starts_with("203.0.113.9 "));
}

#[tokio::test]
async fn a_downloads_name_cannot_break_out_of_its_header() {
    let answer = Town::new(Served::default()).await.get("/berkas").await;
    let expected = "attachment; filename=\"DHKP -Teluk--Lingga-.pdf\"";
    assert_eq!(header_of(&answer, "content-disposition"), expected);
    assert_eq!(header_of(&answer, "content-type"), "application/pdf");
}
