//! Counting what the test runners say, and finding benchmarks and tools.

use xtask::ci::bench::{benches, chosen};
use xtask::ci::counts::{Counts, cargo, junit, node};
use xtask::tools::{From, TOOLS, Tool, find, hint};

#[test]
fn a_junit_report_is_counted_also_by_engine() {
    let report = r#"<testsuites><testsuite name="db">
        <testcase name="writes::a_row_is_kept::sqlite" classname="db"/>
        <testcase name="writes::a_row_is_kept::postgres" classname="db">
          <failure message="x">a &lt;testcase </failure>
        </testcase>
        <testcase name="names::a_postgres_address_is_read" classname="db" time="0.1"></testcase>
      </testsuite></testsuites>"#;
    let (counts, engines) = junit(report);
    assert_eq!(counts, Counts { passed: 2, failed: 1 });
    assert_eq!((engines.shared(), engines.own(), engines.lonely().len()), (1, 0, 0));
}

#[test]
fn a_story_on_one_engine_only_is_named_unless_it_is_about_that_engine() {
    let report = r#"<testcase name="tax::a_notice_is_paid::sqlite" classname="property-tax::it"/>
        <testcase name="link::a_broken_link_recovers::postgres" classname="db::it"/>"#;
    let (_, engines) = junit(report);
    assert_eq!(engines.lonely(), ["property-tax::it tax::a_notice_is_paid"]);
    assert_eq!((engines.shared(), engines.own()), (0, 1));
}

#[test]
fn the_last_line_is_plain() {
    let sum = Counts { passed: 7, failed: 0 }.and(Counts { passed: 1, failed: 2 });
    assert_eq!(sum.to_string(), "8 passed, 2 failed");
}

#[test]
fn the_closing_lines_of_cargo_are_added_up() {
    let output = "test result: ok. 3 passed; 0 failed; 0 ignored\n\
                  test result: FAILED. 4 passed; 2 failed; 0 ignored\n";
    assert_eq!(cargo(output), Counts { passed: 7, failed: 2 });
    assert_eq!(cargo("nothing"), Counts::default());
}

#[test]
fn the_closing_lines_of_node_are_read() {
    let lines = |skipped: u8| {
        format!(
            "✔ a (1ms)\nℹ tests 4\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped {skipped}\nℹ todo 0\n"
        )
    };
    assert_eq!(node(&lines(0)), Some(Counts { passed: 2, failed: 2 }));
    assert_eq!(node(&lines(1)), None, "a skipped story is no success");
}

#[test]
fn benchmarks_are_found_in_the_workspace() {
    let metadata = serde_json::json!({ "packages": [{ "name": "pbb", "targets": [
        { "name": "pbb", "kind": ["lib"] }, { "name": "assess", "kind": ["bench"] },
    ]}]});
    assert_eq!(benches(&metadata), [("pbb".to_owned(), "assess".to_owned())]);
}

#[test]
fn the_table_of_goals_ends_a_run_of_all_benchmarks() {
    let all = [("app", "goals"), ("pbb", "assess")].map(|(p, b)| (p.to_owned(), b.to_owned()));
    let order = chosen(all.to_vec(), &[]).map(|c| c.into_iter().map(|(_, b)| b).collect());
    assert_eq!(order, Ok(vec!["assess".to_owned(), "goals".to_owned()]));
    let unknown = chosen(all.to_vec(), &["speed".to_owned()]);
    assert_eq!(unknown, Err("there is no benchmark `speed`; there are: goals, assess".to_owned()));
}

#[test]
fn a_missing_tool_is_named_with_the_way_to_install_it() {
    let missing = [
        Tool { program: "qpdf", from: From::Debian("qpdf"), purpose: "checks PDFs" },
        Tool {
            program: "cargo-nextest",
            from: From::Cargo("cargo-nextest"),
            purpose: "runs tests",
        },
    ];
    let hint = hint(&missing);
    assert!(hint.contains("apt-get install -y --no-install-recommends qpdf"), "{hint}");
    assert!(hint.contains("cargo install --locked cargo-nextest"), "{hint}");
    assert!(hint.contains("checks PDFs"), "{hint}");
}

#[test]
fn a_program_is_found_on_the_path_only_when_it_is_there() {
    assert!(find("cargo").is_some());
    assert!(find("no-such-program-anywhere").is_none());
    assert!(TOOLS.iter().all(|tool| !tool.purpose.is_empty()));
}
