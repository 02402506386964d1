//! Codes are issued, paid, and asked for.

use acquirer::check_content;
use base::{Instant, Rupiah};
use ports::{Acquirer, PortError, QrName, QrStatus};
use snap::{ClientSecret, Dialect, SignatureKind};

use crate::support::{Served, client, order, settings};

#[tokio::test]
async fn a_code_is_issued_paid_and_its_payment_found() {
    let served = Served::new().await;
    let client = client(settings(&served.url));
    let issued = client.generate(&order("PBB-1", 127_500)).await.unwrap();
    let code = check_content(&issued.content, Rupiah(127_500), None).unwrap();
    assert_eq!(code.bill_number(), Some("PBB-1"));
    let acquirer_reference = issued.acquirer_reference.as_str();
    let name = QrName { reference: "PBB-1", acquirer_reference };
    assert_eq!(client.query(name).await, Ok(QrStatus::Pending));
    served.issuer.pay("PBB-1").unwrap();
    let paid = client.query(name).await.unwrap();
    let paid_at = Instant::parse("2026-11-22T02:00:00.000Z").unwrap();
    let acquirer_reference = acquirer_reference.to_owned();
    assert_eq!(paid, QrStatus::Paid { amount: Rupiah(127_500), paid_at, acquirer_reference });
    served.issuer.refund("PBB-1").unwrap();
    assert_eq!(client.query(name).await, Ok(QrStatus::Refunded));
}

#[tokio::test]
async fn the_same_order_gives_the_same_code_and_another_amount_none() {
    let served = Served::new().await;
    let client = client(settings(&served.url));
    let first = client.generate(&order("PBB-1", 127_500)).await.unwrap();
    assert_eq!(client.generate(&order("PBB-1", 127_500)).await, Ok(first));
    let other = client.generate(&order("PBB-1", 127_501)).await.unwrap_err();
    assert!(matches!(&other, PortError::Refused(words) if words.contains("4094701")), "{other}");
    assert_eq!(served.issuer.list().len(), 1);
}

#[tokio::test]
async fn a_code_ends_with_its_time() {
    let served = Served::new().await;
    let client = client(settings(&served.url));
    let issued = client.generate(&order("PBB-1", 5_000)).await.unwrap();
    served.issuer.expire("PBB-1").unwrap();
    let acquirer_reference = issued.acquirer_reference.as_str();
    let name = QrName { reference: "PBB-1", acquirer_reference };
    assert_eq!(client.query(name).await, Ok(QrStatus::Expired));
}

#[tokio::test]
async fn a_token_is_kept_and_every_call_has_an_id_of_its_own() {
    let served = Served::new().await;
    let client = client(settings(&served.url));
    for number in 0..5 {
        client.generate(&order(&format!("PBB-{number}"), 5_000)).await.unwrap();
    }
    assert_eq!(served.told("service 73"), 1, "one token");
    assert_eq!(served.told("service 47 (/qr/qr-mpm-generate): HTTP 200"), 5);
}

#[tokio::test]
async fn an_asymmetric_dialect_needs_no_token() {
    let served = Served::with(SignatureKind::Asymmetric, None).await;
    let dialect = Dialect { signature: SignatureKind::Asymmetric, ..Dialect::default() };
    let client = client(acquirer::Settings { dialect, ..settings(&served.url) });
    client.generate(&order("PBB-1", 5_000)).await.unwrap();
    assert_eq!(served.told("service 73"), 0);
}

#[tokio::test]
async fn who_signs_with_another_secret_is_refused() {
    let served = Served::new().await;
    let client_secret = ClientSecret::new("tebakan").unwrap();
    let client = client(acquirer::Settings { client_secret, ..settings(&served.url) });
    let refused = client.generate(&order("PBB-1", 5_000)).await.unwrap_err();
    assert!(
        matches!(&refused, PortError::Refused(words) if words.contains("4014700")),
        "{refused}"
    );
    assert!(served.issuer.list().is_empty());
}

#[tokio::test]
async fn an_unknown_code_is_refused_and_what_cannot_be_asked_is_not_sent() {
    let served = Served::new().await;
    let client = client(settings(&served.url));
    let unknown = QrName { reference: "PBB-9", acquirer_reference: "UJI-9" };
    let refused = client.query(unknown).await.unwrap_err();
    assert!(
        matches!(&refused, PortError::Refused(words) if words.contains("4045101")),
        "{refused}"
    );
    for wrong in [order("PBB-1", 0), order("PBB-1", -1), order("", 5), order(&"x".repeat(65), 5)] {
        let refused = client.generate(&wrong).await.unwrap_err();
        assert!(matches!(refused, PortError::Refused(_)), "{refused}");
    }
    assert_eq!(served.told("service 47"), 0);
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_told_by_the_acquirer() {
    let served = Served::new().await;
    served.clock.advance_seconds(121);
    let client = client(settings(&served.url));
    let refused = client.generate(&order("PBB-1", 5_000)).await.unwrap_err();
    assert!(
        matches!(&refused, PortError::Refused(words) if words.contains("4017300")),
        "{refused}"
    );
}
