//! An adjutant sorts what waits for whom they serve: marks, orders, sums up. They decide nothing.

use audit::Entry;
use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Resource, authorise};
use serde_json::json;

use super::access::{load_seen, served};
use super::show::is_at;
use super::story::subject;
use crate::audit_kinds::INCOMING_SORTED;
use crate::domain::content::refused;
use crate::domain::incoming::Incoming;
use crate::domain::incoming::lists::Sorted;
use crate::permissions::SORT;
use crate::store::incoming::sorting;
use crate::usecase::Office;
use crate::usecase::access::person;

/// Characters of a summary.
const LONGEST: usize = 600;
/// Places of a list.
const MOST: u32 = 99;

/// What an adjutant says about a letter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sorting<'a> {
    pub is_urgent: bool,
    /// From 1; 0 for none.
    pub place: u32,
    pub summary: &'a str,
}

/// Notes it. Only the adjutant and whoever holds the position read it.
///
/// # Errors
/// `identity/forbidden`; `documents/not-your-desk` when the letter does not lie at the desk they
/// look after; `documents/place`, `documents/too-long`.
pub async fn sort(office: &Office, actor: &Actor, id: Id<Incoming>, it: Sorting<'_>) -> Result<()> {
    authorise(actor, SORT, Resource::Cell)?;
    let summary = it.summary.trim();
    if summary.chars().count() > LONGEST || summary.contains('\0') {
        return Err(refused("documents/too-long", "ringkasan").with("most", LONGEST));
    }
    if it.place > MOST {
        return Err(refused("documents/place", "urutan").with("most", MOST));
    }
    let who = actor.who();
    let write = async |tx: &mut Tx| -> Result<()> {
        let person = person(tx, actor, office.cell().today()).await?;
        let loaded = load_seen(tx, &person, id).await?;
        let desk = served(&person).filter(|desk| is_at(&loaded, *desk));
        let desk = desk.ok_or_else(|| Error::new(Kind::Forbidden, "documents/not-your-desk"))?;
        let sorted = Sorted {
            is_urgent: it.is_urgent,
            place: it.place,
            summary: summary.to_owned(),
            at: office.cell().now(),
            by_name: actor.name().to_owned(),
        };
        sorting::put(tx, desk, id, &sorted).await?;
        let facts = json!({ "urgent": sorted.is_urgent, "place": sorted.place });
        let entry = Entry::new(INCOMING_SORTED, &who, subject(id)).after(facts);
        audit::record(tx, office.cell(), entry).await?;
        Ok(())
    };
    office.cell().db().write(write).await
}
