//! A writer of small files, right or wrong, and a walk through all that a file shows.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pades::{CoverageFault, Document, Fault, Limits, Object, PdfError, Ref};

/// Writes a file object by object and saving by saving, and keeps the offsets.
#[derive(Clone)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub pending: BTreeMap<u32, [u64; 3]>,
    /// Where the last section stands.
    pub last: Option<usize>,
}

impl Pdf {
    pub fn new() -> Self {
        Self { bytes: b"%PDF-1.7\n".to_vec(), pending: BTreeMap::new(), last: None }
    }

    /// A catalogue without pages, as object 1.
    pub fn with_catalog() -> Self {
        Self::new().object(1, "<</Type/Catalog>>")
    }

    pub fn raw(mut self, text: impl AsRef<[u8]>) -> Self {
        self.bytes.extend_from_slice(text.as_ref());
        self
    }

    pub fn object(self, number: u32, text: impl AsRef<[u8]>) -> Self {
        let at = self.bytes.len();
        self.raw(format!("{number} 0 obj\n")).raw(text).raw("\nendobj\n").entry(number, 1, at, 0)
    }

    /// An object stream of these texts.
    pub fn container(self, number: u32, extra: &str, objects: &[(u32, &str)]) -> Self {
        let (mut head, mut body) = (String::new(), String::new());
        for (number, text) in objects {
            write!(head, "{number} {} ", body.len()).unwrap();
            write!(body, "{text} ").unwrap();
        }
        let dict = format!("/Type/ObjStm/N {}/First {}{extra}", objects.len(), head.len());
        let mut pdf = self.object(number, stream(&dict, format!("{head}{body}").as_bytes()));
        for (index, (inside, _)) in objects.iter().enumerate() {
            pdf = pdf.entry(*inside, 2, usize::try_from(number).unwrap(), index);
        }
        pdf
    }

    /// An entry as a cross-reference stream has it: kind and two fields.
    pub fn entry(mut self, number: u32, kind: u64, second: usize, third: usize) -> Self {
        let [second, third] = [second, third].map(|n| u64::try_from(n).unwrap());
        self.pending.insert(number, [kind, second, third]);
        self
    }

    pub fn free(self, number: u32) -> Self {
        self.entry(number, 0, 0, 1)
    }

    /// A table of what is pending, trailer and end.
    pub fn table(self, trailer: &str) -> Self {
        self.table_only(trailer).end()
    }

    /// The same without `startxref`.
    pub fn table_only(mut self, trailer: &str) -> Self {
        let mut text = "xref\n0 1\n0000000000 65535 f \n".to_owned();
        for (number, [kind, second, third]) in std::mem::take(&mut self.pending) {
            let mark = if kind == 1 { 'n' } else { 'f' };
            write!(text, "{number} 1\n{second:010} {third:05} {mark} \n").unwrap();
        }
        let previous = self.last.map(|at| format!("/Prev {at}")).unwrap_or_default();
        write!(text, "trailer\n<</Size 99/Root 1 0 R{previous}{trailer}>>\n").unwrap();
        self.last = Some(self.bytes.len());
        self.raw(text)
    }

    /// A cross-reference stream of what is pending, as object 90, and the end.
    pub fn packed(self, trailer: &str) -> Self {
        self.packed_only(90, trailer).end()
    }

    pub fn packed_only(mut self, number: u32, trailer: &str) -> Self {
        let mut rows = Vec::new();
        let mut index = String::new();
        for (number, [kind, second, third]) in std::mem::take(&mut self.pending) {
            write!(index, "{number} 1 ").unwrap();
            rows.push(u8::try_from(kind).unwrap());
            rows.extend(&second.to_be_bytes()[4..]);
            rows.extend(&third.to_be_bytes()[6..]);
        }
        let previous = self.last.map(|at| format!("/Prev {at}")).unwrap_or_default();
        let dict =
            format!("/Type/XRef/W[1 4 2]/Index[{index}]/Size 99/Root 1 0 R{previous}{trailer}");
        self.last = Some(self.bytes.len());
        let text = stream(&dict, &rows);
        self.raw(format!("{number} 0 obj\n")).raw(text).raw("\nendobj\n")
    }

    pub fn end(self) -> Self {
        let at = self.last.unwrap();
        self.raw(format!("startxref\n{at}\n%%EOF\n"))
    }
}

/// A stream's text with the right length.
pub fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{dict}/Length {}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// Bytes as zlib packs them.
pub fn packed(data: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(data, 6)
}

/// The fault of a file that cannot be opened.
pub fn refused(pdf: &Pdf) -> Fault {
    Document::open(&pdf.bytes).unwrap_err().what
}

pub fn refused_within(pdf: &Pdf, limits: Limits) -> Fault {
    Document::open_within(&pdf.bytes, limits).unwrap_err().what
}

/// What object 7 is, when it is written like this.
pub fn value(text: impl AsRef<[u8]>) -> Result<String, Fault> {
    let pdf = Pdf::with_catalog().object(7, text).table("");
    let document = Document::open(&pdf.bytes).unwrap();
    let value = document.newest().unwrap().get(Ref::new(7, 0));
    value.map(|value| format!("{value:?}")).map_err(|error| error.what)
}

/// The string object 7 is, as bytes.
pub fn string(text: impl AsRef<[u8]>) -> Vec<u8> {
    let pdf = Pdf::with_catalog().object(7, text).table("");
    let document = Document::open(&pdf.bytes).unwrap();
    let value = document.newest().unwrap().get(Ref::new(7, 0)).unwrap();
    value.as_string().unwrap().bytes().into_owned()
}

/// Reads everything a file shows in each of its revisions. Counts what was read.
pub fn walk(bytes: &[u8], limits: Limits) -> Result<usize, PdfError> {
    let document = Document::open_within(bytes, limits)?;
    let mut read = 0;
    for index in 0..document.revisions().len() {
        let view = document.as_of(index).unwrap();
        for (id, _) in view.objects() {
            if let Ok(Object::Stream(stream)) = view.get(id) {
                read += stream.decode(&limits).map_or(0, |data| data.len().min(1));
            }
            read += 1;
        }
        read += view.pages().map_or(0, |pages| pages.len());
        let Ok(fields) = view.signature_fields() else { continue };
        for signature in fields.iter().filter_map(|field| field.signature.as_ref()) {
            match signature.coverage(&document) {
                Ok(coverage) => {
                    assert!(coverage.end <= bytes.len());
                    assert_eq!(bytes[coverage.gap.start], b'<');
                    assert_eq!(bytes[coverage.gap.end - 1], b'>');
                    let [before, after] = coverage.covered(bytes);
                    assert_eq!(before.len() + coverage.gap.len() + after.len(), coverage.end);
                }
                Err(CoverageFault::NotARevision(end)) => assert!(end <= bytes.len()),
                Err(_) => {}
            }
            read += 1;
        }
    }
    let ends: Vec<usize> = document.revisions().iter().map(|r| r.range.end).collect();
    assert!(ends.is_sorted_by(|a, b| a < b) && ends.last() <= Some(&bytes.len()));
    Ok(read)
}

/// A file of another program, by its name.
pub fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    std::fs::read(format!("{folder}/{name}.pdf")).unwrap()
}

/// All of them.
pub fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let pdfs = entries.filter(|path| path.extension().is_some_and(|e| e == "pdf"));
    let mut names: Vec<String> =
        pdfs.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), fixture(&name))).collect()
}
