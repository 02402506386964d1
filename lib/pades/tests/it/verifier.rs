//! Valid and attacked files of other programs, against what is expected of the verifier.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pades::verify::{Policy, Report, Rule, Rules, verify};
use serde::Deserialize;

/// What `valid.py` and `attacks.py` wrote of a file.
#[derive(Deserialize)]
struct Expected {
    verdict: String,
    /// The rules that catch an attack, joined by `+`.
    #[serde(default)]
    rule: Option<String>,
}

fn corpus(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn expected(kind: &str) -> BTreeMap<String, Expected> {
    serde_json::from_slice(&corpus(&format!("{kind}.json"))).unwrap()
}

fn judged(kind: &str, name: &str, rules: Rules) -> Report {
    let policy = Policy { rules, ..Policy::default() };
    verify(&corpus(&format!("{kind}/{name}.pdf")), &policy)
}

fn said(report: &Report) -> String {
    format!("{} {:?}", serde_json::to_string(report).unwrap(), report.refusal)
}

fn named(report: &Report) -> String {
    serde_json::to_value(report.verdict).unwrap().as_str().unwrap().to_owned()
}

fn none_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// Files of `kind` whose verdict is another than expected.
fn misjudged(kind: &str) -> Vec<String> {
    let files = expected(kind);
    assert!(!files.is_empty());
    let judge = |(name, expected): (&String, &Expected)| {
        let report = judged(kind, name, Rules::default());
        let is_right = named(&report) == expected.verdict;
        (!is_right).then(|| format!("{name}: {}", said(&report)))
    };
    files.iter().filter_map(judge).collect()
}

#[test]
fn valid_files_are_accepted() {
    none_wrong(&misjudged("valid"));
}

#[test]
fn attacked_files_are_refused() {
    none_wrong(&misjudged("attacks"));
}

/// Without its rule an attacked file would be accepted: the rule, and no other, catches it.
#[test]
fn each_attack_is_caught_by_its_rule_alone() {
    let mut wrong = Vec::new();
    for (name, expected) in expected("attacks") {
        let Some(code) = expected.rule.filter(|code| !code.contains('+')) else { continue };
        let rule = Rule::ALL.iter().find(|rule| rule.code() == code).unwrap();
        let report = judged("attacks", &name, Rules::without(*rule));
        if !report.verdict.is_accepted() {
            wrong.push(format!("{name} without {code}: {}", said(&report)));
        }
    }
    none_wrong(&wrong);
}

/// Rules after whose breach nothing is left that could be accepted.
const HARD: [Rule; 4] = [Rule::Contents, Rule::Unreadable, Rule::Work, Rule::Encrypted];

#[test]
fn each_rule_has_two_attacks() {
    let mut wrong = Vec::new();
    let attacks = expected("attacks");
    for rule in Rule::ALL.iter().filter(|rule| !HARD.contains(rule)) {
        let of_rule = attacks.values().filter(|a| a.rule.as_deref() == Some(rule.code())).count();
        if of_rule < 2 {
            wrong.push(format!("{}: {of_rule}", rule.code()));
        }
    }
    none_wrong(&wrong);
}
