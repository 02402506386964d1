//! The project as the rules see it: texts by path, and the crates among them.
//!
//! A tree comes from a folder ([`Tree::read`]) or from texts in a test ([`Tree::of`]); a rule
//! cannot tell the difference.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::krate::Crate;

/// Folders that hold what was built or fetched, never what we wrote.
const NOT_OURS: [&str; 6] = ["target", "node_modules", "dist", ".git", "pelangi-demo", "shots"];

/// Endings of files that are read as text.
const TEXTS: [&str; 19] = [
    "rs", "toml", "md", "html", "txt", "ftl", "sql", "sh", "mjs", "ts", "js", "json", "scss",
    "css", "yml", "yaml", "csv", "svg", "lock",
];

/// One file of the project: its path from the root, with `/`, and its text.
pub struct File {
    pub path: String,
    pub text: String,
    /// What it says as Rust, read when first asked for.
    syntax: OnceCell<Option<syn::File>>,
}

/// Every text of the project, sorted by path.
#[derive(Default)]
pub struct Tree {
    pub files: Vec<File>,
    pub crates: Vec<Crate>,
    /// Migrations as they were at the first release tag that had them, by path.
    pub released: BTreeMap<String, String>,
}

impl Tree {
    /// Reads the folder that holds the workspace's `Cargo.toml`, and the releases from git.
    pub fn read(root: &Path) -> std::io::Result<Self> {
        let mut files = Vec::new();
        let ours = |e: &walkdir::DirEntry| {
            !(e.file_type().is_dir() && NOT_OURS.iter().any(|n| e.file_name() == *n))
        };
        for entry in walkdir::WalkDir::new(root).into_iter().filter_entry(ours) {
            let entry = entry?;
            if entry.file_type().is_file() && is_text(entry.path()) {
                let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
                let bytes = std::fs::read(entry.path())?;
                let text = String::from_utf8_lossy(&bytes).into_owned();
                files.push(File::new(path.to_string_lossy().replace('\\', "/"), text));
            }
        }
        Ok(Self { released: released(root), ..Self::from_files(files) })
    }

    /// A tree made of texts, for tests of the rules.
    pub fn of(texts: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File::new((*path).into(), (*text).into());
        Self::from_files(texts.iter().map(file).collect())
    }

    fn from_files(mut files: Vec<File>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let crates = files.iter().filter_map(Crate::from_manifest).collect();
        Self { files, crates, released: BTreeMap::new() }
    }

    /// The file at a path, if it is there.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.binary_search_by(|f| f.path.as_str().cmp(path)).ok().map(|i| &self.files[i])
    }

    /// All files whose name ends so, for example `.rs`.
    pub fn ending<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |f| f.path.ends_with(ending))
    }

    /// The crate a file belongs to.
    pub fn crate_of(&self, file: &File) -> Option<&Crate> {
        let inside =
            |c: &&Crate| file.path.strip_prefix(&c.folder).is_some_and(|r| r.starts_with('/'));
        self.crates.iter().filter(inside).max_by_key(|c| c.folder.len())
    }

    /// Our Rust files with the crate each belongs to; files outside the workspace's crates (fuzz
    /// targets) are left out.
    pub fn rust(&self) -> impl Iterator<Item = (&Crate, &File)> {
        self.ending(".rs").filter_map(|f| self.crate_of(f).map(|c| (c, f)))
    }
}

impl File {
    fn new(path: String, text: String) -> Self {
        Self { path, text, syntax: OnceCell::new() }
    }

    /// Its syntax. `None` when it does not parse: the compiler tells about that better.
    pub fn syntax(&self) -> Option<&syn::File> {
        self.syntax.get_or_init(|| syn::parse_file(&self.text).ok()).as_ref()
    }

    /// Whether this is Rust that only tests, benches or examples run.
    pub fn is_test(&self) -> bool {
        ["/tests/", "/benches/", "/examples/", "/fuzz/"].iter().any(|part| self.path.contains(part))
    }

    /// How many lines it has.
    pub fn lines(&self) -> usize {
        self.text.lines().count()
    }
}

fn is_text(path: &Path) -> bool {
    let named = path.extension().and_then(|e| e.to_str()).is_some_and(|e| TEXTS.contains(&e));
    let known = ["Makefile", "run", "NOTICE", ".npmrc", ".editorconfig"];
    named || path.file_name().is_some_and(|name| known.iter().any(|k| name == *k))
}

/// Migrations at each release tag (`v*`), oldest tag first; the first text of a path counts.
fn released(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for tag in git(root, &["tag", "--list", "v*", "--sort=creatordate"]).lines() {
        let listing = git(root, &["ls-tree", "-r", "--name-only", tag]);
        for path in listing.lines().filter(|p| p.contains("/migrations/")) {
            if !found.contains_key(path) {
                found.insert(path.to_owned(), git(root, &["show", &format!("{tag}:{path}")]));
            }
        }
    }
    found
}

/// What git answers, or nothing where there is no git (a source archive has no releases to keep).
fn git(root: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git").arg("-C").arg(root).args(arguments).output();
    let answered = output.ok().filter(|o| o.status.success());
    answered.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default()
}
