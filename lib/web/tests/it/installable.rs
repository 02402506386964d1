//! The cell as an app on a phone.

use axum::body::Body;
use axum::http::{StatusCode, header};
use web::{AndroidApp, AndroidError, Assets, Installable, Shortcut};

use crate::support::{Served, Town, get, header_of, json, post, text};

const ROSES: Shortcut = Shortcut { name: "roses-title", path: "/nop", icon: "shortcut-pay.png" };
const FINGERPRINT: &str = "14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:\
    16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5";

async fn town(installable: Installable) -> Town {
    Town::new(Served { installable, ..Served::default() }).await
}

fn app(fingerprints: &[&str]) -> Result<AndroidApp, AndroidError> {
    let all: Vec<String> = fingerprints.iter().map(|f| (*f).to_owned()).collect();
    AndroidApp::new("id.go.kutaitimur.pbb", &all)
}

#[tokio::test]
async fn a_phone_learns_the_name_and_the_pictures_of_the_cell() {
    let answer = town(Installable::default()).await.get("/manifest.webmanifest").await;
    assert_eq!(header_of(&answer, "content-type"), "application/manifest+json");
    let manifest = json(answer).await;
    assert_eq!(manifest["name"], "Pelangi – Kabupaten Kutai Timur");
    assert_eq!(manifest["short_name"], "Kutai Timur");
    for (key, value) in [("id", "/"), ("scope", "/"), ("start_url", "/"), ("lang", "id")] {
        assert_eq!(manifest[key], value, "{key}");
    }
    assert_eq!(manifest["display"], "standalone");
    assert_eq!(manifest["prefer_related_applications"], false);
    let count = |key: &str| manifest[key].as_array().map_or(0, Vec::len);
    let built = if Assets::built() { 3 } else { 0 };
    assert_eq!((count("icons"), count("screenshots")), (built, built));
}

#[tokio::test]
async fn every_picture_of_the_manifest_is_there_and_as_large_as_it_says() {
    let town = town(Installable { shortcuts: vec![ROSES], android: None }).await;
    let manifest = json(town.get("/manifest.webmanifest").await).await;
    let shortcuts = manifest["shortcuts"].as_array().expect("shortcuts");
    let pictures = [&manifest["icons"], &manifest["screenshots"], &shortcuts[0]["icons"]];
    for picture in pictures.into_iter().flat_map(|p| p.as_array().expect("pictures")) {
        let path = picture["src"].as_str().expect("an address");
        let answer = town.get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let bytes = axum::body::to_bytes(answer.into_body(), 1_000_000).await.expect("bytes");
        // The head of a PNG: signature, then width and height, big-endian.
        assert_eq!(&bytes[1..4], b"PNG", "{path}");
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four"));
        assert_eq!(picture["sizes"], format!("{}x{}", side(16), side(20)), "{path}");
    }
}

#[tokio::test]
async fn shortcuts_and_sentences_are_in_the_language_of_the_phone() {
    let town = town(Installable { shortcuts: vec![ROSES], android: None }).await;
    let request = get("/manifest.webmanifest").header(header::ACCEPT_LANGUAGE, "en");
    let manifest = json(town.ask(request.body(Body::empty()).expect("a request")).await).await;
    assert_eq!(manifest["lang"], "en");
    assert_eq!(manifest["shortcuts"][0]["name"], "Roses");
    assert_eq!(manifest["shortcuts"][0]["url"], "/nop");
    let manifest = json(town.get("/manifest.webmanifest").await).await;
    assert_eq!(manifest["shortcuts"][0]["name"], "Mawar");
}

#[tokio::test]
async fn the_worker_stands_at_the_root_and_is_asked_for_anew() {
    let answer = town(Installable::default()).await.get("/sw.js").await;
    if !Assets::built() {
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        return;
    }
    assert_eq!(header_of(&answer, "content-type"), "text/javascript; charset=utf-8");
    assert_eq!(header_of(&answer, "cache-control"), "no-cache");
    let script = text(answer).await;
    for name in ["citizen.css", "citizen.js", "icons.svg", "saved.js", "scan.js"] {
        assert!(script.contains(&Assets::url(name).expect("built")), "it keeps {name}");
    }
}

#[tokio::test]
async fn the_page_without_a_signal_may_be_kept_but_not_with_a_name_on_it() {
    let town = town(Installable::default()).await;
    let nobody = town.get("/luring").await;
    assert_eq!(header_of(&nobody, "cache-control"), "private, no-cache");
    let page = text(nobody).await;
    assert!(page.contains("Tidak ada sambungan") && page.contains("href=\"/tersimpan\""), "{page}");
    let somebody = town.get_as("reader", "/luring").await;
    assert_eq!(header_of(&somebody, "cache-control"), "no-store");
}

#[tokio::test]
async fn what_is_shared_without_a_worker_is_not_read_and_leads_to_the_page_that_asks_again() {
    let town = town(Installable::default()).await;
    let request = post("/pindai/bagikan").header("content-type", "multipart/form-data; boundary=x");
    let body =
        Body::from("--x\r\nContent-Disposition: form-data; name=\"foto\"\r\n\r\nabc\r\n--x--");
    let answer = town.ask(request.body(body).expect("a request")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(header_of(&answer, "location"), "/pindai?dibagikan=1");
}

#[tokio::test]
async fn an_android_app_is_named_only_where_there_is_one() {
    let path = "/.well-known/assetlinks.json";
    let without = town(Installable::default()).await.get(path).await;
    assert_eq!(without.status(), StatusCode::NOT_FOUND);
    let plain = FINGERPRINT.replace(':', "").to_lowercase();
    let android = app(&[FINGERPRINT, &plain]).expect("an app");
    let with = town(Installable { android: Some(android), ..Installable::default() }).await;
    let answer = with.get(path).await;
    assert_eq!(header_of(&answer, "content-type"), "application/json");
    assert_eq!(header_of(&answer, "location"), "", "Android follows no redirect");
    let said = json(answer).await;
    assert_eq!(said[0]["relation"][0], "delegate_permission/common.handle_all_urls");
    let target = &said[0]["target"];
    assert_eq!(target["namespace"], "android_app");
    assert_eq!(target["package_name"], "id.go.kutaitimur.pbb");
    assert_eq!(target["sha256_cert_fingerprints"], serde_json::json!([FINGERPRINT, FINGERPRINT]));
}

#[test]
fn a_wrong_package_or_fingerprint_is_refused_with_how_to_write_it() {
    for package in ["pbb", "id.go.", "id.2go.pbb", "id go.pbb", "id.go.pbb;", ""] {
        let said = AndroidApp::new(package, &[FINGERPRINT.to_owned()]).expect_err(package);
        assert!(said.to_string().contains("id.go.kutaitimur.pbb"), "{said}");
    }
    assert_eq!(app(&[]), Err(AndroidError::NoFingerprint));
    for wrong in ["", "AA:BB", &FINGERPRINT[..94], &FINGERPRINT.replace('D', "G")] {
        assert!(matches!(app(&[wrong]), Err(AndroidError::Fingerprint(_))), "{wrong}");
    }
}
