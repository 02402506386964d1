//! The demo generator: a folder that looks like the SISMIOP extract of a regency.
//!
//! The villages are the real ones of Kutai Timur, the people exist nowhere (data/SOURCES.md).
//! Notices of past years are computed with `pbb` by the example rules of their year, so every
//! figure can be explained; the dirt of real registers is strewn in on purpose: ids that are no
//! NIK, one person under two ids, land without area, a village the reference lost, values in
//! thousands, notices marked as paid without a payment, payments without a notice, gaps in the
//! numbering of payments.
//!
//! Rows are written as they are drawn, so a million objects need no more memory than a hundred;
//! the same arguments give the same bytes. The parents of joint property (DAT_OP_INDUK) have no
//! notice: their flats bear them.

mod dice;
mod extract;
mod flats;
mod parcel;
mod payments;
mod people;
mod references;
mod sheet;
mod tables;
mod tax;
mod villages;
mod writer;
mod zones;

use std::io;
use std::path::{Path, PathBuf};

use base::{Date, Nop, Rupiah};

use crate::domain::rules::{RuleBook, RuleBookError};

/// The first four digits of every invented NIK: 64 is a province, 99 no regency of it, so nobody can
/// have such a number.
pub const INVENTED_REGION: &str = "6499";

/// The example rules, for the demo cell too.
pub const DEMO_RULES: &str = include_str!("../../data/rules-demo.toml");

/// The file by which generated data is told from real data, whatever becomes of the tables.
pub const DEMO_MARK: &str = "DATA-CONTOH.txt";
const DEMO_SENTENCE: &str = "Data contoh: orang, objek, dan angka dalam folder ini rekaan dan \
    hanya boleh masuk ke sel demo.\n";

/// How many years of notices an extract holds.
pub const YEARS: i16 = 5;
/// More would leave the blocks of a village without free numbers.
const MOST_OBJECTS: u32 = 20_000_000;

/// What can be chosen beyond size, seed and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// No payment is later than this day; `None`: 31 October of the latest year.
    pub as_of: Option<Date>,
    /// Strew in the dirt that only the reference shows: objects in a village that is not in it.
    pub lost_village: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { as_of: None, lost_village: true }
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Each file with its number of rows.
    pub files: Vec<(&'static str, u64)>,
    /// A few objects to try the look-up with.
    pub samples: Vec<Sample>,
}

/// An object worth looking up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    pub nop: Nop,
    pub story: Story,
    /// The owner's id where it is a valid NIK.
    pub nik: Option<String>,
    /// An earlier payment, which also proves that one may see the notice.
    pub payment: Option<(Date, Rupiah)>,
}

/// Why a sample is worth looking up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Story {
    /// The latest notice is paid.
    Paid,
    /// The latest notice is not paid, earlier ones are.
    Unpaid,
    /// Nothing was ever paid.
    Arrears,
    /// Several buildings on one object.
    SeveralBuildings,
    /// A flat with its share of joint land.
    Flat,
    /// Worth too little in every year to be taxed.
    Nil,
}

/// Why nothing, or not everything, was written.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    #[error("the number of objects is 1 to {MOST_OBJECTS}")]
    Objects,
    #[error("the latest year is {low} to 2100: the example rules begin in 2014", low = 2014 + YEARS - 1)]
    Year,
    #[error("{} is not empty; choose another folder, nothing is overwritten", .0.display())]
    NotEmpty(PathBuf),
    #[error("{file} cannot be written")]
    Write {
        file: String,
        #[source]
        source: io::Error,
    },
    #[error(transparent)]
    Rules(#[from] RuleBookError),
    #[error(transparent)]
    Classes(#[from] pbb::ClassTableError),
    #[error(transparent)]
    Assess(#[from] pbb::AssessError),
    #[error("the built-in {0} is damaged")]
    Data(&'static str),
}

/// Writes an extract with exactly `objects` objects into `folder`, which is made when it is not
/// there and must be empty. `year` is the latest year with notices; land values are also set for
/// the year after it. `progress` is told the number of objects so far, about once in a thousand.
pub fn generate(
    folder: &Path,
    objects: u32,
    seed: u64,
    year: i32,
    options: &Options,
    progress: &mut dyn FnMut(u32),
) -> Result<Summary, GenerateError> {
    if objects == 0 || objects > MOST_OBJECTS {
        return Err(GenerateError::Objects);
    }
    let year = i16::try_from(year).ok().filter(|y| (2014 + YEARS - 1..=2100).contains(y));
    let year = year.ok_or(GenerateError::Year)?;
    prepare(folder)?;
    std::fs::write(folder.join(DEMO_MARK), DEMO_SENTENCE)
        .map_err(|source| GenerateError::Write { file: DEMO_MARK.to_owned(), source })?;
    let book = RuleBook::parse(DEMO_RULES)?;
    let request = extract::Request { objects, seed, year, options: *options };
    extract::write(folder, &book, &request, progress)
}

fn prepare(folder: &Path) -> Result<(), GenerateError> {
    let failed = |source| GenerateError::Write { file: folder.display().to_string(), source };
    std::fs::create_dir_all(folder).map_err(failed)?;
    if std::fs::read_dir(folder).map_err(failed)?.next().is_some() {
        return Err(GenerateError::NotEmpty(folder.to_owned()));
    }
    Ok(())
}
