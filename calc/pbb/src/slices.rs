//! Marginal brackets: each slice of the basis is assessed and taxed by its own rates.
//!
//! The basis is cut at the bounds of both tables. When the basis is NJOP, the deduction is spread
//! evenly: each slice is taxable in the proportion in which the whole is. So the tax is
//! `taxable / basis × Σ slice × NJKP rate × tariff`, which never falls when the value rises.

use base::Fraction;

use crate::chain::{Adding, Chain, Pair, Term};
use crate::numbers::Amount;
use crate::recorder::Recorder;
use crate::steps::Name;
use crate::tax::{Result, Table, bracket};

/// NJKP and tax, slice by slice.
pub(crate) fn sliced<R: Recorder>(
    chain: &mut Chain<R>,
    njkp: Table<'_>,
    tariff: Table<'_>,
    basis: Term<R::At>,
    taxable: Term<R::At>,
) -> Result<Pair<R>> {
    let part = if taxable.value == basis.value {
        None
    } else {
        Some(chain.quotient(Name::new("taxable_part"), taxable, basis)?)
    };
    let (mut assessed, mut taxed) = (Adding::none(), Adding::none());
    let cuts = cuts(njkp, tariff, basis.value);
    for (index, &above) in cuts.iter().enumerate() {
        let slice = Slice { index, above, up_to: cuts.get(index + 1).copied(), part };
        let end = slice.end(chain, basis);
        let amount = slice.amount(chain, end)?;
        let rate = bracket(chain, slice.name("njkp_rate"), njkp, end)?;
        let slice_njkp = chain.product(slice.name("njkp"), amount, rate)?;
        let rate = bracket(chain, slice.name("tariff_rate"), tariff, end)?;
        taxed.add(chain.product(slice.name("tax"), slice_njkp, rate)?)?;
        assessed.add(slice_njkp)?;
    }
    Ok((chain.sum(Name::new("njkp"), assessed), chain.sum(Name::new("tax"), taxed)))
}

/// Where slices begin: at zero and at every bound of either table below the basis.
fn cuts(njkp: Table<'_>, tariff: Table<'_>, basis: Fraction) -> Vec<Amount> {
    let bounds = [njkp, tariff].into_iter().flat_map(|t| t.brackets.rows().iter().map(|b| b.above));
    let mut cuts: Vec<Amount> = bounds.filter(|bound| bound.exact() < basis).collect();
    cuts.push(Amount::ZERO);
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

struct Slice<A> {
    index: usize,
    above: Amount,
    up_to: Option<Amount>,
    /// Which part of the basis is taxable, unless all of it is.
    part: Option<Term<A>>,
}

impl<A: Copy> Slice<A> {
    fn name(&self, field: &'static str) -> Name {
        Name::nth("slice", self.index, field)
    }

    /// The upper end: the next cut, or the basis itself for the last slice.
    fn end<R: Recorder<At = A>>(&self, chain: &mut Chain<R>, basis: Term<A>) -> Term<A> {
        let Some(up_to) = self.up_to else { return basis };
        let limit = chain.input(self.name("up_to"), up_to.exact());
        chain.at_most(self.name("end"), basis, limit, None)
    }

    /// How much of the taxable value lies in the slice.
    fn amount<R: Recorder<At = A>>(&self, chain: &mut Chain<R>, end: Term<A>) -> Result<Term<A>> {
        let above = chain.input(self.name("above"), self.above.exact());
        let whole = chain.excess(self.name("amount"), end, above)?;
        match self.part {
            None => Ok(whole),
            Some(part) => Ok(chain.product(self.name("taxable"), whole, part)?),
        }
    }
}
