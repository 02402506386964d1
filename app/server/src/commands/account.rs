//! `pelangi account link`: a way in for the first administrator whose link got lost.

use std::path::Path;

use serde_json::json;

use super::{Answer, Outcome, load, open, runtime};

pub fn link(config: &Path, answer: Answer) -> Outcome {
    let config = load(config)?;
    let link = runtime()?.block_on(async {
        let house = open(&config).await?;
        let link = house.identity.start_first_administrator().await?;
        audit::seal(&house.cell).await?;
        Ok::<_, super::Failure>(link)
    })?;
    let address = format!("{}/tautan/{}", config.cell.public_url, link.token.reveal());
    let json = json!({ "link": address, "expires_at": link.expires_at.to_string() });
    let words = format!(
        "The first administrator comes in here, once, until {}; earlier links no longer work:\n  \
         {address}",
        link.expires_at
    );
    answer.give(&json, words)
}
