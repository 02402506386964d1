//! The error at a border.

use std::error::Error as _;

use base::{Error, FractionError, Kind};

#[test]
fn an_error_carries_its_kind_code_parameters_cause_and_place() {
    let error = Error::new(Kind::Invalid, "base/nop-length")
        .with("digits", 17)
        .caused_by(FractionError::Malformed);
    assert_eq!((error.kind(), error.code()), (Kind::Invalid, "base/nop-length"));
    assert_eq!(error.params(), [("digits", "17".to_owned())]);
    assert_eq!(error.to_string(), "base/nop-length digits=17");
    assert!(error.source().unwrap().to_string().contains("digits with a point"));
    assert!(error.at().file().ends_with("error.rs"));
}
