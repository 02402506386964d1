//! From the value of an object to what its notice asks for.
//!
//! The order is: taxable part → assessed part (NJKP) → tax → reduction → stimulus → cap on
//! increase → minimum → rounding. The README gives the reasons.

use base::Fraction;

use crate::bracket::{Result, Table, bracket};
use crate::chain::{Chain, Pair, Term};
use crate::figures::AssessError;
use crate::object::Object;
use crate::recorder::Recorder;
use crate::rules::{BracketBasis, BracketMode, Rules};
use crate::slices::{Sliced, sliced};
use crate::steps::{Name, Operation};

/// The tax of an object, exactly.
pub(crate) struct Taxes<A> {
    pub njoptkp: Term<A>,
    pub taxable: Term<A>,
    pub njkp: Term<A>,
    pub tax: Term<A>,
    pub due: Term<A>,
}

pub(crate) fn taxes<R: Recorder>(
    chain: &mut Chain<R>,
    rules: &Rules,
    object: &Object<'_>,
    njop: Term<R::At>,
) -> Result<Taxes<R::At>> {
    let njoptkp = deduction(chain, rules, object);
    let taxable = chain.excess(Name::new("taxable"), njop, njoptkp)?;
    let basis = match rules.bracket_basis {
        BracketBasis::Njop => njop,
        BracketBasis::Taxable => taxable,
    };
    let tariff = tariff(rules, object)?;
    let njkp_table = Table {
        brackets: &rules.njkp,
        path: "rules.njkp",
        citation: Some(rules.citations.for_njkp()),
    };
    let (njkp, tax) = if taxable.value.is_zero() {
        // Nothing is taxable, so no rate is needed: zero whatever the brackets say.
        let njkp = chain.carried(Name::new("njkp"), taxable);
        (njkp, chain.carried(Name::new("tax"), njkp))
    } else {
        match rules.bracket_mode {
            BracketMode::Whole => whole(chain, njkp_table, tariff, basis, taxable)?,
            BracketMode::Marginal => {
                let start = (rules.bracket_basis == BracketBasis::Njop).then_some(njoptkp);
                sliced(chain, njkp_table, tariff, &Sliced { basis, start })?
            }
        }
    };
    let after = discounts(chain, rules, object, basis, tax)?;
    let after = capped(chain, rules, object, after)?;
    let after = floored(chain, rules, taxable, after);
    let due = chain.carried(Name::new("due"), after);
    Ok(Taxes { njoptkp, taxable, njkp, tax, due })
}

/// NJOPTKP for the object that holds it, otherwise nothing.
fn deduction<R: Recorder>(chain: &mut Chain<R>, rules: &Rules, object: &Object<'_>) -> Term<R::At> {
    let fits = !rules.njoptkp_only_with_building || object.has_building();
    let citation = Some(rules.citations.for_njoptkp());
    let name = Name::new("njoptkp");
    if !(object.holds_njoptkp && fits) {
        return chain.step(name, Operation::Sum { of: Vec::new() }, Fraction::ZERO, citation);
    }
    let amount = chain.input(Name::new("rules.njoptkp"), rules.njoptkp.exact());
    chain.step(name, Operation::Carried { of: amount.at }, amount.value, citation)
}

/// The tariff of the object's use. A use the rules do not know stops the assessment.
fn tariff<'a>(rules: &'a Rules, object: &Object<'_>) -> Result<Table<'a>> {
    let citation = Some(rules.citations.for_tariff());
    let Some(name) = object.tariff_use else {
        return Ok(Table { brackets: &rules.tariff, path: "rules.tariff", citation });
    };
    match rules.tariff_by_use.iter().find(|row| row.name == name) {
        Some(row) => Ok(Table { brackets: &row.tariff, path: "rules.tariff_by_use", citation }),
        None => Err(AssessError::UnknownUse { name: name.to_owned() }),
    }
}

/// One bracket of each table for the whole.
fn whole<R: Recorder>(
    chain: &mut Chain<R>,
    njkp: Table<'_>,
    tariff: Table<'_>,
    basis: Term<R::At>,
    taxable: Term<R::At>,
) -> Result<Pair<R>> {
    let rate = bracket(chain, Name::new("njkp_rate"), njkp, basis)?;
    let njkp = chain.product(Name::new("njkp"), taxable, rate)?;
    let rate = bracket(chain, Name::new("tariff_rate"), tariff, basis)?;
    Ok((njkp, chain.product(Name::new("tax"), njkp, rate)?))
}

/// The reduction granted to this object, then the stimulus granted to its bracket.
fn discounts<R: Recorder>(
    chain: &mut Chain<R>,
    rules: &Rules,
    object: &Object<'_>,
    basis: Term<R::At>,
    mut after: Term<R::At>,
) -> Result<Term<R::At>> {
    let reduction = object.reduction.rate();
    if !reduction.is_zero() {
        let by = chain.input(Name::new("reduction_percent"), reduction);
        after = chain.reduced(Name::new("reduced"), after, by, object.reduction_citation)?;
    }
    let Some(brackets) = rules.stimulus.as_ref().filter(|s| s.find(basis.value).is_some()) else {
        return Ok(after);
    };
    let citation = rules.citations.stimulus.as_deref();
    let table = Table { brackets, path: "rules.stimulus", citation };
    let by = bracket(chain, Name::new("stimulus_rate"), table, basis)?;
    Ok(chain.reduced(Name::new("after_stimulus"), after, by, citation)?)
}

/// At most so much more than last year. From nothing there is no increase in percent: an object
/// that owed nothing last year is not capped.
fn capped<R: Recorder>(
    chain: &mut Chain<R>,
    rules: &Rules,
    object: &Object<'_>,
    after: Term<R::At>,
) -> Result<Term<R::At>> {
    let last_year = object.last_year_due.filter(|due| !due.exact().is_zero());
    let (Some(increase), Some(last_year)) = (rules.max_increase_percent, last_year) else {
        return Ok(after);
    };
    let citation = rules.citations.max_increase.as_deref();
    let last_year = chain.input(Name::new("last_year_due"), last_year.exact());
    let by = chain.input(Name::new("rules.max_increase_percent"), increase.rate());
    let cap = chain.increased(Name::new("cap"), last_year, by, citation)?;
    Ok(chain.at_most(Name::new("capped"), after, cap, citation))
}

/// The minimum, after everything that makes the tax smaller.
fn floored<R: Recorder>(
    chain: &mut Chain<R>,
    rules: &Rules,
    taxable: Term<R::At>,
    after: Term<R::At>,
) -> Term<R::At> {
    let least = rules.minimum.exact();
    if least.is_zero() {
        return after;
    }
    let limit = chain.input(Name::new("rules.minimum"), least);
    let applies = rules.minimum_when_zero || !taxable.value.is_zero();
    let value = if applies { after.value.max(least) } else { after.value };
    let unless_zero = (!rules.minimum_when_zero).then_some(taxable.at);
    let operation = Operation::AtLeast { of: after.at, limit: limit.at, unless_zero };
    chain.step(Name::new("with_minimum"), operation, value, rules.citations.minimum.as_deref())
}
