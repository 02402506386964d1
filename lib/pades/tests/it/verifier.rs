//! Valid and attacked files of other programs, against what is expected of the verifier.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pades::verify::{Policy, verify};
use serde::Deserialize;

/// What `valid.py` wrote of a file.
#[derive(Deserialize)]
struct Expected {
    verdict: String,
}

fn corpus(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn valid_files_are_accepted() {
    let expected: BTreeMap<String, Expected> =
        serde_json::from_slice(&corpus("valid.json")).unwrap();
    let mut wrong = Vec::new();
    for (name, expected) in &expected {
        let report = verify(&corpus(&format!("valid/{name}.pdf")), &Policy::default());
        let verdict = serde_json::to_value(report.verdict).unwrap();
        if verdict != *expected.verdict {
            wrong.push(format!("{name}: {} {:?}", serde_json::to_string(&report).unwrap(), report.refusal));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), expected.len(), wrong.join("\n"));
}
