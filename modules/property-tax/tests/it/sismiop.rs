//! Reading extracts as they really arrive: every dialect, and every way a row can be broken.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::fs;
use std::io::{self, Read};

use base::{Fraction, Rupiah};
use property_tax::sismiop::{
    JointMemberRecord, LandRecord, NoticeRecord, PaymentRecord, Reason, Record, RowProblem,
    SubjectRecord, Table, TableError, VillageRecord, ZoneValueRecord,
};
use tempfile::TempDir;

const NOP: &str = "KD_PROPINSI,KD_DATI2,KD_KECAMATAN,KD_KELURAHAN,KD_BLOK,NO_URUT,KD_JNS_OP";
const LAND: &str = "NO_BUMI,KD_ZNT,LUAS_BUMI,JNS_BUMI,NILAI_SISTEM_BUMI";

type Row<R> = Result<(u64, R), RowProblem>;

fn rows<R: Record>(bytes: impl Into<Vec<u8>>) -> Vec<Row<R>> {
    table(bytes).unwrap().collect()
}

fn table<R: Record>(bytes: impl Into<Vec<u8>>) -> Result<Table<R>, TableError> {
    Table::from_reader(format!("{}.csv", R::TABLE), Box::new(io::Cursor::new(bytes.into())))
}

fn land(lines: &str) -> Vec<Row<LandRecord>> {
    rows(format!("{NOP},{LAND}\n{lines}"))
}

fn land_problem(line: &str) -> RowProblem {
    land(line).remove(0).unwrap_err()
}

fn subjects(bytes: impl Into<Vec<u8>>) -> Vec<Row<SubjectRecord>> {
    rows(bytes)
}

fn payments(date: &str, paid: &str) -> Row<PaymentRecord> {
    let header =
        "THN_PAJAK_SPPT;PEMBAYARAN_SPPT_KE;DENDA_SPPT;JML_SPPT_YG_DIBAYAR;TGL_PEMBAYARAN_SPPT";
    let text = format!(
        "{};{header}\n64;08;010;001;001;0001;0;2025;1;0;{paid};{date}\n",
        NOP.replace(',', ";")
    );
    rows(text).remove(0)
}

#[test]
fn a_plain_row_is_read_with_its_line() {
    let rows = land("64,08,010,002,003,0004,0,1,AB,612,1,1071000000\n");
    let (line, record) = rows[0].clone().unwrap();
    assert_eq!(line, 2);
    assert_eq!(record.nop.digits(), "640801000200300040");
    assert_eq!(record.zone.as_deref(), Some("AB"));
    assert_eq!(record.area, Fraction::whole(612));
    assert_eq!(record.kind, Some(1));
    assert_eq!(record.system_value, Fraction::whole(1_071_000_000));
}

#[test]
fn columns_are_found_in_any_order_and_case_with_foreign_ones_between() {
    let rows: Vec<Row<ZoneValueRecord>> = rows(
        "nir ; Kd_Znt;catatan;THN_NIR_ZNT;kd kelurahan;KD_KECAMATAN;kd_dati2;\"Kd_Propinsi\"\n\
         512,5;AB;abaikan;2025;001;010;08;64\n",
    );
    let (_, record) = rows[0].clone().unwrap();
    assert_eq!(record.village.digits(), "6408010001");
    assert_eq!(record.value, Fraction::new(1025, 2).unwrap());
    assert_eq!(record.document, None);
}

#[test]
fn tabs_bars_windows_line_ends_and_a_byte_order_mark_are_understood() {
    for delimiter in ["\t", "|", ";", ","] {
        let text = format!("\u{feff}{NOP},{LAND}\r\n64,08,010,001,001,0001,0,1,AA,5,3,0\r\n\r\n")
            .replace(',', delimiter);
        let rows: Vec<Row<LandRecord>> = rows(text);
        assert_eq!(rows.len(), 1, "{delimiter:?}");
        assert_eq!(rows[0].clone().unwrap().1.area, Fraction::whole(5));
    }
}

#[test]
fn utf_8_and_windows_1252_are_read_even_in_one_file() {
    let mut bytes = b"SUBJEK_PAJAK_ID,NM_WP,JALAN_WP\n1,".to_vec();
    bytes.extend_from_slice(b"ANDR\xc9 CONTOH,JL. CAF\xc9 \x96 1\n2,");
    bytes.extend_from_slice("ANDRÉ CONTOH,JL. CAFÉ – 2\n".as_bytes());
    let rows = subjects(bytes);
    let (first, second) = (rows[0].clone().unwrap().1, rows[1].clone().unwrap().1);
    assert_eq!(first.name.as_deref(), Some("ANDRÉ CONTOH"));
    assert_eq!(first.street.as_deref(), Some("JL. CAFÉ – 1"));
    assert_eq!(second.name, first.name);
    assert_eq!(second.street.as_deref(), Some("JL. CAFÉ – 2"));
}

#[test]
fn the_ways_to_write_null_are_all_empty() {
    for null in ["", "  ", "NULL", "(null)", "\\N"] {
        let rows = subjects(format!("SUBJEK_PAJAK_ID,NM_WP,JALAN_WP\n7,{null},x\n"));
        assert_eq!(rows[0].clone().unwrap().1.name, None, "{null:?}");
        let areas = land(&format!("64,08,010,001,001,0001,0,1,AA,{null},1,{null}\n"));
        assert!(areas[0].clone().unwrap().1.area.is_zero());
    }
}

#[test]
fn a_line_break_inside_quotes_belongs_to_the_value_and_later_lines_keep_their_number() {
    let rows = subjects(
        "SUBJEK_PAJAK_ID,NM_WP,JALAN_WP\n1,A CONTOH,\"JL. SATU\nGANG \"\"B\"\"\"\n2,B CONTOH,x\n",
    );
    let (line, record) = rows[0].clone().unwrap();
    assert_eq!((line, record.street.as_deref()), (2, Some("JL. SATU GANG \"B\"")));
    assert_eq!(rows[1].clone().unwrap().0, 4);
}

#[test]
fn a_quotation_mark_that_is_never_closed_costs_one_line() {
    let mut text = "SUBJEK_PAJAK_ID,NM_WP,JALAN_WP\n1,\"RUSAK,x\n".to_owned();
    for i in 2..20_000 {
        text.push_str(&format!("{i},B CONTOH,JALAN PANJANG NOMOR {i}\n"));
    }
    let rows = subjects(text);
    let problem = rows[0].clone().unwrap_err();
    assert_eq!((problem.line, problem.reason), (2, Reason::OpenQuote));
    assert_eq!(rows.len(), 19_999);
    assert!(rows[1..].iter().all(Result::is_ok));
    assert_eq!(rows[19_998].clone().unwrap().0, 20_000);
}

#[test]
fn a_quotation_mark_that_another_line_closes_costs_one_line_too() {
    let rows = subjects(
        "SUBJEK_PAJAK_ID,NM_WP,JALAN_WP\n1,\"RUSAK,x\n2,B CONTOH,x\n3,\"C\" CONTOH,\"y\"\n4,D CONTOH,z\n",
    );
    let lines: Vec<Result<u64, Reason>> =
        rows.into_iter().map(|r| r.map(|ok| ok.0).map_err(|p| p.reason)).collect();
    assert_eq!(lines, [Err(Reason::OpenQuote), Ok(3), Ok(4), Ok(5)]);
}

#[test]
fn too_few_and_too_many_values_are_refused_but_a_trailing_delimiter_is_not() {
    let reasons: Vec<Option<Reason>> = land(
        "64,08,010,001,001\n\
         64,08,010,001,001,0001,0,1,AA,5,1,0,,\n\
         64,08,010,001,001,0001,0,1,AA,5,1,0,extra\n",
    )
    .into_iter()
    .map(|r| r.err().map(|p| p.reason))
    .collect();
    assert_eq!(reasons, [Some(Reason::ColumnCount), None, Some(Reason::ColumnCount)]);
}

#[test]
fn a_nop_of_17_digits_or_with_letters_is_refused_by_its_part() {
    for (line, column, excerpt) in [
        ("64,08,010,001,001,001,0,1,AA,5,1,0", "NO_URUT", "001"),
        ("64,8,010,001,001,0001,0,1,AA,5,1,0", "KD_DATI2", "8"),
        ("64,08,010,001,0A1,0001,0,1,AA,5,1,0", "KD_BLOK", "0A1"),
        ("64,08,010,001,001,00011,0,1,AA,5,1,0", "NO_URUT", "00011"),
        ("64,08,010,001,001,12345678901234567,0,1,AA,5,1,0", "NO_URUT", "99999999999999999"),
        ("64,08,010,001,001,٠٠٠١,0,1,AA,5,1,0", "NO_URUT", "٠٠٠١"),
    ] {
        let problem = land_problem(line);
        assert_eq!(problem.reason, Reason::Code, "{line}");
        assert_eq!((problem.column, problem.excerpt.as_str()), (Some(column), excerpt));
    }
    let problem = land_problem("64,08,,001,001,0001,0,1,AA,5,1,0");
    assert_eq!((problem.column, problem.reason), (Some("KD_KECAMATAN"), Reason::Missing));
}

#[test]
fn areas_and_values_that_cannot_be_are_refused() {
    for (area, reason) in [
        ("-5", Reason::Negative),
        ("\"-0,5\"", Reason::Negative),
        ("luas", Reason::Number),
        ("1E+05", Reason::Number),
        ("1.2.3", Reason::Number),
        ("5.", Reason::Number),
        ("1.0000000", Reason::Number),
        ("1.250", Reason::AmbiguousNumber),
        ("9999999999999999", Reason::TooLarge),
        ("99999999999999999999999999", Reason::TooLarge),
    ] {
        let problem = land_problem(&format!("64,08,010,001,001,0001,0,1,AA,{area},1,0"));
        assert_eq!((problem.column, problem.reason), (Some("LUAS_BUMI"), reason), "{area}");
    }
}

#[test]
fn areas_are_exact_in_every_way_to_write_them() {
    for (area, num, den) in [
        ("140.5", 281, 2),
        ("\"140,5\"", 281, 2),
        (".5", 1, 2),
        ("\"1.234,50\"", 2469, 2),
        ("\"1,234.50\"", 2469, 2),
        ("1.234.567", 1_234_567, 1),
        ("0.125", 1, 8),
        ("-0", 0, 1),
        ("12345.678", 6_172_839, 500),
    ] {
        let rows = land(&format!("64,08,010,001,001,0001,0,1,AA,{area},1,0"));
        let read = rows[0].clone().unwrap().1.area;
        assert_eq!(read, Fraction::new(num, den).unwrap(), "{area}");
    }
}

#[test]
fn rupiah_are_whole_and_may_be_grouped() {
    for (text, value) in [
        ("127500", 127_500),
        ("127.500", 127_500),
        ("1,127,500", 1_127_500),
        ("127500.00", 127_500),
    ] {
        assert_eq!(payments("2025-09-30", text).unwrap().1.paid, Rupiah(value), "{text}");
    }
    for (text, reason) in [
        ("127500.5", Reason::NotWhole),
        ("-1", Reason::Negative),
        ("Rp5", Reason::Number),
        ("", Reason::Missing),
    ] {
        assert_eq!(payments("2025-09-30", text).unwrap_err().reason, reason, "{text}");
    }
}

#[test]
fn dates_are_read_in_the_forms_of_oracle_and_excel() {
    for text in [
        "2025-09-05",
        "2025-09-05 00:00:00",
        "2025-09-05T08:15:00",
        "05-09-2025",
        "5/9/2025",
        "05/09/2025 13:45",
        "05.09.2025",
        "05-SEP-25",
        "05-Sep-2025",
        "05-SEP-25 12.00.00.000000000 AM",
    ] {
        let read = payments(text, "1").unwrap().1.paid_on;
        assert_eq!(read.to_string(), "2025-09-05", "{text}");
    }
    let indonesian = payments("17-AGU-99", "1").unwrap().1.paid_on;
    assert_eq!(indonesian.to_string(), "1999-08-17");
}

#[test]
fn wrong_dates_are_refused() {
    for (text, reason) in [
        ("2025-02-29", Reason::Date),
        ("31/04/2025", Reason::Date),
        ("09/25/2025", Reason::Date),
        ("05-09-25", Reason::Date),
        ("05-XYZ-25", Reason::Date),
        ("20250905", Reason::Date),
        ("45905", Reason::Date),
        ("05-09-2025 siang", Reason::Date),
        ("05-09-0025", Reason::Year),
        ("0001-01-01", Reason::Year),
        ("", Reason::Missing),
    ] {
        assert_eq!(payments(text, "1").unwrap_err().reason, reason, "{text}");
    }
}

#[test]
fn a_problem_shows_only_the_shape_of_personal_data() {
    let long = "Budi 6408".repeat(40);
    let rows = subjects(format!("SUBJEK_PAJAK_ID,NM_WP,JALAN_WP\n1,{long},x\n"));
    let problem = rows[0].clone().unwrap_err();
    assert_eq!((problem.column, problem.reason), (Some("NM_WP"), Reason::TextTooLong));
    assert_eq!(problem.excerpt, "AAAA 9999AAAA 9999AAAA 9");
}

#[test]
fn a_name_that_slipped_into_another_column_is_not_shown() {
    let problem = land_problem("64,08,010,001,001,0001,0,1,AA,SITI CONTOH,1,0");
    assert_eq!((problem.column, problem.excerpt.as_str()), (Some("LUAS_BUMI"), "AAAA AAAAAA"));
    let problem = land_problem("64,08,010,001,001,6499014101900001,0,1,AA,5,1,0");
    assert_eq!(problem.excerpt, "9999999999999999");
    assert_eq!(land_problem("64,08,010,001,001,0001,0,1,AA,-12.5,1,0").excerpt, "-12.5");
}

#[test]
fn a_row_with_thousands_of_values_costs_one_line() {
    let wide = "1,".repeat(3_000);
    let rows = land(&format!("{wide}\n64,08,010,001,001,0001,0,1,AA,5,1,0\n"));
    assert_eq!(rows[0].clone().unwrap_err().reason, Reason::ColumnCount);
    assert_eq!(rows[1].clone().unwrap().0, 3);
}

/// Gives a few bytes at a time, never the same number twice in a row.
struct Dripping(io::Cursor<Vec<u8>>, usize);

impl Read for Dripping {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = self.1 % 7 + 1;
        let most = buffer.len().min(self.1);
        self.0.read(&mut buffer[..most])
    }
}

#[test]
fn what_a_csv_writer_wrote_is_read_back_however_the_bytes_arrive() {
    let words = ["CONTOH", "é", "\"", "\"\"", ",", "a,b", "x\ny", "\r\n", "", "'", ";", "–", "A B"];
    let mut written = csv::Writer::from_writer(Vec::new());
    written.write_record(["NM_WP", "SUBJEK_PAJAK_ID", "JALAN_WP"]).unwrap();
    let mut expected = Vec::new();
    for i in 0..2_000_usize {
        let name = format!("{}{}", words[i % 13], words[i / 13 % 13]);
        let street = format!("{}{}{}", words[i / 7 % 13], words[i / 3 % 13], words[i * 5 % 13]);
        written.write_record([name.as_str(), &format!("id-{i}"), street.as_str()]).unwrap();
        expected.push((format!("id-{i}"), tidied(&name), tidied(&street)));
    }
    let bytes = written.into_inner().unwrap();
    for stream in [
        Box::new(io::Cursor::new(bytes.clone())) as Box<dyn Read + Send>,
        Box::new(Dripping(io::Cursor::new(bytes), 0)),
    ] {
        let table = Table::<SubjectRecord>::from_reader("x.csv".into(), stream).unwrap();
        let read: Vec<_> =
            table.map(|row| row.unwrap().1).map(|s| (s.id, s.name, s.street)).collect();
        assert_eq!(read, expected);
    }
}

/// A text as the reader gives it: trimmed, on one line, nothing for nothing.
fn tidied(text: &str) -> Option<String> {
    let text = text.trim();
    let text = if text.contains('\n') {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    };
    (!text.is_empty()).then_some(text)
}

#[test]
fn a_huge_field_costs_one_row_and_little_memory() {
    // 40 MB on one line: far beyond the window, so it must be passed over, not kept.
    let start = format!("{NOP},{LAND}\n64,08,010,001,001,0001,0,1,");
    let end = "\n64,08,010,001,001,0002,0,1,AA,5,1,0\n";
    let stream = io::Cursor::new(start.into_bytes())
        .chain(io::repeat(b'x').take(40_000_000))
        .chain(io::Cursor::new(end.as_bytes()));
    let table = Table::<LandRecord>::from_reader("DAT_OP_BUMI.csv".into(), Box::new(stream));
    let rows: Vec<_> = table.unwrap().collect();
    assert_eq!(rows[0].clone().unwrap_err().reason, Reason::RecordTooLong);
    let (line, record) = rows[1].clone().unwrap();
    assert_eq!((line, record.nop.sequence()), (3, "0002"));
}

#[test]
fn binary_garbage_never_stops_the_rows_after_it() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut bytes = format!("{NOP},{LAND}\n").into_bytes();
    for _ in 0..300_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        bytes.push((state >> 56) as u8);
    }
    bytes.extend_from_slice(b"\n64,08,010,001,001,0009,0,1,AA,5,1,0\n");
    let rows: Vec<Row<LandRecord>> = rows(bytes);
    assert!(rows.len() > 100);
    let last = rows.last().unwrap().clone();
    assert_eq!(last.unwrap().1.nop.sequence(), "0009");
}

#[test]
fn control_characters_in_a_text_are_refused() {
    let rows = subjects(b"SUBJEK_PAJAK_ID,NM_WP,JALAN_WP\n1,A\x00B,x\n".to_vec());
    assert_eq!(rows[0].clone().unwrap_err().reason, Reason::ControlCharacter);
}

#[test]
fn a_broken_disk_ends_the_file_with_a_fatal_problem() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("disk"))
        }
    }
    let good = format!("{NOP},{LAND}\n64,08,010,001,001,0001,0,1,AA,5,1,0\n");
    let padding = " \n".repeat(40_000);
    let stream = io::Cursor::new(good).chain(io::Cursor::new(padding)).chain(Broken);
    let table = Table::<LandRecord>::from_reader("x.csv".into(), Box::new(stream)).unwrap();
    let rows: Vec<_> = table.collect();
    assert!(rows[0].is_ok());
    assert!(rows.last().unwrap().clone().unwrap_err().reason.is_fatal());
}

#[test]
fn a_file_without_content_header_or_columns_says_so() {
    let empty = table::<LandRecord>("").err().unwrap();
    assert!(matches!(empty, TableError::Empty { .. }));
    assert!(matches!(table::<LandRecord>("\n\n").err().unwrap(), TableError::Empty { .. }));
    let utf16 = table::<LandRecord>(b"\xff\xfeK\0D\0".to_vec()).err().unwrap();
    assert!(matches!(utf16, TableError::Utf16 { .. }));
    let binary = table::<LandRecord>(b"PK\x03\x04\x14\x00\x06\x00".to_vec()).err().unwrap();
    assert!(matches!(binary, TableError::NoHeader { .. }));
    let missing = table::<LandRecord>(format!("{NOP},NO_BUMI,KD_ZNT,Luas\n")).err().unwrap();
    assert_eq!(
        missing.to_string(),
        "DAT_OP_BUMI.csv lacks the columns LUAS_BUMI, JNS_BUMI, NILAI_SISTEM_BUMI; it has: \
         KD_PROPINSI, KD_DATI2, KD_KECAMATAN, KD_KELURAHAN, KD_BLOK, NO_URUT, KD_JNS_OP, \
         NO_BUMI, KD_ZNT, LUAS"
    );
    let twice = table::<LandRecord>(format!("{NOP},{LAND},luas_bumi\n")).err().unwrap();
    assert!(matches!(twice, TableError::DuplicateColumn { column: "LUAS_BUMI", .. }));
}

#[test]
fn a_header_without_rows_is_an_empty_table() {
    assert!(rows::<LandRecord>(format!("{NOP},{LAND}")).is_empty());
}

#[test]
fn the_notice_is_found_with_and_without_the_suffix_of_oracle() {
    let short = "THN_PAJAK_SPPT,NM_WP,TGL_JATUH_TEMPO,LUAS_BUMI,LUAS_BNG,NJOP_BUMI,NJOP_BNG,NJOP,\
                 NJOPTKP,NJKP,PBB_TERHUTANG,FAKTOR_PENGURANG,PBB_YG_HARUS_DIBAYAR,STATUS_PEMBAYARAN";
    let long: Vec<String> = short
        .split(',')
        .map(|c| if c.ends_with("SPPT") { c.to_owned() } else { format!("{c}_SPPT") })
        .collect();
    for header in [short.to_owned(), long.join(",")] {
        let rows: Vec<Row<NoticeRecord>> = rows(format!(
            "{NOP},{header}\n64,08,010,001,001,0001,0,2024,SITI CONTOH,30-SEP-24,100,0,200000,0,\
             200000,0,20,1000,0,1000,1\n"
        ));
        let (_, notice) = rows[0].clone().unwrap();
        assert_eq!((notice.year, notice.due, notice.says_paid()), (2024, Rupiah(1000), true));
        assert_eq!(notice.due_on.unwrap().to_string(), "2024-09-30");
    }
}

#[test]
fn a_payment_knows_the_part_that_settles_the_notice() {
    let (_, mut payment) = payments("2025-10-01", "128775").unwrap();
    payment.penalty = Some(Rupiah(1275));
    assert_eq!(payment.principal(), Some(Rupiah(127_500)));
    payment.penalty = Some(Rupiah(200_000));
    assert_eq!(payment.principal(), None);
}

#[test]
fn a_member_of_joint_property_names_its_parent() {
    let induk: Vec<String> = NOP.split(',').map(|c| format!("{c}_INDUK")).collect();
    let rows: Vec<Row<JointMemberRecord>> = rows(format!(
        "{},{NOP},LUAS_BUMI_BEBAN,LUAS_BNG_BEBAN\n\
         64,08,040,001,001,0001,0,64,08,040,001,001,0002,0,13.71,1.76\n",
        induk.join(",")
    ));
    let (_, member) = rows[0].clone().unwrap();
    assert_eq!((member.parent.sequence(), member.nop.sequence()), ("0001", "0002"));
    assert_eq!(member.land_area, Fraction::new(1371, 100).unwrap());
}

#[test]
fn files_are_found_whatever_their_case_and_with_copies_per_year() {
    let folder = TempDir::new().unwrap();
    let village = "KD_PROPINSI,KD_DATI2,KD_KECAMATAN,KD_KELURAHAN,NM_KELURAHAN\n";
    fs::write(folder.path().join("ref_kelurahan.CSV"), village).unwrap();
    let table = Table::<VillageRecord>::open(folder.path()).unwrap();
    assert_eq!(table.file(), "ref_kelurahan.CSV");
    assert_eq!(table.size(), village.len() as u64);
    assert_eq!(table.count(), 0);

    let lacking = Table::<LandRecord>::open(folder.path()).err().unwrap();
    assert_eq!(
        lacking.to_string(),
        "DAT_OP_BUMI.csv is not in the folder; it holds: ref_kelurahan.CSV"
    );
    assert!(!Table::<LandRecord>::exists(folder.path()).unwrap());

    let header = format!("{NOP},{LAND}\n");
    for name in ["DAT_OP_BUMI.csv", "DAT_OP_BUMI_2019.csv", "DAT_OP_BUMI_lama.csv"] {
        fs::write(folder.path().join(name), &header).unwrap();
    }
    assert_eq!(Table::<LandRecord>::open_all(folder.path()).unwrap().len(), 2);
    fs::write(folder.path().join("dat_op_bumi.csv"), &header).unwrap();
    let twice = Table::<LandRecord>::open(folder.path()).err().unwrap();
    assert!(matches!(twice, TableError::Ambiguous { .. }));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = TempDir::new().unwrap();
    let missing = folder.path().join("tidak-ada");
    let error = Table::<LandRecord>::open(&missing).err().unwrap();
    assert!(error.to_string().contains("tidak-ada"));
}
