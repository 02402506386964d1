//! `pelangi key rotate`: a new signing key; what the older ones signed stays genuine.

use std::path::Path;

use audit::Outcome as Ended;
use cell::Keys;
use serde_json::json;

use super::{Answer, Failure, Outcome, load, open, runtime};
use crate::config::Config;
use crate::deeds::{self, Deed, KEY_ROTATED};
use crate::house::House;
use crate::system::SystemRandom;

pub fn rotate(config: &Path, answer: Answer) -> Outcome {
    let config = load(config)?;
    // Only the keys of a cell that works are changed.
    let (id, before) = runtime()?.block_on(async {
        let house = open(&config).await?;
        exchange(&house, &config).await
    })?;
    let json = json!({ "key": id, "before": before });
    let words = format!(
        "Key {id} signs from now on; a running server follows by itself.\n\
         Key {before} stays in {}, because it verifies what it signed. Back the folder up again: \
         `pelangi backup --with-keys`.",
        config.data.keys.display()
    );
    answer.give(&json, words)
}

/// The entry stands in the trail before the key signs anything: no deed is missing there.
async fn exchange(house: &House, config: &Config) -> Result<(String, String), Failure> {
    let (cell, folder) = (&house.cell, &config.data.keys);
    let before = cell.keys().current_id();
    let id = Keys::add(folder, &SystemRandom).map_err(base::Error::from)?;
    let facts = json!({ "before": before.as_str() });
    let deed =
        |outcome| Deed { kind: KEY_ROTATED, subject: id.as_str(), outcome, facts: facts.clone() };
    deeds::record(cell, deed(Ended::Done)).await?;
    if let Err(error) = Keys::put_in_force(folder, &id) {
        deeds::record_or_tell(cell, deed(Ended::Failed)).await;
        return Err(base::Error::from(error).into());
    }
    Ok((id.as_str().to_owned(), before.as_str().to_owned()))
}
