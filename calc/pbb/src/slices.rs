//! Marginal brackets: each slice of the basis is assessed and taxed by its own rates.
//!
//! The basis is cut at the bounds of both tables. When the basis is NJOP, NJOPTKP is its lowest
//! part, a slice that is not taxed: the bounds are measured on the whole value and taxing starts
//! where the deduction ends. Either way the tax is a sum over slices of
//! `slice × NJKP rate × tariff`, which never falls when the value rises.

use base::Fraction;

use crate::bracket::{Result, Table, bracket};
use crate::chain::{Adding, Chain, Pair, Term};
use crate::numbers::Amount;
use crate::recorder::Recorder;
use crate::steps::Name;

/// What is cut into slices: the basis above the point where taxing starts.
pub(crate) struct Sliced<A> {
    pub basis: Term<A>,
    /// The deduction when the basis still contains it, otherwise nothing.
    pub start: Option<Term<A>>,
}

/// NJKP and tax, slice by slice.
pub(crate) fn sliced<R: Recorder>(
    chain: &mut Chain<R>,
    njkp: Table<'_>,
    tariff: Table<'_>,
    of: &Sliced<R::At>,
) -> Result<Pair<R>> {
    let (mut assessed, mut taxed) = (Adding::none(), Adding::none());
    let cuts = cuts(njkp, tariff, of);
    for index in 0..=cuts.len() {
        let name = |field| Name::nth("slice", index, field);
        let above = index.checked_sub(1).and_then(|before| cuts.get(before));
        let end = end(chain, index, cuts.get(index), of.basis);
        let amount = amount(chain, index, above, end, of.start)?;
        let rate = bracket(chain, name("njkp_rate"), njkp, end)?;
        let slice_njkp = chain.product(name("njkp"), amount, rate)?;
        let rate = bracket(chain, name("tariff_rate"), tariff, end)?;
        taxed.add(chain.product(name("tax"), slice_njkp, rate)?)?;
        assessed.add(slice_njkp)?;
    }
    Ok((chain.sum(Name::new("njkp"), assessed), chain.sum(Name::new("tax"), taxed)))
}

/// The bounds of both tables that lie between the start and the basis.
fn cuts<A>(njkp: Table<'_>, tariff: Table<'_>, of: &Sliced<A>) -> Vec<Amount> {
    let start = of.start.as_ref().map_or(Fraction::ZERO, |term| term.value);
    let bounds = [njkp, tariff].into_iter().flat_map(|t| t.brackets.rows().iter().map(|b| b.above));
    let mut cuts: Vec<Amount> =
        bounds.filter(|b| start < b.exact() && b.exact() < of.basis.value).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// The upper end of a slice: the next cut, or the basis itself for the last.
fn end<R: Recorder>(
    chain: &mut Chain<R>,
    index: usize,
    up_to: Option<&Amount>,
    basis: Term<R::At>,
) -> Term<R::At> {
    let Some(up_to) = up_to else { return basis };
    let limit = chain.input(Name::nth("slice", index, "up_to"), up_to.exact());
    chain.at_most(Name::nth("slice", index, "end"), basis, limit, None)
}

/// How much lies in a slice: from the cut before it, or from the start for the first.
fn amount<R: Recorder>(
    chain: &mut Chain<R>,
    index: usize,
    above: Option<&Amount>,
    end: Term<R::At>,
    start: Option<Term<R::At>>,
) -> Result<Term<R::At>> {
    let name = Name::nth("slice", index, "amount");
    let above = above.map(|a| chain.input(Name::nth("slice", index, "above"), a.exact()));
    match above.or(start) {
        Some(above) => Ok(chain.excess(name, end, above)?),
        None => Ok(chain.carried(name, end)),
    }
}
