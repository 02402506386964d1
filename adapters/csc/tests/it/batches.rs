//! Several letters with one authorisation.

use csc::fake::Mischief;
use ports::signing::{SigningError, SigningOrder};

use crate::support::{NIK, OTHER_NIK, letter, order, person, pin, service};

fn letters(count: usize) -> Vec<Vec<u8>> {
    (0..count).map(|n| [letter(), format!("% surat {n}\n").into_bytes()].concat()).collect()
}

#[tokio::test]
async fn the_owner_is_asked_once_for_all_of_them() {
    let there = service().await;
    let (subject, secret, all) = (person(NIK), pin(), letters(3));
    let orders: Vec<SigningOrder<'_>> = all.iter().map(|it| order(&subject, it, &secret)).collect();
    let signed = there.client().sign_all(&orders).await;
    for (result, pdf) in signed.iter().zip(&all) {
        assert!(result.as_ref().unwrap().pdf.starts_with(pdf));
    }
    assert_eq!((there.calls("credentials/authorize"), there.calls("signatures/signHash")), (1, 1));
    assert_eq!((signed.len(), there.fake.signatures_made()), (3, 3));
}

#[tokio::test]
async fn more_than_the_credential_signs_at_once_is_refused_before_anybody_is_asked() {
    let there = service().await;
    let (subject, secret, all) = (person(NIK), pin(), letters(4));
    let orders: Vec<SigningOrder<'_>> = all.iter().map(|it| order(&subject, it, &secret)).collect();
    let results = there.client().sign_all(&orders).await;
    assert_eq!(results.len(), 4);
    for result in results {
        let error = result.unwrap_err();
        assert!(matches!(&error, SigningError::Refused(why) if why.contains("signs 3")), "{error}");
    }
    assert_eq!(there.calls("credentials/authorize"), 0);
}

#[tokio::test]
async fn a_lost_answer_is_unknown_for_each_letter() {
    let there = service().await;
    there.fake.behave(Mischief::CutAfter);
    let (subject, secret, all) = (person(NIK), pin(), letters(2));
    let orders: Vec<SigningOrder<'_>> = all.iter().map(|it| order(&subject, it, &secret)).collect();
    let results = there.client().sign_all(&orders).await;
    assert_eq!(results.len(), 2);
    assert!(results.iter().all(|it| it.as_ref().is_err_and(SigningError::outcome_is_unknown)));
    assert!(there.client().sign_all(&[]).await.is_empty());
}

#[tokio::test]
async fn two_people_are_not_one_authorisation() {
    let there = service().await;
    let (one, other, secret, pdf) = (person(NIK), person(OTHER_NIK), pin(), letter());
    let orders = [order(&one, &pdf, &secret), order(&other, &pdf, &secret)];
    let results = there.client().sign_all(&orders).await;
    assert!(results.iter().all(|it| matches!(it, Err(SigningError::Refused(_)))));
    assert!(there.fake.calls().is_empty());
}
