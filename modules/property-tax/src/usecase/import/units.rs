//! Rupiah or thousands? Asked of the first objects of the extract, before anything is stored.

use std::collections::HashMap;
use std::path::Path;

use base::{Fraction, Nop, NopVillage, Rupiah};

use crate::sismiop::units::{Sample, Unit, Verdict, judge};
use crate::sismiop::{
    BuildingRecord, LandRecord, ObjectRecord, Record, Table, TableError, UnitEvidence,
    ZoneValueRecord,
};

/// Objects that are asked at most.
const SAMPLES: usize = 20_000;

/// What the value columns of an extract count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Units {
    pub land: Unit,
    pub building: Unit,
    pub zone: Unit,
    pub evidence: Evidence,
}

/// What the recorded NJOP say about each column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    pub land: Verdict,
    pub building: Verdict,
    pub zone: Verdict,
}

impl Default for Units {
    /// The convention of the legacy tables: values in thousands.
    fn default() -> Self {
        let (land, building, zone) = (Unit::Thousand, Unit::Thousand, Unit::Thousand);
        Self { land, building, zone, evidence: Evidence::default() }
    }
}

struct Asked {
    njop_land: Rupiah,
    njop_building: Rupiah,
}

/// Compares values with the NJOP that the legacy system froze beside them. A column that tells
/// nothing is read by the convention.
pub fn detect(folder: &Path) -> Result<Units, TableError> {
    let mut asked: HashMap<Nop, Asked> = HashMap::new();
    for (_, object) in rows::<ObjectRecord>(folder)?.take(SAMPLES) {
        if let (Some(njop_land), building) = (object.njop_land, object.njop_building) {
            let njop_building = building.unwrap_or(Rupiah::ZERO);
            asked.insert(object.nop, Asked { njop_land, njop_building });
        }
    }
    let zones = zone_values(folder)?;
    let (mut land, mut building, mut zone) = (HashMap::new(), HashMap::new(), Verdict::default());
    for (_, part) in rows::<LandRecord>(folder)?.take(SAMPLES * 2) {
        if let Some(object) = asked.get(&part.nop) {
            add(&mut land, part.nop, part.system_value);
            let key = (part.nop.village(), part.zone.unwrap_or_default());
            let value = zones.get(&key).and_then(|v| v.checked_mul(part.area).ok());
            zone.add(value.and_then(|value| judge(Sample { value, njop: object.njop_land })));
        }
    }
    for (_, part) in rows::<BuildingRecord>(folder)?.take(SAMPLES * 2) {
        if asked.contains_key(&part.nop) {
            add(&mut building, part.nop, part.system_value);
        }
    }
    let land = verdict(&land, &asked, |a| a.njop_land);
    let building = verdict(&building, &asked, |a| a.njop_building);
    let convention = Units::default();
    Ok(Units {
        land: land.unit().unwrap_or(convention.land),
        building: building.unit().unwrap_or(convention.building),
        zone: zone.unit().unwrap_or(convention.zone),
        evidence: Evidence { land, building, zone },
    })
}

impl Evidence {
    /// The same per column, for the report.
    pub fn per_column(&self) -> [(&'static str, UnitEvidence); 3] {
        [
            ("NILAI_SISTEM_BUMI", self.land.into()),
            ("NILAI_SISTEM_BNG", self.building.into()),
            ("NIR", self.zone.into()),
        ]
    }
}

fn verdict(
    sums: &HashMap<Nop, Fraction>,
    asked: &HashMap<Nop, Asked>,
    njop: impl Fn(&Asked) -> Rupiah,
) -> Verdict {
    let mut verdict = Verdict::default();
    for (nop, value) in sums {
        if let Some(object) = asked.get(nop) {
            verdict.add(judge(Sample { value: *value, njop: njop(object) }));
        }
    }
    verdict
}

fn add(sums: &mut HashMap<Nop, Fraction>, nop: Nop, value: Fraction) {
    let sum = sums.entry(nop).or_insert(Fraction::ZERO);
    *sum = sum.checked_add(value).unwrap_or(*sum);
}

/// The latest value of each zone.
fn zone_values(folder: &Path) -> Result<HashMap<(NopVillage, String), Fraction>, TableError> {
    let mut latest: HashMap<(NopVillage, String), (i16, Fraction)> = HashMap::new();
    for (_, row) in rows::<ZoneValueRecord>(folder)? {
        let entry = latest.entry((row.village, row.zone)).or_insert((row.year, row.value));
        if row.year >= entry.0 {
            *entry = (row.year, row.value);
        }
    }
    Ok(latest.into_iter().map(|(key, (_, value))| (key, value)).collect())
}

/// The readable rows of a table; refused rows are counted later, when the table is read in full.
fn rows<R: Record>(folder: &Path) -> Result<impl Iterator<Item = (u64, R)>, TableError> {
    Ok(Table::<R>::open(folder)?.filter_map(Result::ok))
}
