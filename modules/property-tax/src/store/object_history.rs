//! What an object was before: its published versions, each with the revision that wrote it.

use base::{Instant, Nop};
use db::{DbError, Row, Tx, params};

use crate::domain::area::Area;
use crate::domain::revision::RevisionId;

db::statements! {
    OF_OBJECT = "
        select
          o.revision, o.subject_id, o.exemption, o.land_area_dm2, o.building_area_dm2, o.removed,
          r.kind, r.published_at, r.note
        from ptax_object o
        join ptax_revision r on r.id = o.revision
        where o.nop = $1 and r.published_order is not null
        order by r.published_order desc
        limit $2";
}

/// One version of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub revision: RevisionId,
    /// `import` or `correction`.
    pub kind: String,
    pub at: Instant,
    /// The source of an import, the reason of a correction.
    pub note: String,
    pub subject_id: String,
    pub exemption: String,
    pub land_area: Area,
    pub building_area: Area,
    pub removed: bool,
}

/// The latest versions of an object, the one in force first.
pub async fn list(tx: &mut Tx, nop: &Nop, most: i64) -> Result<Vec<Version>, DbError> {
    tx.rows(&OF_OBJECT, params![nop, most]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Version, DbError> {
    Ok(Version {
        revision: row.int(0)?,
        subject_id: row.get(1)?,
        exemption: row.get(2)?,
        land_area: Area(row.int(3)?),
        building_area: Area(row.int(4)?),
        removed: row.flag(5)?,
        kind: row.get(6)?,
        at: row.get(7)?,
        note: row.get(8)?,
    })
}
