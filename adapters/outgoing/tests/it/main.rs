//! One request and everything that can become of it.
#![expect(
    clippy::expect_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod line;

use std::time::Duration;

use outgoing::fake::{Habit, Server};
use outgoing::{Answered, Client, Url, address};
use ports::PortError;

async fn asked(habit: Habit) -> Result<Answered, PortError> {
    let server = Server::start(habit).await.expect("a free port");
    let url = Url::parse(&server.url("/send?secret=1")).expect("an address");
    let client = Client::new(Duration::from_secs(5)).expect("a client");
    client.post(url, &[("authorization", "Bearer rahasia")], b"isi".to_vec()).await
}

#[tokio::test]
async fn an_answer_comes_back_whole() {
    let answered = asked(Habit::Says(418, "teko".to_owned())).await.unwrap();
    assert_eq!((answered.status, answered.body.as_slice()), (418, b"teko".as_slice()));
    let kept = asked(Habit::Keeps("/m/1")).await.unwrap();
    assert_eq!((kept.status, kept.location.as_deref()), (201, Some("/m/1")));
}

#[tokio::test]
async fn the_request_arrives_as_it_was_meant() {
    let server = Server::start(Habit::Says(200, String::new())).await.unwrap();
    let url = Url::parse(&server.url("/send")).unwrap();
    let client = Client::new(Duration::from_secs(5)).unwrap();
    client.post(url, &[("x-id", "7")], b"{}".to_vec()).await.unwrap();
    let request = server.requests().remove(0);
    assert_eq!(
        (&*request.path, request.header("x-id"), &*request.text()),
        ("/send", Some("7"), "{}")
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start(Habit::Says(200, String::new())).await.unwrap();
    let answered = asked(Habit::SendsTo(elsewhere.url("/"))).await.unwrap();
    assert_eq!(answered.status, 307);
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn a_broken_line_may_heal_and_names_no_secret() {
    for habit in [Habit::Cuts, Habit::CutsInside, Habit::Babbles, Habit::Floods] {
        let error = asked(habit.clone()).await.unwrap_err();
        assert!(error.may_heal(), "{habit:?}: {error}");
        let text = error.to_string();
        assert!(!text.contains("rahasia") && !text.contains("secret"), "{text}");
        assert!(!text.contains("127.0.0.1"), "{text}");
    }
    let babble = asked(Habit::Babbles).await.unwrap_err();
    assert!(matches!(babble, PortError::Garbled(_)), "{babble:?}");
}

#[tokio::test]
async fn a_silent_gateway_is_not_waited_for() {
    let server = Server::start(Habit::Sleeps).await.unwrap();
    let url = Url::parse(&server.url("/")).unwrap();
    let client = Client::new(Duration::from_millis(200)).unwrap();
    let error = client.post(url, &[], Vec::new()).await.unwrap_err();
    assert_eq!(error, PortError::Unreachable("no answer in time".to_owned()));
}

#[test]
fn only_safe_addresses_are_taken() {
    for good in [
        "https://gw.contoh.id/send",
        "http://127.0.0.1:9/x",
        "http://localhost/x",
        "http://[::1]:1/",
    ] {
        assert!(address("url", good).is_ok(), "{good}");
    }
    for bad in [
        "",
        "gw.contoh.id",
        "http://gw.contoh.id/",
        "ftp://gw.contoh.id",
        "https://a:b@gw.contoh.id/",
        "http://localhost.evil.id/",
        "file:///etc/passwd",
    ] {
        assert_eq!(address("url", bad).unwrap_err().setting, "url", "{bad}");
    }
}
