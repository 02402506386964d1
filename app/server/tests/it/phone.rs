//! The cell on a phone: where codes lead, what may be kept, and the Android app of the settings.

use crate::browser::{Browser, escaped};
use crate::support::*;

const NOP: &str = "640804000301201470";
const FINGERPRINTS: &str = "14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:\
    A8:8A:04:96:B2:3F:CF:44:E5";

fn serve(place: &Place, environment: &[(&str, &str)]) -> Server {
    let words = ["serve", "--config", &place.config("cell")];
    Server::start_with(&words, place.path("log").as_ref(), environment)
}

#[test]
fn the_text_of_a_code_leads_into_the_cell_or_says_why_not() {
    let place = Place::with_cell();
    let server = serve(&place, &[]);
    let mut citizen = Browser::new(&server);
    let page = citizen.get("/pindai").expect(200, &["Buka kamera", "Pilih foto"]);
    let home = page.text.split("data-home=\"").nth(1).and_then(|rest| rest.split('"').next());
    let home = home.expect("the page knows the address on the papers").to_owned();
    let mut ask = |text: &str| citizen.get(&format!("/pindai?isi={}", escaped(text)));
    for (text, path) in [
        (format!("{home}/v/AQIDBA"), "/v/AQIDBA".to_owned()),
        (NOP.to_owned(), format!("/pbb?nop={NOP}")),
        ("64.08.040.003.012-0147.0".to_owned(), format!("/pbb?nop={NOP}")),
        (format!("{NOP}-2026-3"), format!("/pbb/periksa?kode={NOP}-2026-3")),
    ] {
        let answer = ask(&text).expect(303, &[]);
        assert_eq!(answer.header("location"), path, "{text}");
    }
    for (text, words) in [
        ("https://pbb-contoh.example/v/AQ".to_owned(), "bukan dari kami"),
        (format!("{home}.example/v/AQ"), "bukan dari kami"),
        (format!("{home}//pbb-contoh.example"), "bukan dari kami"),
        ("00020101021126570011ID.CO.QRIS.WWW6304A13F".to_owned(), "QRIS"),
        ("halo".to_owned(), "bukan NOP"),
    ] {
        ask(&text).expect(422, &[words]);
    }
    server.stop();
}

#[test]
fn the_pages_of_a_phone_may_be_kept_by_it_and_only_one_may_use_the_camera() {
    let place = Place::with_cell();
    let server = serve(&place, &[]);
    let mut citizen = Browser::new(&server);
    for path in ["/", "/luring", "/tersimpan", "/pindai"] {
        let answer = citizen.get(path).expect(200, &[]);
        assert_eq!(answer.header("cache-control"), "private, no-cache", "{path}");
        let camera = answer.header("permissions-policy").contains("camera=(self)");
        assert_eq!(camera, path == "/pindai", "{path}");
    }
    let manifest = citizen.get("/manifest.webmanifest").expect(200, &[]).json();
    for shortcut in manifest["shortcuts"].as_array().expect("shortcuts") {
        let path = shortcut["url"].as_str().expect("an address");
        citizen.get(path).expect(200, &[]);
    }
    let shared = manifest["share_target"]["action"].as_str().expect("an address");
    assert!(shared.starts_with("/pindai/"), "{shared}");
    server.stop();
}

#[test]
fn the_android_app_of_the_settings_is_named_and_a_wrong_one_refused() {
    let place = Place::with_cell();
    let fingerprints = format!("[\"{FINGERPRINTS}\"]");
    let package = ("PELANGI_ANDROID__PACKAGE", "id.go.contoh.pbb");
    let server = serve(&place, &[package, ("PELANGI_ANDROID__FINGERPRINTS", &fingerprints)]);
    let answer = Browser::new(&server).get("/.well-known/assetlinks.json").expect(200, &[]);
    assert_eq!(answer.json()[0]["target"]["package_name"], "id.go.contoh.pbb");
    server.stop();

    let check = |environment: &[(&str, &str)]| {
        let mut check = pelangi(&["config", "check", "--config", &place.config("cell")]);
        check.envs(environment.iter().copied()).output().expect("it starts")
    };
    assert_refused(&check(&[package]), 2, &["android", "fingerprint"]);
    let alone = [("PELANGI_ANDROID__FINGERPRINTS", fingerprints.as_str())];
    assert_refused(&check(&alone), 2, &["android", "package"]);
    let short = [package, ("PELANGI_ANDROID__FINGERPRINTS", "[\"AA:BB\"]")];
    assert_refused(&check(&short), 2, &["AA:BB", "32 pairs"]);
}
