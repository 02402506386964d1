//! `pelangi cell create`: a new cell with its settings, keys and database.

use std::path::Path;

use base::{RegionCode, Zone};
use cell::Keys;
use identity::{Actor, Agency};
use serde_json::json;

use super::{Answer, Failure, Outcome, runtime};
use crate::cli::CellCreateArgs;
use crate::config::{Config, NewCell};
use crate::house::{House, Schema};
use crate::regions;
use crate::system::SystemRandom;

/// Makes the cell and prints the link by which its first administrator comes in.
pub fn create(args: &CellCreateArgs, answer: Answer) -> Outcome {
    let new = NewCell {
        code: RegionCode::parse(&args.code).map_err(Failure::input)?,
        name: args.name.clone(),
        zone: Zone::parse(&args.zone).map_err(Failure::input)?,
        public_url: args.public_url.clone(),
        database: args.database.clone(),
        demo: args.demo,
    };
    let config = make(&args.config, &new)?;
    let link = runtime()?.block_on(async {
        let house = open_new(&config).await?;
        house.identity.start_first_administrator().await.map_err(Failure::from)
    })?;
    let address = format!("{}/tautan/{}", config.cell.public_url, link.token.reveal());
    let config = args.config.display();
    let words = format!(
        "The cell {} ({}) is made. Its settings: {config}\n\
         Start it with: pelangi serve --config {config}\n\
         The first administrator comes in here, once, within 24 hours:\n  {address}",
        new.name, new.code
    );
    answer.give(&json!({ "config": args.config, "first_administrator": address }), words)
}

/// Writes the settings and the keys of a new cell; nothing that exists is overwritten.
pub fn make(path: &Path, new: &NewCell) -> Result<Config, Failure> {
    if path.exists() {
        return Err(Failure::input(format_args!(
            "{} exists already; choose another file, an existing cell is never overwritten",
            path.display()
        )));
    }
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(Failure::work)?;
    }
    std::fs::write(path, new.to_toml()).map_err(Failure::work)?;
    let config = Config::load(path).map_err(Failure::input)?;
    Keys::create(&config.data.keys, &SystemRandom).map_err(Failure::work)?;
    Ok(config)
}

/// Opens a new cell for the first time: tables, and the agencies that are known.
pub async fn open_new(config: &Config) -> Result<House, Failure> {
    let house = House::open(config, Schema::Migrate).await?;
    let known: Vec<Agency> = regions::agencies(&config.code);
    if !known.is_empty() {
        house.identity.set_agencies(&Actor::operator(), &known).await?;
    }
    Ok(house)
}
