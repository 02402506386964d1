//! Cases drawn at random, of the sizes a regency has and with many values at bounds.

use base::{Fraction, Rounding};
use pbb::{
    Area, Bracket, BracketBasis, BracketMode, Brackets, Building, Case, ClassKind, Increase, Joint,
    JointBuilding, LandPart, PMK_150_2010, Percent, RoundingRule, Rules, Share, Unit, UnitValue,
};
use proptest::option;
use proptest::prelude::*;

use crate::support::{amount, rules, table};

/// Whole areas, tenths, and none at all.
fn area() -> impl Strategy<Value = Area> {
    let tenths = |n: i64| Area::try_from(Fraction::new(n.into(), 10).unwrap()).unwrap();
    prop_oneof![
        Just(Area::ZERO),
        (1..5_000_u32).prop_map(Area::whole),
        (0..50_000_i64).prop_map(tenths)
    ]
}

/// Values per m²: anything, or a class bound and its neighbours.
fn per_m2(kind: ClassKind) -> impl Strategy<Value = i64> {
    let bounds: Vec<i64> = table().classes(kind).iter().map(|c| c.up_to.0).collect();
    prop_oneof![
        0..80_000_000_i64,
        (prop::sample::select(bounds), -1..=1_i64).prop_map(|(bound, off)| bound + off),
    ]
}

fn land() -> impl Strategy<Value = LandPart> {
    (area(), per_m2(ClassKind::Land), any::<bool>()).prop_map(|(area_m2, value, classify)| {
        LandPart { area_m2, value_per_m2: UnitValue::of(amount(value)), classify }
    })
}

fn building() -> impl Strategy<Value = Building> {
    (area(), 0..10_000_000_000_i64)
        .prop_map(|(area_m2, value)| Building { area_m2, value: amount(value) })
}

pub fn joint() -> impl Strategy<Value = Joint> {
    let share = (1..=900_i128)
        .prop_flat_map(|all| (0..=all, Just(all)))
        .prop_map(|(unit, all)| Share::try_from(Fraction::new(unit, all).unwrap()).unwrap());
    let shared = (building(), any::<bool>()).prop_map(|(b, classify)| JointBuilding {
        area_m2: b.area_m2,
        value: b.value,
        classify,
    });
    (share, option::of(land()), option::of(shared)).prop_map(|(share, land, building)| Joint {
        share,
        land,
        building,
    })
}

fn percent(top: i128) -> impl Strategy<Value = Percent> {
    (0..=top * 10).prop_map(|tenths| Percent::try_from(Fraction::new(tenths, 10).unwrap()).unwrap())
}

/// Brackets from zero up; rates rise with the bound.
fn rising(top: i128) -> impl Strategy<Value = Brackets> {
    let rows = prop::collection::vec((1..4_000_000_000_i64, percent(top)), 0..4);
    (percent(top), rows).prop_map(|(first, rows)| {
        let mut bounds: Vec<i64> = rows.iter().map(|row| row.0).chain([0]).collect();
        let mut rates: Vec<Percent> = rows.iter().map(|row| row.1).chain([first]).collect();
        bounds.sort_unstable();
        bounds.dedup();
        rates.sort_unstable();
        let row = |(above, percent)| Bracket { above: amount(above), percent };
        Brackets::new(bounds.into_iter().zip(rates).map(row).collect()).unwrap()
    })
}

fn drawn_rules() -> impl Strategy<Value = Rules> {
    let ways = (
        prop::sample::select(vec![BracketBasis::Njop, BracketBasis::Taxable]),
        prop::sample::select(vec![BracketMode::Whole, BracketMode::Marginal]),
        prop::sample::select(vec![Rounding::Ceil, Rounding::HalfUp, Rounding::Floor]),
        prop::sample::select(vec![1_i64, 100, 1000]),
    );
    let amounts = (0..80_000_000_i64, 0..50_000_i64, any::<bool>());
    let percents = (rising(100), rising(1), option::of(0..400_i128));
    (ways, amounts, percents).prop_map(|(ways, amounts, percents)| Rules {
        njoptkp: amount(amounts.0),
        njkp: percents.0,
        tariff: percents.1,
        bracket_basis: ways.0,
        bracket_mode: ways.1,
        minimum: amount(amounts.1),
        minimum_when_zero: amounts.2,
        rounding: RoundingRule { mode: ways.2, unit: Unit::try_from(ways.3).unwrap() },
        max_increase_percent: percents.2.map(|p| Increase::try_from(Fraction::whole(p)).unwrap()),
        ..rules()
    })
}

/// A whole case.
pub fn case() -> impl Strategy<Value = Case> {
    let stands = (
        prop::collection::vec(land(), 0..4),
        prop::collection::vec(building(), 0..4),
        any::<bool>(),
        option::of(joint()),
    );
    let more = (percent(100), option::of(0..5_000_000_i64), any::<bool>());
    let stimulus = option::of(rising(100));
    (drawn_rules(), stands, more, stimulus).prop_map(|(rules, stands, more, stimulus)| Case {
        tax_year: 2026,
        classes: PMK_150_2010.to_owned(),
        rules: Rules { stimulus, ..rules },
        last_year_due: more.1.map(amount),
        land: stands.0,
        buildings: stands.1,
        classify_buildings: stands.2,
        joint: stands.3,
        reduction_percent: more.0,
        reduction_citation: None,
        tariff_use: None,
        holds_njoptkp: more.2,
        not_taxed: None,
        dwelling: false,
    })
}
