//! Programs of others, asked what they read in files of ours.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// A folder with files in it, gone when the test ends.
pub struct Bench {
    folder: TempDir,
}

impl Bench {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Runs a script in the folder; gives what it printed, as JSON.
    pub fn asks(&self, script: &str, arguments: &[&str]) -> Value {
        let python = python();
        assert!(
            python.exists(),
            "{} is missing: `make test` installs it, or `python3 -m venv ~/.cache/clients && \
             ~/.cache/clients/bin/pip install -r xtask/clients.txt`, or let PELANGI_CLIENTS name a \
             Python that has these",
            python.display()
        );
        assert!(Path::new(script).exists(), "{script} is missing");
        let mut command = Command::new(python);
        command.arg(script).args(arguments).current_dir(self.folder.path());
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{script}:\n{said}");
        let printed = String::from_utf8(output.stdout).unwrap();
        serde_json::from_str(&printed).unwrap_or_else(|e| panic!("{e}:\n{printed}\n{said}"))
    }
}

/// Where Python with the clients is: `PELANGI_CLIENTS`, or where `make test` installs it.
fn python() -> PathBuf {
    std::env::var_os("PELANGI_CLIENTS").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache/clients/bin/python"),
        PathBuf::from,
    )
}
