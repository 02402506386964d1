//! One tax object as the calculation sees it: what stands on it, what it is worth, and whether
//! it is taxed at all.

use serde::{Deserialize, Serialize};

use crate::numbers::{Amount, Area, Percent, Share, UnitValue};

/// A part of the land with one value per m² (NIR of its zone).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LandPart {
    pub area_m2: Area,
    pub value_per_m2: UnitValue,
    /// `false`: the value counts as it is, without a class (individual valuation).
    #[serde(default = "yes")]
    pub classify: bool,
}

/// A building: its area and its value including its facilities (fence, pool, paving). Facilities
/// without a building of their own have area 0 and raise the value per m² of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Building {
    pub area_m2: Area,
    pub value: Amount,
}

/// Property held together by the owners of several units, such as the land of an apartment house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joint {
    /// The area of this unit divided by the area of all units.
    pub share: Share,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub land: Option<LandPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<JointBuilding>,
}

/// The joint building: classified on its own, apart from the unit's building.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JointBuilding {
    pub area_m2: Area,
    pub value: Amount,
    #[serde(default = "yes")]
    pub classify: bool,
}

pub(crate) fn yes() -> bool {
    true
}

/// One object with all that decides its tax. It borrows, so that a run over a whole regency can
/// reuse its buffers.
#[derive(Debug, Clone, Copy)]
pub struct Object<'a> {
    pub land: &'a [LandPart],
    /// All buildings share one class, that of their total value over their total area.
    pub buildings: &'a [Building],
    /// `false`: the sum of the values counts as it is.
    pub classify_buildings: bool,
    pub joint: Option<&'a Joint>,
    /// Set only when the rules have a tariff of this name; the general tariff applies otherwise.
    pub tariff_use: Option<&'a str>,
    /// Whether this is the object of its taxpayer that gets NJOPTKP this year; see `Holders`.
    pub holds_njoptkp: bool,
    /// Reduction granted for this object, in percent of the tax.
    pub reduction: Percent,
    /// The decree that grants the reduction.
    pub reduction_citation: Option<&'a str>,
    /// What last year's notice asked for, when there was one.
    pub last_year_due: Option<Amount>,
    /// Why it is not taxed, when that is recorded.
    pub not_taxed: Option<NotTaxed>,
    /// Somebody lives there: the threshold for dwellings applies.
    pub dwelling: bool,
}

impl Default for Object<'_> {
    fn default() -> Self {
        Self {
            land: &[],
            buildings: &[],
            classify_buildings: true,
            joint: None,
            tariff_use: None,
            holds_njoptkp: true,
            reduction: Percent::ZERO,
            reduction_citation: None,
            last_year_due: None,
            not_taxed: None,
            dwelling: false,
        }
    }
}

impl Object<'_> {
    /// Whether a building stands on it, of its own or jointly.
    pub fn has_building(&self) -> bool {
        !self.buildings.is_empty() || self.joint.is_some_and(|joint| joint.building.is_some())
    }
}

/// Why no tax is due: UU 1/2022 art. 38(3) a to i, or the state of the object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NotTaxed {
    /// Government offices recorded as state or regional property.
    #[serde(rename = "a")]
    GovernmentOffice,
    /// Religion, social homes, health, education and national culture, not for profit.
    #[serde(rename = "b")]
    PublicInterest,
    /// Graves and ancient remains.
    #[serde(rename = "c")]
    Grave,
    /// Protected forest, national park, village grazing land, unencumbered state land.
    #[serde(rename = "d")]
    ProtectedLand,
    /// Diplomatic use, by reciprocity.
    #[serde(rename = "e")]
    Diplomatic,
    /// International bodies named by the minister.
    #[serde(rename = "f")]
    InternationalBody,
    /// Railway, MRT, LRT.
    #[serde(rename = "g")]
    Railway,
    /// A dwelling below the threshold. Found by the calculation, never recorded on an object.
    #[serde(rename = "h")]
    DwellingBelowThreshold,
    /// Plantation, forestry and mining land, which the centre taxes.
    #[serde(rename = "i")]
    LeviedByCentre,
    /// Public facility: `JNS_BUMI` 4 of the registry.
    #[serde(rename = "public-facility")]
    PublicFacility,
    /// Deleted from the registry: `JNS_TRANSAKSI_OP` 3. The state of 1 January counts, so an
    /// object deleted during the year is still taxed for that year.
    #[serde(rename = "deleted")]
    Deleted,
}

impl NotTaxed {
    /// What the registry's codes for kind of land and kind of transaction say.
    pub fn from_registry(jns_bumi: &str, jns_transaksi_op: &str) -> Option<Self> {
        match (jns_bumi.trim(), jns_transaksi_op.trim()) {
            (_, "3") => Some(Self::Deleted),
            ("4", _) => Some(Self::PublicFacility),
            _ => None,
        }
    }
}
