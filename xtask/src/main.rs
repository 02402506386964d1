//! `cargo xtask`: the house rules and the stages of `make test`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool speaks to people"
)]

use std::process::ExitCode;

use xtask::{Tree, apk, ci, licences, new_module, oracles, report, rules, tools};

const HELP: &str = "\
cargo xtask COMMAND

  tidy [RULE…]     judge the tree by the rules of the house
  rules            list the rules with their reasons
  licences         judge the dependencies by deny.toml
  tools            look for the programs the checks need; as root, install what is missing
  ci [STAGE…]      run the stages of `make test`, or only the named ones
  new-module NAME  make a module that builds, is tested and stands in the navigation
  apk --url URL    the Android app of a cell; alone it says what else can be told
  bench [NAME…]    run the benchmarks, the table of all goals last, or only the named ones
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let done = match command {
        "tidy" => tidy(rest),
        "rules" => list_rules(),
        "licences" => licences::run(),
        "tools" => tools::provide().and_then(|()| oracles::provide()),
        "ci" => ci::run(rest),
        "bench" => ci::bench(rest),
        "apk" => apk::run(rest),
        "new-module" => new_module::run(rest),
        _ => {
            print!("{HELP}");
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            if !message.is_empty() {
                eprintln!("{message}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Judges the tree by all rules, or by those whose number or name is given.
fn tidy(wanted: &[String]) -> Result<(), String> {
    let tree = Tree::read(&xtask::root()).map_err(|e| format!("the tree cannot be read: {e}"))?;
    let chosen =
        |r: &&xtask::Rule| wanted.is_empty() || wanted.iter().any(|w| w == r.name || w == r.number);
    let judged: Vec<_> =
        rules::ALL.iter().filter(chosen).map(|r| report::judge(r, &tree)).collect();
    if judged.is_empty() {
        return Err("no rule is called so; `cargo xtask rules` lists them".to_owned());
    }
    judged.iter().for_each(|verdict| print!("{}", verdict.text));
    let failed = judged.iter().filter(|v| v.failed).count();
    println!("{} rules, {failed} broken, {} files", judged.len(), tree.files.len());
    if failed == 0 { Ok(()) } else { Err("the house is not tidy".to_owned()) }
}

fn list_rules() -> Result<(), String> {
    for rule in rules::ALL {
        println!("{}\n  why: {}\n  do:  {}", report::title(rule), rule.why, rule.remedy);
    }
    Ok(())
}
