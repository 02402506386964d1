//! Corrections of the registry in master mode: a new version, published in the same transaction.

use audit::Entry;
use base::{Error, Kind, Nop, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::look_up::not_found;
use super::registry::{object_mark, subject_mark, unknown_subject};
use crate::audit_kinds;
use crate::domain::area::Area;
use crate::domain::object::{BuildingPart, LandPart, PartsError, TaxObject};
use crate::domain::revision::{RegistryMode, RevisionId, RevisionKind};
use crate::domain::subject::Subject;
use crate::permissions::CORRECT;
use crate::store::{objects, revisions, settings, subjects};
use crate::usecase::import::fingerprint;

/// Letters of article 38 (3) of Law 1/2022 that exempt a single object; `h` speaks of dwellings
/// below a value, which the rules of a year decide and no record of one object.
pub const EXEMPTIONS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "i"];

/// The most that any field of a person or an address holds in SISMIOP, so that an export back
/// loses nothing.
const LONGEST: usize = 255;

/// Corrects an object. `shown` is the mark of the version the officer saw, `change` turns that
/// version into the new one.
///
/// # Errors
/// `property-tax/registry-is-companion`, `…/unknown-nop`, `…/changed-meanwhile`,
/// `…/unknown-subject`, `…/exemption-malformed`, `…/area-negative`, `…/value-negative`,
/// `…/land-needed`, `…/part-without-area`, `…/zone-malformed`, `…/usage-malformed`,
/// `…/text-too-long`, `…/correction-reason-missing`, `…/nothing-changed`.
pub async fn correct_object(
    cell: &Cell,
    actor: &Actor,
    nop: Nop,
    shown: &str,
    reason: &str,
    change: impl Fn(&mut TaxObject) + Send + Sync,
) -> Result<()> {
    authorise(actor, CORRECT, Resource::Cell)?;
    check_reason(reason)?;
    let who = actor.who();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            refuse_companion(tx).await?;
            let before = objects::find(tx, &nop).await?.ok_or_else(not_found)?;
            check_mark(&object_mark(&before), shown)?;
            let mut after = before.clone();
            change(&mut after);
            settle_areas(&before, &mut after)?;
            after.parts.check_change(&before.parts).map_err(parts_error)?;
            check_object(tx, &after).await?;
            refuse_same(before == after)?;
            let revision = open(tx, cell, actor, reason).await?;
            let print = print_of(objects::write_row(&after, 0, false, 0));
            let row = objects::write_row(&after, revision, false, print);
            tx.bulk("ptax_object", objects::COLUMNS, row).await?;
            publish(tx, cell, revision).await?;
            let entry = Entry::new(audit_kinds::OBJECT_CORRECTED, &who, nop.digits())
                .before(object_facts(&before))
                .after(object_facts(&after))
                .reason(reason);
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await
}

/// Corrects a taxpayer; the id stays.
///
/// # Errors
/// As [`correct_object`], and `property-tax/name-missing`.
pub async fn correct_subject(
    cell: &Cell,
    actor: &Actor,
    after: &Subject,
    shown: &str,
    reason: &str,
) -> Result<()> {
    authorise(actor, CORRECT, Resource::Cell)?;
    check_reason(reason)?;
    check_subject(after)?;
    let who = actor.who();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            refuse_companion(tx).await?;
            let before = subjects::find(tx, &after.id).await?.ok_or_else(unknown_subject)?;
            check_mark(&subject_mark(&before), shown)?;
            refuse_same(before == *after)?;
            let revision = open(tx, cell, actor, reason).await?;
            let print = fingerprint(&subjects::write_row(after, 0, false, 0));
            let row = subjects::write_row(after, revision, false, print);
            tx.bulk("ptax_subject", subjects::COLUMNS, [row]).await?;
            let words = subjects::write_words(after, revision);
            tx.bulk("ptax_subject_word", subjects::WORD_COLUMNS, words).await?;
            publish(tx, cell, revision).await?;
            let entry =
                Entry::new(audit_kinds::SUBJECT_CORRECTED, &who, subject_alias(cell, &after.id))
                    .before(subject_facts(&before))
                    .after(subject_facts(after))
                    .reason(reason);
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await
}

/// Names a taxpayer in the trail without the id, which may be a NIK.
pub fn subject_alias(cell: &Cell, id: &str) -> String {
    let mac = cell.keys().mac("property-tax/subject", id.as_bytes());
    let short: String = mac.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("subject/{short}")
}

async fn refuse_companion(tx: &mut Tx) -> Result<()> {
    match settings::registry_mode(tx).await? {
        RegistryMode::Master => Ok(()),
        RegistryMode::Companion => {
            Err(Error::new(Kind::Conflict, "property-tax/registry-is-companion"))
        }
    }
}

fn check_reason(reason: &str) -> Result<()> {
    match reason.trim().is_empty() {
        true => Err(Error::new(Kind::Invalid, "property-tax/correction-reason-missing")),
        false => Ok(()),
    }
}

fn check_mark(present: &str, shown: &str) -> Result<()> {
    match present == shown {
        true => Ok(()),
        false => Err(Error::new(Kind::Conflict, "property-tax/changed-meanwhile")),
    }
}

fn refuse_same(same: bool) -> Result<()> {
    match same {
        true => Err(Error::new(Kind::Invalid, "property-tax/nothing-changed")),
        false => Ok(()),
    }
}

/// The areas of an object are the sums of its parts, where it has or had parts; the first land
/// part says of what kind the land is, as in the imported system.
fn settle_areas(before: &TaxObject, object: &mut TaxObject) -> Result<()> {
    let land = sum(object.parts.land.iter().map(|part: &LandPart| part.area))?;
    let buildings = sum(object.parts.buildings.iter().map(|part: &BuildingPart| part.area))?;
    let (had, has) = (&before.parts, &object.parts);
    if has.land != had.land {
        object.land_area = land;
        object.land_kind = has.land.first().map(|part| part.kind.clone()).unwrap_or_default();
    }
    if has.buildings != had.buildings {
        object.building_area = buildings;
    }
    Ok(())
}

fn parts_error(error: PartsError) -> Error {
    let code = match error {
        PartsError::NoLand => "property-tax/land-needed",
        PartsError::NoArea => "property-tax/part-without-area",
        PartsError::Zone => "property-tax/zone-malformed",
        PartsError::Usage => "property-tax/usage-malformed",
    };
    Error::new(Kind::Invalid, code)
}

fn sum(mut areas: impl Iterator<Item = Area>) -> Result<Area> {
    let total = areas.try_fold(Area::ZERO, Area::checked_add);
    total.ok_or_else(|| Error::new(Kind::Invalid, "property-tax/value-out-of-range"))
}

async fn check_object(tx: &mut Tx, object: &TaxObject) -> Result<()> {
    let invalid = |code| Err(Error::new(Kind::Invalid, code));
    let parts = &object.parts;
    let mut areas = parts.land.iter().map(|p| p.area).chain(parts.buildings.iter().map(|p| p.area));
    if areas.any(|area| area < Area::ZERO) || object.land_area < Area::ZERO {
        return invalid("property-tax/area-negative");
    }
    if parts.buildings.iter().any(|part| part.value.0 < 0) {
        return invalid("property-tax/value-negative");
    }
    let exemption = object.exemption.as_str();
    if !exemption.is_empty() && !EXEMPTIONS.contains(&exemption) {
        return invalid("property-tax/exemption-malformed");
    }
    let at = &object.address;
    check_lengths(&[&at.street, &at.block, &at.rt, &at.rw])?;
    // An object without an owner may stay without one, but nobody can be made up.
    if !object.subject_id.is_empty() && subjects::find(tx, &object.subject_id).await?.is_none() {
        return Err(unknown_subject());
    }
    Ok(())
}

fn check_subject(subject: &Subject) -> Result<()> {
    if subject.name.trim().is_empty() {
        return Err(Error::new(Kind::Invalid, "property-tax/name-missing"));
    }
    let s = subject;
    check_lengths(&[&s.name, &s.street, &s.block, &s.rt, &s.rw, &s.village_name])?;
    check_lengths(&[&s.city, &s.postal_code, &s.phone, &s.npwp])
}

fn check_lengths(texts: &[&String]) -> Result<()> {
    match texts.iter().all(|text| text.len() <= LONGEST) {
        true => Ok(()),
        false => Err(Error::new(Kind::Invalid, "property-tax/text-too-long")),
    }
}

async fn open(tx: &mut Tx, cell: &Cell, actor: &Actor, reason: &str) -> Result<RevisionId> {
    Ok(revisions::open(tx, RevisionKind::Correction, cell.now(), actor.id(), reason).await?)
}

async fn publish(tx: &mut Tx, cell: &Cell, revision: RevisionId) -> Result<()> {
    match revisions::publish(tx, revision, cell.now()).await? {
        true => Ok(()),
        false => Err(Error::new(Kind::Conflict, "property-tax/changed-meanwhile")),
    }
}

fn print_of(row: Option<Vec<db::Value>>) -> i64 {
    fingerprint(&row.unwrap_or_default())
}

fn object_facts(object: &TaxObject) -> serde_json::Value {
    serde_json::json!({
        "subject_id": object.subject_id,
        "address": object.address.line(),
        "exemption": object.exemption,
        "land_area_dm2": object.land_area.0,
        "building_area_dm2": object.building_area.0,
        "parts": serde_json::to_value(&object.parts).unwrap_or_default(),
    })
}

fn subject_facts(subject: &Subject) -> serde_json::Value {
    serde_json::json!({
        "name": subject.name,
        "address": subject.address(),
        "postal_code": subject.postal_code,
        "phone": subject.phone,
        "npwp": subject.npwp,
        "occupation": subject.occupation,
    })
}
