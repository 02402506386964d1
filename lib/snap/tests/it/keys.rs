//! Keys as partners send them.

use snap::{KeyError, PrivateKey, PublicKey};

use crate::support::{Keys, run, text};

#[test]
fn a_key_is_read_with_other_line_ends_and_text_around_it() {
    let keys = Keys::rsa(2048);
    let pem = keys.pem("public.pem");
    let key = PublicKey::from_pem(&pem).unwrap();
    for other in [pem.replace('\n', "\r\n"), format!("\n\n{pem}\n\n"), pem.trim_end().to_owned()] {
        assert_eq!(PublicKey::from_pem(&other), Ok(key.clone()));
    }
    assert!(PrivateKey::from_pem(&keys.pem("private.pem")).is_ok());
    assert_eq!(format!("{key:?}"), "PublicKey(2048 bits)");
}

#[test]
fn a_key_that_is_too_small_is_refused() {
    let keys = Keys::rsa(1024);
    let public = PublicKey::from_pem(&keys.pem("public.pem"));
    assert_eq!(public, Err(KeyError::Size { bits: 1024 }));
    let private = PrivateKey::from_pem(&keys.pem("private.pem"));
    assert!(matches!(private, Err(KeyError::Rejected(_))));
}

#[test]
fn a_key_of_another_kind_is_refused() {
    let keys = Keys::made("EC", "ec_paramgen_curve:P-256");
    assert_eq!(PublicKey::from_pem(&keys.pem("public.pem")), Err(KeyError::NotRsa));
    assert!(PrivateKey::from_pem(&keys.pem("private.pem")).is_err());
}

#[test]
fn a_file_of_another_kind_is_named_with_what_to_do() {
    let keys = Keys::rsa(2048);
    let error = PublicKey::from_pem(&keys.pem("private.pem")).unwrap_err();
    assert!(error.to_string().contains("openssl pkey -in FILE -pubout"), "{error}");
    let error = PrivateKey::from_pem(&keys.pem("public.pem")).unwrap_err();
    assert!(error.to_string().contains("this is PUBLIC KEY"), "{error}");

    let (private, old) = (keys.path("private.pem"), keys.path("old.pem"));
    let old_form = ["rsa", "-traditional", "-in", text(&private), "-out", text(&old)];
    run("openssl", &old_form, b"");
    let error = PrivateKey::from_pem(&keys.pem("old.pem")).unwrap_err();
    assert!(error.to_string().contains("openssl pkcs8 -topk8"), "{error}");

    let certificate = keys.path("certificate.pem");
    let self_signed = ["req", "-x509", "-new", "-key", text(&private), "-subj", "/CN=uji", "-out"];
    run("openssl", &[&self_signed[..], &[text(&certificate)]].concat(), b"");
    let error = PublicKey::from_pem(&keys.pem("certificate.pem")).unwrap_err();
    assert!(error.to_string().contains("openssl x509"), "{error}");
}

#[test]
fn what_is_no_key_is_refused() {
    for text in ["", "key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PRIVATE KEY-----"] {
        assert_eq!(PublicKey::from_pem(text), Err(KeyError::NotPem { expected: "PUBLIC KEY" }));
        assert!(matches!(PrivateKey::from_pem(text), Err(KeyError::NotPem { .. })));
    }
    let damaged = "-----BEGIN PUBLIC KEY-----\nMAMCAQU=\n-----END PUBLIC KEY-----";
    assert_eq!(PublicKey::from_pem(damaged), Err(KeyError::NotRsa));
}
