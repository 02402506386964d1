//! The assessment of one object: the front door of the crate.

use base::Fraction;

use crate::chain::{Chain, Term};
use crate::classes::ClassTable;
use crate::figures::{AssessError, Figures, Outcome};
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
