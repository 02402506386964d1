//! Other programs, asked what they think of a file of ours.

use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with a file in it, gone when the test ends.
pub struct Bench {
    folder: TempDir,
}

impl Bench {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Runs a program in the folder; gives its exit code and all it said.
    pub fn run(&self, program: &str, arguments: &[&str]) -> (i32, String) {
        let output = Command::new(program).args(arguments).current_dir(self.folder.path()).output();
        let Ok(Output { status, stdout, stderr }) = output else {
            panic!("`{program}` is not installed: on Debian `apt-get install {}`", package(program))
        };
        let said = [stdout, stderr].concat();
        (status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
    }

    /// Runs a program that must succeed.
    pub fn ok(&self, program: &str, arguments: &[&str]) -> String {
        let (code, said) = self.run(program, arguments);
        assert_eq!(code, 0, "{program} {arguments:?}:\n{said}");
        said
    }
}

fn package(program: &str) -> &'static str {
    match program {
        "qpdf" => "qpdf",
        "mutool" => "mupdf-tools",
        "pdfsig" | "pdftotext" | "pdffonts" | "pdftoppm" => "poppler-utils",
        "certutil" => "libnss3-tools",
        "openssl" => "openssl",
        _ => "the package that has it",
    }
}

/// Structure, by qpdf and by mutool: not a word of complaint.
pub fn check_structure(bytes: &[u8]) {
    let bench = Bench::new();
    bench.put("file.pdf", bytes);
    let (code, said) = bench.run("qpdf", &["--check", "file.pdf"]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = bench.run("mutool", &["info", "file.pdf"]);
    assert!(code == 0 && !said.contains("error") && !said.contains("warning"), "{said}");
}
