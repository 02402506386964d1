//! `pelangi backup`: a copy of a cell while it serves.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use audit::Kind;
use db::transfer::Manifest as Tables;
use db::{Db, Engine, Options, Target};
use serde_json::{Value, json};

use super::{Answer, Failure, Outcome, Progress, load, open, runtime};
use crate::archive::{
    DATABASE_FILE, DATABASE_FOLDER, FILES, KEYS, KeyMarks, Manifest, NewFolder, SETTINGS, Shape,
    TRIED, copy_files, copy_tree, facts, remove,
};
use crate::cli::BackupArgs;
use crate::config::Config;
use crate::deeds::{self, BACKED_UP, Deed};
use crate::house::House;

pub fn run(args: &BackupArgs, answer: Answer) -> Outcome {
    let config = load(&args.config)?;
    let manifest = runtime()?.block_on(async {
        let house = open(&config).await?;
        let folder = NewFolder::begin(&args.to)?;
        let made = copy(&house, &config, args).await;
        let facts = json!({
            "folder": args.to,
            "with_keys": args.with_keys,
            "entries": made.as_ref().ok().map(|manifest| manifest.head().0),
        });
        tell_trail(&house, BACKED_UP, &args.to, made.is_ok(), facts).await;
        folder.finish_with(made)
    })?;
    let keys = match args.with_keys {
        true => "The keys are in it: whoever holds it can sign notices. Guard it like the server.",
        false => {
            "The keys are not in it. Keep a copy of them in another safe place: without them \
                  the backup cannot be restored."
        }
    };
    let words = format!("The backup is in {}.\n{}\n{keys}", args.to.display(), summary(&manifest));
    answer.give(&json_of(&manifest, &args.to), words)
}

async fn copy(house: &House, config: &Config, args: &BackupArgs) -> Result<Manifest, Failure> {
    copy_settings(&args.config, &args.to)?;
    let (shape, database) = copy_data(house, config, &args.to).await?;
    if args.with_keys {
        copy_tree(&config.data.keys, &args.to.join(KEYS))?;
    }
    describe(house, config, shape, database).write(&args.to)
}

/// That an archive was made, or could not be; the last part of its path names it.
pub async fn tell_trail(house: &House, kind: Kind, folder: &Path, done: bool, facts: Value) {
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
    let outcome = if done { audit::Outcome::Done } else { audit::Outcome::Failed };
    deeds::record_or_tell(&house.cell, Deed { kind, subject: &name, outcome, facts }).await;
}

fn copy_settings(from: &Path, to: &Path) -> Outcome {
    let copied = fs::read(from).and_then(|text| fs::write(to.join(SETTINGS), text));
    copied.map_err(|e| Failure::work(format_args!("{}: {e}", from.display())))
}

/// Signed ends first: they must not be newer than the trail in the copy. The other files last:
/// a row in the copy must not name a file that is not in it.
async fn copy_data(house: &House, config: &Config, to: &Path) -> Result<(Shape, Tables), Failure> {
    let (from, files) = (&config.data.files, to.join(FILES));
    if let Err(error) = audit::checkpoint(&house.cell).await {
        // A full disk must not keep anybody from saving what there is.
        eprintln!("the end of the audit trail could not be signed now: {error}; going on");
    }
    let signed = |path: &Path| path.starts_with("audit");
    copy_files(from, &files, signed)?;
    let copied = copy_database(house, to).await?;
    copy_files(from, &files, |path| !signed(path) && !files::is_passing(path))?;
    Ok(copied)
}

async fn copy_database(house: &House, to: &Path) -> Result<(Shape, Tables), Failure> {
    let db = house.cell.db();
    let label = facts::label(house.cell.settings().code.as_str());
    if db.engine() == Engine::Postgres {
        return Ok((Shape::Neutral, neutral(house, &to.join(DATABASE_FOLDER)).await?));
    }
    let file = to.join(DATABASE_FILE);
    db.backup(&file).await.map_err(base::Error::from)?;
    // Counted in a restored copy, so that the backup stays as it was written, and is tried.
    let tried = to.join(TRIED);
    db::restore(&file, &tried).await.map_err(base::Error::from)?;
    let copy = Db::open(&Target::Sqlite(tried.clone()), Options::default()).await;
    let copy = copy.map_err(base::Error::from)?;
    let progress = Progress::start();
    let tables = copy.tally(&label, &mut |p| progress.tell(&p.table, 0, 0)).await;
    progress.end();
    copy.close().await;
    for ending in ["", "-wal", "-shm"] {
        let path = to.join(format!("{TRIED}{ending}"));
        remove(&path).map_err(|e| Failure::work(format_args!("{}: {e}", path.display())))?;
    }
    Ok((Shape::Sqlite, tables.map_err(base::Error::from)?))
}

/// Every table as text.
pub async fn neutral(house: &House, to: &Path) -> Result<Tables, Failure> {
    let label = facts::label(house.cell.settings().code.as_str());
    let progress = Progress::start();
    let mut tell = |p: db::transfer::Progress| progress.tell(&p.table, 0, 0);
    let tables = house.cell.db().export(to, &label, &mut tell).await;
    progress.end();
    Ok(tables.map_err(base::Error::from)?)
}

/// The manifest without its files.
pub fn describe(house: &House, config: &Config, shape: Shape, database: Tables) -> Manifest {
    let settings = house.cell.settings();
    let folder = &config.data.files;
    Manifest {
        format: Manifest::FORMAT,
        shape,
        product_version: env!("CARGO_PKG_VERSION").to_owned(),
        cell_code: settings.code.as_str().to_owned(),
        cell_name: settings.name.clone(),
        made_at: house.cell.now().to_string(),
        keys: KeyMarks::of(house.cell.keys(), &config.data.keys),
        files_folder: folder
            .canonicalize()
            .unwrap_or_else(|_| folder.clone())
            .display()
            .to_string(),
        database,
        files: Vec::new(),
    }
}

/// Rows, money and the head of the trail: what both sides of a move must agree on.
pub fn summary(manifest: &Manifest) -> String {
    let (entries, hash) = manifest.head();
    let mut lines = format!(
        "  cell         {} ({})\n  rows         {}\n  audit trail  {entries} entries, head {hash}\n  \
         keys         {}",
        manifest.cell_name,
        manifest.cell_code,
        manifest.rows(),
        manifest.keys.signing.join(", ")
    );
    for (column, sum) in manifest.money() {
        // Writing to a text cannot fail.
        let _ = write!(lines, "\n  rupiah       {sum:>20}  {column}");
    }
    lines
}

/// The same for programs.
pub fn json_of(manifest: &Manifest, folder: &Path) -> Value {
    let (entries, hash) = manifest.head();
    let tables = manifest.database.tables.iter().map(|t| (t.name.clone(), json!(t.rows)));
    json!({
        "folder": folder,
        "cell": manifest.cell_code,
        "rows": manifest.rows(),
        "tables": tables.collect::<serde_json::Map<_, _>>(),
        "rupiah": manifest.money(),
        "audit": { "entries": entries, "head": hash },
        "keys": manifest.keys.signing,
        "files": manifest.files.len(),
    })
}
