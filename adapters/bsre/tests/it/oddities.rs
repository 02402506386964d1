//! Every odd answer: the right error, one call, and no file that could be taken for the letter.

use bsre::fake::Mischief;
use bsre::{Bsre, Patience, Settings};
use ports::PdfSigner;
use ports::signing::{CertificateState, Secret, SigningError};

use crate::support::{
    NIK, PASSPHRASE, letter, order, passphrase, service, settings, signed_by_siti, siti,
};

const SIGN: &str = "/api/v2/sign/pdf";

fn kind(error: &SigningError) -> &'static str {
    error.as_str()
}

#[tokio::test]
async fn each_odd_answer_becomes_what_it_is() {
    // The order arrived, and no answer says that nothing was signed.
    let unknown = [
        Mischief::EmptyFile,
        Mischief::EmptyBody,
        Mischief::NotJson,
        Mischief::NotBase64,
        Mischief::NotPdf,
        Mischief::TwoFiles,
        Mischief::OtherPrefix,
        Mischief::Unsigned,
        Mischief::Comment,
        Mischief::Code { code: 1111 },
        Mischief::Status { code: 200 },
    ];
    let status = |code| Mischief::Status { code };
    let other = [
        (Mischief::CutAfter, "unknown"),
        (Mischief::CutBefore, "unknown"),
        (status(502), "unknown"),
        (status(504), "unknown"),
        (status(408), "unknown"),
        (status(429), "busy"),
        (status(503), "busy"),
        (status(500), "unknown"),
        (status(501), "unknown"),
        (status(400), "unknown"),
        (status(302), "unknown"),
        (status(401), "refused"),
        (status(403), "refused"),
        (status(404), "refused"),
        (status(413), "refused"),
        (Mischief::Code { code: 2011 }, "cannot-sign"),
        (Mischief::Code { code: 2021 }, "cannot-sign"),
        (Mischief::Code { code: 2031 }, "wrong-secret"),
        (Mischief::Code { code: 2041 }, "unknown"),
    ];
    let all = unknown.into_iter().map(|mischief| (mischief, "unknown")).chain(other);
    for (mischief, right) in all {
        let there = service().await;
        there.fake.behave(mischief.clone());
        let error = signed_by_siti(&there.client()).await.unwrap_err();
        assert_eq!(kind(&error), right, "{mischief:?}: {error}");
        assert_eq!(there.calls(SIGN), 1, "{mischief:?} is asked once");
        there.fake.behave(Mischief::None);
        let signed = signed_by_siti(&there.client()).await;
        assert!(signed.is_ok(), "after {mischief:?}: {signed:?}");
    }
}

#[tokio::test]
async fn a_signature_whose_answer_was_lost_is_unknown_and_not_made_again() {
    let there = service().await;
    there.fake.behave(Mischief::CutAfter);
    let error = signed_by_siti(&there.client()).await.unwrap_err();
    assert!(error.outcome_is_unknown() && !error.may_repeat(), "{error}");
    assert_eq!((there.calls(SIGN), there.fake.signatures_made()), (1, 1));
    there.fake.behave(Mischief::HangAfter);
    let patience = Patience { sign: std::time::Duration::from_millis(600), ..Patience::default() };
    let hurried = Settings { patience, ..settings(&there.url()) };
    let error = signed_by_siti(&Bsre::new(&hurried).unwrap()).await.unwrap_err();
    assert_eq!(error, SigningError::Unknown("no answer in time".to_owned()));
    assert_eq!((there.calls(SIGN), there.fake.signatures_made()), (2, 2));
}

#[tokio::test]
async fn a_signature_that_was_made_and_answered_oddly_is_never_called_a_failure() {
    // Each of these answers comes after the service signed: made anew, there would be two.
    for mischief in [
        Mischief::EmptyFile,
        Mischief::EmptyBody,
        Mischief::NotJson,
        Mischief::NotBase64,
        Mischief::NotPdf,
        Mischief::TwoFiles,
        Mischief::OtherPrefix,
        Mischief::BrokenAfter,
    ] {
        let there = service().await;
        there.fake.behave(mischief.clone());
        let error = signed_by_siti(&there.client()).await.unwrap_err();
        assert_eq!(there.fake.signatures_made(), 1, "{mischief:?}");
        assert!(error.outcome_is_unknown() && !error.may_repeat(), "{mischief:?}: {error}");
    }
}

#[tokio::test]
async fn a_wrong_phrase_is_told_however_the_service_tells_it() {
    let there = service().await;
    let (subject, pdf) = (siti(), letter());
    let wrong = Secret::passphrase("bukan kata sandinya".to_owned());
    for mischief in [Mischief::None, Mischief::WrongSecretOk, Mischief::WrongSecretWords] {
        there.fake.behave(mischief.clone());
        let error = there.client().sign(&order(&subject, &pdf, &wrong)).await.unwrap_err();
        assert_eq!(error, SigningError::WrongSecret, "{mischief:?}");
    }
    assert_eq!(there.fake.signatures_made(), 0);
}

#[tokio::test]
async fn whoever_cannot_sign_is_told_why() {
    let there = service().await;
    for state in CertificateState::ALL {
        there.fake.set_state(NIK, state);
        let result = signed_by_siti(&there.client()).await;
        match state {
            CertificateState::Issue => assert!(result.is_ok(), "{result:?}"),
            // A word that nobody knows is no refusal that is known.
            CertificateState::Unknown => {
                assert!(result.is_err_and(|error| error.outcome_is_unknown()));
            }
            other => assert_eq!(result, Err(SigningError::CannotSign(other))),
        }
    }
}

#[tokio::test]
async fn an_error_that_echoes_the_secret_is_repeated_without_it() {
    let there = service().await;
    there.fake.behave(Mischief::Echo);
    let (subject, pdf) = (siti(), letter());
    let wrong = "Burung Hantu 99";
    let secret = Secret::passphrase(wrong.to_owned());
    let error = there.client().sign(&order(&subject, &pdf, &secret)).await.unwrap_err();
    let told = format!("{error} {error:?}");
    assert!(told.contains("salah untuk NIK"), "{told}");
    assert!(!told.contains(wrong) && !told.contains(NIK), "{told}");
    // Too short to be told from the words around it: nothing is repeated.
    let short = Secret::passphrase("abc".to_owned());
    let error = there.client().sign(&order(&subject, &pdf, &short)).await.unwrap_err();
    assert!(!error.to_string().contains("salah"), "{error}");
}

#[tokio::test]
async fn another_page_is_for_the_verifier_to_find() {
    let there = service().await;
    there.fake.behave(Mischief::ExtraPage);
    let signed = signed_by_siti(&there.client()).await.unwrap();
    assert!(signed.pdf.starts_with(&letter()));
    let text = String::from_utf8(signed.pdf).unwrap();
    assert!(text.contains("/Kids [3 0 R 3 0 R] /Count 2"), "{text}");
}

#[tokio::test]
async fn a_stranger_is_told_to_mend_the_settings() {
    let there = service().await;
    let stranger = Settings { password: "salah".to_owned(), ..settings(&there.url()) };
    let stranger = Bsre::new(&stranger).unwrap();
    let error = signed_by_siti(&stranger).await.unwrap_err();
    assert!(matches!(&error, SigningError::Refused(why) if why.contains("401")), "{error}");
    assert!(!error.to_string().contains(PASSPHRASE));
    assert!(stranger.subject_state(&siti()).await.is_err());
    assert!(!stranger.probe().await.unwrap().known);
    assert_eq!(there.fake.signatures_made(), 0);
    drop(passphrase());
}
