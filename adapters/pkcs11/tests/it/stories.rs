//! What a token does, and what it says when it cannot.

use std::path::PathBuf;

use pkcs11::{Reachable, Token, TokenError, TokenSettings};
use pki::Signer;
use ports::signing::Secret;

use crate::soft_token::{PIN, SoftToken, TOKEN, with_token};

const RSA: &[&str] = &["rsa:2048"];
const P256: &[&str] = &["ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
const P384: &[&str] = &["ec", "-pkeyopt", "ec_paramgen_curve:P-384"];
const P521: &[&str] = &["ec", "-pkeyopt", "ec_paramgen_curve:P-521"];

/// A key and its certificate under one label.
fn ready(token: &SoftToken, kind: &[&str]) {
    let (key, certificate) = token.key(kind);
    token.import_key(&key, "segel");
    token.import_certificate(&certificate, "segel");
}

fn signs(kind: &[&str]) -> impl FnOnce(&SoftToken) {
    move |token| {
        ready(token, kind);
        let token = Token::open(token.settings("segel")).unwrap();
        let key = token.certificate().public_key().unwrap();
        for message in [b"surat".as_slice(), b"", &[7; 70_000]] {
            let signature = token.sign(message).unwrap();
            key.verify(token.algorithm(), message, &signature).unwrap();
            key.verify(token.algorithm(), b"another", &signature).unwrap_err();
        }
    }
}

#[test]
fn a_token_signs_with_rsa() {
    with_token("stories::a_token_signs_with_rsa", signs(RSA));
}

#[test]
fn a_token_signs_with_p256() {
    with_token("stories::a_token_signs_with_p256", signs(P256));
}

#[test]
fn a_token_signs_with_p384() {
    with_token("stories::a_token_signs_with_p384", signs(P384));
}

#[test]
fn two_keys_of_one_token_sign_side_by_side() {
    with_token("stories::two_keys_of_one_token_sign_side_by_side", |token| {
        ready(token, RSA);
        let (key, certificate) = token.key(P256);
        token.import_key(&key, "tsa");
        token.import_certificate(&certificate, "tsa");
        let (seal, tsa) = (token.settings("segel"), token.settings("tsa"));
        let (seal, tsa) = (Token::open(seal).unwrap(), Token::open(tsa).unwrap());
        std::thread::scope(|threads| {
            for token in [&seal, &tsa, &seal, &tsa] {
                threads.spawn(move || {
                    for _ in 0..20 {
                        let value = token.sign(b"bersama").unwrap();
                        let key = token.certificate().public_key().unwrap();
                        key.verify(token.algorithm(), b"bersama", &value).unwrap();
                    }
                });
            }
        });
    });
}

#[test]
fn a_kind_of_key_that_is_not_used_is_refused() {
    with_token("stories::a_kind_of_key_that_is_not_used_is_refused", |token| {
        ready(token, P521);
        let error = Token::open(token.settings("segel")).unwrap_err();
        assert!(matches!(error, TokenError::Key), "{error}");
    });
}

#[test]
fn a_certificate_of_another_key_is_noticed_at_once() {
    with_token("stories::a_certificate_of_another_key_is_noticed_at_once", |token| {
        let (key, _) = token.key(P256);
        let (_, other) = token.key(P256);
        token.import_key(&key, "segel");
        token.import_certificate(&other, "segel");
        let error = Token::open(token.settings("segel")).unwrap_err();
        assert!(matches!(error, TokenError::OtherCertificate(_)), "{error}");
    });
}

#[test]
fn what_is_missing_is_named() {
    with_token("stories::what_is_missing_is_named", |token| {
        let error = Token::open(token.settings("segel")).unwrap_err().to_string();
        assert!(error.contains("0 private keys labelled \"segel\""), "{error}");
        let (key, _) = token.key(RSA);
        token.import_key(&key, "segel");
        let error = Token::open(token.settings("segel")).unwrap_err().to_string();
        assert!(error.contains("0 certificates labelled \"segel\""), "{error}");
        let mut elsewhere = token.settings("segel");
        elsewhere.token = "LAIN".to_owned();
        let error = Token::open(elsewhere).unwrap_err().to_string();
        assert!(error.contains(TOKEN), "what there is: {error}");
    });
}

#[test]
fn two_keys_under_one_label_are_one_too_many() {
    with_token("stories::two_keys_under_one_label_are_one_too_many", |token| {
        ready(token, P256);
        let (second, _) = token.key(P256);
        token.import_key(&second, "segel");
        let error = Token::open(token.settings("segel")).unwrap_err().to_string();
        assert!(error.contains("2 private keys"), "{error}");
    });
}

#[test]
fn a_wrong_pin_is_said_and_appears_nowhere() {
    with_token("stories::a_wrong_pin_is_said_and_appears_nowhere", |token| {
        ready(token, P256);
        let mut settings = token.settings("segel");
        settings.pin = Secret::passphrase("kenari-9944".to_owned());
        let error = Token::open(settings).unwrap_err();
        assert!(matches!(error, TokenError::Pin), "{error}");
        assert!(!format!("{error} {error:?}").contains("kenari"));
        let opened = Token::open(token.settings("segel")).unwrap();
        assert!(!format!("{opened:?}").contains(PIN));
    });
}

#[test]
fn a_library_that_is_none_is_said_with_its_path() {
    with_token("stories::a_library_that_is_none_is_said_with_its_path", |token| {
        let mut settings = token.settings("segel");
        settings.module = PathBuf::from("/usr/lib/tidak-ada.so");
        let error = Token::open(settings).unwrap_err().to_string();
        assert!(error.starts_with("/usr/lib/tidak-ada.so"), "{error}");
    });
}

#[test]
fn a_session_that_died_is_opened_anew() {
    with_token("stories::a_session_that_died_is_opened_anew", |soft| {
        ready(soft, P256);
        let token = Token::open(soft.settings("segel")).unwrap();
        token.sign(b"sebelum").unwrap();
        soft.end_all_sessions();
        let value = token.sign(b"sesudah").unwrap();
        let key = token.certificate().public_key().unwrap();
        key.verify(token.algorithm(), b"sesudah", &value).unwrap();
    });
}

#[test]
fn after_a_refused_pin_the_token_is_left_alone() {
    with_token("stories::after_a_refused_pin_the_token_is_left_alone", |soft| {
        ready(soft, P256);
        let token = Token::open(soft.settings("segel")).unwrap();
        soft.change_pin("654321");
        soft.end_all_sessions();
        token.sign(b"ditolak").unwrap_err();
        soft.change_pin_back("654321");
        token.sign(b"masih ditolak").unwrap_err();
    });
}

fn shows_its_public_key(kind: &[&str]) -> impl FnOnce(&SoftToken) {
    move |soft| {
        let (key, certificate) = soft.key(kind);
        soft.import_key(&key, "segel");
        let settings = soft.settings("segel");
        let public = Token::public_key(&settings).unwrap();
        assert_eq!(public.to_der(), certificate.public_key().unwrap().to_der());
        // The certificate need not be in the token.
        let settings = TokenSettings { certificate: Some(certificate), ..settings };
        let value = Token::open(settings).unwrap().sign(b"surat").unwrap();
        assert!(!value.is_empty());
    }
}

#[test]
fn the_public_half_of_an_rsa_key_is_read() {
    with_token("stories::the_public_half_of_an_rsa_key_is_read", shows_its_public_key(RSA));
}

#[test]
fn the_public_half_of_a_p256_key_is_read() {
    with_token("stories::the_public_half_of_a_p256_key_is_read", shows_its_public_key(P256));
}

#[test]
fn the_public_half_of_a_p384_key_is_read() {
    with_token("stories::the_public_half_of_a_p384_key_is_read", shows_its_public_key(P384));
}

#[test]
fn a_token_that_is_away_at_the_start_is_found_when_it_comes() {
    with_token("stories::a_token_that_is_away_at_the_start_is_found_when_it_comes", |soft| {
        ready(soft, P256);
        soft.take_away();
        let place = Reachable::new(soft.settings("segel"));
        for _ in 0..2 {
            let away = place.token(None).unwrap_err();
            assert!(matches!(away, TokenError::NoToken { .. }), "{away}");
        }
        soft.bring_back();
        place.token(None).unwrap().sign(b"surat").unwrap();
    });
}

#[test]
fn a_token_that_goes_away_signs_again_when_it_is_back() {
    with_token("stories::a_token_that_goes_away_signs_again_when_it_is_back", |soft| {
        ready(soft, RSA);
        let place = Reachable::new(soft.settings("segel"));
        place.token(None).unwrap().sign(b"sebelum").unwrap();
        soft.end_all_sessions();
        soft.take_away();
        place.token(None).unwrap().sign(b"selama").unwrap_err();
        let away = place.token(None).unwrap_err();
        assert!(matches!(away, TokenError::NoToken { .. }), "{away}");
        soft.bring_back();
        place.token(None).unwrap().sign(b"sesudah").unwrap();
    });
}

#[test]
fn a_refused_pin_is_not_tried_a_second_time() {
    with_token("stories::a_refused_pin_is_not_tried_a_second_time", |soft| {
        ready(soft, P256);
        let mut settings = soft.settings("segel");
        settings.pin = Secret::passphrase("kenari-9944".to_owned());
        let place = Reachable::new(settings);
        assert!(matches!(place.token(None).unwrap_err(), TokenError::Pin));
        soft.change_pin("kenari-9944");
        assert!(
            matches!(place.token(None).unwrap_err(), TokenError::Pin),
            "another try may lock it"
        );
        assert!(!format!("{place:?}").contains("kenari"));
    });
}
