//! What the log says about one letter, each step with the proof that it is in the signed tree.

use std::collections::BTreeSet;

use base::{Id, Result};
use cell::Cell;
use db::Tx;
use tlog::{Checkpoint, Hashes, Inclusion, Leaf, include, wanted};

use super::key::find;
use crate::domain::letter::Letter;
use crate::store::log::entries::{self, Numbered};
use crate::store::log::tree;
use crate::usecase::access::damaged;
use crate::usecase::office::subject;

/// The steps of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trail {
    /// The key of the log, `name+id+key`.
    pub key: Option<String>,
    /// The signed note below which steps were looked for.
    pub checkpoint: Option<String>,
    pub size: u64,
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub leaf: Leaf,
    /// The bytes that stand in the log.
    pub entry: String,
    /// Its place; nothing while it waits for a number.
    pub proved: Option<Proved>,
}

/// Where a step stands, and whether that could be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    pub inclusion: Inclusion,
    /// The proof was computed anew against the signed head.
    pub holds: bool,
}

impl Trail {
    /// Whether every step is in the signed tree.
    pub fn is_proved(&self) -> bool {
        let holds = |step: &Step| step.proved.as_ref().is_some_and(|it| it.holds);
        !self.steps.is_empty() && self.steps.iter().all(holds)
    }

    /// Whether something that has a number is not where it should be.
    pub fn is_broken(&self) -> bool {
        self.steps.iter().any(|step| step.proved.as_ref().is_some_and(|it| !it.holds))
    }
}

/// The steps of a letter in the log.
///
/// # Errors
/// `documents/damaged` when an entry cannot be read.
pub async fn trail(cell: &Cell, letter: Id<Letter>) -> Result<Trail> {
    let key = find(cell)?;
    let (found, head, known) =
        cell.db().read(async |tx: &mut Tx| gathered(tx, letter).await).await?;
    let head = head.map(|head| head.note);
    let signed = key.as_ref().zip(head.as_ref()).and_then(|(key, note)| {
        // One that is not signed proves nothing.
        Checkpoint::open(note.as_bytes(), &key.verifier).ok()
    });
    let step = |it: &Numbered| -> Result<Step> {
        let leaf = Leaf::parse(it.leaf.as_bytes());
        Ok(Step {
            leaf: leaf.map_err(|e| damaged("log").caused_by(e))?,
            entry: it.leaf.clone(),
            proved: it.seq.map(|seq| proved(it, seq.cast_unsigned(), signed.as_ref(), &known)),
        })
    };
    Ok(Trail {
        key: key.map(|key| key.verifier.to_string()),
        size: signed.as_ref().map_or(0, |it| it.size),
        steps: found.iter().map(step).collect::<Result<_>>()?,
        checkpoint: head,
    })
}

fn proved(it: &Numbered, index: u64, signed: Option<&Checkpoint>, known: &Hashes) -> Proved {
    let found = signed.and_then(|head| Some((include(index, head.size, known).ok()?, head.root)));
    match found {
        Some((inclusion, root)) => {
            Proved { holds: inclusion.holds(it.leaf.as_bytes(), &root), inclusion }
        }
        None => Proved { inclusion: Inclusion { index, size: 0, path: Vec::new() }, holds: false },
    }
}

/// Everything of one moment: the entries, the head, and the hashes that prove them.
async fn gathered(
    tx: &mut Tx,
    letter: Id<Letter>,
) -> Result<(Vec<Numbered>, Option<tree::Head>, Hashes)> {
    let found = entries::of_subject(tx, &subject(letter)).await?;
    let head = tree::head(tx).await?;
    let size = head.as_ref().map_or(0, |head| head.size.cast_unsigned());
    let numbers: BTreeSet<u64> = found
        .iter()
        .filter_map(|it| it.seq.map(i64::cast_unsigned))
        .flat_map(|index| wanted(|known| include(index, size, known)))
        .collect();
    let numbers: Vec<u64> = numbers.into_iter().collect();
    let known = tree::hashes(tx, &numbers).await?;
    Ok((found, head, known))
}
