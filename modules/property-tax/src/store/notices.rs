//! Notices (SPPT) of all years.

use std::collections::HashMap;

use base::{Nop, NopVillage, Rupiah};
use db::{DbError, Row, Tx, Value, params};

use super::{nop_range, payments, settlements};
use crate::domain::notice::{Figures, Notice, NoticeId, Origin, PaymentState};
use crate::domain::payment::{Paid, Payments};

/// The columns in the order of [`write_row`], and of the bulk verbs.
pub const COLUMNS: &[&str] = &[
    "nop",
    "tax_year",
    "revision",
    "origin",
    "subject_id",
    "subject_name",
    "subject_address",
    "object_address",
    "land_area_dm2",
    "building_area_dm2",
    "land_class",
    "building_class",
    "njop_land_rupiah",
    "njop_building_rupiah",
    "njop_joint_rupiah",
    "njop_rupiah",
    "njoptkp_rupiah",
    "taxable_rupiah",
    "njkp_rupiah",
    "tax_rupiah",
    "due_rupiah",
    "due_date",
    "issued_on",
    "payment_state",
    "cancelled",
    "rule_book",
    "inputs",
    "fingerprint",
];

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          n.nop, n.tax_year, n.revision, n.origin,
          n.subject_id, n.subject_name, n.subject_address, n.object_address,
          n.land_area_dm2, n.building_area_dm2, n.land_class, n.building_class,
          n.njop_land_rupiah, n.njop_building_rupiah, n.njop_joint_rupiah, n.njop_rupiah,
          n.njoptkp_rupiah, n.taxable_rupiah, n.njkp_rupiah, n.tax_rupiah, n.due_rupiah,
          n.due_date, n.issued_on, n.payment_state, n.cancelled, n.rule_book, n.inputs,
          r.published_at
        from ptax_notice n
        join ptax_revision r on r.id = n.revision",
            $rest
        )
    };
}

db::statements! {
    /// All published versions of all years of one object, the one in force first in its year.
    OF_OBJECT = select!("
        where n.nop = $1 and r.published_order is not null
        order by n.tax_year desc, r.published_order desc");
    /// The published versions of one notice, the one in force first.
    VERSIONS = select!("
        where n.nop = $1 and n.tax_year = $2 and r.published_order is not null
        order by r.published_order desc");
    /// The notices of a village and year; of several versions the one in force comes first.
    OF_VILLAGE = select!("
        where n.nop >= $1 and n.nop <= $2 and n.tax_year = $3 and r.published_order is not null
        order by n.nop, r.published_order desc");
    /// What is due for each object of a village, the one in force first.
    DUES_OF_VILLAGE = "
        select n.nop, n.due_rupiah, n.cancelled
        from ptax_notice n
        join ptax_revision r on r.id = n.revision
        where n.nop >= $1 and n.nop <= $2 and n.tax_year = $3 and r.published_order is not null
        order by n.nop, r.published_order desc";
    /// How many notices are in force per year, and how much is due by them; by cancelled ones
    /// nothing is.
    TOTALS = "
        select tax_year, count(*) as n, cast(sum(due_rupiah) as bigint) as due_rupiah
        from (
          select
            n.tax_year,
            case when n.cancelled = 1 then 0 else n.due_rupiah end as due_rupiah,
            row_number() over (partition by n.nop, n.tax_year order by r.published_order desc) as place
          from ptax_notice n
          join ptax_revision r on r.id = n.revision
          where r.published_order is not null
        ) t
        where place = 1
        group by tax_year
        order by tax_year";
    /// Fingerprints of everything published, the one in force first: what a delta is held against.
    /// By a cancelled notice nothing is due.
    FINGERPRINTS = "
        select
          n.nop, n.tax_year, n.fingerprint,
          case when n.cancelled = 1 then 0 else n.due_rupiah end as due_rupiah, n.origin
        from ptax_notice n
        join ptax_revision r on r.id = n.revision
        where r.published_order is not null
        order by n.nop, n.tax_year, r.published_order desc";
}

/// The notices in force of an object, the latest year first.
pub async fn list_of_object(tx: &mut Tx, nop: &Nop) -> Result<Vec<Notice>, DbError> {
    let rows = tx.rows(&OF_OBJECT, params![nop]).await?;
    let mut notices: Vec<Notice> = rows.iter().map(read).collect::<Result<_, _>>()?;
    notices.dedup_by_key(|n| n.tax_year);
    settle(tx, nop, notices).await
}

/// Notices beside what was paid for them: the one place that says how a notice stands.
async fn settle(tx: &mut Tx, nop: &Nop, notices: Vec<Notice>) -> Result<Vec<Notice>, DbError> {
    if notices.is_empty() {
        return Ok(notices);
    }
    let facts = settlements::list_of_object(tx, nop).await?;
    // Those of SISMIOP say themselves whether they are paid.
    let imported = match notices.iter().any(|n| n.origin == Origin::Pelangi) {
        true => payments::list_of_object(tx, nop).await?,
        false => Vec::new(),
    };
    Ok(beside(notices, &Payments::new(imported, facts)))
}

fn beside(notices: Vec<Notice>, payments: &Payments) -> Vec<Notice> {
    let settled = |n: Notice| {
        let paid = payments.paid(n.origin, &n.nop, n.tax_year);
        n.settled_by(paid)
    };
    notices.into_iter().map(settled).collect()
}

/// Every published version of one notice, the one in force first.
pub async fn list_versions(tx: &mut Tx, nop: &Nop, tax_year: i64) -> Result<Vec<Notice>, DbError> {
    let rows = tx.rows(&VERSIONS, params![nop, tax_year]).await?;
    let notices = rows.iter().map(read).collect::<Result<_, _>>()?;
    settle(tx, nop, notices).await
}

/// The notice in force; `None` when there is none for that year.
pub async fn find(tx: &mut Tx, nop: &Nop, tax_year: i64) -> Result<Option<Notice>, DbError> {
    Ok(list_versions(tx, nop, tax_year).await?.into_iter().next())
}

/// One published version, in force or not.
pub async fn find_version(tx: &mut Tx, id: NoticeId) -> Result<Option<Notice>, DbError> {
    let versions = list_versions(tx, &id.nop, id.tax_year).await?;
    Ok(versions.into_iter().find(|n| n.revision == id.revision))
}

/// The notices in force of a village and year, by NOP.
pub async fn list_of_village(
    tx: &mut Tx,
    village: &NopVillage,
    tax_year: i64,
) -> Result<Vec<Notice>, DbError> {
    let notices = list_recorded_of_village(tx, village, tax_year).await?;
    let payments = payments_of_village(tx, village, tax_year).await?;
    Ok(beside(notices, &payments))
}

/// What was paid for an object, in all its years.
pub async fn payments_of_object(tx: &mut Tx, nop: &Nop) -> Result<Payments, DbError> {
    let facts = settlements::list_of_object(tx, nop).await?;
    Ok(Payments::new(payments::list_of_object(tx, nop).await?, facts))
}

/// What was paid in a village for a year.
pub async fn payments_of_village(
    tx: &mut Tx,
    village: &NopVillage,
    tax_year: i64,
) -> Result<Payments, DbError> {
    let facts = settlements::list_of_village(tx, village, Some(tax_year)).await?;
    let imported = payments::list_of_village_and_year(tx, village, tax_year).await?;
    Ok(Payments::new(imported, facts))
}

/// The same notices as they were recorded, without what was paid for them: only for the assessment
/// that replaces them.
pub async fn list_recorded_of_village(
    tx: &mut Tx,
    village: &NopVillage,
    tax_year: i64,
) -> Result<Vec<Notice>, DbError> {
    let (first, last) = nop_range(village);
    let rows = tx.rows(&OF_VILLAGE, params![first, last, tax_year]).await?;
    let mut notices: Vec<Notice> = rows.iter().map(read).collect::<Result<_, _>>()?;
    notices.dedup_by_key(|n| n.nop);
    Ok(notices)
}

/// What is due for the objects of a village in a year; cancelled notices count as none.
pub async fn dues_of_village(
    tx: &mut Tx,
    village: &NopVillage,
    tax_year: i64,
) -> Result<HashMap<Nop, Rupiah>, DbError> {
    let (first, last) = nop_range(village);
    let (mut dues, mut before) = (HashMap::new(), None);
    tx.each(&DUES_OF_VILLAGE, params![first, last, tax_year], |row| {
        let nop: Nop = row.get(0)?;
        if before.replace(nop) != Some(nop) && !row.flag(2)? {
            dues.insert(nop, row.get(1)?);
        }
        Ok::<_, DbError>(())
    })
    .await?;
    Ok(dues)
}

/// How many notices are in force per year, and how much is due by them.
pub async fn totals(tx: &mut Tx) -> Result<Vec<(i64, i64, Rupiah)>, DbError> {
    let rows = tx.rows(&TOTALS, params![]).await?;
    rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?, row.get(2)?))).collect()
}

/// The row of a notice under the columns of [`COLUMNS`].
pub fn write_row(notice: &Notice, fingerprint: i64) -> Vec<Value> {
    let f = &notice.figures;
    vec![
        notice.nop.into(),
        notice.tax_year.into(),
        notice.revision.into(),
        notice.origin.as_str().into(),
        (&notice.subject_id).into(),
        (&notice.subject_name).into(),
        (&notice.subject_address).into(),
        (&notice.object_address).into(),
        f.land_area.0.into(),
        f.building_area.0.into(),
        (&f.land_class).into(),
        (&f.building_class).into(),
        f.njop_land.into(),
        f.njop_building.into(),
        f.njop_joint.into(),
        f.njop.into(),
        f.njoptkp.into(),
        f.taxable.into(),
        f.njkp.into(),
        f.tax.into(),
        f.due.into(),
        notice.due_date.into(),
        notice.issued_on.into(),
        notice.payment.as_str().into(),
        notice.cancelled.into(),
        notice.rule_book.into(),
        notice.inputs.clone().into(),
        fingerprint.into(),
    ]
}

/// Reads a row of a `select!`, by place: this is the hot path of the look-up.
fn read(row: &Row) -> Result<Notice, DbError> {
    let unknown = |column: &str, problem| DbError::Column { column: column.to_owned(), problem };
    Ok(Notice {
        nop: row.get(0)?,
        tax_year: row.int(1)?,
        revision: row.int(2)?,
        origin: Origin::parse(row.text(3)?).ok_or_else(|| unknown("origin", "is unknown"))?,
        subject_id: row.get(4)?,
        subject_name: row.get(5)?,
        subject_address: row.get(6)?,
        object_address: row.get(7)?,
        figures: read_figures(row)?,
        due_date: row.get(21)?,
        issued_on: row.get(22)?,
        payment: PaymentState::parse(row.text(23)?)
            .ok_or_else(|| unknown("payment_state", "is unknown"))?,
        paid: Paid::default(),
        cancelled: row.flag(24)?,
        rule_book: row.get(25)?,
        inputs: row.get(26)?,
        published_at: row.get(27)?,
    })
}

fn read_figures(row: &Row) -> Result<Figures, DbError> {
    use crate::domain::area::Area;
    Ok(Figures {
        land_area: Area(row.int(8)?),
        building_area: Area(row.int(9)?),
        land_class: row.get(10)?,
        building_class: row.get(11)?,
        njop_land: row.get(12)?,
        njop_building: row.get(13)?,
        njop_joint: row.get(14)?,
        njop: row.get(15)?,
        njoptkp: row.get(16)?,
        taxable: row.get(17)?,
        njkp: row.get(18)?,
        tax: row.get(19)?,
        due: row.get(20)?,
    })
}
