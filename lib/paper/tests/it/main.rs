//! Pages are printed, read back and compared.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

mod book;
mod pages;
mod qr;
mod tables;
mod text;

use paper::proof::Proof;
use paper::{Document, Fonts};

fn fonts() -> Fonts {
    Fonts::load().unwrap()
}

fn document(fonts: &Fonts) -> Document<'_> {
    Document::new(fonts, "Contoh", base::Language::Id)
}

fn read(document: Document<'_>) -> Proof {
    Proof::read(&document.finish().unwrap()).unwrap()
}
