//! The service's own verdict, with its misspelt keys.

use bsre::fake::Mischief;
use ports::PortError;

use crate::support::{letter, service, signed_by_siti};

#[tokio::test]
async fn a_signed_letter_is_valid_and_its_signature_is_read() {
    let there = service().await;
    let signed = signed_by_siti(&there.client()).await.unwrap();
    let seen = there.client().verify(&signed.pdf, None).await.unwrap();
    assert_eq!(seen.conclusion, "VALID");
    let [signature] = seen.signatures.as_slice() else { panic!("{seen:?}") };
    assert_eq!(signature.signer.as_deref(), Some("SITI CONTOH"));
    assert_eq!(signature.format.as_deref(), Some("PAdES-BASELINE-T"));
    assert_eq!(signature.date.as_deref(), Some("2026-08-17T00:30:00.000Z"));
    assert!(signature.is_intact && signature.is_trusted && !signature.lasts);
    assert!(signature.timestamp.is_some(), "whatever the key is called");
    assert_eq!(signature.reason, None, "what is empty is nothing");
}

#[tokio::test]
async fn the_services_clock_shows_in_its_verdict() {
    let there = service().await;
    there.fake.behave(Mischief::Skewed { seconds: 347 });
    let signed = signed_by_siti(&there.client()).await.unwrap();
    let seen = there.client().verify(&signed.pdf, None).await.unwrap();
    assert_eq!(seen.signatures[0].date.as_deref(), Some("2026-08-17T00:35:47.000Z"));
}

#[tokio::test]
async fn an_unsigned_or_changed_letter_is_told() {
    let there = service().await;
    let seen = there.client().verify(&letter(), None).await.unwrap();
    assert_eq!((&*seen.conclusion, seen.signatures.len()), ("NO_SIGNATURE", 0));
    let mut longer = signed_by_siti(&there.client()).await.unwrap().pdf;
    there.fake.behave(Mischief::Invalid);
    let seen = there.client().verify(&longer, None).await.unwrap();
    assert_eq!((&*seen.conclusion, seen.signatures[0].is_intact), ("INVALID", false));
    there.fake.behave(Mischief::None);
    longer.extend_from_slice(b"% tambahan\n");
    assert_eq!(there.client().verify(&longer, None).await.unwrap().conclusion, "INVALID");
}

#[tokio::test]
async fn what_the_service_breaks_over_is_not_sent() {
    let there = service().await;
    for file in [b"".as_slice(), b"<html>"] {
        let error = there.client().verify(file, None).await.unwrap_err();
        assert!(matches!(error, PortError::Refused(_)), "{error}");
    }
    assert!(there.fake.calls().is_empty());
    there.fake.behave(Mischief::Status { code: 500 });
    let error = there.client().verify(&letter(), None).await.unwrap_err();
    assert!(matches!(error, PortError::Refused(_)), "{error}");
    there.fake.behave(Mischief::NotJson);
    let error = there.client().verify(&letter(), None).await.unwrap_err();
    assert!(matches!(error, PortError::Garbled(_)), "{error}");
}
