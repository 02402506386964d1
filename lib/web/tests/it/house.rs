//! What the frame itself must keep.

use axum::body::Body;
use axum::http::header;

use crate::support::{Served, Town, get, text};

/// Every code the frame can answer with, and every page it makes, has its sentences.
#[tokio::test]
async fn no_page_of_the_frame_lacks_a_sentence() {
    let served = Served { public_url: "http://localhost:1", demo: true, ..Served::default() };
    let town = Town::new(served).await;
    let frame = ["/", "/api", "/_design", "/_design/kerja", "/_design/gangguan", "/panik", "/x"];
    for path in frame.into_iter().chain(["/luring"]) {
        for language in ["id", "en"] {
            let request = get(path).header(header::ACCEPT_LANGUAGE, language).body(Body::empty());
            let page = text(town.ask(request.expect("a request")).await).await;
            assert!(page.contains("<!doctype html>") && page.contains("</html>"), "{path}");
        }
    }
    assert_eq!(town.app.texts().missed(), Vec::<String>::new());
}

#[tokio::test]
async fn every_code_in_the_source_is_explained_in_both_languages() {
    let texts = crate::support::texts();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut codes = Vec::new();
    for file in std::fs::read_dir(folder).expect("the source") {
        let source = std::fs::read_to_string(file.expect("a file").path()).expect("text");
        let quoted = source.split('"').filter(|part| part.starts_with("web/"));
        codes.extend(quoted.map(|code| code.replace('/', "-")).filter(|code| code != "web-csrf-"));
    }
    assert!(codes.len() > 20, "the codes were found");
    for code in codes {
        for language in base::Language::ALL {
            let key = format!("error-{code}");
            assert!(texts.has(language, &key), "{} lacks {key}", language.tag());
            assert!(texts.has(language, &format!("{key}.do")), "{} lacks {key}.do", language.tag());
        }
    }
}

/// The policy forbids them, so a page that has one is broken in a browser.
#[tokio::test]
async fn no_page_has_inline_script_or_style() {
    let served = Served { public_url: "http://localhost:1", demo: true, ..Served::default() };
    let town = Town::new(served).await;
    for path in ["/", "/api", "/luring", "/_design", "/_design/kerja", "/_design/gangguan"] {
        let page = text(town.get(path).await).await;
        for forbidden in [" style=\"", "<style", " onclick=", "javascript:"] {
            assert!(!page.contains(forbidden), "{path}: {forbidden}");
        }
        let inline = page.split("<script").skip(1).filter(|tag| !tag.contains("src=")).count();
        assert_eq!(inline, 0, "{path}");
    }
}

#[tokio::test]
async fn the_readable_page_lists_each_operation() {
    let page = text(Town::new(Served::default()).await.get("/api").await).await;
    for expected in ["/api/v1/beds/{garden}", "All beds of a garden.", "garden/plant", "Its number"]
    {
        assert!(page.contains(expected), "{expected}");
    }
}
