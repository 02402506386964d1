//! A PostgreSQL server for one test run.
//!
//! It listens on a socket in a folder of its own and is gone when its owner ends, even by `kill
//! -9`: a shell between us and the server waits for the end of a pipe that only the owner holds.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The variable with the folder of a running cluster, set by `pg-cluster`.
pub(crate) const FOLDER: &str = "PELANGI_TEST_PG";

/// A running server; stops when dropped.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    shell: Child,
}

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    #[error(
        "PostgreSQL tests are requested, but `initdb` and `postgres` are not installed: \
         apt-get install postgresql, or name their folder in PELANGI_TEST_PG_BIN"
    )]
    Missing,
    #[error("PostgreSQL did not start: {0}")]
    Start(String),
    #[error("PostgreSQL cannot be prepared: {0}")]
    Io(#[from] io::Error),
}

/// Starts the server, waits for the end of the pipe, stops it, removes its folder.
const OWNER: &str = r#""$0"/postgres -D data -k "$PWD" -h '' -c max_connections=400 "$@" \
    >log 2>&1 </dev/null & p=$!
    cat >/dev/null; kill -INT $p; wait $p; d=$PWD; cd /; rm -rf "$d""#;

/// The same for a server that is started again whenever it went down, as the system of a real one
/// would do. What it crashes with is of no use to anybody.
const SUPERVISOR: &str = r#"ulimit -c 0
    while [ ! -e ended ]; do
        "$0"/postgres -D data -k "$PWD" -h '' "$@" >>log 2>&1 </dev/null; sleep 0.2
    done & p=$!
    cat >/dev/null; : >ended
    while kill -0 $p 2>/dev/null; do
        kill -INT "$(head -n 1 data/postmaster.pid 2>/dev/null)" 2>/dev/null; sleep 0.2
    done
    d=$PWD; cd /; rm -rf "$d""#;

/// A server for tests forgets everything when the machine does.
const FORGETFUL: &[&str] = &["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];

/// What texts must sort like: by code point, as in SQLite.
const INIT: &[&str] = &[
    "-D",
    "data",
    "-U",
    "pelangi",
    "--auth=trust",
    "--no-sync",
    "--encoding=UTF8",
    "--locale=C",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
];

impl Cluster {
    /// Makes and starts a cluster in a short folder below the system's temporary one: the path
    /// of a socket has at most 107 bytes.
    pub fn start() -> Result<Self, ClusterError> {
        Self::start_with(OWNER, FORGETFUL, no_ground)
    }

    /// The same with a server that waits for the disk, as one in use does: for measuring.
    pub fn start_durable() -> Result<Self, ClusterError> {
        Self::start_with(OWNER, &[], no_ground)
    }

    /// The same on ground of the test's own, and started again whenever it goes down. `prepare` is
    /// told the folder of the cluster, whose data lies in `data`, and answers what its processes
    /// need in their environment.
    pub fn start_on<K: AsRef<OsStr>, V: AsRef<OsStr>>(
        prepare: impl FnOnce(&Path) -> Vec<(K, V)>,
    ) -> Result<Self, ClusterError> {
        Self::start_with(SUPERVISOR, &[], prepare)
    }

    fn start_with<K: AsRef<OsStr>, V: AsRef<OsStr>>(
        owner: &str,
        settings: &[&str],
        prepare: impl FnOnce(&Path) -> Vec<(K, V)>,
    ) -> Result<Self, ClusterError> {
        let programs = programs().ok_or(ClusterError::Missing)?;
        let folder = tempfile::Builder::new().prefix("plg-pg-").tempdir()?.keep();
        let user = unprivileged()?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        if let Some((uid, gid)) = user {
            chown(&folder, Some(uid), Some(gid))?;
        }
        let initdb =
            as_user(Command::new(programs.join("initdb")).args(INIT), &folder, user).output()?;
        if !initdb.status.success() {
            return Err(ClusterError::Start(String::from_utf8_lossy(&initdb.stderr).into_owned()));
        }
        let mut shell = Command::new("sh");
        shell
            .arg("-c")
            .arg(owner)
            .arg(&programs)
            .args(settings)
            .envs(prepare(&folder))
            .stdin(Stdio::piped())
            .process_group(0);
        let shell = as_user(&mut shell, &folder, user).spawn()?;
        let cluster = Self { folder, shell };
        cluster.wait_for_socket()?;
        Ok(cluster)
    }

    /// The folder of the socket: the value for `PELANGI_TEST_PG`.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn wait_for_socket(&self) -> Result<(), ClusterError> {
        for _ in 0..600 {
            if self.folder.join(".s.PGSQL.5432").exists() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(ClusterError::Start(log))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // The folder may be gone already; nothing is left to do then.
        self.shell.wait().map(drop).unwrap_or_default();
    }
}

/// Nothing under a server but its folder.
fn no_ground(_: &Path) -> Vec<(&'static str, &'static str)> {
    Vec::new()
}

fn as_user<'a>(
    command: &'a mut Command,
    folder: &Path,
    user: Option<(u32, u32)>,
) -> &'a mut Command {
    command.current_dir(folder);
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

/// `nobody`, when we are root: PostgreSQL refuses to run as root.
fn unprivileged() -> io::Result<Option<(u32, u32)>> {
    if fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let nobody = users.lines().find(|l| l.starts_with("nobody:"));
    let ids: Option<(u32, u32)> = nobody.and_then(|line| {
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    });
    ids.map(Some).ok_or_else(|| io::Error::other("there is no user `nobody`"))
}

/// The folder with `initdb` and `postgres`.
fn programs() -> Option<PathBuf> {
    let complete =
        |folder: &PathBuf| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    if let Some(named) = std::env::var_os("PELANGI_TEST_PG_BIN") {
        return Some(PathBuf::from(named)).filter(complete);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).find(complete);
    on_path.or_else(|| {
        let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
        let mut found: Vec<(u32, PathBuf)> = versions
            .flatten()
            .filter_map(|v| Some((v.file_name().to_str()?.parse().ok()?, v.path().join("bin"))))
            .filter(|(_, folder)| complete(folder))
            .collect();
        found.sort();
        found.pop().map(|(_, folder)| folder)
    })
}
