//! Somebody says that something is not right, and a treasurer answers.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use audit::Who;
use axum::http::StatusCode;
use payments::usecase::partners::{self, Keys};

use crate::pages::*;
use crate::shelf::{bill, brought};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a photo";

const FORM: [(&str, &str); 3] =
    [("cerita", "Sudah bayar di bank"), ("referensi", "A1"), ("kontak", "0812 3456 7890")];

async fn report(house: &House) -> String {
    let sent = house.upload("/bayar/laporan", "/bayar/laporan", &FORM, JPEG).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    sent.location.trim_end_matches("?baru=1").to_owned()
}

/// The first report on the desk.
async fn on_desk(house: &House) -> String {
    let list = house.get("sri", "/kerja/bayar/laporan").await.text();
    let (_, rest) = list.split_once("class=\"go num\" href=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_report_with_a_slip_is_matched_answered_and_closed(db: Db) {
        let house = House::new(db);
        let id = house.stage.put(bill(1, 2026), "2027-01-31", 100_000).await;
        let partner = payments::domain::partner::Partner {
            id: "bank-uji".to_owned(),
            name: "Bank Uji".to_owned(),
            client_key: "BANK-UJI".to_owned(),
            service_id: None,
            terms: Default::default(),
            networks: Vec::new(),
            active: true,
        };
        let keys = Keys { secret: Some("sixteen-letters-at-least".to_owned()), public_key: None };
        let operator = identity::Actor::operator();
        partners::add(house.stage.cell(), &operator, &partner, &keys).await.unwrap();
        let who = Who::system();
        house.stage.post(&brought(&house.stage, "A1", &[id], 100_000, &who)).await.unwrap();

        let page = report(&house).await;
        let seen = house.get(CITIZEN, &page).await;
        assert!(seen.says("Menunggu petugas") && seen.says("Sudah bayar di bank"));
        // The contact is for the office only.
        assert!(!seen.says("0812"));

        let desk = on_desk(&house).await;
        let shown = house.get("sri", &desk).await;
        for said in ["0812 3456 7890", "Bank Uji", "Rp100.000", "STTS "] {
            assert!(shown.says(said), "{said}: {}", shown.text());
        }
        let slip = house.get("sri", &format!("{desk}/bukti")).await;
        assert_eq!(slip.bytes, JPEG);

        let answer = [("cerita", "Sudah tercatat, lihat tanda terimanya.")];
        let sent = house.post("sri", &desk, &format!("{desk}/jawab"), &answer).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let seen = house.get(CITIZEN, &page).await;
        assert!(seen.says("Sudah dijawab") && seen.says("Petugas: Sri Contoh"));

        house.post(CITIZEN, &page, &page, &[("cerita", "Terima kasih")]).await;
        assert!(house.get(CITIZEN, &page).await.says("Menunggu petugas"));
        house.post("sri", &desk, &format!("{desk}/tutup"), &[]).await;
        let seen = house.get(CITIZEN, &page).await;
        assert!(seen.says("Laporan ini sudah selesai"));
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn what_is_no_photo_too_large_or_empty_is_refused_in_words(db: Db) {
        let house = House::new(db);
        let send = async |form: &[(&str, &str)], file: &[u8]| {
            house.upload("/bayar/laporan", "/bayar/laporan", form, file).await
        };
        let program = send(&FORM, b"MZ\x90\x00 a program").await;
        assert_eq!(program.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(program.says("bukan foto atau PDF"), "{}", program.text());
        let huge = vec![0xff_u8; (10 << 20) + 1];
        assert_eq!(send(&FORM, &huge).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        let empty = send(&[("cerita", "  ")], JPEG).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let nop = send(&[("cerita", "x"), ("nop", "123")], b"").await;
        assert_eq!(nop.status, StatusCode::UNPROCESSABLE_ENTITY);
        let none = house.get("sri", "/kerja/bayar/laporan").await;
        assert!(none.says("Tidak ada laporan di sini"));
    }

    async fn only_who_reconciles_reads_reports(db: Db) {
        let house = House::new(db);
        report(&house).await;
        let desk = on_desk(&house).await;
        for path in ["/kerja/bayar/laporan", &desk, &format!("{desk}/bukti")] {
            assert_eq!(house.get("nur", path).await.status, StatusCode::FORBIDDEN, "{path}");
            assert_ne!(house.get(CITIZEN, path).await.status, StatusCode::OK, "{path}");
        }
    }

    async fn pages_of_the_office_speak_both_languages(db: Db) {
        let house = House::new(db);
        report(&house).await;
        for language in ["id", "en"] {
            for path in ["/bayar", "/bayar/laporan", "/bayar/periksa"] {
                assert_eq!(house.get_in(language, path).await.status, StatusCode::OK);
            }
        }
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
        assert_eq!(house.app.texts().gaps(), Vec::<String>::new());
    }
}
