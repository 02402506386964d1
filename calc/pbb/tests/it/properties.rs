//! What must hold for every object under every rule. The README says why monotony holds.

use base::{Fraction, Rupiah};
use pbb::{
    Area, Assessor, Brackets, Building, Case, Figures, LandPart, Outcome, Percent, Rules,
    UnitValue, replay,
};
use proptest::prelude::*;

use crate::drawn;
use crate::support::{amount, table};

/// The figures of a case; drawn cases are of a size that can always be computed.
fn figures(case: &Case) -> Figures {
    let outcome = Assessor::new(table(), &case.rules).assess(&case.object()).unwrap();
    let Outcome::Assessed(figures) = outcome else { panic!("not taxed") };
    figures
}

/// Without discounts that may grow with the value, more value is never less tax.
fn without_discounts(mut case: Case) -> Case {
    case.rules.stimulus = None;
    case
}

fn with_land(mut case: Case) -> Case {
    case.land.push(crate::support::land("300.5", 64_000));
    case
}

fn with_building(mut case: Case) -> Case {
    case.buildings.push(crate::support::building("54", 108_000_000));
    case
}

fn plus(area: Area, more: i128) -> Area {
    Area::try_from(area.exact().checked_add(Fraction::whole(more)).unwrap()).unwrap()
}

fn dearer(part: LandPart, more: i128) -> LandPart {
    let value = part.value_per_m2.exact().checked_add(Fraction::whole(more)).unwrap();
    LandPart { value_per_m2: UnitValue::try_from(value).unwrap(), ..part }
}

fn not_less(smaller: &Figures, larger: &Figures) -> bool {
    smaller.njop <= larger.njop
        && smaller.taxable <= larger.taxable
        && smaller.njkp <= larger.njkp
        && smaller.tax <= larger.tax
        && smaller.due <= larger.due
}

proptest! {
    #[test]
    fn no_figure_is_negative_and_each_follows_from_the_others(case in drawn::case()) {
        let f = figures(&case);
        let all = [f.njop_land, f.njop_building, f.njop_joint_land, f.njop_joint_building, f.njop,
            f.njoptkp, f.taxable, f.njkp, f.tax, f.due];
        prop_assert!(all.iter().all(|figure| *figure >= Rupiah::ZERO));
        prop_assert!(f.taxable <= f.njop && f.njkp <= f.taxable);
        let unit = i64::from(case.rules.rounding.unit);
        prop_assert!(f.tax.0 % unit == 0 && f.due.0 % unit == 0);
    }

    #[test]
    fn a_listener_never_changes_the_result_and_the_replay_agrees(case in drawn::case()) {
        let assessor = Assessor::new(table(), &case.rules);
        let (explained, steps) = assessor.explain(&case.object()).unwrap();
        let quick = figures(&case);
        prop_assert_eq!(&explained, &Outcome::Assessed(quick.clone()));
        let replayed = replay(&steps).unwrap();
        let figures = serde_json::to_value(&quick).unwrap();
        for (field, figure) in figures.as_object().unwrap() {
            if let Some(rupiah) = figure.as_i64() {
                prop_assert_eq!(replayed.printed(field), Some(Rupiah(rupiah)), "{}", field);
            }
        }
        prop_assert_eq!(replayed.value("njop"), Some(assessor.value(&case.object()).unwrap()));
    }

    #[test]
    fn more_land_is_never_less_tax(case in drawn::case(), at in any::<prop::sample::Index>(), more in 1..10_000_i128) {
        let case = without_discounts(case);
        let case = with_land(case);
        let mut larger = case.clone();
        let part = at.index(case.land.len());
        larger.land[part].area_m2 = plus(case.land[part].area_m2, more);
        prop_assert!(not_less(&figures(&case), &figures(&larger)));
    }

    #[test]
    fn dearer_land_is_never_less_tax(case in drawn::case(), at in any::<prop::sample::Index>(), more in 1..10_000_000_i128) {
        let case = without_discounts(case);
        let case = with_land(case);
        let mut larger = case.clone();
        let part = at.index(case.land.len());
        larger.land[part] = dearer(case.land[part], more);
        prop_assert!(not_less(&figures(&case), &figures(&larger)));
    }

    #[test]
    fn a_building_worth_more_is_never_less_tax(case in drawn::case(), at in any::<prop::sample::Index>(), more in 1..1_000_000_000_i64) {
        let case = without_discounts(case);
        let case = with_building(case);
        let mut larger = case.clone();
        let built = &mut larger.buildings[at.index(case.buildings.len())];
        built.value = amount(built.value.rupiah().0 + more);
        prop_assert!(not_less(&figures(&case), &figures(&larger)));
    }

    #[test]
    fn a_building_grown_at_the_same_value_per_m2_is_never_less_tax(case in drawn::case(), square_metres in 1..2_000_u32, per_m2 in 0..20_000_000_i64, times in 2..6_u32) {
        let mut case = without_discounts(case);
        let of = |times: u32| Building {
            area_m2: Area::whole(square_metres * times),
            value: amount(i64::from(square_metres * times) * per_m2),
        };
        case.buildings = vec![of(1)];
        let larger = Case { buildings: vec![of(times)], ..case.clone() };
        prop_assert!(not_less(&figures(&case), &figures(&larger)));
    }

    #[test]
    fn a_larger_share_of_joint_property_is_never_less_tax(case in drawn::case(), joint in drawn::joint(), share in 0..=100_i128) {
        let mut case = without_discounts(case);
        case.joint = Some(joint);
        let mut whole = case.clone();
        let (mut part, joint) = (case, whole.joint.as_mut().unwrap());
        joint.share = Fraction::ONE.try_into().unwrap();
        part.joint.as_mut().unwrap().share = Fraction::new(share, 100).unwrap().try_into().unwrap();
        prop_assert!(not_less(&figures(&part), &figures(&whole)));
        let none = Case { joint: None, ..whole.clone() };
        prop_assert!(not_less(&figures(&none), &figures(&part)));
    }

    #[test]
    fn the_order_of_buildings_and_of_land_is_irrelevant(case in drawn::case()) {
        let mut turned = case.clone();
        turned.buildings.reverse();
        turned.land.reverse();
        let (mut straight, turned) = (figures(&case), figures(&turned));
        straight.classes.land.reverse();
        prop_assert_eq!(straight, turned);
    }

    #[test]
    fn the_parts_make_up_the_whole_exactly(case in drawn::case()) {
        let assessor = Assessor::new(table(), &case.rules);
        let value = |case: &Case| assessor.value(&case.object()).unwrap();
        let land = Case { buildings: vec![], joint: None, ..case.clone() };
        let buildings = Case { land: vec![], joint: None, ..case.clone() };
        let joint = Case { land: vec![], buildings: vec![], ..case.clone() };
        let parts = [value(&land), value(&buildings), value(&joint)];
        let sum = parts.into_iter().try_fold(Fraction::ZERO, Fraction::checked_add).unwrap();
        prop_assert_eq!(sum, value(&case));
    }

    #[test]
    fn the_land_counts_for_the_sum_of_its_parts(case in drawn::case()) {
        let each = case.land.iter().map(|part| {
            let one = Case { land: vec![*part], buildings: vec![], joint: None, ..case.clone() };
            Assessor::new(table(), &case.rules).value(&one.object()).unwrap()
        });
        let sum = each.fold(Fraction::ZERO, |total, value| total.checked_add(value).unwrap());
        let all = Case { buildings: vec![], joint: None, ..case.clone() };
        prop_assert_eq!(sum, Assessor::new(table(), &case.rules).value(&all.object()).unwrap());
    }

    #[test]
    fn a_larger_reduction_never_costs_more(case in drawn::case(), less in 0..=100_i128) {
        let half = Percent::try_from(Fraction::new(less, 2).unwrap()).unwrap();
        let full = Percent::try_from(Fraction::whole(less)).unwrap();
        let due = |p| figures(&Case { reduction_percent: p, ..case.clone() }).due;
        prop_assert!(due(full) <= due(half));
    }

    #[test]
    fn the_cap_never_raises_and_the_minimum_never_lowers(case in drawn::case()) {
        let with = |change: fn(&mut Rules)| {
            let mut changed = case.clone();
            change(&mut changed.rules);
            figures(&changed).due
        };
        prop_assert!(figures(&case).due <= with(|r| r.max_increase_percent = None));
        prop_assert!(figures(&case).due >= with(|r| r.minimum = amount(0)));
    }

    #[test]
    fn a_flat_tax_is_the_product_of_its_rates(case in drawn::case(), njkp in 0..=100_i128, tariff in 0..=100_i128) {
        let flat = |percent: i128| Brackets::flat(Fraction::whole(percent).try_into().unwrap());
        let mut case = case;
        case.rules.njkp = flat(njkp);
        case.rules.tariff = flat(tariff);
        let (_, steps) = Assessor::new(table(), &case.rules).explain(&case.object()).unwrap();
        let replayed = replay(&steps).unwrap();
        let rate = Fraction::new(njkp * tariff, 10_000).unwrap();
        let expected = replayed.value("taxable").unwrap().checked_mul(rate).unwrap();
        prop_assert_eq!(replayed.value("tax"), Some(expected));
    }

    #[test]
    fn a_case_is_the_same_after_being_written_and_read(case in drawn::case()) {
        let written = serde_json::to_vec(&case).unwrap();
        prop_assert_eq!(Case::from_json(&written).unwrap(), case);
    }
}
