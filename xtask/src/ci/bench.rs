//! The benchmarks of the workspace, one after the other, so that none disturbs another.

use super::shell::{command, metadata, run};
use crate::oracles;

/// The benchmark whose table says whether the house keeps its promises. It ends a run.
const GOALS: &str = "goals";

/// Runs the named benchmarks; without a name those of single crates first, and the table of all
/// goals as the last thing a person sees. Results are printed by the benchmarks themselves, with
/// the peer they measure in the same run.
#[expect(clippy::print_stderr, reason = "a command line tool speaks to people")]
pub fn bench(wanted: &[String]) -> Result<(), String> {
    let chosen = chosen(benches(&metadata()?), wanted)?;
    if chosen.iter().any(|(_, bench)| bench == "slices") {
        oracles::PEERS.provide()?;
    }
    for (package, bench) in chosen {
        eprintln!("\n=== {package}: {bench}");
        run(&mut command("cargo", &["bench", "--locked", "-p", &package, "--bench", &bench]))?;
    }
    Ok(())
}

/// The wanted ones of all benchmarks, in the order in which they run.
pub fn chosen(
    all: Vec<(String, String)>,
    wanted: &[String],
) -> Result<Vec<(String, String)>, String> {
    let names: Vec<&str> = all.iter().map(|(_, bench)| bench.as_str()).collect();
    if let Some(unknown) = wanted.iter().find(|name| !names.contains(&name.as_str())) {
        let known = names.join(", ");
        return Err(format!("there is no benchmark `{unknown}`; there are: {known}"));
    }
    let is_wanted = |bench: &String| wanted.is_empty() || wanted.contains(bench);
    let mut chosen: Vec<_> = all.into_iter().filter(|(_, bench)| is_wanted(bench)).collect();
    chosen.sort_by_key(|(_, bench)| bench == GOALS);
    Ok(chosen)
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
