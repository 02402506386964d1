//! Handing notifications over.

use std::sync::Arc;
use std::time::Duration;

use base::{Instant, Language};
use outgoing::fake::{Habit, Server};
use ports::messenger::{Email, PushSubscription};
use ports::{Contact, Message, Messenger, PortError, Saying, SentId};
use testkit::SeededRandom;
use web_push::{Vapid, WebPush};

use crate::vectors::{AUTH, UA_PUBLIC};

fn client(patience: Duration) -> WebPush {
    let vapid = Vapid::new(&[7; 32], "https://pelangi.test").unwrap();
    WebPush::new(vapid, Arc::new(SeededRandom::new(1)), patience).unwrap()
}

fn message(endpoint: &str) -> Message {
    let push = PushSubscription::new(endpoint, UA_PUBLIC, AUTH).unwrap();
    Message {
        id: "01JD4R0000000000000000000A".to_owned(),
        at: Instant::parse("2026-08-17T00:30:00.000Z").unwrap(),
        to: Contact::Push(push),
        language: Language::Id,
        saying: Saying::TicketAnswered,
        from: "Kabupaten Kutai Timur".to_owned(),
        title: "Laporan Anda sudah ditanggapi".to_owned(),
        sentence: "Silakan baca tanggapannya.".to_owned(),
        link: "https://pelangi.test/i/01JD4Rabc".to_owned(),
        stop: None,
    }
}

async fn sent(habit: Habit) -> Result<SentId, PortError> {
    let server = Server::start(habit).await.unwrap();
    client(Duration::from_secs(5)).send(&message(&server.url("/push/geheim"))).await
}

#[tokio::test]
async fn a_push_service_gets_what_it_cannot_read() {
    let server = Server::start(Habit::Keeps("/m/1")).await.unwrap();
    let client = client(Duration::from_secs(5));
    for _ in 0..2 {
        let sent = client.send(&message(&server.url("/push/abc"))).await.unwrap();
        assert_eq!(sent.0, "01JD4R0000000000000000000A");
    }
    let requests = server.requests();
    let request = &requests[0];
    assert_eq!(request.path, "/push/abc");
    for (name, value) in [
        ("content-encoding", "aes128gcm"),
        ("ttl", "172800"),
        ("urgency", "normal"),
        ("topic", "01JD4R0000000000000000000A"),
    ] {
        assert_eq!(request.header(name), Some(value), "{name}");
    }
    assert!(request.header("authorization").unwrap().starts_with("vapid t="));
    assert!(!request.text().contains("Laporan"));
    assert_eq!(&request.body[16..21], [0, 0, 16, 0, 65], "one record, a point as its key");
    assert_ne!(request.body[..16], requests[1].body[..16], "never the same salt");
    assert_ne!(request.body[21..86], requests[1].body[21..86], "never the same key");
}

#[tokio::test]
async fn a_browser_that_unsubscribed_refuses_for_good() {
    for status in [404, 410] {
        let error = sent(Habit::Says(status, String::new())).await.unwrap_err();
        assert!(matches!(error, PortError::Refused(_)), "{status}: {error:?}");
    }
}

#[tokio::test]
async fn troubles_may_heal_and_do_not_name_the_browser() {
    for status in [400, 401, 403, 413, 429, 500, 503, 307] {
        let error = sent(Habit::Says(status, "geheim".to_owned())).await.unwrap_err();
        assert!(error.may_heal() && !error.to_string().contains("geheim"), "{status}: {error:?}");
    }
    for habit in [Habit::Cuts, Habit::Babbles, Habit::Floods, Habit::CutsInside] {
        let error = sent(habit.clone()).await.unwrap_err();
        assert!(error.may_heal() && !error.to_string().contains("geheim"), "{habit:?}: {error:?}");
    }
}

#[tokio::test]
async fn a_silent_service_is_not_waited_for() {
    let server = Server::start(Habit::Sleeps).await.unwrap();
    let client = client(Duration::from_millis(200));
    let error = client.send(&message(&server.url("/x"))).await.unwrap_err();
    assert!(matches!(error, PortError::Unreachable(_)));
}

#[tokio::test]
async fn only_browsers_with_a_safe_address_are_called() {
    let mail = Contact::Email(Email::parse("ani@contoh.id").unwrap());
    let to_mail = Message { to: mail, ..message("https://push.example.net/x") };
    let error = client(Duration::from_secs(5)).send(&to_mail).await.unwrap_err();
    assert!(matches!(error, PortError::Refused(_)));
    let plain = message("http://push.example.net/x");
    let error = client(Duration::from_secs(5)).send(&plain).await.unwrap_err();
    assert!(matches!(error, PortError::Refused(_)));
}
