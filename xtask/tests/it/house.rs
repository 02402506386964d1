//! The tree itself, rule by rule.

use xtask::{Tree, report, root, rules};

fn tree() -> Tree {
    Tree::read(&root()).unwrap()
}

macro_rules! the_tree_keeps {
    ($($rule:ident),* $(,)?) => {
        $(
            #[test]
            fn $rule() {
                let verdict = report::judge(rules::named(stringify!($rule)).unwrap(), &tree());
                assert!(!verdict.failed, "\n{}", verdict.text);
            }
        )*

        #[test]
        fn every_rule_is_a_test() {
            let tested = [$(stringify!($rule)),*];
            let listed: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).collect();
            assert_eq!(listed, tested);
        }
    };
}

the_tree_keeps!(
    base_is_alone,
    calc_needs_base_only,
    lib_needs_base_and_lib,
    only_adapters_call_out,
    modules_stay_apart,
    only_app_names_modules,
    layers,
    clock_and_chance,
    no_floats_in_money,
    transaction_first,
    attributes,
    only_tx_is_awaited,
    sql_in_statements,
    migrations_are_frozen,
    template_names,
    translations,
    crates_explain_themselves,
    file_length,
    function_length,
    stands_alone,
);

#[test]
fn the_tree_is_seen() {
    let tree = tree();
    assert!(tree.crates.iter().any(|c| c.name == "base"));
    assert!(tree.crates.iter().any(|c| c.name == "property-tax"));
    assert!(tree.file("base/src/rupiah.rs").is_some());
    assert!(tree.file("Cargo.lock").is_some());
    assert!(!tree.files.iter().any(|f| f.path.contains("node_modules")));
}

#[test]
fn a_failure_teaches_what_where_why_and_what_to_do() {
    let tree = Tree::of(&[("lib/x/src/lib.rs", "fn f() {}")]);
    let broken = Tree::of(&[
        ("lib/x/Cargo.toml", "[package]\nname = \"x\"\n[lints]\nworkspace = true"),
        ("lib/x/src/lib.rs", "//! Purpose.\n#[allow(dead_code)]\nfn f() {}"),
    ]);
    let rule = rules::named("attributes").unwrap();
    assert!(!report::judge(rule, &tree).failed);
    let verdict = report::judge(rule, &broken);
    assert!(verdict.failed);
    for part in ["D10 attributes", "lib/x/src/lib.rs:2", rule.why, rule.remedy] {
        assert!(verdict.text.contains(part), "{part:?} is missing in:\n{}", verdict.text);
    }
}
