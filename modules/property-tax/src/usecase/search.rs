//! Finding objects: by the left part of a NOP, by village, by the owner's name or id.

use base::{Nop, NopVillage, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use crate::domain::object::TaxObject;
use crate::domain::subject::{Subject, search_words};
use crate::domain::village::Village;
use crate::permissions::READ;
use crate::store::{objects, subjects, villages};

/// Rows of one page of results.
const PAGE: usize = 25;
/// Candidates by one word that are looked at for one page; a very common word is narrowed by
/// typing another.
const CANDIDATES: i64 = 400;
const ROUNDS: usize = 10;
/// Objects shown of one person; the rest are on the person's page.
const PER_PERSON: usize = 10;

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// A NOP from the left, an id of a taxpayer, or words of a name; as typed.
    pub text: String,
    pub village: Option<NopVillage>,
    /// The key of the last row already shown; empty for the first page.
    pub after: String,
}

/// One object as the list shows it.
#[derive(Debug, Clone)]
pub struct Hit {
    pub object: TaxObject,
    pub owner: Option<Subject>,
    pub village: Option<Village>,
}

/// A page of results.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub hits: Vec<Hit>,
    /// The key to go on with, where more may follow.
    pub next: Option<String>,
    /// A taxpayer whose id is exactly what was typed.
    pub subject: Option<Subject>,
}

/// Searches the registry.
pub async fn search(cell: &Cell, actor: &Actor, query: &Query) -> Result<Found> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db()
        .read(async |tx: &mut Tx| -> Result<Found> {
            let mut found = match Wanted::read(query) {
                Wanted::Nothing => Found::default(),
                Wanted::Numbers(prefix) => by_number(tx, &prefix, &query.after).await?,
                Wanted::Words(words) => by_name(tx, &words, query).await?,
            };
            if query.after.is_empty() && !query.text.is_empty() {
                found.subject = subjects::find(tx, query.text.trim()).await?;
            }
            Ok(found)
        })
        .await
}

/// All villages, for the choice on the page.
pub async fn list_villages(cell: &Cell, actor: &Actor) -> Result<Vec<Village>> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db().read(async |tx: &mut Tx| -> Result<_> { Ok(villages::list(tx).await?) }).await
}

/// What the text turns out to be.
enum Wanted {
    Nothing,
    /// The left part of a NOP.
    Numbers(String),
    Words(Vec<String>),
}

impl Wanted {
    fn read(query: &Query) -> Self {
        let separator = |c: char| c.is_whitespace() || ".-/".contains(c);
        let digits: String = query.text.chars().filter(|c| !separator(*c)).collect();
        if !digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|b| b.is_ascii_digit()) {
            return Self::Numbers(digits);
        }
        let words = search_words(&query.text);
        match (words.is_empty(), query.village) {
            (false, _) => Self::Words(words),
            (true, Some(village)) if query.text.trim().is_empty() => {
                Self::Numbers(village.digits().to_owned())
            }
            _ => Self::Nothing,
        }
    }
}

async fn by_number(tx: &mut Tx, prefix: &str, after: &str) -> Result<Found> {
    let last = format!("{prefix:9<18}");
    // A key below the first number of the range: what is not longer sorts before it.
    let mut from = if after.is_empty() { prefix.to_owned() } else { after.to_owned() };
    if after.is_empty() && prefix.len() == 18 {
        from = prefix.get(..17).unwrap_or_default().to_owned();
    }
    let most = i64::try_from(PAGE * 2).unwrap_or(i64::MAX);
    let mut listed = Vec::new();
    loop {
        let page = objects::page(tx, &from, &last, most).await?;
        let Some(end) = page.last().map(|object| object.nop.digits().to_owned()) else { break };
        listed.extend(page);
        from = end;
        if listed.len() > PAGE {
            break;
        }
    }
    let next = (listed.len() > PAGE).then(|| listed[PAGE - 1].nop.digits().to_owned());
    listed.truncate(PAGE);
    let mut found = Found { next, ..Found::default() };
    for object in listed {
        let owner = subjects::find(tx, &object.subject_id).await?;
        found.hits.push(hit(tx, object, owner).await?);
    }
    Ok(found)
}

async fn by_name(tx: &mut Tx, words: &[String], query: &Query) -> Result<Found> {
    let mut found = Found::default();
    let mut after = query.after.clone();
    // The longest word is the rarest.
    let Some(longest) = words.iter().max_by_key(|word| word.chars().count()) else {
        return Ok(found);
    };
    for _ in 0..ROUNDS {
        let ids = subjects::list_by_word(tx, longest, &after, CANDIDATES).await?;
        let Some(last) = ids.last().cloned() else { return Ok(found) };
        for id in ids {
            if found.hits.len() >= PAGE {
                found.next = Some(after);
                return Ok(found);
            }
            add_person(tx, &id, words, query.village.as_ref(), &mut found).await?;
            after = id;
        }
        after = last;
    }
    found.next = Some(after);
    Ok(found)
}

/// Adds the objects of a person whose present name has all the words.
async fn add_person(
    tx: &mut Tx,
    id: &str,
    words: &[String],
    village: Option<&NopVillage>,
    found: &mut Found,
) -> Result<()> {
    let Some(person) = subjects::find(tx, id).await? else { return Ok(()) };
    let present = search_words(&person.name);
    if !words.iter().all(|word| present.iter().any(|p| p.starts_with(word.as_str()))) {
        return Ok(());
    }
    let owned = objects::list_of_subject(tx, id).await?;
    let here = |object: &TaxObject| village.is_none_or(|v| object.nop.village() == *v);
    for object in owned.into_iter().filter(here).take(PER_PERSON) {
        found.hits.push(hit(tx, object, Some(person.clone())).await?);
    }
    Ok(())
}

async fn hit(tx: &mut Tx, object: TaxObject, owner: Option<Subject>) -> Result<Hit> {
    let village = villages::find(tx, &Nop::village(&object.nop)).await?;
    Ok(Hit { object, owner, village })
}
