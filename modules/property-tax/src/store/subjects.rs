//! Taxpayers of the registry, and the search by words of their names.

use base::NopVillage;
use db::{DbError, Row, Tx, Value, params};

use super::nop_range;
use crate::domain::revision::RevisionId;
use crate::domain::subject::{Subject, search_words};

/// The columns in the order of [`write_row`].
pub const COLUMNS: &[&str] = &[
    "subject_id",
    "revision",
    "name",
    "street",
    "block",
    "rt",
    "rw",
    "village_name",
    "city",
    "postal_code",
    "phone",
    "npwp",
    "occupation",
    "removed",
    "fingerprint",
];

db::statements! {
    FIND = "
        select
          s.subject_id, s.name, s.street, s.block, s.rt, s.rw, s.village_name, s.city,
          s.postal_code, s.phone, s.npwp, s.occupation, s.removed
        from ptax_subject s
        join ptax_revision r on r.id = s.revision
        where s.subject_id = $1 and r.published_order is not null
        order by r.published_order desc
        limit 1";
    /// Name and address of everybody who owns something in a range of NOP, the one in force first.
    OF_RANGE = "
        select
          s.subject_id, s.name, s.street, s.block, s.rt, s.rw, s.village_name, s.city,
          s.postal_code, s.phone, s.npwp, s.occupation, s.removed
        from ptax_subject s
        join ptax_revision r on r.id = s.revision
        where s.subject_id in (
            select o.subject_id
            from ptax_object o
            where o.nop >= $1 and o.nop <= $2
          )
          and r.published_order is not null
        order by s.subject_id, r.published_order desc";
    FINGERPRINTS = "
        select s.subject_id, s.fingerprint
        from ptax_subject s
        join ptax_revision r on r.id = s.revision
        where r.published_order is not null
        order by s.subject_id, r.published_order desc";
    /// Subjects with a word from a text up to another, after a pair already shown.
    BY_WORD = "
        select word, subject_id
        from ptax_subject_word
        where word >= $1 and word < $2 and subject_id > $3
        order by subject_id, word
        limit $4";
}

/// The subject in force; `None` when there is none, or it was removed from the registry.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Subject>, DbError> {
    match tx.first(&FIND, params![id]).await? {
        Some(row) if !row.flag(12)? => read(&row).map(Some),
        _ => Ok(None),
    }
}

/// Everybody who owns something in a village, by id.
pub async fn list_of_village(tx: &mut Tx, village: &NopVillage) -> Result<Vec<Subject>, DbError> {
    let (first, last) = nop_range(village);
    let rows = tx.rows(&OF_RANGE, params![first, last]).await?;
    let mut subjects: Vec<Subject> = rows.iter().map(read).collect::<Result<_, _>>()?;
    subjects.dedup_by(|a, b| a.id == b.id);
    Ok(subjects)
}

/// Ids of subjects that have a word starting with `prefix` in their name, after an id already
/// shown. The name may have changed since: check the present one.
pub async fn list_by_word(
    tx: &mut Tx,
    prefix: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<String>, DbError> {
    // U+10FFFF sorts after every letter, so this range holds exactly what starts with the prefix.
    let end = format!("{prefix}\u{10FFFF}");
    let rows = tx.rows(&BY_WORD, params![prefix, end, after, limit]).await?;
    let mut ids: Vec<String> = rows.iter().map(|row| row.get(1)).collect::<Result<_, _>>()?;
    ids.dedup();
    Ok(ids)
}

/// The columns of the words of names.
pub const WORD_COLUMNS: &[&str] = &["word", "subject_id", "revision"];

/// The rows that make a name findable, under [`WORD_COLUMNS`].
pub fn write_words(subject: &Subject, revision: RevisionId) -> Vec<[Value; 3]> {
    search_words(&subject.name)
        .into_iter()
        .map(|word| [word.into(), (&subject.id).into(), revision.into()])
        .collect()
}

/// The row of a subject under the columns of [`COLUMNS`].
pub fn write_row(
    subject: &Subject,
    revision: RevisionId,
    removed: bool,
    fingerprint: i64,
) -> Vec<Value> {
    vec![
        (&subject.id).into(),
        revision.into(),
        (&subject.name).into(),
        (&subject.street).into(),
        (&subject.block).into(),
        (&subject.rt).into(),
        (&subject.rw).into(),
        (&subject.village_name).into(),
        (&subject.city).into(),
        (&subject.postal_code).into(),
        (&subject.phone).into(),
        (&subject.npwp).into(),
        (&subject.occupation).into(),
        removed.into(),
        fingerprint.into(),
    ]
}

fn read(row: &Row) -> Result<Subject, DbError> {
    Ok(Subject {
        id: row.get(0)?,
        name: row.get(1)?,
        street: row.get(2)?,
        block: row.get(3)?,
        rt: row.get(4)?,
        rw: row.get(5)?,
        village_name: row.get(6)?,
        city: row.get(7)?,
        postal_code: row.get(8)?,
        phone: row.get(9)?,
        npwp: row.get(10)?,
        occupation: row.get(11)?,
    })
}
