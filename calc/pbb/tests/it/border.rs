//! What leaves the crate when a calculation fails.

use base::{Error, Kind};
use pbb::{Assessor, Case, ClassTable, NotTaxed, Object, PenaltyRule, penalty};

use crate::support::{amount, brackets, plain_land, rules, table};

#[test]
fn an_error_leaves_with_a_stable_code_and_its_values() {
    let rules = pbb::Rules { tariff: brackets(&[(500_000_000, "0.2")]), ..rules() };
    let land = [plain_land(1, 20_000_000)];
    let object = Object { land: &land, ..Object::default() };
    let left: Error = Assessor::new(table(), &rules).assess(&object).unwrap_err().into();
    assert_eq!((left.kind(), left.code()), (Kind::Invalid, "pbb/missing-bracket"));
    assert_eq!(left.to_string(), "pbb/missing-bracket rule=rules.tariff base=20000000");
    assert!(left.at().file().ends_with("border.rs"));
}

#[test]
fn every_kind_of_failure_has_its_code() {
    let rules = rules();
    let assessor = Assessor::new(table(), &rules);
    let fails = |object: Object<'_>| Error::from(assessor.assess(&object).unwrap_err()).code();
    let golf = Object { tariff_use: Some("golf"), ..Object::default() };
    assert_eq!(fails(golf), "pbb/unknown-use");
    let marked = Some(NotTaxed::DwellingBelowThreshold);
    assert_eq!(fails(Object { not_taxed: marked, ..Object::default() }), "pbb/threshold-as-mark");
    let huge = [plain_land(u32::MAX, i64::MAX)];
    assert_eq!(fails(Object { land: &huge, ..Object::default() }), "pbb/too-large");
    let table = ClassTable::built_in("none").unwrap_err();
    assert_eq!(Error::from(table).code(), "pbb/class-table");
    let field = Error::from(Case::from_json(b"{}").unwrap_err());
    assert_eq!(field.code(), "pbb/case-field");
    let rule: PenaltyRule = serde_json::from_str(r#"{"percent":"100","max_months":24}"#).unwrap();
    let (due, paid) = ("2020-01-31".parse().unwrap(), "2026-01-01".parse().unwrap());
    let late = penalty(amount(i64::MAX), due, paid, &rule).unwrap_err();
    assert_eq!(Error::from(late).code(), "pbb/too-large");
}
