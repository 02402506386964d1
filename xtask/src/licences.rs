//! Licences, bans and sources of what we build in, judged by `deny.toml`.
//!
//! `cargo deny` does the same and more; building it takes longer than everything else `make test`
//! does on a small machine, and its advisories need a network that a test may not have. So the
//! three checks that need none are here, on the same file, which `cargo deny` still reads.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

/// What `deny.toml` allows.
#[derive(Debug)]
pub struct Policy {
    allowed: Vec<spdx::Licensee>,
    exceptions: BTreeMap<String, Vec<spdx::Licensee>>,
    banned: BTreeMap<String, Ban>,
}

/// Why a package is not wanted, and which packages may bring it nevertheless (`wrappers`).
#[derive(Debug)]
struct Ban {
    reason: String,
    wrappers: Vec<String>,
}

/// A package that Cargo resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    pub name: String,
    pub version: String,
    pub licence: Option<String>,
    /// Where it comes from; `None` for a crate of the house.
    pub source: Option<String>,
    /// Names of the packages that depend on it.
    pub parents: Vec<String>,
}

/// Judges what this workspace builds in on this machine's platform.
#[expect(clippy::print_stdout, reason = "a command line tool speaks to people")]
pub fn run() -> Result<(), String> {
    let text = std::fs::read_to_string(crate::root().join("deny.toml"))
        .map_err(|e| format!("deny.toml cannot be read: {e}"))?;
    let policy = Policy::parse(&text)?;
    let packages = resolved()?;
    let problems = judge(&policy, &packages);
    println!("{} packages, {} against deny.toml", packages.len(), problems.len());
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

impl Policy {
    /// Reads the parts of `deny.toml` that are judged here.
    pub fn parse(text: &str) -> Result<Self, String> {
        let config: toml::Table = text.parse().map_err(|e| format!("deny.toml: {e}"))?;
        let list = |section: &str, key: &str| {
            let found = config.get(section).and_then(|s| s.get(key)).and_then(|v| v.as_array());
            found.cloned().unwrap_or_default()
        };
        let mut exceptions = BTreeMap::new();
        for exception in list("licenses", "exceptions") {
            let allow = exception.get("allow").and_then(|a| a.as_array()).cloned();
            exceptions.insert(field(&exception, "crate")?, licensees(&allow.unwrap_or_default())?);
        }
        let mut banned = BTreeMap::new();
        for ban in list("bans", "deny") {
            let wrappers = ban.get("wrappers").and_then(|w| w.as_array()).into_iter().flatten();
            let wrappers = wrappers.filter_map(|w| w.as_str().map(str::to_owned)).collect();
            banned.insert(field(&ban, "crate")?, Ban { reason: field(&ban, "reason")?, wrappers });
        }
        Ok(Self { allowed: licensees(&list("licenses", "allow"))?, exceptions, banned })
    }
}

fn field(entry: &toml::Value, name: &str) -> Result<String, String> {
    let text = entry.get(name).and_then(|v| v.as_str()).map(str::to_owned);
    text.ok_or_else(|| format!("deny.toml: an entry lacks `{name}`: {entry}"))
}

fn licensees(names: &[toml::Value]) -> Result<Vec<spdx::Licensee>, String> {
    let parse = |name: &toml::Value| {
        let name = name.as_str().unwrap_or_default();
        spdx::Licensee::parse(name).map_err(|e| format!("deny.toml: licence `{name}`: {e}"))
    };
    names.iter().map(parse).collect()
}

/// What of the packages the policy refuses, in sentences.
pub fn judge(policy: &Policy, packages: &[Package]) -> Vec<String> {
    packages.iter().flat_map(|package| judge_one(policy, package)).collect()
}

fn judge_one(policy: &Policy, package: &Package) -> Vec<String> {
    let Package { name, version, licence, source, parents } = package;
    let mut problems = Vec::new();
    if let Some(ban) = policy.banned.get(name) {
        let unwanted = parents.iter().filter(|parent| !ban.wrappers.contains(parent));
        problems.extend(unwanted.map(|parent| {
            format!("{parent} brings {name} {version}, which is banned: {}", ban.reason)
        }));
    }
    let Some(source) = source else { return problems };
    if !source.starts_with("registry+https://github.com/rust-lang/crates.io-index") {
        problems.push(format!("{name} {version} comes from {source}, not from the Rust registry"));
    }
    let Some(licence) = licence else {
        problems.push(format!("{name} {version} names no licence"));
        return problems;
    };
    match spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX) {
        Err(mistake) => problems.push(format!("{name} {version}: licence `{licence}`: {mistake}")),
        Ok(expression) => {
            let own = policy.exceptions.get(name).into_iter().flatten();
            let allowed: Vec<_> = policy.allowed.iter().chain(own).collect();
            if !expression.evaluate(|wanted| allowed.iter().any(|have| have.satisfies(wanted))) {
                problems.push(format!("{name} {version}: licence `{licence}` is not in deny.toml"));
            }
        }
    }
    problems
}

/// The packages Cargo resolved for this machine.
fn resolved() -> Result<Vec<Package>, String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--filter-platform"])
        .arg(format!("{}-unknown-linux-gnu", std::env::consts::ARCH))
        .current_dir(crate::root())
        .output()
        .map_err(|e| format!("cargo metadata cannot be run: {e}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(|e| format!("cargo metadata is unreadable: {e}"))?;
    packages(&metadata)
}

/// The packages in an answer of `cargo metadata`.
pub fn packages(metadata: &Value) -> Result<Vec<Package>, String> {
    let listed = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
    let parents = parents(metadata);
    let text = |package: &Value, key: &str| package[key].as_str().map(str::to_owned);
    let package = |p: &Value| {
        Some(Package {
            name: text(p, "name")?,
            version: text(p, "version")?,
            licence: text(p, "license"),
            source: text(p, "source"),
            parents: parents.get(p["id"].as_str()?).cloned().unwrap_or_default(),
        })
    };
    listed.iter().map(|p| package(p).ok_or_else(|| "a package without a name".to_owned())).collect()
}

/// The names of those who depend on each package, by its id.
fn parents(metadata: &Value) -> BTreeMap<&str, Vec<String>> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let names: BTreeMap<&str, &str> =
        packages.filter_map(|p| Some((p["id"].as_str()?, p["name"].as_str()?))).collect();
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for node in metadata["resolve"]["nodes"].as_array().into_iter().flatten() {
        let parent = node["id"].as_str().and_then(|id| names.get(id));
        let children = node["dependencies"].as_array().into_iter().flatten();
        for child in children.filter_map(Value::as_str) {
            found.entry(child).or_default().extend(parent.map(|name| (*name).to_owned()));
        }
    }
    found
}
