//! Opening a cell for a command that runs beside the server.

use std::path::Path;

use db::Target;

use super::Failure;
use crate::config::Config;
use crate::house::{House, Schema};
use crate::modules::migrations;

/// Reads the settings.
pub fn load(path: &Path) -> Result<Config, Failure> {
    Config::load(path).map_err(Failure::input)
}

/// Opens a cell whose tables are those of this program; nothing is made or changed.
pub async fn open(config: &Config) -> Result<House, Failure> {
    must_exist(config)?;
    let house = House::open(config, Schema::Leave).await?;
    house.cell.db().check_schema(&migrations()).await.map_err(base::Error::from)?;
    Ok(house)
}

/// A misspelt path would otherwise become a new, empty database.
pub fn must_exist(config: &Config) -> Result<(), Failure> {
    let target = Target::parse(&config.data.database).map_err(Failure::input)?;
    match target.path() {
        Some(path) if !path.exists() => Err(Failure::input(format_args!(
            "there is no database at {}; `pelangi migrate` makes it, `pelangi restore` brings a \
             backup back",
            path.display()
        ))),
        _ => Ok(()),
    }
}
