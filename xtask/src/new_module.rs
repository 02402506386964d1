//! `cargo xtask new-module NAME`: copies `modules/skeleton`, which is a crate that builds and is tested
//! like every other, and enters the copy into THE list of modules.

use std::fs;
use std::path::{Path, PathBuf};

use crate::ci::shell::{command, run as run_command};

const SKELETON: &str = "modules/skeleton";
const LIST: &str = "app/server/src/modules.rs";
const SERVER: &str = "app/server/Cargo.toml";
const WORKSPACE: &str = "Cargo.toml";

/// Words that are no names: of crates that every module uses, and of Rust.
const TAKEN: [&str; 12] = [
    "core", "std", "alloc", "test", "self", "super", "crate", "module", "domain", "store",
    "usecase", "web",
];

/// Makes a module and says what to do next.
///
/// # Errors
/// Why nothing was made.
#[expect(clippy::print_stdout, reason = "a command line tool speaks to people")]
pub fn run(arguments: &[String]) -> Result<(), String> {
    let [name] = arguments else {
        return Err("say what the module is called: cargo xtask new-module guest-book".to_owned());
    };
    let root = crate::root();
    make(&root, name)?;
    run_command(&mut command("cargo", &["fmt", "-p", name, "-p", "server"]))?;
    println!(
        "modules/{name} is made and stands in {LIST}. Look at it:\n\n  \
         cargo nextest run -p {name}\n  \
         PELANGI_BLESS=1 cargo nextest run -p server   # rights and migrations have one more\n\n\
         Give a person of the demo the role `{name}-clerk` in app/server/src/demo_people.rs; `make run` then\n\
         shows them the register. Write README.md first: what it does, for whom, by which law."
    );
    Ok(())
}

/// Writes the files of a module and enters it into the lists of a project. Everything is made up before
/// anything is written.
///
/// # Errors
/// A name that cannot be one, or is taken; a list that is not where it was.
pub fn make(root: &Path, name: &str) -> Result<(), String> {
    let naming = Naming::of(name)?;
    let folder = root.join("modules").join(name);
    if folder.exists() {
        return Err(format!("modules/{name} is there already"));
    }
    let workspace = read(root, WORKSPACE)?;
    if workspace.lines().any(|line| line.starts_with(&format!("{name} = "))) {
        return Err(format!("`{name}` is a crate that the house uses; take another name"));
    }
    let edited = [
        (WORKSPACE, among(&workspace, &format!("{name} = {{ path = \"modules/{name}\" }}"))?),
        (SERVER, among_dependencies(&read(root, SERVER)?, &format!("{name}.workspace = true"))?),
        (LIST, listed(&read(root, LIST)?, &naming.snake)?),
    ];
    let made = copies(root, &naming)?;
    write_all(&folder, &made).inspect_err(|_| drop(fs::remove_dir_all(&folder)))?;
    for (path, text) in edited {
        write(&root.join(path), &text)?;
    }
    Ok(())
}

/// A name as crates, Rust and people write it.
struct Naming {
    /// `guest-book`
    kebab: String,
    /// `guest_book`
    snake: String,
    /// `Guest book`
    title: String,
}

impl Naming {
    fn of(name: &str) -> Result<Self, String> {
        let words = || name.split('-');
        let is_word = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_lowercase());
        if !words().all(is_word) || TAKEN.contains(&name) || name.len() > 40 {
            return Err(format!(
                "`{name}` is no name; write small letters and hyphens: guest-book"
            ));
        }
        let title: String = words().collect::<Vec<_>>().join(" ");
        let (first, rest) = title.split_at(1);
        Ok(Self {
            kebab: name.to_owned(),
            snake: name.replace('-', "_"),
            title: format!("{}{rest}", first.to_uppercase()),
        })
    }

    /// A text of the skeleton under this name.
    fn said(&self, text: &str) -> String {
        text.replace("skeleton::", &format!("{}::", self.snake))
            .replace("skeleton_", &format!("{}_", self.snake))
            .replace("Kerangka", &self.title)
            .replace("Skeleton", &self.title)
            .replace("skeleton", &self.kebab)
    }
}

/// The files of the module, by their path inside its folder.
fn copies(root: &Path, naming: &Naming) -> Result<Vec<(PathBuf, String)>, String> {
    let from = root.join(SKELETON);
    let mut all = Vec::new();
    for entry in walkdir::WalkDir::new(&from).sort_by_file_name() {
        let entry = entry.map_err(|error| error.to_string())?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(&from).unwrap_or(entry.path());
        let text = fs::read_to_string(entry.path()).map_err(|e| said(entry.path(), &e))?;
        let mut text = naming.said(&text);
        if path == Path::new("Cargo.toml") {
            text = described(&text, naming);
        }
        all.push((PathBuf::from(naming.said(&path.to_string_lossy())), text));
    }
    Ok(all)
}

/// The manifest without what it says of the skeleton itself.
fn described(manifest: &str, naming: &Naming) -> String {
    let line = |line: &str| match line.starts_with("description = ") {
        true => format!("description = \"{}: a register of notes.\"\n", naming.title),
        false => format!("{line}\n"),
    };
    manifest.lines().map(line).collect()
}

/// The list of crates with one more among the modules.
fn among(manifest: &str, line: &str) -> Result<String, String> {
    let is_module = |it: &&str| it.contains("{ path = \"modules/") && *it < line;
    let before = manifest.lines().rfind(is_module);
    // A name before all others stands before the first of them.
    let place = match before {
        Some(before) => manifest.find(before).map(|at| at + before.len() + 1),
        None => manifest
            .lines()
            .find(|it| it.contains("{ path = \"modules/"))
            .and_then(|first| manifest.find(first)),
    };
    let place = place.ok_or_else(|| format!("{WORKSPACE} lists no modules"))?;
    Ok(put(manifest, place, &format!("{line}\n")))
}

/// The manifest of the server with one more dependency, in the order of the alphabet.
fn among_dependencies(manifest: &str, line: &str) -> Result<String, String> {
    let heading = "[dependencies]\n";
    let begin = manifest.find(heading).ok_or_else(|| format!("{SERVER} has no dependencies"))?;
    let mut place = begin + heading.len();
    for other in manifest[place..].lines().take_while(|it| !it.is_empty()) {
        if other > line {
            break;
        }
        place += other.len() + 1;
    }
    Ok(put(manifest, place, &format!("{line}\n")))
}

/// THE list with one more module, before administration, which comes last in the navigation.
fn listed(list: &str, snake: &str) -> Result<String, String> {
    let before = |text: &str, anchor: &str, line: &str| -> Result<String, String> {
        let mut places = text.match_indices(anchor);
        match (places.next(), places.next()) {
            (Some((place, _)), None) => Ok(put(text, place, line)),
            _ => Err(format!("{LIST} has not `{}` exactly once", anchor.trim())),
        }
    };
    let text = before(
        list,
        "    let around = Around {",
        &format!("    let {snake} = {snake}::module(cell);\n"),
    )?;
    let text =
        before(&text, "            KINDS,\n", &format!("            {snake}.audit_kinds,\n"))?;
    let text = before(&text, " administration])", &format!(" {snake},"))?;
    let text = before(
        &text,
        "        ])\n        .flatten()",
        &format!("            {snake}::migrations(),\n"),
    )?;
    before(
        &text,
        "        administration::permissions::GRANTS,",
        &format!("        {snake}::permissions::GRANTS,\n"),
    )
}

fn put(text: &str, place: usize, more: &str) -> String {
    let (before, after) = text.split_at(place);
    [before, more, after].concat()
}

fn write_all(folder: &Path, files: &[(PathBuf, String)]) -> Result<(), String> {
    for (path, text) in files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|e| said(parent, &e))?;
        }
        write(&path, text)?;
    }
    Ok(())
}

fn read(root: &Path, path: &str) -> Result<String, String> {
    fs::read_to_string(root.join(path)).map_err(|e| said(Path::new(path), &e))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|e| said(path, &e))
}

fn said(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
