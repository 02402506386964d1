//! PIN, code, secret, tokens and activation data are nowhere: not in a log at its finest, not in an
//! error, not in what is printed for debugging.

use std::io;
use std::sync::{Arc, Mutex};

use csc::fake::Mischief;
use ports::PdfSigner;
use ports::signing::Secret;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{CLIENT_SECRET, NIK, PIN, letter, order, person, pin, service, settings};

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

/// Everything that can be asked, in every mood of the service: what was said, and what it gave.
async fn play() -> (String, Vec<String>) {
    let there = service().await;
    let client = there.client();
    let moods = [
        Mischief::None,
        Mischief::Echo,
        Mischief::CutAfter,
        Mischief::NotJson,
        Mischief::ExpiredSad,
        Mischief::OtherHashes,
        Mischief::OtherKey,
        Mischief::ErrorAfter,
        Mischief::TokenEndsAtSigning,
        Mischief::ExpiredToken,
        Mischief::EndedTokens,
        Mischief::CutAuthorize,
    ];
    let (subject, pdf, right) = (person(NIK), letter(), pin());
    let mut said = format!("{client:?} {subject:?} {:?}", settings(&there.url()));
    let mut given = Vec::new();
    for mood in moods {
        there.fake.behave(mood);
        let wrong = Secret::passphrase(format!("{PIN}!"));
        for secret in [&right, &wrong] {
            there.fake.set_state("SITI-RSA", "valid");
            let signed = client.sign(&order(&subject, &pdf, secret)).await;
            let told = signed.as_ref().err().map(ToString::to_string);
            said.push_str(&format!("{signed:?} {told:?}\n"));
        }
        said.push_str(&format!("{:?}", client.subject_state(&subject).await));
        said.push_str(&format!("{:?}", client.request_code(&subject, None, 1).await));
        given.extend(there.fake.secrets_given());
    }
    (said, given)
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
    let (said, given) = tracing::subscriber::with_default(subscriber, || runtime.block_on(play()));
    let log = String::from_utf8(page.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("TRACE") && log.contains("percobaan-1"), "the log was really taken");
    assert!(log.contains("NIK 6408…"), "the subject is told, masked");
    assert!(given.len() > 10 && said.contains("is wrong for"), "{said}");
    let fixed = [PIN, NIK, CLIENT_SECRET, "kata-layanan%26rahasia%3D9", "SITI-RSA"];
    for hidden in fixed.into_iter().chain(given.iter().map(String::as_str)) {
        for (place, text) in [("the log", &log), ("what was said", &said)] {
            assert!(!text.contains(hidden), "{hidden} stands in {place}");
        }
    }
}
