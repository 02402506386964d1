//! What is made of each answer.

use std::sync::Arc;
use std::time::Duration;

use outgoing::fake::{Cutter, Reads};
use ports::{PortError, TimestampAuthority};
use timestamp::fake::{Authority, Mischief};
use timestamp::{HttpAuthority, Settings};

use crate::{REPLY, authority, client, settings};

#[tokio::test]
async fn a_query_goes_out_as_it_is_and_the_reply_comes_back_as_it_was() {
    let there = authority().await;
    let asked = settings(&there.url());
    let asked = Settings { user: "app".to_owned(), password: "rahasia".to_owned(), ..asked };
    let reply = HttpAuthority::new(asked).unwrap().stamp(b"query").await;
    assert_eq!(reply, Ok(REPLY.to_vec()));
    let seen = there.seen().remove(0);
    assert_eq!(seen.query, b"query");
    assert_eq!(seen.authorization.as_deref(), Some("Basic YXBwOnJhaGFzaWE="));
}

#[tokio::test]
async fn an_answer_that_is_no_reply_is_not_believed() {
    let there = authority().await;
    let client = client(&there.url());
    for mischief in
        [Mischief::Empty, Mischief::Short, Mischief::Long, Mischief::Endless, Mischief::WrongType]
    {
        there.behave(mischief.clone());
        let answer = client.stamp(b"q").await;
        assert!(matches!(answer, Err(PortError::Garbled(_))), "{mischief:?}: {answer:?}");
    }
    there.behave(Mischief::None);
    assert!(client.stamp(b"q").await.is_ok());
}

#[tokio::test]
async fn only_one_whole_der_sequence_is_a_reply() {
    let long = [vec![0x30, 0x82, 0x01, 0x00], vec![0; 256]].concat();
    let right: [&[u8]; 3] = [&REPLY, &[0x30, 0x00], &long];
    let wrong: [&[u8]; 5] = [
        &[0x30],
        &[0x31, 0x00],
        &[0x30, 0x80, 0x00, 0x00],
        &[0x30, 0x85, 0, 0, 0, 0, 0],
        &[0x30, 0x82, 0x01],
    ];
    for (replies, good) in [(right.as_slice(), true), (wrong.as_slice(), false)] {
        for reply in replies {
            let reply = reply.to_vec();
            let made = reply.clone();
            let there = Authority::start(Arc::new(move |_: &[u8]| made.clone())).await.unwrap();
            let answer = client(&there.url()).stamp(b"q").await;
            assert_eq!(answer.is_ok(), good, "{reply:02x?}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn a_refusal_is_told_from_what_may_heal() {
    let there = authority().await;
    let client = client(&there.url());
    for (status, heals) in [
        (400, false),
        (401, false),
        (404, false),
        (302, false),
        (429, true),
        (500, true),
        (503, true),
    ] {
        there.behave(Mischief::Status(status));
        let error = client.stamp(b"q").await.unwrap_err();
        assert_eq!(error.may_heal(), heals, "{status}: {error}");
        assert!(!matches!(error, PortError::Garbled(_)), "{status}: {error}");
    }
}

#[tokio::test]
async fn a_line_that_is_cut_may_heal() {
    let there = authority().await;
    there.behave(Mischief::CutAfter(2));
    let error = client(&there.url()).stamp(b"q").await.unwrap_err();
    assert!(matches!(error, PortError::Unreachable(_)), "{error}");
    for reads in [Reads::Bytes(0), Reads::Bytes(20), Reads::Whole] {
        let there = Cutter::start(reads, Vec::new()).unwrap();
        let error = client(&there.url("/tsa")).stamp(b"q").await.unwrap_err();
        assert!(matches!(error, PortError::Unreachable(_)), "{reads:?}: {error}");
        assert_eq!(there.calls(), 1, "{reads:?}");
    }
}

#[tokio::test]
async fn nobody_waits_for_a_slow_authority() {
    let there = authority().await;
    there.behave(Mischief::Slow(Duration::from_secs(3_600)));
    let hurried = Settings { patience: Duration::from_millis(300), ..settings(&there.url()) };
    let error = HttpAuthority::new(hurried).unwrap().stamp(b"q").await.unwrap_err();
    assert_eq!(error, PortError::Unreachable("no answer in time".to_owned()));
    assert_eq!(Settings::PATIENCE, Duration::from_secs(5));
}
