//! A tax object as one aggregate: its place, its owner, and what on it is valued.

use base::{Nop, Rupiah};
use serde::{Deserialize, Serialize};

use super::area::Area;

/// A tax object of the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxObject {
    pub nop: Nop,
    pub subject_id: String,
    pub address: ObjectAddress,
    /// Code of STATUS_WP: 1 owner, 2 tenant, 3 manager, 4 user, 5 disputed.
    pub ownership: String,
    /// Code of JNS_BUMI: 1 land with building, 2 ready plot, 3 vacant, 4 public facility.
    pub land_kind: String,
    /// Code of JNS_TRANSAKSI_OP; 3 means deleted.
    pub transaction_kind: String,
    /// Letter a to i of article 38 (3) of Law 1/2022, or empty when the object is taxed.
    pub exemption: String,
    pub land_area: Area,
    pub building_area: Area,
    pub parts: Parts,
}

/// Where an object lies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ObjectAddress {
    pub street: String,
    pub block: String,
    pub rt: String,
    pub rw: String,
}

impl ObjectAddress {
    /// `Jalan Melati 12 Blok C, RT 003 RW 001`.
    pub fn line(&self) -> String {
        address_line([&self.street, &self.block], &self.rt, &self.rw)
    }
}

/// Street parts and neighbourhood numbers on one line, leaving out what is empty.
pub fn address_line<const N: usize>(street: [&String; N], rt: &str, rw: &str) -> String {
    let mut line = street.map(|s| s.trim()).join(" ").trim().to_owned();
    for (label, number) in [("RT", rt), ("RW", rw)] {
        if !number.trim().is_empty() {
            let separator = if line.is_empty() || label == "RW" { " " } else { ", " };
            line = format!("{line}{separator}{label} {}", number.trim());
        }
    }
    readable(line.trim())
}

/// Legacy registers are in capitals; people read `Jl. Pendidikan No. 88, RT 027 RW 03`. Text that
/// has small letters already stays as it is, and so do RT, RW and Roman numbers.
pub fn readable(text: &str) -> String {
    if text.chars().any(char::is_lowercase) {
        return text.to_owned();
    }
    let roman = |w: &str| !w.is_empty() && w.chars().all(|c| "IVX".contains(c));
    let word = |w: &str| {
        let bare = w.trim_matches(|c: char| !c.is_alphanumeric());
        if roman(bare) || ["RT", "RW"].contains(&bare) {
            return w.to_owned();
        }
        let first = w.char_indices().find(|(_, c)| c.is_alphabetic());
        let split = first.map_or(w.len(), |(at, letter)| at + letter.len_utf8());
        format!("{}{}", &w[..split], w[split..].to_lowercase())
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// What is valued. Stored as JSON that only the program reads.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Parts {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub land: Vec<LandPart>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buildings: Vec<BuildingPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint: Option<JointShare>,
    /// The use that has a tariff of its own in the rules, such as land for food and livestock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tariff_use: Option<String>,
    /// This is itself a joint property: its owners pay through their shares, it has no notice.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_joint: bool,
}

/// Why a change of the parts makes no object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartsError {
    #[error("an object that bears no joint property needs land")]
    NoLand,
    #[error("a part has no area")]
    NoArea,
    #[error("a zone of land value is two letters or digits")]
    Zone,
    #[error("a use (JPB) is two digits, 01 to 16")]
    Usage,
}

impl Parts {
    /// The number of the next building.
    pub fn next_building(&self) -> i64 {
        self.buildings.iter().map(|part| part.number).max().unwrap_or(0).saturating_add(1)
    }

    /// Whether the parts may take the place of others: what an import brought may stay as it is,
    /// a part that is new or changed must be whole.
    pub fn check_change(&self, before: &Self) -> Result<(), PartsError> {
        if self.land.is_empty() && !before.land.is_empty() && self.joint.is_none() {
            return Err(PartsError::NoLand);
        }
        let mut land = self.land.iter().filter(|part| !before.land.contains(part));
        land.try_for_each(LandPart::check)?;
        let new = |part: &&BuildingPart| !before.buildings.iter().any(|b| b.number == part.number);
        self.buildings.iter().filter(new).try_for_each(BuildingPart::check)
    }
}

impl LandPart {
    /// Whether a part that no import brought is whole.
    pub fn check(&self) -> Result<(), PartsError> {
        let zone = self.zone.len() == 2 && self.zone.bytes().all(|b| b.is_ascii_alphanumeric());
        match () {
            () if !zone => Err(PartsError::Zone),
            () if self.area <= Area::ZERO => Err(PartsError::NoArea),
            () => Ok(()),
        }
    }
}

impl BuildingPart {
    /// Whether a building that no import brought is whole.
    pub fn check(&self) -> Result<(), PartsError> {
        let usage: u8 = self.usage.parse().unwrap_or(0);
        match () {
            () if self.usage.len() != 2 || !(1..=16).contains(&usage) => Err(PartsError::Usage),
            () if self.area <= Area::ZERO => Err(PartsError::NoArea),
            () => Ok(()),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A part of the land: its zone decides its value per square metre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandPart {
    pub zone: String,
    pub area: Area,
    /// Code of JNS_BUMI of this part.
    pub kind: String,
    /// The value the imported system computed, for zones without a value of the year.
    pub system_value: Rupiah,
}

/// A building with the value the imported system computed. Valuation by DBKB comes later and will
/// fill the same value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildingPart {
    pub number: i64,
    /// Use class (JPB), two digits.
    pub usage: String,
    pub area: Area,
    pub value: Rupiah,
    pub year_built: String,
    pub floors: i64,
}

/// The share of land and buildings that several objects own together (apartments): the area of
/// this unit over the area of all units, kept as two areas so that the share stays exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointShare {
    /// The NOP of the joint property.
    pub parent: String,
    pub own_area: Area,
    pub total_area: Area,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub land: Vec<LandPart>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buildings: Vec<BuildingPart>,
}
