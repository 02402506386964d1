//! Sheets that nobody would make on purpose, and some that somebody would.

use layout::plan::{Column, Place, Value};
use layout::{Cell, Content, Layout, Merge, Role, Row, Sheet, pick, propose, read};
use proptest::prelude::*;

use crate::known;

/// Texts of real tables, in any place, and any text at all.
fn text() -> impl Strategy<Value = String> {
    let real = [
        "No",
        "Kecamatan",
        "Desa",
        "Kode Wilayah",
        "2023",
        "2024*",
        "Laki-laki",
        "Perempuan",
        "Jumlah",
        "(1)",
        "(2)",
        "(3)",
        "Muara Wahau",
        "Kongbeng",
        "Sangatta Utara",
        "64.08.01",
        "6404",
        "64.1",
        "1.234",
        "1.234,5",
        "-",
        "...",
        "x",
        "Sumber: BPS",
        "Tabel 2",
        "TOTAL",
        "9,07%",
        "Tahun",
        " ",
        "Semester I 2024",
        "Persentase Penduduk Miskin",
        "Negeri (ribu)",
        "1",
        "2",
        "3",
        "*",
        "Rp",
        "\u{2212}5",
        "%",
        "r",
        "é",
        "8,1 **",
        "99999999999999999999",
        "0.00000000000000000001",
    ];
    prop_oneof![4 => prop::sample::select(real.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

type Made = (u32, u16, u8, String, bool);

fn cells() -> impl Strategy<Value = Vec<Made>> {
    prop::collection::vec((1..40_u32, 0..9_u16, 0..8_u8, text(), any::<bool>()), 0..120)
}

fn merges() -> impl Strategy<Value = Vec<(u32, u16, u32, u16)>> {
    prop::collection::vec((1..40_u32, 0..9_u16, 0..60_u32, 0..60_u16), 0..8)
}

fn sheet<'s>(cells: &'s mut Vec<Made>, merges: &[(u32, u16, u32, u16)]) -> Sheet<'s> {
    cells.sort_by_key(|it| (it.0, it.1));
    cells.dedup_by_key(|it| (it.0, it.1));
    let mut rows: Vec<Row<'s>> = Vec::new();
    for (number, column, kind, text, percent) in cells.iter() {
        let content = match kind {
            0 => Content::Number(text),
            1 => Content::Day(text),
            2 => Content::Day("2024-03-01"),
            3 => Content::Error(text),
            4 => Content::Nothing,
            5 => Content::Bool(*percent),
            6 => Content::Number("12.5"),
            _ => Content::Text(text),
        };
        if rows.last().is_none_or(|row| row.number != *number) {
            rows.push(Row { number: *number, hidden: *percent, cells: Vec::new() });
        }
        let cell = Cell { column: *column, content, percent: *percent };
        rows.last_mut().unwrap().cells.push(cell);
    }
    let merge = |it: &(u32, u16, u32, u16)| Merge {
        first_row: it.0,
        first_column: it.1,
        last_row: it.0 + it.2,
        last_column: it.1 + it.3,
    };
    let mut merges: Vec<Merge> = merges.iter().map(merge).collect();
    merges.sort_by_key(|it| it.first_row);
    Sheet { name: "acak", hidden: false, rows, merges, hidden_columns: vec![2, 900] }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sheet_is_too_strange(mut cells in cells(), merges in merges()) {
        let count = cells.len();
        let sheet = sheet(&mut cells, &merges);
        for known in [known::pupils(), known::poverty(), known::ages()] {
            let Some((_, proposal)) = pick(std::slice::from_ref(&sheet), &known) else { continue };
            let reading = read(&sheet, &proposal.layout, &known);
            prop_assert!(reading.records.len() <= count, "a figure comes from one cell");
            for record in &reading.records {
                let row = sheet.rows.iter().find(|row| row.number == record.at.row).unwrap();
                prop_assert!(row.cell(record.at.column).is_some(), "{record:?}");
                prop_assert_eq!(record.codes.len(), reading.dimensions.len());
            }
        }
    }

    /// A layout comes from a browser.
    #[test]
    fn no_layout_is_too_strange(
        mut cells in cells(),
        columns in prop::collection::vec((any::<u16>(), 0..8_u8, text(), any::<i8>()), 0..9),
        heads: (u32, u32),
        body: (u32, u32),
    ) {
        let sheet = sheet(&mut cells, &[]);
        let column = |(column, role, text, power): (u16, u8, String, i8)| {
            let place = Place { period: Some(text.clone()), ..Place::default() };
            let role = match role {
                0 => Role::Region { level: column.to_le_bytes()[0] },
                1 => Role::RegionCode,
                2 => Role::Breakdown(text),
                3 => Role::Period,
                4 => Role::Measure,
                5 => Role::Unknown,
                _ => Role::Value(Value { place, power, ..Value::default() }),
            };
            Column { column: column % 12, role }
        };
        let columns = columns.into_iter().map(column).collect();
        let layout = Layout { heads, body, columns, ..Layout::default() };
        let _ = read(&sheet, &layout, &known::ages());
    }
}

fn long(rows: u32, names: &[String]) -> Sheet<'_> {
    let head = ["Kecamatan", "Penduduk 2024"].into_iter().enumerate();
    let cell = |column: usize, content| Cell {
        column: u16::try_from(column).unwrap(),
        content,
        percent: false,
    };
    let head = Row {
        number: 1,
        hidden: false,
        cells: head.map(|(at, it)| cell(at, Content::Text(it))).collect(),
    };
    let body = (2..rows + 2).map(|number| {
        let name = &names[usize::try_from(number).unwrap() % names.len()];
        let cells = vec![cell(0, Content::Text(name)), cell(1, Content::Number("12"))];
        Row { number, hidden: false, cells }
    });
    Sheet { name: "besar", rows: std::iter::once(head).chain(body).collect(), ..Sheet::default() }
}

/// Each row says the same once more: one figure is read, the rest is counted and 500 of it are said.
#[test]
fn two_hundred_thousand_rows_of_one_place() {
    let names = ["Kaubun".to_owned()];
    let sheet = long(200_000, &names);
    let known = known::people();
    let proposal = propose(&sheet, &known).unwrap();
    let reading = read(&sheet, &proposal.layout, &known);
    assert_eq!((reading.records.len(), reading.findings.len()), (1, 500));
    assert_eq!(reading.left_out, 199_999 - 500);
}

/// Names that match nothing are searched for a bounded number of times.
#[test]
fn fifty_thousand_names_that_match_nothing() {
    let names: Vec<String> = (0..50_000).map(|it| format!("Zqx {it} vvv")).collect();
    let sheet = long(50_000, &names);
    let known = known::people();
    let proposal = propose(&sheet, &known).unwrap();
    let reading = read(&sheet, &proposal.layout, &known);
    assert_eq!((reading.records.len(), reading.findings.len()), (0, 500));
    assert_eq!(reading.left_out, 50_000 - 500);
}

#[test]
fn a_place_is_read_back_as_it_is_shown() {
    for at in [(1, 0), (5, 25), (12, 26), (1_048_576, 16_383), (9, u16::MAX - 1)] {
        let at = layout::At { row: at.0, column: at.1 };
        assert_eq!(layout::At::parse(&at.to_string()), Some(at));
    }
    for text in ["", "A", "1", "A0", "a1", "A-1", "ÄB1", "A1B", "AAAAAAAA1", "A99999999999"] {
        assert_eq!(layout::At::parse(text), None, "{text}");
    }
}
