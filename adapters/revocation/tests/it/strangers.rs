//! Addresses that strangers wrote: what is not called.

use ports::{PortError, RevocationSource};
use revocation::Settings;
use revocation::fake::Page;

use crate::{CRL, OCSP, fixture, serving, settings, source};

fn closed() -> Settings {
    Settings { allow: Vec::new(), ..settings() }
}

#[tokio::test]
async fn nothing_inside_the_own_network_is_called() {
    let there = serving(&[("/crl", Page::Bytes(CRL, fixture("list.crl")))]).await;
    let port = there.port();
    let (source, _) = source(closed());
    for host in [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "10.0.0.1",
        "10.255.1.2",
        "169.254.169.254",
        "192.168.7.1",
        "172.20.0.1",
        "2130706433",
        "0177.0.0.1",
    ] {
        let url = format!("http://{host}:{port}/crl");
        for answer in [source.crl(&url).await, source.ocsp(&url, b"r").await] {
            let error = answer.unwrap_err();
            assert_eq!(error, PortError::Refused("the address is not public".to_owned()), "{host}");
        }
    }
    assert!(there.seen().is_empty());
}

#[tokio::test]
async fn a_redirect_does_not_lead_inside() {
    let secret = serving(&[("/crl", Page::Bytes(CRL, fixture("list.crl")))]).await;
    let port = secret.port();
    for host in ["127.0.0.2", "10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.2]"] {
        let place = format!("http://{host}:{port}/crl");
        let pages =
            [("/crl", Page::Elsewhere(302, place.clone())), ("/ocsp", Page::Elsewhere(307, place))];
        let there = serving(&pages).await;
        let (source, _) = source(settings());
        let list = source.crl(&there.url("/crl")).await;
        assert!(matches!(list, Err(PortError::Refused(_))), "{host}: {list:?}");
        let answer = source.ocsp(&there.url("/ocsp"), b"r").await;
        assert!(matches!(answer, Err(PortError::Refused(_))), "{host}: {answer:?}");
        assert_eq!(there.seen().len(), 2, "{host}");
    }
    assert!(secret.seen().is_empty());
}

#[tokio::test]
async fn other_schemes_are_not_spoken() {
    let (source, _) = source(settings());
    for url in [
        "ldap://ldap.contoh.id/cn=crl",
        "file:///etc/passwd",
        "ftp://8.8.8.8/crl",
        "gopher://8.8.8.8/",
        "//8.8.8.8/crl",
        "crl",
        "",
        "http://",
        "http://user:secret@8.8.8.8/crl",
    ] {
        let error = source.crl(url).await.unwrap_err();
        assert!(matches!(error, PortError::Refused(_)), "{url}: {error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    let there = serving(&[("/crl", Page::Elsewhere(301, "file:///etc/passwd".to_owned()))]).await;
    let error = source.crl(&there.url("/crl")).await.unwrap_err();
    assert!(matches!(error, PortError::Refused(_)), "{error}");
}

#[tokio::test]
async fn three_redirects_are_followed_and_a_fourth_is_not() {
    let list = Page::Bytes(CRL, fixture("list.crl"));
    let to = |path: &str| Page::Elsewhere(301, path.to_owned());
    let there =
        serving(&[("/0", to("/1")), ("/1", to("/2")), ("/2", to("/3")), ("/3", list)]).await;
    let (source, _) = source(settings());
    assert_eq!(source.crl(&there.url("/0")).await, Ok(fixture("list.crl")));
    there.put("/before", to("/0"));
    let error = source.crl(&there.url("/before")).await.unwrap_err();
    assert_eq!(error, PortError::Refused("more than 3 redirects".to_owned()));
    there.put("/round", to("/round"));
    assert!(source.crl(&there.url("/round")).await.is_err());
}

#[tokio::test]
async fn a_request_is_not_posted_to_where_it_would_become_another() {
    let there = serving(&[("/answer", Page::Bytes(OCSP, fixture("good.ocsp")))]).await;
    let (source, _) = source(settings());
    for (status, followed) in [(301, false), (302, false), (303, false), (307, true), (308, true)] {
        there.put("/ocsp", Page::Elsewhere(status, "/answer".to_owned()));
        let answer = source.ocsp(&there.url("/ocsp"), &[b'r', b'0', status as u8]).await;
        assert_eq!(answer.is_ok(), followed, "{status}: {answer:?}");
    }
    assert!(there.seen().iter().all(|seen| seen.method == "POST"));
}
