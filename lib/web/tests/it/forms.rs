//! Forms: where they come from, what is in them, what comes back.

use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use futures_util::StreamExt;

use crate::support::{Served, Town, get, header_of, json, post, text};

const FORM: &str = "application/x-www-form-urlencoded";

/// Opens a page as a new visitor: the token of its form and the cookie it is tied to.
async fn open(town: &Town) -> (String, String) {
    let answer = town.get("/").await;
    let cookie = header_of(&answer, "set-cookie").split(';').next().unwrap_or("").to_owned();
    (token(&text(answer).await), cookie)
}

fn token(page: &str) -> String {
    let after = page.split("name=\"csrf\" value=\"").nth(1).expect("a form");
    after.split('"').next().expect("a token").to_owned()
}

async fn send(town: &Town, cookie: &str, body: String) -> Response<Body> {
    let request = post("/nop").header(header::CONTENT_TYPE, FORM).header(header::COOKIE, cookie);
    town.ask(request.body(Body::from(body)).expect("a request")).await
}

#[tokio::test]
async fn a_form_opened_here_is_accepted_again_and_again() {
    let town = Town::new(Served::default()).await;
    let (token, cookie) = open(&town).await;
    for _ in 0..2 {
        let body = format!("csrf={token}&nop=64.08.040.003.012-0147.0");
        let answer = send(&town, &cookie, body).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(text(answer).await, "64.08.040.003.012-0147.0");
    }
}

#[tokio::test]
async fn each_showing_of_a_form_carries_another_token() {
    let town = Town::new(Served::default()).await;
    let (first, cookie) = open(&town).await;
    let request = get("/").header(header::COOKIE, &cookie).body(Body::empty());
    let answer = town.ask(request.expect("a request")).await;
    assert_eq!(header_of(&answer, "set-cookie"), "", "the visitor is known");
    assert_ne!(token(&text(answer).await), first);
}

#[tokio::test]
async fn a_form_without_its_token_or_with_another_visitors_is_refused() {
    let town = Town::new(Served::default()).await;
    let (token, cookie) = open(&town).await;
    let (_, other) = open(&town).await;
    for (cookie, body) in [
        (&cookie, "nop=1".to_owned()),
        (&cookie, "csrf=&nop=1".to_owned()),
        (&cookie, format!("csrf={}A&nop=1", &token[..token.len() - 1])),
        (&other, format!("csrf={token}&nop=1")),
        (&String::new(), format!("csrf={token}&nop=1")),
    ] {
        let answer = send(&town, cookie, body.clone()).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{body}");
        assert!(text(answer).await.contains("Formulir ini tidak lagi berlaku"));
    }
}

#[tokio::test]
async fn what_another_site_sends_is_refused_even_with_a_token() {
    let town = Town::new(Served::default()).await;
    let (token, cookie) = open(&town).await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://x.example"),
    ] {
        let request = Request::post("/nop")
            .header(header::CONTENT_TYPE, FORM)
            .header(header::COOKIE, &cookie)
            .header(header::HOST, "kutim.example")
            .header(name, value)
            .body(Body::from(format!("csrf={token}&nop=1")));
        let answer = town.ask(request.expect("a request")).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{name} {value}");
    }
}

#[tokio::test]
async fn a_session_can_send_its_token_in_a_header() {
    let town = Town::new(Served::default()).await;
    let page = text(town.get_as("gardener", "/kebun").await).await;
    let request = |token: &str| {
        post("/kebun/mawar")
            .header(header::COOKIE, "__Host-session=gardener")
            .header("x-csrf-token", token)
            .body(Body::empty())
            .expect("a request")
    };
    assert_eq!(town.ask(request(&token(&page))).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(town.ask(request("x")).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_api_call_with_a_session_cookie_needs_the_token_too() {
    let town = Town::new(Served::default()).await;
    let request = post("/api/v1/beds").header(header::COOKIE, "__Host-session=gardener");
    let answer = town.ask(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert_eq!(json(answer).await["code"], "web/csrf");
}

#[tokio::test]
async fn a_refused_field_comes_back_with_its_value_and_a_sentence() {
    let town = Town::new(Served::default()).await;
    let answer = town.get("/nop?nop=%3Cb%3E12").await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(answer).await;
    assert!(page.contains("NOP hanya berisi angka"), "{page}");
    assert!(page.contains("value=\"&#60;b&#62;12\""), "what was typed stays, escaped: {page}");
    assert!(page.contains("href=\"#f-nop\"") && page.contains("aria-invalid=\"true\""));
    let missing = text(town.get("/nop").await).await;
    assert!(missing.contains("<a href=\"#f-nop\">Nomor objek: Isian ini wajib</a>"), "{missing}");
}

#[tokio::test]
async fn a_field_sent_twice_is_refused() {
    let town = Town::new(Served::default()).await;
    assert_eq!(town.get("/nop?nop=1&nop=2").await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_flood_of_fields_is_refused() {
    let town = Town::new(Served::default()).await;
    let query = (0..2_001).map(|i| format!("f{i}=1")).collect::<Vec<_>>().join("&");
    assert_eq!(town.get(&format!("/nop?{query}")).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_form_larger_than_its_limit_is_refused() {
    let town = Town::new(Served::default()).await;
    let (token, cookie) = open(&town).await;
    let body = format!("csrf={token}&nop={}", "1".repeat(2 * 1024 * 1024));
    assert_eq!(send(&town, &cookie, body).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test(start_paused = true)]
async fn a_form_that_trickles_in_is_given_up() {
    let town = Town::new(Served::default()).await;
    let first = futures_util::stream::iter([Ok::<_, std::io::Error>("nop=1")]);
    let body = Body::from_stream(first.chain(futures_util::stream::pending()));
    let request = post("/nop").header(header::CONTENT_TYPE, FORM);
    let answer = town.ask(request.body(body).expect("a request")).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_list_of_ticks_may_repeat_its_name() {
    let form = web::Form::parse_encoded(b"pick[]=a&pick[]=b&note=+x+").expect("a form");
    assert_eq!(form.list("pick[]"), ["a", "b"]);
    assert_eq!(form.value("note"), "x");
    assert_eq!(form.raw("note"), " x ");
}

#[tokio::test]
async fn a_secret_is_taken_out_once_and_a_form_prints_names_only() {
    let mut form = web::Form::parse_encoded(b"frasa=+perahu+kelotok+&nop=64").expect("a form");
    let printed = format!("{form:?}");
    assert!(printed.contains("frasa") && printed.contains("nop"), "{printed}");
    assert!(!printed.contains("perahu") && !printed.contains("64"), "{printed}");
    assert_eq!(*form.take_secret("frasa"), " perahu kelotok ");
    assert_eq!((form.raw("frasa"), form.value("nop")), ("", "64"));
    assert!(form.take_secret("frasa").is_empty() && form.take_secret("lain").is_empty());
    assert!(form.require_secret("frasa").is_none() && form.has_errors());
}

fn multipart(parts: &[(&str, Option<&str>, &str)]) -> Vec<u8> {
    let mut body = String::new();
    for (name, file, content) in parts {
        let file = file.map(|f| format!("; filename=\"{f}\"")).unwrap_or_default();
        body += &format!(
            "--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n"
        );
    }
    (body + "--XX--\r\n").into_bytes()
}

async fn upload(town: &Town, cookie: &str, body: Vec<u8>) -> Response<Body> {
    let request = post("/unggah")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX")
        .header(header::COOKIE, cookie);
    town.ask(request.body(Body::from(body)).expect("a request")).await
}

#[tokio::test]
async fn an_upload_begins_with_its_token_and_keeps_its_files_whole() {
    let town = Town::new(Served::default()).await;
    let (token, cookie) = open(&town).await;
    let file = "x".repeat(20_000);
    let good = multipart(&[("csrf", None, &token), ("berkas", Some("C:\\data\\a.csv"), &file)]);
    let answer = upload(&town, &cookie, good).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(text(answer).await, "berkas a.csv 20000");
    let late = multipart(&[("berkas", Some("a.csv"), &file), ("csrf", None, &token)]);
    assert_eq!(upload(&town, &cookie, late).await.status(), StatusCode::FORBIDDEN);
    let elsewhere = multipart(&[("catatan", None, &token), ("berkas", Some("a.csv"), &file)]);
    assert_eq!(upload(&town, &cookie, elsewhere).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_upload_beyond_the_limit_of_its_route_is_refused() {
    let town = Town::new(Served::default()).await;
    let (token, cookie) = open(&town).await;
    let file = "x".repeat(100_000);
    let body = multipart(&[("csrf", None, &token), ("berkas", Some("a.csv"), &file)]);
    assert_eq!(upload(&town, &cookie, body).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn an_upload_cut_off_in_the_middle_is_bad_input() {
    let town = Town::new(Served::default()).await;
    let (token, cookie) = open(&town).await;
    let mut body = multipart(&[("csrf", None, &token), ("berkas", Some("a.csv"), "abc")]);
    body.truncate(body.len() - 12);
    assert_eq!(upload(&town, &cookie, body).await.status(), StatusCode::BAD_REQUEST);
}
