//! Who may depend on whom (D1-D6).

use crate::{Files, catches, manifest, passes};

#[test]
fn base_may_not_depend_on_the_house_or_on_the_outside() {
    for wrong in ["db", "tokio", "axum", "rusqlite"] {
        let base = manifest("base", &["serde", wrong]);
        let files = [("base/Cargo.toml", &*base), ("lib/db/Cargo.toml", &manifest("db", &[]))];
        catches("base_is_alone", &files, "base/Cargo.toml", &format!("`{wrong}`"));
    }
    passes("base_is_alone", &[("base/Cargo.toml", &manifest("base", &["serde", "jiff"]))]);
}

#[test]
fn a_calculation_depends_on_base_and_other_calculations_only() {
    let house = [
        ("base/Cargo.toml", manifest("base", &[])),
        ("lib/db/Cargo.toml", manifest("db", &[])),
        ("calc/bphtb/Cargo.toml", manifest("bphtb", &[])),
    ];
    let with = |needs: &[&str], judge: &dyn Fn(Files<'_>)| {
        let own = manifest("pbb", needs);
        let mut files: Vec<(&str, &str)> = house.iter().map(|(p, t)| (*p, &**t)).collect();
        files.push(("calc/pbb/Cargo.toml", &own));
        judge(&files);
    };
    with(&["base", "serde"], &|files| passes("calc_needs_base_only", files));
    with(&["base", "bphtb"], &|files| passes("calc_needs_base_only", files));
    for wrong in ["db", "tokio"] {
        with(&["base", wrong], &|files| {
            catches("calc_needs_base_only", files, "calc/pbb/Cargo.toml", wrong);
        });
    }
}

#[test]
fn shared_crates_need_no_module_and_not_each_other_in_a_circle() {
    let module = manifest("property-tax", &[]);
    let needs_module = manifest("web", &["property-tax"]);
    catches(
        "lib_needs_base_and_lib",
        &[("modules/property-tax/Cargo.toml", &module), ("lib/web/Cargo.toml", &needs_module)],
        "lib/web/Cargo.toml",
        "modules/*",
    );
    let (a, b) = (manifest("a", &["b"]), manifest("b", &["a"]));
    let circle = crate::found(
        "lib_needs_base_and_lib",
        &[("lib/a/Cargo.toml", &a), ("lib/b/Cargo.toml", &b)],
    );
    assert_eq!(circle.len(), 2);
    assert!(circle[0].to_string().contains("a → b → a"), "{}", circle[0]);
}

#[test]
fn a_test_may_use_what_stands_above_its_crate() {
    let testkit = manifest("testkit", &["db"]);
    let db = format!("{}[dev-dependencies]\ntestkit = \"1\"\n", manifest("db", &[]));
    passes(
        "lib_needs_base_and_lib",
        &[("lib/testkit/Cargo.toml", &testkit), ("lib/db/Cargo.toml", &db)],
    );
}

#[test]
fn only_adapters_and_the_two_drivers_open_connections() {
    let client = manifest("web", &["axum", "reqwest"]);
    catches("only_adapters_call_out", &[("lib/web/Cargo.toml", &client)], "lib/web", "`reqwest`");
    passes(
        "only_adapters_call_out",
        &[("lib/db/Cargo.toml", &manifest("db", &["tokio-postgres"]))],
    );
    passes("only_adapters_call_out", &[("adapters/snap/Cargo.toml", &manifest("snap", &["ureq"]))]);
    let elsewhere = manifest("jobs", &["tokio-postgres"]);
    catches(
        "only_adapters_call_out",
        &[("lib/jobs/Cargo.toml", &elsewhere)],
        "lib/jobs",
        "tokio-postgres",
    );
}

#[test]
fn an_adapter_depends_on_base_ports_and_protocols_only() {
    let house = [
        ("base/Cargo.toml", manifest("base", &[])),
        ("lib/db/Cargo.toml", manifest("db", &[])),
        ("lib/h2h/Cargo.toml", manifest("h2h", &["base"])),
        ("lib/pades/Cargo.toml", manifest("pades", &["base"])),
        ("lib/ports/Cargo.toml", manifest("ports", &["base"])),
        ("lib/qris/Cargo.toml", manifest("qris", &["base"])),
        ("lib/snap/Cargo.toml", manifest("snap", &["base"])),
        ("adapters/mail/Cargo.toml", manifest("mail", &["base"])),
    ];
    let with = |needs: &[&str], judge: &dyn Fn(Files<'_>)| {
        let own = manifest("bank", needs);
        let mut files: Vec<(&str, &str)> = house.iter().map(|(p, t)| (*p, &**t)).collect();
        files.push(("adapters/bank/Cargo.toml", &own));
        judge(&files);
    };
    with(&["base", "ports", "h2h", "pades", "qris", "snap", "reqwest"], &|files| {
        passes("only_adapters_call_out", files);
    });
    for wrong in ["db", "mail"] {
        with(&["base", "snap", wrong], &|files| {
            catches("only_adapters_call_out", files, "adapters/bank/Cargo.toml", wrong);
        });
    }
}

#[test]
fn a_module_never_depends_on_another_module_or_an_adapter() {
    let others = [
        ("modules/documents/Cargo.toml", manifest("documents", &[])),
        ("adapters/snap/Cargo.toml", manifest("snap", &[])),
        ("lib/db/Cargo.toml", manifest("db", &[])),
    ];
    for (needs, right) in [("documents", false), ("snap", false), ("db", true)] {
        let own = manifest("property-tax", &[needs]);
        let mut files: Vec<(&str, &str)> = others.iter().map(|(p, t)| (*p, &**t)).collect();
        files.push(("modules/property-tax/Cargo.toml", &own));
        if right {
            passes("modules_stay_apart", &files);
        } else {
            catches("modules_stay_apart", &files, "modules/property-tax/Cargo.toml", needs);
        }
    }
}

#[test]
fn shared_code_names_no_module() {
    let module = manifest("property-tax", &[]);
    let web = manifest("web", &[]);
    let files = |code: &'static str| {
        [
            ("modules/property-tax/Cargo.toml", module.clone()),
            ("lib/web/Cargo.toml", web.clone()),
            ("lib/web/src/nav.rs", code.to_owned()),
        ]
    };
    let judge = |code, check: &dyn Fn(Files<'_>)| {
        let files = files(code);
        check(&files.each_ref().map(|(p, t)| (*p, &**t)));
    };
    judge("//! N.\nfn f(id: &str) -> bool {\n  id == \"property-tax\"\n}", &|files| {
        catches("only_app_names_modules", files, "lib/web/src/nav.rs:3", "`property-tax`");
    });
    judge("//! N.\n/// As in `property-tax/already-paid`.\nfn f() {}", &|files| {
        passes("only_app_names_modules", files);
    });
}

/// Names of adapters are words of everybody; a code of theirs is not.
#[test]
fn shared_code_may_say_mail_and_not_a_code_of_it() {
    let (adapter, ports) = (manifest("mail", &[]), manifest("ports", &[]));
    let word = "//! P.\nfn f() -> &'static str {\n  \"mail\"\n}";
    let code = "//! P.\nfn f() -> &'static str {\n  \"mail/refused\"\n}";
    let files = |text| {
        [
            ("adapters/mail/Cargo.toml", &*adapter),
            ("lib/ports/Cargo.toml", &*ports),
            ("lib/ports/src/contact.rs", text),
        ]
    };
    passes("only_app_names_modules", &files(word));
    catches("only_app_names_modules", &files(code), "lib/ports/src/contact.rs:3", "`mail`");
}

#[test]
fn the_app_alone_wires_modules() {
    let module = manifest("property-tax", &[]);
    let needs = manifest("server", &["property-tax"]);
    passes(
        "only_app_names_modules",
        &[("modules/property-tax/Cargo.toml", &module), ("app/server/Cargo.toml", &needs)],
    );
    let needs = manifest("xtask", &["property-tax"]);
    catches(
        "only_app_names_modules",
        &[("modules/property-tax/Cargo.toml", &module), ("xtask/Cargo.toml", &needs)],
        "xtask/Cargo.toml",
        "property-tax",
    );
}
