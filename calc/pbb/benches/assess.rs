//! How many objects one thread assesses in a second. Each round goes over the same objects of the
//! mix a regency has; the median round counts.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark speaks to people")]

use std::hint::black_box;
use std::time::Instant;

use base::Rupiah;
use pbb::{
    Amount, Area, Assessor, Bracket, Brackets, Building, ClassTable, LandPart, Object, Outcome,
    PMK_150_2010, Percent, Rules, UnitValue,
};

const OBJECTS: usize = 200_000;
const ROUNDS: usize = 9;

fn main() {
    let table = ClassTable::built_in(PMK_150_2010).unwrap();
    let rules = rules();
    let assessor = Assessor::new(table, &rules);
    let objects: Vec<_> = (0..OBJECTS as u64).map(drawn).collect();
    let mut rates: Vec<f64> = (0..ROUNDS).map(|_| round(&assessor, &objects)).collect();
    rates.sort_by(f64::total_cmp);
    let median = rates[ROUNDS / 2];
    println!("assess: {:.0} objects/s on one thread ({:.3} µs each)", median, 1e6 / median);
}

fn round(assessor: &Assessor<'_>, objects: &[(Vec<LandPart>, Vec<Building>)]) -> f64 {
    let start = Instant::now();
    let mut total = 0_i64;
    for (land, buildings) in black_box(objects) {
        let object = Object { land, buildings, ..Object::default() };
        if let Outcome::Assessed(figures) = assessor.assess(&object).unwrap() {
            total += figures.due.0;
        }
    }
    black_box(total);
    objects.len() as f64 / start.elapsed().as_secs_f64()
}

/// One piece of land; a building on half of them, a second one on a tenth.
fn drawn(n: u64) -> (Vec<LandPart>, Vec<Building>) {
    let mixed = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
    let pick = |from: u64, count: u64| (mixed / from) % count;
    let area_m2 = Area::whole(u32::try_from(60 + pick(1, 2_000)).unwrap());
    let value = i64::try_from(2_000 + pick(7, 900_000)).unwrap();
    let value_per_m2 = UnitValue::of(amount(value));
    let buildings = match pick(3, 10) {
        0 => 2,
        1..=5 => 1,
        _ => 0,
    };
    let built = (0..buildings).map(|nth| {
        let square_metres = 21 + pick(11 + nth, 180);
        let value = square_metres * (300_000 + pick(13 + nth, 4_000_000));
        let area_m2 = Area::whole(u32::try_from(square_metres).unwrap());
        Building { area_m2, value: amount(i64::try_from(value).unwrap()) }
    });
    (vec![LandPart { area_m2, value_per_m2, classify: true }], built.collect())
}

/// Invented rules of the usual shape: two NJKP brackets, three tariffs, a minimum.
fn rules() -> Rules {
    let rules = r#"{
        "njoptkp": 10000000,
        "njkp": [{"above": 0, "percent": "20"}, {"above": 1000000000, "percent": "40"}],
        "tariff": [{"above": 0, "percent": "0.1"}, {"above": 500000000, "percent": "0.2"}],
        "minimum": 20000
    }"#;
    let mut rules: Rules = serde_json::from_str(rules).unwrap();
    let top = Bracket { above: amount(1_000_000_000), percent: Percent::parse("0.3").unwrap() };
    let rows = rules.tariff.rows().iter().copied().chain([top]).collect();
    rules.tariff = Brackets::new(rows).unwrap();
    rules
}

fn amount(rupiah: i64) -> Amount {
    Amount::new(Rupiah(rupiah)).unwrap()
}
