//! Settings that can be used, and those that cannot.

use bsre::{Bsre, Settings};

fn made(settings: &Settings) -> Result<Bsre, &'static str> {
    Bsre::new(settings).map_err(|unusable| unusable.setting)
}

fn at(url: &str) -> Settings {
    Settings::new(url, "pelangi", "rahasia")
}

#[test]
fn a_phrase_travels_by_tls_unless_the_network_is_said_to_be_ones_own() {
    for right in ["https://esign.contoh.go.id", "http://127.0.0.1:8081/", "http://localhost/esign"]
    {
        assert!(made(&at(right)).is_ok(), "{right}");
    }
    assert_eq!(made(&at("http://10.10.1.7")).unwrap_err(), "url");
    assert!(made(&Settings { plain_http: true, ..at("http://10.10.1.7") }).is_ok());
}

#[test]
fn what_is_wrong_is_named() {
    for bad in ["", "esign", "ftp://x/", "https://a:b@x/", "https://x/?a=1", "https://x/#a"] {
        assert_eq!(made(&at(bad)).unwrap_err(), "url", "{bad}");
    }
    let url = "https://esign.contoh.go.id";
    assert_eq!(made(&Settings::new(url, "", "x")).unwrap_err(), "user");
    assert_eq!(made(&Settings::new(url, "x", "")).unwrap_err(), "password_file");
    assert_eq!(made(&Settings { ca: Some(Vec::new()), ..at(url) }).unwrap_err(), "ca_file");
}
