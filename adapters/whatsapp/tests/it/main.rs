//! Stories of WhatsApp messages, told with a gateway that can misbehave.
#![expect(
    clippy::unwrap_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

use std::time::Duration;

use base::{Date, Instant, Language};
use outgoing::fake::{Habit, Server};
use ports::messenger::{Email, Phone};
use ports::{Contact, Message, Messenger, PortError, Saying, SentId};
use serde_json::{Value, json};
use whatsapp::{Settings, WhatsApp};

fn settings(server: &Server) -> Settings {
    Settings {
        url: server.url("/v23.0/"),
        phone_number_id: "106540352242922".to_owned(),
        token: "EAArahasia".to_owned(),
        template_prefix: "pelangi".to_owned(),
        patience: Duration::from_secs(5),
    }
}

fn message() -> Message {
    let due = Date::constant(2026, 9, 30);
    Message {
        id: "01JD4R0000000000000000000A".to_owned(),
        at: Instant::from_millis(0),
        to: Contact::Phone(Phone::parse("081234567890").unwrap()),
        language: Language::Id,
        saying: Saying::DueSoon { tax_year: 2026, due },
        from: "Kabupaten Kutai Timur".to_owned(),
        title: "PBB 2026 jatuh tempo 30 September 2026".to_owned(),
        sentence: "PBB tahun 2026 jatuh tempo 30 September 2026.".to_owned(),
        link: "https://pelangi.test/i/01JD4Rabc".to_owned(),
        stop: None,
    }
}

async fn sent(habit: Habit) -> Result<SentId, PortError> {
    let server = Server::start(habit).await.unwrap();
    WhatsApp::new(&settings(&server)).unwrap().send(&message()).await
}

fn taken() -> Habit {
    let body = json!({
        "messaging_product": "whatsapp",
        "contacts": [{ "input": "6281234567890", "wa_id": "6281234567890" }],
        "messages": [{ "id": "wamid.HBgL", "message_status": "accepted" }],
    });
    Habit::Says(200, body.to_string())
}

fn refused(status: u16, code: i64) -> Habit {
    let message = "(#131026) Message undeliverable to +6281234567890";
    let body = json!({ "error": { "message": message, "type": "OAuthException", "code": code } });
    Habit::Says(status, body.to_string())
}

#[tokio::test]
async fn a_template_is_filled_with_year_day_and_the_end_of_the_link() {
    let server = Server::start(taken()).await.unwrap();
    let sent = WhatsApp::new(&settings(&server)).unwrap().send(&message()).await.unwrap();
    assert_eq!(sent, SentId("wamid.HBgL".to_owned()));
    let request = server.requests().remove(0);
    assert_eq!(request.path, "/v23.0/106540352242922/messages");
    assert_eq!(request.header("authorization"), Some("Bearer EAArahasia"));
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let wanted = json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "6281234567890",
        "type": "template",
        "template": {
            "name": "pelangi_due_soon",
            "language": { "code": "id" },
            "components": [
                { "type": "body", "parameters": [
                    { "type": "text", "text": "2026" },
                    { "type": "text", "text": "30 September 2026" },
                ] },
                { "type": "button", "sub_type": "url", "index": "0",
                  "parameters": [{ "type": "text", "text": "01JD4Rabc" }] },
            ],
        },
        "biz_opaque_callback_data": "01JD4R0000000000000000000A",
    });
    assert_eq!(body, wanted);
}

#[tokio::test]
async fn a_number_without_whatsapp_refuses_for_good() {
    for code in [131_026, 131_021, 131_030] {
        let error = sent(refused(400, code)).await.unwrap_err();
        assert!(matches!(error, PortError::Refused(_)), "{code}: {error:?}");
        assert!(!error.to_string().contains("8123"), "{error}");
    }
}

#[tokio::test]
async fn limits_settings_and_faults_may_heal() {
    for (status, code) in
        [(400, 131_049), (401, 190), (404, 132_001), (429, 130_429), (400, 131_009), (500, 131_000)]
    {
        let error = sent(refused(status, code)).await.unwrap_err();
        assert!(error.may_heal(), "{status} {code}: {error:?}");
        assert!(!error.to_string().contains("8123"), "{error}");
    }
}

#[tokio::test]
async fn nonsense_may_heal() {
    let html = Habit::Says(502, "<html>Bad Gateway</html>".to_owned());
    let empty = Habit::Says(200, "{}".to_owned());
    let elsewhere = Habit::SendsTo("https://evil.id/".to_owned());
    for habit in
        [html, empty, elsewhere, Habit::Cuts, Habit::CutsInside, Habit::Babbles, Habit::Floods]
    {
        let error = sent(habit.clone()).await.unwrap_err();
        assert!(error.may_heal(), "{habit:?}: {error:?}");
        assert!(!error.to_string().contains("rahasia"));
    }
}

#[tokio::test]
async fn a_silent_gateway_is_not_waited_for() {
    let server = Server::start(Habit::Sleeps).await.unwrap();
    let settings = Settings { patience: Duration::from_millis(200), ..settings(&server) };
    let error = WhatsApp::new(&settings).unwrap().send(&message()).await.unwrap_err();
    assert!(matches!(error, PortError::Unreachable(_)));
}

#[tokio::test]
async fn a_mail_address_is_nobody_here() {
    let server = Server::start(taken()).await.unwrap();
    let to = Contact::Email(Email::parse("ani@contoh.id").unwrap());
    let message = Message { to, ..message() };
    let error = WhatsApp::new(&settings(&server)).unwrap().send(&message).await.unwrap_err();
    assert!(matches!(error, PortError::Refused(_)));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn settings_that_cannot_work_are_named() {
    let server = Server::start(taken()).await.unwrap();
    let good = settings(&server);
    for (wrong, setting) in [
        (Settings { url: "http://graph.contoh.id".to_owned(), ..good.clone() }, "url"),
        (Settings { phone_number_id: "+62812".to_owned(), ..good.clone() }, "phone_number_id"),
        (Settings { token: "a\nb".to_owned(), ..good.clone() }, "token_file"),
        (Settings { template_prefix: "Pelangi PBB".to_owned(), ..good.clone() }, "template_prefix"),
    ] {
        assert_eq!(WhatsApp::new(&wrong).unwrap_err().setting, setting);
    }
    assert!(!format!("{:?}", WhatsApp::new(&good).unwrap()).contains("rahasia"));
}
