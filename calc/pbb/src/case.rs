//! One case in JSON: everything that decides the tax of an object, and the answer with its steps.

use serde::{Deserialize, Serialize};

use crate::assess::Assessor;
use crate::classes::{ClassTable, ClassTableError};
use crate::figures::{AssessError, Figures, Outcome};
use crate::numbers::{Amount, Percent};
use crate::object::{Building, Joint, LandPart, NotTaxed, Object, yes};
use crate::rules::Rules;
use crate::steps::Step;

/// A case: an object, the rules of its year and the id of the class table. Also the form in which
/// the inputs of a notice are frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    #[serde(deserialize_with = "year")]
    pub tax_year: i16,
    /// The id of a class table, for example `PMK-150-2010`.
    pub classes: String,
    pub rules: Rules,
    #[serde(default)]
    pub last_year_due: Option<Amount>,
    #[serde(default)]
    pub land: Vec<LandPart>,
    #[serde(default)]
    pub buildings: Vec<Building>,
    #[serde(default = "yes")]
    pub classify_buildings: bool,
    #[serde(default)]
    pub joint: Option<Joint>,
    #[serde(default = "no_reduction")]
    pub reduction_percent: Percent,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reduction_citation: Option<String>,
    /// The name of a tariff in `rules.tariff_by_use`.
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    pub tariff_use: Option<String>,
    /// `false` when another object of the taxpayer has NJOPTKP.
    #[serde(default = "yes")]
    pub holds_njoptkp: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_taxed: Option<NotTaxed>,
    #[serde(default)]
    pub dwelling: bool,
}

fn no_reduction() -> Percent {
    Percent::ZERO
}

fn year<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<i16, D::Error> {
    let year = i16::deserialize(deserializer)?;
    if (1900..=9999).contains(&year) {
        return Ok(year);
    }
    Err(serde::de::Error::custom("a tax year has four digits, for example 2025"))
}

/// The answer to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseResult {
    #[serde(flatten)]
    pub figures: Figures,
    /// Why no tax is due; all figures are zero then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_taxed: Option<NotTaxed>,
    pub steps: Vec<Step>,
}

/// Why a case cannot be calculated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// Not JSON, or a field that is missing, unknown or out of its range.
    #[error("{}{problem}", field(path))]
    Field { path: String, problem: String },
    #[error("classes: {0}")]
    Classes(#[from] ClassTableError),
    #[error(transparent)]
    Assess(#[from] AssessError),
}

/// The field before its problem; a text that is not JSON at all has no field.
fn field(path: &str) -> String {
    if path == "." { String::new() } else { format!("{path}: ") }
}

impl Case {
    /// Reads a case from JSON; an error names the field.
    pub fn from_json(json: &[u8]) -> Result<Self, CaseError> {
        let mut reader = serde_json::Deserializer::from_slice(json);
        let case = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            CaseError::Field { path: error.path().to_string(), problem: error.inner().to_string() }
        })?;
        reader.end().map_err(|error| CaseError::Field {
            path: ".".to_owned(),
            problem: format!("one JSON object is expected: {error}"),
        })?;
        Ok(case)
    }

    /// The object of the case.
    pub fn object(&self) -> Object<'_> {
        Object {
            land: &self.land,
            buildings: &self.buildings,
            classify_buildings: self.classify_buildings,
            joint: self.joint.as_ref(),
            tariff_use: self.tariff_use.as_deref(),
            holds_njoptkp: self.holds_njoptkp,
            reduction: self.reduction_percent,
            reduction_citation: self.reduction_citation.as_deref(),
            last_year_due: self.last_year_due,
            not_taxed: self.not_taxed,
            dwelling: self.dwelling,
        }
    }
}

/// Calculates a case by a class table the caller has: a regency's own, or a built-in one.
pub fn calculate_by(table: &ClassTable, case: &Case) -> Result<CaseResult, AssessError> {
    let (outcome, steps) = Assessor::new(table, &case.rules).explain(&case.object())?;
    Ok(match outcome {
        Outcome::Assessed(figures) => CaseResult { figures, not_taxed: None, steps },
        Outcome::NotTaxed(reason) => {
            CaseResult { figures: Figures::default(), not_taxed: Some(reason), steps }
        }
    })
}

/// Calculates a case by the built-in class table it names.
pub fn calculate(case: &Case) -> Result<CaseResult, CaseError> {
    let table = ClassTable::built_in(&case.classes)?;
    Ok(calculate_by(table, case)?)
}

/// Calculates a case given as JSON and answers in JSON.
pub fn calculate_json(json: &[u8]) -> Result<String, CaseError> {
    let result = calculate(&Case::from_json(json)?)?;
    serde_json::to_string_pretty(&result)
        .map_err(|error| CaseError::Field { path: ".".to_owned(), problem: error.to_string() })
}
