//! The characters of one font that a document uses, and the small font made of them.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo};
use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Ref, Str};
use subsetter::GlyphRemapper;

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
        let file = subsetter::subset(&face.tables, 0, &self.remapper)
            .map_err(|e| Fault::Subset(e.to_string()))?;
        let name = format!("{}+{}", self.tag(), face.name);
        let name = Name(name.as_bytes());
        font.type0_font(refs.font)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(refs.descendant)
            .to_unicode(refs.unicode);
        self.write_widths(&mut descendant, face, refs, name);
        write_descriptor(&mut descriptor, face, refs, name);
        unicode
            .stream(refs.unicode, &packer.pack(self.unicode().as_bytes())?)
            .filter(Filter::FlateDecode);
        content.stream(refs.file, &packer.pack(&file)?).filter(Filter::FlateDecode);
        Ok([
            (refs.font, font),
            (refs.descendant, descendant),
            (refs.descriptor, descriptor),
            (refs.unicode, unicode),
            (refs.file, content),
        ])
    }

    fn write_widths(&self, pdf: &mut Chunk, face: &Typeface, refs: FontRefs, name: Name<'_>) {
        let mut cid = pdf.cid_font(refs.descendant);
        cid.subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(SYSTEM)
            .font_descriptor(refs.descriptor)
            .default_width(0.0)
            .cid_to_gid_map_predefined(Name(b"Identity"));
        let widths = self.glyphs.iter().map(|g| face.thousandths(f32::from(g.advance)));
        cid.widths().consecutive(1, widths);
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

fn write_descriptor(pdf: &mut Chunk, face: &Typeface, refs: FontRefs, name: Name<'_>) {
    let [left, bottom, right, top] = face.bounds.map(|side| face.thousandths(f32::from(side)));
    let mut descriptor = pdf.font_descriptor(refs.descriptor);
    descriptor
        .name(name)
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(Rect::new(left, bottom, right, top))
        .italic_angle(0.0)
        .ascent(face.thousandths(f32::from(face.ascent)))
        .descent(face.thousandths(f32::from(face.descent)))
        .cap_height(face.thousandths(f32::from(face.cap_height)))
        .stem_v(if name.0.ends_with(b"Bold") { 156.0 } else { 88.0 })
        .font_file2(refs.file);
    descriptor.finish();
}
