//! A file of any number of pages, written while they are drawn: memory holds the pages of one
//! stretch, whatever the size of the whole.

use std::io::Write;

use base::Language;
use pdf_writer::writers::{Catalog, DocumentInfo};
use pdf_writer::{Chunk, Ref, TextStr};

use crate::document::{
    CATALOG, COMPACT, FIRST_PAGE, INFO, REFS_PER_PAGE, TREE, font_refs, page_objects, write_tree,
};
use crate::error::Fault;
use crate::pack::Packer;
use crate::{Document, Fonts, Weight};

/// The first bytes of a PDF; the second line says that the file is not plain text.
const HEADER: &[u8] = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n";

/// A PDF on its way to a file.
///
/// Draw on [`Book::document`], call [`Book::flush`] after each stretch of pages, and
/// [`Book::finish`] at the end. A page that was flushed cannot be opened again.
pub struct Book<'f, W> {
    document: Document<'f>,
    packer: Packer,
    out: W,
    /// Bytes written so far.
    length: u64,
    /// Where each object begins, by its number; 0 for a number that is not used.
    starts: Vec<u64>,
    pages: i32,
}

impl<'f, W: Write> Book<'f, W> {
    /// Begins a file. Title and language are those of a [`Document`].
    ///
    /// # Errors
    /// `files/unavailable` when it cannot be written.
    pub fn begin(fonts: &'f Fonts, title: &str, language: Language, out: W) -> base::Result<Self> {
        let document = Document::new(fonts, title, language);
        let packer = Packer::new();
        let mut book = Self { document, packer, out, length: 0, starts: Vec::new(), pages: 0 };
        book.write(HEADER)?;
        let mut object = Chunk::with_settings(COMPACT);
        let mut catalog = object.indirect(CATALOG).start::<Catalog<'_>>();
        catalog.pages(TREE).lang(TextStr(language.tag()));
        catalog.viewer_preferences().display_doc_title(true);
        drop(catalog);
        book.add(CATALOG, &object)?;
        let mut object = Chunk::with_settings(COMPACT);
        let mut info = object.indirect(INFO).start::<DocumentInfo<'_>>();
        info.title(TextStr(title)).producer(TextStr("Pelangi"));
        drop(info);
        book.add(INFO, &object)?;
        Ok(book)
    }

    /// The pages that were not flushed yet.
    pub fn document(&mut self) -> &mut Document<'f> {
        &mut self.document
    }

    /// Writes the pages drawn so far and forgets them.
    ///
    /// # Errors
    /// `files/unavailable` when they cannot be written; `paper/pack`.
    pub fn flush(&mut self) -> base::Result<()> {
        for sheet in std::mem::take(&mut self.document.sheets) {
            let page = Ref::new(FIRST_PAGE + REFS_PER_PAGE * self.pages);
            for (number, object) in page_objects(&mut self.packer, sheet, page)? {
                self.add(number, &object)?;
            }
            self.pages += 1;
        }
        Ok(())
    }

    /// Writes what is left, the fonts with the characters that were used, and where everything is.
    /// What was written to is given back, to be synced.
    ///
    /// # Errors
    /// As [`Book::flush`]; `paper/font-subset`.
    pub fn finish(mut self) -> base::Result<W> {
        self.flush()?;
        for weight in [Weight::Regular, Weight::Bold] {
            let used = &self.document.used[weight as usize];
            if !used.is_empty() {
                let face = self.document.fonts.face(weight);
                for (number, object) in used.embed(&mut self.packer, face, font_refs(weight))? {
                    self.add(number, &object)?;
                }
            }
        }
        let mut tree = Chunk::with_settings(COMPACT);
        write_tree(&mut tree, &self.document.used, self.pages);
        self.add(TREE, &tree)?;
        self.write_places()?;
        self.out.flush().map_err(Fault::Write)?;
        Ok(self.out)
    }

    fn add(&mut self, number: Ref, object: &Chunk) -> Result<(), Fault> {
        let place = usize::try_from(number.get()).unwrap_or_default();
        if self.starts.len() <= place {
            self.starts.resize(place + 1, 0);
        }
        self.starts[place] = self.length;
        self.write(object.as_bytes())
    }

    /// The table of places (ISO 32000-1, 7.5.4): twenty bytes for each object.
    fn write_places(&mut self) -> Result<(), Fault> {
        let (from, count) = (self.length, self.starts.len());
        let mut table = format!("xref\n0 {count}\n");
        for start in &self.starts {
            table.push_str(&match start {
                0 => "0000000000 65535 f\r\n".to_owned(),
                start => format!("{start:010} 00000 n\r\n"),
            });
        }
        let (root, info) = (CATALOG.get(), INFO.get());
        table.push_str(&format!(
            "trailer\n<</Size {count}/Root {root} 0 R/Info {info} 0 R>>\nstartxref\n{from}\n%%EOF\n"
        ));
        self.write(table.as_bytes())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.out.write_all(bytes).map_err(Fault::Write)?;
        self.length += bytes.len() as u64;
        Ok(())
    }
}
