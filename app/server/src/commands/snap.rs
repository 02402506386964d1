//! `pelangi snap sign`: the signature a bank would send, for trying a connection by hand.

use snap::{ClientSecret, Message, Timestamp};

use super::{Failure, Outcome, input};
use crate::cli::SnapSignArgs;

/// Bodies of SNAP are a few kilobytes.
const LARGEST: u64 = 1 << 20;

pub fn sign(args: &SnapSignArgs) -> Outcome {
    let body = input::read(LARGEST, "the body is larger than 1 MiB; SNAP has none so large")?;
    let timestamp = Timestamp::parse(&args.timestamp)
        .map_err(|e| Failure::input(format_args!("--timestamp: {e}")))?;
    let secret = ClientSecret::new(&args.secret)
        .map_err(|e| Failure::input(format_args!("--secret: {e}")))?;
    let message = Message::symmetric(&args.method, &args.path, &args.token, &body, &timestamp)
        .map_err(Failure::input)?;
    println!("{}", message.hmac(&secret));
    Ok(())
}
