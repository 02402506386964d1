//! Letters to be signed: what a typeset letter consists of, at a size that is asked for.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use pades::Document;
use pades::sign::{FieldSpec, Place, Rect, add_fields};
use paper::{Cut, Fonts, Weight};

const TEXT: &str = "Menindaklanjuti surat Bupati perihal percepatan penerapan Sistem Pemerintahan \
    Berbasis Elektronik, bersama ini kami sampaikan bahwa tanda tangan elektronik berlaku untuk \
    seluruh naskah dinas di lingkungan Pemerintah Kabupaten terhitung mulai tanggal ditetapkan.";
/// What a tagged letter of one page has besides pages, fonts and pictures.
const STRUCTURE: u32 = 90;
/// Samples in a line of a picture.
const WIDTH: usize = 512;

/// Numbered objects, and where each stands.
struct Writer {
    bytes: Vec<u8>,
    offsets: Vec<usize>,
}

impl Writer {
    fn new() -> Self {
        Self { bytes: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), offsets: Vec::new() }
    }

    /// The number that the next object gets.
    fn next(&self) -> usize {
        self.offsets.len() + 1
    }

    fn object(&mut self, body: &[u8]) -> usize {
        let number = self.next();
        self.offsets.push(self.bytes.len());
        self.bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        self.bytes.extend_from_slice(body);
        self.bytes.extend_from_slice(b"\nendobj\n");
        number
    }

    fn stream(&mut self, dict: &str, data: &[u8]) -> usize {
        let head = format!("<<{dict}/Filter/FlateDecode/Length {}>>\nstream\n", data.len());
        self.object(&[head.as_bytes(), data, b"\nendstream"].concat())
    }

    fn finish(mut self, root: usize) -> Vec<u8> {
        let (at, size) = (self.bytes.len(), self.next());
        let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for offset in &self.offsets {
            writeln!(table, "{offset:010} 00000 n ").unwrap();
        }
        let id = "<00112233445566778899aabbccddeeff>";
        writeln!(table, "trailer\n<</Size {size}/Root {root} 0 R/ID[{id}{id}]>>").unwrap();
        write!(table, "startxref\n{at}\n%%EOF\n").unwrap();
        self.bytes.extend_from_slice(table.as_bytes());
        self.bytes
    }
}

/// A letter of `pages` pages and about so many bytes, most of which its pictures have. Its fields
/// are made already, four in a row, as an office makes them before the first person signs.
pub fn letter(fonts: &Fonts, pages: usize, bytes: usize, fields: &[&str]) -> Vec<u8> {
    let bare = written(fonts, pages, 1);
    let lines = (bytes.saturating_sub(bare.len()) / (pages * WIDTH)).max(1);
    let file = written(fonts, pages, lines);
    let place = |at: usize| {
        let (row, column) = (at / 4, at % 4);
        let corner = (40.0 + 130.0 * column as f64, 40.0 + 80.0 * row as f64);
        Place::at(0, Rect::sized(corner.0, corner.1, 125.0, 70.0))
    };
    let named = fields.iter().enumerate();
    let specs: Vec<_> = named.map(|(at, name)| FieldSpec::new(name, place(at))).collect();
    add_fields(&Document::open(&file).unwrap(), &specs).unwrap()
}

fn written(fonts: &Fonts, pages: usize, lines: usize) -> Vec<u8> {
    let mut writer = Writer::new();
    let all: BTreeSet<char> = (' '..='~').collect();
    let cuts = [Weight::Regular, Weight::Bold].map(|weight| fonts.cut(weight, &all).unwrap());
    let [regular, bold] = cuts.each_ref().map(|cut| font(&mut writer, cut));
    let tree = writer.next() + 3 * pages;
    let mut kids = String::new();
    for page in 0..pages {
        let picture = picture(&mut writer, page, lines);
        let contents = writer.stream("", &packed(sheet(&cuts).as_bytes()));
        let resources =
            format!("/Font<</F0 {regular} 0 R/F1 {bold} 0 R>>/XObject<</Gambar {picture} 0 R>>");
        let dict = format!(
            "<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 595 842]/Contents {contents} 0 R\
             /Resources<<{resources}>>>>"
        );
        write!(kids, "{} 0 R ", writer.object(dict.as_bytes())).unwrap();
    }
    writer.object(format!("<</Type/Pages/Kids[{kids}]/Count {pages}>>").as_bytes());
    let structure = structure(&mut writer, tree - 1);
    let root = format!(
        "<</Type/Catalog/Pages {tree} 0 R/Lang(id)/MarkInfo<</Marked true>>\
         /StructTreeRoot {structure} 0 R>>"
    );
    let root = writer.object(root.as_bytes());
    writer.finish(root)
}

/// The five objects of an embedded font.
fn font(writer: &mut Writer, cut: &Cut) -> usize {
    let program = writer.stream("", &cut.program);
    let unicode = writer.stream("", &cut.unicode);
    let [left, bottom, right, top] = cut.bounds;
    let descriptor = writer.object(
        format!(
            "<</Type/FontDescriptor/FontName/{}/Flags 32/FontBBox[{left} {bottom} {right} {top}]\
             /ItalicAngle 0/Ascent {}/Descent {}/CapHeight {}/StemV {}/FontFile2 {program} 0 R>>",
            cut.name, cut.ascent, cut.descent, cut.cap_height, cut.stem
        )
        .as_bytes(),
    );
    let widths: Vec<String> = cut.widths.iter().map(i32::to_string).collect();
    let system = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>";
    let descendant = writer.object(
        format!(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/{}/CIDSystemInfo{system}/DW 0/W[1[{}]]\
             /FontDescriptor {descriptor} 0 R/CIDToGIDMap/Identity>>",
            cut.name,
            widths.join(" ")
        )
        .as_bytes(),
    );
    writer.object(
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/{}/Encoding/Identity-H\
             /DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>",
            cut.name
        )
        .as_bytes(),
    )
}

/// Grey samples that do not compress, as a scanned page does not.
fn picture(writer: &mut Writer, page: usize, lines: usize) -> usize {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ page as u64;
    let samples = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    });
    let samples: Vec<u8> = samples.take(WIDTH * lines).collect();
    let dict = format!(
        "/Type/XObject/Subtype/Image/Width {WIDTH}/Height {lines}/ColorSpace/DeviceGray\
         /BitsPerComponent 8"
    );
    writer.stream(&dict, &packed(&samples))
}

/// A page: a picture above, then text that ends well above the places of signatures.
fn sheet([regular, bold]: &[Cut; 2]) -> String {
    let mut text = "q 60 0 0 60 268 760 cm /Gambar Do Q\nBT\n".to_owned();
    line(&mut text, "F1 14", bold, "1 0 0 1 180 730", "SURAT DINAS");
    let words: Vec<&str> = TEXT.split_whitespace().collect();
    for row in 0..32 {
        let part: Vec<&str> = words.iter().cycle().skip(row * 7).take(11).copied().collect();
        line(
            &mut text,
            "F0 10",
            regular,
            &format!("1 0 0 1 57 {}", 700 - 14 * row),
            &part.join(" "),
        );
    }
    text.push_str("ET\n");
    text
}

fn line(text: &mut String, font: &str, cut: &Cut, matrix: &str, words: &str) {
    let glyphs = cut.encode(words).iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    });
    writeln!(text, "/{font} Tf {matrix} Tm <{glyphs}> Tj").unwrap();
}

/// The tree that tells a reading program what is a paragraph.
fn structure(writer: &mut Writer, page: usize) -> usize {
    let root = writer.next() + STRUCTURE as usize;
    let mut kids = String::new();
    for mark in 0..STRUCTURE {
        let element = format!(
            "<</Type/StructElem/S/P/P {root} 0 R/A[<</O/Layout/Placement/Block>>]/K[{mark}]\
             /Pg {page} 0 R>>"
        );
        write!(kids, "{} 0 R ", writer.object(element.as_bytes())).unwrap();
    }
    writer.object(format!("<</Type/StructTreeRoot/K[{kids}]>>").as_bytes())
}

fn packed(data: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(data, 6)
}
