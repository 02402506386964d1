//! Names and tables of an archive, and what happens when its disk is full.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::io::{self, ErrorKind, Seek, SeekFrom, Write};

use documents::domain::archive::{Described, Order, What, csv_line, folder, plain};
use documents::usecase::archive::Archive;
use proptest::prelude::*;

#[test]
fn no_name_leads_out_of_the_folder() {
    let evil = [
        "../../etc/passwd",
        "..\\..\\x",
        "/etc/passwd",
        "C:\\x",
        "a\0b",
        "..",
        ".",
        "",
        "\u{202e}fdp",
    ];
    for name in evil.map(|name| plain(name, 60)) {
        assert!(!name.contains(['/', '\\', ':', '\0']), "{name}");
        assert!(!name.starts_with('.') && !name.ends_with('.') && !name.is_empty(), "{name}");
        assert!(name.is_ascii());
    }
    assert_eq!(plain("000.8.3.3/15/OR", 60), "000.8.3.3-15-OR");
    let folder = folder("surat-keluar", "2026-01-05", "000.8/1", "01JABCDEFGH");
    assert_eq!(folder, "surat-keluar/2026-01-05_000.8-1_abcdefgh");
}

proptest! {
    /// Whatever people call their files: one part, ASCII, no dot in front.
    #[test]
    fn any_name_is_one_part(name in "\\PC{0,200}", most in 1_usize..100) {
        let made = plain(&name, most);
        prop_assert!(!made.is_empty() && made.len() <= most.max(1));
        prop_assert!(made.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)));
        prop_assert!(!made.starts_with('.') && !made.ends_with('.'));
    }

    /// What goes into a line comes back, with an apostrophe where a spreadsheet would calculate.
    #[test]
    fn a_line_of_the_table_can_be_read_back(cells in proptest::collection::vec("[ -~\n]{0,20}", 1..8)) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        // A line of one empty field is an empty line, which readers skip.
        prop_assume!(cells != [""]);
        let line = csv_line(&cells);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        let row = reader.records().next().unwrap().unwrap();
        prop_assert_eq!(row.len(), cells.len());
        for (read, cell) in row.iter().zip(cells) {
            prop_assert!(read == cell || read == format!("'{cell}"), "{read:?} {cell:?}");
            prop_assert!(!read.starts_with(['=', '+', '@', '\t']), "{read:?}");
        }
    }
}

#[test]
fn a_minus_before_a_number_stays_a_number() {
    assert_eq!(csv_line(&["-5", "-x", "=1+1", "a;b"]), "-5,'-x,'=1+1,\"a;b\"\r\n");
    assert_eq!(Described::COLUMNS.len(), Described::default().cells().len());
}

fn order(from: &str, until: &str) -> Order {
    let text = str::to_owned;
    Order {
        what: What::Agenda,
        id: String::new(),
        from: text(from),
        until: text(until),
        agency: text("diskominfo"),
        with_secret: false,
        roles: Vec::new(),
        asked_at: text("2026-01-05T01:00:00.000Z"),
    }
}

#[test]
fn a_period_ends_after_it_begins() {
    for (from, until, wrong) in [
        ("", "", None),
        ("2026-01-01", "", None),
        ("2026-01-01", "2026-01-01", None),
        ("2026-01-02", "2026-01-01", Some("documents/export-period")),
        ("2026-02-30", "", Some("documents/day")),
        ("", "kemarin", Some("documents/day")),
    ] {
        let refused = order(from, until).check_period().err().map(|error| error.code());
        assert_eq!(refused, wrong, "{from} {until}");
    }
    assert_eq!(order("", "").file_name(), "arsip-agenda-diskominfo-2026-01-05.zip");
    assert_ne!(order("", "").key(), order("2026-01-01", "").key());
}

/// A disk with room for so many bytes.
struct Small(io::Cursor<Vec<u8>>, usize);

impl Write for Small {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match usize::try_from(self.0.position()).unwrap() + bytes.len() > self.1 {
            true => Err(ErrorKind::StorageFull.into()),
            false => self.0.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Small {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn a_full_disk_is_told_as_such_wherever_it_fills_up() {
    let whole = |room: usize| -> base::Result<usize> {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::begin(Small(io::Cursor::new(Vec::new()), room), folder.path())?;
        archive.file("surat-keluar/a.pdf", &[7; 4_000])?;
        archive.describe(&Described::default(), &serde_json::json!({ "id": "x" }))?;
        let head = |letters, files| {
            use documents::domain::archive::{LeftOut, Manifest};
            Manifest::begin(&order("", ""), "Contoh", true).counted(
                letters,
                files,
                LeftOut::default(),
            )
        };
        Ok(archive.finish(head)?.0.0.into_inner().len())
    };
    let size = whole(1 << 20).unwrap();
    assert!(size > 4_000);
    for room in (0..size).step_by(97) {
        assert_eq!(
            whole(room).unwrap_err().code(),
            "documents/export-disk-full",
            "{room} of {size}"
        );
    }
}
