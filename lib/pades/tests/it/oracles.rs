//! Other programs, asked what they think of a file of ours.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde::Deserialize;
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

/// What pyHanko says of one signature; see `tests/oracles/validate.py`.
#[derive(Debug, Deserialize)]
pub struct Verdict {
    pub field: String,
    pub intact: bool,
    pub valid: bool,
    pub trusted: bool,
    pub bottom_line: bool,
    pub changes: String,
    pub allowed: bool,
    pub seed: bool,
    pub stamped: bool,
}

impl Verdict {
    pub fn is_good(&self) -> bool {
        let Self { intact, valid, trusted, bottom_line, allowed, seed, .. } = self;
        *intact && *valid && *trusted && *bottom_line && *allowed && *seed
    }
}

/// Where Python with pyHanko is: `PELANGI_ORACLES`, or where `make test` installs it.
fn python() -> PathBuf {
    std::env::var_os("PELANGI_ORACLES").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache/oracles/bin/python"),
        PathBuf::from,
    )
}

/// The judgement of pyHanko on all signatures of these files.
pub fn pyhanko(bench: &Bench, root: &str, files: &[(String, Vec<u8>)]) -> Vec<Verdict> {
    let python = python();
    assert!(
        python.exists(),
        "{} is missing: `make test` installs it, or `python3 -m venv ~/.cache/oracles && \
         ~/.cache/oracles/bin/pip install pyHanko`, or let PELANGI_ORACLES name a Python that has it",
        python.display()
    );
    bench.put("root.pem", root.as_bytes());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracles/validate.py");
    let mut command = Command::new(python);
    command.arg(script).arg(bench.path("root.pem"));
    for (name, bytes) in files {
        command.arg(bench.put(&format!("{name}.pdf"), bytes));
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// poppler's judgement with a trust store of its own: every signature valid and trusted, and one
/// over the whole file.
pub fn check_pdfsig(bench: &Bench, root: &str, bytes: &[u8], signatures: usize) {
    bench.put("root.pem", root.as_bytes());
    bench.put("file.pdf", bytes);
    std::fs::create_dir_all(bench.path("nss")).unwrap();
    bench.ok("certutil", &["-N", "-d", "sql:nss", "--empty-password"]);
    bench.ok("certutil", &["-A", "-d", "sql:nss", "-n", "ca", "-t", "CT,C,C", "-i", "root.pem"]);
    let said = bench.ok("pdfsig", &["-nssdir", "sql:nss", "file.pdf"]);
    let count = |what: &str| said.matches(what).count();
    assert_eq!(count("Signature is Valid."), signatures, "{said}");
    assert_eq!(count("Certificate is Trusted."), signatures, "{said}");
    assert_eq!(count("  - Total document signed"), 1, "{said}");
}

/// mupdf's judgement: it knows none of our roots, but bytes and changes.
pub fn check_mutool(bench: &Bench, bytes: &[u8], signatures: usize) {
    bench.put("file.pdf", bytes);
    let (_, said) = bench.run("mutool", &["sign", "-v", "file.pdf"]);
    let whole = said.matches("The document is unchanged since signing").count();
    let edited = said.matches("there have been edits").count()
        + said.matches("changes since signing").count();
    assert_eq!(whole + edited, signatures, "{said}");
    assert!(!said.contains("Digest failure") && !said.to_lowercase().contains("invalid"), "{said}");
}

/// OpenSSL's judgement on the signature alone: the CMS, and the bytes it is over.
pub fn check_openssl(bench: &Bench, root: &str, cms: &[u8], covered: [&[u8]; 2]) {
    bench.put("root.pem", root.as_bytes());
    bench.put("sig.der", cms);
    bench.put("sig.bin", &covered.concat());
    let said = bench.ok(
        "openssl",
        &[
            "cms",
            "-verify",
            "-cades",
            "-inform",
            "DER",
            "-in",
            "sig.der",
            "-content",
            "sig.bin",
            "-binary",
            "-CAfile",
            "root.pem",
            "-purpose",
            "any",
            "-out",
            "/dev/null",
        ],
    );
    assert!(said.contains("CAdES Verification successful"), "{said}");
}
