//! What an assessment answers: figures with their classes, no tax at all, or why it stops.

use base::{Fraction, FractionError, Rupiah};
use serde::{Deserialize, Serialize};

use crate::classes::ClassCode;
use crate::object::NotTaxed;

/// What came out: figures for a notice, or a reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Assessed(Figures),
    NotTaxed(NotTaxed),
}

/// The figures of a notice, in rupiah. All come from exact values: the values to a whole rupiah,
/// `tax` and `due` to the unit of the rules. Nothing is computed from a rounded figure, so parts
/// with fractions may differ from their printed sum by a rupiah.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Figures {
    /// NJOP of the object's own land.
    pub njop_land: Rupiah,
    /// NJOP of its own buildings.
    pub njop_building: Rupiah,
    /// Its share of the NJOP of joint land.
    pub njop_joint_land: Rupiah,
    /// Its share of the NJOP of joint buildings.
    pub njop_joint_building: Rupiah,
    /// All four together.
    pub njop: Rupiah,
    /// The deduction given: that of the rules, or 0 when another object of the taxpayer has it.
    pub njoptkp: Rupiah,
    /// NJOP less NJOPTKP, at least 0.
    pub taxable: Rupiah,
    /// The assessed part of it.
    pub njkp: Rupiah,
    /// The tax before reduction, stimulus, cap and minimum.
    pub tax: Rupiah,
    /// What the notice asks for.
    pub due: Rupiah,
    pub classes: Classes,
}

/// The classes that were found. `None` where a value is not classified, is zero or lies above the
/// highest class, and for buildings without any area.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Classes {
    /// One for each part of the land, in its order.
    pub land: Vec<Option<ClassCode>>,
    pub building: Option<ClassCode>,
    pub joint_land: Option<ClassCode>,
    pub joint_building: Option<ClassCode>,
}

/// Why an object cannot be assessed. Each stops the run and is reported; none counts as zero.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssessError {
    #[error("{path} has no bracket for a base of {base}; add one whose bound lies below it")]
    MissingBracket { path: &'static str, base: Fraction },
    #[error("rules.tariff_by_use has no tariff for the use `{name}`; add it, or leave the use out")]
    UnknownUse { name: String },
    #[error(
        "exemption h is a threshold and not a mark on an object: set rules.dwelling_exempt_below and mark the object as a dwelling"
    )]
    ThresholdAsMark,
    #[error("{0}; check areas, values and shares for too many digits")]
    Number(#[from] FractionError),
}
