//! `pelangi key rotate`: a new signing key; what the older ones signed stays genuine.

use std::path::Path;

use cell::Keys;
use serde_json::json;

use super::{Answer, Outcome, load, open, runtime};
use crate::system::SystemRandom;

pub fn rotate(config: &Path, answer: Answer) -> Outcome {
    let config = load(config)?;
    // Only the keys of a cell that works are changed.
    let before = runtime()?.block_on(async {
        let house = open(&config).await?;
        Ok::<_, super::Failure>(house.cell.keys().current_id())
    })?;
    let id = Keys::rotate(&config.data.keys, &SystemRandom).map_err(base::Error::from)?;
    let json = json!({ "key": id.as_str(), "before": before.as_str() });
    let words = format!(
        "Key {id} signs from the next start of the server on; restart it now.\n\
         Key {before} stays in {}, because it verifies what it signed. Back the folder up again: \
         `pelangi backup --with-keys`.",
        config.data.keys.display()
    );
    answer.give(&json, words)
}
