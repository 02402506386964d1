//! Where a signed document goes: whole or not at all, and never over the document itself.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::commands::Failure;

/// Refuses an output that is the input, by whatever name: another path, a link to it.
pub fn check(input: &Path, output: &Path) -> Result<(), Failure> {
    let same = |one: &fs::Metadata, other: &fs::Metadata| {
        (one.dev(), one.ino()) == (other.dev(), other.ino())
    };
    let is_input = match (fs::metadata(input), fs::metadata(output)) {
        (Ok(input), Ok(output)) => same(&input, &output),
        _ => false,
    };
    if is_input {
        return Err(Failure::input(format_args!(
            "{} is the document itself; a signed document goes into another file",
            output.display()
        )));
    }
    match folder(output).is_dir() {
        true => Ok(()),
        false => Err(Failure::input(format_args!(
            "the folder {} is not there",
            folder(output).display()
        ))),
    }
}

/// Writes beside the target, syncs, and renames.
pub fn write(output: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::work(format_args!("{}: {error}", output.display()));
    let beside = beside(output);
    let put = || -> io::Result<()> {
        let mut file = File::create_new(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, output)?;
        File::open(folder(output))?.sync_all()
    };
    put().map_err(|error| {
        // What was begun is taken away; that it cannot be is no news beside the failure itself.
        drop(fs::remove_file(&beside));
        failed(error)
    })
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A name of this process beside the target.
fn beside(output: &Path) -> PathBuf {
    let name = output.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = format!(".{}.{}.new", name.unwrap_or_default(), std::process::id());
    folder(output).join(name)
}
