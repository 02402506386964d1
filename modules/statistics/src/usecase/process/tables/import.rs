//! A table that comes without a page: brought and, when nothing is wrong with it, handed in.

use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use db::Tx;
use identity::Actor;
use sha2::{Digest, Sha256};

use super::super::{may, unknown};
use super::{Opened, bring, hand_in, hex, open};
use crate::domain::obligation::{Obligation, State};
use crate::domain::period::Period;
use crate::permissions::SEE;
use crate::store::{obligations, submissions};
use crate::usecase::Bureau;

/// What became of a table.
#[derive(Debug)]
pub struct Imported {
    /// The table as it is read, and what is owed as it stands now.
    pub opened: Opened,
    /// The same file was in force before.
    pub unchanged: bool,
    /// Why it could not be handed in: something has to be mended or confirmed on the page.
    pub left: Option<Error>,
}

/// Finds what is owed.
///
/// # Errors
/// `statistics/not-owed` when the period is not on the list of that year.
pub async fn owed(
    bureau: &Bureau,
    actor: &Actor,
    dataset: &str,
    period: Period,
) -> Result<Obligation> {
    let find = async |tx: &mut Tx| obligations::find_owed(tx, dataset, period).await;
    let found = bureau.cell().db().read(find).await?;
    found.filter(|it| may(actor, SEE, it)).ok_or_else(|| {
        let error = Error::new(Kind::NotFound, "statistics/not-owed");
        error.with("id", dataset).with("period", period)
    })
}

/// Brings a table to what is owed, and hands it in when it has neither an error nor a warning. The file
/// that is in force already is not brought again; its table is handed in when it was mended meanwhile.
///
/// # Errors
/// `statistics/not-owed`; those of [`bring`].
pub async fn import(
    bureau: &Bureau,
    actor: &Actor,
    (dataset, period): (&str, Period),
    (name, bytes): (&str, Bytes),
) -> Result<Imported> {
    let it = owed(bureau, actor, dataset, period).await?;
    let in_force = in_force(bureau, &it, &bytes).await?;
    let number = match in_force {
        Some(number) => number,
        None => bring(bureau, actor, it.id, (name, bytes)).await?,
    };
    let waits = in_force.is_none() || it.state == State::Collecting;
    let handed = if waits { hand_in(bureau, actor, it.id).await } else { Ok(()) };
    let left = match handed {
        Err(error) if is_left(&error) => Some(error),
        other => other.map(|()| None)?,
    };
    let opened = open(bureau, actor, it.id, number).await?;
    Ok(Imported { opened, unchanged: in_force.is_some(), left })
}

/// The number of the table in force, when it is this file.
async fn in_force(bureau: &Bureau, it: &Obligation, bytes: &[u8]) -> Result<Option<i64>> {
    let Some(number) = it.submission else { return Ok(None) };
    let find = async |tx: &mut Tx| submissions::find(tx, it.id, number).await;
    let submission = bureau.cell().db().read(find).await?.ok_or_else(unknown)?;
    Ok((submission.sha256 == hex(&Sha256::digest(bytes))).then_some(number))
}

/// Whether people can mend it on the page of the table.
fn is_left(error: &Error) -> bool {
    ["statistics/not-clean", "statistics/no-figures"].contains(&error.code())
}

/// The page of what is owed.
pub fn page_of(id: Id<Obligation>) -> String {
    format!("/kerja/statistik/{id}")
}
