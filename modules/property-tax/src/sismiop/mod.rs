//! Reading a SISMIOP extract: a folder of CSV files named like the tables of the legacy system.
//!
//! Extracts come from Oracle spools, SQL Developer, Excel and conversions of conversions. So a
//! file may use comma or semicolon (tab and bar are understood too), UTF-8 with or without mark
//! or Windows-1252 (even row by row), column names in any order and case, and numbers and dates
//! in the forms of [`number`] and [`date`]. A [`Table`] streams such a file in constant memory
//! and answers each row with a typed record or with a [`RowProblem`] that names line and column;
//! one bad row never costs the rows after it. What cannot be read without guessing is a problem,
//! not a guess: these rows become tax bills.
//!
//! ```no_run
//! # use property_tax::sismiop::{ObjectRecord, Table, TableError};
//! # fn read(folder: &std::path::Path) -> Result<(), TableError> {
//! for row in Table::<ObjectRecord>::open(folder)? {
//!     match row {
//!         Ok((line, object)) => drop((line, object.nop)),
//!         Err(problem) => drop((problem.line, problem.reason.code())),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`units`] tells rupiah from thousands of rupiah, [`Quality`] counts what the data-quality
//! report shows.

mod buildings;
mod check;
pub mod date;
mod field;
mod files;
mod header;
mod notices;
pub mod number;
mod objects;
mod problem;
mod references;
mod scan;
mod subjects;
mod table;
pub mod units;

pub use buildings::BuildingRecord;
pub use check::{Quality, RowCount, Totals, UnitEvidence, YearTotal};
pub use field::{Column, Fault, Field, Fields, YearOrNone};
pub use files::unread;
pub use notices::{NoticeRecord, PaymentRecord};
pub use objects::{
    JointMemberRecord, JointParentRecord, LandRecord, ObjectRecord, ZoneRecord, ZoneValueRecord,
};
pub use problem::{Reason, RowProblem, TableError};
pub use references::{
    BookRecord, BuildingUseRecord, DistrictRecord, ProvinceRecord, RegencyRecord, VillageRecord,
};
pub use subjects::SubjectRecord;
pub use table::{Record, Table};
