//! The services of signatures: whether they answer, know us, and have the right time.

use std::sync::Arc;

use base::{Clock, Instant};
use csc::Surroundings;
use ports::PortError;

use super::Finding;
use crate::config::Config;
use crate::signing::{by_bsre, by_csc, by_timestamp};
use crate::system::{SystemClock, SystemRandom};

/// Seconds that two clocks may differ. A signature that seems to come from the future, or a
/// time-stamp before it, makes people doubt a letter.
const DRIFT: i64 = 60;

/// What is said of a service that is set up; nothing of one that is not.
pub async fn all(config: &Config) -> Vec<Finding> {
    let mut found = bsre(config).await;
    found.extend(csc(config).await);
    found.extend(timestamp(config).await);
    found.extend(revocation(config));
    found
}

async fn bsre(config: &Config) -> Vec<Finding> {
    let check = "bsre";
    let mut found = Vec::new();
    let section = &config.signing.bsre;
    let service = match by_bsre(section) {
        Ok(Some(service)) => service,
        Ok(None) => return found,
        Err(error) => return vec![Finding::fail(check, error, "mend [signing.bsre]")],
    };
    if section.plain_http && section.url.starts_with("http:") {
        let advice = "put a proxy with TLS before it (docs/guide/signing.md), or keep that network \
                      to these two machines";
        found.push(Finding::warn(check, "passphrases travel without TLS", advice));
    }
    found.push(match service.probe().await {
        Err(error) => away(check, &error),
        Ok(probe) if !probe.known => Finding::fail(
            check,
            "it answers, and does not take our name and password",
            "compare user and password_file in [signing.bsre] with those the service was set up with",
        ),
        Ok(probe) => judged(check, probe.clock),
    });
    found
}

async fn csc(config: &Config) -> Option<Finding> {
    let check = "csc";
    let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
    let around = Surroundings { clock, zone: config.zone.clone(), random, timestamps: None };
    let service = match by_csc(&config.signing.csc, around) {
        Ok(service) => service?,
        Err(error) => return Some(Finding::fail(check, error, "mend [signing.csc]")),
    };
    Some(match service.greet().await {
        Err(error) => {
            Finding::fail(check, error, "docs/guide/signing.md, another authority than BSrE")
        }
        Ok(()) => Finding::ok(check, "answers, and speaks version 2"),
    })
}

async fn timestamp(config: &Config) -> Option<Finding> {
    let check = "timestamp";
    match by_timestamp(&config.signing.timestamp) {
        Ok(None) => None,
        Err(error) => Some(Finding::fail(check, error, "mend [signing.timestamp]")),
        Ok(Some(authority)) => Some(match authority.clock().await {
            Err(error) => away(check, &error),
            Ok(clock) => judged(check, clock),
        }),
    }
}

fn revocation(config: &Config) -> Option<Finding> {
    let open = config.signing.revocation.allow.iter().find(|net| net.prefix_len() == 0)?;
    Some(Finding::fail(
        "revocation",
        format_args!("{open} lets certificates of strangers name any address in your network"),
        "name the networks of your own authorities only, such as 10.20.0.0/16",
    ))
}

fn away(check: &'static str, error: &PortError) -> Finding {
    let advice = "start the service, or open the way to it; until then nothing is signed there \
                  (docs/guide/signing.md)";
    Finding::fail(check, error, advice)
}

fn judged(check: &'static str, clock: Option<Instant>) -> Finding {
    let Some(there) = clock else {
        return Finding::ok(check, "answers, and does not say what time it is");
    };
    let apart = (there.millis() - SystemClock.now().millis()) / 1_000;
    if apart.abs() <= DRIFT {
        return Finding::ok(check, "answers, and its clock agrees with ours");
    }
    let way = if apart > 0 { "ahead of" } else { "behind" };
    Finding::warn(
        check,
        format_args!("its clock is {} seconds {way} ours", apart.abs()),
        "set both clocks by the same source (timedatectl, chrony)",
    )
}
