//! What a mail looks like on the wire.

use ports::Messenger;

use crate::fake::{Habit, Server, message};

#[tokio::test]
async fn a_mail_goes_by_tls_and_can_be_ended_by_one_click() {
    let server = Server::start(Habit::Good).await;
    let sent = server.client().send(&message()).await.unwrap();
    assert_eq!(sent.0, "<01JD4R0000000000000000000A@kutaitimur.contoh.id>");
    let mail = server.mails.lock().unwrap()[0].clone();
    for header in [
        "From: \"Kabupaten Kutai Timur\" <pbb@kutaitimur.contoh.id>",
        "To: ani@contoh.id",
        "Subject: Bukti bayar PBB 2026 sudah ada",
        "Date: Mon, 17 Aug 2026 00:30:00 +0000",
        "Message-ID: <01JD4R0000000000000000000A@kutaitimur.contoh.id>",
        "Auto-Submitted: auto-generated",
        "Content-Language: id",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "Content-Type: text/plain; charset=utf-8",
    ] {
        assert!(mail.contains(&format!("{header}\r\n")), "{header}\n{mail}");
    }
    let unfolded = mail.replace("\r\n ", "");
    assert!(
        unfolded
            .contains("List-Unsubscribe: <https://pelangi.test/api/v1/messages/stop/01JD4Rxyz>"),
        "{mail}"
    );
    assert!(mail.contains("=E2=80=93 terima kasih"), "quoted-printable: {mail}");
    let said = server.said.lock().unwrap().join("\n");
    let start = said.find("STARTTLS").expect("it asked for TLS");
    for secret in ["AUTH", "MAIL FROM", "RCPT TO"] {
        assert!(said.find(secret).is_some_and(|at| at > start), "{secret} after TLS only: {said}");
    }
    assert!(said.contains("RCPT TO:<ani@contoh.id>"));
}

#[tokio::test]
async fn a_question_for_consent_has_nothing_to_end() {
    let server = Server::start(Habit::Good).await;
    let question = ports::Message { stop: None, ..message() };
    server.client().send(&question).await.unwrap();
    let mail = server.mails.lock().unwrap()[0].clone();
    assert!(!mail.contains("List-Unsubscribe") && !mail.contains("Berhenti"), "{mail}");
}

#[tokio::test]
async fn the_same_message_twice_is_the_same_mail() {
    let server = Server::start(Habit::Good).await;
    let client = server.client();
    let first = client.send(&message()).await.unwrap();
    assert_eq!(client.send(&message()).await.unwrap(), first);
    assert_eq!(server.mails.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_title_cannot_smuggle_a_header() {
    let server = Server::start(Habit::Good).await;
    let title = "Halo\r\nBcc: semua@contoh.id".to_owned();
    let from = "Kabupaten\r\nBcc: semua@contoh.id".to_owned();
    server.client().send(&ports::Message { title, from, ..message() }).await.unwrap();
    let said = server.said.lock().unwrap().join("\n");
    assert_eq!(said.matches("RCPT TO").count(), 1);
    for mail in server.mails.lock().unwrap().iter() {
        let headers = mail.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
        assert!(!headers.contains("\r\nbcc:"), "{mail}");
    }
}
