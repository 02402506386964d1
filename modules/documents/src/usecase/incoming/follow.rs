//! What a receiver does with a disposition: follow up, or send it back.

use base::{Id, Result};
use bytes::Bytes;
use db::Tx;
use identity::Actor;

use super::access::{following, load_seen, store_tree};
use super::scans;
use super::story::{Deed, tell};
use crate::audit_kinds::DISPOSITION_ANSWERED;
use crate::domain::content::refused;
use crate::domain::incoming::tree::Answer;
use crate::domain::incoming::{EventKind, Incoming, Tree, TreeError};
use crate::usecase::Office;
use crate::usecase::access::person;

/// Characters of what a receiver writes.
const LONGEST: usize = 2_000;

/// Says that it was done, with a note and a file where they are wanted (tindak lanjut).
///
/// # Errors
/// `documents/not-your-desk`; `documents/disposition-state`; `documents/below-open` while something
/// that was passed on is not answered; `documents/file-…`.
pub async fn answer(
    office: &Office,
    actor: &Actor,
    id: Id<Incoming>,
    (ordinal, text): (u32, &str),
    file: Option<(&str, Bytes)>,
) -> Result<()> {
    let step = |tree: &Tree, answer| tree.answer(ordinal, answer);
    done(office, actor, id, (ordinal, EventKind::Answered, text), file, step).await
}

/// Sends it back with a reason.
///
/// # Errors
/// As [`answer`]; `documents/remark` without a reason.
pub async fn send_back(
    office: &Office,
    actor: &Actor,
    id: Id<Incoming>,
    (ordinal, reason): (u32, &str),
) -> Result<()> {
    let step = |tree: &Tree, answer| tree.send_back(ordinal, answer);
    done(office, actor, id, (ordinal, EventKind::SentBack, reason), None, step).await
}

async fn done(
    office: &Office,
    actor: &Actor,
    id: Id<Incoming>,
    (disposition, event, text): (u32, EventKind, &str),
    file: Option<(&str, Bytes)>,
    step: impl Fn(&Tree, Answer) -> std::result::Result<Tree, TreeError> + Sync,
) -> Result<()> {
    let text = checked(text)?;
    let now = office.cell().now();
    let name = actor.name().to_owned();
    let answer = Answer { at: now, name, text: text.to_owned() };
    // Whoever may not answer stores nothing.
    let check = async |tx: &mut Tx| -> Result<_> {
        let person = person(tx, actor, office.cell().today()).await?;
        let loaded = load_seen(tx, &person, id).await?;
        let capacity = following(&person, loaded.tree.node(disposition)?)?;
        let read = loaded.tree.read(disposition, actor.name(), now)?;
        let tree = step(&read, answer.clone())?;
        Ok((loaded, tree, capacity))
    };
    office.cell().db().read(check).await?;
    let file = match file {
        None => None,
        Some((name, content)) => {
            let file = scans::described(name, &content)?;
            scans::put(office, id, &file, content).await?;
            Some(file)
        }
    };
    let write = async |tx: &mut Tx| -> Result<()> {
        let (loaded, tree, capacity) = check(tx).await?;
        store_tree(tx, office, &loaded, &tree).await?;
        if let Some(file) = &file {
            scans::attach(tx, office, actor, id, (file, disposition)).await?;
        }
        let kind = DISPOSITION_ANSWERED;
        let deed = Deed { kind, event, capacity: &capacity, detail: text, disposition };
        tell(tx, office, actor, id, deed).await
    };
    office.cell().db().write(write).await
}

fn checked(text: &str) -> Result<&str> {
    let text = text.trim();
    match text.chars().count() > LONGEST || text.contains('\0') {
        true => Err(refused("documents/too-long", "hasil").with("most", LONGEST)),
        false => Ok(text),
    }
}
