//! Tax objects of the registry.

use base::{Nop, NopVillage};
use db::{DbError, Row, Tx, Value, params};

use super::nop_range;
use crate::domain::area::Area;
use crate::domain::near;
use crate::domain::object::{ObjectAddress, TaxObject};
use crate::domain::revision::RevisionId;

/// Numbers of a block that are gone through for near matches; real blocks have a few hundred.
const MOST_OF_BLOCK: i64 = 1_000;

/// The columns in the order of [`write_row`].
pub const COLUMNS: &[&str] = &[
    "nop",
    "revision",
    "subject_id",
    "street",
    "block",
    "rt",
    "rw",
    "ownership",
    "land_kind",
    "transaction_kind",
    "exemption",
    "land_area_dm2",
    "building_area_dm2",
    "parts",
    "removed",
    "fingerprint",
];

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          o.nop, o.subject_id, o.street, o.block, o.rt, o.rw, o.ownership, o.land_kind,
          o.transaction_kind, o.exemption, o.land_area_dm2, o.building_area_dm2, o.parts, o.removed
        from ptax_object o
        join ptax_revision r on r.id = o.revision",
            $rest
        )
    };
}

db::statements! {
    /// The published versions of one object, the one in force first.
    FIND = select!("
        where o.nop = $1 and r.published_order is not null
        order by r.published_order desc
        limit 1");
    /// The objects of a range of NOP; of several versions the one in force comes first.
    IN_RANGE = select!("
        where o.nop >= $1 and o.nop <= $2 and r.published_order is not null
        order by o.nop, r.published_order desc");
    /// The same, but so many rows at most, for lists by page.
    PAGE = select!("
        where o.nop > $1 and o.nop <= $2 and r.published_order is not null
        order by o.nop, r.published_order desc
        limit $3");
    OF_SUBJECT = select!("
        where o.subject_id = $1 and r.published_order is not null
        order by o.nop, r.published_order desc");
    /// Which of 79 numbers exist, for near matches.
    EXISTING = "
        select distinct o.nop
        from ptax_object o
        join ptax_revision r on r.id = o.revision
        where r.published_order is not null and o.removed = 0
          and o.nop in (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
            $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32,
            $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48,
            $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64,
            $65, $66, $67, $68, $69, $70, $71, $72, $73, $74, $75, $76, $77, $78, $79
          )";
    /// Some numbers of a block, for near matches.
    IN_BLOCK = "
        select distinct o.nop
        from ptax_object o
        join ptax_revision r on r.id = o.revision
        where o.nop >= $1 and o.nop <= $2 and r.published_order is not null and o.removed = 0
        order by o.nop
        limit $3";
    /// The first object after a NOP, whatever its state: finds the next village.
    NEXT = "
        select o.nop
        from ptax_object o
        where o.nop > $1
        order by o.nop
        limit 1";
    COUNT_IN_RANGE = "
        select count(distinct o.nop) as n
        from ptax_object o
        join ptax_revision r on r.id = o.revision
        where o.nop >= $1 and o.nop <= $2 and r.published_order is not null";
    FINGERPRINTS = "
        select o.nop, o.fingerprint
        from ptax_object o
        join ptax_revision r on r.id = o.revision
        where r.published_order is not null
        order by o.nop, r.published_order desc";
}

/// The object in force; `None` when there is none, or it was removed from the registry.
pub async fn find(tx: &mut Tx, nop: &Nop) -> Result<Option<TaxObject>, DbError> {
    match tx.first(&FIND, params![nop]).await? {
        Some(row) if !row.flag(13)? => read(&row).map(Some),
        _ => Ok(None),
    }
}

/// The objects of a village, by NOP.
pub async fn list_of_village(tx: &mut Tx, village: &NopVillage) -> Result<Vec<TaxObject>, DbError> {
    let (first, last) = nop_range(village);
    in_force(&tx.rows(&IN_RANGE, params![first, last]).await?)
}

/// The objects of a taxpayer, by NOP.
pub async fn list_of_subject(tx: &mut Tx, subject: &str) -> Result<Vec<TaxObject>, DbError> {
    let objects = in_force(&tx.rows(&OF_SUBJECT, params![subject]).await?)?;
    let mut present = Vec::with_capacity(objects.len());
    for object in objects {
        // The object may have changed hands since the version that names this subject.
        if find(tx, &object.nop).await?.is_some_and(|now| now.subject_id == subject) {
            present.push(object);
        }
    }
    Ok(present)
}

/// Numbers that may be meant by one that does not exist: those one slip away, and those of its
/// block. The work is the same however many objects the village has.
pub async fn list_near(tx: &mut Tx, nop: &Nop) -> Result<Vec<Nop>, DbError> {
    let mut slips = near::one_slip(nop);
    // A number with equal neighbours has fewer; it does not exist itself, so it fills up.
    slips.resize(near::ONE_SLIP, *nop);
    let slips: Vec<Value> = slips.into_iter().map(Value::from).collect();
    let mut found: Vec<Nop> = read_numbers(&tx.rows(&EXISTING, &slips).await?)?;
    let block = &nop.digits()[..13];
    let (first, last) = (format!("{block}00000"), format!("{block}99999"));
    let of_block = tx.rows(&IN_BLOCK, params![first, last, MOST_OF_BLOCK]).await?;
    found.extend(read_numbers(&of_block)?);
    Ok(found)
}

fn read_numbers(rows: &[Row]) -> Result<Vec<Nop>, DbError> {
    rows.iter().map(|row| row.get(0)).collect()
}

/// Every village that has objects, in the reference or not.
pub async fn list_villages(tx: &mut Tx) -> Result<Vec<NopVillage>, DbError> {
    let mut villages = Vec::new();
    let mut after = String::new();
    while let Some(row) = tx.first(&NEXT, params![&after]).await? {
        let village = row.get::<Nop>(0)?.village();
        after = nop_range(&village).1;
        villages.push(village);
    }
    Ok(villages)
}

/// How many objects a village has, removed ones included.
pub async fn count_of_village(tx: &mut Tx, village: &NopVillage) -> Result<i64, DbError> {
    let (first, last) = nop_range(village);
    tx.one(&COUNT_IN_RANGE, params![first, last]).await?.int("n")
}

/// At most `limit` rows of objects after a NOP and up to another, by NOP. Because an object may
/// have several versions there can be fewer objects than rows; an empty page is the end.
pub async fn page(
    tx: &mut Tx,
    after: &str,
    last: &str,
    limit: i64,
) -> Result<Vec<TaxObject>, DbError> {
    in_force(&tx.rows(&PAGE, params![after, last, limit]).await?)
}

fn in_force(rows: &[Row]) -> Result<Vec<TaxObject>, DbError> {
    let mut objects = Vec::with_capacity(rows.len());
    let mut last = String::new();
    for row in rows {
        if row.text(0)? != last {
            last = row.text(0)?.to_owned();
            if !row.flag(13)? {
                objects.push(read(row)?);
            }
        }
    }
    Ok(objects)
}

/// The row of an object under the columns of [`COLUMNS`]; `None` when its parts cannot be written.
pub fn write_row(
    object: &TaxObject,
    revision: RevisionId,
    removed: bool,
    fingerprint: i64,
) -> Option<Vec<Value>> {
    Some(vec![
        object.nop.into(),
        revision.into(),
        (&object.subject_id).into(),
        (&object.address.street).into(),
        (&object.address.block).into(),
        (&object.address.rt).into(),
        (&object.address.rw).into(),
        (&object.ownership).into(),
        (&object.land_kind).into(),
        (&object.transaction_kind).into(),
        (&object.exemption).into(),
        object.land_area.0.into(),
        object.building_area.0.into(),
        serde_json::to_string(&object.parts).ok()?.into(),
        removed.into(),
        fingerprint.into(),
    ])
}

fn read(row: &Row) -> Result<TaxObject, DbError> {
    let parts = serde_json::from_str(row.text(12)?)
        .map_err(|_| DbError::Column { column: "parts".to_owned(), problem: "is damaged" })?;
    Ok(TaxObject {
        nop: row.get(0)?,
        subject_id: row.get(1)?,
        address: ObjectAddress {
            street: row.get(2)?,
            block: row.get(3)?,
            rt: row.get(4)?,
            rw: row.get(5)?,
        },
        ownership: row.get(6)?,
        land_kind: row.get(7)?,
        transaction_kind: row.get(8)?,
        exemption: row.get(9)?,
        land_area: Area(row.int(10)?),
        building_area: Area(row.int(11)?),
        parts,
    })
}
