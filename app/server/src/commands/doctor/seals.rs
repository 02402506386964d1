//! The seals of notices and receipts: whether each could seal now, and until when.

use base::Clock;
use cell::Cell;

use super::Finding;
use crate::config::Config;
use crate::seals;
use crate::system::SystemClock;

const DAY: i64 = 86_400;
/// A new certificate takes a meeting, and perhaps a way to the device.
const WARN_DAYS: i64 = 30;
const CHECK: &str = "seals";

/// Nothing is said where no seal is named.
pub async fn all(config: &Config, cell: &Cell) -> Vec<Finding> {
    let sealer = match seals::sealer(cell, &config.seals) {
        Ok(Some(sealer)) => sealer,
        Ok(None) => return Vec::new(),
        Err(error) => return vec![Finding::fail(CHECK, error, "mend [seals]")],
    };
    sealer.probe().await;
    let advice = "see docs/guide/signing-keys.md; until then papers go out without it";
    let mut found = Vec::new();
    for seal in sealer.health() {
        let word = &seal.word;
        found.push(match (seal.failing, seal.ends) {
            (Some(failing), _) => {
                Finding::fail(CHECK, format_args!("{word} does not seal: {}", failing.why), advice)
            }
            (None, Some(ends)) => until(word, (ends.millis() - SystemClock.now().millis()) / 1_000),
            (None, None) => Finding::ok(CHECK, format_args!("{word} can seal")),
        });
    }
    found
}

fn until(word: &str, seconds: i64) -> Finding {
    let days = seconds / DAY;
    if days < WARN_DAYS {
        let advice = "make the next one under another word, and name that in [seals]";
        return Finding::warn(CHECK, format_args!("{word} ends in {days} days"), advice);
    }
    Finding::ok(CHECK, format_args!("{word} can seal, for {days} days"))
}
