//! PostgreSQL as a peer, on a cluster of its own, driven by its own client `psql`.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use testkit::Cluster;

use crate::{Fault, tools};

/// A server of the default settings, except that it never waits for the disk: that is to its favour.
pub struct Postgres(Cluster);

impl Postgres {
    pub fn start() -> Result<Self, Fault> {
        let server = Self(Cluster::start()?);
        // The socket is there before the server takes connections.
        for _ in 0..200 {
            if server.run("select 1 as one").is_ok() {
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err("PostgreSQL does not become ready".into())
    }

    /// Runs a text of statements; answers the first field of what it prints.
    pub fn run(&self, sql: &str) -> Result<String, Fault> {
        let mut psql = self.psql()?;
        let output = psql.args(["-c", sql]).stdin(Stdio::null()).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// The same with the time it took, the start of the client included (some 10 ms).
    pub fn timed(&self, sql: &str) -> Result<(String, Duration), Fault> {
        let begun = Instant::now();
        let printed = self.run(sql)?;
        Ok((printed, begun.elapsed()))
    }

    /// Loads a file by COPY; `how` are its options.
    pub fn copy(&self, table: &str, how: &str, file: &Path) -> Result<(), Fault> {
        let words = format!("copy {table} from stdin with ({how})");
        let mut psql = self.psql()?;
        let output = psql.args(["-c", &words]).stdin(File::open(file)?).output()?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("{}: {said}", file.display()).into())
    }

    fn psql(&self) -> Result<Command, Fault> {
        let mut psql = Command::new(tools::find("psql").ok_or("psql is missing")?);
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "pelangi"])
            .arg("-h")
            .arg(self.0.folder())
            .args(["-d", "postgres"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Ok(psql)
    }
}
