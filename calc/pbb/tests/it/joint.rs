//! Joint property: exact shares, classes of its own.

use base::{Fraction, Rupiah};
use pbb::{Assessor, Joint, JointBuilding, Object, Operation, Share};

use crate::support::{amount, area, building, figures, land, plain_land, rules, table};

fn apartment(share: &str) -> Joint {
    Joint {
        share: Share::parse(share).unwrap(),
        land: Some(land("3200", 2_750_000)),
        building: Some(JointBuilding {
            area_m2: area("410"),
            value: amount(902_000_000),
            classify: true,
        }),
    }
}

#[test]
fn joint_property_is_classified_apart_from_the_unit() {
    let own = [building("36", 36 * 5_000_000)];
    let joint = apartment("36/8400");
    let object = Object { buildings: &own, joint: Some(&joint), ..Object::default() };
    let found = figures(&rules(), &object);
    assert_ne!(found.classes.building, found.classes.joint_building);
    assert_eq!(found.classes.joint_land.unwrap().as_str(), "053");
    assert_eq!(found.njop_joint_land, Rupiah(38_112_000));
}

#[test]
fn a_joint_share_is_never_taxed_as_if_there_were_none() {
    let own = [building("36", 36 * 5_000_000)];
    let joint = apartment("36/8400");
    let alone = Object { buildings: &own, ..Object::default() };
    let shared = Object { joint: Some(&joint), ..alone };
    let (alone, shared) = (figures(&rules(), &alone), figures(&rules(), &shared));
    assert_eq!(shared.njop.0 - alone.njop.0, 38_112_000 + 3_865_714);
    assert!(shared.due > alone.due);
}

#[test]
fn a_share_stays_exact_until_the_tax_is_rounded() {
    let third = Joint {
        share: Share::parse("1/3").unwrap(),
        land: Some(plain_land(1, 100)),
        building: None,
    };
    let object = Object { joint: Some(&third), holds_njoptkp: false, ..Object::default() };
    let rules = rules();
    let (_, steps) = Assessor::new(table(), &rules).explain(&object).unwrap();
    let step = |id: &str| steps.iter().find(|s| s.id == id).unwrap();
    assert_eq!(step("njop").result, Fraction::new(100, 3).unwrap());
    assert_eq!(step("tax").result, Fraction::new(1, 6).unwrap());
    assert_eq!(step("njop").printed.as_ref().unwrap().rupiah, Rupiah(33));
    assert!(matches!(step("njop").operation, Operation::Sum { .. }));
}

#[test]
fn the_shares_of_all_units_make_up_the_whole() {
    let units = [36_u32, 36, 45, 72, 90, 121];
    let all: u32 = units.iter().sum();
    let mut total = Fraction::ZERO;
    for unit in units {
        let joint = apartment(&format!("{unit}/{all}"));
        let object = Object { joint: Some(&joint), ..Object::default() };
        let value = Assessor::new(table(), &rules()).value(&object).unwrap();
        total = total.checked_add(value).unwrap();
    }
    assert_eq!(total, Fraction::whole(3_200 * 2_779_000 + 410 * 2_200_000));
}

#[test]
fn joint_land_without_a_joint_building_counts_alone() {
    let joint = Joint { building: None, ..apartment("1") };
    let object = Object { joint: Some(&joint), ..Object::default() };
    let found = figures(&rules(), &object);
    assert_eq!(found.njop, Rupiah(3_200 * 2_779_000));
    assert_eq!((found.njop_joint_building, found.classes.joint_building), (Rupiah(0), None));
}
