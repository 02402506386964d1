//! The steps from the sources to a signed app.

use std::fs;
use std::path::Path;
use std::process::Command;

use walkdir::WalkDir;

use super::key::Key;
use super::order::Order;
use crate::ci::shell::{command, run};

/// Resources of Android itself, of Android 10: names of attributes are looked up in it.
const FRAMEWORK: &str = "/usr/share/android-framework-res/framework-res.apk";

/// Files whose names between @ signs are put in; pictures are copied as they are.
const TEXTS: &[&str] = &["xml", "smali", "html"];

/// Makes the app in a folder of its own and puts it, signed, where it is wanted.
pub fn make(order: &Order, key: &Key, folder: &Path, out: &Path) -> Result<(), String> {
    fill(order, folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    run(&mut command("make", &["--no-print-directory", "assets/node_modules/.package-lock.json"]))?;
    run(command("node", &["assets/launcher-icons.mjs"]).arg(folder.join("res")))?;
    let step = |program: &str, words: &str| -> Command {
        let mut step = command(program, &words.split(' ').collect::<Vec<_>>());
        step.current_dir(folder);
        step
    };
    run(&mut step("smali", "assemble --api 21 -o classes.dex smali"))?;
    // Android 11 and newer want the table of resources as it is, not compressed.
    let package = "package -f -M AndroidManifest.xml -S res -A assets -0 arsc -F whole.apk -I";
    run(step("aapt", package).arg(FRAMEWORK))?;
    run(&mut step("aapt", "add whole.apk classes.dex"))?;
    run(&mut step("zipalign", "-f 4 whole.apk aligned.apk"))?;
    let (name, password) = key.environment();
    let mut sign = step("apksigner", "sign --ks-type PKCS12 --min-sdk-version 21 --ks");
    sign.arg(&key.file).arg("--ks-pass").arg(format!("env:{name}")).env(name, password);
    run(sign.args(["--out", "signed.apk", "aligned.apk"]))?;
    fs::copy(folder.join("signed.apk"), crate::root().join(out))
        .map(drop)
        .map_err(|e| format!("{}: {e}", out.display()))
}

/// The sources with the names of this cell in them.
fn fill(order: &Order, folder: &Path) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let source = crate::root().join("android");
    let substitutions = order.substitutions();
    for entry in WalkDir::new(&source).into_iter().filter_map(Result::ok) {
        let to = folder.join(entry.path().strip_prefix(&source).unwrap_or(entry.path()));
        if entry.file_type().is_dir() {
            fs::create_dir_all(to)?;
        } else if is_text(entry.path()) {
            let text = fs::read_to_string(entry.path())?;
            let put = |text: String, (name, value): &(&str, String)| text.replace(name, value);
            fs::write(to, substitutions.iter().fold(text, put))?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

fn is_text(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| TEXTS.contains(&ending))
}
