//! `pelangi config`: whether the settings can be used, and the manual of them.

use std::path::Path;

use serde_json::json;

use super::{Answer, Outcome, load};
use crate::config::DEFAULTS;

/// Reads the settings and shows what they come to; looks at nothing else.
pub fn check(path: &Path, answer: Answer) -> Outcome {
    let config = load(path)?;
    for addresses in [&config.server.trusted_proxies, &config.server.metrics_from] {
        crate::site::networks(addresses)?;
    }
    let engine = db::Target::parse(&config.data.database).map_err(super::Failure::input)?.engine();
    let json = json!({
        "config": path,
        "cell": { "code": config.code.as_str(), "name": config.cell.name,
                  "zone": config.zone.name(), "public_url": config.cell.public_url,
                  "demo": config.cell.demo },
        "engine": engine.name(),
        "files": config.data.files,
        "keys": config.data.keys,
        "listen": config.server.listen.to_string(),
    });
    let words = format!(
        "The settings in {} can be used.\n  cell     {} ({}){}\n  zone     {}\n  address  {}\n  \
         database {engine}\n  files    {}\n  keys     {}\n  listens  {}",
        path.display(),
        config.cell.name,
        config.code,
        if config.cell.demo { ", demo" } else { "" },
        config.zone.name(),
        config.cell.public_url,
        config.data.files.display(),
        config.data.keys.display(),
        config.server.listen,
    );
    answer.give(&json, words)
}

/// Prints the default file, which is the manual.
pub fn manual(answer: Answer) -> Outcome {
    answer.give(&json!({ "manual": DEFAULTS }), DEFAULTS)
}
