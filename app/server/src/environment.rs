//! Settings from the environment: `PELANGI_SERVER__LISTEN` is `listen` in `[server]`. A variable
//! that means nothing is refused, as a mistyped setting in the file is.

use toml::{Table, Value};

use crate::config::{ConfigError, DEFAULTS};

/// What every variable of ours begins with.
pub const PREFIX: &str = "PELANGI_";

/// Settings that have no default, and stand in the manual as a comment.
const WITHOUT_DEFAULT: &[&str] = &[
    "SERVER__TLS_CERTIFICATE",
    "SERVER__TLS_KEY",
    "ANDROID__PACKAGE",
    "PROPERTY_TAX__INBOX",
    "MAIL__PASSWORD_FILE",
    "MAIL__CA_FILE",
    "WHATSAPP__TOKEN_FILE",
    "SMS__TOKEN_FILE",
    "ACQUIRER__PRIVATE_KEY_FILE",
    "ACQUIRER__CLIENT_SECRET_FILE",
    "SIGNING__BSRE__PASSWORD_FILE",
    "SIGNING__BSRE__CA_FILE",
    "SIGNING__TIMESTAMP__PASSWORD_FILE",
    "SIGNING__TIMESTAMP__CA_FILE",
];

/// Variables of those who develop the program: its tests and measurements read them.
const OF_DEVELOPERS: &[&str] = &["PELANGI_TEST_", "PELANGI_BENCH_", "PELANGI_BLESS", "PELANGI_BIN"];

/// Refuses the first variable that is no setting, and names the setting that may be meant.
///
/// # Errors
/// [`ConfigError::Variable`].
pub fn check(names: impl Iterator<Item = String>) -> Result<(), ConfigError> {
    let known = settings();
    for name in names {
        let upper = name.to_uppercase();
        let ours = upper.starts_with(PREFIX) && !OF_DEVELOPERS.iter().any(|d| upper.starts_with(d));
        if ours && !known.contains(&upper) {
            return Err(ConfigError::Variable { meant: nearest(&known, &upper), name });
        }
    }
    Ok(())
}

/// Every setting under its name in the environment.
fn settings() -> Vec<String> {
    let manual: Table = DEFAULTS.parse().unwrap_or_default();
    let keys = manual.iter().flat_map(|(section, content)| names(section, content));
    keys.chain(WITHOUT_DEFAULT.iter().map(|name| (*name).to_owned()))
        .map(|name| format!("{PREFIX}{name}"))
        .collect()
}

/// A setting, or all of a section, which may have sections below it.
fn names(before: &str, content: &Value) -> Vec<String> {
    match content.as_table() {
        Some(table) => table
            .iter()
            .flat_map(|(key, below)| names(&format!("{before}__{key}"), below))
            .collect(),
        None => vec![before.to_uppercase()],
    }
}

/// The setting whose name differs least; a missing underscore is the commonest mistake.
fn nearest(known: &[String], name: &str) -> String {
    let away = |setting: &&String| strsim::damerau_levenshtein(setting, name);
    known.iter().min_by_key(away).cloned().unwrap_or_default()
}
