//! Objects with their land, buildings and shares of joint property, joined in memory.

use std::collections::HashMap;
use std::path::Path;

use base::Nop;

use super::known::{Change, Key, Known, fingerprint};
use super::load::{Load, ReadError};
use super::mapping::{Refused, area, code, object_address, rupiah, text};
use super::pipeline::{Sink, Stopped};
use super::units::Units;
use crate::domain::area::Area;
use crate::domain::object::{BuildingPart, JointShare, LandPart, Parts, TaxObject};
use crate::domain::revision::RevisionId;
use crate::sismiop::{
    BuildingRecord, JointMemberRecord, LandRecord, ObjectRecord, Reason, Table, TableError,
};
use crate::store::objects;

/// What the other tables say about each object.
#[derive(Debug, Default)]
struct Pieces {
    land: HashMap<Nop, Vec<LandPart>>,
    buildings: HashMap<Nop, Vec<BuildingPart>>,
    /// Member to joint property.
    parents: HashMap<Nop, Nop>,
    /// Sum of the unit areas of a joint property.
    unit_areas: HashMap<Nop, Area>,
}

/// Reads everything about objects and hands over those that are new or differ.
pub fn read(
    load: &mut Load,
    folder: &Path,
    units: Units,
    known: &Known,
    revision: RevisionId,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let pieces = pieces(load, folder, units)?;
    let mut seen = std::collections::HashSet::new();
    let mut stopped = Ok(());
    load.each_to::<ObjectRecord>(folder, sink, |load, sink, record| {
        if !seen.insert(record.nop) {
            return Err(Refused::new("NO_URUT", "", Reason::Code));
        }
        let object = assemble(record, &pieces)?;
        note_quality(load, &object);
        stopped = hand_over(load, &object, known, revision, sink);
        Ok(stopped.is_ok())
    })?;
    stopped?;
    Ok(())
}

fn hand_over(
    load: &mut Load,
    object: &TaxObject,
    known: &Known,
    revision: RevisionId,
    sink: &mut Sink,
) -> Result<(), Stopped> {
    let Some(row) = objects::write_row(object, 0, false, 0) else { return Ok(()) };
    let print = fingerprint(&row);
    let key = Key::of_nop(&object.nop, 0, 0);
    let change = known.compare(key, print);
    load.count("DAT_OBJEK_PAJAK", change);
    if change == Change::Same {
        return Ok(());
    }
    match objects::write_row(object, revision, false, print) {
        Some(row) => sink.push("ptax_object", objects::COLUMNS, row),
        None => Ok(()),
    }
}

fn pieces(load: &mut Load, folder: &Path, units: Units) -> Result<Pieces, TableError> {
    let mut pieces = Pieces::default();
    load.each::<LandRecord>(folder, |load, record| {
        let part = LandPart {
            zone: text(record.zone),
            area: area("LUAS_BUMI", record.area)?,
            kind: code(record.kind),
            system_value: rupiah("NILAI_SISTEM_BUMI", record.system_value, units.land)?,
        };
        load.quality.zero_land_areas += u64::from(part.area == Area::ZERO && part.kind != "4");
        load.count_thousands(units.land);
        pieces.land.entry(record.nop).or_default().push(part);
        Ok(())
    })?;
    load.each::<BuildingRecord>(folder, |load, record| {
        if !record.counts() {
            return Ok(());
        }
        let nop = record.nop;
        let part = building(record, units)?;
        load.quality.zero_building_areas += u64::from(part.area == Area::ZERO);
        load.count_thousands(units.building);
        pieces.buildings.entry(nop).or_default().push(part);
        Ok(())
    })?;
    if Table::<JointMemberRecord>::exists(folder)? {
        load.each::<JointMemberRecord>(folder, |_, record| {
            pieces.parents.insert(record.nop, record.parent);
            Ok(())
        })?;
    }
    for (member, parent) in &pieces.parents {
        let unit = unit_area(&pieces, member);
        let sum = pieces.unit_areas.entry(*parent).or_default();
        *sum = sum.checked_add(unit).unwrap_or(*sum);
    }
    Ok(pieces)
}

fn building(record: BuildingRecord, units: Units) -> Result<BuildingPart, Refused> {
    let individual = record.individual_value.filter(|value| !value.is_zero());
    let value = match individual {
        Some(value) => rupiah("NILAI_INDIVIDU", value, units.building)?,
        None => rupiah("NILAI_SISTEM_BNG", record.system_value, units.building)?,
    };
    Ok(BuildingPart {
        number: i64::from(record.number),
        usage: record.r#use.map(|u| format!("{u:02}")).unwrap_or_default(),
        area: area("LUAS_BNG", record.area)?,
        value,
        year_built: record.built.0.map(|year| year.to_string()).unwrap_or_default(),
        floors: record.floors.map_or(1, i64::from),
    })
}

fn unit_area(pieces: &Pieces, member: &Nop) -> Area {
    let buildings = pieces.buildings.get(member).map(Vec::as_slice).unwrap_or_default();
    buildings.iter().fold(Area::ZERO, |sum, b| sum.checked_add(b.area).unwrap_or(sum))
}

fn assemble(record: ObjectRecord, pieces: &Pieces) -> Result<TaxObject, Refused> {
    let nop = record.nop;
    let mut land = pieces.land.get(&nop).cloned().unwrap_or_default();
    let mut buildings = pieces.buildings.get(&nop).cloned().unwrap_or_default();
    // Files come in any order; the order of parts must not make a difference between imports.
    land.sort_by(|a, b| (&a.zone, a.area, a.system_value).cmp(&(&b.zone, b.area, b.system_value)));
    buildings.sort_by_key(|b| (b.number, b.area, b.value));
    Ok(TaxObject {
        nop,
        address: object_address(&record),
        subject_id: text(record.subject_id),
        ownership: code(record.holder_status),
        land_kind: land.first().map(|part| part.kind.clone()).unwrap_or_default(),
        transaction_kind: code(record.transaction),
        exemption: String::new(),
        land_area: area("TOTAL_LUAS_BUMI", record.land_area)?,
        building_area: area("TOTAL_LUAS_BNG", record.building_area)?,
        parts: Parts {
            land,
            buildings,
            joint: joint(&nop, pieces),
            tariff_use: None,
            is_joint: pieces.unit_areas.contains_key(&nop),
        },
    })
}

fn joint(member: &Nop, pieces: &Pieces) -> Option<JointShare> {
    let parent = pieces.parents.get(member)?;
    Some(JointShare {
        parent: parent.digits().to_owned(),
        own_area: unit_area(pieces, member),
        total_area: *pieces.unit_areas.get(parent)?,
        land: pieces.land.get(parent).cloned().unwrap_or_default(),
        buildings: pieces.buildings.get(parent).cloned().unwrap_or_default(),
    })
}

fn note_quality(load: &mut Load, object: &TaxObject) {
    load.quality.outside_reference += u64::from(!load.reference.contains(&object.nop.village()));
    let known = load.subjects.contains(&Key::of_text(&object.subject_id));
    load.quality.objects_without_subject += u64::from(!known);
    for part in &object.parts.land {
        load.zones_in_use.insert((object.nop.village(), part.zone.clone()));
    }
}
