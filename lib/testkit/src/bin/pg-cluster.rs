//! `pg-cluster -- COMMAND…` runs a command with a PostgreSQL server of its own.
//!
//! One server per test run instead of one per test process. The command finds it by the variable
//! `PELANGI_TEST_PG`; the server is gone when the command has ended.

use std::io::Write;
use std::process::{Command, ExitCode};

use testkit::Cluster;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(message) => {
            // Nothing can be done when even this cannot be written.
            writeln!(std::io::stderr(), "pg-cluster: {message}").unwrap_or_default();
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode, String> {
    let mut words = std::env::args_os().skip(1).skip_while(|word| word == "--");
    let program = words.next().ok_or("usage: pg-cluster -- COMMAND [ARGUMENT…]")?;
    let cluster = Cluster::start().map_err(|e| e.to_string())?;
    let mut command = Command::new(&program);
    // What `cargo run` said about this package would make a cargo below it build much anew.
    let told = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(told)) {
        command.env_remove(name);
    }
    let status = command
        .args(words)
        .env("PELANGI_TEST_PG", cluster.folder())
        .status()
        .map_err(|e| format!("{}: {e}", program.to_string_lossy()))?;
    // A command that a signal ended has no code.
    let code = status.code().and_then(|c| u8::try_from(c).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
