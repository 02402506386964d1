//! Lines that are cut: what was not sent may be sent again, what may have arrived may not.

use outgoing::fake::{Cutter, Reads};
use ports::PdfSigner;
use ports::signing::SigningError;

use crate::support::{client, letter, order, passphrase, siti};

/// A letter so large that it cannot wait unread in the buffers of a machine.
fn large() -> Vec<u8> {
    let mut pdf = letter();
    pdf.resize(8 << 20, b'\n');
    pdf
}

async fn signed(url: &str, pdf: &[u8]) -> SigningError {
    let (subject, secret) = (siti(), passphrase());
    client(url).sign(&order(&subject, pdf, &secret)).await.expect_err("nobody signs there")
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = signed(&format!("http://{closed}"), &letter()).await;
    assert!(matches!(error, SigningError::NotSent(_)) && error.may_repeat(), "{error}");
    let error = signed("http://localhost:1", &letter()).await;
    assert!(matches!(error, SigningError::NotSent(_)), "{error}");
}

#[tokio::test]
async fn an_order_that_broke_off_was_not_sent() {
    let pdf = large();
    for reads in [0, 200, 4_096, 1 << 20] {
        let there = Cutter::start(Reads::Bytes(reads), Vec::new()).unwrap();
        let error = signed(&there.url(""), &pdf).await;
        assert!(matches!(error, SigningError::NotSent(_)), "after {reads}: {error}");
        assert_eq!(there.calls(), 1, "after {reads}");
    }
}

#[tokio::test]
async fn an_order_that_arrived_whole_may_have_been_signed() {
    let answers: [&[u8]; 4] = [
        b"",
        b"HTTP/1.1 2",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"time\":862,\"file\":[\"JVBERi0",
    ];
    for answer in answers {
        let there = Cutter::start(Reads::Whole, answer.to_vec()).unwrap();
        let error = signed(&there.url(""), &letter()).await;
        assert!(matches!(error, SigningError::Unknown(_)), "after {answer:?}: {error}");
        assert_eq!(there.calls(), 1, "after {answer:?}");
    }
}

#[tokio::test]
async fn what_is_no_http_says_nothing_of_what_was_sent() {
    let there = Cutter::start(Reads::Whole, b"220 mail.contoh.id ESMTP\r\n".to_vec()).unwrap();
    let error = signed(&there.url(""), &letter()).await;
    assert!(matches!(error, SigningError::Unknown(_)), "{error}");
}
