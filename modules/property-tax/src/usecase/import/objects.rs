//! Objects with their land, buildings and shares of joint property, joined in memory.

use std::collections::HashSet;
use std::path::Path;

use base::Nop;

use super::known::{Change, Key, Known, fingerprint, stamp};
use super::load::{Load, ReadError};
use super::mapping::{Refused, area, code, object_address, text};
use super::pieces::{Njop, Pieces, Valued};
use super::pipeline::{Sink, Stopped};
use super::units::Units;
use crate::domain::object::{JointShare, Parts, TaxObject};
use crate::domain::revision::RevisionId;
use crate::sismiop::{ObjectRecord, Reason};
use crate::store::objects;

/// Reads everything about objects and hands over those that are new or differ.
pub fn read(
    load: &mut Load,
    folder: &Path,
    units: Units,
    known: &Known,
    revision: RevisionId,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let mut pieces = Pieces::read(load, folder, units)?;
    let mut seen: HashSet<Nop> = HashSet::new();
    let mut stopped = Ok(());
    load.each_to::<ObjectRecord>(folder, sink, |load, sink, record| {
        if !seen.insert(record.nop) {
            return Err(Refused::new("NO_URUT", "", Reason::Code));
        }
        let (object, thousands) = assemble(record, &mut pieces)?;
        load.quality.thousand_rupiah_values += thousands;
        note_quality(load, &object);
        stopped = hand_over(load, &object, known, revision, sink);
        Ok(stopped.is_ok())
    })?;
    stopped?;
    load.quality.values_by_column += pieces.by_column();
    load.quality.parts_without_object += pieces.left_over(&seen);
    Ok(())
}

fn hand_over(
    load: &mut Load,
    object: &TaxObject,
    known: &Known,
    revision: RevisionId,
    sink: &mut Sink,
) -> Result<(), Stopped> {
    let Some(mut row) = objects::write_row(object, 0, false, 0) else { return Ok(()) };
    let print = fingerprint(&row);
    let key = Key::of_nop(&object.nop, 0, 0);
    let change = known.compare(key, print);
    load.count("DAT_OBJEK_PAJAK", change);
    if change == Change::Same {
        return Ok(());
    }
    stamp(&mut row, objects::COLUMNS, revision, print);
    sink.push("ptax_object", objects::COLUMNS, row)
}

/// The object, and how many of its values were stored in thousands.
fn assemble(record: ObjectRecord, pieces: &mut Pieces) -> Result<(TaxObject, u64), Refused> {
    let nop = record.nop;
    let joint = joint(&nop, pieces)?;
    let Valued { land, buildings, thousands, .. } = pieces.take(&nop, Njop::of(&record))?;
    let object = TaxObject {
        nop,
        address: object_address(&record),
        subject_id: text(record.subject_id),
        ownership: code(record.holder_status),
        land_kind: land.first().map(|part| part.kind.clone()).unwrap_or_default(),
        transaction_kind: code(record.transaction),
        exemption: String::new(),
        land_area: area("TOTAL_LUAS_BUMI", record.land_area)?,
        building_area: area("TOTAL_LUAS_BNG", record.building_area)?,
        parts: Parts { land, buildings, joint, tariff_use: None, is_joint: pieces.is_joint(&nop) },
    };
    Ok((object, thousands))
}

fn joint(member: &Nop, pieces: &Pieces) -> Result<Option<JointShare>, Refused> {
    let Some((parent, valued, total_area)) = pieces.joint_of(member)? else { return Ok(None) };
    Ok(Some(JointShare {
        parent: parent.digits().to_owned(),
        own_area: pieces.unit_area(member),
        total_area,
        land: valued.land,
        buildings: valued.buildings,
    }))
}

fn note_quality(load: &mut Load, object: &TaxObject) {
    load.quality.outside_reference += u64::from(!load.reference.contains(&object.nop.village()));
    let known = load.subjects.contains(&Key::of_text(&object.subject_id));
    load.quality.objects_without_subject += u64::from(!known);
    for part in &object.parts.land {
        load.zones_in_use.insert((object.nop.village(), part.zone.clone()));
    }
}
