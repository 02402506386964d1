//! Letters that were destroyed, and taking out of the tables what they said.

use base::{Date, Id, Instant};
use db::{DbError, Row, Tx, params};

use crate::domain::disposal::Disposal;
use crate::domain::letter::Letter;

db::statements! {
    ADD = "
        insert into doc_destroyed (letter, disposal, at, files_gone)
        values ($1, $2, $3, 0)
        on conflict (letter) do nothing";
    FILES_GONE = "
        update doc_destroyed
        set files_gone = 1
        where letter = $1";
    /// Letters whose stored files are still to be removed.
    LEFT = "
        select letter
        from doc_destroyed
        where disposal = $1 and files_gone = 0
        order by letter
        limit 500";
    COUNT = "
        select count(*) as n
        from doc_destroyed
        where disposal = $1";
    FIND = "
        select x.at, d.agency, r.number_text, r.letter_date
        from doc_destroyed x
        join doc_disposal d on d.id = x.disposal
        left join doc_letter r on r.id = d.record
        where x.letter = $1";
    SET_STATE = "
        update doc_letter
        set state = 'destroyed', state_at = $1, desk = ''
        where id = $2";
    EMPTY_VERSIONS = "
        update doc_version
        set content = $1, note = ''
        where letter = $2";
    EMPTY_STEPS = "
        update doc_step
        set remark = null
        where letter = $1";
    EMPTY_EVENTS = "
        update doc_event
        set detail = ''
        where letter = $1";
    DROP_FILES = "
        delete from doc_file
        where letter = $1";
}

/// What is known of a letter that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destroyed {
    pub at: Instant,
    /// The office that destroyed it.
    pub agency: String,
    /// Number and day of the berita acara.
    pub record: Option<(String, Date)>,
}

/// Takes out what a letter said; `tombstone` stands in the place of each version. Its row, its number,
/// who acted when, and the fingerprints of its files stay.
pub async fn empty(
    tx: &mut Tx,
    letter: Id<Letter>,
    disposal: Id<Disposal>,
    at: Instant,
    tombstone: &str,
) -> Result<(), DbError> {
    tx.execute(&ADD, params![letter, disposal, at]).await?;
    tx.execute(&SET_STATE, params![at, letter]).await?;
    tx.execute(&EMPTY_VERSIONS, params![tombstone, letter]).await?;
    for statement in [&EMPTY_STEPS, &EMPTY_EVENTS, &DROP_FILES] {
        tx.execute(statement, params![letter]).await?;
    }
    Ok(())
}

pub async fn files_gone(tx: &mut Tx, letter: Id<Letter>) -> Result<(), DbError> {
    tx.execute(&FILES_GONE, params![letter]).await.map(drop)
}

/// Letters whose files are still there, 500 at most.
pub async fn left(tx: &mut Tx, disposal: Id<Disposal>) -> Result<Vec<Id<Letter>>, DbError> {
    tx.rows(&LEFT, params![disposal]).await?.iter().map(|row| row.get("letter")).collect()
}

pub async fn count(tx: &mut Tx, disposal: Id<Disposal>) -> Result<i64, DbError> {
    tx.one(&COUNT, params![disposal]).await?.int("n")
}

/// When and by which berita acara a letter was destroyed; `None` while it is there.
pub async fn find(tx: &mut Tx, letter: Id<Letter>) -> Result<Option<Destroyed>, DbError> {
    let destroyed = |row: Row| {
        let (number, day): (Option<String>, Option<Date>) =
            (row.get("number_text")?, row.get("letter_date")?);
        let record = number.zip(day);
        Ok(Destroyed { at: row.get("at")?, agency: row.get("agency")?, record })
    };
    tx.first(&FIND, params![letter]).await?.map(destroyed).transpose()
}
