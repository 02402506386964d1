//! `pelangi audit verify`: walks the whole trail and names the first thing that is wrong.

use std::path::Path;

use audit::{Report, Trouble};
use serde_json::{Value, json};

use super::{Answer, Failure, Outcome, Progress, load, open, runtime};

pub fn verify(config: &Path, answer: Answer) -> Outcome {
    let config = load(config)?;
    let report = runtime()?.block_on(async {
        let house = open(&config).await?;
        let progress = Progress::start();
        let head = house.cell.db().read(async |tx: &mut db::Tx| audit::head(tx).await);
        let total = u64::try_from(head.await.map_err(base::Error::from)?.seq).unwrap_or(0);
        let tell = |done: i64| progress.tell("entries", u64::try_from(done).unwrap_or(0), total);
        let report = audit::verify(&house.cell, tell).await?;
        progress.end();
        Ok::<_, Failure>(report)
    })?;
    answer.give(&json_of(&report), words(&report))?;
    sound(&report)
}

/// Refuses a trail in which something was changed.
pub fn sound(report: &Report) -> Outcome {
    match &report.fault {
        None => Ok(()),
        Some(fault) => Err(Failure::work(format_args!(
            "the audit trail was changed at entry {}: {}. Keep the database as it is, compare it \
             with the backups and the signed ends in the folder `audit` of the file store, and \
             tell whoever is responsible for security",
            fault.seq,
            meaning(fault.trouble)
        ))),
    }
}

/// The report for programs.
pub fn json_of(report: &Report) -> Value {
    let fault = report.fault.as_ref().map(
        |fault| json!({ "entry": fault.seq, "id": fault.id, "trouble": fault.trouble.as_str() }),
    );
    json!({
        "sound": report.fault.is_none(),
        "entries": report.entries,
        "head": report.hash.hex(),
        "unsealed": report.unsealed,
        "erased": report.erased,
        "checkpoints": report.checkpoints,
        "fault": fault,
    })
}

fn words(report: &Report) -> String {
    let Report { entries, erased, unsealed, checkpoints, .. } = report;
    let verdict = match report.fault {
        None => "Nothing was changed",
        Some(_) => "Something was changed",
    };
    format!(
        "{verdict}: {entries} entries walked, {checkpoints} signed ends compared, {erased} erased \
         with a record, {unsealed} waiting for their seal.\nhead {}",
        report.hash.hex()
    )
}

fn meaning(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Removed => "an entry was removed",
        Trouble::Broken => "the entry was changed, added or moved",
        Trouble::DetailsChanged => "name, address, values or reason of the entry were changed",
        Trouble::ErasedWithoutRecord => "its details were erased without a record of it",
        Trouble::HeadDiffers => "the trail ends elsewhere than its own head says",
        Trouble::CheckpointDiffers => "a signed end does not fit: the trail was cut or rewritten",
        Trouble::CheckpointForged => "a signed end was not signed by a key of this cell",
        Trouble::CheckpointFileMissing => "the signed end beside the database is missing",
    }
}
