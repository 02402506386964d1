//! A table: a file whose rows are read one by one into records.

use std::fs::File;
use std::io::Read;
use std::marker::PhantomData;
use std::path::Path;

use super::field::{Column, Fault, Fields};
use super::header::{self, Positions};
use super::scan::{Scanner, Step};
use super::{Reason, RowProblem, TableError, files};

/// A row of one SISMIOP table as typed values.
pub trait Record: Sized {
    /// Name of the table and, with `.csv`, of its file.
    const TABLE: &'static str;
    /// The columns each value is read from, in the order they are read.
    const COLUMNS: &'static [&'static [Column]];

    fn read(fields: &mut Fields<'_>) -> Result<Self, Fault>;
}

/// An open table. Iterating yields each row's line with its record, or what is wrong with it; it
/// ends at the end of the file, or after a problem whose reason is fatal.
pub struct Table<R> {
    file: String,
    size: u64,
    scanner: Scanner,
    positions: Positions,
    ended: bool,
    record: PhantomData<fn() -> R>,
}

impl<R: Record> Table<R> {
    /// Opens the table's file in the folder, whatever the case of its name.
    pub fn open(folder: &Path) -> Result<Self, TableError> {
        Self::open_file(&files::single(folder, R::TABLE)?)
    }

    /// Opens the table's file and its copies per year (`SPPT_2019.csv`), in the order of names.
    pub fn open_all(folder: &Path) -> Result<Vec<Self>, TableError> {
        files::with_years(folder, R::TABLE)?.iter().map(|path| Self::open_file(path)).collect()
    }

    /// Whether the folder has a file for this table, for tables an extract may lack.
    pub fn exists(folder: &Path) -> Result<bool, TableError> {
        match files::with_years(folder, R::TABLE) {
            Ok(_) => Ok(true),
            Err(TableError::NoFile { .. }) => Ok(false),
            Err(other) => Err(other),
        }
    }

    fn open_file(path: &Path) -> Result<Self, TableError> {
        let unreadable =
            |source| TableError::Unreadable { path: path.display().to_string(), source };
        let file = File::open(path).map_err(unreadable)?;
        let size = file.metadata().map_err(unreadable)?.len();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        let mut table = Self::from_reader(name.unwrap_or_default(), Box::new(file))?;
        table.size = size;
        Ok(table)
    }

    /// Reads the table from any stream; `file` is the name errors show.
    pub fn from_reader(file: String, input: Box<dyn Read + Send>) -> Result<Self, TableError> {
        let mut scanner = Scanner::new(input);
        let columns = R::COLUMNS.iter().flat_map(|group| group.iter().copied());
        let positions = header::read(&file, &mut scanner, columns)?;
        Ok(Self { file, size: 0, scanner, positions, ended: false, record: PhantomData })
    }

    /// Name of the file, as found in the folder.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Size of the file in bytes; 0 for a stream.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Bytes read so far, for a progress bar.
    pub fn position(&self) -> u64 {
        self.scanner.consumed()
    }

    fn row(&mut self, line: u64) -> Result<(u64, R), RowProblem> {
        let mut fields = Fields::new(&self.scanner, &self.positions);
        R::read(&mut fields).map(|record| (line, record)).map_err(|fault| RowProblem {
            line,
            column: Some(fault.column),
            excerpt: fault.excerpt,
            reason: fault.reason,
        })
    }
}

impl<R: Record> Iterator for Table<R> {
    type Item = Result<(u64, R), RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let whole_row =
            |line, reason| RowProblem { line, column: None, excerpt: String::new(), reason };
        match self.scanner.step() {
            Ok(Step::Record { line }) => Some(self.row(line)),
            Ok(Step::Problem { line, reason }) => Some(Err(whole_row(line, reason))),
            Ok(Step::End) => {
                self.ended = true;
                None
            }
            Err(_) => {
                self.ended = true;
                Some(Err(whole_row(self.scanner.line(), Reason::ReadFailed)))
            }
        }
    }
}

/// Writes a record and its reading from one list: the name of each value, its type, its columns.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident reads $table:literal {
        $($(#[$field_doc:meta])* $field:ident: $type:ty = $columns:expr;)*
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $crate::sismiop::Record for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static [$crate::sismiop::Column]] = &[$($columns),*];

            fn read(
                fields: &mut $crate::sismiop::Fields<'_>,
            ) -> Result<Self, $crate::sismiop::Fault> {
                // Values are read in the order they are written here, which is that of COLUMNS.
                Ok(Self { $($field: $crate::sismiop::Field::read(fields)?,)* })
            }
        }
    };
}
pub(super) use record;
