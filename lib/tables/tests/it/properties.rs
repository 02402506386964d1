use proptest::prelude::*;
use tables::{Limits, read, sheets};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..400), packed: bool) {
        let mark: &[u8] = if packed { b"PK\x03\x04" } else { b"" };
        let _ = read(&[mark, &bytes].concat(), &Limits::default());
        let _ = sheets(&[mark, &bytes].concat(), &Limits::default());
    }

    /// What a spreadsheet writes with quotes comes back, whatever the cells hold.
    #[test]
    fn quoted_cells_come_back(
        cells in prop::collection::vec(prop::collection::vec("[a-z,;|\t\n\" ]{0,8}[a-z]", 2..6), 1..6),
        separator in prop::sample::select(b",;\t|".to_vec()),
    ) {
        let width = cells.iter().map(Vec::len).min().unwrap_or(0);
        let mut text = format!("sep={}\n", char::from(separator)).into_bytes();
        let mut out = csv::WriterBuilder::new().delimiter(separator).from_writer(&mut text);
        for row in &cells {
            out.write_record(&row[..width]).unwrap();
        }
        drop(out);
        let table = read(&text, &Limits::default()).unwrap();
        let back: Vec<Vec<&str>> = table.rows.iter().map(|row| row.cells().collect()).collect();
        let wanted: Vec<Vec<&str>> =
            cells.iter().map(|row| row[..width].iter().map(|c| c.trim()).collect()).collect();
        prop_assert_eq!(back, wanted);
    }
}
