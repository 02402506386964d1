//! The reference tables of the extract: regions, zones and their values, books, building uses.

use std::path::Path;

use super::GenerateError;
use super::sheet::Sheet;
use super::villages::{Density, Regency, Village};
use super::zones::Zone;

const CODES: &str = include_str!("../../data/codes.csv");

type Written = Result<(&'static str, u64), GenerateError>;

/// Writes REF_PROPINSI, REF_DATI2, REF_KECAMATAN and REF_KELURAHAN. The last two carry the
/// ministry's code in KD_WILAYAH, which maps the demo's made-up codes to the real regions.
pub fn regions(
    folder: &Path,
    regency: &Regency,
) -> Result<Vec<(&'static str, u64)>, GenerateError> {
    let upper = |name: &str| name.to_uppercase();
    let mut provinces = Sheet::create(folder, "REF_PROPINSI.csv", &["KD_PROPINSI", "NM_PROPINSI"])?;
    provinces.text("64").text(&upper(&regency.province_name)).end()?;
    let header = ["KD_PROPINSI", "KD_DATI2", "NM_DATI2"];
    let mut regencies = Sheet::create(folder, "REF_DATI2.csv", &header)?;
    let name = regency.name.trim_start_matches("Kabupaten ");
    regencies.text("64").text("08").text(&upper(name)).end()?;
    let districts = districts(folder, &regency.villages)?;
    Ok(vec![
        provinces.finish()?,
        regencies.finish()?,
        districts,
        villages(folder, &regency.villages)?,
    ])
}

fn districts(folder: &Path, villages: &[Village]) -> Written {
    let header = ["KD_PROPINSI", "KD_DATI2", "KD_KECAMATAN", "NM_KECAMATAN", "KD_WILAYAH"];
    let mut sheet = Sheet::create(folder, "REF_KECAMATAN.csv", &header)?;
    for group in villages.chunk_by(|a, b| a.code[..7] == b.code[..7]) {
        let first = &group[0];
        let region = first.region.rsplit_once('.').map_or("", |(district, _)| district);
        sheet.text(&first.code[..2]).text(&first.code[2..4]).text(&first.code[4..7]);
        sheet.text(&first.district_name.to_uppercase()).text(region).end()?;
    }
    sheet.finish()
}

fn villages(folder: &Path, villages: &[Village]) -> Written {
    let header = [
        "KD_PROPINSI",
        "KD_DATI2",
        "KD_KECAMATAN",
        "KD_KELURAHAN",
        "KD_SEKTOR",
        "NM_KELURAHAN",
        "KD_WILAYAH",
    ];
    let mut sheet = Sheet::create(folder, "REF_KELURAHAN.csv", &header)?;
    for village in villages {
        let urban = village.kelurahan || village.density == Density::Urban;
        sheet.village(&village.code).text(if urban { "20" } else { "10" });
        sheet.text(&village.name.to_uppercase()).text(&village.region).end()?;
    }
    sheet.finish()
}

/// Writes DAT_ZNT and DAT_NIR. NIR is in thousands of rupiah per m², as in the legacy tables.
pub fn zones(
    folder: &Path,
    villages: &[Village],
    zones: &[Vec<Zone>],
    years: &[i16],
) -> Result<Vec<(&'static str, u64)>, GenerateError> {
    let village = ["KD_PROPINSI", "KD_DATI2", "KD_KECAMATAN", "KD_KELURAHAN"];
    let header = |rest: &[&'static str]| [&village[..], rest].concat();
    let mut list = Sheet::create(folder, "DAT_ZNT.csv", &header(&["KD_ZNT"]))?;
    let columns = header(&["KD_ZNT", "THN_NIR_ZNT", "NO_DOKUMEN", "NIR"]);
    let mut values = Sheet::create(folder, "DAT_NIR.csv", &columns)?;
    for (village, zones) in villages.iter().zip(zones) {
        for zone in zones {
            list.village(&village.code).text(&zone.code).end()?;
            for &year in years {
                values.village(&village.code).text(&zone.code).number(year);
                values.text(&format!("{year}0000001")).thousands(zone.value(year)).end()?;
            }
        }
    }
    Ok(vec![list.finish()?, values.finish()?])
}

/// Writes REF_BUKU with the classic limits and REF_JPB.
pub fn lists(folder: &Path) -> Result<Vec<(&'static str, u64)>, GenerateError> {
    let header = ["THN_AWAL", "THN_AKHIR", "KD_BUKU", "NILAI_MIN_BUKU", "NILAI_MAX_BUKU"];
    let mut books = Sheet::create(folder, "REF_BUKU.csv", &header)?;
    let limits = [0, 100_000, 500_000, 2_000_000, 5_000_000, 999_999_999_999_i64];
    for (book, pair) in (1..).zip(limits.windows(2)) {
        let above = if book == 1 { 0 } else { pair[0] + 1 };
        books.number(2014).number(9999).number(book).number(above).number(pair[1]).end()?;
    }
    let mut uses = Sheet::create(folder, "REF_JPB.csv", &["KD_JPB", "NM_JPB"])?;
    for line in CODES.lines() {
        if let Some((code, name)) = line.strip_prefix("JPB,").and_then(|l| l.split_once(',')) {
            uses.text(code).text(name.trim_matches('"')).end()?;
        }
    }
    Ok(vec![books.finish()?, uses.finish()?])
}
