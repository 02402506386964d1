//! Lists of codes and the bridges between them.

use base::Instant;
use cube::Text;
use db::{DbError, Row, Tx, Value, params};

use super::unknown;
use crate::domain::codes::{Bridge, CodeList, ListedCode, Matched};

db::statements! {
    PUT_LIST = "
        insert into stat_list (id, agency, title_id, title_en, loaded_at)
        values ($1, $2, $3, $4, $5)
        on conflict (id) do update
        set agency = excluded.agency, title_id = excluded.title_id, title_en = excluded.title_en,
            loaded_at = excluded.loaded_at";
    RAISE = "
        update stat_list
        set revision = revision + 1
        where id = $1";
    LISTS = "
        select id, agency, title_id, title_en
        from stat_list
        order by id";
    FIND_LIST = "
        select id, agency, title_id, title_en
        from stat_list
        where id = $1";
    PUT_CODE = "
        insert into stat_code (list, code, valid_from, valid_to, title_id, title_en, parent, place)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (list, code, valid_from) do update
        set valid_to = excluded.valid_to, title_id = excluded.title_id,
            title_en = excluded.title_en, parent = excluded.parent, place = excluded.place";
    CODES = "
        select code, valid_from, valid_to, title_id, title_en, parent
        from stat_code
        where list = $1
        order by place, code, valid_from";
    /// Codes for which a dataset has figures.
    MEMBERS = "
        select c.code, c.valid_from, c.valid_to, c.title_id, c.title_en, c.parent
        from stat_member m
        join stat_code c on c.list = $1 and c.code = m.code
        where m.dataset = $2 and m.dimension = $3 and m.since <= $4
        order by c.place, c.code, c.valid_from";
    /// A code and those directly below it.
    AT_AND_BELOW = "
        select code, valid_from, valid_to, title_id, title_en, parent
        from stat_code
        where list = $1 and (code = $2 or parent = $2)
        order by place, code, valid_from";
    PUT_BRIDGE = "
        insert into stat_bridge (list, code, other_list, other_code, matched)
        values ($1, $2, $3, $4, $5)
        on conflict (list, code, other_list, other_code) do update
        set matched = excluded.matched";
    BRIDGES = "
        select code, other_code, matched
        from stat_bridge
        where list = $1 and other_list = $2
        order by code, other_code";
}

/// A new list, or another title of a known one.
pub async fn put_list(tx: &mut Tx, it: &CodeList, now: Instant) -> Result<(), DbError> {
    let values = params![&it.id, &it.agency, &it.title.id, &it.title.en, now];
    tx.execute(&PUT_LIST, values).await?;
    raise(tx, &it.id).await
}

/// Notes that a list is not as it was.
async fn raise(tx: &mut Tx, list: &str) -> Result<(), DbError> {
    tx.execute(&RAISE, params![list]).await.map(drop)
}

pub async fn lists(tx: &mut Tx) -> Result<Vec<CodeList>, DbError> {
    tx.rows(&LISTS, params![]).await?.iter().map(read_list).collect()
}

pub async fn find_list(tx: &mut Tx, id: &str) -> Result<Option<CodeList>, DbError> {
    tx.first(&FIND_LIST, params![id]).await?.as_ref().map(read_list).transpose()
}

/// Codes in the order in which people see them; known ones are corrected.
pub async fn put_codes(tx: &mut Tx, list: &str, codes: &[ListedCode]) -> Result<(), DbError> {
    let rows = codes.iter().zip(0_i64..).map(|(it, place)| -> [Value; 8] {
        [
            list.into(),
            it.code.as_str().into(),
            it.valid_from.to_string().into(),
            it.valid_to.map(|day| day.to_string()).into(),
            it.title.id.as_str().into(),
            it.title.en.as_str().into(),
            it.parent.as_deref().into(),
            place.into(),
        ]
    });
    tx.execute_each(&PUT_CODE, rows).await?;
    raise(tx, list).await
}

/// All codes of a list, those no longer in force included.
pub async fn codes(tx: &mut Tx, list: &str) -> Result<Vec<ListedCode>, DbError> {
    tx.rows(&CODES, params![list]).await?.iter().map(read_code).collect()
}

/// A code of a list with those directly below it, those no longer in force included.
pub async fn at_and_below(tx: &mut Tx, list: &str, code: &str) -> Result<Vec<ListedCode>, DbError> {
    tx.rows(&AT_AND_BELOW, params![list, code]).await?.iter().map(read_code).collect()
}

/// The codes of a list for which a version of a dataset has figures in a dimension.
pub async fn members(
    tx: &mut Tx,
    list: &str,
    dataset: &str,
    dimension: &str,
    version: i64,
) -> Result<Vec<ListedCode>, DbError> {
    let values = params![list, dataset, dimension, version];
    tx.rows(&MEMBERS, values).await?.iter().map(read_code).collect()
}

pub async fn put_bridges(
    tx: &mut Tx,
    list: &str,
    other: &str,
    bridges: &[Bridge],
) -> Result<(), DbError> {
    let rows = bridges.iter().map(|it| -> [Value; 5] {
        let (code, there) = (it.code.as_str(), it.other.as_str());
        [list.into(), code.into(), other.into(), there.into(), it.matched.code().into()]
    });
    tx.execute_each(&PUT_BRIDGE, rows).await.map(drop)
}

pub async fn bridges(tx: &mut Tx, list: &str, other: &str) -> Result<Vec<Bridge>, DbError> {
    let read = |row: &Row| -> Result<Bridge, DbError> {
        let matched = Matched::from_code(row.text("matched")?).ok_or_else(|| unknown("matched"))?;
        Ok(Bridge { code: row.get("code")?, other: row.get("other_code")?, matched })
    };
    tx.rows(&BRIDGES, params![list, other]).await?.iter().map(read).collect()
}

fn read_list(row: &Row) -> Result<CodeList, DbError> {
    Ok(CodeList { id: row.get("id")?, agency: row.get("agency")?, title: read_title(row)? })
}

fn read_code(row: &Row) -> Result<ListedCode, DbError> {
    Ok(ListedCode {
        code: row.get("code")?,
        title: read_title(row)?,
        parent: row.get("parent")?,
        valid_from: row.get("valid_from")?,
        valid_to: row.get("valid_to")?,
    })
}

fn read_title(row: &Row) -> Result<Text, DbError> {
    Ok(Text { id: row.get("title_id")?, en: row.get("title_en")? })
}
