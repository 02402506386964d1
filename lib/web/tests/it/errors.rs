//! Failures in words.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::support::{Served, Town, get, header_of, json, text};

#[tokio::test]
async fn the_api_explains_a_failure_as_rfc_9457_says() {
    let town = Town::new(Served::default()).await;
    let answer = town.get("/api/v1/beds/404").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert_eq!(header_of(&answer, "content-type"), "application/problem+json");
    let id = header_of(&answer, "x-request-id").to_owned();
    let problem = json(answer).await;
    assert_eq!(problem["code"], "garden/no-bed");
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["type"], "urn:pelangi:problem:garden:no-bed");
    assert_eq!(problem["instance"], format!("urn:pelangi:request:{id}"));
    assert_eq!(problem["title"], "Halaman tidak ditemukan");
}

#[tokio::test]
async fn bad_input_is_a_4xx_problem_with_a_code_and_never_a_500() {
    let town = Town::new(Served::default()).await;
    for (path, status, code) in [
        ("/api/v1/beds/seven", 400, "web/unreadable"),
        ("/api/v1/beds/99999999999999999999", 400, "web/unreadable"),
        ("/api/v1/beds/%ff", 400, "web/unreadable"),
        ("/api/v1/nothing", 404, "web/not-found"),
        ("/api/", 404, "web/not-found"),
    ] {
        let answer = town.get(path).await;
        assert_eq!(answer.status().as_u16(), status, "{path}");
        assert_eq!(json(answer).await["code"], code, "{path}");
    }
}

#[tokio::test]
async fn people_get_a_page_that_says_what_to_do() {
    let town = Town::new(Served::default()).await;
    let answer = town.get("/tidak-ada").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(header_of(&answer, "content-type").starts_with("text/html"));
    let page = text(answer).await;
    assert!(page.contains("<h1>Halaman tidak ditemukan</h1>"), "{page}");
    assert!(page.contains("mulai dari beranda"));
    assert!(page.contains("Kabupaten Kutai Timur"));
}

#[tokio::test]
async fn a_fragment_gets_a_fragment() {
    let town = Town::new(Served::default()).await;
    let request = get("/rusak").header("hx-request-type", "partial");
    let page = text(town.ask(request.body(Body::empty()).expect("a request")).await).await;
    assert!(!page.contains("<html"), "{page}");
    assert!(page.contains("role=\"alert\""));
}

#[tokio::test]
async fn our_own_fault_shows_an_incident_number_and_nothing_inside() {
    let town = Town::new(Served::default()).await;
    let answer = town.get("/rusak").await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let id = header_of(&answer, "x-request-id").to_owned();
    let page = text(answer).await;
    assert!(page.contains(&id));
    assert!(!page.contains("secret"), "{page}");
}

#[tokio::test]
async fn a_panic_costs_one_request() {
    let town = Town::new(Served::default()).await;
    let answer = town.get("/panik").await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!text(answer).await.contains("secret"));
    assert_eq!(town.get("/").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_503_with_a_time_to_come_back() {
    let town = Town::new(Served::default()).await;
    let answer = town.get_as("broken", "/").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(header_of(&answer, "retry-after"), "10");
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_takes_too_long_is_given_up() {
    let town = Town::new(Served::default()).await;
    let answer = town.get("/lambat").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn who_asks_for_json_gets_json() {
    let town = Town::new(Served::default()).await;
    let request = Request::get("/tidak-ada").header("accept", "application/json");
    let answer = town.ask(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(json(answer).await["code"], "web/not-found");
}

#[tokio::test]
async fn a_post_to_a_page_without_one_names_the_allowed_method() {
    let town = Town::new(Served::default()).await;
    let request = Request::put("/nop").header("accept", "application/json");
    let request = request.header("sec-fetch-site", "cross-site").body(Body::empty());
    let answer = town.ask(request.expect("a request")).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN, "another site learns nothing");
    let answer = town.ask(Request::delete("/api").body(Body::empty()).expect("a request")).await;
    assert!(answer.status().is_client_error());
}
