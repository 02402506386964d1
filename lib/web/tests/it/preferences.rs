//! Language and theme.

use axum::body::Body;
use axum::http::{StatusCode, header};

use crate::support::{Served, Town, get, header_of, text};

async fn page(town: &Town, name: header::HeaderName, value: &str) -> String {
    let request = get("/").header(name, value).body(Body::empty());
    text(town.ask(request.expect("a request")).await).await
}

#[tokio::test]
async fn pages_are_indonesian_unless_the_browser_prefers_english() {
    let town = Town::new(Served::default()).await;
    for (accept, expected) in [
        ("", "id"),
        ("en-GB,en;q=0.9,id;q=0.8", "en"),
        ("en;q=0.5, id-ID", "id"),
        ("fr, de", "id"),
        ("fr, en;q=0.1", "en"),
        ("en;q=0", "id"),
        ("en;q=nonsense", "id"),
    ] {
        let page = page(&town, header::ACCEPT_LANGUAGE, accept).await;
        assert!(page.contains(&format!("<html lang=\"{expected}\"")), "{accept}");
    }
}

#[tokio::test]
async fn a_chosen_language_wins_and_numbers_follow_it() {
    let town = Town::new(Served::default()).await;
    let answer = town.get("/bahasa/en?kembali=%2Fnop%3Fnop%3D1").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(header_of(&answer, "location"), "/nop?nop=1");
    let cookie = header_of(&answer, "set-cookie").split(';').next().unwrap_or("").to_owned();
    assert_eq!(cookie, "__Host-language=en");
    let english = page(&town, header::COOKIE, &cookie).await;
    assert!(english.contains("<h1>Garden</h1>") && english.contains("1.234 plants"), "{english}");
}

#[tokio::test]
async fn a_choice_never_leads_to_another_site() {
    let town = Town::new(Served::default()).await;
    for target in ["https://x.example", "//x.example", "/%5Cx.example", "%2F%09%2Fx.example", "x"] {
        let answer = town.get(&format!("/bahasa/en?kembali={target}")).await;
        assert_eq!(header_of(&answer, "location"), "/", "{target}");
    }
}

#[tokio::test]
async fn dark_is_the_persons_choice() {
    let town = Town::new(Served::default()).await;
    let answer = town.get("/tema/dark?kembali=/").await;
    assert!(header_of(&answer, "set-cookie").starts_with("__Host-theme=dark;"));
    assert!(page(&town, header::COOKIE, "__Host-theme=dark").await.contains("data-theme=\"dark\""));
    assert!(!page(&town, header::COOKIE, "x=1").await.contains("data-theme"));
}

#[tokio::test]
async fn a_language_or_theme_we_do_not_have_is_not_found() {
    let town = Town::new(Served::default()).await;
    for path in ["/bahasa/fr", "/bahasa/id-ID", "/tema/pink"] {
        assert_eq!(town.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}
