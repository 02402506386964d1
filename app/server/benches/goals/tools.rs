//! The programs that measure and the peers: found, or named so that a person can install them.

use std::path::PathBuf;

use crate::Fault;

/// A program, its Debian package, and the sections that need it.
const TOOLS: [(&str, &str, &[&str]); 8] = [
    ("initdb", "postgresql", &["import", "assessment", "posting"]),
    ("psql", "postgresql-client", &["import", "assessment"]),
    ("wrk", "wrk", &["look-up"]),
    ("nginx", "nginx-light", &["look-up"]),
    ("weasyprint", "weasyprint", &["papers"]),
    ("kill", "procps", &["look-up", "start", "browser"]),
    ("node", "nodejs", &["browser"]),
    ("chromium", "chromium", &["browser"]),
];

/// Refuses to begin when a section lacks a program: a table with holes would look like a result.
pub fn check(sections: &[&str]) -> Result<(), Fault> {
    let needed = TOOLS.iter().filter(|(_, _, by)| by.iter().any(|s| sections.contains(s)));
    let missing: Vec<_> = needed.filter(|(program, ..)| find(program).is_none()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let programs: Vec<&str> = missing.iter().map(|(program, ..)| *program).collect();
    let packages: Vec<&str> = missing.iter().map(|(_, package, _)| *package).collect();
    Err(format!(
        "the bench needs {}; install with: apt-get install -y --no-install-recommends {}\n\
         or leave their sections out with PELANGI_BENCH_ONLY",
        programs.join(", "),
        packages.join(" ")
    )
    .into())
}

/// Where a program is: on the path, or where Debian keeps what people do not call.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.extend(["/usr/bin", "/usr/sbin"].map(PathBuf::from));
    let servers = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    folders.extend(servers.map(|version| version.path().join("bin")));
    folders.into_iter().map(|folder| folder.join(program)).find(|file| file.is_file())
}
