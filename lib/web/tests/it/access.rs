//! Who may come in.

use axum::http::StatusCode;

use crate::support::{PLANT, Served, Town, get, header_of, json, text};
use axum::body::Body;
use web::Access;

#[tokio::test]
async fn a_stranger_is_asked_to_sign_in_and_comes_back() {
    let town = Town::new(Served::default()).await;
    let answer = town.get("/kebun/mawar?warna=merah").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(header_of(&answer, "location"), "/masuk?lanjut=%2Fkebun%2Fmawar%3Fwarna%3Dmerah");
}

#[tokio::test]
async fn an_ended_session_is_a_stranger() {
    let town = Town::new(Served::default()).await;
    assert_eq!(town.get_as("long-ago", "/kebun").await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn htmx_is_told_to_sign_in_as_a_whole_page() {
    let town = Town::new(Served::default()).await;
    let request = get("/kebun").header("hx-request-type", "partial");
    let answer = town.ask(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(header_of(&answer, "hx-redirect"), "/masuk");
}

#[tokio::test]
async fn a_right_opens_its_pages_and_no_others() {
    let town = Town::new(Served::default()).await;
    for (token, path, expected) in [
        ("reader", "/kebun", StatusCode::OK),
        ("reader", "/kebun/mawar", StatusCode::FORBIDDEN),
        ("gardener", "/kebun", StatusCode::OK),
        ("gardener", "/kebun/mawar", StatusCode::OK),
        ("reader", "/", StatusCode::OK),
    ] {
        assert_eq!(town.get_as(token, path).await.status(), expected, "{token} {path}");
    }
}

#[tokio::test]
async fn the_menu_shows_what_a_person_may_open() {
    let town = Town::new(Served::default()).await;
    let reader = text(town.get_as("reader", "/kebun").await).await;
    assert!(reader.contains(r#"<a href="/kebun" aria-current="page">Bedeng</a>"#), "{reader}");
    assert!(!reader.contains("Mawar"));
    let gardener = text(town.get_as("gardener", "/kebun/mawar").await).await;
    assert!(gardener.contains(r#"<a href="/kebun/mawar" aria-current="page">Mawar</a>"#));
    assert!(gardener.contains(r#"<a href="/kebun">Bedeng</a>"#));
}

#[tokio::test]
async fn a_newcomer_sets_a_password_before_anything_else() {
    let town = Town::new(Served::default()).await;
    let answer = town.get_as("newcomer", "/kebun").await;
    assert_eq!(header_of(&answer, "location"), "/akun/sandi");
    assert_eq!(town.get_as("newcomer", "/akun/sandi").await.status(), StatusCode::OK);
    assert_eq!(town.get_as("newcomer", "/").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_api_answers_strangers_with_a_problem() {
    let town = Town::new(Served::default()).await;
    let request = http::Request::post("/api/v1/beds");
    let answer = town.ask(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert!(!header_of(&answer, "www-authenticate").is_empty());
    assert_eq!(json(answer).await["code"], "web/sign-in");
}

#[tokio::test]
async fn a_method_that_does_not_exist_is_405_before_it_is_401() {
    let town = Town::new(Served::default()).await;
    let request = http::Request::put("/api/v1/beds").body(Body::empty()).expect("a request");
    let answer = town.ask(request).await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header_of(&answer, "allow"), "POST");
    assert_eq!(json(answer).await["code"], "web/method-not-allowed");
}

#[tokio::test]
async fn every_operation_of_the_api_states_its_right() {
    let town = Town::new(Served::default()).await;
    let document = json(town.get("/api/openapi.json").await).await;
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().expect("paths");
    let operations = paths.values().flat_map(|item| item.as_object().expect("an item").values());
    for operation in operations {
        let marks = ["x-permission", "x-signed-in", "x-public"];
        let marked = marks.iter().filter(|mark| !operation[**mark].is_null()).count();
        assert_eq!(marked, 1, "{operation}");
    }
    assert_eq!(document["paths"]["/api/v1/beds"]["post"]["x-permission"], PLANT.0);
}

#[tokio::test]
async fn the_list_of_routes_holds_pages_operations_and_the_frame() {
    let town = Town::new(Served::default()).await;
    let listed = town.site.listed();
    let access = |method: &str, path: &str| {
        listed.iter().find(|l| l.method == method && l.path == path).map(|l| l.access)
    };
    assert_eq!(access("POST", "/kebun/mawar"), Some(Access::Needs(PLANT)));
    assert_eq!(access("POST", "/api/v1/beds"), Some(Access::Needs(PLANT)));
    assert!(matches!(access("GET", "/_a/{name}"), Some(Access::Public { .. })));
    assert_eq!(access("GET", "/_design"), None, "only a demo cell shows the components");
}
