//! The treasurer's pages: in both languages, for those who may, with forms that do what they say.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use payments::domain::reconciliation::Bucket;

use crate::office::*;
use crate::shelf::*;

const PAGES: [&str; 10] = [
    "/kerja/bayar/rekonsiliasi",
    "/kerja/bayar/usulan",
    "/kerja/bayar/lebih-bayar",
    "/kerja/bayar/transaksi",
    "/kerja/bayar/jurnal",
    "/kerja/bayar/saldo",
    "/kerja/bayar/piutang",
    "/kerja/bayar/mitra",
    "/kerja/bayar/gangguan",
    "/kerja/bayar/rekening",
];

/// Keys that were not found stand on a page as they are.
fn no_bare_keys(text: &str, path: &str) {
    for mark in ["treasury-", "error-payments-"] {
        let bare = text.match_indices(mark).find(|(at, _)| {
            let before = text[..*at].chars().last().unwrap_or(' ');
            let rest = &text[*at..];
            matches!(before, '>' | ' ' | '(') && !rest.starts_with("treasury-office\"")
        });
        assert!(bare.is_none(), "{path}: {}", &text[bare.unwrap_or((0, "")).0..][..40]);
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn every_page_is_shown_in_both_languages(db: Db) {
        let it = Treasurers::new(db).await;
        it.paid(1, "A1").await;
        it.load(&[("A1", 1, 100_000, "BAYAR"), ("Z9", 2, 50_000, "BAYAR")]).await;
        let site = it.site();
        let mut seen = Vec::new();
        for language in ["id", "en"] {
            for path in PAGES {
                let shown = site.get(language, "sri", path).await;
                assert_eq!(shown.status, StatusCode::OK, "{path}: {}", shown.text);
                no_bare_keys(&shown.text, path);
                seen.push(shown.text);
            }
        }
        let (first, second) = seen.split_at(PAGES.len());
        assert!(first.iter().zip(second).all(|(a, b)| a != b), "each says it in its own words");
        assert_ne!(site.get("id", "nobody", PAGES[0]).await.status, StatusCode::OK);
    }

    async fn a_finding_goes_from_page_to_page_to_its_end(db: Db) {
        let it = Treasurers::new(db).await;
        it.stage.put(bill(2, 2026), "2027-01-31", 100_000).await;
        let id = it.load(&[("Z9", 2, 100_000, "BAYAR")]).await;
        it.chart().await;
        let site = it.site();
        let file = format!("/kerja/bayar/rekonsiliasi/{id}");
        let finding = format!("{file}/temuan/1");
        let shown = site.get("id", "sri", &file).await;
        assert!(shown.text.contains("Hanya di bank") && shown.text.contains("Perlu diputuskan"));
        let no_reason = site.post("sri", &finding, &finding, &[("tindakan", "book"), ("alasan", "")]).await;
        assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(no_reason.text.contains("Alasannya terlalu pendek"));
        let form = [("tindakan", "book"), ("alasan", "ada di rekening koran")];
        let sent = site.post("sri", &finding, &finding, &form).await;
        assert_eq!((sent.status, &sent.location), (StatusCode::SEE_OTHER, &file));
        let waiting = it.treasury.proposals(&it.yusuf, None, 5).await.unwrap().waiting;
        let proposal = format!("/kerja/bayar/usulan/{}", waiting[0].id);
        let own = site.get("id", "sri", &proposal).await;
        assert!(!own.text.contains("/setujui\""), "no button for whoever proposed");
        let done = site.post("yusuf", &proposal, &format!("{proposal}/setujui"), &[("catatan", "")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let closed = site.post("yusuf", &file, &format!("{file}/tutup"), &[]).await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text);
        let minutes = site.get("id", "yusuf", &format!("{file}/berita-acara.pdf")).await;
        assert!(minutes.bytes.starts_with(b"%PDF"));
        let shown = it.treasury.statement(&it.sri, &id, Bucket::OnlyAtBank, 0, 5).await;
        assert!(shown.unwrap().found[0].it.action.is_some());
    }

    async fn files_can_be_downloaded(db: Db) {
        let it = Treasurers::new(db).await;
        it.paid(1, "A1").await;
        let site = it.site();
        let journal = site.get("id", "sri", "/kerja/bayar/jurnal.csv").await;
        assert!(journal.text.contains("Tanggal,Jenis,Kode rekening"), "{}", journal.text);
        assert!(journal.text.contains("100000"));
        let book = site.get("id", "sri", "/kerja/bayar/jurnal.xlsx").await;
        assert!(book.bytes.starts_with(b"PK"));
        let ages = site.get("id", "sri", "/kerja/bayar/piutang.csv").await;
        assert!(ages.text.contains("Teluk Lingga,Sangatta Utara,2020"), "{}", ages.text);
    }

    async fn a_partner_is_added_changed_and_shut_out(db: Db) {
        let it = Treasurers::new(db).await;
        let site = it.site();
        let list = "/kerja/bayar/mitra";
        let form = [
            ("kata", "bank-dua"),
            ("nama", "Bank Dua"),
            ("awalan", "88002"),
            ("jaringan", "10.0.0.0/8"),
            ("dialek", "{\"quote_minutes\":10}"),
            ("client-key", "BANKDUA"),
            ("rahasia", "rahasia-bank-dua-1"),
            ("kunci", ""),
        ];
        let added = site.post("sri", list, list, &form).await;
        assert_eq!(added.location, "/kerja/bayar/mitra/bank-dua", "{}", added.text);
        let again = site.post("sri", list, list, &form).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(!again.text.contains("rahasia-bank-dua-1"), "a secret never comes back");
        let path = added.location;
        let wrong = [("nama", "Bank Dua"), ("dialek", "{\"x\":1}"), ("aktif", "ya")];
        let refused = site.post("sri", &path, &path, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let shut = [("nama", "Bank Dua"), ("dialek", ""), ("aktif", "tidak")];
        site.post("sri", &path, &path, &shut).await;
        assert!(site.get("id", "sri", &path).await.text.contains("Ditutup"));
        assert_eq!(site.post("yusuf", list, &path, &shut).await.status, StatusCode::FORBIDDEN);
    }

    async fn a_bank_tries_its_signature_in_a_demo_cell(db: Db) {
        let it = Treasurers::new(db).await;
        let site = it.site();
        let path = "/bayar/uji-bank";
        let form = [
            ("metode", "POST"),
            ("alamat", "/snap/v1.0/transfer-va/inquiry"),
            ("waktu", "2026-11-22T10:00:00+08:00"),
            ("token", "abc"),
            ("isi", "{ \"a\": 1 }"),
            ("kunci", "rahasia-bank-uji-1"),
        ];
        let shown = site.post("sri", path, path, &form).await;
        assert!(shown.text.contains("POST:/snap/v1.0/transfer-va/inquiry:abc:"), "{}", shown.text);
        let samples = site.get("id", "nobody", "/bayar/uji-bank/contoh.sh").await;
        assert!(samples.text.starts_with("#!/bin/sh"));
    }
}
