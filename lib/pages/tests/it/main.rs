//! Tests of pictures of pages.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

mod bombs;
mod comparing;
mod drawing;

use pages::{Limits, Program, Renderer};

/// Draws by the worker of this crate.
fn renderer() -> Renderer {
    within(Limits::default())
}

fn within(limits: Limits) -> Renderer {
    let no_words: [&str; 0] = [];
    Renderer::new(Some(Program::new(env!("CARGO_BIN_EXE_draw-worker"), no_words)), limits)
}

/// A page of 200 by 100 points with these contents.
fn page(contents: &str, more: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R{more}>>"),
        format!("<</Length {}>>\nstream\n{contents}\nendstream", contents.len()),
    ];
    file(&objects)
}

/// Two pages, the first as that of [`page`].
fn two_pages() -> Vec<u8> {
    let one = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 5 0 R>>";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>".to_owned(),
        one.to_owned(),
        one.to_owned(),
        "<</Length 14>>\nstream\n0 0 10 10 re f\nendstream".to_owned(),
    ];
    file(&objects)
}

/// A file of objects, numbered from 1; the first is the catalogue.
fn file(objects: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n", i + 1).bytes());
        bytes.extend(object.as_ref());
        bytes.extend(b"\nendobj\n");
    }
    let at = bytes.len();
    let trailer = format!("trailer\n<</Size {}/Root 1 0 R>>\n", objects.len() + 1);
    bytes.extend(format!("{table}{trailer}startxref\n{at}\n%%EOF\n").bytes());
    bytes
}

/// A file of the corpus of `lib/pades`.
fn corpus(name: &str) -> Vec<u8> {
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../pades/tests/corpus");
    std::fs::read(folder.join(name)).unwrap()
}
