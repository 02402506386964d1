//! The villages of the demo: real names and codes, made-up tax-office codes and weights
//! (data/SOURCES.md).

use std::collections::BTreeMap;

use super::GenerateError;

const REGIONS: &str = include_str!("../../data/regions-64.08.csv");
const DEMO: &str = include_str!("../../data/demo-villages.csv");

/// How dense a village is built, which steers land values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Density {
    Urban,
    Town,
    Rural,
}

/// A desa or kelurahan.
#[derive(Debug, Clone)]
pub struct Village {
    /// Ten digits in the tax office's codes.
    pub code: String,
    pub name: String,
    pub district_name: String,
    /// Code of the ministry; empty for the village outside the reference.
    pub region: String,
    pub kelurahan: bool,
    pub weight: u64,
    pub density: Density,
}

/// The regency with its villages, in the order of their codes.
pub struct Regency {
    pub province_name: String,
    pub name: String,
    pub villages: Vec<Village>,
}

/// Reads the embedded lists.
pub fn load() -> Result<Regency, GenerateError> {
    let names: BTreeMap<&str, (&str, &str)> = REGIONS.lines().skip(1).filter_map(region).collect();
    let name_of = |code: &str| names.get(code).map(|(name, _)| (*name).to_owned());
    let villages: Option<Vec<Village>> =
        DEMO.lines().skip(1).map(|line| village(line, &names)).collect();
    let damaged = || GenerateError::Data("demo-villages.csv");
    Ok(Regency {
        province_name: name_of("64").ok_or_else(damaged)?,
        name: name_of("64.08").ok_or_else(damaged)?,
        villages: villages.ok_or_else(damaged)?,
    })
}

fn region(line: &str) -> Option<(&str, (&str, &str))> {
    let (code, rest) = line.split_once(',')?;
    Some((code, rest.split_once(',')?))
}

fn village(line: &str, names: &BTreeMap<&str, (&str, &str)>) -> Option<Village> {
    let values: Vec<&str> = line.split(',').collect();
    let [region, district, village, weight, density] = values.as_slice() else { return None };
    let (name, kind) = names.get(region)?;
    let (district_name, _) = names.get(region.rsplit_once('.')?.0)?;
    Some(Village {
        code: format!("6408{district}{village}"),
        name: (*name).to_owned(),
        district_name: (*district_name).to_owned(),
        region: (*region).to_owned(),
        kelurahan: *kind == "kelurahan",
        weight: weight.parse().ok()?,
        density: match *density {
            "urban" => Density::Urban,
            "town" => Density::Town,
            _ => Density::Rural,
        },
    })
}

impl Village {
    /// A village that was merged away: objects still carry its code, the reference does not.
    pub fn outside_reference() -> Self {
        Self {
            code: "6408040099".to_owned(),
            name: "Desa Lama".to_owned(),
            district_name: "Sangatta Utara".to_owned(),
            region: String::new(),
            kelurahan: false,
            weight: 0,
            density: Density::Town,
        }
    }
}
