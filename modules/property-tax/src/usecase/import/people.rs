//! Subjects and value zones.

use std::path::Path;

use super::known::{Change, Key, Known, fingerprint, stamp, zone_key};
use super::load::{Load, ReadError};
use super::mapping::{Refused, rupiah, subject};
use super::pipeline::{Sink, Stopped};
use super::units::Units;
use crate::domain::revision::RevisionId;
use crate::domain::subject::Subject;
use crate::generate::INVENTED_REGION;
use crate::sismiop::{Reason, SubjectRecord, ZoneValueRecord};
use crate::store::subjects;
use crate::store::zone_values::{self, ZoneValue};

/// Reads the taxpayers.
pub fn read_subjects(
    load: &mut Load,
    folder: &Path,
    known: &Known,
    revision: RevisionId,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let mut stopped = Ok(());
    load.each_to::<SubjectRecord>(folder, sink, |load, sink, record| {
        let subject = subject(record);
        let key = Key::of_text(&subject.id);
        if !load.subjects.insert(key) {
            load.quality.duplicate_subject_ids += 1;
            return Err(Refused::new("SUBJEK_PAJAK_ID", "", Reason::Code));
        }
        note_quality(load, &subject, key);
        stopped = hand_over(load, &subject, key, known, revision, sink);
        Ok(stopped.is_ok())
    })?;
    stopped?;
    Ok(())
}

fn note_quality(load: &mut Load, subject: &Subject, key: Key) {
    let nik = subject.nik();
    load.quality.subject_ids_not_nik += u64::from(nik.is_none());
    load.has_invented_people |= nik.is_some_and(|nik| nik.digits().starts_with(INVENTED_REGION));
    let person = Key::of_text(&format!("{}\n{}", subject.name, subject.address()).to_lowercase());
    let first = *load.people.entry(person).or_insert(key);
    load.quality.likely_same_subjects += u64::from(first != key);
}

fn hand_over(
    load: &mut Load,
    subject: &Subject,
    key: Key,
    known: &Known,
    revision: RevisionId,
    sink: &mut Sink,
) -> Result<(), Stopped> {
    let mut row = subjects::write_row(subject, 0, false, 0);
    let print = fingerprint(&row);
    let change = known.compare(key, print);
    load.count("DAT_SUBJEK_PAJAK", change);
    if change == Change::Same {
        return Ok(());
    }
    for word in subjects::write_words(subject, revision) {
        sink.push("ptax_subject_word", subjects::WORD_COLUMNS, word.into())?;
    }
    stamp(&mut row, subjects::COLUMNS, revision, print);
    sink.push("ptax_subject", subjects::COLUMNS, row)
}

/// Reads the land values of all zones and years.
pub fn read_zone_values(
    load: &mut Load,
    folder: &Path,
    units: Units,
    known: &Known,
    revision: RevisionId,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let mut seen = std::collections::HashSet::new();
    let mut stopped = Ok(());
    load.each_to::<ZoneValueRecord>(folder, sink, |load, sink, record| {
        let value = rupiah("NIR", record.value, units.zone)?;
        let tax_year = i64::from(record.year);
        let key = zone_key(record.village.digits(), &record.zone, tax_year);
        if !seen.insert(key) {
            return Err(Refused::new("KD_ZNT", &record.zone, Reason::Code));
        }
        let latest = load.zones_valued.entry((record.village, record.zone.clone())).or_insert(0);
        *latest = tax_year.max(*latest);
        let zone = ZoneValue { village: record.village, zone: record.zone, tax_year, value };
        let mut row = zone_values::write_row(&zone, 0, 0);
        let print = fingerprint(&row);
        let change = known.compare(key, print);
        load.count("DAT_NIR", change);
        if change != Change::Same {
            stamp(&mut row, zone_values::COLUMNS, revision, print);
            stopped = sink.push("ptax_zone_value", zone_values::COLUMNS, row);
        }
        Ok(stopped.is_ok())
    })?;
    stopped?;
    Ok(())
}
