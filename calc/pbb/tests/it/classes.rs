//! Class tables, walked along every bound.

use base::{Fraction, Rupiah};
use pbb::{ClassKind, ClassTable, ClassTableError, Placement};

use crate::support::{table, whole};

const KINDS: [ClassKind; 2] = [ClassKind::Land, ClassKind::Building];

fn class_of(kind: ClassKind, value: Fraction) -> Option<String> {
    match table().place(kind, value) {
        Placement::Class(class) => Some(class.code.to_string()),
        _ => None,
    }
}

#[test]
fn the_table_has_a_hundred_land_and_forty_building_classes() {
    assert_eq!(table().classes(ClassKind::Land).len(), 100);
    assert_eq!(table().classes(ClassKind::Building).len(), 40);
}

#[test]
fn a_value_at_a_bound_belongs_to_the_class_below_and_anything_above_to_the_next() {
    for kind in KINDS {
        let classes = table().classes(kind);
        for (lower, higher) in classes.iter().zip(&classes[1..]) {
            let bound = lower.up_to.exact();
            let hair = Fraction::new(1, 1_000_000_000_000).unwrap();
            let at = |value| class_of(kind, value).unwrap();
            assert_eq!(at(bound), lower.code.to_string());
            assert_eq!(at(bound.checked_sub(hair).unwrap()), lower.code.to_string());
            assert_eq!(at(bound.checked_add(hair).unwrap()), higher.code.to_string());
            assert_eq!(at(bound.checked_add(whole(1)).unwrap()), higher.code.to_string());
        }
    }
}

#[test]
fn class_numbers_fall_from_the_lowest_value_to_001() {
    for kind in KINDS {
        let codes: Vec<u32> =
            table().classes(kind).iter().map(|c| c.code.as_str().parse().unwrap()).collect();
        let expected: Vec<u32> = (1..=u32::try_from(codes.len()).unwrap()).rev().collect();
        assert_eq!(codes, expected);
    }
}

#[test]
fn no_value_between_the_classes_is_lost() {
    // The legacy query compared with the bound plus ten rupiah: 2,000,005 fell through to nothing.
    assert_eq!(class_of(ClassKind::Building, whole(2_000_005)).as_deref(), Some("018"));
}

#[test]
fn a_value_above_the_highest_class_counts_as_it_is() {
    let land = table().place(ClassKind::Land, whole(69_700_001));
    assert_eq!(land, Placement::AboveTop { top: Rupiah(69_700_000) });
    let building = table().place(ClassKind::Building, whole(15_800_001));
    assert_eq!(building, Placement::AboveTop { top: Rupiah(15_800_000) });
    assert_eq!(class_of(ClassKind::Land, whole(69_700_000)).as_deref(), Some("001"));
}

#[test]
fn zero_has_no_class_and_the_least_above_it_has_the_lowest() {
    assert_eq!(table().place(ClassKind::Land, Fraction::ZERO), Placement::Zero);
    let least = Fraction::new(1, 1_000_000).unwrap();
    assert_eq!(class_of(ClassKind::Land, least).as_deref(), Some("100"));
    assert_eq!(class_of(ClassKind::Building, least).as_deref(), Some("040"));
}

#[test]
fn the_value_of_a_class_is_looked_up_and_not_the_middle_of_its_range() {
    let Placement::Class(class) = table().place(ClassKind::Land, whole(64_000_000)) else {
        panic!("64 million has a class")
    };
    assert_eq!((class.code.as_str(), class.njop), ("003", Rupiah(64_000_000)));
    assert_ne!(class.njop.0, i64::midpoint(class.above.0, class.up_to.0));
}

#[test]
fn an_unknown_table_is_refused_with_the_names_that_are_known() {
    let error = ClassTable::built_in("PMK-1").unwrap_err();
    assert_eq!(error.to_string(), "there is no class table `PMK-1`; known is PMK-150-2010");
}

#[test]
fn a_regency_may_load_its_own_table_in_any_order_of_rows() {
    let text = "kind,class,upper,njop\nland,B,20,15\nbuilding,1,100.5,60\n\nland,A,50,30.125\n";
    let own = ClassTable::parse_csv("64.08-2026", "an example", text).unwrap();
    let Placement::Class(class) = own.place(ClassKind::Land, whole(20_001)) else { panic!("A") };
    assert_eq!((class.above, class.njop), (Rupiah(20_000), Rupiah(30_125)));
    assert_eq!((own.id(), own.citation()), ("64.08-2026", "an example"));
}

#[test]
fn a_broken_table_is_refused_and_says_where() {
    let read = |text: &str| ClassTable::parse_csv("x", "y", text).unwrap_err().to_string();
    assert!(read("head\n").contains("no land classes"));
    assert!(read("head\nland,1,10,5\n").contains("no building classes"));
    assert!(read("head\nland,1,10,5\nland,2,x,5\n").starts_with("line 3:"));
    assert!(read("head\nland,1,10,5,9\n").starts_with("line 2:"));
    assert!(read("head\nroof,1,10,5\n").starts_with("line 2:"));
    assert!(read("head\nland,1,10,5.00001\n").starts_with("line 2:"), "not a whole rupiah");
    assert!(read("head\nland,0001,10,5\n").starts_with("line 2:"), "a code has three places");
}

#[test]
fn a_table_out_of_order_is_refused() {
    let read = |text: &str| ClassTable::parse_csv("x", "y", text).unwrap_err();
    let disorder = |text| matches!(read(text), ClassTableError::Disorder { .. });
    assert!(disorder("h\nland,1,10,11\nbuilding,1,9,8\n"), "above its class");
    assert!(disorder("h\nland,2,10,5\nland,1,20,10\nbuilding,1,9,8\n"), "at its lower bound");
    assert!(disorder("h\nland,1,10,5\nland,1,20,15\nbuilding,1,9,8\n"), "twice the same class");
    assert!(disorder("h\nland,2,10,5\nland,1,10,5\nbuilding,1,9,8\n"), "twice the same bound");
}
