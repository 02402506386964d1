//! The programs the checks need: found, or installed as root, or named so that a person can.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where a program comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// A Debian package.
    Debian(&'static str),
    /// A crate that installs a cargo subcommand.
    Cargo(&'static str),
}

/// A program and what it is for.
#[derive(Debug, Clone, Copy)]
pub struct Tool {
    pub program: &'static str,
    pub from: From,
    pub purpose: &'static str,
}

/// Everything `make test` calls besides cargo and the C compiler.
pub const TOOLS: &[Tool] = &[
    tool("node", From::Debian("nodejs"), "builds styles and scripts, runs the browser tests"),
    tool("npm", From::Debian("npm"), "fetches what styles and scripts are built with"),
    tool("initdb", From::Debian("postgresql"), "the temporary PostgreSQL of the tests"),
    tool("chromium", From::Debian("chromium"), "the browser of the browser tests"),
    tool("pdftotext", From::Debian("poppler-utils"), "reads our PDFs independently"),
    tool("zbarimg", From::Debian("zbar-tools"), "reads our QR codes independently"),
    tool("openssl", From::Debian("openssl"), "certificates and signatures of the tests"),
    tool("python3", From::Debian("python3"), "makes payment signatures independently"),
    tool(VENV, From::Debian("python3-venv"), "keeps the programs that judge what we write apart"),
    tool("qpdf", From::Debian("qpdf"), "checks the structure of our PDFs"),
    tool("mutool", From::Debian("mupdf-tools"), "reads our PDFs and signatures independently"),
    tool("certutil", From::Debian("libnss3-tools"), "keeps the trust list of pdfsig"),
    tool("softhsm2-util", From::Debian("softhsm2"), "stands for a token that holds keys"),
    tool("smali", From::Debian("libsmali-java"), "assembles the Android app"),
    tool("aapt", From::Debian("aapt"), "packs the Android app"),
    tool("zipalign", From::Debian("zipalign"), "lays it out as phones read it"),
    tool("apksigner", From::Debian("apksigner"), "signs and verifies it"),
    tool("keytool", From::Debian("default-jre-headless"), "makes the key it is signed with"),
    tool(FRAMEWORK, From::Debian("android-framework-res"), "names the parts of Android"),
    tool("cargo-nextest", From::Cargo("cargo-nextest"), "runs the tests"),
];

/// Resources of Android itself. No program, but found and installed like one.
const FRAMEWORK: &str = "/usr/share/android-framework-res/framework-res.apk";

/// The part of Python that makes environments; Debian keeps it in a package of its own.
const VENV: &str = "python3 -m ensurepip";

/// What `make apk` needs.
pub const ANDROID: &[&str] =
    &["node", "npm", "smali", "aapt", "zipalign", "apksigner", "keytool", FRAMEWORK];

/// The oldest Node.js the styles, scripts and browser tests are built for.
const NODE: u32 = 20;

const fn tool(program: &'static str, from: From, purpose: &'static str) -> Tool {
    Tool { program, from, purpose }
}

/// Looks for every tool; as root, installs what is missing.
pub fn provide() -> Result<(), String> {
    provide_of(|_| true)
}

/// The same for some of them.
pub fn provide_named(names: &[&str]) -> Result<(), String> {
    provide_of(|tool| names.contains(&tool.program))
}

fn provide_of(wanted: impl Fn(&Tool) -> bool) -> Result<(), String> {
    let absent: Vec<Tool> = missing().into_iter().filter(&wanted).collect();
    if !absent.is_empty() {
        if !is_root() {
            return Err(hint(&absent));
        }
        install(&absent)?;
    }
    let still: Vec<Tool> = missing().into_iter().filter(&wanted).collect();
    if still.is_empty() { new_enough() } else { Err(hint(&still)) }
}

/// The tools that are not on this machine.
fn missing() -> Vec<Tool> {
    TOOLS.iter().copied().filter(|tool| find(tool.program).is_none()).collect()
}

/// Where a program is: on the path, or among the server programs Debian keeps off it.
pub fn find(program: &str) -> Option<PathBuf> {
    if program == VENV {
        let known = said("python3", &["-c", "import ensurepip; print(ensurepip.__file__)"]);
        return (!known.is_empty()).then(|| known.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let servers = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    folders.extend(servers.map(|version| version.path().join("bin")));
    folders.into_iter().map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// What a person can do about missing tools.
pub fn hint(missing: &[Tool]) -> String {
    let mut text = String::from("these programs are missing:\n");
    for tool in missing {
        text.push_str(&format!("  {:<14} {}\n", tool.program, tool.purpose));
    }
    for (command, names) in commands(missing) {
        text.push_str(&format!("install them with: {command} {}\n", names.join(" ")));
    }
    text
}

/// The commands that install tools, with what each installs.
fn commands(missing: &[Tool]) -> Vec<(&'static str, Vec<&'static str>)> {
    let debian =
        missing.iter().filter_map(|t| if let From::Debian(p) = t.from { Some(p) } else { None });
    let cargo =
        missing.iter().filter_map(|t| if let From::Cargo(c) = t.from { Some(c) } else { None });
    let all = [
        ("apt-get install -y --no-install-recommends", debian.collect::<Vec<_>>()),
        ("cargo install --locked", cargo.collect()),
    ];
    all.into_iter().filter(|(_, names)| !names.is_empty()).collect()
}

fn install(missing: &[Tool]) -> Result<(), String> {
    if missing.iter().any(|tool| matches!(tool.from, From::Debian(_))) {
        command(&["apt-get", "update", "-q"])?;
    }
    for (start, names) in commands(missing) {
        let words: Vec<&str> = start.split(' ').chain(names).collect();
        command(&words)?;
    }
    Ok(())
}

pub(crate) fn command(words: &[&str]) -> Result<(), String> {
    let (program, arguments) = words.split_first().ok_or("an empty command")?;
    let status = Command::new(program)
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{}` ended with {status}", words.join(" "))),
        Err(e) => Err(format!("`{}` cannot be run: {e}", words.join(" "))),
    }
}

fn new_enough() -> Result<(), String> {
    let version = said("node", &["--version"]);
    let major = version.trim_start_matches('v').split('.').next();
    let major: Option<u32> = major.and_then(|m| m.parse().ok());
    match major {
        Some(major) if major >= NODE => Ok(()),
        _ => Err(format!(
            "Node.js {NODE} or newer is needed, this machine has {version:?}; install a newer one \
             and put it first on the PATH"
        )),
    }
}

fn is_root() -> bool {
    said("id", &["-u"]) == "0" && Path::new("/usr/bin/apt-get").exists()
}

/// What a program prints, trimmed; nothing when it cannot be run.
fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    output.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned()).unwrap_or_default()
}
