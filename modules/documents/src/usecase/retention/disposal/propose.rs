//! The records clerk proposes files for destruction, and names the panel that judges them.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Position, Resource, authorise};
use serde_json::json;

use super::trace;
use crate::audit_kinds::DISPOSAL_PROPOSED;
use crate::domain::content::refused;
use crate::domain::disposal::{Disposal, DisposalState, Item, Member, ensure_due, ensure_list};
use crate::domain::retention::Dossier;
use crate::permissions::FILE;
use crate::store::retention::disposals;
use crate::usecase::Office;
use crate::usecase::draft::checked_note;
use crate::usecase::retention::dossiers::kept;

/// What a form says.
#[derive(Debug, Clone)]
pub struct Proposal<'a> {
    pub files: Vec<Id<Dossier>>,
    /// The decree that appoints the panel.
    pub panel_decree: &'a str,
    /// Positions, the leading one first.
    pub panel: Vec<Id<Position>>,
}

/// Proposes files of the own office whose last day has come.
///
/// # Errors
/// `identity/forbidden`, `documents/no-office`; `documents/disposal-no-files`,
/// `documents/disposal-too-many`, `documents/disposal-panel`, `documents/disposal-panel-decree`;
/// `documents/disposal-not-due` for a file that is held, permanent or too young;
/// `documents/disposal-elsewhere` for one that stands on another list.
pub async fn propose(office: &Office, actor: &Actor, said: &Proposal<'_>) -> Result<Id<Disposal>> {
    let no_office = || Error::new(Kind::Precondition, "documents/no-office");
    let home = actor.agency().ok_or_else(no_office)?;
    authorise(actor, FILE, Resource::Agency(home))?;
    ensure_list(said.files.len(), &said.panel)?;
    let panel_decree = checked_note(said.panel_decree)?;
    if panel_decree.is_empty() {
        return Err(refused("documents/disposal-panel-decree", "sk-panitia"));
    }
    let (cell, id, now) = (office.cell(), office.cell().new_id(), office.cell().now());
    let write = async |tx: &mut Tx| -> Result<Id<Disposal>> {
        let disposal = Disposal {
            id,
            agency: home.to_owned(),
            state: DisposalState::Proposed,
            state_at: now,
            panel_decree: panel_decree.clone(),
            proposer: actor.id().to_owned(),
            proposer_name: actor.name().to_owned(),
            proposed_at: now,
            decision: None,
            record: None,
            reason: None,
            panel: panel(tx, &said.panel).await?,
            files: files(tx, office, actor, (home, &said.files)).await?,
        };
        disposals::add(tx, &disposal).await?;
        let titles: Vec<&str> = disposal.panel.iter().map(|one| one.title.as_str()).collect();
        let facts = json!({ "files": disposal.files.len(), "panel": titles });
        trace(tx, office, actor, (id, DISPOSAL_PROPOSED), facts).await?;
        Ok(id)
    };
    cell.db().write(write).await
}

async fn panel(tx: &mut Tx, positions: &[Id<Position>]) -> Result<Vec<Member>> {
    let mut panel = Vec::new();
    for (number, id) in (1..).zip(positions) {
        let unknown = || refused("documents/position", &format!("anggota-{number}"));
        let found = identity::find_position(tx, *id).await?;
        let position = found.filter(|one| !one.abolished).ok_or_else(unknown)?;
        panel.push(Member { position: *id, title: position.title, judged: None });
    }
    Ok(panel)
}

async fn files(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    (home, ids): (&str, &[Id<Dossier>]),
) -> Result<Vec<Item>> {
    let (today, mut files) = (office.cell().today(), Vec::<Item>::new());
    for id in ids {
        let dossier = kept(tx, actor, *id).await?;
        let elsewhere = dossier.agency != home
            || files.iter().any(|item| item.dossier.id == *id)
            || disposals::other_of_file(tx, *id).await?.is_some();
        if elsewhere {
            let error = Error::new(Kind::Conflict, "documents/disposal-elsewhere");
            return Err(error.with("title", &dossier.title));
        }
        ensure_due(&dossier, today)?;
        files.push(Item { dossier, kept: None });
    }
    Ok(files)
}
