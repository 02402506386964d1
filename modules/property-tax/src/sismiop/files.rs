//! Finding the file of a table in the folder.

use std::path::{Path, PathBuf};

use super::TableError;

/// The one file named like the table, whatever the case of its letters.
pub fn single(folder: &Path, table: &'static str) -> Result<PathBuf, TableError> {
    let names = list(folder)?;
    let matching: Vec<&String> =
        names.iter().filter(|n| stem_of(n) == Some(table.into())).collect();
    match matching.as_slice() {
        [] => Err(TableError::NoFile { table, found: names }),
        [name] => Ok(folder.join(name)),
        several => Err(TableError::Ambiguous {
            table,
            found: several.iter().map(ToString::to_string).collect(),
        }),
    }
}

/// The file of the table and its copies per year (`SPPT_2019.csv`), which some systems make.
pub fn with_years(folder: &Path, table: &'static str) -> Result<Vec<PathBuf>, TableError> {
    let names = list(folder)?;
    let belongs = |stem: &str| {
        stem.strip_prefix(table).is_some_and(|rest| {
            rest.is_empty()
                || rest
                    .strip_prefix('_')
                    .is_some_and(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))
        })
    };
    let matching = names.iter().filter(|n| stem_of(n).is_some_and(|s| belongs(&s)));
    let paths: Vec<PathBuf> = matching.map(|n| folder.join(n)).collect();
    if paths.is_empty() {
        return Err(TableError::NoFile { table, found: names });
    }
    Ok(paths)
}

/// Tables in the folder that are none of `read` nor a copy of one per year, in capitals.
pub fn unread(folder: &Path, read: &[&str]) -> Result<Vec<String>, TableError> {
    let stems = list(folder)?.into_iter().filter_map(|name| stem_of(&name));
    let is_read = |stem: &str| {
        let of_year = |table: &&str| {
            let rest = stem.strip_prefix(*table).and_then(|rest| rest.strip_prefix('_'));
            rest.is_some_and(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))
        };
        read.contains(&stem) || read.iter().any(of_year)
    };
    Ok(stems.filter(|stem| !is_read(stem)).collect())
}

/// The name without `.csv`, in capitals; `None` for other files.
fn stem_of(name: &str) -> Option<String> {
    let name = name.to_ascii_uppercase();
    name.strip_suffix(".CSV").map(str::to_owned)
}

fn list(folder: &Path) -> Result<Vec<String>, TableError> {
    let unreadable = |source| TableError::Unreadable { path: folder.display().to_string(), source };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
