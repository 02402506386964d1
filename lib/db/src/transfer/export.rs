//! Writes a cell into a folder.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use base::Instant;

use super::manifest::{FORMAT, Manifest, MigrationMark, TableMark};
use super::{Fact, LIMIT, Report, TransferError, tally};
use crate::catalogue::Table;
use crate::{Db, DbError, Tx, Value, params};

/// What the caller knows about the export.
#[derive(Debug, Clone, Copy)]
pub struct Label<'a> {
    pub product_version: &'a str,
    /// Region code of the cell, for example `64.08`.
    pub cell_code: &'a str,
    pub exported_at: Instant,
    pub facts: &'a [Fact],
}

impl Db {
    /// Writes all tables, as they are at one moment, into a new or empty folder. The manifest is
    /// written last: a folder without one is not an export.
    ///
    /// # Errors
    /// [`TransferError::FolderInUse`], or what disk and database report.
    pub async fn export(
        &self,
        folder: &Path,
        label: &Label<'_>,
        report: Report<'_>,
    ) -> Result<Manifest, TransferError> {
        claim(folder)?;
        let manifest = self.describe(Some(folder), label, report).await?;
        manifest.write(folder)?;
        Ok(manifest)
    }

    /// What an export would say about itself: rows, sums and checksums of all tables as they are
    /// at one moment. Two databases with equal tables hold the same.
    ///
    /// # Errors
    /// What the database reports.
    pub async fn tally(
        &self,
        label: &Label<'_>,
        report: Report<'_>,
    ) -> Result<Manifest, TransferError> {
        self.describe(None, label, report).await
    }

    async fn describe(
        &self,
        folder: Option<&Path>,
        label: &Label<'_>,
        report: Report<'_>,
    ) -> Result<Manifest, TransferError> {
        let migrations = self.marks().await?;
        let work = async |tx: &mut Tx| {
            let mut tables = Vec::new();
            for table in &tx.catalogue().await?.tables {
                tables.push(match folder {
                    Some(folder) => export_table(tx, table, folder, &mut *report).await?,
                    None => tally::pour(tx, table, &mut std::io::sink(), &mut *report).await?,
                });
            }
            Ok::<_, TransferError>((tables, facts(tx, label.facts).await?))
        };
        let (tables, facts) = self.with_timeout(LIMIT).read(work).await?;
        Ok(Manifest {
            format: FORMAT,
            product_version: label.product_version.to_owned(),
            cell_code: label.cell_code.to_owned(),
            engine: self.engine().name().to_owned(),
            exported_at: label.exported_at.to_string(),
            migrations,
            tables,
            facts,
        })
    }

    pub(super) async fn marks(&self) -> Result<Vec<MigrationMark>, DbError> {
        let mark = |((module, number), hash)| MigrationMark { module, number, hash };
        Ok(self.applied().await?.into_iter().map(mark).collect())
    }
}

fn claim(folder: &Path) -> Result<(), TransferError> {
    fs::create_dir_all(folder).map_err(|e| TransferError::io(folder, &e))?;
    let mut inside = fs::read_dir(folder).map_err(|e| TransferError::io(folder, &e))?;
    match inside.next() {
        Some(_) => Err(TransferError::FolderInUse { folder: folder.display().to_string() }),
        None => Ok(()),
    }
}

async fn export_table(
    tx: &mut Tx,
    table: &Table,
    folder: &Path,
    report: Report<'_>,
) -> Result<TableMark, TransferError> {
    let path = folder.join(format!("{}.jsonl", table.name));
    // Only the owner may read it: it holds data of persons.
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
    let file = file.map_err(|e| TransferError::io(&path, &e))?;
    let mut out = BufWriter::with_capacity(1 << 18, file);
    let mark = tally::pour(tx, table, &mut out, report).await?;
    let done = out.flush().and_then(|()| out.get_ref().sync_all());
    done.map_err(|e| TransferError::io(&path, &e))?;
    Ok(mark)
}

/// Reads the figures that must survive the move.
pub(super) async fn facts(
    tx: &mut Tx,
    wanted: &[Fact],
) -> Result<BTreeMap<String, String>, TransferError> {
    let mut found = BTreeMap::new();
    for (name, statement) in wanted {
        let text = match tx.one(statement, params![]).await?.value(0)? {
            Value::Null => String::new(),
            Value::Int(int) => int.to_string(),
            Value::Real(real) => real.to_string(),
            Value::Text(text) => text.clone(),
            Value::Bytes(bytes) => crate::hex(bytes),
        };
        found.insert((*name).to_owned(), text);
    }
    Ok(found)
}
