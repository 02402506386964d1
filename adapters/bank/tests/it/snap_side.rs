//! Virtual accounts and QRIS, as a bank tells of them.

use std::time::Duration;

use bank::{BankError, Course, Fault, QrNotice, SnapBank, VaPayment};
use base::Rupiah;
use snap::body::{PaymentReply, StatusCode};

use crate::biller::{Biller, OWED};
use crate::support::{account, credentials, snap_bank, va_payment};

#[tokio::test]
async fn what_is_owed_is_asked_paid_and_asked_after() {
    let biller = Biller::new().await;
    let bank = snap_bank(&biller.url);
    let owed = bank.inquiry(&account("90001"), "REF-1", Fault::None).await.unwrap();
    let data = owed.virtual_account_data.unwrap();
    assert_eq!(data.total_amount.rupiah(), Ok(Rupiah(OWED)));
    assert_eq!(data.partner_service_id.as_str(), "   12345", "the padding comes back");
    let paid = bank.pay(&va_payment("90001", "REF-1", OWED), Fault::None).await.unwrap();
    let flag = paid.virtual_account_data.unwrap().payment_flag_status;
    assert_eq!(flag, StatusCode::Success);
    let state = bank.status(&account("90001"), "REF-1", Fault::None).await.unwrap();
    let amount = state.virtual_account_data.unwrap().paid_amount.unwrap();
    assert_eq!(amount.rupiah(), Ok(Rupiah(OWED)));
    assert_eq!(biller.memory().tokens_given, 1, "one token for all of it");
}

#[tokio::test]
async fn refusals_come_with_their_codes() {
    let biller = Biller::new().await;
    let bank = snap_bank(&biller.url);
    let refused = async |payment: &VaPayment| {
        bank.pay(payment, Fault::None).await.unwrap_err().code().unwrap()
    };
    assert_eq!(refused(&va_payment("90001", "REF-1", OWED + 1)).await, "4042513");
    bank.pay(&va_payment("90001", "REF-1", OWED), Fault::None).await.unwrap();
    assert_eq!(refused(&va_payment("90001", "REF-1", OWED + 1)).await, "4092501");
    assert_eq!(refused(&va_payment("90001", "REF-2", OWED)).await, "4042514");
    let unknown = bank.status(&account("90001"), "REF-9", Fault::None).await.unwrap_err();
    assert_eq!(unknown.code().unwrap(), "4042601");
    assert!(!unknown.is_uncertain());
}

async fn told(bank: &SnapBank, course: Course) -> Vec<Result<PaymentReply, BankError>> {
    let payment = va_payment("90001", "REF-1", OWED);
    course
        .follow(async |advise| {
            let payment = VaPayment { advise, ..payment.clone() };
            bank.pay(&payment, Fault::None).await
        })
        .await
}

#[tokio::test]
async fn a_payment_is_told_in_every_order_and_booked_once() {
    let courses = [
        (Course::Once, 1),
        (Course::Advise, 1),
        (Course::Twice, 2),
        (Course::Late(Duration::from_millis(5)), 2),
        (Course::OutOfOrder, 2),
    ];
    for (course, answers) in courses {
        let biller = Biller::new().await;
        let told = told(&snap_bank(&biller.url), course).await;
        assert_eq!(told.len(), answers, "{course}");
        assert!(told.iter().all(Result::is_ok), "{course}: {told:?}");
        assert_eq!(biller.memory().booked.len(), 1, "{course}");
    }
}

#[tokio::test]
async fn a_token_the_server_forgot_is_replaced() {
    let biller = Biller::new().await;
    let bank = snap_bank(&biller.url);
    bank.inquiry(&account("90001"), "REF-1", Fault::None).await.unwrap();
    biller.memory().tokens.clear();
    bank.inquiry(&account("90001"), "REF-2", Fault::None).await.unwrap();
    assert_eq!(biller.memory().tokens_given, 2);
}

#[tokio::test]
async fn a_paid_code_is_told_with_a_signature_by_key_and_without_a_token() {
    let biller = Biller::new().await;
    let bank = snap_bank(&biller.url);
    let notice = QrNotice {
        reference: "PBB-1".to_owned(),
        acquirer_reference: "UJI-PBB-1".to_owned(),
        amount: Rupiah(OWED),
    };
    bank.notify(&notice, Fault::None).await.unwrap();
    let wrong = bank.notify(&notice, Fault::WrongSignature).await.unwrap_err();
    assert_eq!(wrong.code().unwrap(), "4015200");
    let memory = biller.memory();
    assert_eq!((memory.notices.len(), memory.tokens_given), (1, 0));
    assert_eq!(memory.notices[0].amount.rupiah(), Ok(Rupiah(OWED)));
}

#[tokio::test]
async fn what_cannot_be_asked_is_told_before_anything_is_sent() {
    let biller = Biller::new().await;
    let no_key = bank::Credentials { private_key: None, ..credentials() };
    let around = crate::support::around(&biller.url, bank::Story::silent());
    let bank = SnapBank::new(no_key, around.clone()).unwrap();
    let refused = bank.inquiry(&account("90001"), "REF-1", Fault::None).await.unwrap_err();
    assert!(
        matches!(&refused, BankError::Setup(why) if why.contains("--private-key")),
        "{refused}"
    );
    let bank = SnapBank::new(credentials(), around).unwrap();
    let too_long = bank.inquiry(&account("90001"), &"9".repeat(129), Fault::None).await;
    assert!(matches!(too_long, Err(BankError::Setup(_))), "{too_long:?}");
    assert!(bank::Account::parse("12345", "nine").is_err());
    assert!(biller.memory().arrived.is_empty());
}

#[tokio::test]
async fn nobody_there_is_not_the_same_as_no_answer() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let free = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let away = snap_bank(&free).ask_token(Fault::None).await.unwrap_err();
    assert!(matches!(away, BankError::NotReached(_)) && !away.is_uncertain(), "{away}");
    let biller = Biller::new().await;
    biller.memory().lose_answers = 1;
    let bank = snap_bank(&biller.url);
    let lost = bank.pay(&va_payment("90001", "REF-1", OWED), Fault::None).await.unwrap_err();
    assert!(matches!(lost, BankError::Silent(_)) && lost.is_uncertain(), "{lost}");
    assert_eq!(biller.memory().booked.len(), 1);
}
