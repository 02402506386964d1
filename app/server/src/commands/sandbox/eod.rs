//! `pelangi sandbox bank eod`: the end-of-day file of acknowledged payments.

use bank::eod::{Options, Spoil, write};
use bank::read_acks;
use base::Fraction;

use super::reach::named;
use crate::cli::EodArgs;
use crate::commands::{Failure, Outcome};

/// Prints the file as a bank would send it: it has no other form.
pub fn run(args: &EodArgs) -> Outcome {
    let acks = read_acks(&args.ack).map_err(|e| named(&args.ack, e))?;
    let fee = Fraction::parse_percent(&args.fee_percent)
        .map_err(|e| Failure::input(format_args!("--fee-percent: {e}")))?;
    let spoil = Spoil {
        missing: args.missing,
        doubled: args.doubled,
        changed: args.changed,
        strange: args.strange,
    };
    let options = Options { layout: args.layout, day: args.day, fee, spoil };
    print!("{}", write(&acks, &options).map_err(Failure::input)?);
    Ok(())
}
