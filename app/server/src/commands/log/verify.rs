//! `pelangi log verify`: a copy, by its files and a key alone.

use std::fs;
use std::path::Path;

use serde_json::json;
use tlog::{Checkpoint, Flaw, Summary, VerifierKey, verify_copy};

use super::key_of;
use crate::cli::LogVerifyArgs;
use crate::commands::{Answer, Failure, Outcome};

pub fn run(args: &LogVerifyArgs, answer: Answer) -> Outcome {
    let key = key_of(&args.key)?;
    let older = args.older.as_deref().map(|path| older(path, &key)).transpose()?;
    if !args.dir.is_dir() {
        return Err(Failure::input(format_args!("{} is no folder", args.dir.display())));
    }
    match verify_copy(|path| fs::read(args.dir.join(path)).ok(), &key, older.as_ref()) {
        Ok(summary) => answer.give(&json_of(&summary), words(&summary)),
        Err(flaw) => {
            answer.give(&json!({ "whole": false, "flaw": flaw.to_string() }), broken(&flaw))?;
            Err(Failure::told())
        }
    }
}

fn older(path: &Path, key: &VerifierKey) -> Result<Checkpoint, Failure> {
    let refused = |error: &dyn std::fmt::Display| {
        Failure::input(format_args!("--older {}: {error}", path.display()))
    };
    let note = fs::read(path).map_err(|error| refused(&error))?;
    Checkpoint::open(&note, key).map_err(|error| refused(&error))
}

fn json_of(summary: &Summary) -> serde_json::Value {
    let root: String = summary.checkpoint.root.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({
        "whole": true,
        "origin": summary.checkpoint.origin,
        "size": summary.checkpoint.size,
        "root": root,
        "extends": summary.extends,
        "late": summary.late,
    })
}

fn words(summary: &Summary) -> String {
    let Checkpoint { origin, size, .. } = &summary.checkpoint;
    let goes_on = match summary.extends {
        Some(older) => format!(" It goes on from the older checkpoint of {older} entries."),
        None => String::new(),
    };
    format!(
        "The copy is whole: {size} entries of {origin}, as the checkpoint signs them.{goes_on}{}",
        late(&summary.late)
    )
}

/// What a reader should ask about, though nothing was changed.
fn late(numbers: &[u64]) -> String {
    let Some((first, others)) = numbers.split_first() else { return String::new() };
    let others =
        if others.is_empty() { String::new() } else { format!(" and {} others", others.len()) };
    format!(
        "\nNumber {first}{others} say a time that lies long before their place in the log. Ask those \
         who keep it why: they may have been put in afterwards."
    )
}

/// What is wrong, and what to do about it.
pub(super) fn broken(flaw: &Flaw) -> String {
    let advice = match flaw {
        Flaw::Missing(_) | Flaw::Count { .. } => {
            "Copy the log again; a copy without all entries proves nothing"
        }
        Flaw::Unreadable { path, .. } if path == "checkpoint" => {
            "Compare the key with the one that was published elsewhere"
        }
        Flaw::Rewritten { .. } => {
            "The log was rewritten. Keep both checkpoints and this copy: together they prove it"
        }
        Flaw::Unreadable { .. } | Flaw::Tile { .. } | Flaw::Root => {
            "Copy the log again into another folder. If it is the same there, the log was changed: \
             keep this copy and tell the inspectorate"
        }
    };
    format!("The copy is not whole: {flaw}.\n{advice}.")
}
