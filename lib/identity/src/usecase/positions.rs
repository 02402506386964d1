//! The administrator's work on positions and on who holds them.

use audit::Entry;
use base::{Date, Error, Id, Kind};
use db::Tx;
use serde_json::json;

use crate::account::refused;
use crate::position::{Position, PositionForm, Tenure, TenureForm};
use crate::store::{accounts, agencies, positions};
use crate::{Actor, Identity, MANAGE_ACCOUNTS, Resource, kinds, require};

/// So many steps up at most; a tree of positions has some ten.
const DEEPEST: usize = 30;

impl Identity {
    /// Adds a position (`id` is `None`) or corrects one. Its id.
    ///
    /// # Errors
    /// `identity/forbidden`; `identity/position-title`, `-abbreviation`, `-rank`, `-parent`,
    /// `-unknown`, `identity/agency-unknown`.
    pub async fn set_position(
        &self,
        actor: &Actor,
        id: Option<Id<Position>>,
        form: &PositionForm,
    ) -> Result<Id<Position>, Error> {
        require(self.cell(), actor, MANAGE_ACCOUNTS, Resource::Cell).await?;
        let (title, abbreviation, rank) = form.check()?;
        let parent = parsed_parent(&form.parent)?;
        let agency = form.agency.trim().to_owned();
        let (cell, who) = (self.cell(), actor.who());
        let fresh = cell.new_id();
        cell.db()
            .write(async |tx: &mut Tx| {
                let known = match id {
                    Some(id) => Some(load(tx, id).await?),
                    None => None,
                };
                let id = id.unwrap_or(fresh);
                ensure_agency(tx, &agency).await?;
                ensure_parent(tx, id, parent).await?;
                let abolished = known.as_ref().is_some_and(|known| known.abolished);
                let (agency, title) = (agency.clone(), title.clone());
                let abbreviation = abbreviation.clone();
                let position =
                    Position { id, agency, parent, title, abbreviation, rank, abolished };
                positions::put(tx, &position).await?;
                let mut entry = Entry::new(kinds::POSITION_SET, &who, position_subject(id));
                if let Some(known) = &known {
                    entry = entry.before(facts(known));
                }
                audit::record(tx, cell, entry.after(facts(&position))).await?;
                Ok(id)
            })
            .await
    }

    /// Abolishes a position that nobody holds any more, or takes that back.
    ///
    /// # Errors
    /// `identity/forbidden`; `identity/position-unknown`, `identity/position-held`.
    pub async fn abolish_position(
        &self,
        actor: &Actor,
        id: Id<Position>,
        abolished: bool,
    ) -> Result<(), Error> {
        require(self.cell(), actor, MANAGE_ACCOUNTS, Resource::Cell).await?;
        let (cell, who, today) = (self.cell(), actor.who(), self.cell().today());
        cell.db()
            .write(async |tx: &mut Tx| {
                let before = load(tx, id).await?;
                let tenures = positions::list_tenures(tx, id).await?;
                if abolished && tenures.iter().any(|t| t.until.is_none_or(|last| last >= today)) {
                    return Err(Error::new(Kind::Conflict, "identity/position-held"));
                }
                let after = Position { abolished, ..before.clone() };
                positions::put(tx, &after).await?;
                let entry = Entry::new(kinds::POSITION_SET, &who, position_subject(id));
                let entry = entry.before(facts(&before)).after(facts(&after));
                audit::record(tx, cell, entry).await?;
                Ok(())
            })
            .await
    }

    /// Puts somebody into a position.
    ///
    /// # Errors
    /// `identity/forbidden`; `identity/tenure-days`, `-open`, `-decree`, `-grade`, `-clash`,
    /// `identity/position-unknown`, `identity/not-found`.
    pub async fn appoint(&self, actor: &Actor, form: &TenureForm) -> Result<Id<Tenure>, Error> {
        require(self.cell(), actor, MANAGE_ACCOUNTS, Resource::Cell).await?;
        form.check()?;
        let (cell, who) = (self.cell(), actor.who());
        let (id, now) = (cell.new_id(), cell.now());
        cell.db()
            .write(async |tx: &mut Tx| {
                let position = load(tx, form.position).await?;
                if position.abolished {
                    return Err(unknown());
                }
                if accounts::find(tx, form.account).await?.is_none() {
                    return Err(Error::new(Kind::NotFound, "identity/not-found"));
                }
                ensure_free(tx, form).await?;
                positions::add_tenure(tx, id, form, now, actor).await?;
                let entry = Entry::new(kinds::TENURE_SET, &who, position_subject(form.position));
                audit::record(tx, cell, entry.after(tenure_facts(form))).await?;
                Ok(id)
            })
            .await
    }

    /// Ends somebody's time in a position: `last` is the last day.
    ///
    /// # Errors
    /// `identity/forbidden`; `identity/tenure-unknown`, `identity/tenure-days`.
    pub async fn end_tenure(&self, actor: &Actor, id: Id<Tenure>, last: Date) -> Result<(), Error> {
        require(self.cell(), actor, MANAGE_ACCOUNTS, Resource::Cell).await?;
        let (cell, who) = (self.cell(), actor.who());
        cell.db()
            .write(async |tx: &mut Tx| {
                let found = positions::find_tenure(tx, id).await?;
                let missing = || Error::new(Kind::NotFound, "identity/tenure-unknown");
                let tenure = found.ok_or_else(missing)?;
                // It can be cut short, never made longer: that is a new decree.
                if last < tenure.from || tenure.until.is_some_and(|until| until < last) {
                    return Err(refused("identity/tenure-days", "until"));
                }
                positions::end_tenure(tx, id, last).await?;
                let subject = position_subject(tenure.position);
                let entry = Entry::new(kinds::TENURE_ENDED, &who, subject)
                    .before(json!({ "until": tenure.until.map(|day| day.to_string()) }))
                    .after(json!({ "until": last.to_string(), "tenure": id.to_string() }));
                audit::record(tx, cell, entry).await?;
                Ok(())
            })
            .await
    }
}

fn parsed_parent(text: &str) -> Result<Option<Id<Position>>, Error> {
    match text.trim() {
        "" => Ok(None),
        text => Id::parse(text).map(Some).ok_or_else(bad_parent),
    }
}

async fn load(tx: &mut Tx, id: Id<Position>) -> Result<Position, Error> {
    positions::find_position(tx, id).await?.ok_or_else(unknown)
}

async fn ensure_agency(tx: &mut Tx, code: &str) -> Result<(), Error> {
    match agencies::find(tx, code).await? {
        Some(_) => Ok(()),
        None => Err(refused("identity/agency-unknown", "agency").with("code", code)),
    }
}

/// The superior exists, and is not below the position itself.
async fn ensure_parent(
    tx: &mut Tx,
    id: Id<Position>,
    parent: Option<Id<Position>>,
) -> Result<(), Error> {
    let mut above = parent;
    for _ in 0..DEEPEST {
        let Some(next) = above else { return Ok(()) };
        if next == id {
            return Err(bad_parent());
        }
        let found = positions::find_position(tx, next).await?.ok_or_else(bad_parent)?;
        above = found.parent;
    }
    Err(bad_parent())
}

async fn ensure_free(tx: &mut Tx, form: &TenureForm) -> Result<(), Error> {
    let known = positions::list_tenures(tx, form.position).await?;
    let clash = known
        .iter()
        .find(|held| held.overlaps(form.from, form.until) && held.basis.excludes(form.basis));
    match clash {
        None => Ok(()),
        Some(held) => Err(Error::new(Kind::Conflict, "identity/tenure-clash")
            .with("basis", held.basis.as_str())
            .with("from", held.from)),
    }
}

fn position_subject(id: Id<Position>) -> String {
    format!("position/{id}")
}

fn facts(position: &Position) -> serde_json::Value {
    json!({
        "agency": position.agency,
        "parent": position.parent.map(|id| id.to_string()),
        "title": position.title,
        "abbreviation": position.abbreviation,
        "rank": position.rank.as_str(),
        "abolished": position.abolished,
    })
}

fn tenure_facts(form: &TenureForm) -> serde_json::Value {
    json!({
        "account": form.account.to_string(),
        "basis": form.basis.as_str(),
        "from": form.from.to_string(),
        "until": form.until.map(|day| day.to_string()),
        "decree": form.decree.trim(),
        "grade": form.grade.trim(),
    })
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "identity/position-unknown")
}

fn bad_parent() -> Error {
    refused("identity/position-parent", "parent")
}
