//! Objects that are not taxed.

use pbb::{AssessError, Assessor, NotTaxed, Object, Outcome, Rules};

use crate::support::{amount, figures, plain_land, rules, table};

fn outcome(rules: &Rules, object: &Object<'_>) -> Result<Outcome, AssessError> {
    Assessor::new(table(), rules).assess(object)
}

#[test]
fn an_exempt_object_has_no_figures_and_owes_no_minimum() {
    let rules = Rules { minimum: amount(20_000), minimum_when_zero: true, ..rules() };
    let land = [plain_land(1, 900_000_000)];
    for code in ["a", "b", "c", "d", "e", "f", "g", "i", "public-facility", "deleted"] {
        let reason: NotTaxed = serde_json::from_value(code.into()).unwrap();
        let object = Object { land: &land, not_taxed: Some(reason), ..Object::default() };
        assert_eq!(outcome(&rules, &object), Ok(Outcome::NotTaxed(reason)), "{code}");
    }
}

#[test]
fn a_dwelling_is_exempt_only_below_the_threshold() {
    let rules = Rules { dwelling_exempt_below: Some(amount(100_000_000)), ..rules() };
    let below = [plain_land(1, 99_999_999)];
    let at = [plain_land(1, 100_000_000)];
    let home = Object { land: &below, dwelling: true, ..Object::default() };
    let exempt = Outcome::NotTaxed(NotTaxed::DwellingBelowThreshold);
    assert_eq!(outcome(&rules, &home), Ok(exempt));
    assert_eq!(figures(&rules, &Object { land: &at, ..home }).due.0, 450_000);
    assert_eq!(figures(&rules, &Object { dwelling: false, ..home }).due.0, 450_000);
}

#[test]
fn exemption_h_cannot_be_marked_on_an_object() {
    let marked = Object { not_taxed: Some(NotTaxed::DwellingBelowThreshold), ..Object::default() };
    assert_eq!(outcome(&rules(), &marked), Err(AssessError::ThresholdAsMark));
}

#[test]
fn the_registry_marks_public_facilities_and_deleted_objects() {
    assert_eq!(NotTaxed::from_registry("4", "2"), Some(NotTaxed::PublicFacility));
    assert_eq!(NotTaxed::from_registry("1", "3"), Some(NotTaxed::Deleted));
    assert_eq!(NotTaxed::from_registry("4 ", " 3"), Some(NotTaxed::Deleted));
    assert_eq!(NotTaxed::from_registry("1", "1"), None);
}

#[test]
fn with_the_deduction_only_for_buildings_bare_land_gets_none() {
    let rules = Rules { njoptkp_only_with_building: true, ..rules() };
    let land = [plain_land(1, 50_000_000)];
    let bare = Object { land: &land, ..Object::default() };
    let house = [crate::support::building("0", 0)];
    assert_eq!(figures(&rules, &bare).njoptkp.0, 0);
    assert_eq!(figures(&rules, &Object { buildings: &house, ..bare }).njoptkp.0, 10_000_000);
}
