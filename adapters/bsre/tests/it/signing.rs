//! What is asked of the service, and what comes back when all goes well.

use bsre::fake::Mischief;
use bsre::{Bsre, BsreSeal, Origin, Settings};
use ports::PdfSigner;
use ports::messenger::Email;
use ports::signing::{
    Found, Mark, Placement, Rectangle, Secret, SecretKind, SigningError, SigningOrder, Standing,
    Subject,
};

use crate::support::{
    EMAIL, NIK, SUBSCRIBER, letter, order, passphrase, placement, service, settings,
    signed_by_siti, siti,
};

const SIGN: &str = "/api/v2/sign/pdf";

#[tokio::test]
async fn a_letter_comes_back_with_a_signature_behind_its_own_bytes() {
    let there = service().await;
    there.fake.behave(Mischief::Slow { millis: 860 });
    let signed = signed_by_siti(&there.client()).await.unwrap();
    assert!(signed.pdf.starts_with(&letter()) && signed.pdf.len() > letter().len());
    assert_eq!((there.calls(SIGN), there.fake.signatures_made()), (1, 1));
    let asked = there.asked.lock().unwrap().remove(0);
    assert_eq!((asked.signer.as_str(), asked.is_seal, asked.visible), ("SITI CONTOH", false, None));
}

#[tokio::test]
async fn a_second_signature_keeps_the_first() {
    let there = service().await;
    let first = signed_by_siti(&there.client()).await.unwrap();
    let (subject, secret) = (siti(), passphrase());
    let second = there.client().sign(&order(&subject, &first.pdf, &secret)).await.unwrap();
    assert!(second.pdf.starts_with(&first.pdf));
    let seen = there.client().verify(&second.pdf, None).await.unwrap();
    assert_eq!(seen.signatures.len(), 2);
}

#[tokio::test]
async fn reason_location_picture_and_place_arrive() {
    let there = service().await;
    let (subject, secret, pdf) = (siti(), passphrase(), letter());
    let placement = placement();
    let order = SigningOrder {
        placement: Some(&placement),
        reason: "Menyetujui \"surat\"",
        location: "Sangatta",
        ..order(&subject, &pdf, &secret)
    };
    there.client().sign(&order).await.unwrap();
    let top = Settings { origin: Origin::TopLeft, ..settings(&there.url()) };
    Bsre::new(&top).unwrap().sign(&order).await.unwrap();
    let asked = there.asked.lock().unwrap().clone();
    let [bottom, top] = asked.as_slice() else { panic!("two, not {}", asked.len()) };
    assert_eq!((&*bottom.reason, &*bottom.location), ("Menyetujui \"surat\"", "Sangatta"));
    let (bottom, top) = (bottom.visible.clone().unwrap(), top.visible.clone().unwrap());
    assert_eq!((bottom.page, bottom.origin_x, bottom.origin_y), (1, 100.0, 50.5));
    assert_eq!((bottom.width, bottom.height, bottom.picture.len()), (80.0, 60.0, 11));
    // 842 less 50.5 less 60: what is left above the rectangle.
    assert_eq!((top.origin_x, top.origin_y), (100.0, 731.5));
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_refused_before_anything_is_sent() {
    let there = service().await;
    let (subject, secret, pdf) = (siti(), passphrase(), letter());
    let place = |rectangle| Placement { rectangle, ..placement() };
    let good = placement().rectangle;
    let wrong = [
        Placement { mark: None, ..placement() },
        Placement {
            mark: Some(Mark::Code { content: "https://x/v/1".to_owned(), lines: Vec::new() }),
            ..placement()
        },
        Placement { page: 0, ..placement() },
        Placement { page_height: f64::NAN, ..placement() },
        place(Rectangle { width: 0.0, ..good }),
        place(Rectangle { height: f64::INFINITY, ..good }),
        place(Rectangle { left: -1.0, ..good }),
        place(Rectangle { bottom: 800.0, ..good }),
    ];
    for placement in &wrong {
        let order = SigningOrder { placement: Some(placement), ..order(&subject, &pdf, &secret) };
        let error = there.client().sign(&order).await.unwrap_err();
        assert!(matches!(error, SigningError::Refused(_)), "{placement:?}: {error}");
    }
    let key = Subject::Key("kunci".to_owned());
    let small = Settings { largest: pdf.len() - 1, ..settings(&there.url()) };
    let small = Bsre::new(&small).unwrap();
    for error in [
        there.client().sign(&order(&subject, b"surat", &secret)).await.unwrap_err(),
        there.client().sign(&order(&key, &pdf, &secret)).await.unwrap_err(),
        small.sign(&order(&subject, &pdf, &secret)).await.unwrap_err(),
    ] {
        assert!(matches!(error, SigningError::Refused(_)), "{error}");
    }
    let empty = Secret::passphrase(String::new());
    let error = there.client().sign(&order(&subject, &pdf, &empty)).await.unwrap_err();
    assert_eq!(error, SigningError::WrongSecret);
    assert!(there.fake.calls().is_empty());
}

#[tokio::test]
async fn a_person_signs_with_a_code_that_is_good_once() {
    let there = service().await;
    let client = there.client();
    let (subject, pdf) = (Subject::Email(Email::parse(EMAIL).unwrap()), letter());
    client.request_code(&subject, None, 1).await.unwrap();
    let code = there.fake.code_for(NIK).unwrap();
    let secret = Secret::totp(code);
    client.sign(&order(&subject, &pdf, &secret)).await.unwrap();
    let again = client.sign(&order(&subject, &pdf, &secret)).await.unwrap_err();
    assert_eq!(again, SigningError::WrongSecret);
    assert_eq!(there.fake.signatures_made(), 1);
}

#[tokio::test]
async fn a_seal_is_activated_and_made_with_a_code() {
    let there = service().await;
    let seal = BsreSeal::new(there.client());
    let (subject, pdf) = (Subject::Key(SUBSCRIBER.to_owned()), letter());
    let guess = Secret::totp("000000".to_owned());
    seal.request_code(&subject, Some(&guess), 1).await.unwrap_err();
    seal.request_code(&subject, None, 1).await.unwrap();
    let activation = Secret::totp(there.fake.code_for(SUBSCRIBER).unwrap());
    seal.request_code(&subject, Some(&activation), 1).await.unwrap();
    let code = Secret::totp(there.fake.code_for(SUBSCRIBER).unwrap());
    assert_ne!(code.expose(), activation.expose());
    let early = seal.sign(&order(&subject, &pdf, &activation)).await.unwrap_err();
    assert_eq!(early, SigningError::WrongSecret);
    let sealed = seal.sign(&order(&subject, &pdf, &code)).await.unwrap();
    assert!(sealed.pdf.starts_with(&pdf));
    let asked = there.asked.lock().unwrap().remove(0);
    assert_eq!((&*asked.signer, asked.is_seal), ("DINAS CONTOH", true));
}

#[tokio::test]
async fn a_seal_is_not_made_with_a_phrase_nor_in_a_persons_name() {
    let there = service().await;
    let seal = BsreSeal::new(there.client());
    let (key, pdf) = (Subject::Key(SUBSCRIBER.to_owned()), letter());
    let (phrase, code) = (passphrase(), Secret::totp("123456".to_owned()));
    for error in [
        seal.sign(&order(&key, &pdf, &phrase)).await.unwrap_err(),
        seal.sign(&order(&siti(), &pdf, &code)).await.unwrap_err(),
    ] {
        assert!(matches!(error, SigningError::Refused(_)), "{error}");
    }
    assert!(seal.request_code(&siti(), None, 1).await.is_err());
    assert!(there.fake.calls().is_empty());
}

#[tokio::test]
async fn each_back_end_says_what_it_is() {
    let there = service().await;
    let (person, seal) = (there.client(), BsreSeal::new(there.client()));
    assert_eq!((person.standing(), seal.standing()), (Standing::Certified, Standing::Seal));
    assert_eq!((person.limits().placements, seal.limits().placements), (1, 1));
    assert_eq!(seal.limits().secrets, [SecretKind::Totp]);
    assert_eq!(person.limits().secrets, [SecretKind::Passphrase, SecretKind::Totp]);
    assert!(!person.limits().finds && !person.limits().draws && !person.limits().fills_fields);
    assert_eq!(person.find("percobaan-1").await, Ok(Found::CannotTell));
}
