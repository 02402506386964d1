//! What belongs into an archive: ids, in the order in which they go in.

use base::Id;
use db::{DbError, Row, Tx, params};

use crate::domain::book::Book;
use crate::domain::incoming::Incoming;
use crate::domain::letter::Letter;
use crate::domain::retention::Dossier;

db::statements! {
    /// Numbers of a book and the letters on which they stand. A period leaves out what has no day.
    OUTGOING = "
        select n.ordinal, n.letter
        from doc_number n
        left join doc_letter l on l.id = n.letter
        where n.book = $1 and n.ordinal > $2
        and ($3 = '' or coalesce(l.letter_date, n.day) >= $3)
        and ($4 = '' or coalesce(l.letter_date, n.day) <= $4)
        order by n.ordinal
        limit $5";
    INCOMING = "
        select ordinal, id
        from doc_incoming
        where book = $1 and ordinal > $2
        and ($3 = '' or received_day >= $3)
        and ($4 = '' or received_day <= $4)
        order by ordinal
        limit $5";
    OF_DOSSIER = "
        select letter
        from doc_dossier_letter
        where dossier = $1 and letter > $2
        order by letter
        limit $3";
}

/// Part of a book: numbers above one, within days that may be empty.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    pub book: Id<Book>,
    pub after: i64,
    pub from: &'a str,
    pub until: &'a str,
}

impl Part<'_> {
    fn values(&self, most: i64) -> Vec<db::Value> {
        params![self.book, self.after, self.from, self.until, most].to_vec()
    }
}

/// Numbers of a book of outgoing letters, with their letters.
pub async fn outgoing(
    tx: &mut Tx,
    part: Part<'_>,
    most: i64,
) -> Result<Vec<(i64, Option<Id<Letter>>)>, DbError> {
    let one = |row: &Row| Ok((row.int("ordinal")?, row.get("letter")?));
    tx.rows(&OUTGOING, &part.values(most)).await?.iter().map(one).collect()
}

/// Numbers of a book of incoming letters, with their letters.
pub async fn incoming(
    tx: &mut Tx,
    part: Part<'_>,
    most: i64,
) -> Result<Vec<(i64, Id<Incoming>)>, DbError> {
    let one = |row: &Row| Ok((row.int("ordinal")?, row.get("id")?));
    tx.rows(&INCOMING, &part.values(most)).await?.iter().map(one).collect()
}

/// The letters of a file after one of them.
pub async fn of_dossier(
    tx: &mut Tx,
    dossier: Id<Dossier>,
    after: &str,
    most: i64,
) -> Result<Vec<Id<Letter>>, DbError> {
    let values = params![dossier, after, most];
    tx.rows(&OF_DOSSIER, values).await?.iter().map(|row| row.get("letter")).collect()
}
