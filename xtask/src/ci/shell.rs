//! Running programs: output goes to the person, and is kept where it is counted.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A program with its arguments, in the root of the workspace and without input.
///
/// It does not inherit what `cargo run` told this one about its package: a build script that reads
/// it (that of `ring` does) would run again, and all that rests on it would be built anew.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(crate::root()).stdin(Stdio::null());
    let told = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(told)) {
        command.env_remove(name);
    }
    command
}

/// Runs a program to its end; an error when it fails.
pub fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|e| cannot(command, &e))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", shown(command))) }
}

/// Runs a program, shows what it prints and returns it, with whether it succeeded.
#[expect(clippy::print_stdout, reason = "a command line tool speaks to people")]
pub fn listen(command: &mut Command) -> Result<(String, bool), String> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|e| cannot(command, &e))?;
    let mut heard = String::new();
    for line in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
        let line = line.map_err(|e| cannot(command, &e))?;
        println!("{line}");
        heard.push_str(&line);
        heard.push('\n');
    }
    let status = child.wait().map_err(|e| cannot(command, &e))?;
    Ok((heard, status.success()))
}

/// Runs a program to its end and returns what it prints; an error, with all it said, when it fails.
pub fn heard(program: &str, arguments: &[&str]) -> Result<String, String> {
    let mut command = command(program, arguments);
    let output = command.output().map_err(|e| cannot(&command, &e))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(said);
    }
    let wrong = String::from_utf8_lossy(&output.stderr);
    Err(format!("{} ended with {}\n{said}{wrong}", shown(&command), output.status))
}

/// What `cargo metadata` says about the workspace itself.
pub fn metadata() -> Result<serde_json::Value, String> {
    let mut command =
        command("cargo", &["metadata", "--format-version=1", "--no-deps", "--offline"]);
    let output = command.output().map_err(|e| cannot(&command, &e))?;
    serde_json::from_slice(&output.stdout)
        .map_err(|e| format!("cargo metadata: {e}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Where cargo puts what it builds.
pub fn target_folder() -> Result<PathBuf, String> {
    let metadata = metadata()?;
    let folder = metadata["target_directory"].as_str().map(PathBuf::from);
    folder.ok_or_else(|| "cargo metadata names no target directory".to_owned())
}

fn cannot(command: &Command, error: &std::io::Error) -> String {
    format!("{} cannot be run: {error}", shown(command))
}

/// The command line as a person would type it.
fn shown(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    words.map(|w| w.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
