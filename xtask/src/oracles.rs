//! The Python programs of others that judge what we write: each set in a folder of its own, made anew
//! when its list of versions changes.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::tools;

/// A set of programs.
#[derive(Debug, Clone, Copy)]
pub struct Environment {
    /// Of its folder in the cache.
    pub name: &'static str,
    /// What is installed, by version.
    pub list: &'static str,
    /// Where the tests look for the interpreter, when it is set.
    variable: &'static str,
    /// What it must be able to import.
    imports: &'static str,
}

/// Every set that tests need.
pub const ALL: [Environment; 2] = [
    // pyHanko and what it needs: PDFs and signatures.
    Environment {
        name: "oracles",
        list: include_str!("../oracles.txt"),
        variable: "PELANGI_ORACLES",
        imports: "pyhanko.sign, pyhanko_certvalidator, pikepdf, reportlab",
    },
    // Clients of open data: tables, cubes, catalogues, maps.
    Environment {
        name: "clients",
        list: include_str!("../clients.txt"),
        variable: "PELANGI_CLIENTS",
        imports: "ckanapi, csvw, frictionless, openpyxl, owslib, pxweb, pyarrow, pyjstat, pyogrio, \
                  pyshacl, pysdmx, rdflib, sdmx",
    },
];

/// DuckDB and Datasette, which are measured beside the statistics.
pub const PEERS: Environment = Environment {
    name: "peers",
    list: include_str!("../peers.txt"),
    variable: "PELANGI_PEERS",
    imports: "datasette, duckdb",
};

/// Makes each folder that is not there, or that was made from another list.
pub fn provide() -> Result<(), String> {
    ALL.iter().try_for_each(Environment::provide)
}

impl Environment {
    /// The interpreter that can import the programs.
    pub fn python(&self) -> PathBuf {
        let named = std::env::var_os(self.variable);
        named.map_or_else(|| self.folder().join("bin/python"), PathBuf::from)
    }

    fn folder(&self) -> PathBuf {
        let home = std::env::var_os("HOME").unwrap_or_else(|| "/root".into());
        Path::new(&home).join(".cache").join(self.name)
    }

    /// Makes its folder, unless it is there as its list wants it.
    ///
    /// # Errors
    /// What `pip` or the interpreter complains about.
    pub fn provide(&self) -> Result<(), String> {
        if std::env::var_os(self.variable).is_some() {
            return self.can_import();
        }
        let stamp = self.folder().join("made-from.txt");
        if std::fs::read_to_string(&stamp).is_ok_and(|made| made == self.list) {
            return self.can_import();
        }
        let list = self.folder().join("wanted.txt");
        tools::command(&["python3", "-m", "venv", "--clear", &text(&self.folder())])?;
        write(&list, self.list)?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
        let python = text(&self.python());
        tools::command(&[&[python.as_str()], &pip[..], &[text(&list).as_str()]].concat())?;
        self.can_import()?;
        write(&stamp, self.list)
    }

    fn can_import(&self) -> Result<(), String> {
        let check = format!("import {}", self.imports);
        let ran = Command::new(self.python()).args(["-c", &check]).stdin(Stdio::null()).status();
        match ran {
            Ok(status) if status.success() => Ok(()),
            _ => Err(format!(
                "{} cannot import {}; remove its folder, or name another interpreter in {}",
                self.python().display(),
                self.imports,
                self.variable
            )),
        }
    }
}

fn write(file: &Path, content: &str) -> Result<(), String> {
    std::fs::write(file, content).map_err(|e| format!("{}: {e}", file.display()))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
