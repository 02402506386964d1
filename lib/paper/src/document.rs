//! A file of pages that share their fonts.

use std::ops::Range;

use base::Language;
use pdf_writer::{Chunk, Filter, Finish, Name, Pdf, Rect, Ref, Settings, TextStr};

use crate::error::Fault;
use crate::font::Fonts;
use crate::pack::Packer;
use crate::page::{Page, Sheet};
use crate::paper::points;
use crate::subset::{FontRefs, Used};
use crate::{Ink, Paper, Style, Weight};

/// A PDF in the making.
pub struct Document<'f> {
    pub(crate) fonts: &'f Fonts,
    pub(crate) used: [Used; 2],
    pub(crate) sheets: Vec<Sheet>,
    title: String,
    language: Language,
}

/// Less white space between the objects: about a tenth of a one-page file.
pub(crate) const COMPACT: Settings = Settings { pretty: false };

/// The name of each weight inside the file.
pub(crate) const FONT_NAMES: [&str; 2] = ["R", "B"];

pub(crate) const CATALOG: Ref = Ref::new(1);
pub(crate) const TREE: Ref = Ref::new(2);
pub(crate) const INFO: Ref = Ref::new(3);
const FIRST_FONT: i32 = 4;
const REFS_PER_FONT: i32 = 5;
pub(crate) const REFS_PER_PAGE: i32 = 2;
pub(crate) const FIRST_PAGE: i32 = FIRST_FONT + 2 * REFS_PER_FONT;

impl<'f> Document<'f> {
    /// An empty document. The title is what a reader shows above the pages; the language lets a
    /// screen reader pronounce them.
    pub fn new(fonts: &'f Fonts, title: &str, language: Language) -> Self {
        Self {
            fonts,
            used: Default::default(),
            sheets: Vec::new(),
            title: title.to_owned(),
            language,
        }
    }

    /// Adds a page and opens it for drawing.
    pub fn page(&mut self, paper: Paper) -> Page<'_, 'f> {
        self.sheets.push(Sheet::new(paper));
        let number = self.sheets.len() - 1;
        Page { document: self, number }
    }

    /// Opens a page again, counted from 0; `None` when there is no such page.
    pub fn reopen(&mut self, number: usize) -> Option<Page<'_, 'f>> {
        (number < self.sheets.len()).then_some(Page { document: self, number })
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.sheets.len()
    }

    /// Writes `Halaman 2 dari 7` into the lower right corner of these pages (counted from 0), so
    /// that several lists in one file are each numbered from 1.
    pub fn number_pages(&mut self, pages: Range<usize>, margin: f32) {
        let total = pages.len();
        for (index, number) in pages.zip(1..) {
            let label = match self.language {
                Language::Id => format!("Halaman {number} dari {total}"),
                Language::En => format!("Page {number} of {total}"),
            };
            if let Some(mut page) = self.reopen(index) {
                let Paper { width, height } = page.paper();
                let style = Style::regular(7.5).ink(Ink::QUIET);
                page.text_right(width - margin, height - 8.0, style, &label);
            }
        }
    }

    /// The finished file.
    ///
    /// # Errors
    /// `paper/font-subset` or `paper/pack` when a font cannot be cut down or a stream compressed,
    /// which only a broken build can cause.
    pub fn finish(self) -> base::Result<Vec<u8>> {
        let mut pdf = Pdf::with_settings_and_capacity(COMPACT, 16 * 1024);
        let mut packer = Packer::new();
        self.write_catalog(&mut pdf);
        for weight in [Weight::Regular, Weight::Bold] {
            let used = &self.used[weight as usize];
            if !used.is_empty() {
                let face = self.fonts.face(weight);
                for (_, object) in used.embed(&mut packer, face, font_refs(weight))? {
                    pdf.extend(&object);
                }
            }
        }
        let mut next = Ref::new(FIRST_PAGE);
        for sheet in self.sheets {
            for (_, object) in page_objects(&mut packer, sheet, next)? {
                pdf.extend(&object);
            }
            next = Ref::new(next.get() + REFS_PER_PAGE);
        }
        // A dozen short entries: compressing them would cost more than it saves.
        Ok(pdf.finish_with_xref_stream(next))
    }

    fn write_catalog(&self, pdf: &mut Pdf) {
        let mut catalog = pdf.catalog(CATALOG);
        catalog.pages(TREE).lang(TextStr(self.language.tag()));
        catalog.viewer_preferences().display_doc_title(true);
        catalog.finish();
        pdf.document_info(INFO).title(TextStr(&self.title)).producer(TextStr("Pelangi"));
        write_tree(pdf, &self.used, i32::try_from(self.sheets.len()).unwrap_or(i32::MAX));
    }
}

pub(crate) fn write_tree(to: &mut Chunk, used: &[Used; 2], pages: i32) {
    let mut tree = to.pages(TREE);
    let kids = (0..pages).map(|i| Ref::new(FIRST_PAGE + REFS_PER_PAGE * i));
    tree.count(pages).kids(kids);
    // Every page inherits the fonts from the tree.
    let mut resources = tree.insert(Name(b"Resources")).dict();
    let mut fonts = resources.insert(Name(b"Font")).dict();
    for weight in [Weight::Regular, Weight::Bold] {
        if !used[weight as usize].is_empty() {
            fonts.pair(Name(FONT_NAMES[weight as usize].as_bytes()), font_refs(weight).font);
        }
    }
}

pub(crate) fn font_refs(weight: Weight) -> FontRefs {
    let mut next = match weight {
        Weight::Regular => Ref::new(FIRST_FONT),
        Weight::Bold => Ref::new(FIRST_FONT + REFS_PER_FONT),
    };
    FontRefs {
        font: next.bump(),
        descendant: next.bump(),
        descriptor: next.bump(),
        unicode: next.bump(),
        file: next.bump(),
    }
}

/// A page and its drawing, each an object of its own.
pub(crate) fn page_objects(
    packer: &mut Packer,
    sheet: Sheet,
    page: Ref,
) -> Result<[(Ref, Chunk); 2], Fault> {
    let contents = Ref::new(page.get() + 1);
    let Paper { width, height } = sheet.paper;
    let mut head = Chunk::with_settings(COMPACT);
    head.page(page)
        .parent(TREE)
        .media_box(Rect::new(0.0, 0.0, points(width), points(height)))
        .contents(contents);
    let drawing = packer.pack(&sheet.drawing.into_bytes())?;
    let mut body = Chunk::with_settings(COMPACT);
    body.stream(contents, &drawing).filter(Filter::FlateDecode);
    Ok([(page, head), (contents, body)])
}
