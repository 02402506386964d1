//! What others need for the same parts of the same figures.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::http::Client;
use crate::stage::Regency;
use crate::{Measured, REQUESTS, report};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/slices/peers.py");

/// DuckDB in a Python of its own, timed inside it.
pub struct DuckDb<'p> {
    csv: &'p Path,
}

impl<'p> DuckDb<'p> {
    pub const fn new(csv: &'p Path) -> Self {
        Self { csv }
    }

    pub fn measure(&self, regency: &Regency) {
        let asked: Vec<Value> = (0..REQUESTS)
            .map(|at| {
                let (indicator, village) = (regency.indicator(at), regency.village(at));
                serde_json::json!([indicator, village, regency.year(at)])
            })
            .collect();
        let asked = Value::from(asked).to_string();
        let mut command = Command::new(python());
        let output = command.arg(SCRIPT).arg("duckdb").arg(self.csv).arg(&asked).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        println!("\nDuckDB {}, in memory, asked inside its process", said["version"]);
        for part in said["parts"].as_array().unwrap() {
            let times = part["times"].as_array().unwrap().iter().filter_map(Value::as_f64);
            let bytes = usize::try_from(part["bytes"].as_u64().unwrap()).unwrap();
            let mut measured = Measured { times: times.collect(), bytes };
            report(part["name"].as_str().unwrap(), "peer", &mut measured);
        }
    }
}

/// Datasette, which serves a SQLite file with an index that fits the questions.
pub struct Datasette {
    process: Child,
    port: u16,
}

impl Datasette {
    pub fn start(folder: &Path, csv: &Path) -> Self {
        let file = folder.join("figures.db");
        let mut command = Command::new(python());
        let made = command.arg(SCRIPT).arg("sqlite").arg(csv).arg(&file).status().unwrap();
        assert!(made.success(), "the file of Datasette");
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let mut command = Command::new(python());
        command.args(["-m", "datasette", "serve", "-p", &port.to_string()]).arg(&file);
        command.args(["--setting", "max_returned_rows", "5000"]);
        command.args(["--setting", "suggest_facets", "off"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().unwrap();
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Self { process, port }
    }

    pub fn measure(&self, regency: &Regency) {
        println!("\nDatasette, over HTTP");
        let one = |at: usize| format!("indikator__exact={}", regency.indicator(at));
        let year = |at: usize| format!("{}&periode__exact={}", one(at), regency.year(at));
        let village = |at: usize| format!("{}&wilayah__exact={}", one(at), regency.village(at));
        self.part("one indicator, one village, 20 years", village);
        self.part("one indicator, 141 villages, one year", year);
        self.part("one indicator, 141 villages, 20 years", one);
    }

    fn part(&self, name: &str, filter: impl Fn(usize) -> String) {
        let path = |at| format!("/figures/figures.json?{}&_size=max&_shape=array", filter(at));
        let paths: Vec<String> = (0..REQUESTS).map(path).collect();
        report(name, "peer", &mut Client::new(self.port).ask_all(&paths));
    }
}

impl Drop for Datasette {
    fn drop(&mut self) {
        self.process.kill().unwrap_or_default();
        self.process.wait().map(drop).unwrap_or_default();
    }
}

/// Where Python with the peers is: `PELANGI_PEERS`, or where `make bench` installs it.
fn python() -> PathBuf {
    let named = std::env::var_os("PELANGI_PEERS").map(PathBuf::from);
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap());
    let python = named.unwrap_or_else(|| home().join(".cache/peers/bin/python"));
    assert!(
        python.exists(),
        "{} is missing: `cargo xtask bench slices` installs it from xtask/peers.txt, or let PELANGI_PEERS \
         name a Python that has these",
        python.display()
    );
    python
}
