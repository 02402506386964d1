//! Settings that can be used, and those that cannot.

use timestamp::{HttpAuthority, Settings};

use crate::settings;

fn with_password(url: &str) -> Settings {
    Settings { user: "app".to_owned(), password: "rahasia".to_owned(), ..settings(url) }
}

#[test]
fn a_password_travels_by_tls_or_in_a_network_of_ones_own() {
    for right in ["https://tsa.contoh.id/", "http://127.0.0.1:9/tsa"] {
        assert!(HttpAuthority::new(with_password(right)).is_ok(), "{right}");
    }
    let plain = "http://tsa.contoh.id/";
    assert_eq!(HttpAuthority::new(with_password(plain)).unwrap_err().setting, "url");
    let own = Settings { plain_http: true, ..with_password(plain) };
    assert!(HttpAuthority::new(own).is_ok());
    assert!(HttpAuthority::new(settings(plain)).is_ok(), "without a password");
}

#[test]
fn what_is_wrong_is_named() {
    for bad in ["", "tsa.contoh.id", "ftp://tsa.contoh.id/", "https://a:b@tsa.contoh.id/"] {
        assert_eq!(HttpAuthority::new(settings(bad)).unwrap_err().setting, "url", "{bad}");
    }
    let tls = || settings("https://tsa.contoh.id/");
    let nameless = Settings { password: "rahasia".to_owned(), ..tls() };
    assert_eq!(HttpAuthority::new(nameless).unwrap_err().setting, "user");
    let open = Settings { user: "app".to_owned(), ..tls() };
    assert_eq!(HttpAuthority::new(open).unwrap_err().setting, "password_file");
    let empty = Settings { ca: Some(b"no certificate".to_vec()), ..tls() };
    assert_eq!(HttpAuthority::new(empty).unwrap_err().setting, "ca_file");
}

#[test]
fn settings_do_not_show_the_password() {
    let shown = format!("{:?}", with_password("https://tsa.contoh.id/"));
    assert!(shown.contains("tsa.contoh.id") && !shown.contains("rahasia"), "{shown}");
}
