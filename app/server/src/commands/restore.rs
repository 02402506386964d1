//! `pelangi restore`: a new cell from a backup. Nothing that exists is overwritten.

use std::fs;
use std::path::{Path, PathBuf};

use db::{Options, Target};
use serde_json::json;
use toml::{Table, Value};

use super::backup::{json_of, summary, tell_trail};
use super::cell::claim;
use super::import::{load_tables, verify};
use super::{Answer, Failure, Outcome, load, runtime};
use crate::archive::{
    DATABASE_FILE, FILES, Manifest, SETTINGS, Shape, Unfinished, copy_tree, facts, find_keys,
};
use crate::cli::RestoreArgs;
use crate::config::Config;
use crate::deeds::RESTORED;
use crate::house::open_database;
use crate::modules::migrations;
use crate::system::SystemClock;

/// Where the database of a restored cell lies, beside its settings.
const DATABASE: &str = "sqlite:data/pelangi.db";

/// A database in which nothing was made yet has this row of every new database.
const OF_EVERY_DATABASE: &[&str] = &["audit_head"];

pub fn run(args: &RestoreArgs, answer: Answer) -> Outcome {
    absent(&args.config)?;
    let manifest = Manifest::read(&args.from)?;
    let keys = find_keys(&manifest, &args.from, args.keys.as_deref(), None)?;
    runtime()?.block_on(async {
        let begun = Unfinished::begin();
        let part = write_settings(args, &begun)?;
        restore(args, &part, &manifest, &keys, &begun).await?;
        // Last: without its settings nobody takes an unfinished cell for a real one.
        fs::rename(&part, &args.config).map_err(Failure::work)?;
        begun.finish();
        Ok::<_, Failure>(())
    })?;
    let words = format!(
        "The cell is restored; rows, money and the audit trail are those of the backup.\n{}\n\
         Start it with: pelangi serve --config {}",
        summary(&manifest),
        args.config.display()
    );
    answer.give(&json_of(&manifest, &args.from), words)
}

fn absent(path: &Path) -> Outcome {
    match path.exists() {
        false => Ok(()),
        true => Err(Failure::input(format_args!(
            "{} exists already; name another place, a restore never overwrites",
            path.display()
        ))),
    }
}

/// The settings of the backup with data and keys beside them, under a name that nobody serves.
fn write_settings(args: &RestoreArgs, begun: &Unfinished) -> Result<PathBuf, Failure> {
    let stored = args.from.join(SETTINGS);
    let text = fs::read_to_string(&stored).map_err(|e| {
        Failure::input(format_args!(
            "{}: {e}; an export has no settings: make a cell and use `pelangi import`",
            stored.display()
        ))
    })?;
    let mut settings: Table =
        text.parse().map_err(|e| Failure::input(format_args!("{}: {e}", stored.display())))?;
    let database = args.database.clone().unwrap_or_else(|| DATABASE.to_owned());
    let data = Table::from_iter([("database".to_owned(), Value::from(database))]);
    settings.insert("data".to_owned(), data.into());
    let text = format!(
        "# Settings of this cell, from a backup. Every setting and its default: `pelangi config \
         manual`.\n\n{}",
        toml::to_string(&settings).map_err(Failure::work)?
    );
    let part = args.config.with_added_extension("part");
    begun.will_make(&part)?;
    let folder = part.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&part, text));
    written.map_err(|e| Failure::work(format_args!("{}: {e}", part.display())))?;
    Ok(part)
}

async fn restore(
    args: &RestoreArgs,
    part: &Path,
    manifest: &Manifest,
    keys: &Path,
    begun: &Unfinished,
) -> Outcome {
    let config = load(part)?;
    let target = Target::parse(&config.data.database).map_err(Failure::input)?;
    claim(&config, begun)?;
    restore_database(args, &target, manifest).await?;
    copy_tree(keys, &config.data.keys)?;
    copy_tree(&args.from.join(FILES), &config.data.files)?;
    compare(&config, manifest).await?;
    let house = verify(&config).await?;
    let facts = json!({ "folder": args.from, "made_at": manifest.made_at });
    tell_trail(&house, RESTORED, &args.from, true, facts).await;
    house.cell.db().close().await;
    Ok(())
}

async fn restore_database(args: &RestoreArgs, target: &Target, manifest: &Manifest) -> Outcome {
    if manifest.shape == Shape::Neutral {
        let db = open_database(&target.address()).await?;
        db.migrate(&migrations(), &SystemClock).await.map_err(base::Error::from)?;
        let loaded = load_tables(&db, &args.from, OF_EVERY_DATABASE).await;
        db.close().await;
        return loaded;
    }
    let Some(file) = target.path() else {
        return Err(Failure::input(
            "the backup holds a copy of a SQLite file; restore it without --database, then move \
             the cell with `pelangi export` and `pelangi import`",
        ));
    };
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(Failure::work)?;
    }
    db::restore(&args.from.join(DATABASE_FILE), file).await.map_err(base::Error::from)?;
    Ok(())
}

/// Counts again what was restored, then brings it to the tables of this program.
async fn compare(config: &Config, manifest: &Manifest) -> Outcome {
    let target = Target::parse(&config.data.database).map_err(Failure::input)?;
    let db = db::Db::open(&target, Options::default()).await.map_err(base::Error::from)?;
    let label = facts::label(config.code.as_str());
    let found = db.tally(&label, &mut |_| {}).await.map_err(base::Error::from)?;
    if found.tables != manifest.database.tables || found.facts != manifest.database.facts {
        return Err(Failure::work(
            "what was restored differs from what was saved; do not use it. Copy the backup again \
             and restore into another place",
        ));
    }
    db.migrate(&migrations(), &SystemClock).await.map_err(base::Error::from)?;
    db.close().await;
    Ok(())
}
