//! Templates that want to take the machine down. Times are limits, nothing is measured.

use std::time::Duration;

use typeset::{File, Limits, TypesetError, Typesetter};

use crate::support::{refusal, render, sheet};

fn impatient() -> Typesetter {
    let limits = Limits { time: Duration::from_secs(2), strays: 1, ..Limits::default() };
    Typesetter::with_limits(limits)
}

/// Refused for its time; and the rendering stopped, so that the next one may begin.
fn assert_stopped(source: &str) {
    let typesetter = impatient();
    for _ in 0..2 {
        let error = typesetter.render(&sheet(source)).unwrap_err();
        assert_eq!(error, TypesetError::TooSlow { seconds: 2 }, "{source}");
        wait_until_free(&typesetter);
    }
}

/// A rendering that was told to stop does so at its next turn; on a busy machine that takes a while.
fn wait_until_free(typesetter: &Typesetter) {
    for _ in 0..600 {
        if typesetter.render(&sheet("Halo")).is_ok() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the rendering went on");
}

#[test]
fn loops_in_loops_are_stopped() {
    assert_stopped("#for a in range(9999) { for b in range(9999) { for c in range(9999) {} } }");
    assert_stopped(
        "#let n = 0\n#while n < 9000 { n += 1; let m = 0\nwhile m < 9000 { m += 1\nlet o = 0\nwhile o < 9000 { o += 1 } } }",
    );
}

#[test]
fn functions_that_double_are_stopped() {
    assert_stopped(
        "#let f(n, s) = if n == 0 { 0 } else { f(n - 1, s + \"a\") + f(n - 1, s + \"b\") }\n#f(60, \"\")",
    );
    assert_stopped(
        "#let f = (n, s) => if n == 0 { 0 } else { calc.max(..(0, 1).map(k => f(n - 1, s + str(k)))) }\n#let g(n, s) = (g-or(n, s))\n#let h(n, s) = range(9000).map(x => range(9000).map(y => x + y).sum()).sum()\n#h(1, \"\")",
    );
}

#[test]
fn a_layout_that_never_settles_or_never_ends_is_stopped() {
    assert_stopped(
        "#set page(height: 3cm)\n#for a in range(200) { for b in range(9000) [Kata #a #b panjang sekali. ] }\n#for a in range(9000) { for b in range(9000) [Lagi #a #b ] }",
    );
    // Five rounds are all that the compiler gives to what changes with each of them.
    let source = "#context [#counter(page).final().first()]\n#context for _ in range(counter(page).final().first()) { pagebreak() }";
    assert!(render(&sheet(source)).pages < 100);
}

#[test]
fn depth_is_bounded_by_the_compiler() {
    let deep = |error: TypesetError| error.fault().map(|fault| fault.message.clone()).unwrap();
    let message = deep(refusal(&sheet("#let f(n) = f(n + 1)\n#f(0)")));
    assert!(message.contains("maximum function call depth exceeded"), "{message}");
    let message = deep(refusal(&sheet("#show emph: it => [_b_]\n_a_")));
    assert!(message.contains("depth exceeded"), "{message}");
    let message = deep(refusal(&sheet("#let n = 0\n#while n < 1 { n -= 1 }")));
    assert!(message.contains("seems to be infinite"), "{message}");
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("$", "$"), ("- ", "")] {
        let source = format!("#{}{}", open.repeat(5_000), close.repeat(5_000));
        let _ = Typesetter::new().render(&sheet(&source));
    }
    let nested = format!("{}a{}", "#box[".repeat(60), "]".repeat(60));
    assert!(Typesetter::new().render(&sheet(&nested)).is_ok());
    let nested = format!("{}a{}", "#box[".repeat(200), "]".repeat(200));
    assert!(Typesetter::new().render(&sheet(&nested)).is_err());
}

#[test]
fn text_is_not_run_and_machine_code_is_not_loaded() {
    for source in [
        "#eval(\"1 + 1\")",
        "#std.eval(\"1\")",
        "#plugin(bytes(\"a\"))",
        "#std.plugin(\"/a.wasm\")",
    ] {
        let error = refusal(&sheet(source));
        assert!(error.to_string().contains("expected function, found none"), "{source}: {error}");
    }
}

#[test]
fn the_pulse_cannot_be_named() {
    let error = refusal(&sheet("#let pelangi-denyut() = none"));
    assert_eq!(error.code(), "typeset/reserved");
    let mut sheet = sheet("Halo");
    sheet.files = vec![File::new("/a.typ", "#let pelangi-denyut = 1")];
    assert_eq!(refusal(&sheet).code(), "typeset/reserved");
}

#[test]
fn only_the_files_of_the_sheet_can_be_read() {
    for path in ["/etc/passwd", "Cargo.toml", "/proc/self/environ", "src/lib.rs"] {
        let error = refusal(&sheet(&format!("#read(\"{path}\")")));
        assert!(error.to_string().contains("file not found"), "{error}");
    }
    let error = refusal(&sheet("#read(\"../../etc/passwd\")"));
    assert!(error.to_string().contains("escape"), "{error}");
    let mut sheet = sheet("#read(\"catatan.txt\")");
    sheet.files = vec![File::new("/catatan.txt", "isi catatan")];
    assert_eq!(render(&sheet).text, ["isi catatan"]);
}

#[test]
fn sources_and_fields_have_bounds() {
    let limits = Limits { source: 100, data: 100, ..Limits::default() };
    let strict = Typesetter::with_limits(limits);
    let long = sheet(&"a".repeat(101));
    assert_eq!(
        strict.render(&long).unwrap_err().to_string(),
        "bytes of a template: 101, at most 100 are allowed"
    );
    let mut sheet = sheet("a");
    sheet.data = serde_json::json!({ "a": "b".repeat(100) });
    assert_eq!(strict.render(&sheet).unwrap_err().code(), "typeset/too-large");
}

#[test]
fn nothing_begins_while_too_many_have_not_stopped() {
    let limits = Limits { time: Duration::ZERO, strays: 0, ..Limits::default() };
    let error = Typesetter::with_limits(limits).render(&sheet("Halo")).unwrap_err();
    assert_eq!(error, TypesetError::Busy);
}
