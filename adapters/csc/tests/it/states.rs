//! Who can sign, and how it is said that somebody cannot.

use csc::Settings;
use csc::fake::Mischief;
use ports::PdfSigner;
use ports::signing::{CertificateState, Found, Secret, SigningError, Standing, Subject};

use crate::support::{
    CURVE, NIK, OTHER_NIK, RSA, SEAL, credential, letter, order, person, pin, service, service_of,
    settings, signed_by,
};

#[tokio::test]
async fn each_state_is_seen_before_and_at_signing() {
    let there = service().await;
    let client = there.client();
    let all = [
        ("valid", CertificateState::Issue),
        ("expired", CertificateState::Expire),
        ("revoked", CertificateState::Revoke),
        ("suspended", CertificateState::Suspend),
        ("disabled", CertificateState::Suspend),
    ];
    for (word, state) in all {
        there.fake.set_state(RSA, word);
        assert_eq!(client.subject_state(&person(NIK)).await, Ok(state), "{word}");
        match signed_by(&client, NIK).await {
            Ok(_) => assert!(state.can_sign()),
            Err(error) => assert_eq!(error, SigningError::CannotSign(state), "{word}"),
        }
    }
    assert_eq!(there.fake.signatures_made(), 1);
}

#[tokio::test]
async fn a_certificate_that_ended_is_seen_though_the_service_says_nothing() {
    let there = service().await;
    there.clock.forward(30 * 365 * 86_400);
    let client = there.client();
    assert_eq!(client.subject_state(&person(NIK)).await, Ok(CertificateState::Expire));
}

#[tokio::test]
async fn whoever_is_not_known_is_told_apart_from_whoever_has_nothing() {
    let there = service().await;
    let client = there.client();
    let stranger = person("6408014107900009");
    assert_eq!(client.subject_state(&stranger).await, Ok(CertificateState::NoCertificate));
    let key = Subject::Key("TIDAK-ADA".to_owned());
    assert_eq!(client.subject_state(&key).await, Ok(CertificateState::NotRegistered));
}

#[tokio::test]
async fn a_wrong_pin_is_a_wrong_secret_until_the_service_locks() {
    let there = service().await;
    let client = there.client();
    let (subject, pdf) = (person(NIK), letter());
    let wrong = Secret::passphrase("bukan-ini".to_owned());
    for _ in 0..5 {
        let error = client.sign(&order(&subject, &pdf, &wrong)).await.unwrap_err();
        assert_eq!(error, SigningError::WrongSecret);
    }
    let locked = SigningError::CannotSign(CertificateState::Suspend);
    assert_eq!(signed_by(&client, NIK).await, Err(locked));
    assert_eq!(there.calls("signatures/signHash"), 0);
}

#[tokio::test]
async fn of_several_credentials_the_one_that_signs_is_meant() {
    let there = service_of(vec![credential(RSA, NIK, 0), credential(CURVE, NIK, 1)]).await;
    let client = there.client();
    let error = signed_by(&client, NIK).await.unwrap_err();
    assert!(matches!(&error, SigningError::Refused(why) if why.contains('2')), "{error}");
    there.fake.set_state(RSA, "expired");
    signed_by(&client, NIK).await.unwrap();
    let fixed = Settings { credential_id: Some(RSA.to_owned()), ..settings(&there.url()) };
    let fixed = there.client_with(&fixed);
    let expired = SigningError::CannotSign(CertificateState::Expire);
    assert_eq!(signed_by(&fixed, NIK).await, Err(expired));
    // A credential of the settings is still that of nobody else.
    let none = SigningError::CannotSign(CertificateState::NoCertificate);
    assert_eq!(signed_by(&fixed, OTHER_NIK).await, Err(none));
}

#[tokio::test]
async fn a_seal_signs_with_the_pin_of_the_settings_and_as_nobody_else() {
    let there = service().await;
    let sealing = Settings {
        standing: Standing::Seal,
        credential_id: Some(SEAL.to_owned()),
        pin: Some(crate::support::PIN.to_owned().into()),
        ..settings(&there.url())
    };
    let seal = there.client_with(&sealing);
    assert_eq!((seal.standing(), seal.limits().secrets.len()), (Standing::Seal, 0));
    let (key, pdf, nothing) =
        (Subject::Key(SEAL.to_owned()), letter(), Secret::passphrase(String::new()));
    let sealed = seal.sign(&order(&key, &pdf, &nothing)).await.unwrap();
    assert!(sealed.pdf.starts_with(&pdf));
    let other = SigningError::CannotSign(CertificateState::NotRegistered);
    for subject in [person(NIK), Subject::Key(RSA.to_owned())] {
        let error = seal.sign(&order(&subject, &pdf, &nothing)).await.unwrap_err();
        assert_eq!(error, other);
    }
    assert_eq!(there.fake.signatures_made(), 1);
}

#[tokio::test]
async fn a_credential_that_is_opened_by_a_page_is_refused() {
    let mut own = credential(RSA, NIK, 0);
    own.mode = "oauth2code".to_owned();
    let there = service_of(vec![own]).await;
    let error = signed_by(&there.client(), NIK).await.unwrap_err();
    assert!(matches!(&error, SigningError::Refused(why) if why.contains("oauth2code")), "{error}");
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_refused_before_the_owner_is_bothered() {
    let there = service().await;
    let client = there.client();
    let (subject, secret, pdf) = (person(NIK), pin(), letter());
    let no_pdf = client.sign(&order(&subject, b"surat", &secret)).await.unwrap_err();
    let no_field =
        ports::signing::SigningOrder { field: Some("X"), ..order(&subject, &pdf, &secret) };
    let no_field = client.sign(&no_field).await.unwrap_err();
    let small = Settings { largest: pdf.len() - 1, ..settings(&there.url()) };
    let large = signed_by(&there.client_with(&small), NIK).await.unwrap_err();
    for error in [no_pdf, no_field, large] {
        assert!(matches!(error, SigningError::Refused(_)), "{error}");
    }
    assert_eq!(there.calls("credentials/authorize"), 0);
}

#[tokio::test]
async fn what_became_of_an_attempt_cannot_be_asked() {
    let there = service().await;
    there.fake.behave(Mischief::None);
    let client = there.client();
    assert!(!client.limits().finds);
    assert_eq!(client.find("percobaan-1").await, Ok(Found::CannotTell));
    assert_eq!(client.standing(), Standing::Certified);
    assert!(there.fake.calls().is_empty());
}
