//! What is kept, and how long.

use ports::RevocationSource;
use revocation::Settings;
use revocation::fake::Page;

use crate::{CRL, OCSP, fixture, serving, settings, source};

const HOUR: i64 = 3_600;

#[tokio::test]
async fn a_list_is_kept_until_its_own_end() {
    let there = serving(&[("/crl", Page::Bytes(CRL, fixture("list.crl")))]).await;
    let (source, clock) = source(settings());
    let url = there.url("/crl");
    source.crl(&url).await.unwrap();
    clock.advance_seconds(HOUR - 1);
    assert_eq!(source.crl(&url).await, Ok(fixture("list.crl")));
    assert_eq!(there.seen().len(), 1);
    clock.advance_seconds(1);
    source.crl(&url).await.unwrap();
    source.crl(&url).await.unwrap();
    assert_eq!(there.seen().len(), 3, "what is over is fetched each time");
}

#[tokio::test]
async fn an_answer_is_kept_until_its_own_end_and_for_its_own_request() {
    for name in ["good.ocsp", "revoked.ocsp", "unknown.ocsp"] {
        let there = serving(&[("/ocsp", Page::Bytes(OCSP, fixture(name)))]).await;
        let (source, clock) = source(settings());
        let url = there.url("/ocsp");
        for request in [b"one".as_slice(), b"one", b"two", b"two", b"one"] {
            source.ocsp(&url, request).await.unwrap();
        }
        assert_eq!(there.seen().len(), 2, "{name}");
        clock.advance_seconds(HOUR);
        source.ocsp(&url, b"one").await.unwrap();
        assert_eq!(there.seen().len(), 3, "{name}");
    }
}

#[tokio::test]
async fn what_has_no_end_is_not_kept() {
    let odd = b"\x30\x03\x02\x01\x07".to_vec();
    for bytes in [fixture("endless.ocsp"), fixture("busy.ocsp"), odd] {
        let there = serving(&[("/ocsp", Page::Bytes(OCSP, bytes))]).await;
        let (source, _) = source(settings());
        for _ in 0..2 {
            source.ocsp(&there.url("/ocsp"), b"r").await.unwrap();
        }
        assert_eq!(there.seen().len(), 2);
    }
}

#[tokio::test]
async fn nothing_is_kept_for_more_than_a_day() {
    let there = serving(&[("/crl", Page::Bytes(CRL, fixture("list-2051.crl")))]).await;
    let (source, clock) = source(settings());
    let url = there.url("/crl");
    source.crl(&url).await.unwrap();
    clock.advance_seconds(24 * HOUR - 1);
    source.crl(&url).await.unwrap();
    assert_eq!(there.seen().len(), 1);
    clock.advance_seconds(1);
    source.crl(&url).await.unwrap();
    assert_eq!(there.seen().len(), 2);
}

#[tokio::test]
async fn what_was_found_bad_is_fetched_anew() {
    let list = Page::Bytes(CRL, fixture("list.crl"));
    let there = serving(&[("/a", list.clone()), ("/b", list)]).await;
    let (source, _) = source(settings());
    let (a, b) = (there.url("/a"), there.url("/b"));
    for url in [&a, &b] {
        source.crl(url).await.unwrap();
    }
    source.forget(&a);
    for url in [&a, &b] {
        source.crl(url).await.unwrap();
    }
    let paths: Vec<String> = there.seen().into_iter().map(|seen| seen.path).collect();
    assert_eq!(paths, ["/a", "/b", "/a"]);
}

#[tokio::test]
async fn the_least_used_goes_when_there_is_no_room() {
    let list = fixture("list.crl");
    let page = Page::Bytes(CRL, list.clone());
    let there = serving(&[("/a", page.clone()), ("/b", page.clone()), ("/c", page)]).await;
    let urls = ["/a", "/b", "/c"].map(|path| there.url(path));
    let room = 2 * (list.len() + urls[0].len());
    let (two, _) = source(Settings { kept: room, ..settings() });
    // The third pushes /b out, which was used before /a.
    for at in [0, 1, 0, 2, 0, 2, 1] {
        two.crl(&urls[at]).await.unwrap();
    }
    let paths: Vec<String> = there.seen().into_iter().map(|seen| seen.path).collect();
    assert_eq!(paths, ["/a", "/b", "/c", "/b"]);
    let (none, _) = source(Settings { kept: 10, ..settings() });
    for _ in 0..2 {
        none.crl(&urls[0]).await.unwrap();
    }
    assert_eq!(there.seen().len(), 6);
}

#[tokio::test]
async fn every_cut_of_an_answer_is_walked_without_harm() {
    let there = serving(&[]).await;
    let (source, _) = source(settings());
    for (name, kind) in [("good.ocsp", OCSP), ("list.crl", CRL)] {
        let whole = fixture(name);
        // The length is mended, so that the bytes are one sequence and reach the walk.
        for end in (4..whole.len()).step_by(7) {
            let mut cut = whole[..end].to_vec();
            cut[1..4].copy_from_slice(&[0x82, ((end - 4) >> 8) as u8, (end - 4) as u8]);
            there.put("/x", Page::Bytes(kind, cut.clone()));
            let got = match kind {
                OCSP => source.ocsp(&there.url("/x"), b"r").await,
                _ => source.crl(&there.url("/x")).await,
            };
            source.forget(&there.url("/x"));
            assert_eq!(got, Ok(cut), "{name} cut at {end}");
        }
    }
}
