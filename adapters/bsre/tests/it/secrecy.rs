//! A phrase, a NIK and the service's password are nowhere: not in a log at its finest, not in an
//! error, not in what is printed for debugging.

use std::io;
use std::sync::{Arc, Mutex};

use bsre::BsreSeal;
use bsre::fake::Mischief;
use ports::PdfSigner;
use ports::signing::{Secret, Subject};
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{
    EMAIL, NIK, PASSPHRASE, SUBSCRIBER, letter, order, passphrase, service, settings, siti,
};

#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody panicked").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Page {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// The whole play: everything that can be asked, in every mood of the service.
async fn play() -> String {
    let there = service().await;
    let (client, seal) = (there.client(), BsreSeal::new(there.client()));
    let moods = [
        Mischief::None,
        Mischief::Echo,
        Mischief::WrongSecretOk,
        Mischief::CutAfter,
        Mischief::NotJson,
        Mischief::EmptyFile,
        Mischief::OtherPrefix,
        Mischief::Status { code: 500 },
        Mischief::CutBefore,
    ];
    let (subject, pdf, phrase) = (siti(), letter(), passphrase());
    // The phrase with a letter too many: what a person types, and what the service sends back.
    let wrong = Secret::passphrase(format!("{PASSPHRASE}!"));
    let key = Subject::Key(SUBSCRIBER.to_owned());
    let mut said = format!("{:?} {subject:?} {:?}", client, settings(&there.url()));
    for mood in moods {
        there.fake.behave(mood);
        for secret in [&phrase, &wrong] {
            let signed = client.sign(&order(&subject, &pdf, secret)).await;
            let told = signed.as_ref().err().map(ToString::to_string);
            said.push_str(&format!("{signed:?} {told:?}\n"));
        }
        said.push_str(&format!("{:?}", client.subject_state(&subject).await));
        said.push_str(&format!("{:?}", client.chain(&subject).await.map(|chain| chain.len())));
        said.push_str(&format!("{:?}", client.request_code(&subject, None, 1).await));
        said.push_str(&format!("{:?}", client.verify(&pdf, Some(PASSPHRASE)).await));
        said.push_str(&format!("{:?}", seal.request_code(&key, Some(&phrase), 1).await));
    }
    said
}

#[test]
fn nothing_that_must_be_kept_is_written_anywhere() {
    let page = Page::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(page.clone())
        .finish();
    // One thread, so that everything is seen by the one subscriber.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let said = tracing::subscriber::with_default(subscriber, || runtime.block_on(play()));
    let log = String::from_utf8(page.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("TRACE") && log.contains("percobaan-1"), "the log was really taken");
    assert!(log.contains("NIK 6408…"), "the subject is told, masked");
    let basic = "cGVsYW5naTprYXRhLWxheWFuYW4=";
    for hidden in [PASSPHRASE, NIK, EMAIL, "kata-layanan", basic] {
        for (place, text) in [("the log", &log), ("what was said", &said)] {
            assert!(!text.contains(hidden), "{hidden} stands in {place}");
        }
    }
}
