//! The plain JSON service, as a bank calls it.

use bank::{BankError, Course, Fault, Target, Teller};
use base::Rupiah;
use h2h::{Ntpd, PaymentRequest, PaymentState, Reference, ReversalRequest, StatusRequest};

use crate::biller::Biller;
use crate::support::{h2h_bank, h2h_payment, inquiry, nop};

fn code(error: &BankError) -> String {
    error.code().unwrap_or_else(|| panic!("no refusal: {error}"))
}

#[tokio::test]
async fn a_bill_is_asked_for_paid_and_taken_back() {
    let biller = Biller::new().await;
    let bank = h2h_bank(&biller.url);
    let owed = bank.inquiry(&inquiry(), Fault::None).await.unwrap();
    assert_eq!(owed.total, Rupiah(130_050));
    let paid = bank.pay(&h2h_payment("BPD-1"), Fault::None).await.unwrap();
    assert_eq!(paid.principal_account, "4.1.01.15");
    let reference = Reference::new("BPD-1").unwrap();
    let asked = StatusRequest { reference };
    assert_eq!(bank.status(&asked, Fault::None).await.unwrap().status, PaymentState::Paid);
    let reference = Reference::new("BPD-1-BATAL").unwrap();
    let mut reversal = ReversalRequest { nop: nop(), tax_year: 2026, ntpd: paid.ntpd, reference };
    let reversed = bank.reverse(&reversal, Fault::None).await.unwrap();
    assert_eq!(reversed.total, Rupiah(130_050));
    assert_eq!(bank.reverse(&reversal, Fault::None).await.unwrap(), reversed, "once more the same");
    assert_eq!(bank.status(&asked, Fault::None).await.unwrap().status, PaymentState::Reversed);
    reversal.ntpd = Ntpd::new("N-LAIN").unwrap();
    assert_eq!(code(&bank.reverse(&reversal, Fault::None).await.unwrap_err()), "10");
}

#[tokio::test]
async fn refusals_come_with_their_codes() {
    let biller = Biller::new().await;
    let bank = h2h_bank(&biller.url);
    let other = PaymentRequest { total: Rupiah(1), ..h2h_payment("BPD-1") };
    assert_eq!(code(&bank.pay(&other, Fault::None).await.unwrap_err()), "02");
    bank.pay(&h2h_payment("BPD-1"), Fault::None).await.unwrap();
    assert_eq!(code(&bank.pay(&other, Fault::None).await.unwrap_err()), "41");
    assert_eq!(code(&bank.pay(&h2h_payment("BPD-2"), Fault::None).await.unwrap_err()), "13");
}

#[tokio::test]
async fn an_overpayment_is_acknowledged_without_a_receipt() {
    let biller = Biller::new().await;
    let bank = h2h_bank(&biller.url);
    bank.pay(&h2h_payment("BPD-1"), Fault::None).await.unwrap();
    let owed = Target::Bill { nop: nop(), tax_year: 2026 };
    let teller = Teller::H2h(bank);
    let owed = teller.owed(&owed, Fault::None).await.unwrap();
    for _ in 0..2 {
        let told = teller.tell(&owed, true, Fault::None).await.unwrap();
        assert_eq!((told.receipt.as_deref(), &told.reply["kode"]), (None, &"45".into()));
    }
    assert_eq!(biller.memory().booked.len(), 2, "the money is theirs");
}

#[tokio::test]
async fn a_payment_is_told_in_every_order_and_booked_once() {
    for course in [Course::Once, Course::Advise, Course::Twice, Course::OutOfOrder] {
        let biller = Biller::new().await;
        let bank = h2h_bank(&biller.url);
        let answers = course
            .follow(async |repeated| {
                let payment = PaymentRequest { repeated, ..h2h_payment("BPD-1") };
                bank.pay(&payment, Fault::None).await
            })
            .await;
        assert!(answers.iter().all(Result::is_ok), "{course}: {answers:?}");
        assert_eq!(biller.memory().booked.len(), 1, "{course}");
    }
}

#[tokio::test]
async fn faults_are_refused_with_their_codes() {
    let biller = Biller::new().await;
    let bank = h2h_bank(&biller.url);
    let told = async |fault| bank.pay(&h2h_payment("BPD-1"), fault).await;
    let forged = [
        (Fault::WrongSignature, "40"),
        (Fault::StaleTime, "40"),
        (Fault::FutureTime, "40"),
        (Fault::UnknownPartner, "40"),
        (Fault::Garbage, "30"),
        (Fault::Decimals, "31"),
    ];
    for (fault, expected) in forged {
        assert_eq!(code(&told(fault).await.unwrap_err()), expected, "{fault}");
    }
    assert!(biller.memory().booked.is_empty());
    assert!(told(Fault::Pretty).await.is_ok(), "the body as it was sent is what is signed");
    assert!(told(Fault::Replay).await.is_ok(), "the same bytes again are the same payment");
    assert_eq!(biller.memory().booked.len(), 1);
}
