//! Emblems and other pictures.

use typeset::{File, Limits, TypesetError, Typesetter};

use crate::support::{form, refusal, render, with_prelude, words};

/// A PNG of one colour.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgba);
    let pixels = [20, 60, 160, 255].repeat((width * height) as usize);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    file
}

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 12"><path d="M0 0h10v6l-5 6l-5-6z" fill="#0a5"/></svg>"##;

#[test]
fn a_letterhead_carries_its_emblem() {
    let plain = render(&form("surat-dinas", |_| {}));
    for (path, bytes) in [("/lambang.png", png(40, 48)), ("/lambang.svg", SVG.into())] {
        let mut sheet = form("surat-dinas", |f| f["kop"]["lambang"] = path.into());
        sheet.files = vec![File::new(path, bytes)];
        let rendered = render(&sheet);
        assert_eq!(words(&rendered), words(&plain));
        assert_ne!(rendered.pdf, plain.pdf);
        assert!(String::from_utf8_lossy(&rendered.pdf).contains("/Alt"), "{path} is described");
    }
}

#[test]
fn an_emblem_that_is_missing_is_named() {
    let refused = refusal(&form("surat-dinas", |f| f["kop"]["lambang"] = "/hilang.png".into()));
    assert!(refused.to_string().contains("file not found (searched at /hilang.png)"), "{refused}");
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_by_its_header() {
    let mut huge = png(4, 4);
    huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let jpeg = [
        &b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"[..],
        b"\xff\xc2\x00\x11\x08\xff\xff\xff\xff\x03",
    ];
    for (path, bytes) in [("/a.png", huge), ("/a.jpg", jpeg.concat())] {
        let mut sheet = with_prelude("Halo");
        sheet.files = vec![File::new(path, bytes)];
        let refused = refusal(&sheet);
        assert!(matches!(refused, TypesetError::TooLarge { .. }), "{path}: {refused}");
    }
}

#[test]
fn what_is_no_picture_is_refused_before_it_is_decoded() {
    let cases: [(&str, &[u8]); 9] = [
        ("/a.png", b"GIF89a"),
        ("/a.png", b"\x89PNG\r\n\x1a\n"),
        ("/a.jpg", b"\xff\xd8\xff"),
        ("/a.jpg", b"\xff\xd8\xff\xe0\xff\xff"),
        ("/a.jpg", b"PK"),
        ("/a.svg", b"<html>"),
        ("/a.svg", b"<svg><use href='#a'/></svg>"),
        ("/a.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"),
        ("/a.svg", b"<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:use/></s:svg>"),
    ];
    for (path, bytes) in cases {
        let mut sheet = with_prelude("Halo");
        sheet.files = vec![File::new(path, bytes)];
        let refused = refusal(&sheet);
        assert_eq!(refused.code(), "typeset/picture", "{path}: {refused}");
    }
}

#[test]
fn files_have_kinds_names_and_bounds() {
    let with = |files: Vec<File>| {
        let mut sheet = with_prelude("Halo");
        sheet.files = files;
        Typesetter::with_limits(Limits { files: 2, file_bytes: 100, ..Limits::default() })
            .render(&sheet)
            .map(|_| "fine")
            .map_err(|error| error.code())
    };
    assert_eq!(with(vec![File::new("/a.txt", "a"), File::new("b/c-1.json", "{}")]), Ok("fine"));
    for kind in ["/a.wasm", "/a.pdf", "/a.gif", "/a.webp", "/a.ttf", "/a.yaml", "/a", "/a.exe"] {
        assert_eq!(with(vec![File::new(kind, "a")]), Err("typeset/file-kind"), "{kind}");
    }
    let names =
        ["/../a.txt", "/a/./b.txt", "/A.txt", "a b.txt", "/main.typ", "data.json", "/kertas.json"];
    let more = ["/pelangi.typ", "/pelangi/isi.typ", "", "/", "a//b.txt", "a\\b.txt", "/ä.txt"];
    for name in names.iter().chain(&more) {
        assert_eq!(with(vec![File::new(*name, "a")]), Err("typeset/file-name"), "{name}");
    }
    let twice = vec![File::new("/a.txt", "a"), File::new("a.txt", "b")];
    assert_eq!(with(twice), Err("typeset/file-name"));
    assert_eq!(with(vec![File::new("/a.txt", "a".repeat(101))]), Err("typeset/too-large"));
    let three = ["/a.txt", "/b.txt", "/c.txt"].map(|path| File::new(path, "a"));
    assert_eq!(with(three.into()), Err("typeset/too-large"));
}
