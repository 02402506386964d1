//! Sentences in two languages, asked for and not forgotten.

use crate::{catches, found, manifest, passes};

const ID: &str = "lib/web/locales/id.ftl";
const EN: &str = "lib/web/locales/en.ftl";

#[track_caller]
fn judge(id: &str, en: &str, page: &str, code: &str, expected: Option<(&str, &str)>) {
    let toml = manifest("web", &[]);
    let files = [
        ("lib/web/Cargo.toml", &*toml),
        (ID, id),
        (EN, en),
        ("lib/web/templates/page.html", page),
        ("lib/web/src/page.rs", code),
    ];
    match expected {
        Some((place, words)) => catches("translations", &files, place, words),
        None => passes("translations", &files),
    }
}

#[test]
fn both_languages_have_the_same_keys() {
    let page = "{{ page.t(\"home-title\") }}";
    judge("home-title = Beranda", "home-title = Home", page, "", None);
    judge(
        "home-title = Beranda\n    .do = Buka",
        "home-title = Home",
        page,
        "",
        Some((EN, "`home-title.do`")),
    );
    judge(
        "home-title = Beranda",
        "home-title = Home\nerror-x = X",
        page,
        "",
        Some((ID, "`error-x`")),
    );
}

#[test]
fn a_key_stands_in_one_place_of_the_house() {
    let toml = manifest("web", &[]);
    let (more_id, more_en) = ("lib/web/locales/more/id.ftl", "lib/web/locales/more/en.ftl");
    let mut files = vec![
        ("lib/web/Cargo.toml", &*toml),
        (ID, "error-web-late = Terlambat"),
        (EN, "error-web-late = Late"),
        (more_id, "error-web-early = Terlalu awal"),
        (more_en, "error-web-early = Early"),
    ];
    passes("translations", &files);
    files[3].1 = "error-web-late = Lambat";
    files[4].1 = "error-web-late = Late";
    catches("translations", &files, more_id, "`error-web-late`, which stands in");
}

#[test]
fn a_key_that_is_asked_for_exists() {
    let (id, en) = ("a-key = A", "a-key = A");
    let page = "<h1>{{ page.t(\"a-key\") }}</h1>\n<p>{{ page.t_with(\"b-key\", args) }}</p>";
    judge(id, en, page, "", Some(("lib/web/templates/page.html:2", "`b-key`")));
    let quoted = "<a\ntitle=\"{{ page.t(\"a-key\") }}\" href=\"x\">{% call f(page.t(\"d-key\")) %}";
    judge(id, en, quoted, "", Some(("lib/web/templates/page.html:2", "`d-key`")));
    let code = "//! P.\nfn f(page: &Page) {\n  page.t(\"a-key\");\n  page.t_with(\"c-key\", &[(\"name\", x)]);\n}";
    judge(id, en, "", code, Some(("lib/web/src/page.rs:4", "`c-key`")));
}

#[test]
fn an_error_code_has_its_sentence() {
    let code = "//! P.\nfn f() {\n  Error::new(Kind::Invalid, \"web/too-long\");\n}";
    judge(
        "error-web-other = A",
        "error-web-other = A",
        "",
        code,
        Some(("lib/web/src/page.rs:3", "error-web-too-long")),
    );
    judge("error-web-too-long = A", "error-web-too-long = A", "", code, None);
    let table = "//! P.\nimpl E { fn code(&self) -> &'static str {\n  match self { A => \"web/late\" }\n} }";
    judge("", "", "", table, Some(("lib/web/src/page.rs:3", "error-web-late")));
    let media =
        "//! P.\nconst A: &str = \"text/html\";\nfn code() -> &'static str { \"text/html\" }";
    judge("", "", "", media, None);
}

#[test]
fn a_sentence_nobody_asks_for_is_found() {
    judge("a-key = A", "a-key = A", "", "", Some((ID, "nobody asks for `a-key`")));
    judge("error-web-rare = A", "error-web-rare = A", "", "", None);
    let built =
        "//! P.\nfn f(page: &Page, s: State) {\n  page.t(&format!(\"state-{}\", s.code()));\n}";
    judge("state-paid = Lunas", "state-paid = Paid", "", built, None);
    let listed = "//! P.\nconst TITLES: &[&str] = &[\"nav-home\"];";
    judge("nav-home = Beranda", "nav-home = Home", "", listed, None);
}

#[test]
fn a_fluent_file_that_cannot_be_read_is_told() {
    let problems = found("translations", &[(ID, "a-key A\n"), (EN, "")]);
    assert!(problems[0].to_string().contains("cannot be read"), "{}", problems[0]);
}

#[test]
fn a_missing_second_language_is_told_key_by_key() {
    let problems = found("translations", &[(ID, "error-a = A\nerror-b = B\n")]);
    assert_eq!(problems.len(), 2);
    assert!(problems.iter().all(|p| p.path == EN));
}
