//! Short ways to say what a test needs.

use base::{Fraction, Rupiah};
use pbb::{
    Amount, Area, Assessor, Bracket, Brackets, Building, ClassTable, Figures, LandPart, Object,
    Outcome, PMK_150_2010, Percent, Rules, UnitValue,
};

pub fn table() -> &'static ClassTable {
    ClassTable::built_in(PMK_150_2010).unwrap()
}

pub fn amount(rupiah: i64) -> Amount {
    Amount::new(Rupiah(rupiah)).unwrap()
}

pub fn percent(text: &str) -> Percent {
    Percent::parse(text).unwrap()
}

pub fn area(text: &str) -> Area {
    Area::parse(text).unwrap()
}

pub fn brackets(rows: &[(i64, &str)]) -> Brackets {
    let row = |&(above, p): &(i64, &str)| Bracket { above: amount(above), percent: percent(p) };
    Brackets::new(rows.iter().map(row).collect()).unwrap()
}

/// NJOPTKP of 10 million, everything assessed, half a percent.
pub fn rules() -> Rules {
    Rules {
        njoptkp: amount(10_000_000),
        njoptkp_only_with_building: false,
        njkp: Brackets::flat(percent("100")),
        tariff: Brackets::flat(percent("0.5")),
        tariff_by_use: Vec::new(),
        bracket_basis: Default::default(),
        bracket_mode: Default::default(),
        stimulus: None,
        minimum: Amount::ZERO,
        minimum_when_zero: false,
        rounding: Default::default(),
        max_increase_percent: None,
        dwelling_exempt_below: None,
        citations: Default::default(),
    }
}

/// Land whose value is taken as it is.
pub fn plain_land(square_metres: u32, per_m2: i64) -> LandPart {
    let value_per_m2 = UnitValue::of(amount(per_m2));
    LandPart { area_m2: Area::whole(square_metres), value_per_m2, classify: false }
}

/// Land whose value goes through its class.
pub fn land(area_m2: &str, per_m2: i64) -> LandPart {
    let value_per_m2 = UnitValue::of(amount(per_m2));
    LandPart { area_m2: area(area_m2), value_per_m2, classify: true }
}

pub fn building(area_m2: &str, value: i64) -> Building {
    Building { area_m2: area(area_m2), value: amount(value) }
}

/// The figures of an object; the steps must lead to the same.
pub fn figures(rules: &Rules, object: &Object<'_>) -> Figures {
    let assessor = Assessor::new(table(), rules);
    let quick = assessor.assess(object).unwrap();
    let (explained, steps) = assessor.explain(object).unwrap();
    assert_eq!(quick, explained, "an explanation must not change the result");
    let replayed = pbb::replay(&steps).unwrap();
    let Outcome::Assessed(figures) = quick else { panic!("not taxed: {quick:?}") };
    assert_eq!(replayed.printed("due"), Some(figures.due));
    figures
}

pub fn whole(value: i128) -> Fraction {
    Fraction::whole(value)
}
