//! The words by which letters are found, as an inverted index that both engines walk alike.
//!
//! A search is led by the rarest of its words: its rows are walked from the newest letter to the
//! oldest, and each letter is asked for the other words. So the cost is that of the rarest word, and
//! a page is found without counting or sorting the rest.

use std::collections::BTreeSet;

use db::{DbError, Row, Tx, Value, params};

db::statements! {
    FORGET = "
        delete from doc_word
        where item = $1";
    PUT = "
        insert into doc_word (word, sort_key, item)
        values ($1, $2, $3)
        on conflict (word, sort_key, item) do nothing";
    PUT_TERM = "
        insert into doc_term (word)
        values ($1)
        on conflict (word) do nothing";
    TERMS = "
        select word
        from doc_term
        where word >= $1 and word < $2
        order by word
        limit $3";
    /// How often a word stands, up to a bound, and how far back so many of its letters reach.
    RARITY = "
        select count(*) as n, coalesce(min(sort_key), '') as since
        from (
          select sort_key
          from doc_word
          where word = $1
          order by sort_key desc, item desc
          limit $2
        ) w";
    /// Of the next rows of a word those that have the other words, and one that begins so. Each row
    /// is asked by itself, with `count`: for an `exists` PostgreSQL may gather all letters of the
    /// other word first, a hundred thousand for a page of thirty. It is asked where the other word
    /// stands, not where the letter does: those pages serve other searches too, and stay in memory.
    WALK = "
        select w.sort_key, w.item
        from (
          select sort_key, item
          from doc_word
          where word = $1 and sort_key <= $2 and (sort_key < $2 or item < $3)
          order by sort_key desc, item desc
          limit $4
        ) w
        where ($5 = '' or 0 < (
          select count(*) from doc_word o
          where o.word = $5 and o.sort_key = w.sort_key and o.item = w.item))
        and ($6 = '' or 0 < (
          select count(*) from doc_word o
          where o.word = $6 and o.sort_key = w.sort_key and o.item = w.item))
        and ($7 = '' or 0 < (
          select count(*) from doc_word o
          where o.word = $7 and o.sort_key = w.sort_key and o.item = w.item))
        and ($8 = '' or 0 < (
          select count(*) from doc_word o
          where o.word = $8 and o.sort_key = w.sort_key and o.item = w.item))
        and ($9 = '' or 0 < (
          select count(*) from doc_word o
          where o.word = $9 and o.sort_key = w.sort_key and o.item = w.item))
        and ($10 = '' or 0 < (
          select count(*) from doc_word o
          where o.item = w.item and o.word >= $10 and o.word < $11))
        order by w.sort_key desc, w.item desc
        limit $12";
    /// The last of those rows: where the walk goes on.
    END = "
        select w.sort_key, w.item
        from (
          select sort_key, item
          from doc_word
          where word = $1 and sort_key <= $2 and (sort_key < $2 or item < $3)
          order by sort_key desc, item desc
          limit $4
        ) w
        order by w.sort_key, w.item
        limit 1";
}

/// Other words that one search can ask for.
pub const OTHERS: usize = 5;

/// A place in the walk: what sorts, and the letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub sort_key: String,
    pub item: String,
}

impl Place {
    /// Before everything: the walk begins with the newest.
    pub fn start() -> Self {
        Self { sort_key: "~".to_owned(), item: "~".to_owned() }
    }
}

/// Puts a letter under its words, and under no others.
pub async fn index(tx: &mut Tx, place: &Place, words: &BTreeSet<String>) -> Result<(), DbError> {
    tx.execute(&FORGET, params![&place.item]).await?;
    let rows: Vec<Vec<Value>> =
        words.iter().map(|word| params![word, &place.sort_key, &place.item].to_vec()).collect();
    tx.execute_each(&PUT, &rows).await?;
    let terms: Vec<Vec<Value>> = words.iter().map(|word| params![word].to_vec()).collect();
    tx.execute_each(&PUT_TERM, &terms).await?;
    Ok(())
}

/// Takes a letter out of the index.
pub async fn forget(tx: &mut Tx, item: &str) -> Result<(), DbError> {
    tx.execute(&FORGET, params![item]).await.map(drop)
}

/// Words that begin like this.
pub async fn terms(
    tx: &mut Tx,
    (from, end): (&str, &str),
    limit: i64,
) -> Result<Vec<String>, DbError> {
    tx.rows(&TERMS, params![from, end, limit]).await?.iter().map(|row| row.get(0)).collect()
}

/// How rare a word is; the rarer is the smaller.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rarity {
    /// Letters that have it, up to a bound.
    pub count: i64,
    /// What the oldest of those newest letters sorts by: of two words that reach the bound, the
    /// rarer one had to go back further.
    pub since: String,
}

/// How rare a word is; more than `bound` letters are not counted.
pub async fn rarity(tx: &mut Tx, word: &str, bound: i64) -> Result<Rarity, DbError> {
    let row = tx.one(&RARITY, params![word, bound]).await?;
    Ok(Rarity { count: row.int("n")?, since: row.get("since")? })
}

/// What else a letter must have.
#[derive(Debug, Clone, Default)]
pub struct Besides<'a> {
    /// At most [`OTHERS`].
    pub words: Vec<&'a str>,
    /// A word from here up to, and without, there.
    pub beginning: Option<(&'a str, &'a str)>,
}

/// Of the next `rows` letters of a word those that have everything else, the newest first.
pub async fn walk(
    tx: &mut Tx,
    word: &str,
    from: &Place,
    rows: i64,
    besides: &Besides<'_>,
    limit: i64,
) -> Result<Vec<Place>, DbError> {
    let other = |at: usize| besides.words.get(at).copied().unwrap_or_default();
    let (begins, ends) = besides.beginning.unwrap_or_default();
    let values = params![
        word,
        &from.sort_key,
        &from.item,
        rows,
        other(0),
        other(1),
        other(2),
        other(3),
        other(4),
        begins,
        ends,
        limit,
    ];
    tx.rows(&WALK, values).await?.iter().map(place).collect()
}

/// Where the walk stands after the next `rows` letters of a word; `None` when there are no more.
pub async fn end(
    tx: &mut Tx,
    word: &str,
    from: &Place,
    rows: i64,
) -> Result<Option<Place>, DbError> {
    let values = params![word, &from.sort_key, &from.item, rows];
    tx.first(&END, values).await?.as_ref().map(place).transpose()
}

fn place(row: &Row) -> Result<Place, DbError> {
    Ok(Place { sort_key: row.get("sort_key")?, item: row.get("item")? })
}
