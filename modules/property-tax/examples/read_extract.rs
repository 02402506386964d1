//! Measures the generator and the reader: `cargo run --release --example read_extract -- FOLDER N`
//! writes an extract of N objects into FOLDER (which must be empty) and reads every row of it.
#![expect(clippy::print_stdout, reason = "a measurement prints its figures")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use property_tax::generate::{Options, generate};
use property_tax::sismiop::{
    BuildingRecord, LandRecord, NoticeRecord, ObjectRecord, PaymentRecord, Record, SubjectRecord,
    Table,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder: PathBuf = arguments.next().ok_or("a folder is needed")?.into();
    let objects: u32 = arguments.next().ok_or("a number of objects is needed")?.parse()?;
    let begun = Instant::now();
    let summary = generate(&folder, objects, 1, 2026, &Options::default(), &mut |_| {})?;
    let rows: u64 = summary.files.iter().map(|(_, rows)| rows).sum();
    println!("generated {rows} rows in {:.1?}", begun.elapsed());
    read::<ObjectRecord>(&folder)?;
    read::<SubjectRecord>(&folder)?;
    read::<LandRecord>(&folder)?;
    read::<BuildingRecord>(&folder)?;
    read::<NoticeRecord>(&folder)?;
    read::<PaymentRecord>(&folder)?;
    Ok(())
}

fn read<R: Record>(folder: &Path) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let table = Table::<R>::open(folder)?;
    let bytes = table.size();
    let (mut good, mut bad) = (0_u64, 0_u64);
    for row in table {
        match row {
            Ok(_) => good += 1,
            Err(_) => bad += 1,
        }
    }
    let millis = begun.elapsed().as_millis().max(1);
    let per_second = u128::from(good + bad) * 1_000 / millis;
    let megabytes = u128::from(bytes) / 1_000 / millis;
    let name = R::TABLE;
    println!("{name:<18} {good:>9} rows, {bad} bad: {per_second:>9} rows/s, {megabytes} MB/s");
    Ok(())
}
