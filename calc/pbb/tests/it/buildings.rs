//! Several buildings on one object, and buildings without area.

use base::Rupiah;
use pbb::Object;

use crate::support::{building, figures, rules};

#[test]
fn buildings_share_one_class_by_total_value_over_total_area() {
    let both = [building("100", 250_000_000), building("50", 50_000_000)];
    let object = Object { buildings: &both, ..Object::default() };
    let found = figures(&rules(), &object);
    assert_eq!(found.classes.building.unwrap().as_str(), "019", "2 million per m²");
    assert_eq!(found.njop_building, Rupiah(150 * 1_833_000));
}

#[test]
fn facilities_without_area_raise_the_value_of_the_building() {
    let house = [building("140.5", 337_200_000)];
    let with_pool = [house[0], building("0", 12_000_000)];
    let found = |buildings| figures(&rules(), &Object { buildings, ..Object::default() });
    let (bare, pool) = (found(&house), found(&with_pool));
    assert_eq!(bare.classes.building.unwrap().as_str(), "018", "exactly 2.4 million per m²");
    assert_eq!(pool.classes.building.unwrap().as_str(), "017");
    assert!(pool.njop > bare.njop);
}

#[test]
fn a_building_without_any_area_has_no_class_and_counts_its_value() {
    let tank = [building("0", 512_345_678)];
    let found = figures(&rules(), &Object { buildings: &tank, ..Object::default() });
    assert_eq!((found.njop_building, found.classes.building), (Rupiah(512_345_678), None));
}

#[test]
fn the_value_of_a_vanishing_area_is_the_value_without_area() {
    let value = 512_345_678;
    let tiny = [building("0.001", value)];
    let none = [building("0", value)];
    let njop = |b| figures(&rules(), &Object { buildings: b, ..Object::default() }).njop_building;
    assert_eq!(njop(&tiny), njop(&none), "above the highest class the actual value counts");
}

#[test]
fn without_classes_the_values_are_added() {
    let both = [building("140.5", 337_200_000), building("10", 1)];
    let object = Object { buildings: &both, classify_buildings: false, ..Object::default() };
    let found = figures(&rules(), &object);
    assert_eq!((found.njop_building, found.classes.building), (Rupiah(337_200_001), None));
}

#[test]
fn a_building_worth_nothing_counts_as_nothing() {
    let shed = [building("30", 0)];
    let found = figures(&rules(), &Object { buildings: &shed, ..Object::default() });
    assert_eq!((found.njop_building, found.classes.building), (Rupiah(0), None));
}

#[test]
fn the_worked_building_falls_in_class_021() {
    let valued = [building("120", 142_560_000)];
    let found = figures(&rules(), &Object { buildings: &valued, ..Object::default() });
    assert_eq!(found.classes.building.unwrap().as_str(), "021");
    assert_eq!(found.njop_building, Rupiah(144_000_000));
}
