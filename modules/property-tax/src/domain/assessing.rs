//! From an object of the registry to the inputs of its tax, and back to figures.

use std::collections::HashMap;

use base::{Fraction, FractionError, Nop, Rupiah};
use pbb::{
    Amount, AssessError, Assessor, Building, Case, ClassTable, Increase, Joint, JointBuilding,
    LandPart, NotTaxed, NumberError, Object, Outcome, Percent, Share, UnitValue,
};
use serde::{Deserialize, Serialize};

use super::area::Area;
use super::notice::Figures;
use super::object::{self, BuildingPart, JointShare, TaxObject};
use super::proposal::Granted;
use super::rules::YearRules;

/// The use class (JPB) of dwellings: 01, perumahan.
const DWELLING: &str = "01";

/// Values per m² of the zones of one village: the year the value is of, and the value.
pub type ZoneValues = HashMap<String, (i64, Rupiah)>;

/// Everything that decided the tax of one object, except the rules: frozen in its notice as JSON,
/// so that the calculation can be replayed years later.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Inputs {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub land: Vec<LandPart>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buildings: Vec<Building>,
    /// The values of the buildings are class values already, as on an imported notice.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub buildings_as_valued: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint: Option<Joint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tariff_use: Option<String>,
    #[serde(default)]
    pub holds_njoptkp: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_year_due: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_taxed: Option<NotTaxed>,
    /// Somebody lives there: the threshold for dwellings applies.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dwelling: bool,
    /// A reduction granted to this object, with the decree that grants it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reduction: Option<Granted>,
    /// The cap of the assessment where it was not that of the rules: a percentage or `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<String>,
}

/// Why an object cannot be assessed. Each blocks the run until somebody mends it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssessProblem {
    #[error("the zone {zone} has no land value for the year or any earlier one")]
    ZoneWithoutValue { zone: String },
    #[error("the object has land with an area and no zone")]
    LandWithoutZone,
    #[error("{0}")]
    Number(#[from] NumberError),
    #[error("{0}")]
    Rule(#[from] AssessError),
}

impl From<FractionError> for AssessProblem {
    fn from(error: FractionError) -> Self {
        Self::Number(error.into())
    }
}

impl AssessProblem {
    /// Stable code, also the key of the translated sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ZoneWithoutValue { .. } => "property-tax/zone-without-value",
            Self::LandWithoutZone => "property-tax/land-without-zone",
            Self::Number(_) => "property-tax/value-out-of-range",
            Self::Rule(_) => "property-tax/rule-missing",
        }
    }
}

/// The inputs of an object, and how many land parts had to take an older year's zone value.
pub fn inputs(
    object: &TaxObject,
    zones: &ZoneValues,
    tax_year: i64,
) -> Result<(Inputs, u32), AssessProblem> {
    let not_taxed = not_taxed(object);
    if not_taxed.is_some() {
        return Ok((Inputs { not_taxed, ..Inputs::default() }, 0));
    }
    let mut older = 0;
    let inputs = Inputs {
        land: land_parts(&object.parts.land, zones, tax_year, &mut older)?,
        buildings: object.parts.buildings.iter().map(building).collect::<Result<_, _>>()?,
        joint: match &object.parts.joint {
            Some(share) => joint(share, zones, tax_year, &mut older)?,
            None => None,
        },
        tariff_use: object.parts.tariff_use.clone(),
        dwelling: object.parts.buildings.iter().any(|part| part.usage == DWELLING),
        ..Inputs::default()
    };
    Ok((inputs, older))
}

/// What the registry's codes and a recorded exemption say; a joint property itself has no notice.
fn not_taxed(object: &TaxObject) -> Option<NotTaxed> {
    let recorded = serde_json::from_value(object.exemption.clone().into()).ok();
    NotTaxed::from_registry(&object.land_kind, &object.transaction_kind).or(recorded)
}

fn land_parts(
    parts: &[object::LandPart],
    zones: &ZoneValues,
    tax_year: i64,
    older: &mut u32,
) -> Result<Vec<LandPart>, AssessProblem> {
    let taxed = parts.iter().filter(|part| part.area > Area::ZERO);
    taxed.map(|part| land_part(part, zones, tax_year, older)).collect()
}

fn land_part(
    part: &object::LandPart,
    zones: &ZoneValues,
    tax_year: i64,
    older: &mut u32,
) -> Result<LandPart, AssessProblem> {
    if part.zone.is_empty() {
        return Err(AssessProblem::LandWithoutZone);
    }
    let found = zones.get(&part.zone);
    let (year, value) =
        found.ok_or_else(|| AssessProblem::ZoneWithoutValue { zone: part.zone.clone() })?;
    *older += u32::from(*year != tax_year);
    Ok(LandPart {
        area_m2: part.area.square_metres().try_into()?,
        value_per_m2: UnitValue::of(Amount::new(*value)?),
        classify: true,
    })
}

fn building(part: &BuildingPart) -> Result<Building, NumberError> {
    Ok(Building { area_m2: part.area.square_metres().try_into()?, value: Amount::new(part.value)? })
}

/// The exact share of a joint property: area of this unit over the area of all units.
fn joint(
    share: &JointShare,
    zones: &ZoneValues,
    tax_year: i64,
    older: &mut u32,
) -> Result<Option<Joint>, AssessProblem> {
    if share.total_area == Area::ZERO {
        return Ok(None);
    }
    let land = joint_land(&land_parts(&share.land, zones, tax_year, older)?)?;
    let building = joint_building(&share.buildings)?;
    let own = share.own_area.square_metres().try_into()?;
    let share = Share::of_areas(own, share.total_area.square_metres().try_into()?)?;
    Ok(Some(Joint { share, land, building }))
}

/// All joint land together: one class for its value over its area, wherever its zones differ.
fn joint_land(parts: &[LandPart]) -> Result<Option<LandPart>, AssessProblem> {
    let [first, others @ ..] = parts else { return Ok(None) };
    if others.is_empty() {
        return Ok(Some(*first));
    }
    let (mut area, mut value) = (Fraction::ZERO, Fraction::ZERO);
    for part in parts {
        let own = part.area_m2.exact();
        value = value.checked_add(own.checked_mul(part.value_per_m2.exact())?)?;
        area = area.checked_add(own)?;
    }
    let value_per_m2 = value.checked_div(area)?.try_into()?;
    Ok(Some(LandPart { area_m2: area.try_into()?, value_per_m2, classify: true }))
}

/// All joint buildings together: one class for their value over their area.
fn joint_building(parts: &[BuildingPart]) -> Result<Option<JointBuilding>, AssessProblem> {
    if parts.is_empty() {
        return Ok(None);
    }
    let area = parts.iter().try_fold(Area::ZERO, |sum, part| sum.checked_add(part.area));
    let value: Option<Rupiah> = parts.iter().map(|part| part.value).sum();
    let too_large = || AssessProblem::Rule(AssessError::Number(FractionError::Overflow));
    Ok(Some(JointBuilding {
        area_m2: area.ok_or_else(too_large)?.square_metres().try_into()?,
        value: Amount::new(value.ok_or_else(too_large)?)?,
        classify: true,
    }))
}

impl Inputs {
    /// The object as the calculation sees it.
    pub fn object(&self) -> Object<'_> {
        Object {
            land: &self.land,
            buildings: &self.buildings,
            classify_buildings: !self.buildings_as_valued,
            joint: self.joint.as_ref(),
            tariff_use: self.tariff_use.as_deref(),
            holds_njoptkp: self.holds_njoptkp,
            last_year_due: self.last_year_due,
            not_taxed: self.not_taxed,
            dwelling: self.dwelling,
            reduction: self.reduction.as_ref().map_or(Percent::ZERO, |granted| granted.percent),
            reduction_citation: self.reduction.as_ref().map(|granted| granted.citation.as_str()),
        }
    }

    /// The same with the rules of its year: a whole case, which can be explained and replayed.
    pub fn case(&self, rules: &YearRules) -> Option<Case> {
        Some(Case {
            tax_year: i16::try_from(rules.tax_year).ok()?,
            classes: rules.classes.clone(),
            rules: rules
                .clone()
                .with_cap_text(self.cap.as_deref())?
                .cited_for(self.tariff_use.as_deref())
                .rules,
            last_year_due: self.last_year_due,
            land: self.land.clone(),
            buildings: self.buildings.clone(),
            classify_buildings: !self.buildings_as_valued,
            joint: self.joint,
            reduction_percent: self.object().reduction,
            reduction_citation: self.object().reduction_citation.map(str::to_owned),
            tariff_use: self.tariff_use.clone(),
            holds_njoptkp: self.holds_njoptkp,
            not_taxed: self.not_taxed,
            dwelling: self.dwelling,
        })
    }
}

impl YearRules {
    /// The same rules with the cap of an assessment: `None` leaves that of the rules, `none` lifts
    /// it, a decimal text is a percentage. `None` when the text is none of these.
    #[must_use]
    pub fn with_cap_text(self, cap: Option<&str>) -> Option<Self> {
        match cap {
            None => Some(self),
            Some("none") => Some(self.with_cap(None)),
            Some(percent) => Some(self.with_cap(Some(Increase::parse(percent).ok()?))),
        }
    }
}

/// What came out for one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assessed {
    Notice {
        figures: Figures,
        /// What would be due without the cap on the increase.
        uncapped: Rupiah,
    },
    NotTaxed(NotTaxed),
}

/// Assesses objects of one year, with the cap and without it.
pub struct Desk<'a> {
    with_cap: Assessor<'a>,
    without_cap: Assessor<'a>,
}

impl<'a> Desk<'a> {
    /// `uncapped` are the same rules without a cap on the increase.
    pub fn new(table: &'a ClassTable, rules: &'a YearRules, uncapped: &'a YearRules) -> Self {
        let (with_cap, without_cap) =
            (Assessor::new(table, &rules.rules), Assessor::new(table, &uncapped.rules));
        Self { with_cap, without_cap }
    }

    /// The value by which the holder of NJOPTKP is chosen; `None` for what is not taxed or may not
    /// hold it.
    pub fn value(
        &self,
        inputs: &Inputs,
        only_with_building: bool,
    ) -> Result<Option<Fraction>, AssessError> {
        let object = inputs.object();
        if inputs.not_taxed.is_some() || (only_with_building && !object.has_building()) {
            return Ok(None);
        }
        self.with_cap.value(&object).map(Some)
    }

    /// The figures of a notice.
    pub fn assess(&self, object: &TaxObject, inputs: &Inputs) -> Result<Assessed, AssessError> {
        let case = inputs.object();
        let found = match self.with_cap.assess(&case)? {
            Outcome::NotTaxed(reason) => return Ok(Assessed::NotTaxed(reason)),
            Outcome::Assessed(found) => found,
        };
        let uncapped = match inputs.last_year_due {
            None => found.due,
            Some(_) => match self.without_cap.assess(&case)? {
                Outcome::Assessed(free) => free.due,
                Outcome::NotTaxed(_) => found.due,
            },
        };
        Ok(Assessed::Notice { figures: notice_figures(object, found), uncapped })
    }
}

fn notice_figures(object: &TaxObject, found: pbb::Figures) -> Figures {
    let class = |code: &Option<pbb::ClassCode>| code.map(|c| c.to_string()).unwrap_or_default();
    let joint = found.njop_joint_land.checked_add(found.njop_joint_building);
    Figures {
        land_area: object.land_area,
        building_area: object.building_area,
        land_class: found.classes.land.first().map(class).unwrap_or_default(),
        building_class: class(&found.classes.building),
        njop_land: found.njop_land,
        njop_building: found.njop_building,
        njop_joint: joint.unwrap_or(found.njop_joint_land),
        njop: found.njop,
        njoptkp: found.njoptkp,
        taxable: found.taxable,
        njkp: found.njkp,
        tax: found.tax,
        due: found.due,
    }
}

/// The classes of change of a simulation, from `turun` to more than 25 %.
pub const CHANGE_CLASSES: usize = 7;

/// The class of a change: 0 down, 1 unchanged, 2 up to 2,5 %, 3 to 5 %, 4 to 10 %, 5 to 25 %,
/// 6 above; `None` without a notice last year.
pub fn change_class(last_year: Option<Rupiah>, due: Rupiah) -> Option<usize> {
    let last = last_year?;
    let growth = i128::from(due.0) - i128::from(last.0);
    let permille_above = |permille: i128| growth * 1_000 > i128::from(last.0) * permille;
    Some(match growth {
        g if g < 0 => 0,
        0 => 1,
        _ => 2 + [25, 50, 100, 250].into_iter().filter(|p| permille_above(*p)).count(),
    })
}

/// Which NOP holds the NJOPTKP of each taxpayer, by a digest of the subject's id: a regency of a
/// million objects fits in some dozen megabytes.
pub type Holders = pbb::Holders<u128>;

/// The taxpayer an object is counted with; objects without a subject stand for themselves.
pub fn taxpayer(object: &TaxObject, digest: impl Fn(&str) -> u128) -> u128 {
    match object.subject_id.as_str() {
        "" => digest(&format!("nop/{}", Nop::digits(&object.nop))),
        id => digest(id),
    }
}
