//! Reads a folder written by an export into an empty database.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::manifest::{Manifest, TableMark};
use super::{Fact, LIMIT, Progress, Report, STEP, TransferError, export, line, tally};
use crate::catalogue::{Catalogue, Column, Table};
use crate::{Db, Tx, Value, hex};

impl Db {
    /// Imports an export into this migrated, empty database, in one transaction. Checksums are
    /// verified before, and counts, sums, checksums and facts recomputed from the stored rows
    /// after; any difference undoes the import.
    ///
    /// # Errors
    /// [`TransferError::Checksum`], [`TransferError::Missing`], [`TransferError::NotEmpty`],
    /// [`TransferError::Format`] when the schemas differ, [`TransferError::Line`] …
    pub async fn import(
        &self,
        folder: &Path,
        facts: &[Fact],
        report: Report<'_>,
    ) -> Result<Manifest, TransferError> {
        self.import_over(folder, &[], facts, report).await
    }

    /// The same into a database whose `seeded` tables may hold rows: what a new cell is made with,
    /// such as its first administrator. They are removed in the same transaction; a row in any
    /// other table refuses the import.
    ///
    /// # Errors
    /// Those of [`Db::import`].
    pub async fn import_over(
        &self,
        folder: &Path,
        seeded: &[&str],
        facts: &[Fact],
        report: Report<'_>,
    ) -> Result<Manifest, TransferError> {
        let manifest = Manifest::read(folder)?;
        if manifest.migrations != self.marks().await? {
            let problem = "the schema of the database is another one; use the program version \
                           that made the export, then migrate";
            return Err(TransferError::Format { problem: problem.to_owned() });
        }
        for mark in &manifest.tables {
            verify(folder, mark)?;
        }
        let report = std::sync::Mutex::new(report);
        let work = async |tx: &mut Tx| {
            let mut tell = |progress| {
                if let Ok(mut report) = report.lock() {
                    report(progress);
                }
            };
            clear(tx, &manifest, seeded).await?;
            load(tx, folder, &manifest, facts, &mut tell).await
        };
        self.with_timeout(LIMIT).write(work).await?;
        Ok(manifest)
    }
}

/// Removes the rows of seeded tables, those that point to others first.
async fn clear(tx: &mut Tx, manifest: &Manifest, seeded: &[&str]) -> Result<(), TransferError> {
    let catalogue = tx.catalogue().await?;
    for table in order(&catalogue, manifest)?.iter().rev() {
        if seeded.contains(&table.name.as_str()) {
            tx.batch("import", &format!("delete from {}", table.name)).await?;
        }
    }
    Ok(())
}

async fn load(
    tx: &mut Tx,
    folder: &Path,
    manifest: &Manifest,
    facts: &[Fact],
    report: Report<'_>,
) -> Result<(), TransferError> {
    let catalogue = tx.catalogue().await?;
    let order = order(&catalogue, manifest)?;
    for table in &order {
        if !tx.is_empty(&table.name).await? {
            return Err(TransferError::NotEmpty { table: table.name.clone() });
        }
    }
    if !tx.on_postgres() {
        // A row may point to a later one of its own table. Checked below, before the commit.
        tx.batch("import", "pragma defer_foreign_keys = on").await?;
    }
    for table in &order {
        load_table(tx, folder, table, &mut *report).await?;
    }
    if !tx.on_postgres() {
        let mut dangling = false;
        tx.walk_text("import", "pragma foreign_key_check", |_| {
            dangling = true;
            Ok(false)
        })
        .await?;
        if dangling {
            return Err(TransferError::Mismatch { what: "a reference between rows".to_owned() });
        }
    }
    compare(tx, &order, manifest, facts, report).await
}

/// The tables, those that others point to first.
fn order<'a>(
    catalogue: &'a Catalogue,
    manifest: &Manifest,
) -> Result<Vec<&'a Table>, TransferError> {
    let exported: BTreeSet<&str> = manifest.tables.iter().map(|t| t.name.as_str()).collect();
    let present: BTreeSet<&str> = catalogue.tables.iter().map(|t| t.name.as_str()).collect();
    if let Some(table) = exported.symmetric_difference(&present).next() {
        let problem = format!("table {table} is only on one side");
        return Err(TransferError::Format { problem });
    }
    let mut left: Vec<&Table> = catalogue.tables.iter().collect();
    let mut order: Vec<&Table> = Vec::new();
    while !left.is_empty() {
        let done: BTreeSet<&str> = order.iter().map(|t| t.name.as_str()).collect();
        let (ready, waiting): (Vec<&Table>, Vec<&Table>) =
            left.into_iter().partition(|t| t.needs().all(|n| done.contains(n)));
        if ready.is_empty() {
            let table = waiting.first().map(|t| t.name.clone()).unwrap_or_default();
            let problem = "it and another table point to each other";
            return Err(TransferError::Table { table, problem });
        }
        order.extend(ready);
        left = waiting;
    }
    Ok(order)
}

async fn load_table(
    tx: &mut Tx,
    folder: &Path,
    table: &Table,
    report: Report<'_>,
) -> Result<(), TransferError> {
    let path = folder.join(format!("{}.jsonl", table.name));
    let file = File::open(&path).map_err(|e| TransferError::io(&path, &e))?;
    let columns = tally::stored(table);
    let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
    let mut failed = None;
    let lines = Lines {
        lines: BufReader::with_capacity(1 << 18, file),
        text: String::new(),
        number: 0,
        table: &table.name,
        columns: &columns,
        failed: &mut failed,
        report,
    };
    tx.bulk_into("import", &table.name, &names, lines).await?;
    match failed {
        Some((line, problem)) => {
            Err(TransferError::Line { file: path.display().to_string(), line, problem })
        }
        None => Ok(()),
    }
}

/// The rows of a file; ends at the first line that cannot be read and notes why.
struct Lines<'a> {
    lines: BufReader<File>,
    text: String,
    number: u64,
    table: &'a str,
    columns: &'a [Column],
    failed: &'a mut Option<(u64, String)>,
    report: Report<'a>,
}

impl Iterator for Lines<'_> {
    type Item = Vec<Value>;

    fn next(&mut self) -> Option<Self::Item> {
        self.text.clear();
        self.number += 1;
        let row = match self.lines.read_line(&mut self.text) {
            Ok(0) => return None,
            Ok(_) => line::read(&self.text, self.columns),
            Err(e) => Err(e.to_string()),
        };
        if self.number.is_multiple_of(STEP) {
            (self.report)(Progress { table: self.table.to_owned(), rows: self.number });
        }
        match row {
            Ok(values) => Some(values),
            Err(problem) => {
                *self.failed = Some((self.number, problem));
                None
            }
        }
    }
}

fn verify(folder: &Path, mark: &TableMark) -> Result<(), TransferError> {
    let path = folder.join(format!("{}.jsonl", mark.name));
    let mut file = File::open(&path).map_err(|e| TransferError::io(&path, &e))?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = file.read(&mut buffer).map_err(|e| TransferError::io(&path, &e))?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
    }
    if hex(&hash.finalize()) == mark.sha256 {
        Ok(())
    } else {
        Err(TransferError::Checksum { file: path.display().to_string() })
    }
}

/// Exports the stored rows once more, into nothing, and compares.
async fn compare(
    tx: &mut Tx,
    tables: &[&Table],
    manifest: &Manifest,
    facts: &[Fact],
    report: Report<'_>,
) -> Result<(), TransferError> {
    for table in tables {
        let found = tally::pour(tx, table, &mut std::io::sink(), &mut *report).await?;
        if !manifest.tables.contains(&found) {
            return Err(TransferError::Mismatch { what: format!("table {}", table.name) });
        }
    }
    let found = export::facts(tx, facts).await?;
    match found.iter().find(|(name, value)| manifest.facts.get(*name) != Some(*value)) {
        Some((name, _)) => Err(TransferError::Mismatch { what: name.clone() }),
        None => Ok(()),
    }
}
