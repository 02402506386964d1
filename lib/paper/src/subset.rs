//! The characters of one font that a document uses, and the small font made of them.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo};
use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use crate::cut::Cut;
use crate::document::COMPACT;
use crate::error::Fault;
use crate::font::{Glyph, Typeface};
use crate::pack::Packer;

const SYSTEM: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// Glyphs in the order of their first use; their place in that order is their number in the file.
#[derive(Debug, Default)]
pub(crate) struct Used {
    remapper: GlyphRemapper,
    /// By new number, from 1 on; 0 is the font's own "no such glyph" and never shown.
    glyphs: Vec<Glyph>,
}

/// The five objects that make up one embedded font.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FontRefs {
    pub(crate) font: Ref,
    pub(crate) descendant: Ref,
    pub(crate) descriptor: Ref,
    pub(crate) unicode: Ref,
    pub(crate) file: Ref,
}

impl Used {
    pub(crate) fn is_empty(&self) -> bool {
        self.glyphs.is_empty()
    }

    /// The number of a glyph in this document's font.
    pub(crate) fn number(&mut self, glyph: Glyph) -> u16 {
        let number = self.remapper.remap(glyph.id);
        if usize::from(number) > self.glyphs.len() {
            self.glyphs.push(glyph);
        }
        number
    }

    /// The font with exactly these glyphs, each of its objects alone.
    pub(crate) fn embed(
        &self,
        packer: &mut Packer,
        face: &Typeface,
        refs: FontRefs,
    ) -> Result<[(Ref, Chunk); 5], Fault> {
        let [mut font, mut descendant, mut descriptor, mut unicode, mut content] =
            std::array::from_fn(|_| Chunk::with_settings(COMPACT));
        let cut = self.cut(packer, face)?;
        let name = Name(cut.name.as_bytes());
        font.type0_font(refs.font)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(refs.descendant)
            .to_unicode(refs.unicode);
        write_widths(&mut descendant, &cut, refs);
        write_descriptor(&mut descriptor, &cut, refs);
        unicode.stream(refs.unicode, &cut.unicode).filter(Filter::FlateDecode);
        content.stream(refs.file, &cut.program).filter(Filter::FlateDecode);
        Ok([
            (refs.font, font),
            (refs.descendant, descendant),
            (refs.descriptor, descriptor),
            (refs.unicode, unicode),
            (refs.file, content),
        ])
    }

    /// The font with exactly these glyphs.
    pub(crate) fn cut(&self, packer: &mut Packer, face: &Typeface) -> Result<Cut, Fault> {
        let program = subsetter::subset(&face.tables, 0, &self.remapper)
            .map_err(|e| Fault::Subset(e.to_string()))?;
        let name = format!("{}+{}", self.tag(), face.name);
        let thousandths = |units: i16| face.thousandths(f32::from(units)) as i32;
        Ok(Cut {
            stem: if name.ends_with("Bold") { 156 } else { 88 },
            name,
            program: packer.pack(&program)?,
            unicode: packer.pack(self.unicode().as_bytes())?,
            widths: self.glyphs.iter().map(|g| face.thousandths(g.advance) as i32).collect(),
            bounds: face.bounds.map(thousandths),
            ascent: thousandths(face.ascent),
            descent: thousandths(face.descent),
            cap_height: thousandths(face.cap_height),
            numbers: Vec::new(),
        })
    }

    /// What each glyph reads as, so that text can be copied and searched (ISO 32000-1, 9.10.3):
    /// only the parts a reader needs, because every one-page file carries it.
    fn unicode(&self) -> String {
        let mut map = String::from(
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapType 2 def\n\
             1 begincodespacerange<0000><FFFF>endcodespacerange\n",
        );
        // One range for all numbers with the same first byte: a range may not cross it.
        for (number, glyphs) in self.by_first_byte() {
            let last = number + glyphs.len() - 1;
            map.push_str(&format!("1 beginbfrange\n<{number:04X}><{last:04X}>["));
            for glyph in glyphs {
                map.push_str(&format!("<{}>", utf16(glyph.meaning)));
            }
            map.push_str("]\nendbfrange\n");
        }
        map.push_str("endcmap end end");
        map
    }

    /// The glyphs with the number of the first of each group: 1 to 255, 256 to 511 …
    fn by_first_byte(&self) -> impl Iterator<Item = (usize, &[Glyph])> {
        let (first, others) = self.glyphs.split_at(self.glyphs.len().min(255));
        let others = (1..).map(|n| n * 256).zip(others.chunks(256));
        std::iter::once((1, first)).chain(others)
    }

    /// Six capitals that tell this cut of the font from others, as PDF asks (ISO 32000-1, 9.6.4).
    fn tag(&self) -> String {
        let mut hash = self.glyphs.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, glyph| {
            (hash ^ u64::from(glyph.id)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut tag = String::with_capacity(6);
        for _ in 0..6 {
            tag.push(char::from(b'A' + u8::try_from(hash % 26).unwrap_or(0)));
            hash /= 26;
        }
        tag
    }
}

/// A character in UTF-16, as hexadecimal digits.
fn utf16(c: char) -> String {
    c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04X}")).collect()
}

fn write_widths(pdf: &mut Chunk, cut: &Cut, refs: FontRefs) {
    let mut cid = pdf.cid_font(refs.descendant);
    cid.subtype(CidFontType::Type2)
        .base_font(Name(cut.name.as_bytes()))
        .system_info(SYSTEM)
        .font_descriptor(refs.descriptor)
        .default_width(0.0)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    cid.widths().consecutive(1, cut.widths.iter().map(|width| *width as f32));
}

fn write_descriptor(pdf: &mut Chunk, cut: &Cut, refs: FontRefs) {
    let [left, bottom, right, top] = cut.bounds.map(|side| side as f32);
    let mut descriptor = pdf.font_descriptor(refs.descriptor);
    descriptor
        .name(Name(cut.name.as_bytes()))
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(Rect::new(left, bottom, right, top))
        .italic_angle(0.0)
        .ascent(cut.ascent as f32)
        .descent(cut.descent as f32)
        .cap_height(cut.cap_height as f32)
        .stem_v(cut.stem as f32)
        .font_file2(refs.file);
    descriptor.finish();
}
