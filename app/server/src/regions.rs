//! Agencies (perangkat daerah) that are known for a regency when its cell is made. The regency
//! corrects them; the list only saves typing.

use base::RegionCode;
use identity::Agency;

/// `code,name,kind,parent` per line; see data/SOURCES.md.
const KUTAI_TIMUR: &str = include_str!("../data/agencies-64.08.csv");

/// The agencies of a regency, parents first; empty where none are known.
pub fn agencies(code: &RegionCode) -> Vec<Agency> {
    match code.as_str() {
        "64.08" => parse(KUTAI_TIMUR),
        _ => Vec::new(),
    }
}

fn parse(csv: &str) -> Vec<Agency> {
    let line = |line: &str| {
        let mut fields = line.split(',').map(str::to_owned);
        let (code, name, kind) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Agency { code, name, kind, parent: fields.next().filter(|p| !p.is_empty()) })
    };
    csv.lines().skip(1).filter_map(line).collect()
}
