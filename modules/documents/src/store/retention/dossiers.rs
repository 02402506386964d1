//! Files (berkas) and the letters in them.

use base::{Date, Id, Instant};
use db::{DbError, Row, Tx, params};

use crate::domain::letter::{Letter, Listed};
use crate::domain::retention::{Closed, Days, Dossier, Fate};
use crate::store::letters::listed;
use crate::store::unknown;

macro_rules! dossier {
    ($rest:literal) => {
        concat!(
            "
        select id, agency, classification, title, opened_at, opened_by_name, closed_on,
          closed_by_name, rule_prefix, rule_source, fate, inactive_on, due_on, hold, destroyed_on,
          (
            select min(h.authority)
            from doc_dossier_letter i
            join doc_hold h on h.letter = i.letter and h.released_at is null
            where i.dossier = doc_dossier.id
          ) as letter_hold
        from doc_dossier",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into doc_dossier (
          id, agency, classification, title, opened_at, opened_by, opened_by_name
        )
        values ($1, $2, $3, $4, $5, $6, $7)";
    FIND = dossier!("
        where id = $1");
    CLOSE = "
        update doc_dossier
        set closed_on = $1, closed_by_name = $2, rule_prefix = $3, rule_source = $4, fate = $5,
          inactive_on = $6, due_on = $7
        where id = $8 and closed_on is null";
    HOLD = "
        update doc_dossier
        set hold = $1
        where id = $2";
    DESTROYED = "
        update doc_dossier
        set destroyed_on = $1
        where id = $2";
    LIST = dossier!("
        where (cast($1 as bigint) = 1 or agency = $2)
        and id < $3
        order by id desc
        limit $4");
    /// Files whose last day has come, the oldest first; those that are held are among them.
    LIST_DUE = dossier!("
        where (cast($1 as bigint) = 1 or agency = $2)
        and due_on <= $3
        and destroyed_on is null
        order by due_on, id
        limit $4");
    COUNT_LETTERS = "
        select count(*) as n
        from doc_dossier_letter
        where dossier = $1";
    PUT_LETTER = "
        insert into doc_dossier_letter (letter, dossier, put_at, put_by)
        values ($1, $2, $3, $4)
        on conflict (letter) do update
        set dossier = excluded.dossier, put_at = excluded.put_at, put_by = excluded.put_by";
    OF_LETTER = "
        select dossier
        from doc_dossier_letter
        where letter = $1";
    LETTERS = "
        select l.id, l.type, l.agency, l.state, l.state_at, l.subject, l.number_text, l.letter_date,
          l.author_name, l.desk
        from doc_dossier_letter d
        join doc_letter l on l.id = d.letter
        where d.dossier = $1
        and (cast($2 as bigint) = 1 or l.secrecy in ('biasa', 'terbatas'))
        order by l.letter_date, l.id
        limit 1000";
}

pub async fn add(tx: &mut Tx, it: &Dossier, by: &str) -> Result<(), DbError> {
    let values = params![
        it.id,
        &it.agency,
        &it.classification,
        &it.title,
        it.opened_at,
        by,
        &it.opened_by_name,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: Id<Dossier>) -> Result<Option<Dossier>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(read).transpose()
}

pub async fn close(tx: &mut Tx, id: Id<Dossier>, it: &Closed) -> Result<(), DbError> {
    let values = params![
        it.on,
        &it.by_name,
        &it.rule_prefix,
        &it.rule_source,
        it.fate.as_str(),
        it.days.inactive,
        it.days.due,
        id,
    ];
    tx.execute(&CLOSE, values).await.map(drop)
}

/// Holds a file, or lets it go.
pub async fn hold(tx: &mut Tx, id: Id<Dossier>, why: Option<&str>) -> Result<(), DbError> {
    tx.execute(&HOLD, params![why, id]).await.map(drop)
}

/// Its letters are gone.
pub async fn destroyed(tx: &mut Tx, id: Id<Dossier>, on: Date) -> Result<(), DbError> {
    tx.execute(&DESTROYED, params![on, id]).await.map(drop)
}

/// Files of an office or of all, the newest first, before one of them.
pub async fn list(
    tx: &mut Tx,
    (everything, agency): (bool, &str),
    before: &str,
    most: i64,
) -> Result<Vec<Dossier>, DbError> {
    let values = params![everything, agency, before, most];
    tx.rows(&LIST, values).await?.iter().map(read).collect()
}

/// Files whose last day has come.
pub async fn due(
    tx: &mut Tx,
    (everything, agency): (bool, &str),
    today: Date,
    most: i64,
) -> Result<Vec<Dossier>, DbError> {
    let values = params![everything, agency, today, most];
    tx.rows(&LIST_DUE, values).await?.iter().map(read).collect()
}

/// How many letters lie in a file.
pub async fn count_letters(tx: &mut Tx, id: Id<Dossier>) -> Result<i64, DbError> {
    tx.one(&COUNT_LETTERS, params![id]).await?.int("n")
}

/// Puts a letter into a file; it leaves the one it lay in.
pub async fn put_letter(
    tx: &mut Tx,
    letter: Id<Letter>,
    dossier: Id<Dossier>,
    (at, by): (Instant, &str),
) -> Result<(), DbError> {
    tx.execute(&PUT_LETTER, params![letter, dossier, at, by]).await.map(drop)
}

/// The file a letter lies in.
pub async fn of_letter(tx: &mut Tx, letter: Id<Letter>) -> Result<Option<Id<Dossier>>, DbError> {
    tx.first(&OF_LETTER, params![letter]).await?.map(|row| row.get("dossier")).transpose()
}

/// The letters of a file by their dates; secret ones only for whoever keeps it.
pub async fn letters(
    tx: &mut Tx,
    id: Id<Dossier>,
    with_secret: bool,
) -> Result<Vec<Listed>, DbError> {
    tx.rows(&LETTERS, params![id, with_secret]).await?.iter().map(listed).collect()
}

fn read(row: &Row) -> Result<Dossier, DbError> {
    let on: Option<Date> = row.get("closed_on")?;
    Ok(Dossier {
        id: row.get("id")?,
        agency: row.get("agency")?,
        classification: row.get("classification")?,
        title: row.get("title")?,
        opened_at: row.get("opened_at")?,
        opened_by_name: row.get("opened_by_name")?,
        closed: on.map(|on| closed(row, on)).transpose()?,
        hold: row.get("hold")?,
        letter_hold: row.get("letter_hold")?,
        destroyed_on: row.get("destroyed_on")?,
    })
}

fn closed(row: &Row, on: Date) -> Result<Closed, DbError> {
    Ok(Closed {
        on,
        by_name: row.get("closed_by_name")?,
        rule_prefix: row.get("rule_prefix")?,
        rule_source: row.get("rule_source")?,
        fate: Fate::parse(row.text("fate")?).ok_or_else(|| unknown("fate"))?,
        days: Days { inactive: row.get("inactive_on")?, due: row.get("due_on")? },
    })
}
