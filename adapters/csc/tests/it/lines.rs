//! Lines that are cut: nothing but a lost `signHash` leaves anybody in doubt.

use ports::signing::SigningError;

use crate::support::{NIK, service, settings, signed_by};

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    let there = service().await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = there.client_with(&settings(&format!("http://{closed}/csc/v2")));
    let error = signed_by(&client, NIK).await.unwrap_err();
    assert!(matches!(error, SigningError::NotSent(_)) && error.may_repeat(), "{error}");
}

#[tokio::test]
async fn what_is_no_http_is_garbled() {
    use outgoing::fake::{Cutter, Reads};
    let there = service().await;
    let other = Cutter::start(Reads::Whole, b"220 mail.contoh.id ESMTP\r\n".to_vec()).unwrap();
    let client = there.client_with(&settings(&other.url("/csc/v2")));
    let error = signed_by(&client, NIK).await.unwrap_err();
    assert!(matches!(error, SigningError::Garbled(_)), "{error}");
}
