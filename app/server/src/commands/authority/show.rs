//! `pelangi ca show`: the offices, and whether keys and database fit.

use std::path::Path;

use documents::usecase::authority::{self, Shown};
use serde_json::{Value, json};

use crate::commands::{Answer, Failure, Outcome, load, open, runtime};

/// Status 1 when the database has another certificate than lies beside the keys.
pub fn show(config: &Path, answer: Answer) -> Outcome {
    let config = load(config)?;
    let shown = runtime()?.block_on(async {
        let house = open(&config).await?;
        Ok::<_, Failure>(authority::show(&house.cell).await?)
    })?;
    let lines: Vec<String> = shown.iter().map(line).collect();
    answer.give(&json!(shown.iter().map(row).collect::<Vec<_>>()), lines.join("\n"))?;
    match shown.iter().find(|it| !it.is_as_stored) {
        None => Ok(()),
        Some(it) => Err(Failure::work(format_args!(
            "the database has another certificate for {} than lies beside its key: somebody changed \
             it; what lies beside the keys counts",
            it.name
        ))),
    }
}

fn row(it: &Shown) -> Value {
    json!({
        "office": it.name.to_string(),
        "subject": it.certificate.subject().to_string(),
        "serial": it.certificate.serial_hex(),
        "fingerprint": it.certificate.fingerprint_hex(),
        "not_before": it.certificate.not_before().to_string(),
        "not_after": it.certificate.not_after().to_string(),
        "has_key": it.has_key,
        "is_as_stored": it.is_as_stored,
    })
}

fn line(it: &Shown) -> String {
    let key = if it.has_key { "key here" } else { "key elsewhere" };
    let (certificate, name) = (&it.certificate, it.name.to_string());
    format!(
        "{name:<10} until {}, {key}\n           {}\n           SHA-256 {}",
        certificate.not_after(),
        certificate.subject(),
        certificate.fingerprint_hex()
    )
}
