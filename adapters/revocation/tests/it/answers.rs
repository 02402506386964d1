//! What is made of each answer.

use std::time::Duration;

use outgoing::fake::{Cutter, Reads};
use ports::{PortError, RevocationSource};
use revocation::Settings;
use revocation::fake::Page;

use crate::{CRL, OCSP, fixture, serving, settings, source};

#[tokio::test]
async fn a_request_is_posted_as_it_is_and_the_answer_comes_back_as_it_was() {
    let there = serving(&[("/ocsp", Page::Bytes(OCSP, fixture("good.ocsp")))]).await;
    let answer = source(settings()).0.ocsp(&there.url("/ocsp"), b"request").await;
    assert_eq!(answer, Ok(fixture("good.ocsp")));
    let seen = there.seen().remove(0);
    assert_eq!((&*seen.method, &*seen.body), ("POST", b"request".as_slice()));
    assert_eq!(seen.content_type.as_deref(), Some("application/ocsp-request"));
}

#[tokio::test]
async fn a_list_is_fetched_whatever_its_type_is_called() {
    for kind in [CRL, "application/octet-stream", "text/plain"] {
        let there = serving(&[("/list.crl", Page::Bytes(kind, fixture("list.crl")))]).await;
        let list = source(settings()).0.crl(&there.url("/list.crl")).await;
        assert_eq!(list, Ok(fixture("list.crl")), "{kind}");
        assert_eq!(there.seen().remove(0).method, "GET", "{kind}");
    }
}

#[tokio::test]
async fn what_is_no_der_is_garbled() {
    let bodies: [&[u8]; 5] =
        [b"", b"-----BEGIN X509 CRL-----", b"\x30\x05ab", b"\x30\x01ab", b"<html>"];
    for body in bodies {
        let pages =
            [("/crl", Page::Bytes(CRL, body.into())), ("/ocsp", Page::Bytes(OCSP, body.into()))];
        let there = serving(&pages).await;
        let (source, _) = source(settings());
        let list = source.crl(&there.url("/crl")).await;
        assert!(matches!(list, Err(PortError::Garbled(_))), "{body:?}: {list:?}");
        let answer = source.ocsp(&there.url("/ocsp"), b"r").await;
        assert!(matches!(answer, Err(PortError::Garbled(_))), "{body:?}: {answer:?}");
    }
    let there = serving(&[("/ocsp", Page::Bytes("text/html", fixture("good.ocsp")))]).await;
    let answer = source(settings()).0.ocsp(&there.url("/ocsp"), b"r").await;
    assert!(matches!(answer, Err(PortError::Garbled(_))), "{answer:?}");
}

#[tokio::test]
async fn more_than_the_limit_is_not_read() {
    let long = [b"\x30\x82\xff\xff".as_slice(), &[0; 65_535]].concat();
    let there = serving(&[
        ("/ocsp", Page::Bytes(OCSP, long.clone())),
        ("/crl", Page::Bytes(CRL, long.clone())),
    ])
    .await;
    let (patient, _) = source(settings());
    let answer = patient.ocsp(&there.url("/ocsp"), b"r").await;
    assert!(matches!(answer, Err(PortError::Garbled(_))), "{answer:?}");
    assert_eq!(patient.crl(&there.url("/crl")).await, Ok(long.clone()));
    let (strict, _) = source(Settings { longest_list: long.len() - 1, ..settings() });
    let list = strict.crl(&there.url("/crl")).await;
    assert!(matches!(list, Err(PortError::Garbled(_))), "{list:?}");
}

#[tokio::test]
async fn a_refusal_is_told_from_what_may_heal() {
    for (status, heals) in
        [(400, false), (401, false), (404, false), (429, true), (500, true), (503, true)]
    {
        let there = serving(&[("/crl", Page::Status(status))]).await;
        let error = source(settings()).0.crl(&there.url("/crl")).await.unwrap_err();
        assert_eq!(error.may_heal(), heals, "{status}: {error}");
        assert!(!matches!(error, PortError::Garbled(_)), "{status}: {error}");
    }
}

#[tokio::test]
async fn a_line_that_is_cut_or_silent_may_heal() {
    for reads in [Reads::Bytes(0), Reads::Whole] {
        let there = Cutter::start(reads, Vec::new()).unwrap();
        let error = source(settings()).0.crl(&there.url("/")).await.unwrap_err();
        assert!(matches!(error, PortError::Unreachable(_)), "{reads:?}: {error}");
        assert_eq!(there.calls(), 1);
    }
    let there = serving(&[("/crl", Page::Slow(Duration::from_secs(3_600)))]).await;
    let hurried = Settings { patience: Duration::from_millis(300), ..settings() };
    let error = source(hurried).0.crl(&there.url("/crl")).await.unwrap_err();
    assert_eq!(error, PortError::Unreachable("no answer in time".to_owned()));
}
