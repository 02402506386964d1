//! Twelve workbooks. Beside each stands what is proposed for it, every figure read and every finding.

use layout::{Convention, Known, Layout, Matched, Suggestion, Value, pick, read};
use tables::Limits;

use crate::{known, said, sheets};

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/books/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Compares with the text beside the book. The lines are to be read against the book before
/// they are changed; `PELANGI_BLESS=1` writes them.
fn compare(file: &str, known: &Known<'_>) -> Layout {
    let book = tables::sheets(&bytes(file), &Limits::default()).unwrap();
    let all = sheets(&book);
    let (taken, proposal) = pick(&all, known).unwrap();
    let reading = read(&all[taken], &proposal.layout, known);
    let found = format!("{}\n{}", said::proposal(&proposal), said::reading(&reading, known));
    let name = file.split('.').next().unwrap();
    if std::env::var_os("PELANGI_BLESS").is_some() {
        std::fs::write(format!("{}/tests/books/{name}.txt", env!("CARGO_MANIFEST_DIR")), &found)
            .unwrap();
    }
    let wanted = String::from_utf8(bytes(&format!("{name}.txt"))).unwrap();
    assert_eq!(found, wanted, "{found}");
    let kept = serde_json::to_string(&proposal.layout).unwrap();
    assert_eq!(serde_json::from_str::<Layout>(&kept).unwrap(), proposal.layout);
    proposal.layout
}

#[test]
fn years_and_sexes_across() {
    compare("01-siswa.xlsx", &known::pupils());
}

#[test]
fn villages_below_their_kecamatan() {
    compare("02-desa.xlsx", &known::people());
}

#[test]
fn decimal_commas_marks_and_percent_cells() {
    compare("03-kemiskinan.xlsx", &known::poverty());
}

#[test]
fn a_number_that_may_be_either_is_asked() {
    compare("04-luas.xlsx", &known::harvest());
}

#[test]
fn another_cell_tells_how_numbers_are_written() {
    compare("05-luas.xlsx", &known::harvest());
}

#[test]
fn codes_that_are_numbers_or_of_the_other_system() {
    compare("06-kode.xlsx", &known::people());
}

#[test]
fn what_is_hidden_and_what_stands_there_twice() {
    compare("07-tersembunyi.xlsx", &known::people());
}

#[test]
fn blanks_signs_and_what_is_no_number() {
    compare("08-kosong.xlsx", &known::schools());
}

#[test]
fn several_tables_on_one_sheet() {
    compare("09-dua.xlsx", &known::people());
}

#[test]
fn ages_that_became_days() {
    compare("10-umur.xlsx", &known::ages());
}

#[test]
fn kinds_of_schools_across() {
    compare("11-jenis.xlsx", &known::kinds());
}

#[test]
fn a_semicolon_csv() {
    compare("12-pad.csv", &known::revenue());
}

/// What was proposed is taken when somebody says so, and how it was found is kept.
#[test]
fn a_confirmed_name_is_read_as_found_by_hand() {
    let book = tables::sheets(&bytes("02-desa.xlsx"), &Limits::default()).unwrap();
    let (all, known) = (sheets(&book), known::people());
    let (_, proposal) = pick(&all, &known).unwrap();
    let mut layout = proposal.layout;
    for finding in read(&all[0], &layout.clone(), &known).findings {
        let Some(Suggestion::Code { dimension, code }) = finding.suggestion else { continue };
        assert!(!layout.call(&dimension, &finding.facts[0].1, &code));
    }
    let reading = read(&all[0], &layout, &known);
    assert_eq!(reading.findings, []);
    let by_hand = reading.records.iter().filter(|it| it.matched == Matched::Manual);
    let by_hand: Vec<_> = by_hand.map(|it| (it.at.to_string(), it.codes[0])).collect();
    let wanted = [("B6", "64.08.02.2002"), ("B10", "64.08.06.2001")];
    assert_eq!(by_hand, wanted.map(|(at, code)| (at.to_owned(), code)));
}

#[test]
fn who_says_how_numbers_are_written_gets_them_read_so() {
    let book = tables::sheets(&bytes("04-luas.xlsx"), &Limits::default()).unwrap();
    let (all, known) = (sheets(&book), known::harvest());
    let (_, proposal) = pick(&all, &known).unwrap();
    for (convention, wanted) in [
        (Convention::DotsGroup, ["1234", "2105", "987"]),
        (Convention::CommasGroup, ["1.234", "2.105", "987"]),
    ] {
        let layout = Layout { convention: Some(convention), ..proposal.layout.clone() };
        let reading = read(&all[0], &layout, &known);
        let figures = reading.records.iter().map(|it| match it.value {
            Value::Figure(figure, _) => figure.to_string(),
            Value::Missing(_) => String::new(),
        });
        assert_eq!(figures.collect::<Vec<_>>(), wanted);
    }
}

/// A layout that names what the dataset does not have is told so, and gives nothing.
#[test]
fn a_layout_of_another_dataset_is_refused() {
    let book = tables::sheets(&bytes("01-siswa.xlsx"), &Limits::default()).unwrap();
    let all = sheets(&book);
    let (_, proposal) = pick(&all, &known::pupils()).unwrap();
    let reading = read(&all[0], &proposal.layout, &known::harvest());
    assert_eq!(reading.records, []);
    let codes: Vec<_> = reading.findings.iter().map(|it| it.code).collect();
    assert!(codes.contains(&"layout-code"), "{codes:?}");
}
