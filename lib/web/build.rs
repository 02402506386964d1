//! Makes sure that the folder of built assets exists, so that a clone without Node compiles.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let dist = Path::new("../../assets/dist");
    println!("cargo:rerun-if-changed={}", dist.display());
    if !dist.join("manifest.json").exists() {
        std::fs::create_dir_all(dist)?;
        println!("cargo:warning=assets/dist is empty: pages come unstyled; run `make assets`");
    }
    Ok(())
}
