//! PINs, codes, and confirming on another device.

use std::time::Duration;

use csc::fake::{Code, Mischief};
use csc::{Patience, Settings};
use ports::PdfSigner;
use ports::signing::{Secret, SigningError};

use crate::support::{
    NIK, OTHER_NIK, PIN, RSA, credential, letter, order, person, service, service_of, settings,
    signed_by,
};

#[tokio::test]
async fn a_pin_and_a_code_are_typed_with_a_space_between() {
    let mut own = credential(RSA, NIK, 0);
    own.code = Code::Challenge;
    let there = service_of(vec![own]).await;
    let (client, subject, pdf) = (there.client(), person(NIK), letter());
    client.request_code(&subject, None, 1).await.unwrap();
    assert_eq!(there.calls("credentials/getChallenge"), 1);
    let typed = Secret::passphrase(format!("{PIN} {}", there.fake.code_for(RSA)));
    client.sign(&order(&subject, &pdf, &typed)).await.unwrap();
    let again = client.sign(&order(&subject, &pdf, &typed)).await.unwrap_err();
    assert_eq!(again, SigningError::WrongSecret, "a code is good once");
    let alone = signed_by(&client, NIK).await.unwrap_err();
    assert!(matches!(&alone, SigningError::Refused(why) if why.contains("PIN AND OTP")), "{alone}");
}

#[tokio::test]
async fn a_code_of_the_owners_application_is_not_asked_for() {
    let mut own = credential(RSA, NIK, 0);
    (own.code, own.pin) = (Code::Totp, None);
    let there = service_of(vec![own]).await;
    let (client, subject, pdf) = (there.client(), person(NIK), letter());
    client.request_code(&subject, None, 1).await.unwrap();
    assert_eq!(there.calls("credentials/getChallenge"), 0);
    let code = Secret::totp(there.fake.code_for(RSA));
    client.sign(&order(&subject, &pdf, &code)).await.unwrap();
    assert_eq!(there.fake.signatures_made(), 1);
}

#[tokio::test]
async fn where_no_code_is_used_none_is_made() {
    let there = service().await;
    assert!(there.client().request_code(&person(OTHER_NIK), None, 1).await.is_err());
}

#[tokio::test]
async fn who_confirms_on_another_device_is_waited_for() {
    let there = service().await;
    there.fake.behave(Mischief::Confirms);
    signed_by(&there.client(), NIK).await.unwrap();
    assert_eq!(there.calls("credentials/authorizeCheck"), 2);
    there.fake.behave(Mischief::NeverConfirms);
    let patience = Patience { confirm: Duration::from_millis(300), ..settings("").patience };
    let hurried = there.client_with(&Settings { patience, ..settings(&there.url()) });
    let error = signed_by(&hurried, NIK).await.unwrap_err();
    assert!(matches!(error, SigningError::Refused(_)), "{error}");
    assert_eq!(there.calls("signatures/signHash"), 1);
}
