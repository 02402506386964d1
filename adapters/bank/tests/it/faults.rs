//! What a bank does wrong, and that it does it truly.

use std::time::Duration;

use bank::{BankError, Course, Fault};

use crate::biller::{Biller, OWED};
use crate::support::{snap_bank, va_payment};

#[tokio::test]
async fn what_is_forged_is_refused_and_books_nothing() {
    let biller = Biller::new().await;
    let bank = snap_bank(&biller.url);
    let faults = [
        (Fault::WrongSignature, "4012500"),
        (Fault::StaleTime, "4012500"),
        (Fault::FutureTime, "4012500"),
        (Fault::UnknownPartner, "4012500"),
        (Fault::WrongToken, "4012501"),
        (Fault::Garbage, "4002500"),
        (Fault::Decimals, "4042513"),
    ];
    for (fault, code) in faults {
        let refused = bank.pay(&va_payment("90001", "REF-1", OWED), fault).await.unwrap_err();
        assert_eq!(refused.code().as_deref(), Some(code), "{fault}: {refused}");
        assert!(!refused.is_uncertain());
    }
    assert!(biller.memory().booked.is_empty());
}

#[tokio::test]
async fn a_token_is_forged_too() {
    let biller = Biller::new().await;
    let bank = snap_bank(&biller.url);
    for fault in [Fault::WrongSignature, Fault::StaleTime, Fault::UnknownPartner] {
        let refused = bank.ask_token(fault).await.unwrap_err();
        assert_eq!(refused.code().as_deref(), Some("4017300"), "{fault}");
    }
    assert_eq!(biller.memory().tokens_given, 0);
}

#[tokio::test]
async fn the_same_bytes_again_are_a_conflict_and_a_pretty_body_is_none() {
    let biller = Biller::new().await;
    let bank = snap_bank(&biller.url);
    assert!(bank.pay(&va_payment("90001", "REF-1", OWED), Fault::Pretty).await.is_ok());
    let again = bank.pay(&va_payment("90001", "REF-1", OWED), Fault::Replay).await.unwrap_err();
    assert_eq!(again.code().as_deref(), Some("4092500"));
    assert_eq!(biller.memory().booked.len(), 1);
}

#[tokio::test]
async fn a_connection_is_cut_when_the_work_is_done_and_the_repeat_finds_it() {
    let biller = Biller::new().await;
    let bank = snap_bank(&biller.url);
    let payment = va_payment("90001", "REF-1", OWED);
    let cut = bank.pay(&payment, Fault::CutAnswer).await.unwrap_err();
    assert!(matches!(cut, BankError::Cut) && cut.is_uncertain(), "{cut}");
    assert_eq!(biller.memory().booked.len(), 1, "it was booked before it answered");
    assert!(bank.pay(&payment, Fault::None).await.is_ok());
    assert_eq!(biller.memory().booked.len(), 1);
}

#[tokio::test]
async fn a_connection_that_is_cut_at_once_leaves_the_outcome_open() {
    let biller = Biller::new().await;
    let bank = snap_bank(&biller.url);
    let payment = va_payment("90001", "REF-1", OWED);
    let cut = bank.pay(&payment, Fault::Cut).await.unwrap_err();
    assert!(matches!(cut, BankError::Cut), "{cut}");
    assert!(bank.pay(&payment, Fault::None).await.is_ok());
    assert_eq!(biller.memory().booked.len(), 1);
}

#[tokio::test]
async fn ten_megabytes_are_refused_without_being_believed() {
    let biller = Biller::new().await;
    let bank = snap_bank(&biller.url);
    let huge = bank.pay(&va_payment("90001", "REF-1", OWED), Fault::Huge).await.unwrap_err();
    // The small biller has no words for it; the connection may be closed while we still send.
    let seen = matches!(huge, BankError::Unreadable { status: 413, .. } | BankError::Silent(_));
    assert!(seen, "{huge}");
    assert!(biller.memory().booked.is_empty());
}

#[test]
fn faults_and_courses_have_words() {
    for fault in Fault::ALL {
        assert_eq!(fault.word().parse(), Ok(fault));
    }
    let unknown = "sloppy".parse::<Fault>().unwrap_err().to_string();
    assert!(unknown.contains("sloppy") && unknown.contains("wrong-signature"), "{unknown}");
    for word in ["once", "advise", "twice", "late", "out-of-order"] {
        assert_eq!(word.parse::<Course>().unwrap().to_string(), word);
    }
    assert!("never".parse::<Course>().is_err());
    let wait = Duration::from_secs(9);
    assert_eq!("late".parse::<Course>().unwrap().after(wait), Course::Late(wait));
}
