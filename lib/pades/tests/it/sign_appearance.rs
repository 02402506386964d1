//! What is seen of a signature stays in its rectangle, upright, and within PDF/A-2b.

use pades::sign::{
    Appearance, Correction, Faces, FieldSpec, Layout, Line, Mark, Place, QrContent, Rect, Shape,
    Step, Target,
};
use pades::write::WriteError;
use pades::{Dict, Document, Object, View};

use crate::office::{EMPTY, existing, pages, prepared, request, signed};
use crate::oracles::{Bench, check_structure};
use crate::support::{Pdf, fixture, packed, stream};

const ADDRESS: &str = "https://surat.contoh.go.id/v/8Jm2kQx7Zr4TnWc1Yb5Ld0";

fn faces() -> Faces {
    Faces::load().unwrap()
}

fn qr(correction: Correction) -> QrContent {
    QrContent { text: ADDRESS.into(), correction, mark: None }
}

fn words() -> Vec<Line> {
    vec![
        Line::plain("Kepala Dinas Komunikasi dan Informatika"),
        Line::bold("Sitti Ramadhani, S.Sos., M.Si."),
        Line::plain("Pembina Utama Muda (IV/c)"),
        Line::plain("NIP 19790412 200312 2 004"),
    ]
}

fn block<'f>(faces: &'f Faces, layout: Layout) -> Appearance<'f> {
    Appearance::new(faces, layout).with_qr(qr(Correction::Medium)).with_text(words())
}

fn shown(base: &[u8], place: Place, appearance: Appearance<'_>) -> Result<Vec<u8>, WriteError> {
    let mut wanted = request(Target::New(FieldSpec::new("TTD", place)));
    wanted.appearance = Some(appearance);
    prepared(base, &wanted)?.finish(EMPTY)
}

fn place(width: f64, height: f64) -> Place {
    Place::at(0, Rect::sized(72.0, 300.0, width, height))
}

/// A page a little larger than a code.
fn card() -> Vec<u8> {
    pages(&["/MediaBox[0 0 120 120]"]).table("").bytes
}

fn corner(side: f64) -> Place {
    Place::at(0, Rect::sized(10.0, 10.0, side, side))
}

/// Looks at the form of the only signature.
fn with_form<T>(bytes: &[u8], look: impl FnOnce(&View<'_, '_>, &Dict<'_>, &[u8]) -> T) -> T {
    let document = Document::open(bytes).unwrap();
    let view = document.newest().unwrap();
    let field = &view.signature_fields().unwrap()[0].field.dict;
    let states = view.value(field, "AP").unwrap();
    let Object::Stream(form) = view.value(states.as_dict().unwrap(), "N").unwrap() else {
        panic!("no form")
    };
    let content = form.decode(document.limits()).unwrap();
    look(&view, &form.dict, &content)
}

#[test]
fn the_text_of_an_appearance_can_be_copied() {
    let faces = faces();
    for layout in [Layout::Beside, Layout::Below] {
        let height = if layout == Layout::Beside { 80.0 } else { 160.0 };
        let result = shown(&fixture("table"), place(240.0, height), block(&faces, layout)).unwrap();
        check_structure(&result);
        let bench = Bench::new();
        bench.put("file.pdf", &result);
        let text = bench.ok("pdftotext", &["-layout", "file.pdf", "-"]);
        let text: Vec<&str> = text.split_whitespace().collect();
        for line in words() {
            assert!(text.join(" ").contains(&line.text), "{}: {text:?}", line.text);
        }
        let fonts = bench.ok("pdffonts", &["file.pdf"]);
        let ours: Vec<&str> = fonts.lines().filter(|line| line.contains("NotoSans")).collect();
        assert!(ours.len() == 2 && ours.iter().all(|line| line.contains("yes yes yes")), "{fonts}");
    }
}

#[test]
fn a_camera_reads_the_code() {
    let faces = faces();
    for correction in [Correction::Low, Correction::Medium, Correction::Quartile, Correction::High]
    {
        let alone = Appearance::new(&faces, Layout::Beside).with_qr(qr(correction));
        let result = shown(&card(), corner(60.0), alone).unwrap();
        assert_eq!(read_code(&result), ADDRESS, "{correction:?}");
    }
}

#[test]
fn a_mark_in_the_centre_does_not_hide_the_code() {
    let faces = faces();
    let corners = [[0.0, 0.0], [1.0, 0.0], [0.5, 1.0]];
    let mut path: Vec<Step> = vec![Step::Move(corners[0])];
    path.extend([Step::Line(corners[1]), Step::Line(corners[2]), Step::Close]);
    let mark = Mark { shapes: vec![Shape { ink: [0xA3, 0x23, 0x1F], path }] };
    let marked = |correction| QrContent { mark: Some(mark.clone()), ..qr(correction) };
    for correction in [Correction::Quartile, Correction::High] {
        let alone = Appearance::new(&faces, Layout::Beside).with_qr(marked(correction));
        let result = shown(&card(), corner(90.0), alone).unwrap();
        assert_eq!(read_code(&result), ADDRESS);
    }
    let alone = Appearance::new(&faces, Layout::Beside).with_qr(marked(Correction::Medium));
    let refused = shown(&fixture("table"), place(90.0, 90.0), alone);
    assert!(matches!(refused, Err(WriteError::MarkTooLarge)));
}

/// The first page as a picture, and the code in it.
fn read_code(bytes: &[u8]) -> String {
    let bench = Bench::new();
    bench.put("file.pdf", bytes);
    bench.ok(
        "mutool",
        &["draw", "-q", "-r", "300", "-c", "gray", "-F", "pgm", "-o", "page.pgm", "file.pdf", "1"],
    );
    let picture = std::fs::read(bench.path("page.pgm")).unwrap();
    let head: Vec<&[u8]> = picture.splitn(5, |byte| byte.is_ascii_whitespace()).collect();
    let number = |part: &[u8]| std::str::from_utf8(part).unwrap().parse::<usize>().unwrap();
    let (width, height) = (number(head[1]), number(head[2]));
    let pixels = &picture[picture.len() - width * height..];
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    image.detect_grids()[0].decode().unwrap().1
}

#[test]
fn no_text_leaves_its_rectangle() {
    let faces = faces();
    let long = vec![
        Line::plain(
            "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik",
        ),
        Line::bold(
            "Prof. Dr. Ir. H. Abdurrachman Wahyudiningrat-Kusumaatmadja, S.T., M.T., M.Sc., Ph.D.",
        ),
    ];
    for (layout, width, height) in [
        (Layout::Beside, 240.0, 60.0),
        (Layout::Beside, 150.0, 70.0),
        (Layout::Below, 110.0, 150.0),
        (Layout::Below, 70.0, 130.0),
    ] {
        let appearance = block(&faces, layout).with_text(long.clone());
        let result = shown(&fixture("table"), place(width, height), appearance).unwrap();
        let bench = Bench::new();
        bench.put("file.pdf", &result);
        let words = bench.ok("pdftotext", &["-bbox", "-f", "1", "-l", "1", "file.pdf", "-"]);
        let mut found = 0;
        for line in words.lines().filter(|line| line.contains("<word")) {
            let side = |name: &str| -> f64 {
                let rest = line.split(&format!("{name}=\"")).nth(1).unwrap();
                rest.split('"').next().unwrap().parse().unwrap()
            };
            if line.contains("NOTA") || line.contains("DINAS") || line.contains(">1<") {
                continue;
            }
            found += 1;
            let page = 841.89;
            assert!(side("xMin") >= 72.0 && side("xMax") <= 72.0 + width, "{layout:?} {line}");
            let (top, bottom) = (page - side("yMin"), page - side("yMax"));
            assert!(bottom >= 300.0 && top <= 300.0 + height, "{layout:?} {line}");
        }
        assert!(found >= 12, "{words}");
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    let faces = faces();
    let small = shown(
        &fixture("table"),
        place(24.0, 24.0),
        Appearance::new(&faces, Layout::Beside).with_qr(qr(Correction::Medium)),
    );
    assert!(matches!(small, Err(WriteError::QrTooSmall { .. })));
    let full = shown(
        &fixture("table"),
        place(80.0, 10.0),
        Appearance::new(&faces, Layout::Beside).with_text(words()),
    );
    assert!(matches!(full, Err(WriteError::NoRoom { .. })));
    let content = QrContent { text: "x".repeat(3_000), correction: Correction::Low, mark: None };
    let long = shown(
        &fixture("table"),
        place(300.0, 300.0),
        Appearance::new(&faces, Layout::Beside).with_qr(content),
    );
    assert!(matches!(long, Err(WriteError::QrTooLong { bytes: 3_000 })));
}

#[test]
fn an_invisible_field_shows_nothing() {
    let faces = faces();
    let refused = shown(&fixture("table"), Place::invisible(0), block(&faces, Layout::Beside));
    assert!(matches!(refused, Err(WriteError::Invisible(_))));
}

#[test]
fn a_signature_reads_upright_on_a_turned_page() {
    let faces = faces();
    for degrees in [0, 90, 180, 270] {
        let page = format!("/Rotate {degrees}/MediaBox[50 280 340 560]");
        let base = pages(&[&page]).table("").bytes;
        let wide = if degrees % 180 == 0 { (240.0, 80.0) } else { (80.0, 240.0) };
        let result = shown(&base, place(wide.0, wide.1), block(&faces, Layout::Beside)).unwrap();
        with_form(&result, |_, form, _| {
            let bounds = form.get("BBox").unwrap().as_array().unwrap();
            let sides: Vec<_> = bounds.iter().filter_map(Object::as_number).collect();
            assert_eq!(sides, [0.0, 0.0, 240.0, 80.0]);
        });
        let bench = Bench::new();
        bench.put("file.pdf", &result);
        let text = bench.ok("pdftotext", &["-layout", "file.pdf", "-"]);
        assert!(text.contains("Sitti Ramadhani, S.Sos., M.Si."), "{degrees}: {text}");
        assert_eq!(read_code(&result), ADDRESS);
    }
}

#[test]
fn an_existing_field_gets_an_appearance_of_its_own_and_keeps_its_place() {
    let faces = faces();
    let base = Document::open(&fixture("table")).map(|document| {
        pades::sign::add_fields(&document, &[FieldSpec::new("TTD", place(240.0, 80.0))]).unwrap()
    });
    let base = base.unwrap();
    let mut wanted = request(existing("TTD"));
    wanted.appearance = Some(block(&faces, Layout::Beside));
    let result = prepared(&base, &wanted).unwrap().finish(EMPTY).unwrap();
    let rect = |bytes: &[u8]| {
        let document = Document::open(bytes).unwrap();
        let view = document.newest().unwrap();
        format!("{:?}", view.signature_fields().unwrap()[0].field.dict.get("Rect"))
    };
    assert_eq!(rect(&base), rect(&result));
    with_form(&result, |_, _, content| assert!(content.len() > 1_000));
}

#[test]
fn a_form_has_nothing_that_pdf_a_forbids() {
    // PDF/A-2 §6.2.4.3, §6.2.10, §6.2.11, §6.3.3: grey only, no group, fonts embedded with widths.
    let faces = faces();
    let result =
        shown(&fixture("table"), place(240.0, 80.0), block(&faces, Layout::Beside)).unwrap();
    with_form(&result, |view, form, content| {
        assert!(form.get("Group").is_none() && form.get("SMask").is_none());
        let text = String::from_utf8_lossy(content);
        let operators: Vec<&str> =
            text.lines().filter_map(|line| line.rsplit(' ').next()).collect();
        let known = ["q", "Q", "cm", "g", "re", "f", "BT", "ET", "Tf", "Td"];
        for operator in operators {
            assert!(known.contains(&operator) || operator.ends_with("Tj"), "{operator}");
        }
        let resources = form.get("Resources").unwrap().as_dict().unwrap();
        let fonts = resources.get("Font").unwrap().as_dict().unwrap();
        assert_eq!(fonts.entries().len(), 2);
        for font in fonts.entries() {
            let font = view.resolve(&font.value).unwrap();
            let font = font.as_dict().unwrap();
            assert!(font.has_name("Subtype", "Type0") && font.has_name("Encoding", "Identity-H"));
            let below = view.value(font, "DescendantFonts").unwrap();
            let below = view.resolve(&below.as_array().unwrap()[0]).unwrap();
            let below = below.as_dict().unwrap();
            assert!(below.has_name("CIDToGIDMap", "Identity") && below.get("W").is_some());
            let descriptor = view.value(below, "FontDescriptor").unwrap();
            let program = view.value(descriptor.as_dict().unwrap(), "FontFile2").unwrap();
            assert!(program.as_stream().is_some());
        }
    });
}

#[test]
fn a_mark_is_grey_where_the_output_intent_is_not_rgb() {
    let faces = faces();
    let shape = Shape {
        ink: [255, 0, 0],
        path: vec![
            Step::Move([0.0, 0.0]),
            Step::Line([1.0, 0.0]),
            Step::Line([0.0, 1.0]),
            Step::Close,
        ],
    };
    let content = QrContent { mark: Some(Mark { shapes: vec![shape] }), ..qr(Correction::High) };
    for (components, operator) in
        [("", "1 0 0 rg"), ("3", "1 0 0 rg"), ("4", "0.213 g"), ("1", "0.213 g")]
    {
        let intent = if components.is_empty() {
            ""
        } else {
            "/OutputIntents[<</S/GTS_PDFA1/DestOutputProfile 9 0 R>>]"
        };
        let base = Pdf::new()
            .object(1, format!("<</Type/Catalog/Pages 2 0 R{intent}>>"))
            .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
            .object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
            .object(9, stream(&format!("/N {components}/Filter/FlateDecode"), &packed(b"profile")))
            .table("");
        let appearance = Appearance::new(&faces, Layout::Beside).with_qr(content.clone());
        let result = shown(&base.bytes, place(90.0, 90.0), appearance).unwrap();
        with_form(&result, |_, _, drawn| {
            assert!(String::from_utf8_lossy(drawn).contains(operator), "{components}");
        });
    }
}

#[test]
fn the_same_appearance_is_the_same_bytes_whoever_was_before() {
    let faces = faces();
    let first =
        shown(&fixture("table"), place(240.0, 80.0), block(&faces, Layout::Beside)).unwrap();
    let other = block(&faces, Layout::Beside).with_text(vec![Line::bold("Budi")]);
    shown(&fixture("table"), place(240.0, 80.0), other).unwrap();
    let again =
        shown(&fixture("table"), place(240.0, 80.0), block(&faces, Layout::Beside)).unwrap();
    assert_eq!(first, again);
    assert_ne!(
        first,
        signed(&fixture("table"), Target::New(FieldSpec::new("TTD", place(240.0, 80.0))))
    );
}
