//! Positions and tenures.

use base::{Date, Id, Instant};
use db::{DbError, Row, Tx, params, statements};

use crate::position::{Basis, Held, Position, Rank, Tenure, TenureForm};
use crate::{Account, Actor};

statements! {
    /// Adds a position or corrects it.
    PUT_POSITION = "insert into id_position
        (id, agency, parent, title, abbreviation, rank, abolished)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (id) do update
        set agency = excluded.agency, parent = excluded.parent, title = excluded.title,
        abbreviation = excluded.abbreviation, rank = excluded.rank,
        abolished = excluded.abolished";
    FIND_POSITION = "select id, agency, parent, title, abbreviation, rank, abolished
        from id_position
        where id = $1";
    LIST_POSITIONS = "select id, agency, parent, title, abbreviation, rank, abolished
        from id_position
        where ($1 = '' or agency = $1)
        order by agency, title, id";
    /// Who ever held a position, the newest first.
    LIST_TENURES = "select t.id, t.position, t.account, a.name, a.nip, t.basis, t.from_day,
        t.until_day, t.decree, t.grade
        from id_tenure t
        join id_account a on a.id = t.account
        where t.position = $1
        order by t.from_day desc, t.id desc";
    FIND_TENURE = "select t.id, t.position, t.account, a.name, a.nip, t.basis, t.from_day,
        t.until_day, t.decree, t.grade
        from id_tenure t
        join id_account a on a.id = t.account
        where t.id = $1";
    /// Active people who hold a position on a day; whoever stands in comes last.
    LIST_HOLDERS = "select t.id, t.position, t.account, a.name, a.nip, t.basis, t.from_day,
        t.until_day, t.decree, t.grade
        from id_tenure t
        join id_account a on a.id = t.account
        where t.position = $1
        and t.from_day <= $2
        and (t.until_day is null or t.until_day >= $2)
        and a.state = 'active'
        order by case t.basis when 'plh' then 1 else 0 end, t.from_day, t.id";
    /// Positions that an account holds on a day.
    LIST_HELD = "select p.id, p.agency, p.parent, p.title, p.abbreviation, p.rank, p.abolished,
        t.basis, t.grade
        from id_tenure t
        join id_position p on p.id = t.position
        where t.account = $1
        and t.from_day <= $2
        and (t.until_day is null or t.until_day >= $2)
        order by p.rank, p.title, p.id";
    ADD_TENURE = "insert into id_tenure
        (id, position, account, basis, from_day, until_day, decree, grade, made_at, made_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    END_TENURE = "update id_tenure set until_day = $1 where id = $2";
}

pub(crate) async fn put(tx: &mut Tx, position: &Position) -> Result<(), DbError> {
    let Position { id, agency, parent, title, abbreviation, rank, abolished } = position;
    let values = params![id, agency, *parent, title, abbreviation, rank.as_str(), *abolished];
    tx.execute(&PUT_POSITION, values).await.map(drop)
}

/// A position, also one that was abolished.
pub async fn find_position(tx: &mut Tx, id: Id<Position>) -> Result<Option<Position>, DbError> {
    tx.first(&FIND_POSITION, params![id]).await?.as_ref().map(read).transpose()
}

/// Positions of a perangkat daerah, or of all when the code is empty, by title.
pub async fn list_positions(tx: &mut Tx, agency: &str) -> Result<Vec<Position>, DbError> {
    tx.rows(&LIST_POSITIONS, params![agency]).await?.iter().map(read).collect()
}

/// Everybody's time in a position, the newest first.
pub async fn list_tenures(tx: &mut Tx, position: Id<Position>) -> Result<Vec<Tenure>, DbError> {
    tx.rows(&LIST_TENURES, params![position]).await?.iter().map(tenure).collect()
}

/// Active people who hold a position on a day: the holder first, then whoever stands in.
pub async fn holders(
    tx: &mut Tx,
    position: Id<Position>,
    day: Date,
) -> Result<Vec<Tenure>, DbError> {
    tx.rows(&LIST_HOLDERS, params![position, day]).await?.iter().map(tenure).collect()
}

/// The positions an account holds on a day, given as the audit trail names it
/// ([`Actor::id`]); none for the operator and for whoever has no account.
pub async fn held_by(tx: &mut Tx, actor: &str, day: Date) -> Result<Vec<Held>, DbError> {
    let held =
        |row: &Row| Ok(Held { position: read(row)?, basis: basis(row)?, grade: row.get("grade")? });
    tx.rows(&LIST_HELD, params![actor, day]).await?.iter().map(held).collect()
}

pub(crate) async fn find_tenure(tx: &mut Tx, id: Id<Tenure>) -> Result<Option<Tenure>, DbError> {
    tx.first(&FIND_TENURE, params![id]).await?.as_ref().map(tenure).transpose()
}

pub(crate) async fn add_tenure(
    tx: &mut Tx,
    id: Id<Tenure>,
    form: &TenureForm,
    at: Instant,
    by: &Actor,
) -> Result<(), DbError> {
    let TenureForm { position, account, basis, from, until, decree, grade } = form;
    let (decree, grade) = (decree.trim(), grade.trim());
    let values =
        params![id, position, account, basis.as_str(), *from, *until, decree, grade, at, by.id(),];
    tx.execute(&ADD_TENURE, values).await.map(drop)
}

pub(crate) async fn end_tenure(tx: &mut Tx, id: Id<Tenure>, last: Date) -> Result<(), DbError> {
    tx.execute(&END_TENURE, params![last, id]).await.map(drop)
}

fn read(row: &Row) -> Result<Position, DbError> {
    Ok(Position {
        id: row.get("id")?,
        agency: row.get("agency")?,
        parent: row.get("parent")?,
        title: row.get("title")?,
        abbreviation: row.get("abbreviation")?,
        rank: Rank::parse(row.text("rank")?).ok_or_else(|| unknown("rank"))?,
        abolished: row.flag("abolished")?,
    })
}

fn tenure(row: &Row) -> Result<Tenure, DbError> {
    let account: Id<Account> = row.get("account")?;
    Ok(Tenure {
        id: row.get("id")?,
        position: row.get("position")?,
        account,
        name: row.get("name")?,
        nip: row.get("nip")?,
        basis: basis(row)?,
        from: row.get("from_day")?,
        until: row.get("until_day")?,
        decree: row.get("decree")?,
        grade: row.get("grade")?,
    })
}

fn basis(row: &Row) -> Result<Basis, DbError> {
    Basis::parse(row.text("basis")?).ok_or_else(|| unknown("basis"))
}

fn unknown(column: &str) -> DbError {
    DbError::Column { column: column.to_owned(), problem: "is unknown" }
}
