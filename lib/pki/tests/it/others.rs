//! Lists and answers that another library made, each with at most one fault in it.

use std::collections::BTreeSet;

use pki::revocation::{Crl, OcspResponse, Reason, Statement, Status};
use pki::{Certificate, PkiError};

use crate::support::{at, fault, json, unhex};

struct About {
    issuer: Certificate,
    certificate: Certificate,
}

fn about(all: &serde_json::Value) -> About {
    let read = |key: &str| {
        Certificate::all_from_pem(all[key].as_str().unwrap()).unwrap().into_iter().next().unwrap()
    };
    About { issuer: read("issuer"), certificate: read("certificate") }
}

fn list(der: &[u8], about: &About) -> Result<Statement, PkiError> {
    let crl = Crl::from_der(der)?;
    crl.verify(&about.issuer)?;
    crl.statement(&about.certificate)
}

fn answer(der: &[u8], about: &About) -> Result<Statement, PkiError> {
    let answer = OcspResponse::from_der(der)?;
    answer.verify(&about.issuer)?;
    answer.statement(&about.certificate, &about.issuer)
}

fn found(result: &Result<Statement, PkiError>) -> String {
    match result.as_ref().map(|statement| statement.status) {
        Ok(Status::Good) => String::new(),
        Ok(Status::Unknown) => "Unknown".to_owned(),
        Ok(Status::Revoked { at: when, reason }) => {
            assert_eq!((when, reason), (at("2026-03-02"), Some(Reason::Superseded)));
            "Revoked".to_owned()
        }
        Err(error) => fault(error),
    }
}

fn check(kind: &str, judge: fn(&[u8], &About) -> Result<Statement, PkiError>) -> BTreeSet<String> {
    let all = json("revocation.json");
    let about = about(&all);
    let mut faults = BTreeSet::new();
    for case in all[kind].as_array().unwrap() {
        let result = judge(&unhex(case["der"].as_str().unwrap()), &about);
        assert_eq!(found(&result), case["fault"].as_str().unwrap(), "{}", case["name"]);
        if let Ok(statement) = result {
            assert_eq!(statement.this_update, at("2026-06-01"));
            assert!(statement.next_update.is_some());
        }
        faults.insert(case["fault"].as_str().unwrap().to_owned());
    }
    faults
}

#[test]
fn every_list_has_exactly_the_fault_that_was_put_into_it() {
    let faults = check("lists", list);
    let expected = [
        "",
        "Critical",
        "Delta",
        "Indirect",
        "OtherIssuer",
        "Revoked",
        "Scope",
        "Signature",
        "SomeReasons",
    ];
    assert_eq!(faults.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn every_answer_has_exactly_the_fault_that_was_put_into_it() {
    let faults = check("answers", answer);
    let expected = ["", "NotAuthorised", "OtherCertificate", "Revoked", "Signature", "Unknown"];
    assert_eq!(faults.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}
