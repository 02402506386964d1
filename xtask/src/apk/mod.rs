//! `cargo xtask apk`: the Android app of one cell, from Debian packages alone.
//!
//! A window onto the cell's pages, written in smali: no Gradle, no Google SDK, no Java compiler.
//! The sources are in `android/`; what this puts into them is an [`Order`].

mod check;
mod key;
mod make;
mod order;
mod zip;

use std::path::Path;

pub use check::{Facts, facts, faults};
pub use key::Key;
pub use order::Order;
pub use zip::stored;

use crate::ci::shell::target_folder;
use crate::tools;

/// Builds, signs and checks the app that the arguments order, and says what to set up beside it.
#[expect(clippy::print_stdout, reason = "a command line tool speaks to people")]
pub fn run(arguments: &[String]) -> Result<(), String> {
    let order = Order::parse(arguments)?;
    tools::provide_named(tools::ANDROID)?;
    let key = Key::of_this_person()?;
    let facts = build(&order, &key, &order.out)?;
    println!("\n{}", closing(&order, &key, &facts));
    Ok(())
}

/// Builds an app for an invented cell with a key of its own, and checks it: a stage of `make test`.
pub fn trial() -> Result<(), String> {
    let order = Order::parse(&["--url".to_owned(), "https://pbb.contoh.go.id".to_owned()])?;
    tools::provide_named(tools::ANDROID)?;
    let folder = target_folder()?.join("apk-trial");
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let key = Key::in_folder(&folder)?;
    build(&order, &key, &folder.join("pelangi.apk")).map(drop)
}

fn build(order: &Order, key: &Key, out: &Path) -> Result<Facts, String> {
    let folder = target_folder()?.join("apk");
    make::make(order, key, &folder, out)?;
    let seen = facts(out)?;
    let wrong = faults(&seen, order);
    if wrong.is_empty() { Ok(seen) } else { Err(wrong.join("\n")) }
}

/// What a person reads at the end.
fn closing(order: &Order, key: &Key, facts: &Facts) -> String {
    format!(
        "{out}: {bytes} bytes, {package} {version}, for Android 5 and newer\n\
         signed with {key}; keep that file and its password: without them no newer version can be \
         installed over this one\n\n\
         The links of {url} open in the app when the cell knows it. Add to its settings, and start \
         it again:\n\n[android]\npackage = \"{package}\"\nfingerprints = [\"{fingerprint}\"]\n",
        out = order.out.display(),
        bytes = facts.bytes,
        package = order.package,
        version = order.version,
        key = key.file.display(),
        url = order.url,
        fingerprint = facts.fingerprint,
    )
}
