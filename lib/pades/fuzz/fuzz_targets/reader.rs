//! Any bytes as a file: revisions that follow one another or an error, never a panic; every view
//! shows what the file showed when it ended there; what a signature covers is what it says.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pades::{Document, Limits, Object};

fuzz_target!(|bytes: &[u8]| {
    check(bytes);
    // Without this nearly everything would end at the header or at the last line.
    let at = 9 + bytes.len() / 2;
    let tail = format!("\nstartxref\n{at}\n%%EOF\n");
    check(&[b"%PDF-1.7\n", bytes, tail.as_bytes()].concat());
});

fn check(bytes: &[u8]) {
    let limits = Limits { decoded: 1 << 20, decoded_total: 4 << 20, ..Limits::default() };
    let Ok(document) = Document::open_within(bytes, limits) else { return };
    let mut end = 0;
    for (index, revision) in document.revisions().iter().enumerate() {
        assert_eq!(revision.range.start, end);
        assert!(revision.range.end > end && revision.marker_end <= revision.range.end);
        end = revision.range.end;
        assert_eq!(document.revision_ending_at(end), Some(index));
        read(&document, index, bytes);
    }
    assert_eq!(document.tail(), end..bytes.len());
}

fn read(document: &Document<'_>, index: usize, bytes: &[u8]) {
    let view = document.as_of(index).expect("a revision has a view");
    for (id, _) in view.objects() {
        if let Ok(Object::Stream(stream)) = view.get(id) {
            assert_eq!(&bytes[stream.at..stream.at + stream.data.len()], stream.data);
            let _ = stream.decode(document.limits());
        }
    }
    let _ = view.pages();
    for field in view.signature_fields().unwrap_or_default() {
        let Some(signature) = field.signature else { continue };
        if let Ok(coverage) = signature.coverage(document) {
            assert_eq!((bytes[coverage.gap.start], bytes[coverage.gap.end - 1]), (b'<', b'>'));
            assert!(coverage.gap.end <= coverage.end && coverage.end <= bytes.len());
            assert!(signature.revision <= coverage.revision && coverage.revision <= index);
        }
    }
}
