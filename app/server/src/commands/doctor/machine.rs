//! The machine: space, a file store that takes files, a clock that runs.

use std::path::{Path, PathBuf};

use base::{Clock, Instant};
use cell::Cell;
use db::{Target, Tx};

use super::Finding;
use crate::config::Config;
use crate::store::NEWEST_ENTRY;
use crate::system::SystemClock;

const MIB: u64 = 1 << 20;
/// Below this an import or a migration of a regency may not fit.
const LITTLE: u64 = 2_048 * MIB;
const NONE: u64 = 200 * MIB;
/// Seconds two machines' clocks may differ.
const DRIFT: i64 = 60;

/// The space where data is kept; one line per place.
pub fn disk(config: &Config) -> Vec<Finding> {
    let database = Target::parse(&config.data.database).ok();
    let database = database.and_then(|target| target.path().map(Path::to_owned));
    let mut places: Vec<PathBuf> = [database, Some(config.data.files.clone())]
        .into_iter()
        .flatten()
        .filter_map(|path| path.ancestors().find(|p| p.is_dir()).map(Path::to_owned))
        .collect();
    places.dedup();
    places.iter().map(|place| space(place)).collect()
}

fn space(place: &Path) -> Finding {
    let (shown, advice) = (place.display(), "free some space or move the cell to a larger disk");
    match rustix::fs::statvfs(place) {
        Err(error) => {
            Finding::warn("disk", format_args!("{shown}: {error}"), "look at it yourself")
        }
        Ok(stat) => {
            let free = stat.f_bavail.saturating_mul(stat.f_frsize);
            let says = format!("{} MiB free at {shown}", free / MIB);
            match free {
                free if free < NONE => Finding::fail("disk", says, advice),
                free if free < LITTLE => Finding::warn("disk", says, advice),
                _ => Finding::ok("disk", says),
            }
        }
    }
}

/// Writes and removes a file where the file store lies.
pub fn files(folder: &Path) -> Finding {
    let probe = folder.join(".doctor");
    let tried = std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&probe, b"a probe of pelangi doctor"))
        .and_then(|()| std::fs::remove_file(&probe));
    match tried {
        Ok(()) => Finding::ok("files", format_args!("{} takes files", folder.display())),
        Err(error) => Finding::fail(
            "files",
            format_args!("{}: {error}", folder.display()),
            "give the service's user the right to write there",
        ),
    }
}

/// A clock that was set back would date notices and payments wrongly.
pub async fn clock(cell: &Cell) -> Finding {
    let now = SystemClock.now();
    let advice = "set the clock of the machine (timedatectl, chrony)";
    let newest = cell.db().read(async |tx: &mut Tx| {
        tx.one(&NEWEST_ENTRY, db::params![]).await?.get::<Option<Instant>>("at")
    });
    let year = now.date(cell.zone()).year();
    match newest.await {
        _ if !(2026..2100).contains(&year) => {
            Finding::fail("clock", format_args!("it says the year {year}"), advice)
        }
        Ok(Some(newest)) if newest > now.plus_seconds(DRIFT) => {
            let says = format!("it says {now}, but the trail has an entry of {newest}");
            Finding::fail("clock", says, advice)
        }
        Ok(_) => Finding::ok("clock", format_args!("{now}, zone {}", cell.zone().name())),
        Err(error) => Finding::fail("clock", error, "mend the database first"),
    }
}
