//! Heads in other ways than those of the workbooks.

use layout::{Cell, Content, Known, Merge, Row, Sheet, pick, read};
use tables::Limits;

use crate::{known, said, sheets};

/// What is proposed for a CSV, what is read and what is found, as lines.
fn lines(csv: &str, known: &Known<'_>) -> Vec<String> {
    let book = tables::sheets(csv.as_bytes(), &Limits::default()).unwrap();
    let all = sheets(&book);
    let (_, proposal) = pick(&all, known).unwrap();
    let reading = read(&all[0], &proposal.layout, known);
    let text = format!("{}{}", said::proposal(&proposal), said::reading(&reading, known));
    text.lines().map(str::to_owned).collect()
}

fn has(lines: &[String], wanted: &[&str]) {
    for it in wanted {
        assert!(lines.iter().any(|line| line == it), "{it}\n{}", lines.join("\n"));
    }
}

#[test]
fn a_head_over_several_columns_need_not_be_merged() {
    let csv = "Kecamatan;2023;;2024;\n;L;P;L;P\nTelen;10;11;12;13\nKaubun;20;21;22;23\n";
    let lines = lines(csv, &known::pupils());
    has(
        &lines,
        &[
            "C2 Value 2023 JENIS_KELAMIN=P: Certain head-matches",
            "E3 P 64.08.07 2024 = 13",
            "D4 L 64.08.15 2024 = 22",
        ],
    );
}

#[test]
fn months_and_quarters_stand_across() {
    let csv =
        "Kecamatan;Januari 2024;Feb 2024;TW III 2024;2024-S2\nTelen;1;2;3;4\nKaubun;5;6;7;8\n";
    let lines = lines(csv, &known::people());
    has(
        &lines,
        &[
            "B2 64.08.07 2024-01 = 1",
            "C2 64.08.07 2024-02 = 2",
            "D3 64.08.15 2024-Q3 = 7",
            "E3 64.08.15 2024-S2 = 8",
        ],
    );
}

#[test]
fn a_sum_over_columns_that_no_code_stands_for_is_left_out() {
    let csv = "Murid 2024\nKecamatan;Negeri;Swasta;Jumlah\nTelen;1;2;3\nKaubun;5;6;11\n";
    let lines = lines(csv, &known::kinds());
    has(&lines, &["D2 Ignored: Likely sum-of-others", "C4 S 64.08.15 2024 = 6"]);
    assert!(!lines.iter().any(|line| line.starts_with("D4 ")));
}

#[test]
fn a_head_of_another_unit_is_said() {
    let csv = "Penduduk 2024\nKecamatan;Penduduk (%)\nTelen;5\nKaubun;6\n";
    has(&lines(csv, &known::people()), &["B2: K07 Warning unit head=% unit=jiwa"]);
}

#[test]
fn what_nothing_says_is_asked() {
    let csv = "Kecamatan;Angka\nTelen;5\nKaubun;6\n";
    let lines = lines(csv, &known::poverty());
    has(
        &lines,
        &[
            "Period: Guess not-said ",
            "Measure: Guess not-said ",
            "sheet: K01 Error period-missing ",
            "sheet: K01 Error measure-missing ",
        ],
    );
}

#[test]
fn a_sheet_without_figures_is_no_table() {
    let book = tables::sheets(b"Surat;Pengantar\nNomor;Hal\n", &Limits::default()).unwrap();
    assert_eq!(pick(&sheets(&book), &known::people()), None);
}

/// Villages in one column, their kecamatan in another: the same name below two of them is told apart.
#[test]
fn a_village_is_looked_for_in_its_kecamatan() {
    let csv = "Kecamatan;Desa;Penduduk 2024\nSandaran;Sandaran;5\nSandaran;Manubar;6\nKaliorang;Kaliorang;7\n";
    has(
        &lines(csv, &known::people()),
        &[
            "A1 Region { level: 2 }: Certain names-match",
            "B1 Region { level: 3 }: Certain names-match",
            "C2 64.08.11.2001 2024 = 5",
            "C3 64.08.11.2002 2024 = 6",
            "C4 64.08.10.2001 2024 = 7",
        ],
    );
}

/// What a group is called decides nothing by itself: its villages are still found. Here the
/// name is near that of a kecamatan and of a village in it.
#[test]
fn a_group_that_is_spelt_differently_is_only_said() {
    let csv =
        "Wilayah;Penduduk 2024\nMuara Wahao;\n  Wanasari;5\n  Benhes;6\nBusang;\n  Long Lees;7\n";
    let lines = lines(csv, &known::people());
    has(
        &lines,
        &[
            "B3 64.08.02.2007 2024 = 5",
            "B6 64.08.06.2003 2024 = 7",
            "A2: K02 Warning name-several text=Muara Wahao -> {\"codes\":{\"dimension\":\"WILAYAH\",\"codes\":[\"64.08.02.2003\",\"64.08.02\"]}}",
        ],
    );
    assert!(!lines.iter().any(|line| line.contains("K13")), "a group need not have figures");
}

/// A range over two rows of figures would count one figure twice.
#[test]
fn one_figure_for_two_rows_is_refused() {
    let text = |column, it| Cell { column, content: Content::Text(it), percent: false };
    let row = |number, cells| Row { number, hidden: false, cells };
    let figure = Cell { column: 1, content: Content::Number("5"), percent: false };
    let rows = vec![
        row(1, vec![text(0, "Kecamatan"), text(1, "Penduduk 2024")]),
        row(2, vec![text(0, "Telen"), figure]),
        row(3, vec![text(0, "Kaubun")]),
        row(4, vec![text(0, "Busang"), figure]),
    ];
    let merge = Merge { first_row: 2, first_column: 1, last_row: 3, last_column: 1 };
    let sheet = Sheet { name: "", rows, merges: vec![merge], ..Sheet::default() };
    let known = known::people();
    let (_, proposal) = pick(std::slice::from_ref(&sheet), &known).unwrap();
    let reading = read(&sheet, &proposal.layout, &known);
    let places: Vec<String> = reading.records.iter().map(|it| it.at.to_string()).collect();
    assert_eq!(places, ["B2", "B4"]);
    let found: Vec<_> =
        reading.findings.iter().map(|it| (it.at.unwrap().to_string(), it.code)).collect();
    assert_eq!(found, [("B3".to_owned(), "merged")]);
}
