//! Other programs read our files: qpdf and poppler.

use std::path::Path;
use std::process::Command;

use typeset::templates;

use crate::support::{form, render};

/// What a program prints about a file. One that is not there fails the test with what to install.
fn run(program: &str, package: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(arguments).arg(file).output();
    let output = output.unwrap_or_else(|error| {
        panic!("{program}: {error}; install it: apt-get install {package}")
    });
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {printed}{complaint}");
    printed
}

#[test]
fn qpdf_and_poppler_find_nothing_wrong_with_any_form() {
    let folder = tempfile::tempdir().unwrap();
    for template in templates() {
        let rendered = render(&form(template.name, |_| {}));
        let file = folder.path().join(format!("{}.pdf", template.name));
        std::fs::write(&file, &rendered.pdf).unwrap();
        let verdict = run("qpdf", "qpdf", &["--check"], &file);
        assert!(verdict.contains("No syntax or stream encoding errors found"), "{verdict}");
        let fonts = run("pdffonts", "poppler-utils", &[], &file);
        for line in fonts.lines().skip(2) {
            let columns: Vec<_> = line.split_whitespace().rev().collect();
            // … embedded, subset, to Unicode, object, generation
            assert_eq!(columns[2..5], ["yes", "yes", "yes"], "{}: {line}", template.name);
        }
    }
}

/// One word with its box, as poppler sees it: from the upper left corner.
struct Word {
    page: usize,
    left: f64,
    top: f64,
    bottom: f64,
    text: String,
}

fn words(file: &Path) -> Vec<Word> {
    let printed = run("pdftotext", "poppler-utils", &["-bbox"], file);
    // The file comes last for the program, the output before it: poppler writes beside the file.
    let html = if printed.is_empty() {
        std::fs::read_to_string(file.with_extension("html")).unwrap()
    } else {
        printed
    };
    let mut page = 0;
    let mut words = Vec::new();
    for line in html.lines() {
        page += usize::from(line.contains("<page "));
        let Some(attributes) = line.trim().strip_prefix("<word ") else { continue };
        let number = |name: &str| {
            let value = attributes.split_once(&format!("{name}=\"")).unwrap().1;
            value.split_once('"').unwrap().0.parse::<f64>().unwrap()
        };
        let text = attributes.split_once('>').unwrap().1.trim_end_matches("</word>").to_owned();
        let (left, top, bottom) = (number("xMin"), number("yMin"), number("yMax"));
        words.push(Word { page, left, top, bottom, text });
    }
    words
}

#[test]
fn the_space_for_the_signature_lies_between_office_and_name_as_poppler_sees_them() {
    let folder = tempfile::tempdir().unwrap();
    let forms = [
        ("surat-dinas", "Dinas,", "Dr."),
        ("keputusan", "CONTOH,", "H."),
        ("surat-edaran", "Umum,", "Hj."),
    ];
    for (name, office, person) in forms {
        let rendered = render(&form(name, |_| {}));
        let file = folder.path().join(format!("{name}.pdf"));
        std::fs::write(&file, &rendered.pdf).unwrap();
        let place = rendered.places.iter().find(|place| place.name == "TTD").unwrap();
        let height = 841.89;
        let (top, bottom) = (height - place.rect.y - place.rect.height, height - place.rect.y);
        let words = words(&file);
        let on_page = || words.iter().filter(|word| word.page == place.page);
        let above = on_page().rfind(|word| word.text == office).unwrap();
        let below = on_page().rfind(|word| word.text == person).unwrap();
        assert!(
            above.bottom <= top + 3.0 && top - above.bottom < 20.0,
            "{name}: {} {top}",
            above.bottom
        );
        assert!(
            below.top >= bottom - 3.0 && below.top - bottom < 20.0,
            "{name}: {} {bottom}",
            below.top
        );
        assert!(
            (below.left - place.rect.x).abs() < 2.0,
            "{name}: the name begins where the space does"
        );
        let inside = on_page().filter(|word| {
            word.left >= place.rect.x && word.top > top + 3.0 && word.bottom < bottom - 3.0
        });
        assert_eq!(inside.count(), 0, "{name}: nothing is printed in the space");
    }
}

#[test]
fn poppler_reads_the_letters_that_we_say_are_there() {
    let folder = tempfile::tempdir().unwrap();
    for template in templates() {
        let rendered = render(&form(template.name, |_| {}));
        let file = folder.path().join(format!("{}.pdf", template.name));
        std::fs::write(&file, &rendered.pdf).unwrap();
        // Where a word ends is a matter of opinion; which characters there are is none.
        let theirs = words(&file).into_iter().map(|word| plain(&word.text)).collect::<String>();
        assert_eq!(sorted(&rendered.text.join("")), sorted(&theirs), "{}", template.name);
    }
}

fn sorted(text: &str) -> String {
    let mut characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    characters.sort_unstable();
    characters.into_iter().collect()
}

/// A word of HTML as text.
fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
