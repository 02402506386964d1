//! The forms of letters that the house brings along.

use serde_json::Value;

use crate::markup;

/// A form of a letter with an example of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// `nota-dinas`
    pub name: &'static str,
    /// `Nota Dinas`
    pub title: &'static str,
    /// Group of letters (Permendagri 1/2023): arahan, korespondensi, khusus.
    pub group: &'static str,
    /// Typst source.
    pub source: &'static str,
    /// Fields as JSON, as a person fills them in.
    pub sample: &'static str,
    /// Fields that a person types in [`markup`]: a text, or a list of texts.
    pub bodies: &'static [&'static str],
}

impl Template {
    /// Fields as a person filled them in, made ready for a [`Sheet`](crate::Sheet): typed bodies
    /// become trees. What is a tree already stays.
    pub fn fill(&self, mut fields: Value) -> Value {
        for name in self.bodies {
            if let Some(body) = fields.get_mut(*name) {
                grow(body);
            }
        }
        fields
    }
}

/// A text becomes blocks, a list of texts a list of blocks.
fn grow(body: &mut Value) {
    match body {
        Value::String(typed) => *body = blocks(typed),
        Value::Array(items) => items.iter_mut().filter(|item| item.is_string()).for_each(grow),
        _ => {}
    }
}

fn blocks(typed: &str) -> Value {
    serde_json::to_value(markup::parse(typed)).unwrap_or_default()
}

macro_rules! templates {
    ($($name:literal $group:literal $title:literal [$($body:literal)*],)*) => {
        &[$(Template {
            name: $name,
            title: $title,
            group: $group,
            source: include_str!(concat!("../templates/", $name, ".typ")),
            sample: include_str!(concat!("../templates/", $name, ".json")),
            bodies: &[$($body),*],
        }),*]
    };
}

static ALL: &[Template] = templates! {
    "nota-dinas" "korespondensi" "Nota Dinas" ["isi"],
    "surat-dinas" "korespondensi" "Surat Dinas" ["isi"],
    "undangan" "korespondensi" "Surat Undangan" ["isi" "penutup"],
    "lembar-disposisi" "korespondensi" "Lembar Disposisi" ["catatan"],
    "surat-tugas" "arahan" "Surat Tugas" ["penutup"],
    "keputusan" "arahan" "Keputusan" ["diktum" "lampiran_isi"],
    "surat-edaran" "arahan" "Surat Edaran" ["isi"],
    "berita-acara" "khusus" "Berita Acara" ["isi"],
    "notula" "khusus" "Notula" ["acara" "pembahasan"],
    "pengumuman" "khusus" "Pengumuman" ["isi"],
    "surat-keterangan" "khusus" "Surat Keterangan" ["isi"],
};

/// All forms.
pub fn templates() -> &'static [Template] {
    ALL
}

/// The form of a name.
pub fn template(name: &str) -> Option<&'static Template> {
    ALL.iter().find(|template| template.name == name)
}
