//! What people type is shown, never run.

use serde_json::{Value, json};
use typeset::{markup, templates};

use crate::support::{form, render, words};

/// Texts that mean something to the compiler, to PDF, to HTML.
const HOSTILE: [&str; 12] = [
    "#panic(\"x\")",
    "#read(\"/etc/passwd\")",
    "#import \"@preview/a:1.0.0\": *",
    "#while true {}",
    "$ sum_(i=1)^n i $",
    "@rujukan dan <label>",
    "*tebal* `kode` = Judul",
    "/ istilah: arti",
    "https://contoh.go.id/#a",
    "\\ \\u{41} ~ -- --- ... \"kutip\" 'kutip'",
    "<script>alert(1)</script> &amp; %PDF (a) [b] >>",
    "{{fields}} ${a} %s {0}",
];

/// Puts a text in place of every text of the fields.
fn replaced(fields: &mut Value, text: &str) {
    match fields {
        Value::String(old) => *old = text.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| replaced(item, text)),
        Value::Object(fields) => {
            // A path of a picture is no text for readers.
            for (key, field) in fields.iter_mut().filter(|(key, _)| *key != "lambang") {
                // Fields that are compared, not shown.
                if !["tujuan", "instruksi"].contains(&key.as_str()) {
                    replaced(field, text);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn text_in_any_field_of_any_form_stays_text() {
    let hostile = HOSTILE.join(" ; ");
    for template in templates() {
        let rendered = render(&form(template.name, |f| replaced(f, &hostile)));
        let text = words(&rendered).replace(' ', "").to_uppercase();
        for one in HOSTILE {
            let wanted = one.replace(' ', "").to_uppercase();
            assert!(text.contains(&wanted), "{}: {one} in\n{text}", template.name);
        }
    }
}

#[test]
fn a_body_given_as_a_tree_cannot_bring_source_either() {
    for hostile in HOSTILE {
        let tree = json!([
            { "kind": "heading", "runs": [{ "text": hostile }] },
            { "kind": "paragraph", "runs": [{ "text": hostile, "bold": true, "underline": true }] },
            { "kind": "details", "rows": [{ "label": [{ "text": hostile }], "value": [{ "text": hostile }] }] },
            { "kind": "table", "align": ["left"], "head": [[{ "text": hostile }]], "rows": [[[{ "text": hostile }]]] },
        ]);
        let text = words(&render(&form("pengumuman", |f| f["isi"] = tree)));
        let wanted = hostile.split_whitespace().collect::<String>();
        let shown = text.split_whitespace().collect::<String>();
        assert_eq!(shown.matches(&wanted).count(), 6, "{hostile} in\n{text}");
    }
}

#[test]
fn a_field_of_another_kind_is_no_way_in() {
    for odd in
        [json!(12), json!(-1.5), json!(true), json!({ "a": 1 }), json!([1, null, "x"]), json!([[]])]
    {
        for field in ["hal", "nomor", "sifat", "tanggal", "tempat", "kepada", "tembusan", "kaki"] {
            render(&form("surat-dinas", |f| f[field] = odd.clone()));
        }
    }
}

#[test]
fn a_tree_that_is_no_tree_is_a_mistake_with_a_place() {
    let odd = json!([{ "kind": "list", "marker": "x[", "start": 0, "items": [[]] }]);
    let refused = crate::support::typesetter().render(&form("surat-dinas", |f| f["isi"] = odd));
    assert!(refused.is_err() || refused.is_ok_and(|rendered| rendered.pages == 1));
    let refused = crate::support::refusal(&form("surat-dinas", |f| {
        f["isi"] = json!([{ "kind": "paragraph" }])
    }));
    let fault = refused.fault().unwrap();
    assert_eq!((fault.file.as_str(), fault.line), ("/main.typ", 8), "{fault}");
}

#[test]
fn marks_of_the_small_markup_can_be_shown_as_they_are() {
    let typed = r"\*\*tidak tebal\*\* dan **tebal**";
    let body = serde_json::to_value(markup::parse(typed)).unwrap();
    let text = words(&render(&form("pengumuman", |f| f["isi"] = body)));
    assert!(text.contains("**tidak tebal** dan tebal"), "{text}");
}
