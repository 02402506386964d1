//! What banks read is what the service does.

use h2h::{Code, Headers, InquiryRequest, Service};

use crate::support::{secret, time};

const PAGE: &str = include_str!("../../../../docs/reference/h2h.md");

#[test]
fn the_example_of_a_signature_is_right() {
    let body = r#"{"nop":"640801000100012340","thn":"2026"}"#;
    assert!(PAGE.contains(body), "the example has another body");
    let path = Service::Inquiry.path();
    let headers = Headers::signed("BPD-UJI", &time(), path, body.as_bytes(), &secret()).unwrap();
    let signature = headers.signature.to_string();
    assert!(PAGE.contains(&signature), "the example has another signature than {signature}");
    assert!(h2h::read::<InquiryRequest>(body.as_bytes()).is_ok());
}

#[test]
fn every_code_and_path_is_explained_and_none_that_is_not_there() {
    for code in Code::ALL {
        let row = format!("| {code} | {} | ", code.status());
        assert!(PAGE.contains(&row), "`{row}` is not in the table of answers");
    }
    let rows = PAGE.lines().filter_map(|line| line.strip_prefix("| "));
    let codes = rows.filter_map(|row| row.get(..2)).filter(|two| two.parse::<u8>().is_ok());
    for code in codes {
        assert!(Code::parse(code).is_some(), "{code} is explained and does not exist");
    }
    for service in Service::ALL {
        assert!(PAGE.contains(&format!("| `{}` | ", service.path())));
    }
}
