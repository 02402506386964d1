//! What is only asked: states, chains, the time.

use base::Instant;
use bsre::BsreSeal;
use bsre::fake::Mischief;
use ports::messenger::Email;
use ports::signing::{CertificateState, Subject};
use ports::{PdfSigner, PortError};

use crate::support::{EMAIL, NIK, SUBSCRIBER, client, service, siti};

#[tokio::test]
async fn the_state_of_a_person_is_asked_before_a_letter_is_on_its_way() {
    let there = service().await;
    let by_mail = Subject::Email(Email::parse(EMAIL).unwrap());
    for state in CertificateState::ALL {
        there.fake.set_state(NIK, state);
        for subject in [&siti(), &by_mail] {
            assert_eq!(there.client().subject_state(subject).await, Ok(state));
        }
    }
    let stranger = Subject::Email(Email::parse("lain@contoh.go.id").unwrap());
    let state = there.client().subject_state(&stranger).await;
    assert_eq!(state, Ok(CertificateState::NotRegistered));
    let seal = BsreSeal::new(there.client());
    let state = seal.subject_state(&Subject::Key(SUBSCRIBER.to_owned())).await;
    assert_eq!(state, Ok(CertificateState::Unknown));
}

#[tokio::test]
async fn a_broken_service_says_nothing_of_a_person() {
    let there = service().await;
    for (code, heals) in [(500, true), (503, true), (404, false), (200, true)] {
        there.fake.behave(Mischief::Status { code });
        let error = there.client().subject_state(&siti()).await.unwrap_err();
        assert_eq!(error.may_heal(), heals, "{code}: {error}");
    }
}

#[tokio::test]
async fn a_chain_has_the_persons_certificate_first() {
    let there = service().await;
    let chain = there.client().chain(&siti()).await.unwrap();
    assert_eq!(chain.len(), 3);
    assert!(chain[0].ends_with(b"SITI CONTOH"));
    let stranger = Subject::Email(Email::parse("lain@contoh.go.id").unwrap());
    let error = there.client().chain(&stranger).await.unwrap_err();
    assert_eq!(error, PortError::Refused("HTTP 400, 20 bytes that are no JSON".to_owned()));
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_seen() {
    let there = service().await;
    let noon = Instant::parse("2026-08-17T00:30:00.000Z").unwrap();
    let probe = there.client().probe().await.unwrap();
    assert_eq!((probe.known, probe.clock), (true, Some(noon)));
    there.fake.behave(Mischief::Skewed { seconds: 347 });
    let probe = there.client().probe().await.unwrap();
    assert_eq!(probe.clock, Some(noon.plus_seconds(347)));
    assert_eq!(there.fake.signatures_made(), 0);
    let error = client("http://localhost:1").probe().await.unwrap_err();
    assert!(matches!(error, PortError::Unreachable(_)), "{error}");
}

#[tokio::test]
async fn a_code_is_not_promised_to_whom_the_service_does_not_know() {
    let there = service().await;
    let stranger = Subject::Email(Email::parse("lain@contoh.go.id").unwrap());
    let error = there.client().request_code(&stranger, None, 1).await.unwrap_err();
    assert!(matches!(error, PortError::Refused(_)), "{error}");
    there.fake.behave(Mischief::Status { code: 200 });
    let error = there.client().request_code(&siti(), None, 1).await.unwrap_err();
    assert!(matches!(error, PortError::Garbled(_)), "{error}");
}
