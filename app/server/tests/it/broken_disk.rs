//! A disk that is full or sick on demand, under the real program.
//!
//! `broken_disk.c` is loaded before the C library, which the program, its SQLite and the processes of
//! PostgreSQL call.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Place, pelangi};

/// The disk below a path.
pub struct BrokenDisk {
    environment: Vec<(&'static str, String)>,
    full: PathBuf,
    sick: PathBuf,
}

impl BrokenDisk {
    /// A disk that works, until it is told otherwise: for all files whose path begins so.
    pub fn under(place: &Place, path: &str) -> Self {
        Self::below(Path::new(&place.path("")), path)
    }

    /// The same in any folder: library and triggers lie there too, where whoever uses the disk must
    /// be able to read them.
    pub fn below(folder: &Path, path: &str) -> Self {
        // What the kernel says of an open file has no links in it.
        let root = fs::canonicalize(folder).expect("the folder");
        let name = |name: &str| root.join(name).display().to_string();
        let library = name("broken_disk.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/broken_disk.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-o", &library, source, "-ldl"]);
        let made = compiler.output().expect("a C compiler (cc)");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let (full, sick) = (name("disk-is-full"), name("disk-is-sick"));
        let environment = vec![
            ("LD_PRELOAD", library),
            ("BROKEN_DISK_AT", name(path)),
            ("BROKEN_DISK_FULL", full.clone()),
            ("BROKEN_DISK_SICK", sick.clone()),
        ];
        Self { environment, full: full.into(), sick: sick.into() }
    }

    /// What a server needs in its environment.
    pub fn environment(&self) -> Vec<(&str, &str)> {
        self.environment.iter().map(|(name, value)| (*name, value.as_str())).collect()
    }

    /// A command on this disk.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = pelangi(arguments);
        command.envs(self.environment());
        command
    }

    /// No byte more fits.
    pub fn fill(&self) {
        fs::write(&self.full, "").expect("full");
    }

    /// What was written cannot be made to last.
    pub fn sicken(&self) {
        fs::write(&self.sick, "").expect("sick");
    }

    pub fn mend(&self) {
        for trigger in [&self.full, &self.sick] {
            // Only one of them is there.
            drop(fs::remove_file(trigger));
        }
    }
}
