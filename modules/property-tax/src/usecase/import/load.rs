//! What an import carries from table to table.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use base::{Date, Error, Kind, NopVillage};

use super::Progress;
use super::known::{Change, Key};
use super::mapping::Refused;
use super::pipeline::{Sink, Stopped};
use super::rejects::Rejects;
use super::report::Changes;
use crate::sismiop::{Quality, Record, RowProblem, Table, TableError};

/// Counts, refused rows and what later tables need of earlier ones.
#[derive(Debug, Default)]
pub struct Load {
    pub quality: Quality,
    pub rejects: Rejects,
    pub changes: BTreeMap<&'static str, Changes>,
    /// Villages of REF_KELURAHAN.
    pub reference: HashSet<NopVillage>,
    pub subjects: HashSet<Key>,
    /// Names and addresses, to find one person under two ids.
    pub people: HashMap<Key, Key>,
    /// Somebody in it carries a NIK that only the demo invents.
    pub has_invented_people: bool,
    pub zones_in_use: HashSet<(NopVillage, String)>,
    /// Zones with a value, and the latest year of it.
    pub zones_valued: HashMap<(NopVillage, String), i64>,
    /// The days on which its notices fall due, with their tax year.
    pub due_dates: BTreeSet<(Date, i64)>,
    done: u64,
    total: u64,
}

/// Why reading ended early.
#[derive(Debug)]
pub enum ReadError {
    Table(TableError),
    /// The writer gave up; its own error is told.
    Stopped,
}

impl From<TableError> for ReadError {
    fn from(error: TableError) -> Self {
        Self::Table(error)
    }
}

impl From<Stopped> for ReadError {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

/// Rows between two signs of progress.
const TELL_EVERY: u64 = 8_192;

impl Load {
    pub fn new(total: u64) -> Self {
        Self { total, ..Self::default() }
    }

    /// Reads a table with its copies per year; refused rows are noted and left out.
    pub fn each<R: Record>(
        &mut self,
        folder: &Path,
        mut take: impl FnMut(&mut Self, R) -> Result<(), Refused>,
    ) -> Result<(), TableError> {
        for mut table in Table::<R>::open_all(folder)? {
            while let Some(row) = table.next() {
                self.settle(&mut table, row, |load, record| take(load, record).map(|()| true))?;
            }
            self.done += table.size();
        }
        Ok(())
    }

    /// The same, with a sink to hand rows to; `take` says whether to go on.
    pub fn each_to<R: Record>(
        &mut self,
        folder: &Path,
        sink: &mut Sink,
        mut take: impl FnMut(&mut Self, &mut Sink, R) -> Result<bool, Refused>,
    ) -> Result<(), ReadError> {
        for mut table in Table::<R>::open_all(folder)? {
            let mut count = 0_u64;
            while let Some(row) = table.next() {
                if count.is_multiple_of(TELL_EVERY) {
                    let done = self.done + table.position();
                    sink.at(Progress { phase: R::TABLE, done, total: self.total })?;
                }
                count += 1;
                if !self.settle(&mut table, row, |load, record| take(load, sink, record))? {
                    return Err(ReadError::Stopped);
                }
            }
            self.done += table.size();
        }
        Ok(())
    }

    fn settle<R: Record>(
        &mut self,
        table: &mut Table<R>,
        row: Result<(u64, R), RowProblem>,
        take: impl FnOnce(&mut Self, R) -> Result<bool, Refused>,
    ) -> Result<bool, TableError> {
        let problem = match row {
            Ok((line, record)) => match take(self, record) {
                Ok(go_on) => {
                    self.quality.count_read(R::TABLE);
                    return Ok(go_on);
                }
                Err(refused) => refused.at(line),
            },
            Err(problem) => problem,
        };
        if problem.reason.is_fatal() {
            let source = std::io::Error::other("the file ended in a read error");
            return Err(TableError::Unreadable { path: table.file().to_owned(), source });
        }
        self.quality.count_refused(R::TABLE, problem.reason);
        self.rejects.add(table.file(), &problem);
        Ok(true)
    }

    pub fn count(&mut self, table: &'static str, change: Change) {
        self.changes.entry(table).or_default().add(change);
    }
}

/// A folder or file that cannot be used, for the person who gave it.
pub fn folder_error(error: TableError) -> Error {
    let code = match &error {
        TableError::NoFile { .. } => "property-tax/import-no-file",
        TableError::Ambiguous { .. } => "property-tax/import-ambiguous",
        TableError::Empty { .. } => "property-tax/import-empty",
        TableError::Utf16 { .. } => "property-tax/import-utf16",
        TableError::NoHeader { .. } => "property-tax/import-no-header",
        TableError::MissingColumns { .. } => "property-tax/import-missing-columns",
        TableError::DuplicateColumn { .. } => "property-tax/import-duplicate-column",
        TableError::Unreadable { .. } => "property-tax/import-unreadable",
    };
    let plain = Error::new(Kind::Invalid, code);
    let listed = |names: &[String]| names.join(", ");
    match error {
        TableError::NoFile { table, found } | TableError::Ambiguous { table, found } => {
            plain.with("table", table).with("found", listed(&found))
        }
        TableError::Empty { file } | TableError::Utf16 { file } | TableError::NoHeader { file } => {
            plain.with("file", file)
        }
        TableError::MissingColumns { file, missing, found } => plain
            .with("file", file)
            .with("missing", missing.join(", "))
            .with("found", listed(&found)),
        TableError::DuplicateColumn { file, column } => {
            plain.with("file", file).with("column", column)
        }
        TableError::Unreadable { path, source } => plain.with("path", path).caused_by(source),
    }
}
