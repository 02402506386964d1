//! What troubles of the mail server mean.

use std::time::Duration;

use mail::{Mail, Settings, Tls};
use ports::{Messenger, PortError};

use crate::fake::{Habit, Server, message, to_a_phone};

async fn sent(habit: Habit) -> PortError {
    let server = Server::start(habit).await;
    server.client().send(&message()).await.unwrap_err()
}

#[tokio::test]
async fn a_mailbox_that_does_not_exist_refuses_for_good() {
    for words in [
        "550 5.1.1 <ani@contoh.id>: Recipient address rejected: User unknown",
        "550 no such user ani@contoh.id",
        "553 5.1.3 bad address",
    ] {
        let error = sent(Habit::Says("RCPT", words)).await;
        assert!(matches!(error, PortError::Refused(_)), "{words}: {error:?}");
        assert!(!error.may_heal() && !error.to_string().contains("ani"), "{error}");
    }
}

#[tokio::test]
async fn what_is_our_fault_or_theirs_may_heal() {
    for (command, words) in [
        ("RCPT", "451 4.7.1 greylisted, ani@contoh.id must wait"),
        ("RCPT", "452 4.2.2 mailbox full"),
        ("RCPT", "554 5.7.1 relay access denied for ani@contoh.id"),
        ("RCPT", "550 5.7.26 unauthenticated mail"),
        ("MAIL", "553 5.1.8 sender rejected"),
        ("AUTH", "535 5.7.8 bad credentials"),
        ("CONNECT", "421 too busy"),
        (".", "552 5.3.4 too big"),
        ("STARTTLS", "454 no TLS now"),
    ] {
        let error = sent(Habit::Says(command, words)).await;
        assert!(error.may_heal(), "{words}: {error:?}");
        assert!(!error.to_string().contains("ani@"), "{error}");
    }
}

#[tokio::test]
async fn nonsense_and_broken_lines_may_heal() {
    for habit in [Habit::Babbles, Habit::CutsAfterData] {
        assert!(sent(habit).await.may_heal(), "{habit:?}");
    }
}

#[tokio::test]
async fn a_silent_server_is_not_waited_for() {
    let server = Server::start(Habit::Sleeps).await;
    let settings = Settings { patience: Duration::from_millis(200), ..server.settings() };
    let error = Mail::new(&settings).unwrap().send(&message()).await.unwrap_err();
    assert!(matches!(error, PortError::Unreachable(_)), "{error:?}");
}

#[tokio::test]
async fn nothing_is_said_in_the_clear_to_a_server_without_tls() {
    let server = Server::start(Habit::Bare).await;
    let error = server.client().send(&message()).await.unwrap_err();
    assert!(error.may_heal());
    let said = server.said.lock().unwrap().join("\n");
    assert!(!said.contains("AUTH") && !said.contains("MAIL"), "{said}");
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_not_taken() {
    let server = Server::start(Habit::Good).await;
    let settings = Settings { trusted: None, ..server.settings() };
    let error = Mail::new(&settings).unwrap().send(&message()).await.unwrap_err();
    assert!(error.may_heal());
    assert!(server.mails.lock().unwrap().is_empty());
    assert!(!server.said.lock().unwrap().join("\n").contains("AUTH"));
}

#[tokio::test]
async fn a_server_that_is_gone_may_come_back() {
    let server = Server::start(Habit::Good).await;
    let settings = Settings { port: 1, ..server.settings() };
    let error = Mail::new(&settings).unwrap().send(&message()).await.unwrap_err();
    assert!(matches!(error, PortError::Unreachable(_)), "{error:?}");
}

#[tokio::test]
async fn a_phone_gets_no_mail() {
    let server = Server::start(Habit::Good).await;
    let error = server.client().send(&to_a_phone()).await.unwrap_err();
    assert!(matches!(error, PortError::Refused(_)));
}

#[tokio::test]
async fn settings_that_would_show_mail_to_others_are_refused() {
    let server = Server::start(Habit::Good).await;
    let clear = Settings { tls: Tls::None, host: "mail.contoh.id".to_owned(), ..server.settings() };
    let error = Mail::new(&clear).unwrap_err();
    assert_eq!(error.setting, "tls");
    let local = Settings { tls: Tls::None, ..server.settings() };
    assert!(Mail::new(&local).is_ok());
    let nobody = Settings { host: String::new(), ..server.settings() };
    assert_eq!(Mail::new(&nobody).unwrap_err().setting, "server");
    let wrong = Settings { trusted: Some(b"no certificate".to_vec()), ..server.settings() };
    assert_eq!(Mail::new(&wrong).unwrap_err().setting, "ca_file");
    assert!(!format!("{:?} {:?}", server.settings(), server.client()).contains("rahasia"));
}
