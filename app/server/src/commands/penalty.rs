//! `pelangi property-tax penalty`: what late payment costs.

use base::Rupiah;
use pbb::{Amount, PenaltyRule, Percent, RoundingRule};

use super::{Failure, Outcome};
use crate::cli::{PenaltyArgs, PenaltyMode};

pub fn run(args: &PenaltyArgs) -> Outcome {
    let principal = Amount::new(Rupiah(args.principal))
        .map_err(|e| Failure::input(format_args!("--principal: {e}")))?;
    let percent = Percent::parse(&args.percent)
        .map_err(|e| Failure::input(format_args!("--percent: {e}")))?;
    let mode = match args.mode {
        PenaltyMode::Law => pbb::PenaltyMode::Law,
        PenaltyMode::Legacy => pbb::PenaltyMode::Legacy,
    };
    let rounding = RoundingRule::default();
    let rule = PenaltyRule { mode, percent, max_months: args.max_months, rounding };
    let penalty = pbb::penalty(principal, args.due, args.paid, &rule).map_err(Failure::input)?;
    println!("{}", serde_json::to_string(&penalty).map_err(Failure::work)?);
    Ok(())
}
