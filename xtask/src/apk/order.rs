//! What app is wanted: for which cell, under which name.

use std::path::PathBuf;

/// One app, told and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The address of the cell, without a slash at the end.
    pub url: String,
    /// Its host, and `:port` where it has one.
    pub authority: String,
    /// The name of the app in the world of Android, for good.
    pub package: String,
    /// What stands under its icon.
    pub name: String,
    /// The version of this program, and the number by which Android knows newer from older.
    pub version: String,
    pub code: u32,
    pub out: PathBuf,
}

const HELP: &str = "\
cargo xtask apk --url https://ADDRESS [OPTION…]      (or: make apk URL=https://ADDRESS)

  --url ADDRESS     the public address of the cell, as in its settings; https alone
  --package NAME    default: the host backwards (pbb.contoh.go.id: id.go.contoh.pbb); choose it once
  --name TEXT       what stands under the icon; default: Pelangi
  --code NUMBER     default: from the version; Android installs only what is not older
  --out FILE        default: pelangi.apk
";

/// The longest name that stands whole under an icon of most phones, and some more.
const LONGEST_NAME: usize = 30;

impl Order {
    /// Reads `--url https://… [--package …] [--name …] [--code …] [--out …]`.
    ///
    /// # Errors
    /// A sentence that says what to write instead.
    pub fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut given = Given::read(arguments)?;
        let url = given.take("--url").ok_or(HELP)?;
        let url = url.trim_end_matches('/').to_owned();
        let authority = authority(&url)?;
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let package = given.take("--package").unwrap_or_else(|| backwards(host(&authority)));
        let name = given.take("--name").unwrap_or_else(|| "Pelangi".to_owned());
        let code = match given.take("--code") {
            Some(text) => text.parse().map_err(|_| format!("--code {text}: a whole number"))?,
            None => code_of(&version),
        };
        let out = given.take("--out").unwrap_or_else(|| "pelangi.apk".to_owned()).into();
        given.nothing_left()?;
        check_package(&package)?;
        check_name(&name)?;
        Ok(Self { url, authority, package, name, version, code, out })
    }

    /// What stands between @ signs in the sources, and what takes its place.
    pub fn substitutions(&self) -> Vec<(&'static str, String)> {
        let host = host(&self.authority);
        let port = self.authority.strip_prefix(host).and_then(|rest| rest.strip_prefix(':'));
        let port = port.map(|port| format!(" android:port=\"{port}\"")).unwrap_or_default();
        vec![
            ("@URL@", self.url.clone()),
            ("@AUTHORITY@", self.authority.clone()),
            ("@HOST@", host.to_owned()),
            ("@PORT@", port),
            ("@PACKAGE@", self.package.clone()),
            ("@NAME@", self.name.clone()),
            ("@VERSION@", self.version.clone()),
            ("@CODE@", self.code.to_string()),
        ]
    }
}

/// Options as they were typed.
struct Given(Vec<(String, String)>);

impl Given {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let pairs = arguments.chunks(2).map(|pair| match pair {
            [name, value] if name.starts_with("--") => Ok((name.clone(), value.clone())),
            _ => Err(HELP.to_owned()),
        });
        pairs.collect::<Result<_, _>>().map(Self)
    }

    fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        let value = self.0.remove(at).1;
        // A variable of make that was not set comes as nothing.
        (!value.is_empty()).then_some(value)
    }

    fn nothing_left(self) -> Result<(), String> {
        match self.0.first() {
            Some((name, _)) => {
                Err(format!("there is no option {name}, or it stands twice\n{HELP}"))
            }
            None => Ok(()),
        }
    }
}

/// The host and port of an address that is nothing but https, host and port.
fn authority(url: &str) -> Result<String, String> {
    let wrong = |why: &str| format!("--url {url}: {why}, such as https://pbb.contoh.go.id");
    let rest = url.strip_prefix("https://").ok_or_else(|| wrong("an address with https"))?;
    let (host, port) = rest.split_once(':').unwrap_or((rest, "443"));
    let label = |label: &str| {
        let inside =
            label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        !label.is_empty() && inside && !label.starts_with('-') && !label.ends_with('-')
    };
    if !host.contains('.') || !host.split('.').all(label) {
        return Err(wrong("a host in small letters, without a path"));
    }
    match port.parse::<u16>() {
        Ok(1..) => Ok(rest.to_owned()),
        _ => Err(wrong("a port from 1 to 65535, if any")),
    }
}

fn host(authority: &str) -> &str {
    authority.split(':').next().unwrap_or(authority)
}

/// `pbb.contoh.go.id` as `id.go.contoh.pbb`. A package name has no dashes, and no part of it begins
/// with a digit.
fn backwards(host: &str) -> String {
    let part = |label: &str| {
        let label = label.replace('-', "_");
        let digit = label.starts_with(|c: char| c.is_ascii_digit());
        if digit { format!("n{label}") } else { label }
    };
    host.rsplit('.').map(part).collect::<Vec<_>>().join(".")
}

fn check_package(package: &str) -> Result<(), String> {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if package.contains('.') && package.split('.').all(part) {
        return Ok(());
    }
    Err(format!(
        "--package {package}: two parts or more with dots between them, each of letters, digits and \
         _ and beginning with a letter, such as id.go.contoh.pbb"
    ))
}

/// The name goes into XML, a program and a page; signs that mean something there are refused.
fn check_name(name: &str) -> Result<(), String> {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || " .-".contains(c));
    if plain && !name.trim().is_empty() && name.len() <= LONGEST_NAME {
        return Ok(());
    }
    Err(format!("--name {name}: 1 to {LONGEST_NAME} letters, digits, spaces, dots and dashes"))
}

/// 1.2.3 is 1002003: newer versions have larger numbers.
fn code_of(version: &str) -> u32 {
    let parts = version.split('.').map(|part| {
        part.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0_u32)
    });
    parts.take(3).fold(0, |code, part| code * 1_000 + part.min(999)).max(1)
}
