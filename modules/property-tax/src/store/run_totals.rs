//! What an assessment adds up to, per village.

use base::{Nop, NopVillage, Rupiah};
use db::{DbError, Row, Tx, Value, params};

db::statements! {
    ADD_VILLAGE = "
        insert into ptax_run_village (
          run, village, objects, assessed, not_taxed, problems, older_zone_values
        )
        values ($1, $2, $3, $4, $5, $6, $7)";
    VILLAGES = "
        select village, objects, assessed, not_taxed, problems, older_zone_values
        from ptax_run_village
        where run = $1
        order by village";
    TOTALS = "
        select
          village, book, objects, gone_up, unchanged, gone_down, without_last_year, capped,
          due_rupiah, last_year_rupiah, uncapped_rupiah
        from ptax_run_total
        where run = $1
        order by village, book";
    CHANGES = "
        select class, cast(sum(objects) as bigint) as objects
        from ptax_run_change
        where run = $1
        group by class
        order by class";
    INCREASES = "
        select nop, last_year_rupiah, due_rupiah
        from ptax_run_increase
        where run = $1
        order by due_rupiah - last_year_rupiah desc, nop
        limit $2";
    PROBLEMS = "
        select nop, code, detail
        from ptax_run_problem
        where run = $1 and nop > $2
        order by nop
        limit $3";
    PROBLEM_KINDS = "
        select code, detail, count(*) as n
        from ptax_run_problem
        where run = $1
        group by code, detail
        order by n desc, code, detail
        limit $2";
}

/// A village that is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VillageDone {
    pub village: NopVillage,
    pub objects: i64,
    pub assessed: i64,
    pub not_taxed: i64,
    pub problems: i64,
    /// Land parts valued by an older year's NIR, because the zone has none for this year.
    pub older_zone_values: i64,
}

/// Sums of one village and book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    pub objects: i64,
    pub gone_up: i64,
    pub unchanged: i64,
    pub gone_down: i64,
    pub without_last_year: i64,
    /// Held back by the cap on the increase.
    pub capped: i64,
    pub due: Rupiah,
    pub last_year: Rupiah,
    /// What would be due without the cap.
    pub uncapped: Rupiah,
}

/// One large increase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Increase {
    pub nop: Nop,
    pub last_year: Rupiah,
    pub due: Rupiah,
}

/// An object that could not be assessed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub nop: Nop,
    pub code: String,
    pub detail: String,
}

pub const TOTAL_COLUMNS: &[&str] = &[
    "run",
    "village",
    "book",
    "objects",
    "gone_up",
    "unchanged",
    "gone_down",
    "without_last_year",
    "capped",
    "due_rupiah",
    "last_year_rupiah",
    "uncapped_rupiah",
];
pub const CHANGE_COLUMNS: &[&str] = &["run", "village", "class", "objects"];
pub const INCREASE_COLUMNS: &[&str] =
    &["run", "village", "place", "nop", "last_year_rupiah", "due_rupiah"];
pub const PROBLEM_COLUMNS: &[&str] = &["run", "nop", "code", "detail"];

impl Sums {
    /// The row under [`TOTAL_COLUMNS`].
    pub fn write_row(&self, run: &str, village: &NopVillage, book: u8) -> Vec<Value> {
        vec![
            run.into(),
            village.into(),
            book.into(),
            self.objects.into(),
            self.gone_up.into(),
            self.unchanged.into(),
            self.gone_down.into(),
            self.without_last_year.into(),
            self.capped.into(),
            self.due.into(),
            self.last_year.into(),
            self.uncapped.into(),
        ]
    }

    /// Adds other sums; amounts stop at the end of their range, which no regency reaches.
    pub fn add(&mut self, other: &Self) {
        self.objects += other.objects;
        self.gone_up += other.gone_up;
        self.unchanged += other.unchanged;
        self.gone_down += other.gone_down;
        self.without_last_year += other.without_last_year;
        self.capped += other.capped;
        self.due = Rupiah(self.due.0.saturating_add(other.due.0));
        self.last_year = Rupiah(self.last_year.0.saturating_add(other.last_year.0));
        self.uncapped = Rupiah(self.uncapped.0.saturating_add(other.uncapped.0));
    }
}

/// Notes that a village is complete.
pub async fn add_village(tx: &mut Tx, run: &str, done: &VillageDone) -> Result<(), DbError> {
    let VillageDone { village, objects, assessed, not_taxed, problems, older_zone_values } = *done;
    let values = params![run, village, objects, assessed, not_taxed, problems, older_zone_values];
    tx.execute(&ADD_VILLAGE, values).await.map(drop)
}

/// The villages that are complete.
pub async fn list_villages(tx: &mut Tx, run: &str) -> Result<Vec<VillageDone>, DbError> {
    let read = |row: &Row| {
        Ok(VillageDone {
            village: row.get(0)?,
            objects: row.int(1)?,
            assessed: row.int(2)?,
            not_taxed: row.int(3)?,
            problems: row.int(4)?,
            older_zone_values: row.int(5)?,
        })
    };
    tx.rows(&VILLAGES, params![run]).await?.iter().map(read).collect()
}

/// Sums per village and book.
pub async fn list_totals(tx: &mut Tx, run: &str) -> Result<Vec<(NopVillage, u8, Sums)>, DbError> {
    let read = |row: &Row| {
        let sums = Sums {
            objects: row.int(2)?,
            gone_up: row.int(3)?,
            unchanged: row.int(4)?,
            gone_down: row.int(5)?,
            without_last_year: row.int(6)?,
            capped: row.int(7)?,
            due: row.get(8)?,
            last_year: row.get(9)?,
            uncapped: row.get(10)?,
        };
        Ok((row.get(0)?, row.get(1)?, sums))
    };
    tx.rows(&TOTALS, params![run]).await?.iter().map(read).collect()
}

/// Objects per class of change.
pub async fn list_changes(tx: &mut Tx, run: &str) -> Result<Vec<(i64, i64)>, DbError> {
    let rows = tx.rows(&CHANGES, params![run]).await?;
    rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect()
}

/// The largest increases.
pub async fn list_increases(tx: &mut Tx, run: &str, most: i64) -> Result<Vec<Increase>, DbError> {
    let read =
        |row: &Row| Ok(Increase { nop: row.get(0)?, last_year: row.get(1)?, due: row.get(2)? });
    tx.rows(&INCREASES, params![run, most]).await?.iter().map(read).collect()
}

/// Objects that could not be assessed, after a NOP already shown.
pub async fn list_problems(
    tx: &mut Tx,
    run: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<Problem>, DbError> {
    let read = |row: &Row| Ok(Problem { nop: row.get(0)?, code: row.get(1)?, detail: row.get(2)? });
    tx.rows(&PROBLEMS, params![run, after, limit]).await?.iter().map(read).collect()
}

/// What stops the run, the most frequent first: code, detail, objects.
pub async fn list_problem_kinds(
    tx: &mut Tx,
    run: &str,
    most: i64,
) -> Result<Vec<(String, String, i64)>, DbError> {
    let rows = tx.rows(&PROBLEM_KINDS, params![run, most]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.int(2)?))).collect()
}
