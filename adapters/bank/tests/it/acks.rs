//! Lines of acknowledged payments survive whatever kills their writer.

use bank::{Ack, AckBook, AckKind, AckReadError, read_acks};
use base::Rupiah;

pub fn ack(reference: &str, total: i64) -> Ack {
    Ack {
        kind: AckKind::Payment,
        protocol: "h2h".to_owned(),
        paid_at: "2026-11-22T10:15:30+08:00".to_owned(),
        reference: reference.to_owned(),
        code: None,
        nop: Some("640801000100012340".to_owned()),
        tax_year: Some(2026),
        principal: Some(Rupiah(total - 50)),
        penalty: Some(Rupiah(50)),
        total: Rupiah(total),
        receipt: Some(format!("N{reference}")),
    }
}

#[tokio::test]
async fn lines_are_read_back_and_a_book_is_continued() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("acks");
    for round in 0..2 {
        let book = AckBook::open(&path).unwrap();
        book.write(&ack(&format!("REF-{round}"), 1_000)).await.unwrap();
    }
    assert_eq!(read_acks(&path).unwrap(), [ack("REF-0", 1_000), ack("REF-1", 1_000)]);
}

#[test]
fn a_last_line_that_was_cut_off_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("acks");
    let whole = serde_json::to_string(&ack("REF-1", 1_000)).unwrap();
    std::fs::write(&path, format!("{whole}\n{}", &whole[..20])).unwrap();
    assert_eq!(read_acks(&path).unwrap(), [ack("REF-1", 1_000)]);
    std::fs::write(&path, format!("{whole}\nrubbish\n{whole}\n")).unwrap();
    let wrong = read_acks(&path).unwrap_err();
    assert!(matches!(wrong, AckReadError::Line { line: 2, .. }), "{wrong}");
}
