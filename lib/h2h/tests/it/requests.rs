//! Bodies that a bank sends, right and wrong.

use base::{Nop, Rupiah, Zone};
use h2h::{Code, InquiryRequest, PaymentRequest, Problem, Refusal, ReversalRequest, StatusRequest};
use serde_json::{Value, json};

use crate::support::{payment, payment_with, read};

fn refused(body: &Value) -> Refusal {
    match read::<PaymentRequest>(body) {
        Err(refusal) => refusal,
        Ok(read) => panic!("{body} was read as {read:?}"),
    }
}

#[test]
fn a_payment_is_read() {
    let read: PaymentRequest = read(&payment()).unwrap();
    assert_eq!(read.nop, Nop::parse("64.08.010.001.000-1234.0").unwrap());
    assert_eq!((read.tax_year, read.reference.as_str()), (2026, "BPD-0001"));
    assert_eq!((read.principal, read.penalty), (Rupiah(127_500), Rupiah(2_550)));
    assert_eq!((read.waived, read.total), (Rupiah::ZERO, Rupiah(130_050)));
    assert_eq!((read.channel, read.repeated), (None, false));
}

#[test]
fn the_moment_of_payment_is_by_the_clocks_of_the_regency() {
    let read: PaymentRequest = read(&payment()).unwrap();
    let at = |zone: &str| read.paid_at(&Zone::parse(zone).unwrap()).to_string();
    assert_eq!(at("Asia/Makassar"), "2026-11-22T02:15:30.000Z");
    assert_eq!(at("Asia/Pontianak"), "2026-11-22T03:15:30.000Z");
}

#[test]
fn an_amount_is_a_text_of_digits_or_a_whole_number() {
    for right in [json!("130050"), json!(130_050)] {
        let read: PaymentRequest = read(&payment_with("total", right)).unwrap();
        assert_eq!(read.total, Rupiah(130_050));
    }
    let wrong = [
        json!("130050.00"),
        json!(130_050.0),
        json!("130.050"),
        json!("130,050"),
        json!("Rp130050"),
        json!("-130050"),
        json!(-130_050),
        json!("+130050"),
        json!("0130050"),
        json!(" 130050"),
        json!("1e5"),
        json!("１３００５０"),
        json!("9999999999999999"),
        json!(18_446_744_073_709_551_615_u64),
        json!(true),
        json!(["130050"]),
        json!({"value": "130050.00"}),
    ];
    for value in wrong {
        let refusal = refused(&payment_with("total", value.clone()));
        assert_eq!(refusal.code, Code::AmountNotNumeric, "{value}");
        assert_eq!(refusal.problems[0].field, "total");
    }
    for exponent in ["1.3005e5", "13005e1", "130050E0", "123456789012345678901234567890"] {
        let body = payment().to_string().replace("\"130050\"", exponent);
        let refusal = h2h::read::<PaymentRequest>(body.as_bytes()).unwrap_err();
        assert_eq!(refusal.code, Code::AmountNotNumeric, "{exponent}");
    }
}

#[test]
fn a_year_has_four_digits() {
    for right in [json!("2026"), json!(2026)] {
        let read: InquiryRequest =
            read(&json!({"nop": "640801000100012340", "thn": right})).unwrap();
        assert_eq!((read.tax_year, read.date), (2026, None));
    }
    for wrong in
        [json!("26"), json!(26), json!("02026"), json!("0026"), json!("duaribu"), json!(2026.5)]
    {
        assert_eq!(
            refused(&payment_with("thn", wrong.clone())).code,
            Code::YearNotNumeric,
            "{wrong}"
        );
    }
}

#[test]
fn a_number_of_an_object_has_18_digits_and_no_dots() {
    for wrong in ["64.08.010.001.000-1234.0", "64080100010001234", "6408010001000123400", "nop"] {
        let refusal = refused(&payment_with("nop", json!(wrong)));
        assert_eq!((refusal.code, refusal.problems[0].field.as_str()), (Code::Format, "nop"));
    }
    // A number of 18 digits leaves a printer as it likes.
    let number = refused(&payment_with("nop", json!(640_801_000_100_012_340_u64)));
    assert_eq!(number.code, Code::Format);
}

#[test]
fn a_day_is_one_of_the_calendar_and_a_time_one_of_the_clock() {
    for wrong in
        ["2026-11-22", "31022026", "00112026", "22132026", "2211026", "20261122", "01010000"]
    {
        assert_eq!(refused(&payment_with("tgl", json!(wrong))).problems[0].field, "tgl", "{wrong}");
    }
    let leap: PaymentRequest = read(&payment_with("tgl", json!("29022028"))).unwrap();
    assert_eq!(leap.date.to_string(), "2028-02-29");
    for wrong in ["1015", "10:15:30", "240000", "106000", "101560"] {
        assert_eq!(refused(&payment_with("jam", json!(wrong))).problems[0].field, "jam", "{wrong}");
    }
}

#[test]
fn all_mistakes_are_told_at_once_and_the_code_is_that_of_the_first() {
    let refusal = refused(&json!({
        "nop": "640801000100012340", "thn": "dua", "tgl": null, "jam": "", "total": "1.5",
        "pokok": "1", "denda": 0, "referensi": "A B", "totall": "1", "kanal": "x".repeat(21),
    }));
    let fields: Vec<&str> = refusal.problems.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["thn", "tgl", "jam", "referensi", "total", "kanal", "totall"]);
    assert_eq!((refusal.code, refusal.status()), (Code::YearNotNumeric, 400));
    let missing = Problem { field: "tgl".to_owned(), reason: "wajib diisi".to_owned() };
    assert_eq!(refusal.problems[1], missing);
}

#[test]
fn every_field_that_must_be_there_is_asked_for() {
    for field in ["nop", "thn", "tgl", "jam", "referensi", "pokok", "denda", "total"] {
        let mut body = payment();
        body.as_object_mut().unwrap().remove(field);
        let refusal = refused(&body);
        assert_eq!(refusal.code, Code::Format);
        assert_eq!(refusal.problems.len(), 1, "{refusal:?}");
        assert_eq!(refusal.problems[0].field, field);
    }
    for field in ["keringanan", "kanal", "ulang"] {
        for nothing in [json!(null), json!("")] {
            assert!(read::<PaymentRequest>(&payment_with(field, nothing)).is_ok(), "{field}");
        }
    }
}

#[test]
fn a_field_that_is_there_twice_or_misspelled_is_refused() {
    let twice = payment().to_string().replacen('{', "{\"total\":\"1\",", 1);
    let refusal = h2h::read::<PaymentRequest>(twice.as_bytes()).unwrap_err();
    assert_eq!((refusal.code, refusal.problems[0].field.as_str()), (Code::Format, "total"));
    // An optional one too: were it `null` the second time, nobody would ask for it again.
    let twice = payment().to_string().replacen('{', "{\"ulang\":\"Y\",\"ulang\":\"N\",", 1);
    assert_eq!(
        h2h::read::<PaymentRequest>(twice.as_bytes()).unwrap_err().problems[0].field,
        "ulang"
    );
    let refusal = refused(&payment_with("ulnag", json!("Y")));
    assert_eq!((refusal.code, refusal.problems[0].field.as_str()), (Code::Format, "ulnag"));
    assert_eq!(refused(&payment_with("ulang", json!("y"))).problems[0].field, "ulang");
    let long = refused(&payment_with(&"x".repeat(5_000), json!("1")));
    assert!(long.bytes().len() < 300, "a refusal does not echo what came");
}

#[test]
fn what_is_no_object_is_refused_without_quoting_it() {
    let garbage: [&[u8]; 7] =
        [b"", b"{", b"[]", b"\"rahasia\"", b"{}{}", b"\xff\xfe", b"<xml>rahasia</xml>"];
    for body in garbage {
        let refusal = h2h::read::<StatusRequest>(body).unwrap_err();
        assert_eq!((refusal.code, refusal.status()), (Code::Format, 400));
        assert!(!refusal.to_string().contains("rahasia"), "{refusal}");
    }
}

#[test]
fn a_reversal_names_the_receipt_and_a_status_the_reference() {
    let reversal: ReversalRequest = read(&json!({
        "nop": "640801000100012340", "thn": 2026, "ntpd": "6408.2026.1", "referensi": "BPD-0002",
    }))
    .unwrap();
    assert_eq!(reversal.ntpd.as_str(), "6408.2026.1");
    assert_eq!(reversal.reference.as_str(), "BPD-0002");
    let status: StatusRequest = read(&json!({"referensi": "BPD-0001"})).unwrap();
    assert_eq!(status.reference.as_str(), "BPD-0001");
    assert!(read::<StatusRequest>(&json!({"referensi": "BPD 0001"})).is_err());
    assert!(read::<StatusRequest>(&json!({"referensi": "x".repeat(65)})).is_err());
}

#[test]
fn the_parts_of_a_payment_make_its_total() {
    let adds_up = |waived: &str, total: &str| {
        let body = payment_with("keringanan", json!(waived));
        let mut body = body;
        body["total"] = json!(total);
        read::<PaymentRequest>(&body).unwrap().adds_up()
    };
    assert!(adds_up("0", "130050") && adds_up("2550", "127500"));
    assert!(!adds_up("0", "130049") && !adds_up("0", "0"));
    assert!(!adds_up("2551", "127499"), "more is waived than there is penalty");
}
