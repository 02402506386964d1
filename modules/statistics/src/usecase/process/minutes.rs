//! The berita acara pemeriksaan: what the walidata decided about a table, as a letter that is signed.

use base::{Error, Id, Kind, Result};
use contracts::{LetterStanding, Progress, Signer};
use db::Tx;
use identity::{Actor, Resource, require};
use serde_json::json;

use super::{may, seen, tables};
use crate::audit_kinds::MINUTES_BEGUN;
use crate::domain::obligation::{Act, Obligation, Step};
use crate::permissions::EXAMINE;
use crate::print::minutes::{Examination, minutes};
use crate::store::{minutes as letters_of, obligations};
use crate::usecase::Bureau;

/// The berita acara of an obligation, and whether another one can be begun.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reports {
    /// Each decision that was reported, the latest first.
    pub written: Vec<(Step, LetterStanding)>,
    /// The decision that waits for its berita acara.
    pub wanted: Option<Step>,
    /// Who may sign it; empty for whoever cannot begin it.
    pub signers: Vec<Signer>,
}

/// What is reported of an examination.
///
/// # Errors
/// `statistics/no-obligation`.
pub async fn reports(bureau: &Bureau, actor: &Actor, id: Id<Obligation>) -> Result<Reports> {
    bureau.cell().db().read(async |tx: &mut Tx| look(tx, bureau, actor, id).await).await
}

/// Begins the berita acara of the latest decision as a draft of this person. The page of the letter.
///
/// # Errors
/// `statistics/no-obligation`; `identity/forbidden`; `statistics/no-letters` without a module of
/// letters; `statistics/minutes-there` when nothing waits to be reported; those of reading the table and
/// of beginning a letter.
pub async fn begin(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    signer: &str,
) -> Result<String> {
    require(bureau.cell(), actor, EXAMINE, Resource::Cell).await?;
    let letters = bureau.letters().ok_or_else(no_letters)?;
    let step = reports(bureau, actor, id).await?.wanted.ok_or_else(nothing_to_report)?;
    let number = step.submission.ok_or_else(nothing_to_report)?;
    let opened = tables::open(bureau, actor, id, number).await?;
    let zone = bureau.cell().zone();
    let examination = Examination { opened: &opened, decision: &step, zone, signer };
    let minutes = minutes(bureau.cell().settings(), &examination);
    let write = async |tx: &mut Tx| -> Result<String> {
        let still = look(tx, bureau, actor, id).await?.wanted;
        if still.map(|it| it.number) != Some(step.number) {
            return Err(nothing_to_report());
        }
        let letter = letters.begin_minutes(tx, actor, &minutes).await?;
        let by = (actor.id(), bureau.cell().now());
        letters_of::set(tx, (id, step.number), &letter, by).await?;
        let facts = json!({ "letter": letter, "step": step.number });
        bureau.note(tx, MINUTES_BEGUN, actor, &id.to_string(), facts).await?;
        let standing = letters.standing(tx, &letter).await?;
        Ok(standing.ok_or_else(nothing_to_report)?.path)
    };
    bureau.cell().db().write(write).await
}

async fn look(tx: &mut Tx, bureau: &Bureau, actor: &Actor, id: Id<Obligation>) -> Result<Reports> {
    let it = seen(tx, actor, id).await?;
    let Some(letters) = bureau.letters() else { return Ok(Reports::default()) };
    let steps = obligations::steps(tx, id).await?;
    let mut written = Vec::new();
    for (number, letter) in letters_of::list(tx, id).await?.into_iter().rev() {
        let step = steps.iter().find(|it| it.number == number);
        let standing = letters.standing(tx, &letter).await?;
        written.extend(step.cloned().zip(standing));
    }
    let decided = steps.into_iter().rev().find(is_decision);
    let is_reported = |step: &Step| {
        let own = written.iter().filter(|(it, _)| it.number == step.number);
        own.into_iter().any(|(_, letter)| letter.progress != Progress::GivenUp)
    };
    let wanted = decided.filter(|it| it.submission.is_some() && !is_reported(it));
    let signers = match wanted.is_some() && may(actor, EXAMINE, &it) {
        true => letters.signers(tx, actor).await?,
        false => Vec::new(),
    };
    Ok(Reports { written, wanted, signers })
}

/// What the walidata decides about a table.
fn is_decision(step: &Step) -> bool {
    matches!(step.act, Act::Return | Act::Accept)
}

fn no_letters() -> Error {
    Error::new(Kind::Precondition, "statistics/no-letters")
}

fn nothing_to_report() -> Error {
    Error::new(Kind::Conflict, "statistics/minutes-there")
}
