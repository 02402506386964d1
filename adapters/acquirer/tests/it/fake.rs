//! The fake behind the port, without a network.

use std::sync::Arc;
use std::time::Duration;

use acquirer::{ContentError, FakeAcquirer, Garble, Merchant, Mischief, PayError, check_content};
use base::Rupiah;
use ports::{Acquirer, PortError, QrName, QrStatus};
use testkit::FixedClock;

use crate::support::{NOW, order};

fn fake() -> (FakeAcquirer, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::at(NOW));
    (FakeAcquirer::new(Merchant::default(), clock.clone()), clock)
}

const NAME: QrName<'_> = QrName { reference: "PBB-1", acquirer_reference: "UJI-PBB-1" };

#[tokio::test]
async fn the_same_order_gives_the_same_code_in_every_run() {
    let (one, _) = fake();
    let (other, _) = fake();
    let issued = one.generate(&order("PBB-1", 127_500)).await.unwrap();
    assert_eq!(other.generate(&order("PBB-1", 127_500)).await, Ok(issued.clone()));
    let code = check_content(&issued.content, Rupiah(127_500), Some(Merchant::NMID)).unwrap();
    assert_eq!(code.merchant_name(), "BAPENDA UJI KABUPATEN");
}

#[tokio::test]
async fn a_code_is_paid_once_and_not_after_its_end() {
    let (fake, clock) = fake();
    fake.generate(&order("PBB-1", 127_500)).await.unwrap();
    fake.generate(&order("PBB-2", 127_500)).await.unwrap();
    let issuer = fake.issuer();
    assert!(issuer.pay("PBB-1").is_ok());
    assert_eq!(issuer.pay("PBB-1"), Err(PayError::Paid));
    assert_eq!(issuer.expire("PBB-1"), Err(PayError::Paid));
    assert_eq!(issuer.pay("PBB-9"), Err(PayError::Unknown));
    clock.advance_seconds(1_800);
    assert_eq!(issuer.pay("PBB-2"), Err(PayError::Ended));
    assert!(matches!(fake.query(NAME).await, Ok(QrStatus::Paid { amount: Rupiah(127_500), .. })));
    let late = fake.generate(&order("PBB-3", 127_500)).await.unwrap_err();
    assert!(matches!(late, PortError::Refused(_)), "an order that is over: {late}");
}

#[tokio::test]
async fn it_misbehaves_as_it_is_told() {
    let (fake, _) = fake();
    let told = async |mischief| {
        fake.issuer().behave(mischief);
        fake.generate(&order("PBB-1", 127_500)).await
    };
    assert!(matches!(told(Mischief::Unreachable).await, Err(PortError::Unreachable(_))));
    assert!(fake.issuer().list().is_empty());
    assert!(matches!(told(Mischief::Refuse).await, Err(PortError::Refused(_))));
    for garble in Garble::ALL {
        assert!(matches!(told(Mischief::Garble(garble)).await, Err(PortError::Garbled(_))));
    }
    assert!(matches!(told(Mischief::LoseAnswer).await, Err(PortError::Unreachable(_))));
    assert_eq!(fake.issuer().list().len(), 1);
    assert!(told(Mischief::Slow(Duration::from_millis(1))).await.is_ok());
    fake.issuer().behave(Mischief::Hang);
    let patience = Duration::from_millis(20);
    assert!(tokio::time::timeout(patience, fake.query(NAME)).await.is_err(), "it hangs");
}

#[test]
fn every_garbled_content_is_seen_through() {
    let content = Merchant::default().code("PBB-1", Rupiah(127_500)).unwrap();
    let verdict = |garble: Garble| {
        check_content(&garble.content(&content), Rupiah(127_500), None).unwrap_err()
    };
    assert!(matches!(verdict(Garble::Checksum), ContentError::Malformed(_)));
    assert_eq!(verdict(Garble::Amount), ContentError::Amount);
    assert_eq!(verdict(Garble::Static), ContentError::NotDynamic);
    assert!(matches!(verdict(Garble::Text), ContentError::Malformed(_)));
    let other = check_content(&content, Rupiah(127_500), Some("ID1020000000002"));
    assert_eq!(other, Err(ContentError::Merchant));
}

#[test]
fn names_longer_than_a_code_holds_are_cut() {
    let merchant = Merchant {
        name: "BADAN PENDAPATAN DAERAH KABUPATEN KUTAI TIMUR".to_owned(),
        city: "KABUPATEN KUTAI TIMUR".to_owned(),
        postal_code: "75611".to_owned(),
    };
    let content = merchant.code(&"9".repeat(64), Rupiah(1)).unwrap();
    let code = check_content(&content, Rupiah(1), None).unwrap();
    assert_eq!(code.merchant_name(), "BADAN PENDAPATAN DAERAH K");
}
