//! Every benchmark of the workspace, one after the other, so that none disturbs another.

use super::shell::{command, metadata, run};

/// Runs each `[[bench]]` of each crate. Results are printed by the benchmarks themselves, with the
/// peer they measure in the same run.
#[expect(clippy::print_stdout, reason = "a command line tool speaks to people")]
pub fn bench() -> Result<(), String> {
    let benches = benches(&metadata()?);
    if benches.is_empty() {
        return Err("no crate has a benchmark".to_owned());
    }
    for (package, bench) in benches {
        println!("\n=== {package}: {bench}");
        run(&mut command("cargo", &["bench", "--locked", "-p", &package, "--bench", &bench]))?;
    }
    Ok(())
}

/// Package and name of each benchmark in an answer of `cargo metadata`.
pub fn benches(metadata: &serde_json::Value) -> Vec<(String, String)> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let mut found = Vec::new();
    for package in packages {
        for target in package["targets"].as_array().into_iter().flatten() {
            let is_bench =
                target["kind"].as_array().is_some_and(|k| k.iter().any(|k| k == "bench"));
            if let (true, Some(p), Some(b)) =
                (is_bench, package["name"].as_str(), target["name"].as_str())
            {
                found.push((p.to_owned(), b.to_owned()));
            }
        }
    }
    found.sort();
    found
}
