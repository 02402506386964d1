//! What the other tables say about each object, held in memory until the object itself is read.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use base::{Fraction, Nop, Rupiah};

use super::load::Load;
use super::mapping::{Refused, area, code, rupiah, text};
use super::units::Units;
use crate::domain::area::Area;
use crate::domain::object::{BuildingPart, LandPart};
use crate::sismiop::units::{Sample, Unit, judge};
use crate::sismiop::{
    BuildingRecord, JointMemberRecord, LandRecord, ObjectRecord, Table, TableError,
};

/// Land, buildings and joint property of all objects.
#[derive(Debug, Default)]
pub struct Pieces {
    land: HashMap<Nop, Vec<RawLand>>,
    buildings: HashMap<Nop, Vec<RawBuilding>>,
    /// Member to joint property.
    parents: HashMap<Nop, Nop>,
    /// Of each joint property the sum of the unit areas of its members, and its own frozen NJOP.
    joint: HashMap<Nop, Joint>,
    units: Units,
    /// Values whose object tells no unit, so that the column decides.
    by_column: u64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Joint {
    unit_areas: Area,
    njop: Njop,
}

/// The NJOP which the legacy system froze with an object: tells rupiah from thousands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Njop {
    pub land: Option<Rupiah>,
    pub building: Option<Rupiah>,
}

impl Njop {
    pub fn of(record: &ObjectRecord) -> Self {
        Self { land: record.njop_land, building: record.njop_building }
    }
}

#[derive(Debug, Clone)]
struct RawLand {
    zone: String,
    area: Area,
    kind: String,
    value: Fraction,
}

#[derive(Debug, Clone)]
struct RawBuilding {
    number: u32,
    usage: String,
    area: Area,
    value: Fraction,
    year_built: String,
    floors: i64,
}

/// The parts of one object in rupiah, and how many of them were stored in thousands.
#[derive(Debug, Default)]
pub struct Valued {
    pub land: Vec<LandPart>,
    pub buildings: Vec<BuildingPart>,
    pub thousands: u64,
    /// Values for which the column decided.
    by_column: u64,
}

impl Pieces {
    /// Reads the tables of parts; their values stay as found until the object is known.
    pub fn read(load: &mut Load, folder: &Path, units: Units) -> Result<Self, TableError> {
        let mut pieces = Self { units, ..Self::default() };
        load.quality.units = units.evidence.per_column().into();
        load.each::<LandRecord>(folder, |load, record| {
            let (nop, part) = (record.nop, land(record)?);
            load.quality.zero_land_areas += u64::from(part.area == Area::ZERO && part.kind != "4");
            pieces.land.entry(nop).or_default().push(part);
            Ok(())
        })?;
        load.each::<BuildingRecord>(folder, |load, record| {
            if record.counts() {
                let (nop, part) = (record.nop, building(record)?);
                load.quality.zero_building_areas += u64::from(part.area == Area::ZERO);
                pieces.buildings.entry(nop).or_default().push(part);
            }
            Ok(())
        })?;
        if Table::<JointMemberRecord>::exists(folder)? {
            load.each::<JointMemberRecord>(folder, |_, record| {
                pieces.parents.insert(record.nop, record.parent);
                Ok(())
            })?;
            pieces.joint = pieces.joints(folder)?;
        }
        Ok(pieces)
    }

    fn joints(&self, folder: &Path) -> Result<HashMap<Nop, Joint>, TableError> {
        let mut joint: HashMap<Nop, Joint> = HashMap::new();
        for (member, parent) in &self.parents {
            let sum = &mut joint.entry(*parent).or_default().unit_areas;
            *sum = sum.checked_add(self.unit_area(member)).unwrap_or(*sum);
        }
        if joint.is_empty() {
            return Ok(joint);
        }
        for mut table in Table::<ObjectRecord>::open_all(folder)? {
            // Rows that cannot be read are refused when the objects themselves are read.
            for (_, record) in table.by_ref().filter_map(Result::ok) {
                if let Some(joint) = joint.get_mut(&record.nop) {
                    joint.njop = Njop::of(&record);
                }
            }
        }
        Ok(joint)
    }

    /// The parts of an object; it is asked for once, so they leave, except those of joint property.
    pub fn take(&mut self, nop: &Nop, njop: Njop) -> Result<Valued, Refused> {
        let valued = if self.joint.contains_key(nop) {
            self.valued(nop, njop)?
        } else {
            let (land, buildings) = (self.land.remove(nop), self.buildings.remove(nop));
            self.value(land.unwrap_or_default(), buildings.unwrap_or_default(), njop)?
        };
        self.by_column += valued.by_column;
        Ok(valued)
    }

    /// How many values of the objects so far told no unit themselves.
    pub fn by_column(&self) -> u64 {
        self.by_column
    }

    /// The joint property of a member, its parts and the sum of the areas of all its units.
    pub fn joint_of(&self, member: &Nop) -> Result<Option<(Nop, Valued, Area)>, Refused> {
        let Some(parent) = self.parents.get(member) else { return Ok(None) };
        let joint = self.joint.get(parent).copied().unwrap_or_default();
        Ok(Some((*parent, self.valued(parent, joint.njop)?, joint.unit_areas)))
    }

    pub fn is_joint(&self, nop: &Nop) -> bool {
        self.joint.contains_key(nop)
    }

    /// The area by which a member bears its share.
    pub fn unit_area(&self, member: &Nop) -> Area {
        let buildings = self.buildings.get(member).map(Vec::as_slice).unwrap_or_default();
        buildings.iter().fold(Area::ZERO, |sum, b| sum.checked_add(b.area).unwrap_or(sum))
    }

    /// Land and buildings that no object took: rows of objects that are not in the extract.
    pub fn left_over(&self, seen: &HashSet<Nop>) -> u64 {
        let land = self.land.iter().filter(|(nop, _)| !seen.contains(nop)).map(|(_, p)| p.len());
        let built = self.buildings.iter().filter(|(nop, _)| !seen.contains(nop));
        land.chain(built.map(|(_, p)| p.len())).sum::<usize>() as u64
    }

    fn valued(&self, nop: &Nop, njop: Njop) -> Result<Valued, Refused> {
        let land = self.land.get(nop).cloned().unwrap_or_default();
        let buildings = self.buildings.get(nop).cloned().unwrap_or_default();
        self.value(land, buildings, njop)
    }

    /// One procedure of the legacy system wrote rupiah and its twin thousands, row by row. So each
    /// object is asked for itself, and only where it tells nothing the column decides.
    fn value(
        &self,
        mut land: Vec<RawLand>,
        mut buildings: Vec<RawBuilding>,
        njop: Njop,
    ) -> Result<Valued, Refused> {
        let told_land = unit(land.iter().map(|p| p.value), njop.land);
        let told_building = unit(buildings.iter().map(|p| p.value), njop.building);
        let land_unit = told_land.unwrap_or(self.units.land);
        let building_unit = told_building.unwrap_or(self.units.building);
        let worth = |values: &mut dyn Iterator<Item = Fraction>| {
            values.filter(|value| !value.is_zero()).count() as u64
        };
        let mut by_column = 0;
        if told_land.is_none() {
            by_column += worth(&mut land.iter().map(|p| p.value));
        }
        if told_building.is_none() {
            by_column += worth(&mut buildings.iter().map(|p| p.value));
        }
        // Files come in any order; the order of parts must make no difference between imports.
        land.sort_by(|a, b| (&a.zone, a.area, a.value).cmp(&(&b.zone, b.area, b.value)));
        buildings.sort_by_key(|b| (b.number, b.area, b.value));
        let thousands = |unit, parts: usize| if unit == Unit::Thousand { parts as u64 } else { 0 };
        Ok(Valued {
            by_column,
            thousands: thousands(land_unit, land.len()) + thousands(building_unit, buildings.len()),
            land: land.into_iter().map(|p| p.in_rupiah(land_unit)).collect::<Result<_, _>>()?,
            buildings: buildings
                .into_iter()
                .map(|p| p.in_rupiah(building_unit))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// The unit that the recorded NJOP of one object tells.
fn unit(values: impl Iterator<Item = Fraction>, njop: Option<Rupiah>) -> Option<Unit> {
    let sum = |sum: Fraction, value: Fraction| sum.checked_add(value).unwrap_or(sum);
    let value = values.fold(Fraction::ZERO, sum);
    njop.and_then(|njop| judge(Sample { value, njop }))
}

fn land(record: LandRecord) -> Result<RawLand, Refused> {
    Ok(RawLand {
        zone: text(record.zone),
        area: area("LUAS_BUMI", record.area)?,
        kind: code(record.kind),
        value: record.system_value,
    })
}

fn building(record: BuildingRecord) -> Result<RawBuilding, Refused> {
    let individual = record.individual_value.filter(|value| !value.is_zero());
    Ok(RawBuilding {
        number: record.number,
        usage: record.r#use.map(|u| format!("{u:02}")).unwrap_or_default(),
        area: area("LUAS_BNG", record.area)?,
        value: individual.unwrap_or(record.system_value),
        year_built: record.built.0.map(|year| year.to_string()).unwrap_or_default(),
        floors: record.floors.map_or(1, i64::from),
    })
}

impl RawLand {
    fn in_rupiah(self, unit: Unit) -> Result<LandPart, Refused> {
        let Self { zone, area, kind, value } = self;
        Ok(LandPart { zone, area, kind, system_value: rupiah("NILAI_SISTEM_BUMI", value, unit)? })
    }
}

impl RawBuilding {
    fn in_rupiah(self, unit: Unit) -> Result<BuildingPart, Refused> {
        let Self { number, usage, area, value, year_built, floors } = self;
        let (number, value) = (i64::from(number), rupiah("NILAI_SISTEM_BNG", value, unit)?);
        Ok(BuildingPart { number, usage, area, value, year_built, floors })
    }
}
