//! A demo cell with a generated regency in it, made by the program itself.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use server::config::Config;
use server::house::{House, Schema};
use tempfile::TempDir;

use crate::table::Table;
use crate::{Fault, import, setting};

/// The program under measurement, built as it is delivered.
pub const PELANGI: &str = env!("CARGO_BIN_EXE_pelangi");
/// The latest year of the generated notices.
pub const YEAR: i16 = 2026;

/// The folder of the cell, and what is in it.
pub struct Place {
    folder: PathBuf,
    pub objects: u32,
    /// Removes the folder in the end, unless a person wanted to keep it.
    _kept: Option<TempDir>,
}

impl Place {
    /// Makes the cell and imports the regency, measured as a row if `row` says so. A folder that
    /// has a cell already is used as it is.
    pub async fn prepare(table: &mut Table, row: bool) -> Result<Self, Fault> {
        let objects = setting("PELANGI_BENCH_OBJECTS", 100_000)?;
        let named = std::env::var_os("PELANGI_BENCH_DIR").map(PathBuf::from);
        let temporary = if named.is_none() { Some(tempfile::tempdir()?) } else { None };
        let folder = named.or_else(|| temporary.as_ref().map(|t| t.path().to_owned()));
        let folder = std::path::absolute(folder.ok_or("no folder")?)?;
        let place = Self { folder, objects, _kept: temporary };
        if place.config().exists() {
            eprintln!("using the cell in {}; import is not measured", place.folder.display());
            return Ok(place);
        }
        place.create()?;
        import::measure(table, &place, row).await?;
        Ok(place)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn config(&self) -> PathBuf {
        self.folder.join("pelangi.toml")
    }

    fn create(&self) -> Result<(), Fault> {
        std::fs::create_dir_all(&self.folder)?;
        let made = Command::new(PELANGI)
            .args(["cell", "create", "--code", "64.08", "--name", "Kabupaten Kutai Timur"])
            .args(["--zone", "Asia/Makassar", "--public-url", "http://localhost:8080", "--demo"])
            .arg("--config")
            .arg(self.config())
            .stdout(Stdio::null())
            .status()?;
        if made.success() { Ok(()) } else { Err("`pelangi cell create` failed".into()) }
    }

    /// Opens the cell in this process.
    pub async fn open(&self) -> Result<House, Fault> {
        let config = Config::load(&self.config())?;
        Ok(House::open(&config, Schema::Migrate).await?)
    }

    /// Starts the program on the cell and waits until it answers.
    pub fn serve(&self) -> Result<Served, Fault> {
        let begun = Instant::now();
        let mut child = Command::new(PELANGI)
            .arg("serve")
            .arg("--config")
            .arg(self.config())
            .env("PELANGI_SERVER__LISTEN", "127.0.0.1:0")
            .env("PELANGI_SERVER__TRUSTED_PROXIES", "[\"127.0.0.1\"]")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(self.folder.join("serve.log"))?)
            .spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        let mut lines = BufReader::new(output).lines();
        let ready = lines.find_map(|line| line.ok()?.strip_prefix("ready ").map(str::to_owned));
        let Some(address) = ready else {
            child.wait()?;
            let log = std::fs::read_to_string(self.folder.join("serve.log"))?;
            return Err(format!("`pelangi serve` ended before it was ready:\n{log}").into());
        };
        Ok(Served { child, address, start: begun.elapsed() })
    }
}

/// The running program; it stops when dropped.
pub struct Served {
    child: Child,
    /// For example `http://localhost:34567`.
    pub address: String,
    /// From the start of the process to the line that says it answers.
    pub start: Duration,
}

impl Served {
    /// `127.0.0.1:34567`
    pub fn socket(&self) -> String {
        format!("127.0.0.1:{}", self.address.rsplit(':').next().unwrap_or_default())
    }

    /// Memory in use, in MB.
    pub fn memory(&self) -> Result<f64, Fault> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes: f64 =
            line.and_then(|l| l.split_whitespace().next()).ok_or("no VmRSS")?.parse()?;
        Ok(kilobytes * 1_024.0 / 1e6)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        if !asked.is_ok_and(|status| status.success()) {
            self.child.kill().unwrap_or_default();
        }
        self.child.wait().map(drop).unwrap_or_default();
    }
}
