//! Response codes and how banks differ in them.

use std::collections::{BTreeMap, BTreeSet};

use snap::body::BodyError;
use snap::{
    Case, CaseCode, Dialect, Refusal, ResponseCode, ResponseCodeError, ResponseMessage, Service,
    SignatureKind,
};

#[test]
fn a_code_is_status_service_and_case() {
    let dialect = Dialect::default();
    for (service, case, code) in [
        (Service::VaInquiry, Case::Success, "2002400"),
        (Service::VaPayment, Case::Success, "2002500"),
        (Service::VaStatus, Case::TransactionNotFound, "4042601"),
        (Service::QrNotify, Case::Success, "2005200"),
        (Service::Token, Case::Success, "2007300"),
        (Service::Token, Case::Unauthorized, "4017300"),
        (Service::VaPayment, Case::StaleTimestamp, "4012500"),
        (Service::VaPayment, Case::InvalidToken, "4012501"),
        (Service::VaInquiry, Case::BadRequest, "4002400"),
        (Service::VaInquiry, Case::InvalidFormat, "4002401"),
        (Service::VaInquiry, Case::MissingField, "4002402"),
        (Service::VaInquiry, Case::BillNotFound, "4042412"),
        (Service::VaPayment, Case::InvalidAmount, "4042513"),
        (Service::VaPayment, Case::PaidBill, "4042514"),
        (Service::VaPayment, Case::PartnerNotFound, "4042516"),
        (Service::VaInquiry, Case::ExpiredBill, "4042419"),
        (Service::VaPayment, Case::Conflict, "4092500"),
        (Service::VaPayment, Case::DuplicateReference, "4092501"),
        (Service::VaPayment, Case::GeneralError, "5002500"),
        (Service::VaPayment, Case::InternalError, "5002501"),
        (Service::VaPayment, Case::BackendUnreachable, "5002502"),
    ] {
        assert_eq!(dialect.code(service, case).to_string(), code);
        assert_eq!(ResponseCode::parse(code), Ok(dialect.code(service, case)));
    }
}

#[test]
fn every_code_of_every_service_is_read_back() {
    let dialect = Dialect::default();
    for service in Service::ALL {
        for case in Case::ALL {
            let code = dialect.code(service, case);
            let text = code.to_string();
            assert_eq!((text.len(), ResponseCode::parse(&text)), (7, Ok(code)));
            assert_eq!(text[..3], code.status().to_string());
            assert_eq!(serde_json::to_string(&code).unwrap(), format!("\"{text}\""));
            assert!(dialect.meanings(code).any(|meaning| meaning == case));
        }
    }
    let codes: BTreeSet<u8> = Service::ALL.iter().map(|service| service.code()).collect();
    assert_eq!(codes.len(), Service::ALL.len());
    assert!(Service::ALL.iter().all(|&service| Service::of(service.code()) == Some(service)));
}

#[test]
fn what_is_no_code_is_refused() {
    for text in ["", "200240", "20024000", "200240x", "+002400", "1002400", "6002400", "2００2400"]
    {
        assert_eq!(ResponseCode::parse(text), Err(ResponseCodeError::Malformed), "{text}");
    }
    assert_eq!(ResponseCode::parse("2009900"), Err(ResponseCodeError::Service(99)));
    assert!(serde_json::from_str::<ResponseCode>("2002400").is_err(), "a number is no code");
}

#[test]
fn a_dialect_gives_a_case_other_digits() {
    let doku: Dialect =
        serde_json::from_str(r#"{"cases": {"invalid_amount": "40419", "expired_bill": "40412"}}"#)
            .unwrap();
    let code = doku.code(Service::VaPayment, Case::InvalidAmount);
    assert_eq!(code.to_string(), "4042519");
    assert_eq!(doku.meanings(code).collect::<Vec<_>>(), [Case::InvalidAmount]);
    let twice = doku.code(Service::VaInquiry, Case::BillNotFound);
    let meanings: Vec<Case> = doku.meanings(twice).collect();
    assert_eq!(meanings, [Case::BillNotFound, Case::ExpiredBill], "one code, two meanings");
    assert_eq!(doku.code(Service::VaPayment, Case::PaidBill).to_string(), "4042514");
}

#[test]
fn a_dialect_is_data_with_the_standard_as_its_default() {
    let standard: Dialect = serde_json::from_str("{}").unwrap();
    assert_eq!(standard, Dialect::default());
    assert_eq!(standard.signature, SignatureKind::Symmetric);
    let btn: Dialect = serde_json::from_str(
        r#"{"customer_no_digits": 14, "external_id": {"longest": 16, "letters": true},
            "signature": "asymmetric", "tolerance_seconds": 60}"#,
    )
    .unwrap();
    assert_eq!(btn.customer_no_digits, 14);
    assert_eq!(btn.cases, BTreeMap::new());
    let written = serde_json::to_string(&btn).unwrap();
    assert_eq!(serde_json::from_str::<Dialect>(&written).unwrap(), btn);
    for wrong in [
        r#"{"customer_digits": 14}"#,
        r#"{"cases": {"paid": "40414"}}"#,
        r#"{"cases": {"paid_bill": "4042514"}}"#,
        r#"{"cases": {"paid_bill": "19914"}}"#,
        r#"{"cases": {"paid_bill": 40414}}"#,
        r#"{"tolerance_seconds": -1}"#,
    ] {
        assert!(serde_json::from_str::<Dialect>(wrong).is_err(), "{wrong}");
    }
    assert_eq!(CaseCode::parse("40414").unwrap().to_string(), "40414");
}

#[test]
fn a_message_has_at_most_150_characters() {
    let long = "é".repeat(200);
    assert_eq!(ResponseMessage::new(&long).as_str(), "é".repeat(150));
    let refusal = Refusal::about(Case::MissingField, long);
    let message = refusal.message();
    assert_eq!(message.as_str().chars().count(), 150);
    assert!(message.as_str().starts_with("Invalid Mandatory Field {é"));
}

#[test]
fn a_refusal_about_a_field_names_it_and_no_value() {
    let error = BodyError::Format { field: "customerNo".into(), problem: "secret".into() };
    let reply = Refusal::from(error).reply(Service::VaInquiry, &Dialect::default());
    assert_eq!(
        serde_json::to_string(&reply).unwrap(),
        r#"{"responseCode":"4002401","responseMessage":"Invalid Field Format {customerNo}"}"#
    );
}
