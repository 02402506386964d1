//! The log on standard error, and what never goes into it.

use tracing::{Level, Metadata};
use tracing_subscriber::filter::{EnvFilter, FilterExt, filter_fn};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Config, LogFormat};

/// The crates of the house, as they are called in the log. Of others only `info` and above is
/// heard, whatever the settings say: the driver of PostgreSQL, for one, quotes the values of each
/// statement in its finer levels, and those are names and numbers of people.
const OURS: [&str; 15] = [
    "administration",
    "audit",
    "base",
    "cell",
    "charts",
    "db",
    "files",
    "identity",
    "jobs",
    "module",
    "paper",
    "pbb",
    "property_tax",
    "server",
    "web",
];

/// Starts the log; a level that cannot be read falls back to `info`.
pub fn start(config: &Config) {
    let wanted = EnvFilter::try_new(&config.log.level).unwrap_or_else(|_| EnvFilter::new("info"));
    let layer = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let layer = match config.log.format {
        LogFormat::Text => layer.boxed(),
        LogFormat::Json => layer.json().boxed(),
    };
    let log =
        tracing_subscriber::registry().with(layer.with_filter(wanted.and(filter_fn(discreet))));
    // A second start in one process, as in tests, changes nothing.
    drop(log.try_init());
}

fn discreet(line: &Metadata<'_>) -> bool {
    let of = line.target().split("::").next().unwrap_or_default();
    *line.level() <= Level::INFO || OURS.contains(&of)
}
