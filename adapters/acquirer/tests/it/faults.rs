//! An acquirer that is slow, away, cut off, or answers what must not be believed.

use acquirer::{Garble, Mischief};
use ports::{Acquirer, PortError, QrName};

use crate::support::{Served, client, order, settings};

fn is_unreachable(error: &PortError) -> bool {
    matches!(error, PortError::Unreachable(_))
}

#[tokio::test]
async fn content_that_is_not_what_was_asked_for_is_not_believed() {
    let served = Served::new().await;
    let client = client(settings(&served.url));
    for (number, garble) in Garble::ALL.into_iter().enumerate() {
        served.issuer.behave(Mischief::Garble(garble));
        let reference = format!("PBB-{number}");
        let answer = client.generate(&order(&reference, 127_500)).await;
        assert!(matches!(answer, Err(PortError::Garbled(_))), "{garble:?}: {answer:?}");
    }
    served.issuer.behave(Mischief::None);
    assert!(client.generate(&order("PBB-0", 127_500)).await.is_ok(), "the order still stands");
}

#[tokio::test]
async fn a_code_of_another_merchant_is_not_believed() {
    let served = Served::new().await;
    let nmid = Some("ID1020000000002".to_owned());
    let client = client(acquirer::Settings { nmid, ..settings(&served.url) });
    let answer = client.generate(&order("PBB-1", 127_500)).await.unwrap_err();
    assert!(matches!(&answer, PortError::Garbled(words) if words.contains("merchant")), "{answer}");
}

#[tokio::test]
async fn an_order_whose_answer_is_lost_is_not_sent_twice_and_can_be_asked_for_again() {
    let served = Served::new().await;
    let client = client(settings(&served.url));
    served.issuer.behave(Mischief::LoseAnswer);
    let lost = client.generate(&order("PBB-1", 127_500)).await.unwrap_err();
    assert!(is_unreachable(&lost) && lost.may_heal(), "{lost}");
    assert_eq!(served.told("service 47"), 1);
    assert_eq!(served.issuer.list().len(), 1, "the code was made");
    served.issuer.behave(Mischief::None);
    let issued = client.generate(&order("PBB-1", 127_500)).await.unwrap();
    assert_eq!(issued.content, served.issuer.list()[0].content);
}

#[tokio::test]
async fn a_question_without_an_answer_is_asked_again() {
    let served = Served::new().await;
    let client = client(settings(&served.url));
    let issued = client.generate(&order("PBB-1", 127_500)).await.unwrap();
    served.issuer.behave(Mischief::LoseAnswer);
    let acquirer_reference = issued.acquirer_reference.as_str();
    let name = QrName { reference: "PBB-1", acquirer_reference };
    assert!(is_unreachable(&client.query(name).await.unwrap_err()));
    assert_eq!(served.told("service 51"), 3);
}

#[tokio::test]
async fn one_that_never_answers_is_waited_for_only_so_long() {
    let served = Served::new().await;
    let client = client(settings(&served.url));
    client.generate(&order("PBB-1", 127_500)).await.unwrap();
    served.issuer.behave(Mischief::Hang);
    assert!(is_unreachable(&client.generate(&order("PBB-2", 127_500)).await.unwrap_err()));
}

#[tokio::test]
async fn one_that_is_not_there_and_one_that_refuses_are_told_apart() {
    let served = Served::new().await;
    let (url, client_of) = (served.url.clone(), |url: &str| client(settings(url)));
    served.issuer.behave(Mischief::Refuse);
    let refused = client_of(&url).generate(&order("PBB-1", 127_500)).await.unwrap_err();
    assert!(
        matches!(&refused, PortError::Refused(words) if words.contains("4034701")),
        "{refused}"
    );
    assert!(!refused.may_heal());
    // A port that was free a moment ago.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let free = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let away = client_of(&free).generate(&order("PBB-1", 127_500)).await.unwrap_err();
    assert!(is_unreachable(&away), "{away}");
}

#[tokio::test]
async fn what_went_wrong_is_told_without_keys_and_tokens() {
    let served = Served::new().await;
    let client = client(settings(&served.url));
    client.generate(&order("PBB-1", 127_500)).await.unwrap();
    for mischief in [Mischief::LoseAnswer, Mischief::Unreachable, Mischief::Refuse] {
        served.issuer.behave(mischief);
        let told = client.generate(&order("PBB-2", 127_500)).await.unwrap_err().to_string();
        assert!(!told.contains("rahasia") && !told.contains("Bearer"), "{told}");
    }
    let shown = format!("{client:?} {:?}", settings(&served.url));
    assert!(!shown.contains("rahasia") && !shown.contains("PRIVATE"), "{shown}");
}
