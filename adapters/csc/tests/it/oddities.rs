//! Every odd answer: the right error, one `signHash`, and no file that could be taken for a letter.

use std::time::Duration;

use csc::fake::Mischief;
use csc::{Patience, Settings};
use ports::signing::SigningError;

use crate::support::{CURVE, NIK, OTHER_NIK, RSA, service, settings, signed_by};

const SIGN: &str = "signatures/signHash";

#[tokio::test]
async fn each_odd_answer_becomes_what_it_is() {
    let status = |code| Mischief::Status { code };
    let all = [
        (Mischief::EmptyBody, "unknown"),
        (Mischief::NotJson, "unknown"),
        (Mischief::NotBase64, "unknown"),
        (Mischief::ShortSignature, "unknown"),
        (Mischief::EmptySignature, "unknown"),
        (Mischief::OtherKey, "unknown"),
        (Mischief::OtherDigest, "unknown"),
        (Mischief::OneMore, "unknown"),
        (Mischief::OneLess, "unknown"),
        (status(200), "unknown"),
        (Mischief::CutAfter, "unknown"),
        (Mischief::ErrorAfter, "unknown"),
        (Mischief::Later, "unknown"),
        (status(408), "unknown"),
        (status(500), "unknown"),
        (status(502), "unknown"),
        (status(504), "unknown"),
        (status(429), "busy"),
        (status(503), "busy"),
        (Mischief::TokenEndsAtSigning, "busy"),
        (Mischief::ExpiredSad, "refused"),
        (Mischief::OtherHashes, "refused"),
        (Mischief::UnknownDigest, "refused"),
        (status(302), "refused"),
        (status(400), "refused"),
        (status(403), "refused"),
        (status(404), "refused"),
        (status(501), "refused"),
    ];
    for nik in [NIK, OTHER_NIK] {
        for (mischief, right) in &all {
            let there = service().await;
            there.fake.behave(mischief.clone());
            let error = signed_by(&there.client(), nik).await.unwrap_err();
            assert_eq!(error.as_str(), *right, "{mischief:?}: {error}");
            assert_eq!(there.calls(SIGN), 1, "{mischief:?} is asked once");
            there.fake.behave(Mischief::None);
            let signed = signed_by(&there.client(), nik).await;
            assert!(signed.is_ok(), "after {mischief:?}: {signed:?}");
        }
    }
}

#[tokio::test]
async fn whatever_fails_before_signing_signed_nothing_and_says_so() {
    let status = |code| Mischief::AskStatus { code };
    let all = [
        (Mischief::CutAuthorize, "not-sent"),
        (status(429), "busy"),
        (status(500), "busy"),
        (status(503), "busy"),
        (status(501), "refused"),
        (status(404), "refused"),
        (status(200), "garbled"),
        (Mischief::EndedTokens, "refused"),
        (Mischief::VersionOne, "refused"),
        (Mischief::TokensElsewhere, "refused"),
    ];
    for (mischief, right) in all {
        let there = service().await;
        there.fake.behave(mischief.clone());
        let error = signed_by(&there.client(), NIK).await.unwrap_err();
        assert_eq!(error.as_str(), right, "{mischief:?}: {error}");
        assert!(!error.outcome_is_unknown());
        assert_eq!((there.calls(SIGN), there.fake.signatures_made()), (0, 0), "{mischief:?}");
    }
}

#[tokio::test]
async fn a_signature_whose_answer_was_lost_is_unknown_and_not_made_again() {
    let there = service().await;
    there.fake.behave(Mischief::HangAfter);
    let patience = Patience { sign: Duration::from_millis(900), ..settings("").patience };
    let hurried = there.client_with(&Settings { patience, ..settings(&there.url()) });
    let error = signed_by(&hurried, NIK).await.unwrap_err();
    assert!(error.outcome_is_unknown() && !error.may_repeat(), "{error}");
    assert_eq!((there.calls(SIGN), there.fake.signatures_made()), (1, 1));
}

#[tokio::test]
async fn both_forms_of_ecdsa_become_the_same_file_format() {
    let there = service().await;
    for mischief in [Mischief::None, Mischief::Fixed, Mischief::Slow { millis: 300 }] {
        there.fake.behave(mischief.clone());
        let signed = signed_by(&there.client(), OTHER_NIK).await;
        assert!(signed.is_ok(), "{mischief:?}: {signed:?}");
    }
    assert_eq!(there.fake.signatures_made(), 3);
}

#[tokio::test]
async fn the_certificate_must_be_that_of_the_key() {
    let there = crate::support::service_of(vec![
        crate::support::credential(CURVE, NIK, 1),
        crate::support::credential(RSA, OTHER_NIK, 2),
    ])
    .await;
    there.fake.behave(Mischief::OtherCertificate);
    let error = signed_by(&there.client(), NIK).await.unwrap_err();
    assert!(matches!(error, SigningError::Unknown(_)), "{error}");
}

#[tokio::test]
async fn version_one_is_refused_in_words_that_help() {
    let there = service().await;
    there.fake.behave(Mischief::VersionOne);
    let error = signed_by(&there.client(), NIK).await.unwrap_err();
    assert!(error.to_string().contains("1.0.4.0"), "{error}");
    assert!(error.to_string().contains("version 2"), "{error}");
}
