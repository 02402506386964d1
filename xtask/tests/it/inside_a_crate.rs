//! Attributes, floats, clocks, lengths and words in any crate.

use crate::{catches, found, manifest, passes};

#[track_caller]
fn in_crate(rule: &str, path: &str, code: &str, expected: Option<(usize, &str)>) {
    let folder = path.split("/src/").next().unwrap();
    let toml_path = format!("{folder}/Cargo.toml");
    let toml = manifest("thing", &[]);
    let files = [(&*toml_path, &*toml), (path, code)];
    match expected {
        Some((line, words)) => catches(rule, &files, &format!("{path}:{line}:"), words),
        None => passes(rule, &files),
    }
}

#[test]
fn nothing_is_silenced_or_postponed() {
    let judge = |code: &str, expected| in_crate("attributes", "lib/a/src/lib.rs", code, expected);
    judge("//! A.\n#![allow(dead_code)]", Some((2, "`allow`")));
    judge("//! A.\nfn f() {\n  #[allow(unused)]\n  let x = 1;\n}", Some((3, "`allow`")));
    judge("//! A.\n#[cfg_attr(test, allow(unused))]\nfn f() {}", Some((2, "`allow`")));
    judge("//! A.\n#[test]\n#[ignore]\nfn f() {}", Some((3, "ignored")));
    judge("//! A.\n#[expect(unused)]\nfn f() {}", Some((2, "without a reason")));
    judge("//! A.\n#[expect(unused, reason = \"the law\")]\nfn f() {}", None);
    judge("//! A.\nfn f() {\n  todo!()\n}", Some((3, "`todo!`")));
    judge("//! A.\nfn f() {\n  vec![unimplemented!(\"x\")];\n}", Some((3, "`unimplemented!`")));
    judge("//! `todo!()` is refused.\nfn allow(ignore: bool) -> bool { !ignore }", None);
}

#[test]
fn every_crate_is_watched_by_clippy() {
    let toml = "[package]\nname = \"a\"\ndescription = \"A.\"\n";
    catches("attributes", &[("lib/a/Cargo.toml", toml)], "lib/a/Cargo.toml", "workspace = true");
}

#[test]
fn money_knows_no_floats() {
    let judge =
        |path: &str, code: &str, expected| in_crate("no_floats_in_money", path, code, expected);
    judge("calc/pbb/src/tariff.rs", "//! T.\nfn f(x: f64) {}", Some((2, "`f64`")));
    judge("base/src/rupiah.rs", "//! R.\nconst A: Rate = rate!(0.5);", Some((2, "`0.5`")));
    judge(
        "modules/tax/src/domain/due.rs",
        "//! D.\nfn f() { let _ = 1 as f32; }",
        Some((2, "`f32`")),
    );
    judge("modules/tax/src/print/page.rs", "//! P.\nfn f(millimetres: f64) {}", None);
    judge("base/src/rupiah.rs", "//! 0.5 and f64.\nfn f(a: ((u8, u8), u8)) -> u8 { a.0.1 }", None);
}

#[test]
fn the_time_and_chance_of_the_machine_are_not_used() {
    let judge =
        |path: &str, code: &str, expected| in_crate("clock_and_chance", path, code, expected);
    judge(
        "lib/jobs/src/run.rs",
        "//! R.\nfn f() {\n  jiff::Timestamp::now();\n}",
        Some((3, "now")),
    );
    judge("lib/jobs/src/run.rs", "//! R.\nfn f() { vec![rand::random()]; }", Some((2, "rand")));
    judge("lib/jobs/src/run.rs", "//! R.\nfn f(clock: &dyn Clock) { clock.now(); }", None);
    judge("app/server/src/clock.rs", "//! C.\nfn f() { jiff::Timestamp::now(); }", None);
}

#[test]
fn clippy_is_told_what_to_refuse_and_why() {
    let refusals = [
        "jiff::Timestamp::now",
        "jiff::Zoned::now",
        "std::time::SystemTime::now",
        "jiff::tz::TimeZone::system",
    ];
    let line = |path: &str| format!("{{ path = \"{path}\", reason = \"r\" }},");
    let all_but_one: String = refusals.iter().map(|p| line(p)).collect();
    let incomplete = format!("disallowed-methods = [{all_but_one}]");
    catches("clock_and_chance", &[("clippy.toml", &incomplete)], "clippy.toml", "rand::rng");
    let complete = format!("disallowed-methods = [{all_but_one}{}]", line("rand::rng"));
    passes("clock_and_chance", &[("clippy.toml", &complete)]);
}

#[test]
fn a_crate_and_its_files_say_what_they_are_for() {
    let rule = "crates_explain_themselves";
    let toml = manifest("tax", &[]);
    let readme = "# tax\n".repeat(80);
    let files = |readme: &'static str, code: &'static str| {
        [
            ("modules/tax/Cargo.toml", toml.clone()),
            ("modules/tax/README.md", readme.to_owned()),
            ("modules/tax/src/lib.rs", code.to_owned()),
        ]
    };
    let judge = |files: &[(&str, String)]| {
        let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (*p, &**t)).collect();
        found(rule, &files)
    };
    assert_eq!(judge(&files("# tax", "//! The property tax.\n")), Vec::new());
    assert!(judge(&files("# tax", "fn f() {}"))[0].what.contains("//! purpose"));
    let long = judge(&[
        ("modules/tax/Cargo.toml", toml.clone()),
        ("modules/tax/README.md", format!("{readme}more")),
    ]);
    assert!(long[0].what.contains("81 lines"));
    catches(rule, &[("lib/a/Cargo.toml", &manifest("a", &[]))], "lib/a/README.md", "is missing");
    let silent = "[package]\nname = \"a\"\n";
    catches(
        rule,
        &[("lib/a/Cargo.toml", silent), ("lib/a/README.md", "# a")],
        "lib/a/Cargo.toml",
        "description",
    );
}

#[test]
fn a_long_file_is_shown_and_a_too_long_one_fails() {
    let lines = |n: usize| "// line\n".repeat(n);
    let judge = |n: usize| found("file_length", &[("lib/a/src/lib.rs", &lines(n))]);
    assert_eq!(judge(400), Vec::new());
    assert!(judge(401)[0].note);
    assert!(judge(600)[0].note);
    assert!(!judge(601)[0].note);
    assert_eq!(found("file_length", &[("data/villages.csv", &lines(5_000))]), Vec::new());
}

#[test]
fn a_long_function_is_shown_and_a_too_long_one_fails() {
    let judge = |n: usize| {
        let code =
            format!("//! A.\nfn f() {{\n{}{}}}\n", "  g();\n".repeat(n), "  // why\n\n".repeat(50));
        found(
            "function_length",
            &[("lib/a/Cargo.toml", &manifest("a", &[])), ("lib/a/src/lib.rs", &code)],
        )
    };
    assert_eq!(judge(40), Vec::new());
    assert!(judge(41)[0].note);
    assert!(judge(60)[0].note);
    let too_long = judge(61);
    assert!(
        !too_long[0].note && too_long[0].to_string().starts_with("lib/a/src/lib.rs:2: `f` has 61")
    );
}

#[test]
fn nothing_beside_the_project_and_no_package_host_is_named() {
    let rule = "stands_alone";
    let beside = format!("data is in {}shared/data", "../");
    catches(rule, &[("docs/a.md", &beside)], "docs/a.md:1", "names");
    let host = format!("{{\n\"resolved\": \"https://{}npmjs.org/x\"}}", "registry.");
    catches(rule, &[("e2e/package-lock.json", &host)], "e2e/package-lock.json:2", "npmjs");
    passes(rule, &[("docs/a.md", "see ../guide/shared.md and the registry")]);
}
