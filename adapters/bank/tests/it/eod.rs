//! The end-of-day files.

use bank::eod::{EodError, Layout, Options, Spoil, write};
use bank::{Ack, AckKind};
use base::{Date, Fraction, Rupiah};

use crate::acks::ack;

fn options(layout: Layout) -> Options {
    // Seven in a thousand.
    let fee = Fraction::new(7, 1_000).unwrap();
    Options { layout, day: Date::constant(2026, 11, 22), fee, spoil: Spoil::default() }
}

fn acks() -> Vec<Ack> {
    let yesterday = Ack { paid_at: "2026-11-21T23:59:59+08:00".to_owned(), ..ack("REF-0", 9_000) };
    let by_code =
        Ack { code: Some("90000000000001".to_owned()), nop: None, ..ack("REF-2", 50_050) };
    let reversal = Ack { kind: AckKind::Reversal, ..ack("REF-1", 130_050) };
    vec![yesterday, ack("REF-1", 130_050), by_code, reversal]
}

#[test]
fn the_list_of_the_counter_has_plain_digits_and_reversals_of_their_own() {
    let file = write(&acks(), &options(Layout::Counter)).unwrap();
    let lines: Vec<&str> = file.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "tgl,jam,ref_bank,ntpd,kode_bayar,nop,thn,pokok,denda,total,kanal,cabang,jenis"
    );
    assert_eq!(
        lines[1],
        "22112026,101530,REF-1,NREF-1,,640801000100012340,2026,130000,50,130050,TELLER,001,BAYAR"
    );
    assert!(lines[2].starts_with("22112026,101530,REF-2,NREF-2,90000000000001,,2026,"));
    assert!(lines[3].ends_with(",BATAL") && lines[4].is_empty());
    assert!(!file.contains("REF-0"), "yesterday is in yesterday's file");
}

#[test]
fn the_statement_of_virtual_accounts_adds_up_in_its_trailer() {
    let file = write(&acks(), &options(Layout::VirtualAccount)).unwrap();
    let expected = "LAPORAN PENERIMAAN VIRTUAL ACCOUNT;;;;;
PERIODE;22/11/2026;s/d;22/11/2026;;

No;Tanggal;Nomor VA;Referensi;Nominal;Keterangan
1;22/11/2026 10:15;'640801000100012340;REF-1;130.050,00;PBB
2;22/11/2026 10:15;'90000000000001;REF-2;50.050,00;PBB
3;22/11/2026 10:15;'640801000100012340;REF-1;-130.050,00;KOREKSI PBB
TOTAL;3 transaksi;;;50.050,00;
";
    assert_eq!(file, expected);
}

#[test]
fn the_settlement_is_net_of_the_fee_and_comes_a_day_later() {
    let file = write(&acks()[..3], &options(Layout::QrisNet)).unwrap();
    let expected = "TRX_DATE|TRX_TIME|SETTLE_DATE|RRN|INVOICE|GROSS|MDR|NET
2026-11-22|10:15:30|2026-11-23|REF-1|REF-1|130050|910|129140
2026-11-22|10:15:30|2026-11-23|REF-2|90000000000001|50050|350|49700
TOTAL|2||||180100|1260|178840
";
    assert_eq!(file, expected);
}

#[test]
fn a_spoiled_file_misses_doubles_changes_and_invents() {
    let acks: Vec<Ack> = (1..=5).map(|n| ack(&format!("REF-{n}"), 1_000 * n)).collect();
    let spoil = Spoil { missing: 1, doubled: 1, changed: 1, strange: 2 };
    let file = write(&acks, &Options { spoil, ..options(Layout::Counter) }).unwrap();
    let column = |index: usize| -> Vec<&str> {
        file.lines().skip(1).map(|line| line.split(',').nth(index).unwrap()).collect()
    };
    let references = ["REF-2", "REF-2", "REF-3", "REF-4", "REF-5", "ASING0001", "ASING0002"];
    assert_eq!(column(2), references);
    assert_eq!(column(9), ["2000", "2000", "4000", "4000", "5000", "50000", "50000"]);
}

#[test]
fn what_has_no_time_or_is_too_large_is_refused() {
    let nowhen = Ack { paid_at: "yesterday".to_owned(), ..ack("REF-1", 1_000) };
    let refused = write(&[nowhen], &options(Layout::Counter)).unwrap_err();
    assert!(matches!(refused, EodError::Time { .. }), "{refused}");
    let large = Ack { total: Rupiah(i64::MAX), ..ack("REF-1", 1_000) };
    let refused = write(&[large.clone(), large], &options(Layout::VirtualAccount));
    assert_eq!(refused, Err(EodError::TooLarge));
    for layout in [Layout::Counter, Layout::VirtualAccount, Layout::QrisNet] {
        assert_eq!(layout.to_string().parse(), Ok(layout));
    }
    assert!("excel".parse::<Layout>().is_err());
}
