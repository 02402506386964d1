//! Writes the lines of a table and keeps count, sum and checksum of them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::error::TransferError;
use super::manifest::TableMark;
use super::{Progress, Report, STEP, line};
use crate::catalogue::{Column, Table};
use crate::{DbError, Tx, Value, hex};

/// The columns of a table that are stored, sorted by name.
pub(super) fn stored(table: &Table) -> Vec<Column> {
    let mut columns: Vec<Column> = table.columns.iter().filter(|c| !c.generated).cloned().collect();
    columns.sort_by(|a, b| a.name.cmp(&b.name));
    columns
}

/// Streams all rows of a table into `out`, ordered by primary key.
pub(super) async fn pour(
    tx: &mut Tx,
    table: &Table,
    out: &mut (dyn Write + Send),
    report: Report<'_>,
) -> Result<TableMark, TransferError> {
    if table.primary_key.is_empty() {
        let problem = "it has no primary key to order its rows by";
        return Err(TransferError::Table { table: table.name.clone(), problem });
    }
    let columns = stored(table);
    let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
    let (names, key) = (names.join(", "), table.primary_key.join(", "));
    let sql = format!("select {names} from {} order by {key}", table.name);
    let mut tally = Tally::new(&columns);
    let mut broken: Option<io::Error> = None;
    tx.walk_text("export", &sql, |row| {
        broken = tally.add(out, &columns, row.values()).err();
        if tally.rows.is_multiple_of(STEP) {
            report(Progress { table: table.name.clone(), rows: tally.rows });
        }
        Ok::<bool, DbError>(broken.is_none())
    })
    .await?;
    match broken {
        Some(e) => Err(TransferError::io(std::path::Path::new(&table.name), &e)),
        None => Ok(tally.mark(&table.name)),
    }
}

struct Tally {
    rows: u64,
    hash: Sha256,
    /// Place and sum of each rupiah column.
    rupiah: BTreeMap<String, (usize, i128)>,
    line: Vec<u8>,
}

impl Tally {
    fn new(columns: &[Column]) -> Self {
        let money = |name: &str| name == "rupiah" || name.ends_with("_rupiah");
        let rupiah = columns.iter().enumerate().filter(|(_, c)| money(&c.name));
        Self {
            rows: 0,
            hash: Sha256::new(),
            rupiah: rupiah.map(|(place, c)| (c.name.clone(), (place, 0))).collect(),
            line: Vec::new(),
        }
    }

    fn add(&mut self, out: &mut dyn Write, columns: &[Column], row: &[Value]) -> io::Result<()> {
        self.line.clear();
        line::write(&mut self.line, columns, row);
        self.rows += 1;
        self.hash.update(&self.line);
        for (place, sum) in self.rupiah.values_mut() {
            if let Some(Value::Int(rupiah)) = row.get(*place) {
                *sum += i128::from(*rupiah);
            }
        }
        out.write_all(&self.line)
    }

    fn mark(self, name: &str) -> TableMark {
        let rupiah = self.rupiah.into_iter().map(|(column, (_, sum))| (column, sum.to_string()));
        TableMark {
            name: name.to_owned(),
            rows: self.rows,
            sha256: hex(&self.hash.finalize()),
            rupiah: rupiah.collect(),
        }
    }
}
