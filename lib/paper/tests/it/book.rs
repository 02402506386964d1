//! A file that is written while its pages are drawn.

use base::Language;
use paper::proof::Proof;
use paper::{Book, Document, Paper, Style};

use crate::fonts;

const TITLE: &str = "Buku";

fn draw(document: &mut Document<'_>, number: usize) {
    let mut page = document.page(Paper::A4);
    page.text(20.0, 20.0, Style::regular(9.0), &format!("Lembar {number}"));
    page.text(20.0, 30.0, Style::bold(11.0), "Sangatta Utara");
}

fn written(stretch: usize, pages: usize) -> Vec<u8> {
    let fonts = fonts();
    let mut book = Book::begin(&fonts, TITLE, Language::Id, Vec::new()).unwrap();
    for number in 0..pages {
        draw(book.document(), number);
        if (number + 1) % stretch == 0 {
            book.flush().unwrap();
        }
    }
    book.finish().unwrap()
}

#[test]
fn a_book_reads_like_the_document_drawn_at_once() {
    let fonts = fonts();
    let mut document = Document::new(&fonts, TITLE, Language::Id);
    (0..25).for_each(|number| draw(&mut document, number));
    let whole = Proof::read(&document.finish().unwrap()).unwrap();
    let book = Proof::read(&written(10, 25)).unwrap();
    assert_eq!(book.pages(), whole.pages());
    assert_eq!(book.pages()[24].texts, ["Lembar 24", "Sangatta Utara"]);
}

#[test]
fn the_stretch_changes_no_byte() {
    assert_eq!(written(1, 12), written(5, 12));
}

#[test]
fn every_object_lies_where_the_table_says() {
    let file = written(3, 7);
    let text = String::from_utf8_lossy(&file);
    let from: usize =
        text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
    let table = std::str::from_utf8(&file[from..]).unwrap();
    let mut lines = table.split('\n').skip(1);
    let count: usize = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    assert!(count > 20, "{count} objects");
    for (number, line) in lines.take(count).enumerate().skip(1) {
        assert_eq!(line.len() + 1, 20, "{line:?}");
        let at: usize = line[..10].parse().unwrap();
        let head = format!("{number} 0 obj");
        assert!(
            line.ends_with("n\r") && file[at..].starts_with(head.as_bytes()),
            "{number}: {line}"
        );
    }
}

/// A disk that is full after a while.
struct Full(usize);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_ends_the_book_with_an_error() {
    let fonts = fonts();
    let mut book = Book::begin(&fonts, TITLE, Language::Id, Full(1_000)).unwrap();
    let outcome = (0..100).try_for_each(|number| {
        draw(book.document(), number);
        book.flush()
    });
    assert_eq!(outcome.unwrap_err().code(), "files/unavailable");
}
