//! The assessment of one object: the front door of the crate.

use base::{Fraction, FractionError, Rupiah};
use serde::{Deserialize, Serialize};

use crate::chain::{Chain, Term};
use crate::classes::{ClassCode, ClassTable};
use crate::object::{NotTaxed, Object};
use crate::recorder::{NoSteps, Recorder, Steps};
use crate::rules::Rules;
use crate::steps::Step;
use crate::tax::{Taxes, taxes};
use crate::value::{Values, values};

/// Assesses objects by one class table and the rules of one year.
#[derive(Debug, Clone, Copy)]
pub struct Assessor<'a> {
    table: &'a ClassTable,
    rules: &'a Rules,
}

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

impl<'a> Assessor<'a> {
    pub fn new(table: &'a ClassTable, rules: &'a Rules) -> Self {
        Self { table, rules }
    }

    /// The figures alone: what a mass assessment needs.
    pub fn assess(&self, object: &Object<'_>) -> Result<Outcome, AssessError> {
        Ok(self.run(object, NoSteps)?.0)
    }

    /// The same figures with every step that led to them. An object that is not taxed has the
    /// steps of its value when a threshold decides, otherwise none.
    pub fn explain(&self, object: &Object<'_>) -> Result<(Outcome, Vec<Step>), AssessError> {
        let (outcome, steps) = self.run(object, Steps::default())?;
        Ok((outcome, steps.into_steps()))
    }

    /// The exact NJOP of an object, by which the holder of NJOPTKP is chosen.
    pub fn value(&self, object: &Object<'_>) -> Result<Fraction, AssessError> {
        Ok(values(&mut Chain::new(NoSteps), self.table, object)?.njop.value)
    }

    fn run<R: Recorder>(&self, object: &Object<'_>, to: R) -> Result<(Outcome, R), AssessError> {
        let mut chain = Chain::new(to);
        let outcome = match object.not_taxed {
            Some(NotTaxed::DwellingBelowThreshold) => return Err(AssessError::ThresholdAsMark),
            Some(reason) => Outcome::NotTaxed(reason),
            None => self.assessed(&mut chain, object)?,
        };
        Ok((outcome, chain.into_recorder()))
    }

    fn assessed<R: Recorder>(
        &self,
        chain: &mut Chain<R>,
        object: &Object<'_>,
    ) -> Result<Outcome, AssessError> {
        let values = values(chain, self.table, object)?;
        if self.below_threshold(object, values.njop.value) {
            return Ok(Outcome::NotTaxed(NotTaxed::DwellingBelowThreshold));
        }
        let taxes = taxes(chain, self.rules, object, values.njop)?;
        Ok(Outcome::Assessed(self.figures(chain, values, taxes)?))
    }

    /// UU 1/2022 art. 38(3) h: dwellings worth less than the regency's threshold.
    fn below_threshold(&self, object: &Object<'_>, njop: Fraction) -> bool {
        let threshold = self.rules.dwelling_exempt_below.filter(|_| object.dwelling);
        threshold.is_some_and(|threshold| njop < threshold.exact())
    }

    fn figures<R: Recorder>(
        &self,
        chain: &mut Chain<R>,
        values: Values<R::At>,
        taxes: Taxes<R::At>,
    ) -> Result<Figures, AssessError> {
        let rounding = self.rules.rounding;
        let citation = self.rules.citations.rounding.as_deref();
        let mut whole = |term: Term<R::At>| chain.printed(term, rounding.to_whole(), None);
        Ok(Figures {
            njop_land: whole(values.land)?,
            njop_building: whole(values.building)?,
            njop_joint_land: whole(values.joint_land)?,
            njop_joint_building: whole(values.joint_building)?,
            njop: whole(values.njop)?,
            njoptkp: whole(taxes.njoptkp)?,
            taxable: whole(taxes.taxable)?,
            njkp: whole(taxes.njkp)?,
            tax: chain.printed(taxes.tax, rounding, citation)?,
            due: chain.printed(taxes.due, rounding, citation)?,
            classes: values.classes,
        })
    }
}
