//! The rows of a revision, whatever they are about: written in bulk, counted, and removed again
//! when the revision was given up.

use db::{DbError, Statement, Tx, params};

use crate::domain::revision::RevisionId;

/// A table whose rows carry a revision.
#[derive(Debug, Clone, Copy)]
pub struct Versioned {
    pub table: &'static str,
    next: &'static Statement,
    remove: &'static Statement,
}

macro_rules! next {
    ($table:literal, $key:literal) => {
        concat!(
            "
        select ",
            $key,
            " as place
        from ",
            $table,
            "
        where revision = $1 and ",
            $key,
            " > $2
        order by ",
            $key,
            "
        limit $3"
        )
    };
}

macro_rules! remove {
    ($table:literal, $key:literal) => {
        concat!(
            "
        delete from ",
            $table,
            "
        where revision = $1 and ",
            $key,
            " > $2 and ",
            $key,
            " <= $3"
        )
    };
}

db::statements! {
    NEXT_NOTICE = next!("ptax_notice", "nop");
    NEXT_OBJECT = next!("ptax_object", "nop");
    NEXT_PAYMENT = next!("ptax_payment", "nop");
    NEXT_SUBJECT = next!("ptax_subject", "subject_id");
    NEXT_WORD = next!("ptax_subject_word", "word");
    NEXT_ZONE_VALUE = next!("ptax_zone_value", "village");
    REMOVE_NOTICES = remove!("ptax_notice", "nop");
    REMOVE_OBJECTS = remove!("ptax_object", "nop");
    REMOVE_PAYMENTS = remove!("ptax_payment", "nop");
    REMOVE_SUBJECTS = remove!("ptax_subject", "subject_id");
    REMOVE_WORDS = remove!("ptax_subject_word", "word");
    REMOVE_ZONE_VALUES = remove!("ptax_zone_value", "village");
    /// Revisions that were given up or never finished, for the clean-up.
    ABANDONED = "
        select id
        from ptax_revision
        where state = 'abandoned'
        order by id";
    CLEARED = "
        update ptax_revision
        set state = 'cleared'
        where id = $1 and state = 'abandoned'";
}

/// All tables whose rows carry a revision.
pub const VERSIONED: [Versioned; 6] = [
    Versioned { table: "ptax_notice", next: &NEXT_NOTICE, remove: &REMOVE_NOTICES },
    Versioned { table: "ptax_object", next: &NEXT_OBJECT, remove: &REMOVE_OBJECTS },
    Versioned { table: "ptax_payment", next: &NEXT_PAYMENT, remove: &REMOVE_PAYMENTS },
    Versioned { table: "ptax_subject", next: &NEXT_SUBJECT, remove: &REMOVE_SUBJECTS },
    Versioned { table: "ptax_subject_word", next: &NEXT_WORD, remove: &REMOVE_WORDS },
    Versioned { table: "ptax_zone_value", next: &NEXT_ZONE_VALUE, remove: &REMOVE_ZONE_VALUES },
];

/// The last key of the next stretch of at most `limit` rows of a revision after a key; `None` when
/// there are no more.
pub async fn next_stretch(
    tx: &mut Tx,
    of: Versioned,
    revision: RevisionId,
    after: &str,
    limit: i64,
) -> Result<Option<String>, DbError> {
    let mut last = None;
    tx.each(of.next, params![revision, after, limit], |row| {
        last = Some(row.text(0)?.to_owned());
        Ok::<_, DbError>(())
    })
    .await?;
    Ok(last)
}

/// Removes the rows of a revision after a key and up to another.
pub async fn remove_stretch(
    tx: &mut Tx,
    of: Versioned,
    revision: RevisionId,
    after: &str,
    last: &str,
) -> Result<u64, DbError> {
    tx.execute(of.remove, params![revision, after, last]).await
}

/// Revisions that were given up.
pub async fn list_abandoned(tx: &mut Tx) -> Result<Vec<RevisionId>, DbError> {
    tx.rows(&ABANDONED, params![]).await?.iter().map(|row| row.int(0)).collect()
}

/// Notes that nothing of the revision is left.
pub async fn mark_cleared(tx: &mut Tx, revision: RevisionId) -> Result<(), DbError> {
    tx.execute(&CLEARED, params![revision]).await.map(drop)
}
