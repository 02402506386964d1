//! `pelangi cell create`: a new cell with its settings, keys and database.

use std::path::Path;

use base::{RegionCode, Zone};
use cell::Keys;
use db::Target;
use identity::{Actor, Agency};
use serde_json::json;

use super::{Answer, Failure, Outcome, runtime};
use crate::archive::Unfinished;
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
    let (config, link) = runtime()?.block_on(async {
        let begun = Unfinished::begin();
        let config = begin(&args.config, &new, &begun)?;
        let house = open_new(&config).await?;
        let link = house.identity.start_first_administrator().await?;
        begun.finish();
        Ok::<_, Failure>((config, link))
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

/// Writes the settings and the keys of a new cell; nothing that exists is overwritten. What cannot
/// be used is refused before anything is written.
pub fn make(path: &Path, new: &NewCell) -> Result<Config, Failure> {
    let begun = Unfinished::begin();
    let config = begin(path, new, &begun)?;
    begun.finish();
    Ok(config)
}

fn begin(path: &Path, new: &NewCell, begun: &Unfinished) -> Result<Config, Failure> {
    let config = Config::read(path, &new.to_toml()).map_err(Failure::input)?;
    begun.will_make(path)?;
    claim(&config, begun)?;
    Keys::create(&config.data.keys, &SystemRandom).map_err(Failure::work)?;
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written =
        std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, new.to_toml()));
    written.map_err(|e| Failure::work(format_args!("{}: {e}", path.display())))?;
    Ok(config)
}

/// Where a new cell lies: keys, files and a SQLite file that are not there yet.
pub fn claim(config: &Config, begun: &Unfinished) -> Outcome {
    let target = Target::parse(&config.data.database).map_err(Failure::input)?;
    begun.will_make(&config.data.keys)?;
    begun.will_make(&config.data.files)?;
    let Some(file) = target.path() else { return Ok(()) };
    for ending in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        begun.will_make(Path::new(&name))?;
    }
    Ok(())
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
