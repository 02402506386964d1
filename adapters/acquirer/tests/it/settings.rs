//! Settings that can be used, and those that cannot.

use std::sync::Arc;

use acquirer::{Settings, SettingsError, SnapAcquirer};
use testkit::{FixedClock, SeededRandom};

use crate::support::{NOW, settings};

fn made(settings: Settings) -> Result<SnapAcquirer, SettingsError> {
    SnapAcquirer::new(settings, Arc::new(FixedClock::at(NOW)), Arc::new(SeededRandom::new(1)))
}

fn at(url: &str) -> Settings {
    Settings { base_url: url.to_owned(), ..settings("http://127.0.0.1:1") }
}

#[test]
fn plain_http_is_for_this_machine_only() {
    for right in ["http://127.0.0.1:9/v1.0", "http://localhost/v1.0/", "http://[::1]:9/v1.0"] {
        assert!(made(at(right)).is_ok(), "{right}");
    }
    for wrong in ["http://acquirer.example/v1.0", "http://10.0.0.1/v1.0"] {
        assert_eq!(made(at(wrong)).unwrap_err(), SettingsError::Plain, "{wrong}");
    }
}

#[test]
fn an_address_is_one() {
    for wrong in ["", "acquirer.example", "ftp://127.0.0.1/", "https://", "http://localhost/?a=1"] {
        assert!(matches!(made(at(wrong)).unwrap_err(), SettingsError::Url(_)), "{wrong}");
    }
}

#[test]
fn a_name_that_cannot_travel_is_refused_by_its_name() {
    let wrong = Settings { channel_id: "952210".to_owned(), ..settings("http://127.0.0.1:1") };
    assert_eq!(made(wrong).unwrap_err(), SettingsError::Name("the channel id"));
    let wrong = Settings { client_key: "a\nb".to_owned(), ..settings("http://127.0.0.1:1") };
    assert_eq!(made(wrong).unwrap_err(), SettingsError::Name("the client key"));
}
