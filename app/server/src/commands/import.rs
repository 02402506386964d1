//! `pelangi import`: reads an export into a new cell, on either engine.

use std::fs;
use std::path::{Path, PathBuf};

use db::Db;
use serde_json::json;

use super::backup::{json_of, summary, tell_trail};
use super::{Answer, Failure, Outcome, Progress, audit as trail, load, runtime};
use crate::archive::{
    DATABASE_FOLDER, FILES, Manifest, Shape, copy_tree, facts, find_keys, folder_of, remove,
};
use crate::cli::ImportArgs;
use crate::config::Config;
use crate::deeds::IMPORTED;
use crate::house::{House, Schema, open_database};
use crate::modules::migrations;
use crate::system::SystemClock;

pub fn run(args: &ImportArgs, answer: Answer) -> Outcome {
    let config = load(&args.config)?;
    let manifest = Manifest::read(&args.from)?;
    fits(&config, &manifest)?;
    let own = &config.data.keys;
    let keys = find_keys(&manifest, &args.from, args.keys.as_deref(), Some(own))?;
    runtime()?.block_on(async {
        let db = open_new(&config).await?;
        // Files first: copied again they are the same, while tables are loaded only once.
        if !folder_of(&config.data.files, &manifest.files_folder) {
            copy_tree(&args.from.join(FILES), &config.data.files)?;
        }
        let aside = exchange(own, &keys)?;
        let loaded = load_tables(&db, &args.from, facts::SEEDED).await;
        db.close().await;
        if let (Err(_), Some(aside)) = (&loaded, &aside) {
            put_back(own, aside);
        }
        loaded?;
        let house = verify(&config).await?;
        let facts = json!({ "folder": args.from, "made_at": manifest.made_at });
        tell_trail(&house, IMPORTED, &args.from, true, facts).await;
        house.cell.db().close().await;
        Ok::<_, Failure>(())
    })?;
    let words = format!(
        "The cell is imported; rows, money and the head of the audit trail are equal on both \
         sides.\n{}\nStart it with: pelangi serve --config {}",
        summary(&manifest),
        args.config.display()
    );
    answer.give(&json_of(&manifest, &args.from), words)
}

fn fits(config: &Config, manifest: &Manifest) -> Outcome {
    if manifest.shape != Shape::Neutral {
        return Err(Failure::input(
            "this is a backup with a copy of a SQLite file; use `pelangi restore`, or make an \
             export of the cell",
        ));
    }
    if config.code.as_str() != manifest.cell_code {
        return Err(Failure::input(format_args!(
            "the export is of the cell {}, the settings are of {}; make a cell with the same code",
            manifest.cell_code, config.code
        )));
    }
    Ok(())
}

/// The database of a cell that nobody has used yet, with its tables.
async fn open_new(config: &Config) -> Result<Db, Failure> {
    let db = open_database(&config.data.database).await?;
    db.migrate(&migrations(), &SystemClock).await.map_err(base::Error::from)?;
    if facts::is_new(&db).await.map_err(base::Error::from)? {
        return Ok(db);
    }
    db.close().await;
    Err(Failure::input(
        "somebody uses this cell already, and an import never overwrites; make a new cell with \
         `pelangi cell create` and import into that",
    ))
}

/// Loads an archive's tables, and compares them with its manifest before anything is stored.
pub async fn load_tables(db: &Db, archive: &Path, seeded: &[&str]) -> Outcome {
    let progress = Progress::start();
    let mut tell = |p: db::transfer::Progress| progress.tell(&p.table, 0, 0);
    let folder = archive.join(DATABASE_FOLDER);
    let done = db.import_over(&folder, seeded, facts::FACTS, &mut tell).await;
    progress.end();
    done.map_err(base::Error::from)?;
    Ok(())
}

/// Puts the keys of the old cell where the new one has its own, which signed nothing yet and are
/// kept beside it.
fn exchange(own: &Path, keys: &Path) -> Result<Option<PathBuf>, Failure> {
    if own == keys {
        return Ok(None);
    }
    let aside = own.with_added_extension("before-import");
    let part = own.with_added_extension("part");
    // Cut off at any point, the import can be run again: the exchange is two renames.
    let exchanged = || -> std::io::Result<()> {
        if own.exists() {
            fs::rename(own, &aside)?;
        }
        fs::rename(&part, own)
    };
    remove(&part).map_err(|e| Failure::work(format_args!("{}: {e}", part.display())))?;
    copy_tree(keys, &part)?;
    exchanged().map_err(|e| {
        Failure::work(format_args!(
            "the keys in {} cannot be set aside as {}: {e}",
            own.display(),
            aside.display()
        ))
    })?;
    Ok(Some(aside))
}

fn put_back(own: &Path, aside: &Path) {
    let back = fs::remove_dir_all(own).and_then(|()| match aside.exists() {
        true => fs::rename(aside, own),
        false => Ok(()),
    });
    if let Err(error) = back {
        eprintln!("move {} back to {} yourself: {error}", aside.display(), own.display());
    }
}

/// The whole trail, with the keys and signed ends that came along.
pub async fn verify(config: &Config) -> Result<House, Failure> {
    let house = House::open(config, Schema::Leave).await?;
    let report = audit::verify(&house.cell, |_| {}).await?;
    if let Err(failure) = trail::sound(&report) {
        house.cell.db().close().await;
        return Err(failure);
    }
    Ok(house)
}
