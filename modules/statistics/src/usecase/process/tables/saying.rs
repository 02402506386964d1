//! What people say about the table in force: what a name means, what should stand in a cell, that a
//! warning is right. The file stays as it was brought.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::Actor;
use layout::{At, Convention, Layout};
use serde_json::{Value, json};

use super::{allowed, arranged, basis, beside, content, written};
use crate::audit_kinds::TABLE_ARRANGED;
use crate::domain::obligation::{Act, LONGEST, Obligation};
use crate::domain::submission::Submission;
use crate::store::submissions;
use crate::usecase::Bureau;
use crate::usecase::process::reading::{Absent, Arranged, Basis};
use crate::usecase::process::{seen, unknown};

/// Cells that may be corrected here; whoever has more to mend mends the file.
const MOST_CORRECTED: usize = 2_000;
/// Characters of a cell.
const LONGEST_CELL: usize = 120;

/// What a text of the table means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The id of the axis.
    pub axis: String,
    /// As it stands in the table.
    pub text: String,
    /// A code, the name of one, or both.
    pub meant: String,
}

/// What somebody says about how the table is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// What texts mean, and rows that are not read.
    Meanings {
        meanings: Vec<Meaning>,
        skipped: Vec<u32>,
    },
    /// What should stand in cells (nothing: what the file has), and rows that are not read.
    Cells {
        corrected: Vec<(String, String)>,
        skipped: Vec<u32>,
    },
    /// Why regions are missing that the table does not name.
    Absent(Option<Absent>),
    /// How numbers are written.
    Numbers(Convention),
    Layout(Box<Layout>),
}

/// Takes what somebody says into how the table in force is read.
///
/// # Errors
/// `statistics/no-obligation`; `identity/forbidden`; `statistics/not-now`; `statistics/meaning` for a
/// name or code that no list has; `statistics/correction` for a cell that does not exist or too long a
/// text; `statistics/too-many-corrections`.
pub async fn say(bureau: &Bureau, actor: &Actor, id: Id<Obligation>, said: &Said) -> Result<()> {
    let owed = allowed(bureau, actor, id, Act::HandIn).await?;
    let basis = basis(bureau, &owed.dataset).await?;
    change(bureau, actor, id, |it| {
        let mut by = arranged(it)?;
        let facts = take(&mut by, &basis, said)?;
        it.layout = written(&by)?;
        Ok(facts)
    })
    .await
}

/// Reads another sheet of the table in force, as is proposed for it.
///
/// # Errors
/// As [`say`]; `statistics/no-table` when figures stand nowhere on it.
pub async fn choose_sheet(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    sheet: &str,
) -> Result<()> {
    let owed = allowed(bureau, actor, id, Act::HandIn).await?;
    let number = owed.submission.ok_or_else(unknown)?;
    let read = async |tx: &mut Tx| submissions::find(tx, id, number).await;
    let submission = bureau.cell().db().read(read).await?.ok_or_else(unknown)?;
    let bytes = content(bureau, id, &submission).await?;
    let basis = basis(bureau, &owed.dataset).await?;
    let name = sheet.to_owned();
    let by = beside(move || basis.propose_of(&bytes, &name)).await?;
    change(bureau, actor, id, |it| {
        it.layout = written(&by)?;
        Ok(json!({ "sheet": sheet }))
    })
    .await
}

fn take(by: &mut Arranged, basis: &Basis, said: &Said) -> Result<Value> {
    match said {
        Said::Meanings { meanings: all, skipped } => {
            let facts = meanings(by, basis, all)?;
            cells(by, &[], skipped)?;
            Ok(facts)
        }
        Said::Cells { corrected, skipped } => cells(by, corrected, skipped),
        Said::Absent(why) => {
            by.absent = *why;
            Ok(json!({ "absent": why }))
        }
        Said::Numbers(convention) => {
            by.layout.convention = Some(*convention);
            Ok(json!({ "numbers": convention }))
        }
        Said::Layout(layout) => {
            by.layout = layout.as_ref().clone();
            Ok(json!({ "layout": true }))
        }
    }
}

fn meanings(by: &mut Arranged, basis: &Basis, all: &[Meaning]) -> Result<Value> {
    let mut facts = Vec::new();
    for it in all.iter().filter(|it| !it.meant.trim().is_empty()) {
        let code = basis.code(&it.axis, it.meant.trim()).ok_or_else(|| {
            let error = Error::new(Kind::Invalid, "statistics/meaning").with("text", &it.text);
            error.with("meant", &it.meant)
        })?;
        by.layout.call(&it.axis, &it.text, code);
        facts.push(json!({ "text": it.text, "code": code }));
    }
    Ok(json!({ "meanings": facts }))
}

fn cells(by: &mut Arranged, corrected: &[(String, String)], skipped: &[u32]) -> Result<Value> {
    for (at, text) in corrected {
        let text = text.trim();
        if At::parse(at).is_none() || text.chars().count() > LONGEST_CELL {
            let error = Error::new(Kind::Invalid, "statistics/correction").with("at", at);
            return Err(error.with("most", LONGEST_CELL));
        }
        match text {
            "" => by.corrected.remove(at),
            text => by.corrected.insert(at.clone(), text.to_owned()),
        };
    }
    by.layout.skipped.extend(skipped);
    by.layout.skipped.sort_unstable();
    by.layout.skipped.dedup();
    if by.corrected.len() + by.layout.skipped.len() > MOST_CORRECTED {
        let error = Error::new(Kind::Invalid, "statistics/too-many-corrections");
        return Err(error.with("most", MOST_CORRECTED));
    }
    Ok(json!({ "corrected": corrected, "skipped": skipped }))
}

/// Says that warnings are right as they are, and why.
///
/// # Errors
/// As [`say`]; `statistics/reason` without a reason.
pub async fn confirm(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    (keys, reason): (&[String], &str),
) -> Result<()> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST {
        let error = Error::new(Kind::Invalid, "statistics/reason").with("most", LONGEST);
        return Err(error.with("field", "alasan"));
    }
    allowed(bureau, actor, id, Act::HandIn).await?;
    change(bureau, actor, id, |it| {
        let each = keys.iter().map(|key| (key.clone(), reason.to_owned()));
        it.confirmed.0.extend(each);
        Ok(json!({ "confirmed": keys, "reason": reason }))
    })
    .await
}

/// Changes how the table in force is read or what is confirmed of it, while its office works on it.
async fn change(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    with: impl Fn(&mut Submission) -> Result<Value>,
) -> Result<()> {
    let write = async |tx: &mut Tx| -> Result<()> {
        let it = seen(tx, actor, id).await?;
        it.after(Act::HandIn, actor.id(), "")?;
        let number = it.submission.ok_or_else(unknown)?;
        let mut submission = submissions::find(tx, id, number).await?.ok_or_else(unknown)?;
        let mut facts = with(&mut submission)?;
        facts["number"] = json!(number);
        submissions::set(tx, id, &submission).await?;
        bureau.note(tx, TABLE_ARRANGED, actor, &id.to_string(), facts).await
    };
    bureau.cell().db().write(write).await
}
