//! What writers type, as a tree.

use proptest::prelude::*;
use serde_json::{Value, json};
use typeset::markup::{Block, parse};

fn tree(typed: &str) -> Value {
    serde_json::to_value(parse(typed)).unwrap()
}

fn text(text: &str) -> Value {
    json!([{ "kind": "paragraph", "runs": [{ "text": text }] }])
}

#[test]
fn empty_lines_part_paragraphs_and_line_breaks_stay() {
    assert_eq!(tree(""), json!([]));
    assert_eq!(tree("\n \n"), json!([]));
    let wanted = json!([
        { "kind": "paragraph", "runs": [{ "text": "satu\nmasih satu" }] },
        { "kind": "paragraph", "runs": [{ "text": "dua" }] }
    ]);
    assert_eq!(tree("satu\r\n  masih satu  \r\n\r\n\r\ndua\r\n"), wanted);
}

#[test]
fn words_can_be_bold_italic_and_underlined() {
    let wanted = json!([{ "kind": "paragraph", "runs": [
        { "text": "a " }, { "text": "b c", "bold": true }, { "text": " " },
        { "text": "d", "italic": true }, { "text": " " }, { "text": "e", "underline": true },
        { "text": " " }, { "text": "f ", "bold": true }, { "text": "g", "bold": true, "italic": true }, { "text": "." }
    ] }]);
    assert_eq!(tree("a **b c** _d_ __e__ **f _g_**."), wanted);
}

#[test]
fn marks_without_partner_or_inside_words_are_text() {
    for same in [
        "2 ** 3 ** 4",
        "a*b*c",
        "nama_berkas_lama",
        "*satu*",
        "** spasi **",
        "**tidak ditutup",
        "tutup saja**",
        "_",
        "__",
        "**",
        "****",
        "____",
        "a_",
        "_a",
        "snake_case_ dan lain",
        "Rp5.000,- *)",
        "#panic()",
        "$x$",
        "@x",
        "<x>",
        "= Judul",
        "+ butir",
        "/ istilah: arti",
        "1.butir",
        "2026. Tahun",
        "A. huruf besar",
        "aa. dua huruf",
        "10:30",
        "a::b",
        "http::// x",
        "\\",
        "a\\b",
    ] {
        assert_eq!(tree(same), text(same), "{same}");
    }
}

#[test]
fn a_backslash_shows_the_mark_itself() {
    assert_eq!(tree(r"\*\*a\*\* \_b\_ \\ \1"), text(r"**a** _b_ \ \1"));
    assert_eq!(tree(r"1\. bukan daftar"), text("1. bukan daftar"));
    assert_eq!(tree(r"\- bukan daftar"), text("- bukan daftar"));
}

#[test]
fn lists_keep_their_marks_numbers_and_what_belongs_to_an_item() {
    let item = |text: &str| json!([{ "kind": "paragraph", "runs": [{ "text": text }] }]);
    let list = |marker: &str, start: u32, items: Value| json!({ "kind": "list", "marker": marker, "start": start, "items": items });
    assert_eq!(
        tree("3. tiga\n4. empat"),
        json!([list("3.".replace('3', "1").as_str(), 3, json!([item("tiga"), item("empat")]))])
    );
    assert_eq!(
        tree("b) dua\n\nc) tiga"),
        json!([list("a)", 2, json!([item("dua"), item("tiga")]))])
    );
    assert_eq!(
        tree("- x\n1) y"),
        json!([list("-", 1, json!([item("x")])), list("1)", 1, json!([item("y")]))])
    );
    let nested = "1. satu\n   lanjut\n\n   alinea\n   a. huruf\n      - garis\n2. dua";
    let wanted = json!([list(
        "1.",
        1,
        json!([
            [
                { "kind": "paragraph", "runs": [{ "text": "satu\nlanjut" }] },
                { "kind": "paragraph", "runs": [{ "text": "alinea" }] },
                list("a.", 1, json!([[
                    { "kind": "paragraph", "runs": [{ "text": "huruf" }] },
                    list("-", 1, json!([item("garis")]))
                ]]))
            ],
            item("dua")
        ])
    )]);
    assert_eq!(tree(nested), wanted);
}

#[test]
fn a_list_may_follow_its_sentence_directly() {
    let blocks = parse("dengan ketentuan:\n1. satu\n2. dua\n\npenutup");
    let kinds: Vec<_> = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph { .. } => "paragraph",
            Block::List { items, .. } if items.len() == 2 => "list of two",
            _ => "other",
        })
        .collect();
    assert_eq!(kinds, ["paragraph", "list of two", "paragraph"]);
}

#[test]
fn labels_and_values_stand_below_each_other() {
    let wanted = json!([{ "kind": "details", "rows": [
        { "label": [{ "text": "Hari" }], "value": [{ "text": "Senin", "bold": true }] },
        { "label": [{ "text": "Pukul" }], "value": [] }
    ] }]);
    assert_eq!(tree("Hari :: **Senin**\nPukul ::"), wanted);
}

#[test]
fn tables_have_sides_and_as_many_cells_as_their_second_line() {
    let cell = |text: &str| if text.is_empty() { json!([]) } else { json!([{ "text": text }]) };
    let wanted = json!([{ "kind": "table", "align": ["center", "left", "right"],
        "head": [cell("No"), cell("Nama | alias"), cell("Rp")],
        "rows": [[cell("1"), cell("Ani"), cell("5")], [cell("2"), cell(""), cell("")]] }]);
    assert_eq!(
        tree("| No | Nama \\| alias | Rp |\n|:---:|---|---:|\n| 1 | Ani | 5 | lebih |\n| 2 |"),
        wanted
    );
    assert_eq!(tree("| bukan | tabel |"), text("| bukan | tabel |"));
    let wide = format!("|{}\n|{}", "a|".repeat(13), "---|".repeat(13));
    assert!(matches!(parse(&wide)[0], Block::Paragraph { .. }));
}

#[test]
fn headings_stand_alone() {
    let wanted = json!([
        { "kind": "heading", "runs": [{ "text": "A. Latar" }] },
        { "kind": "paragraph", "runs": [{ "text": "isi" }] }
    ]);
    assert_eq!(tree("# A. Latar\nisi"), wanted);
    assert_eq!(tree("isi\n# A. Latar").as_array().unwrap().len(), 2);
    assert_eq!(tree("#tagar"), text("#tagar"));
}

#[test]
fn control_characters_are_left_out() {
    assert_eq!(tree("a\u{0}b\u{1b}[1m\u{7f}c"), text("ab[1mc"));
    assert_eq!(tree("a\tb"), text("a    b"));
}

/// All text of a tree, without its structure.
fn letters(value: &Value) -> String {
    match value {
        Value::Object(fields) => match fields.get("text") {
            Some(Value::String(text)) => text.clone(),
            _ => fields
                .iter()
                .filter(|(key, _)| *key != "kind" && *key != "marker" && *key != "align")
                .map(|(_, v)| letters(v))
                .collect(),
        },
        Value::Array(items) => items.iter().map(letters).collect(),
        _ => String::new(),
    }
}

proptest! {
    #[test]
    fn any_text_can_be_typed_and_no_letter_is_lost(typed in "[a-c 1.)*_|:#\\\\\n-]{0,80}") {
        let kept: String = letters(&tree(&typed)).chars().filter(|c| ('a'..='c').contains(c)).collect();
        // Markers of lists are no text; so only how often a letter is there can shrink, never grow.
        let all = typed.chars().filter(|c| ('a'..='c').contains(c)).count();
        let markers = typed.lines().map(|line| line.matches(['a', 'b', 'c']).count().min(4)).sum::<usize>();
        prop_assert!(kept.len() <= all && kept.len() + markers >= all, "{typed:?} became {kept:?}");
    }

    #[test]
    fn a_tree_survives_json(typed in "\\PC{0,60}(\n\\PC{0,40}){0,5}") {
        let blocks = parse(&typed);
        let json = serde_json::to_string(&blocks).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Block>>(&json).unwrap(), blocks);
    }
}
