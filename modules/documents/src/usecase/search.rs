//! Finding letters by words.

use std::collections::BTreeSet;

use base::{Error, Id, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, ListScope};

use super::Office;
use crate::domain::content::Content;
use crate::domain::incoming::Listed as Received;
use crate::domain::letter::{Letter, Listed, Record};
use crate::domain::words::{Query, end_of, words};
use crate::permissions::READ;
use crate::store::incoming::lists;
use crate::store::letters;
use crate::store::search::{self, Besides, OTHERS, Place};

/// Letters on a page of what was found.
const PAGE: usize = 30;
/// How far a word is counted before it counts as frequent.
const FREQUENT: i64 = 2_000;
/// Words that a beginning may stand for before it leads nowhere by itself.
const MOST_TERMS: i64 = 64;
/// Rows looked at in one step, growing, and in all before a page is given back half full. PostgreSQL
/// needs some 3 ms for each thousand of them, twice as much at a busy time.
const STEPS: [i64; 3] = [200, 1_800, 8_000];

/// Under this word stands every letter; under it with the code of an office those of that office.
const EVERY: &str = "@";

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    pub letters: Vec<Listed>,
    /// Letters that came in.
    pub incoming: Vec<Received>,
    /// Give it back to go on; `None` when everything was looked at.
    pub next: Option<String>,
}

/// Puts a letter under its words. Secret letters are found by nobody's words: those who take part
/// have them in their lists.
pub(super) async fn index(
    tx: &mut Tx,
    cell: &Cell,
    record: &Record,
    content: &Content,
) -> Result<()> {
    let item = record.id.to_string();
    if record.secrecy.is_closed() {
        return Ok(search::forget(tx, &item).await?);
    }
    let mut text = content.searchable();
    for more in [record.number.as_deref().unwrap_or_default(), &record.author_name] {
        text.push(' ');
        text.push_str(more);
    }
    let day = record.day.unwrap_or_else(|| record.made_at.date(cell.zone()));
    let mut under = words(&text);
    under.extend(scopes(&[&record.agency, &record.drafted_in]));
    Ok(search::index(tx, &Place { sort_key: day.to_string(), item }, &under).await?)
}

/// The words that stand for who may see something; also for letters that came in.
pub fn scopes(agencies: &[&str]) -> BTreeSet<String> {
    let offices = agencies.iter().map(|code| format!("{EVERY}{code}"));
    offices.chain([EVERY.to_owned()]).collect()
}

/// Letters with all these words, the newest first; of the last one the beginning is enough. `from` is
/// what [`Found::next`] gave.
///
/// # Errors
/// `identity/forbidden`; `documents/search-words` for more words than can be looked for together.
pub async fn search(office: &Office, actor: &Actor, text: &str, from: &str) -> Result<Found> {
    let scope = match actor.list_scope(READ) {
        ListScope::Everything => EVERY.to_owned(),
        ListScope::Agency(code) => format!("{EVERY}{code}"),
        ListScope::Nothing => {
            let error = Error::new(Kind::Forbidden, "identity/forbidden");
            return Err(error.with("permission", READ.0));
        }
    };
    let query = Query::parse(text);
    if query.is_empty() {
        return Ok(Found::default());
    }
    if query.whole.len() > OTHERS - 1 {
        return Err(Error::new(Kind::Invalid, "documents/search-words").with("most", OTHERS - 1));
    }
    let from = place(from);
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Found> {
        let (places, next) = walk(tx, &scope, &query, from).await?;
        let items: Vec<&str> = places.iter().map(|place| place.item.as_str()).collect();
        let letters = letters::list_of(tx, &items).await?;
        let incoming = lists::list_of(tx, &items).await?;
        let next = next.map(|next| format!("{}.{}", next.sort_key, next.item));
        Ok(Found { letters, incoming, next })
    });
    read.await
}

/// The place that a link names; the beginning for anything else.
fn place(text: &str) -> Place {
    let parts = text.split_once('.').filter(|(_, item)| Id::<Letter>::parse(item).is_some());
    match parts {
        Some((sort_key, item)) => Place { sort_key: sort_key.to_owned(), item: item.to_owned() },
        None => Place::start(),
    }
}

/// The rarest word leads. A beginning leads when it stands for few words and they are rarer still.
async fn walk(
    tx: &mut Tx,
    scope: &str,
    query: &Query,
    from: Place,
) -> Result<(Vec<Place>, Option<Place>)> {
    let mut ranked = Vec::new();
    for word in query.whole.iter().map(String::as_str).chain([scope]) {
        ranked.push((search::rarity(tx, word, FREQUENT).await?, word));
    }
    ranked.sort();
    let rarest = ranked.first().map_or(0, |(rarity, _)| rarity.count);
    if rarest == 0 {
        return Ok((Vec::new(), None));
    }
    let mut words: Vec<&str> = ranked.iter().map(|(_, word)| *word).collect();
    let range = query.beginning.as_deref().map(|b| (b, end_of(b).unwrap_or_default()));
    let beginning = range.as_ref().map(|(from, end)| (*from, end.as_str()));
    if let Some(range) = beginning
        && let Some(terms) = rarer_terms(tx, range, rarest).await?
    {
        words.retain(is_telling);
        return by_terms(tx, &terms, &Besides { words, beginning: None }, from).await;
    }
    let lead = words.remove(0);
    words.retain(is_telling);
    by_word(tx, lead, &Besides { words, beginning }, from).await
}

/// To ask each letter for the word that all of them have would only cost time.
fn is_telling(word: &&str) -> bool {
    *word != EVERY
}

/// The words a beginning stands for, when they are few and together rarer than the rarest word.
async fn rarer_terms(tx: &mut Tx, range: (&str, &str), rarest: i64) -> Result<Option<Vec<String>>> {
    let terms = search::terms(tx, range, MOST_TERMS + 1).await?;
    if terms.len() > usize::try_from(MOST_TERMS).unwrap_or(usize::MAX) {
        return Ok(None);
    }
    let mut together = 0;
    for term in &terms {
        together += search::rarity(tx, term, FREQUENT).await?.count;
        if together > rarest {
            return Ok(None);
        }
    }
    Ok(Some(terms))
}

/// Walks the letters of one word in growing steps until a page is full.
async fn by_word(
    tx: &mut Tx,
    lead: &str,
    besides: &Besides<'_>,
    from: Place,
) -> Result<(Vec<Place>, Option<Place>)> {
    let (mut found, mut from) = (Vec::new(), from);
    for rows in STEPS {
        let wanted = i64::try_from(PAGE + 1 - found.len()).unwrap_or(0);
        found.extend(search::walk(tx, lead, &from, rows, besides, wanted).await?);
        if found.len() > PAGE {
            found.truncate(PAGE);
            let next = found.last().cloned();
            return Ok((found, next));
        }
        match search::end(tx, lead, &from, rows).await? {
            Some(end) => from = end,
            None => return Ok((found, None)),
        }
    }
    Ok((found, Some(from)))
}

/// The letters of a few rare words, put together in order.
async fn by_terms(
    tx: &mut Tx,
    terms: &[String],
    besides: &Besides<'_>,
    from: Place,
) -> Result<(Vec<Place>, Option<Place>)> {
    let mut found = BTreeSet::new();
    let wanted = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    for term in terms {
        found.extend(search::walk(tx, term, &from, FREQUENT, besides, wanted).await?);
    }
    let mut page: Vec<Place> = found.into_iter().rev().take(PAGE + 1).collect();
    let more = page.len() > PAGE;
    page.truncate(PAGE);
    let next = page.last().filter(|_| more).cloned();
    Ok((page, next))
}
