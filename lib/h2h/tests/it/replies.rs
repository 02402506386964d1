//! What the biller answers, and how a bank reads it.

use base::{Nop, Rupiah};
use h2h::{
    Code, InquiryReply, PaymentReply, PaymentState, Refusal, ReplyError, ReversalReply,
    StatusReply, approved, read_reply,
};
use snap::Timestamp;

fn time() -> Timestamp {
    Timestamp::parse("2026-11-22T10:15:31+08:00").unwrap()
}

fn nop() -> Nop {
    Nop::parse("640801000100012340").unwrap()
}

fn paid() -> PaymentReply {
    PaymentReply {
        nop: nop(),
        tax_year: 2026,
        reference: h2h::Reference::new("BPD-0001").unwrap(),
        ntpd: h2h::Ntpd::new("640826000001").unwrap(),
        total: Rupiah(130_050),
        principal_account: "4.1.01.15.01.0001".to_owned(),
        penalty_account: "4.1.04.12.01.0001".to_owned(),
        booked_at: time(),
    }
}

#[test]
fn an_answer_to_a_payment_is_these_bytes() {
    let bytes = approved(&paid());
    assert_eq!(
        String::from_utf8(bytes.clone()).unwrap(),
        "{\"kode\":\"01\",\"pesan\":\"Disetujui\",\"nop\":\"640801000100012340\",\"thn\":\"2026\",\
         \"referensi\":\"BPD-0001\",\"ntpd\":\"640826000001\",\"total\":\"130050\",\
         \"akun_pokok\":\"4.1.01.15.01.0001\",\"akun_denda\":\"4.1.04.12.01.0001\",\
         \"waktu_buku\":\"2026-11-22T10:15:31+08:00\"}"
    );
    assert_eq!(read_reply::<PaymentReply>(200, &bytes), Ok(paid()));
}

#[test]
fn the_other_answers_are_read_back() {
    let inquiry = InquiryReply {
        nop: nop(),
        tax_year: 2026,
        payer: "Siti \"Uji\" Åse".to_owned(),
        address: "Jl. Poros RT 01\nSangatta".to_owned(),
        principal: Rupiah(127_500),
        penalty: Rupiah(2_550),
        waived: Rupiah(0),
        total: Rupiah(130_050),
        due_date: base::Date::constant(2026, 9, 30),
    };
    let bytes = approved(&inquiry);
    assert!(String::from_utf8_lossy(&bytes).contains("\"jatuh_tempo\":\"30092026\""));
    assert_eq!(read_reply::<InquiryReply>(200, &bytes), Ok(inquiry));
    let PaymentReply { reference, ntpd, total, .. } = paid();
    let reversal = ReversalReply {
        nop: nop(),
        tax_year: 2026,
        reference: reference.clone(),
        ntpd: ntpd.clone(),
        total,
        reversed_at: time(),
    };
    assert_eq!(read_reply::<ReversalReply>(200, &approved(&reversal)), Ok(reversal));
    for (status, word, reversed_at) in
        [(PaymentState::Paid, "BAYAR", None), (PaymentState::Reversed, "BATAL", Some(time()))]
    {
        let (reference, ntpd) = (reference.clone(), ntpd.clone());
        let (nop, tax_year, booked_at) = (nop(), 2026, time());
        let state =
            StatusReply { nop, tax_year, reference, ntpd, total, status, booked_at, reversed_at };
        let bytes = approved(&state);
        assert!(String::from_utf8_lossy(&bytes).contains(&format!("\"status\":\"{word}\"")));
        assert_eq!(read_reply::<StatusReply>(200, &bytes), Ok(state));
    }
}

#[test]
fn a_refusal_is_an_error_with_its_code_and_fields() {
    let refusal = Refusal::about(Code::AmountNotNumeric, "total", "angka bulat");
    let said = String::from_utf8(refusal.bytes()).unwrap();
    assert_eq!(
        said,
        r#"{"kode":"31","pesan":"Jumlah bukan angka bulat","rincian":[{"kolom":"total","alasan":"angka bulat"}]}"#
    );
    assert_eq!(read_reply::<PaymentReply>(400, said.as_bytes()), Err(ReplyError::Refused(refusal)));
}

#[test]
fn an_answer_with_another_status_than_its_code_is_not_believed() {
    let bytes = approved(&paid());
    for status in [201, 409, 500] {
        let answer = read_reply::<PaymentReply>(status, &bytes);
        assert_eq!(answer, Err(ReplyError::Status { code: Code::Approved, status }));
    }
}

#[test]
fn what_is_no_answer_is_not_believed() {
    let unpaid = br#"{"kode":"01","pesan":"Disetujui"}"#;
    let number = String::from_utf8(approved(&paid())).unwrap().replace("\"01\"", "1");
    let broken = approved(&paid());
    let broken = &broken[..broken.len() - 1];
    for body in [&unpaid[..], number.as_bytes(), broken, b"", b"<html>", b"[]"] {
        let answer = read_reply::<PaymentReply>(200, body);
        assert!(matches!(answer, Err(ReplyError::Malformed(_))), "{answer:?}");
    }
}
