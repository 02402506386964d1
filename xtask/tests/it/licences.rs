//! What may be built in.

use xtask::licences::{Package, Policy, judge, packages};

const POLICY: &str = r#"
[licenses]
allow = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"]
exceptions = [{ crate = "odd", allow = ["MPL-2.0"] }]
[bans]
deny = [{ crate = "openssl", reason = "TLS is rustls", wrappers = ["fetcher"] }]
"#;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn package(name: &str, licence: Option<&str>, source: Option<&str>) -> Package {
    Package {
        name: name.into(),
        version: "1.0.0".into(),
        licence: licence.map(Into::into),
        source: source.map(Into::into),
        parents: vec!["web".into()],
    }
}

#[track_caller]
fn judged(package: Package, words: &[&str]) {
    let found = judge(&Policy::parse(POLICY).unwrap(), &[package]);
    assert_eq!(found.len(), words.len(), "{found:?}");
    found.iter().zip(words).for_each(|(text, words)| assert!(text.contains(words), "{text}"));
}

#[test]
fn a_permissive_licence_passes() {
    for licence in [
        "MIT",
        "MIT OR GPL-3.0",
        "MIT/Apache-2.0",
        "Apache-2.0 WITH LLVM-exception OR MIT",
        "MIT AND Apache-2.0",
    ] {
        judged(package("good", Some(licence), Some(REGISTRY)), &[]);
    }
}

#[test]
fn a_licence_outside_the_list_is_refused() {
    judged(package("bad", Some("GPL-3.0-only"), Some(REGISTRY)), &["`GPL-3.0-only`"]);
    judged(package("bad", Some("MIT AND GPL-2.0-only"), Some(REGISTRY)), &["is not in deny.toml"]);
    judged(package("bad", None, Some(REGISTRY)), &["names no licence"]);
    judged(package("bad", Some("as you like"), Some(REGISTRY)), &["as you like"]);
}

#[test]
fn an_exception_is_for_one_crate_only() {
    judged(package("odd", Some("MPL-2.0"), Some(REGISTRY)), &[]);
    judged(package("other", Some("MPL-2.0"), Some(REGISTRY)), &["`MPL-2.0`"]);
}

#[test]
fn a_banned_crate_is_refused_with_the_reason_and_who_brings_it() {
    let openssl = package("openssl", Some("MIT"), Some(REGISTRY));
    judged(openssl.clone(), &["web brings openssl 1.0.0, which is banned: TLS is rustls"]);
    judged(Package { parents: vec!["fetcher".into()], ..openssl }, &[]);
}

#[test]
fn a_crate_from_elsewhere_is_refused_and_our_own_are_not() {
    judged(package("a", Some("MIT"), Some("git+https://example.org/a")), &["example.org"]);
    judged(package("base", Some("Apache-2.0"), None), &[]);
}

#[test]
fn a_ban_without_a_reason_is_a_mistake() {
    let error = Policy::parse("[bans]\ndeny = [{ crate = \"x\" }]").unwrap_err();
    assert!(error.contains("`reason`"), "{error}");
}

#[test]
fn the_answer_of_cargo_is_understood() {
    let answer = serde_json::json!({
        "packages": [
            { "id": "a1", "name": "a", "version": "1.0.0", "license": "MIT", "source": REGISTRY },
            { "id": "w1", "name": "web", "version": "0.1.0", "license": "Apache-2.0", "source": null },
        ],
        "resolve": { "nodes": [
            { "id": "w1", "dependencies": ["a1"] },
            { "id": "a1", "dependencies": [] },
        ]},
    });
    let found = packages(&answer).unwrap();
    assert_eq!(found[0], package("a", Some("MIT"), Some(REGISTRY)));
    assert_eq!((found[1].source.as_deref(), found[1].parents.len()), (None, 0));
    assert!(packages(&serde_json::json!({})).is_err());
}

#[test]
fn the_policy_of_the_house_is_readable() {
    let text = std::fs::read_to_string(xtask::root().join("deny.toml")).unwrap();
    let policy = Policy::parse(&text).unwrap();
    assert_eq!(
        judge(&policy, &[package("good", Some("MIT"), Some(REGISTRY))]),
        Vec::<String>::new()
    );
}
