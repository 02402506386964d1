//! A crate of the house: its tier, told by its folder, and what its manifest depends on.

use std::fmt;

use crate::tree::File;

/// The floors of the house, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Values everybody shares, without I/O.
    Base,
    /// Law and mathematics as pure functions.
    Calc,
    /// What all modules share.
    Lib,
    /// One outside system each.
    Adapter,
    /// One bounded context each.
    Module,
    /// The programs that wire everything.
    App,
    /// The house rules themselves.
    Xtask,
}

/// Where in a manifest a dependency stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Normal,
    Dev,
    Build,
}

/// One line of a manifest's dependencies.
#[derive(Debug, Clone)]
pub struct Dependency {
    pub name: String,
    pub purpose: Purpose,
}

/// A crate of the workspace.
#[derive(Debug, Clone)]
pub struct Crate {
    pub name: String,
    /// Path of its folder from the root, for example `modules/property-tax`.
    pub folder: String,
    pub tier: Tier,
    pub dependencies: Vec<Dependency>,
    pub manifest: toml::Table,
}

impl Crate {
    /// The crate a `Cargo.toml` describes; `None` for other files, for the workspace's own
    /// manifest, for crates outside the tiers (fuzz targets) and for a manifest that cannot be read
    /// (Cargo itself complains about that one).
    pub fn from_manifest(file: &File) -> Option<Self> {
        let folder = file.path.strip_suffix("/Cargo.toml")?;
        let tier = Tier::of(folder)?;
        let manifest: toml::Table = file.text.parse().ok()?;
        let name = manifest.get("package")?.get("name")?.as_str()?.to_owned();
        let dependencies = dependencies(&manifest);
        Some(Self { name, folder: folder.to_owned(), tier, dependencies, manifest })
    }

    /// Path of its manifest from the root.
    pub fn manifest_path(&self) -> String {
        format!("{}/Cargo.toml", self.folder)
    }

    /// What the program itself is built with: normal and build dependencies.
    pub fn shipped(&self) -> impl Iterator<Item = &Dependency> {
        self.dependencies.iter().filter(|d| d.purpose != Purpose::Dev)
    }
}

impl Tier {
    /// The tier of a crate's folder; `None` when the folder is no place for a crate of the house.
    pub fn of(folder: &str) -> Option<Self> {
        let mut parts = folder.split('/');
        let tier = match (parts.next()?, parts.next().is_some(), parts.next().is_some()) {
            ("base", false, false) => Self::Base,
            ("xtask", false, false) => Self::Xtask,
            ("calc", true, false) => Self::Calc,
            ("lib", true, false) => Self::Lib,
            ("adapters", true, false) => Self::Adapter,
            ("modules", true, false) => Self::Module,
            ("app", true, false) => Self::App,
            _ => return None,
        };
        Some(tier)
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Base => "base",
            Self::Calc => "calc/*",
            Self::Lib => "lib/*",
            Self::Adapter => "adapters/*",
            Self::Module => "modules/*",
            Self::App => "app/*",
            Self::Xtask => "xtask",
        })
    }
}

fn dependencies(manifest: &toml::Table) -> Vec<Dependency> {
    let everywhere = manifest.get("target").and_then(|t| t.as_table()).into_iter().flatten();
    let tables = [manifest].into_iter().chain(everywhere.filter_map(|(_, t)| t.as_table()));
    let sections = [
        ("dependencies", Purpose::Normal),
        ("dev-dependencies", Purpose::Dev),
        ("build-dependencies", Purpose::Build),
    ];
    tables
        .flat_map(|table| sections.map(|(section, purpose)| (table.get(section), purpose)))
        .filter_map(|(section, purpose)| Some((section?.as_table()?, purpose)))
        .flat_map(|(section, purpose)| {
            section.iter().map(move |(key, value)| {
                let renamed = value.get("package").and_then(|p| p.as_str());
                Dependency { name: renamed.unwrap_or(key).to_owned(), purpose }
            })
        })
        .collect()
}
