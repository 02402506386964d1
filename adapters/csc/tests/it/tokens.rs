//! The order of calls, and the token between them.

use csc::fake::Mischief;
use csc::{Access, Settings};
use ports::signing::SigningError;
use zeroize::Zeroizing;

use crate::support::{NIK, OTHER_NIK, service, settings, signed_by};

const FLOW: [&str; 6] = [
    "info",
    "oauth2/token",
    "credentials/list",
    "credentials/info",
    "credentials/authorize",
    "signatures/signHash",
];

#[tokio::test]
async fn the_flow_is_that_of_the_standard() {
    let there = service().await;
    let client = there.client();
    signed_by(&client, NIK).await.unwrap();
    assert_eq!(there.fake.calls(), FLOW);
    there.fake.forget_calls();
    signed_by(&client, OTHER_NIK).await.unwrap();
    assert_eq!(there.fake.calls(), FLOW[2..], "what is known is not asked again");
    let asked = there.fake.algorithms_asked();
    assert!(asked[0].contains("1.2.840.113549.1.1.11") && asked[0].ends_with("None"), "{asked:?}");
    assert!(asked[1].contains("1.2.840.10045.4.3.2") && asked[1].ends_with("None"), "{asked:?}");
}

#[tokio::test]
async fn a_token_that_ended_is_renewed_once() {
    let there = service().await;
    let client = there.client();
    signed_by(&client, NIK).await.unwrap();
    there.fake.behave(Mischief::ExpiredToken);
    there.fake.forget_calls();
    signed_by(&client, NIK).await.unwrap();
    assert_eq!(there.calls("oauth2/token"), 1);
    assert_eq!(there.calls("credentials/list"), 2);
    assert_eq!(there.calls("signatures/signHash"), 1);
    there.fake.behave(Mischief::EndedTokens);
    there.fake.forget_calls();
    let error = signed_by(&client, NIK).await.unwrap_err();
    assert!(matches!(&error, SigningError::Refused(why) if why.contains("401")), "{error}");
    assert_eq!((there.calls("oauth2/token"), there.calls("credentials/list")), (1, 2));
}

#[tokio::test]
async fn an_old_token_is_left_before_anybody_turns_it_away() {
    let there = service().await;
    let client = there.client();
    signed_by(&client, NIK).await.unwrap();
    there.clock.forward(3_550);
    there.fake.forget_calls();
    signed_by(&client, NIK).await.unwrap();
    assert_eq!((there.calls("oauth2/token"), there.calls("credentials/list")), (1, 1));
}

#[tokio::test]
async fn a_token_given_by_hand_is_used_as_it_is() {
    let there = service().await;
    signed_by(&there.client(), NIK).await.unwrap();
    let token = there.fake.secrets_given().into_iter().find(|_| true).unwrap();
    let tokens: Vec<String> = there.fake.secrets_given();
    for token in tokens.into_iter().chain([token]) {
        let access = Access::Bearer(Zeroizing::new(token));
        let client = there.client_with(&Settings { access, ..settings(&there.url()) });
        there.fake.forget_calls();
        let result = signed_by(&client, NIK).await;
        assert_eq!(there.calls("oauth2/token"), 0);
        // One of the two is activation data, which is no token; a new one cannot be had here.
        match result {
            Ok(_) => assert_eq!(there.calls("signatures/signHash"), 1),
            Err(error) => {
                assert_eq!(error.as_str(), "refused", "{error}");
                assert_eq!(there.calls("credentials/list"), 1);
            }
        }
    }
}

#[tokio::test]
async fn whom_the_service_does_not_know_is_told_to_mend_the_settings() {
    let there = service().await;
    let secret = Zeroizing::new("salah-sekali".to_owned());
    let access = Access::Client { id: "pelangi".to_owned(), secret };
    let stranger = there.client_with(&Settings { access, ..settings(&there.url()) });
    assert_eq!(there.client().greet().await, Ok(()));
    for mischief in [Mischief::None, Mischief::Echo] {
        there.fake.behave(mischief);
        assert_eq!(stranger.greet().await.unwrap_err().as_str(), "refused");
        let error = signed_by(&stranger, NIK).await.unwrap_err();
        let told = error.to_string();
        assert!(told.contains("client_id") && !told.contains("salah-sekali"), "{told}");
    }
}
