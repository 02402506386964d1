//! Files (berkas): opened and closed by the clerk, held while a case runs.

use audit::{Entry, Kind as Trace};
use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, ListScope, Resource, authorise};
use serde_json::json;

use crate::audit_kinds::{
    DISPOSAL_LISTED, DOSSIER_CLOSED, DOSSIER_FILLED, DOSSIER_HELD, DOSSIER_OPENED, DOSSIER_RELEASED,
};
use crate::domain::content::refused;
use crate::domain::letter::{Letter, Listed};
use crate::domain::retention::{Closed, Dossier, Fate, LetterHold, rule_for};
use crate::domain::task::TaskError;
use crate::permissions::{FILE, READ};
use crate::print::retention_sheet::{self, Words};
use crate::store::retention::{dossiers, holds, rules};
use crate::store::{classifications, letters};
use crate::usecase::Office;
use crate::usecase::access::{load_seen, person};
use crate::usecase::draft::checked_note;

/// Files of one list.
const MOST: i64 = 200;
/// Files of one proposal.
const MOST_PROPOSED: i64 = 5_000;
/// Letters of a title.
const LONGEST_TITLE: usize = 200;

/// A file with its letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub dossier: Dossier,
    pub letters: Vec<Listed>,
    /// Letters in it that may not be destroyed; for whoever keeps it.
    pub holds: Vec<LetterHold>,
    pub may_keep: bool,
}

/// Opens a file of the own office.
///
/// # Errors
/// `identity/forbidden`, `documents/no-office`, `documents/dossier-title`,
/// `documents/classification-unknown`.
pub async fn open(
    office: &Office,
    actor: &Actor,
    (code, title): (&str, &str),
) -> Result<Id<Dossier>> {
    let no_office = || Error::new(Kind::Precondition, "documents/no-office");
    let home = actor.agency().ok_or_else(no_office)?;
    authorise(actor, FILE, Resource::Agency(home))?;
    let title = title.trim();
    if title.is_empty() || title.chars().count() > LONGEST_TITLE || title.contains('\0') {
        return Err(refused("documents/dossier-title", "uraian"));
    }
    let (cell, id) = (office.cell(), office.cell().new_id());
    let dossier = Dossier {
        id,
        agency: home.to_owned(),
        classification: code.split(' ').next().unwrap_or_default().to_owned(),
        title: title.to_owned(),
        opened_at: cell.now(),
        opened_by_name: actor.name().to_owned(),
        closed: None,
        hold: None,
        letter_hold: None,
        destroyed_on: None,
    };
    let write = async |tx: &mut Tx| -> Result<Id<Dossier>> {
        if classifications::find(tx, &dossier.classification).await?.is_none() {
            return Err(refused("documents/classification-unknown", "klasifikasi"));
        }
        dossiers::add(tx, &dossier, actor.id()).await?;
        let facts = json!({ "agency": dossier.agency, "code": dossier.classification });
        trace(tx, office, actor, (id, DOSSIER_OPENED), facts).await?;
        Ok(id)
    };
    cell.db().write(write).await
}

/// Puts a letter of the office into an open file; it leaves an open one it lay in.
///
/// # Errors
/// `documents/unknown-dossier`, `documents/unknown-letter`, `documents/dossier-closed`,
/// `documents/dossier-other-office`, `documents/letter-not-over` while it is on its way.
pub async fn put(
    office: &Office,
    actor: &Actor,
    id: Id<Dossier>,
    letter: Id<Letter>,
) -> Result<()> {
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<()> {
        let dossier = kept(tx, actor, id).await?;
        dossier.ensure_open()?;
        let person = person(tx, actor, today).await?;
        let record = load_seen(tx, &person, letter).await?.record;
        if record.agency != dossier.agency {
            return Err(refused("documents/dossier-other-office", "nomor-naskah"));
        }
        if !record.state.is_over() {
            return Err(refused("documents/letter-not-over", "nomor-naskah"));
        }
        if let Some(before) = dossiers::of_letter(tx, letter).await? {
            kept(tx, actor, before).await?.ensure_open()?;
        }
        dossiers::put_letter(tx, letter, id, (cell.now(), actor.id())).await?;
        let facts = json!({ "letter": letter.to_string() });
        trace(tx, office, actor, (id, DOSSIER_FILLED), facts).await
    };
    cell.db().write(write).await
}

/// Closes a file: its days follow from the row of the schedule that holds today.
///
/// # Errors
/// `documents/unknown-dossier`, `documents/dossier-closed`; `documents/dossier-empty` without a letter;
/// `documents/no-retention` when no row holds for its code: without one nothing can be dated.
pub async fn close(office: &Office, actor: &Actor, id: Id<Dossier>) -> Result<Closed> {
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<Closed> {
        let dossier = kept(tx, actor, id).await?;
        dossier.ensure_open()?;
        if dossiers::count_letters(tx, id).await? == 0 {
            return Err(Error::new(Kind::Conflict, "documents/dossier-empty"));
        }
        let all = rules::around(tx, &dossier.classification).await?;
        let none = || {
            let error = Error::new(Kind::Conflict, "documents/no-retention");
            error.with("code", &dossier.classification)
        };
        let rule = rule_for(&all, &dossier.classification, today).ok_or_else(none)?;
        let closed = Closed {
            on: today,
            by_name: actor.name().to_owned(),
            rule_prefix: rule.prefix.clone(),
            rule_source: rule.source.clone(),
            fate: rule.fate,
            days: rule.days(today).ok_or_else(none)?,
        };
        dossiers::close(tx, id, &closed).await?;
        let facts = json!({
            "rule": closed.rule_prefix,
            "fate": closed.fate.as_str(),
            "inactive-on": closed.days.inactive.to_string(),
            "due-on": closed.days.due.to_string(),
        });
        trace(tx, office, actor, (id, DOSSIER_CLOSED), facts).await?;
        Ok(closed)
    };
    cell.db().write(write).await
}

/// Holds a file: while a case runs it is proposed for nothing.
///
/// # Errors
/// `documents/unknown-dossier`, `documents/task-reason`.
pub async fn hold(office: &Office, actor: &Actor, id: Id<Dossier>, why: &str) -> Result<()> {
    let why = checked_note(why)?;
    if why.is_empty() {
        return Err(TaskError::NoReason.into());
    }
    let write = async |tx: &mut Tx| -> Result<()> {
        kept(tx, actor, id).await?;
        dossiers::hold(tx, id, Some(&why)).await?;
        trace(tx, office, actor, (id, DOSSIER_HELD), json!({ "reason": why })).await
    };
    office.cell().db().write(write).await
}

/// Lets a held file go, and says why.
///
/// # Errors
/// As [`hold`].
pub async fn release(office: &Office, actor: &Actor, id: Id<Dossier>, why: &str) -> Result<()> {
    let why = checked_note(why)?;
    if why.is_empty() {
        return Err(TaskError::NoReason.into());
    }
    let write = async |tx: &mut Tx| -> Result<()> {
        kept(tx, actor, id).await?;
        dossiers::hold(tx, id, None).await?;
        trace(tx, office, actor, (id, DOSSIER_RELEASED), json!({ "reason": why })).await
    };
    office.cell().db().write(write).await
}

/// A file of the clerk's own office; for others it does not exist.
pub(super) async fn kept(tx: &mut Tx, actor: &Actor, id: Id<Dossier>) -> Result<Dossier> {
    let found = dossiers::find(tx, id).await?;
    let own = |one: &Dossier| authorise(actor, FILE, Resource::Agency(&one.agency)).is_ok();
    found.filter(own).ok_or_else(unknown)
}

/// A file with its letters, for whoever sees the letters of its office.
///
/// # Errors
/// `documents/unknown-dossier`.
pub async fn show(office: &Office, actor: &Actor, id: Id<Dossier>) -> Result<Shown> {
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Shown> {
        let found = dossiers::find(tx, id).await?;
        let seen = |one: &Dossier| authorise(actor, READ, Resource::Agency(&one.agency)).is_ok();
        let dossier = found.filter(seen).ok_or_else(unknown)?;
        let may_keep = authorise(actor, FILE, Resource::Agency(&dossier.agency)).is_ok();
        let letters = dossiers::letters(tx, id, may_keep).await?;
        let mut holds = holds::of_dossier(tx, id).await?;
        holds.retain(|_| may_keep);
        Ok(Shown { letters, holds, may_keep, dossier })
    });
    read.await
}

/// Files of the office, or of all, the newest first.
///
/// # Errors
/// `identity/forbidden`.
pub async fn list(
    office: &Office,
    actor: &Actor,
    before: Option<Id<Dossier>>,
    most: i64,
) -> Result<Vec<Dossier>> {
    let scope = seen(actor)?;
    let of = (scope.everything(), scope.agency());
    let before = before.map_or_else(|| crate::store::LAST.to_owned(), |id| id.to_string());
    let db = office.cell().db();
    Ok(db.read(async |tx: &mut Tx| dossiers::list(tx, of, &before, most).await).await?)
}

/// Files whose last day has come, the oldest first; those that are held say why.
///
/// # Errors
/// `identity/forbidden`.
pub async fn due(office: &Office, actor: &Actor) -> Result<Vec<Dossier>> {
    let (scope, today) = (seen(actor)?, office.cell().today());
    let of = (scope.everything(), scope.agency());
    let db = office.cell().db();
    Ok(db.read(async |tx: &mut Tx| dossiers::due(tx, of, today, MOST).await).await?)
}

/// What the own office proposes for destruction (daftar arsip usul musnah), as XLSX: files whose
/// last day has come and whose fate is `musnah`; none that is held. It is a proposal for the panel,
/// and destroys nothing.
///
/// # Errors
/// `identity/forbidden`, `documents/no-office`; `documents/nothing-to-propose`.
pub async fn proposed(office: &Office, actor: &Actor, words: &Words) -> Result<(String, Vec<u8>)> {
    let no_office = || Error::new(Kind::Precondition, "documents/no-office");
    let home = actor.agency().ok_or_else(no_office)?;
    authorise(actor, FILE, Resource::Agency(home))?;
    let (cell, today) = (office.cell(), office.cell().today());
    let read = cell.db().read(async |tx: &mut Tx| -> Result<Vec<(Dossier, i64)>> {
        let mut files = Vec::new();
        for file in dossiers::due(tx, (false, home), today, MOST_PROPOSED).await? {
            if file.proposal(today) == Some(Fate::Destroy) {
                let letters = dossiers::count_letters(tx, file.id).await?;
                files.push((file, letters));
            }
        }
        Ok(files)
    });
    let files = read.await?;
    if files.is_empty() {
        return Err(Error::new(Kind::Conflict, "documents/nothing-to-propose"));
    }
    let settings = cell.settings();
    let bytes = retention_sheet::proposed(words, (&settings.name, settings.demo), &files, today)?;
    let who = actor.who();
    let entry = Entry::new(DISPOSAL_LISTED, &who, format!("office/{home}"));
    let facts = json!({ "files": files.len() });
    audit::record_alone(cell, entry.after(facts)).await?;
    Ok((format!("usul-musnah-{home}-{today}.xlsx"), bytes))
}

pub(super) fn seen(actor: &Actor) -> Result<ListScope> {
    match actor.list_scope(READ) {
        ListScope::Nothing => {
            Err(Error::new(Kind::Forbidden, "identity/forbidden").with("permission", READ.0))
        }
        scope => Ok(scope),
    }
}

pub(super) async fn trace(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    (id, kind): (Id<Dossier>, Trace),
    facts: serde_json::Value,
) -> Result<()> {
    let who = actor.who();
    let entry = Entry::new(kind, &who, format!("dossier/{id}")).after(facts);
    audit::record(tx, office.cell(), entry).await?;
    Ok(())
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/unknown-dossier")
}

/// The letter of the clerk's office with this number.
///
/// # Errors
/// Those of the database.
pub async fn by_number(office: &Office, actor: &Actor, number: &str) -> Result<Option<Id<Letter>>> {
    let number = number.trim();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Option<Id<Letter>>> {
        for id in letters::by_number(tx, number).await? {
            let found = letters::find(tx, id).await?;
            if found.is_some_and(|one| actor.agency() == Some(one.agency.as_str())) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    });
    read.await
}
