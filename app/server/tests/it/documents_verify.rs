//! `pelangi documents verify`: the contract, word by word.

use std::fs::{self, File};
use std::path::PathBuf;

use serde_json::Value;

use crate::support::*;

fn corpus(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../lib/pades/tests/corpus");
    folder.join(name).display().to_string()
}

/// Exit status and the one JSON value on standard output.
fn verdict(arguments: &[&str]) -> (Option<i32>, Value) {
    let done = run(&[&["documents", "verify", "--json"], arguments].concat());
    let answer = serde_json::from_slice(&done.stdout);
    (done.status.code(), answer.unwrap_or_else(|error| panic!("{error}: {}", said(&done))))
}

fn trusted(file: &str) -> (Option<i32>, Value) {
    verdict(&["--trust", &corpus("trust/root.pem"), "--no-revocation", &corpus(file)])
}

#[test]
fn the_answer_has_the_words_of_the_contract_and_no_others() {
    let (status, answer) = trusted("valid/table-two.pdf");
    assert_eq!((status, &answer["verdict"]), (Some(0), &"INTACT_WITH_ALLOWED_CHANGES".into()));
    let keys = |value: &Value| {
        let mut names: Vec<String> =
            value.as_object().expect("an object").keys().cloned().collect();
        names.sort_unstable();
        names
    };
    let names: Vec<String> = keys(&answer);
    assert_eq!(names, ["signatures", "verdict"]);
    let signatures = answer["signatures"].as_array().expect("a list");
    assert_eq!(signatures.len(), 2);
    for signature in signatures {
        let names: Vec<String> = keys(signature);
        let expected = ["covers_whole_document", "field", "findings", "level", "signer", "time"];
        assert_eq!(names, expected);
    }
    assert_eq!(signatures[0]["field"], "Paraf1");
    assert_eq!(signatures[0]["covers_whole_document"], false);
    assert_eq!(signatures[1]["covers_whole_document"], true);
}

#[test]
fn only_genuine_documents_end_with_status_nought() {
    let (status, answer) = trusted("valid/table-one.pdf");
    assert_eq!((status, &answer["verdict"]), (Some(0), &"INTACT".into()));
    let (status, answer) = trusted("attacks/amount-changed.pdf");
    assert_eq!((status, &answer["verdict"]), (Some(1), &"MODIFIED".into()));
    let (status, answer) = verdict(&["--no-revocation", &corpus("valid/table-one.pdf")]);
    assert_eq!((status, &answer["verdict"]), (Some(1), &"UNTRUSTED".into()), "nobody is trusted");
    let place = Place::new();
    let scrap = place.path("naskah.pdf");
    fs::write(&scrap, "PK\x03\x04 a macro file that calls itself a document").expect("written");
    let (status, answer) = verdict(&[&scrap]);
    assert_eq!((status, &answer["verdict"]), (Some(1), &"MALFORMED".into()));
    assert_eq!(answer["signatures"], Value::Array(Vec::new()));
}

#[test]
fn people_are_told_in_indonesian_and_where() {
    let root = corpus("trust/root.pem");
    let file = corpus("attacks/catalogue-names.pdf");
    let done = run(&["documents", "verify", "--trust", &root, "--no-revocation", &file]);
    let words = ["Berubah setelah ditandatangani", "entri katalog dokumen diubah", "[changes/"];
    assert_refused(&done, 1, &words);
    let file = corpus("valid/b-lta.pdf");
    let done = run(&["documents", "verify", "--trust", &root, "--no-revocation", &file]);
    let told = said(&done);
    assert_eq!(done.status.code(), Some(0), "{told}");
    for word in ["Utuh, dengan tambahan yang diizinkan", "B-LTA", "terbukti oleh stempel waktu"] {
        assert!(told.contains(word), "{word}: {told}");
    }
}

#[test]
fn a_file_over_100_mb_is_refused_by_its_size_alone() {
    let place = Place::new();
    let large = place.path("besar.pdf");
    File::create(&large).expect("made").set_len(100_000_001).expect("a hole of that size");
    let done = run(&["documents", "verify", "--json", &large]);
    assert_refused(&done, 2, &["larger than 100 MB"]);
    let answer: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert!(answer["error"]["message"].as_str().is_some_and(|text| text.contains("100 MB")));
}

#[test]
fn what_is_not_there_or_no_certificate_is_named() {
    let file = corpus("valid/table-one.pdf");
    assert_refused(&run(&["documents", "verify", "/nowhere.pdf"]), 2, &["/nowhere.pdf"]);
    let trust = run(&["documents", "verify", "--trust", &file, &file]);
    assert_refused(&trust, 2, &["table-one.pdf"]);
}
