//! `pelangi migrate`: brings the tables of a cell up to date.

use std::path::Path;

use serde_json::json;

use super::{Answer, Outcome, load, runtime};
use crate::house::open_database;
use crate::modules::migrations;
use crate::system::SystemClock;

pub fn run(config: &Path, answer: Answer) -> Outcome {
    let config = load(config)?;
    let done = runtime()?.block_on(async {
        let db = open_database(&config.data.database).await?;
        let done = db.migrate(&migrations(), &SystemClock).await;
        db.close().await;
        done.map_err(base::Error::from)
    })?;
    let names: Vec<String> =
        done.applied.iter().map(|(m, number)| format!("{m} {number}")).collect();
    let mut words = match names.as_slice() {
        [] => "The tables are up to date; nothing was changed.".to_owned(),
        names => format!("Applied: {}.", names.join(", ")),
    };
    if let Some(copy) = &done.backup {
        words = format!("{words}\nThe database as it was before: {}", copy.display());
    }
    answer.give(&json!({ "applied": names, "backup": done.backup }), words)
}
