//! The codes are texts, and each has one HTTP status.

use h2h::{BASE, Code, Refusal, Service};

#[test]
fn the_codes_of_the_service_at_brebes_mean_what_they_mean_there() {
    let known = [
        (Code::Approved, "01"),
        (Code::NothingOwed, "03"),
        (Code::Database, "04"),
        (Code::NoReceiptNumber, "05"),
        (Code::NotFound, "10"),
        (Code::AlreadyPaid, "13"),
        (Code::AmountNotNumeric, "31"),
        (Code::PaidInFuture, "32"),
        (Code::ReversalTooLate, "33"),
        (Code::NoSuchService, "34"),
        (Code::YearNotNumeric, "36"),
    ];
    for (code, text) in known {
        assert_eq!(code.as_str(), text);
    }
}

#[test]
fn every_code_is_a_text_of_two_characters_and_none_is_used_twice() {
    for code in Code::ALL {
        assert_eq!(code.as_str().len(), 2);
        assert_eq!(Code::parse(code.as_str()), Some(code), "used twice: {code}");
        assert_eq!(serde_json::to_string(&code).unwrap(), format!("\"{code}\""));
        assert_eq!(serde_json::from_str::<Code>(&format!("\"{code}\"")).unwrap(), code);
        assert!(!code.words().is_empty() && code.words().chars().count() <= 150);
    }
    assert!(serde_json::from_str::<Code>("1").is_err());
    assert!(serde_json::from_str::<Code>("\"1\"").is_err());
    assert!(serde_json::from_str::<Code>("\"00\"").is_err());
}

#[test]
fn an_answer_about_the_bill_is_200_and_everything_else_is_not() {
    let status = |code: Code| Refusal::new(code).status();
    for code in
        [Code::Approved, Code::WrongAmount, Code::NotFound, Code::AlreadyPaid, Code::Overpaid]
    {
        assert_eq!(status(code), 200);
    }
    assert_eq!(status(Code::Format), 400);
    assert_eq!(status(Code::Unauthorized), 401);
    assert_eq!(status(Code::NotPermitted), 403);
    assert_eq!(status(Code::NoSuchService), 404);
    assert_eq!(status(Code::DuplicateReference), 409);
    assert_eq!(status(Code::TooLarge), 413);
    assert_eq!(status(Code::TooMany), 429);
    assert_eq!(status(Code::Technical), 503);
}

#[test]
fn every_request_has_its_path() {
    for service in Service::ALL {
        assert_eq!(service.path(), format!("{BASE}/{}", service.name()));
    }
}
