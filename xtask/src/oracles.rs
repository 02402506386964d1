//! The Python programs that judge our PDFs and signatures: pyHanko and what it needs, in a folder of
//! their own, made anew when the list of versions changes.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::tools;

/// What is installed, by version.
const LIST: &str = include_str!("../oracles.txt");

/// Where the tests look for the interpreter, unless this names another.
const VARIABLE: &str = "PELANGI_ORACLES";

/// The interpreter that can import the oracles.
pub fn python() -> PathBuf {
    std::env::var_os(VARIABLE).map_or_else(|| folder().join("bin/python"), PathBuf::from)
}

fn folder() -> PathBuf {
    let home = std::env::var_os("HOME").unwrap_or_else(|| "/root".into());
    Path::new(&home).join(".cache/oracles")
}

/// Makes the folder if it is not there, or if it was made from another list.
pub fn provide() -> Result<(), String> {
    if std::env::var_os(VARIABLE).is_some() {
        return can_import(&python());
    }
    let stamp = folder().join("made-from.txt");
    if std::fs::read_to_string(&stamp).is_ok_and(|made| made == LIST) {
        return can_import(&python());
    }
    let list = folder().join("wanted.txt");
    tools::command(&["python3", "-m", "venv", "--clear", &text(&folder())])?;
    write(&list, LIST)?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
    tools::command(&[&[text(&python()).as_str()], &pip[..], &[text(&list).as_str()]].concat())?;
    can_import(&python())?;
    write(&stamp, LIST)
}

fn can_import(python: &Path) -> Result<(), String> {
    let check = ["-c", "import pyhanko.sign, pyhanko_certvalidator, pikepdf, reportlab"];
    let ran = Command::new(python).args(check).stdin(Stdio::null()).status();
    match ran {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!(
            "{} cannot import pyHanko; remove its folder, or name another interpreter in {VARIABLE}",
            python.display()
        )),
    }
}

fn write(file: &Path, content: &str) -> Result<(), String> {
    std::fs::write(file, content).map_err(|e| format!("{}: {e}", file.display()))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
