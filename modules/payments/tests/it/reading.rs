//! Files of banks: three layouts, and what is wrong with which line.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Date, Rupiah};
use payments::domain::statement::{Decimal, FileError, Statement, amount, layouts, read};
use proptest::prelude::*;

fn load(bytes: &[u8]) -> Result<Statement, FileError> {
    read(bytes, &layouts().unwrap())
}

#[test]
fn a_list_of_a_counter_tells_payments_and_what_was_taken_back() {
    let it = load(include_bytes!("../data/counter.csv")).unwrap();
    assert_eq!((it.layout.as_str(), it.lines.len()), ("counter", 3));
    assert_eq!((it.total, it.fee), (Rupiah(100_000), Rupiah::ZERO));
    let first = &it.lines[0];
    assert_eq!((first.line, first.paid_on), (2, Date::constant(2026, 11, 21)));
    assert_eq!(first.paid_time.as_deref(), Some("10:15:30"));
    assert_eq!(first.bill.unwrap().tax_year, 2026);
    assert!(it.lines[2].is_reversal() && it.lines[2].amount == Rupiah(-100_000));
}

#[test]
fn a_statement_of_virtual_accounts_is_read_past_its_titles_and_before_its_trailer() {
    let it = load(include_bytes!("../data/va.csv")).unwrap();
    assert_eq!((it.layout.as_str(), it.lines.len()), ("va", 2));
    assert_eq!(it.total, Rupiah(77_500));
    assert_eq!(it.lines[0].code.as_ref().unwrap().digits(), "10000000000008");
    assert_eq!(it.lines[0].line, 5);
    assert_eq!(it.lines[0].paid_time.as_deref(), Some("10:15:00"));
    assert_eq!(it.lines[1].code, None);
}

#[test]
fn a_settlement_tells_gross_and_fee() {
    let it = load(include_bytes!("../data/qris-net.csv")).unwrap();
    assert_eq!((it.total, it.fee, it.net()), (Rupiah(180_100), Rupiah(1_260), Rupiah(178_840)));
}

#[test]
fn each_wrong_line_is_told_with_its_column() {
    let file = "TRX_DATE|TRX_TIME|SETTLE_DATE|RRN|INVOICE|GROSS|MDR|NET\n\
        2026-13-21|10:15:30|2026-11-22|Q-1|Q-1|100|0|100\n\
        2026-11-21|10:15:30|2026-11-22||Q-1|100|0|100\n\
        2026-11-21|10:15:30|2026-11-22|Q-3|Q-1|seratus|0|100\n\
        2026-11-21|10:15:30|2026-11-22|Q-4|Q-1|100|10|100\n\
        2026-11-21|10:15:30\n";
    let FileError::Faults(faults) = load(file.as_bytes()).unwrap_err() else { panic!("faults") };
    let told: Vec<(u64, &str, &str)> =
        faults.iter().map(|f| (f.line, f.column.as_str(), f.problem)).collect();
    assert_eq!(
        told,
        [
            (2, "TRX_DATE", "date"),
            (3, "RRN", "reference"),
            (4, "GROSS", "amount"),
            (5, "NET", "net"),
            (6, "", "columns"),
        ]
    );
}

#[test]
fn what_is_no_statement_is_refused() {
    assert_eq!(load(b"nama,umur\nAni,3\n").unwrap_err(), FileError::UnknownLayout);
    let empty = b"TRX_DATE|TRX_TIME|SETTLE_DATE|RRN|INVOICE|GROSS|MDR|NET\nTOTAL|0||||0|0|0\n";
    assert_eq!(load(empty).unwrap_err(), FileError::Empty);
    assert_eq!(load(b"").unwrap_err(), FileError::UnknownLayout);
}

#[test]
fn amounts_are_whole_rupiah() {
    let read = |text, decimal| amount(text, decimal).map(|a| a.0);
    assert_eq!(read("127.500,00", Decimal::Comma), Some(127_500));
    assert_eq!(read("127,500.00", Decimal::Point), Some(127_500));
    assert_eq!(read("-127500", Decimal::None), Some(-127_500));
    assert_eq!(read("(1.000)", Decimal::Comma), Some(-1_000));
    for wrong in ["127.500,50", "1.27500", "12,,00", "", "-", "1e3", "127 500"] {
        assert_eq!(read(wrong, Decimal::Comma), None, "{wrong}");
    }
    assert_eq!(read("127.500", Decimal::None), None);
}

proptest! {
    #[test]
    fn no_bytes_make_reading_fail_otherwise(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let header = b"TRX_DATE|TRX_TIME|SETTLE_DATE|RRN|INVOICE|GROSS|MDR|NET\n";
        let _ = load(&bytes);
        let _ = load(&[&header[..], &bytes].concat());
    }
}
