//! A typesetter for all tests of a process, and sheets to give it.

use std::sync::LazyLock;

use base::{Instant, Zone};
use serde_json::{Value, json};
use typeset::{Rendered, Sheet, TypesetError, Typesetter, template};

static SHARED: LazyLock<Typesetter> = LazyLock::new(Typesetter::new);

pub fn typesetter() -> Typesetter {
    SHARED.clone()
}

/// A template of our own, written on the morning of 18 August 2026 in WITA.
pub fn sheet(main: &str) -> Sheet {
    let written = Instant::parse("2026-08-17T23:30:00.000Z").unwrap();
    Sheet::new(main, written, Zone::parse("Asia/Makassar").unwrap())
}

/// A template that uses the prelude.
pub fn with_prelude(body: &str) -> Sheet {
    sheet(&format!("#import \"/pelangi.typ\": *\n{body}"))
}

/// A form with the fields of its sample, changed.
pub fn form(name: &str, change: impl FnOnce(&mut Value)) -> Sheet {
    let template = template(name).unwrap();
    let mut fields: Value = serde_json::from_str(template.sample).unwrap();
    change(&mut fields);
    let mut sheet = sheet(template.source);
    sheet.data = template.fill(fields);
    sheet
}

pub fn render(sheet: &Sheet) -> Rendered {
    typesetter().render(sheet).unwrap()
}

pub fn refusal(sheet: &Sheet) -> TypesetError {
    typesetter().render(sheet).unwrap_err()
}

/// So many sentences of a letter.
pub fn paragraphs(count: usize) -> Value {
    let sentence = "Dengan hormat disampaikan bahwa pelaksanaan kegiatan sebagaimana dimaksud telah \
                    berjalan sesuai dengan rencana dan anggaran yang ditetapkan.";
    let one =
        |n| json!({ "kind": "paragraph", "runs": [{ "text": format!("Butir {n}. {sentence}") }] });
    Value::Array((1..=count).map(one).collect())
}

/// All text of a letter as one, with single spaces.
pub fn words(rendered: &Rendered) -> String {
    rendered.text.join("\n").split_whitespace().collect::<Vec<_>>().join(" ")
}
