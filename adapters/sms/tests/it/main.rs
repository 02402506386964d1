//! Stories of SMS, told with a gateway that can misbehave.
#![expect(
    clippy::unwrap_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

use std::time::Duration;

use base::{Instant, Language};
use outgoing::fake::{Habit, Server};
use ports::messenger::{Email, Phone};
use ports::{Contact, Message, Messenger, PortError, Saying, SentId};
use serde_json::{Map, Value, json};
use sms::{Settings, Sms};

fn settings(server: &Server) -> Settings {
    let Value::Object(fixed) = json!({ "from": "PEMKAB", "type": "text" }) else { unreachable!() };
    Settings {
        url: server.url("/v1/send"),
        header: "authorization".to_owned(),
        secret: "Bearer rahasia".to_owned(),
        to_field: "msisdn".to_owned(),
        text_field: "text".to_owned(),
        reference_field: "reff".to_owned(),
        fixed,
        plus: false,
        id_pointer: "/data/0/id".to_owned(),
        code_pointer: "/code".to_owned(),
        refused_codes: vec!["INVALID_MSISDN".to_owned(), "1705".to_owned()],
        patience: Duration::from_secs(5),
    }
}

fn message() -> Message {
    Message {
        id: "01JD4R0000000000000000000A".to_owned(),
        at: Instant::from_millis(0),
        to: Contact::Phone(Phone::parse("081234567890").unwrap()),
        language: Language::Id,
        saying: Saying::ReceiptReady { tax_year: 2026 },
        from: "Kabupaten Kutai Timur".to_owned(),
        title: "Bukti bayar PBB 2026 sudah ada".to_owned(),
        sentence: "Pembayaran PBB tahun 2026 sudah kami catat.".to_owned(),
        link: "https://pelangi.test/i/01JD4Rabc".to_owned(),
        stop: None,
    }
}

async fn sent(habit: Habit) -> Result<SentId, PortError> {
    let server = Server::start(habit).await.unwrap();
    Sms::new(&settings(&server)).unwrap().send(&message()).await
}

fn says(status: u16, body: &Value) -> Habit {
    Habit::Says(status, body.to_string())
}

#[tokio::test]
async fn the_fields_are_called_as_the_gateway_wants() {
    let server = Server::start(says(200, &json!({ "data": [{ "id": 4711 }] }))).await.unwrap();
    let sent = Sms::new(&settings(&server)).unwrap().send(&message()).await.unwrap();
    assert_eq!(sent, SentId("4711".to_owned()));
    let request = server.requests().remove(0);
    assert_eq!(request.header("authorization"), Some("Bearer rahasia"));
    let wanted = json!({
        "from": "PEMKAB",
        "type": "text",
        "msisdn": "6281234567890",
        "text": "Kabupaten Kutai Timur: Pembayaran PBB tahun 2026 sudah kami catat. \
                 https://pelangi.test/i/01JD4Rabc",
        "reff": "01JD4R0000000000000000000A",
    });
    assert_eq!(serde_json::from_slice::<Value>(&request.body).unwrap(), wanted);
}

#[tokio::test]
async fn a_gateway_may_want_less() {
    let server = Server::start(Habit::Says(202, String::new())).await.unwrap();
    let bare = Settings {
        reference_field: String::new(),
        id_pointer: String::new(),
        fixed: Map::new(),
        plus: true,
        ..settings(&server)
    };
    let sent = Sms::new(&bare).unwrap().send(&message()).await.unwrap();
    assert_eq!(sent.0, message().id);
    let body: Value = serde_json::from_slice(&server.requests()[0].body).unwrap();
    assert_eq!(body.as_object().unwrap().len(), 2);
    assert_eq!(body["msisdn"], "+6281234567890");
}

#[tokio::test]
async fn only_the_named_codes_refuse_for_good() {
    for (status, body) in [
        (400, json!({ "code": "INVALID_MSISDN", "message": "6281234567890 is no number" })),
        (200, json!({ "code": 1705 })),
    ] {
        let error = sent(says(status, &body)).await.unwrap_err();
        assert!(matches!(error, PortError::Refused(_)), "{body}: {error:?}");
        assert!(!error.to_string().contains("8123"));
    }
}

#[tokio::test]
async fn everything_else_may_heal() {
    for (status, body) in [
        (400, json!({ "code": "NO_BALANCE" })),
        (401, json!({ "code": "the number 6281234567890 is not allowed for your account" })),
        (402, json!({})),
        (429, json!({})),
        (503, json!({ "code": [1] })),
        (200, json!({ "data": [] })),
        (301, json!({})),
    ] {
        let error = sent(says(status, &body)).await.unwrap_err();
        assert!(error.may_heal(), "{status} {body}: {error:?}");
        let text = error.to_string();
        assert!(!text.contains("8123") && !text.contains("rahasia"), "{text}");
    }
    for habit in [Habit::Cuts, Habit::CutsInside, Habit::Babbles, Habit::Floods] {
        assert!(sent(habit.clone()).await.unwrap_err().may_heal(), "{habit:?}");
    }
}

#[tokio::test]
async fn a_silent_gateway_is_not_waited_for() {
    let server = Server::start(Habit::Sleeps).await.unwrap();
    let settings = Settings { patience: Duration::from_millis(200), ..settings(&server) };
    let error = Sms::new(&settings).unwrap().send(&message()).await.unwrap_err();
    assert!(matches!(error, PortError::Unreachable(_)));
}

#[tokio::test]
async fn a_mail_address_is_nobody_here() {
    let server = Server::start(Habit::Says(200, String::new())).await.unwrap();
    let to = Contact::Email(Email::parse("ani@contoh.id").unwrap());
    let error = Sms::new(&settings(&server)).unwrap().send(&Message { to, ..message() }).await;
    assert!(matches!(error, Err(PortError::Refused(_))));
}

#[tokio::test]
async fn settings_that_cannot_work_are_named() {
    let server = Server::start(Habit::Says(200, String::new())).await.unwrap();
    let good = settings(&server);
    for (wrong, setting) in [
        (Settings { url: "http://sms.contoh.id/".to_owned(), ..good.clone() }, "url"),
        (Settings { to_field: String::new(), ..good.clone() }, "to_field"),
        (Settings { secret: "a\r\nb".to_owned(), ..good.clone() }, "token_file"),
        (Settings { header: "x y".to_owned(), ..good.clone() }, "header"),
        (Settings { id_pointer: "data.id".to_owned(), ..good.clone() }, "id_pointer"),
    ] {
        assert_eq!(Sms::new(&wrong).unwrap_err().setting, setting);
    }
    assert!(!format!("{:?}", Sms::new(&good).unwrap()).contains("rahasia"));
}
