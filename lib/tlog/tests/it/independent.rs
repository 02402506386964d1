//! A reader of another make, in another language, from the published files alone.

use std::path::PathBuf;
use std::process::Command;

use crate::support::{Log, verifier};

#[test]
fn another_program_comes_to_the_same_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::of(700);
    for (path, bytes) in log.published() {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
    assert_eq!(judge(folder.path()), (true, "700 entries".to_owned()));
    let bundle = folder.path().join("tile/entries/001");
    let mut bytes = std::fs::read(&bundle).unwrap();
    let last = bytes.len() - 5;
    bytes[last] ^= 1;
    std::fs::write(&bundle, bytes).unwrap();
    assert!(!judge(folder.path()).0);
}

fn judge(folder: &std::path::Path) -> (bool, String) {
    let home = std::env::var_os("HOME").unwrap_or_default();
    let python = std::env::var_os("PELANGI_ORACLES")
        .map_or_else(|| PathBuf::from(home).join(".cache/oracles/bin/python"), PathBuf::from);
    // The test runner starts each test in the folder of its crate.
    let ran = Command::new(&python)
        .arg("tests/independent.py")
        .arg(folder)
        .arg(verifier().to_string())
        .output();
    let ran = ran.unwrap_or_else(|e| {
        panic!("{}: {e}; `cargo xtask tools` makes it", python.display());
    });
    (ran.status.success(), String::from_utf8_lossy(&ran.stdout).trim().to_owned())
}
