//! Valid and attacked files of other programs, against what is expected of the verifier.

use std::collections::BTreeMap;
use std::path::PathBuf;

use base::Instant;
use pades::verify::{Policy, Report, Rule, Rules, Weight, verify};
use pki::trust::TrustList;
use serde::Deserialize;

/// What `valid.py` and `attacks.py` wrote of a file.
#[derive(Deserialize)]
struct Expected {
    verdict: String,
    /// The rules that catch an attack, joined by `+`.
    #[serde(default)]
    rule: Option<String>,
    /// What must be found where no rule can be switched off.
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    what: Option<String>,
    /// Levels of the signatures, in the order of what they cover.
    #[serde(default)]
    levels: Option<Vec<String>>,
}

pub fn corpus(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn expected(kind: &str) -> BTreeMap<String, Expected> {
    serde_json::from_slice(&corpus(&format!("{kind}.json"))).unwrap()
}

/// Whoever has pinned the authority of the test, some days after the files were made.
pub fn policy() -> Policy {
    let pem = |name| String::from_utf8(corpus(name)).unwrap();
    let root = pem("trust/root.pem") + &pem("trust/further.pem");
    let now = Instant::parse("2026-12-01T00:00:00.000Z").unwrap();
    Policy::new(TrustList::from_pem(&root).unwrap(), now)
}

fn judged(kind: &str, name: &str, rules: Rules) -> Report {
    let policy = Policy { rules, ..policy() };
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
        let is_right = named(&report) == expected.verdict && has_said(&report, expected);
        (!is_right).then(|| format!("{name}: {}", said(&report)))
    };
    files.iter().filter_map(judge).collect()
}

/// Whether the report names what is wrong, and the levels of what is right.
fn has_said(report: &Report, expected: &Expected) -> bool {
    let findings = || report.signatures.iter().flat_map(|signature| &signature.findings);
    let codes = expected.rule.iter().chain(&expected.code).flat_map(|codes| codes.split('+'));
    let said_codes = codes.into_iter().all(|code| findings().any(|f| f.rule.code() == code));
    let says = |what: &String| {
        findings().any(|f| f.what.as_ref().is_some_and(|found| found.contains(what.as_str())))
    };
    let levels: Vec<&String> = report.signatures.iter().map(|s| &s.level).collect();
    said_codes
        && expected.what.as_ref().is_none_or(says)
        && expected.levels.as_ref().is_none_or(|expected| expected.iter().eq(levels))
}

#[test]
fn valid_files_are_accepted() {
    none_wrong(&misjudged("valid"));
}

/// endesive, @signpdf and OpenSSL; each writes PKCS#7 of the time before PAdES.
#[test]
fn files_of_other_signers_are_judged_as_they_are() {
    none_wrong(&misjudged("others"));
}

/// iText, PDFBox, TCPDF, fpdf2, LibreOffice and PoDoFo, on letters of other programs still.
#[test]
fn files_of_further_producers_are_judged_as_they_are() {
    none_wrong(&misjudged("producers"));
}

#[test]
fn attacked_files_are_refused() {
    none_wrong(&misjudged("attacks"));
    none_wrong(&misjudged("shadows"));
}

/// Without its rule an attacked file would be accepted: the rule, and no other, catches it.
#[test]
fn each_attack_is_caught_by_its_rule_alone() {
    let mut wrong = Vec::new();
    let kinds = ["attacks", "shadows"];
    let all =
        kinds.into_iter().flat_map(|kind| expected(kind).into_iter().map(move |of| (kind, of)));
    for (kind, (name, expected)) in all {
        let Some(code) = expected.rule.filter(|code| !code.contains('+')) else { continue };
        let rule = Rule::ALL.iter().find(|rule| rule.code() == code).unwrap();
        let report = judged(kind, &name, Rules::without(*rule));
        if !report.verdict.is_accepted() {
            wrong.push(format!("{name} without {code}: {}", said(&report)));
        }
    }
    none_wrong(&wrong);
}

/// Rules after whose breach nothing is left that could be accepted.
const HARD: [Rule; 9] = [
    Rule::CmsBare,
    Rule::Contents,
    Rule::Unreadable,
    Rule::Work,
    Rule::Encrypted,
    Rule::CmsForm,
    Rule::CmsNotDer,
    Rule::CmsUnknown,
    Rule::TrustWork,
];

#[test]
fn each_rule_has_two_attacks() {
    let mut wrong = Vec::new();
    let attacks = expected("attacks");
    let decides = |rule: &&Rule| rule.weight() != Weight::Note && !HARD.contains(rule);
    for rule in Rule::ALL.iter().filter(decides) {
        let of_rule = attacks.values().filter(|a| a.rule.as_deref() == Some(rule.code())).count();
        if of_rule < 2 {
            wrong.push(format!("{}: {of_rule}", rule.code()));
        }
    }
    none_wrong(&wrong);
}

/// The shape that other programs read.
#[test]
fn the_report_as_json_has_the_agreed_shape() {
    let report = judged("valid", "b-lta", Rules::default());
    let json = serde_json::to_value(&report).unwrap();
    // In the order of the alphabet, whether or not the build keeps the order of writing.
    let keys = |value: &serde_json::Value| {
        value.as_object().unwrap().keys().cloned().collect::<std::collections::BTreeSet<_>>()
    };
    let keys = |value: &serde_json::Value| keys(value).into_iter().collect::<Vec<_>>();
    assert_eq!(keys(&json), ["signatures", "verdict"]);
    let expected = ["covers_whole_document", "field", "findings", "level", "signer", "time"];
    assert_eq!(keys(&json["signatures"][0]), expected);
    assert_eq!(json["signatures"][0]["signer"], "Penanda Uji");
    assert_eq!(json["signatures"][0]["level"], "B-LTA");
    assert_eq!(json["signatures"][0]["covers_whole_document"], false);
    assert_eq!(json["signatures"][1]["level"], "document time-stamp");
    let whole = serde_json::to_value(judged("valid", "table-one", Rules::default())).unwrap();
    assert_eq!(whole["signatures"][0]["covers_whole_document"], true);
    let proven = report.signatures[0].proven.unwrap();
    assert_eq!(json["signatures"][0]["time"], proven.to_string());
}

#[test]
fn a_finding_says_where() {
    let report = judged("attacks", "contents-replaced", Rules::default());
    let finding = report.signatures[0].findings.iter().find(|f| f.rule == Rule::PageContent);
    let finding = finding.unwrap();
    assert_eq!((finding.page, finding.what.as_deref()), (Some(1), Some("Contents")));
    let report = judged("attacks", "tail-remark", Rules::default());
    let bytes = corpus("attacks/tail-remark.pdf");
    let finding = &report.signatures[0].findings[0];
    assert_eq!(finding.bytes, Some(bytes.len() - "% sah\n".len()..bytes.len()));
    let report = judged("attacks", "value-changed", Rules::default());
    let named = |f: &&pades::verify::Finding| f.field.as_deref() == Some("Nomor");
    assert!(report.signatures[0].findings.iter().any(|f| named(&f)));
}

#[test]
fn a_document_without_a_signature_is_unsigned() {
    let report = verify(&crate::fixtures::fixture("table.pdf"), &policy());
    assert_eq!((named(&report).as_str(), report.signatures.len()), ("UNSIGNED", 0));
    let report = verify(&crate::fixtures::fixture("encrypted.pdf"), &policy());
    assert_eq!(named(&report), "UNSIGNED");
}

#[test]
fn what_is_no_pdf_is_refused_with_the_reason() {
    for bytes in [b"".as_slice(), b"MZ\x90\0", b"%PDF-1.7\nno more"] {
        let report = verify(bytes, &policy());
        assert_eq!(named(&report), "MALFORMED");
        assert!(report.refusal.is_some() && report.signatures.is_empty());
    }
}

#[test]
fn a_document_that_asks_for_too_much_work_is_left_open() {
    for work in [0, 50, 300, 800] {
        let policy = Policy { work, ..policy() };
        let report = verify(&corpus("valid/eight.pdf"), &policy);
        assert_eq!(named(&report), "INDETERMINATE", "{work}");
    }
}

#[test]
fn nobody_is_trusted_who_is_not_pinned() {
    let policy = Policy { trust: TrustList::new(), ..policy() };
    for name in expected("valid").keys() {
        let report = verify(&corpus(&format!("valid/{name}.pdf")), &policy);
        // What happened to the bytes is judged all the same.
        let codes = report.signatures.iter().flat_map(|signature| &signature.findings);
        let is_whole = codes.into_iter().all(|f| f.rule.weight() != Weight::Modified);
        assert!(!report.verdict.is_accepted() && is_whole, "{name}: {}", said(&report));
    }
}
