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

    async fn the_payments_of_a_day_stand_below_the_search(db: Db) {
        let it = Treasurers::new(db).await;
        it.paid(1, "A1").await;
        let site = it.site();
        let path = "/kerja/bayar/transaksi";
        let today = site.get("id", "sri", path).await.text;
        assert!(today.contains("Virtual account") && today.contains("100.000"), "{today}");
        let nop = bill(1, 2026).nop.to_string();
        assert!(today.contains(&format!("{nop} · 2026")) && today.contains("Bank Uji"));
        let counter = site.get("id", "sri", &format!("{path}?kanal=teller")).await;
        assert!(counter.text.contains("Tidak ada yang dibukukan") && !counter.text.contains(&nop));
        let never = site.get("id", "sri", &format!("{path}?hari=2020-01-01")).await.text;
        assert!(never.contains("Tidak ada yang dibukukan"), "{never}");
        let bad = site.get("id", "sri", &format!("{path}?hari=besok")).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.text.contains("Tanggal tidak terbaca"));
        let unknown = site.get("id", "sri", &format!("{path}?q=ZZZZ")).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("id", "sri", &format!("{path}?q=A1")).await.status, StatusCode::SEE_OTHER);
    }

    async fn villages_are_folded_under_their_district_in_the_arrears(db: Db) {
        let it = Treasurers::new(db).await;
        let shown = it.site().get("id", "sri", "/kerja/bayar/piutang").await.text;
        assert!(shown.contains("<details") && shown.contains("Sangatta Utara"), "{shown}");
        assert!(shown.contains("6 SPPT · Rp600.000") && shown.contains("Teluk Lingga"), "{shown}");
        assert!(shown.contains("Lebih dari 5 tahun") && shown.contains("300.000"));
    }

    async fn account_codes_are_proposed_on_one_form(db: Db) {
        let it = Treasurers::new(db).await;
        let site = it.site();
        let path = "/kerja/bayar/rekening";
        let nothing = site.post("sri", path, path, &[("alasan", "bagan akun")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text.contains("Tidak ada yang diisi atau diubah"));
        let reason = ("alasan", "bagan akun 2026");
        let wrong = [("kode-fee", "lima"), ("nama-fee", "Biaya layanan"), ("kode-till", "1.1.1"), ("nama-till", ""), reason];
        let refused = site.post("sri", path, path, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Biaya layanan: kodenya tidak dapat dipakai"), "{}", refused.text);
        assert!(refused.text.contains("Kas loket: uraiannya tidak dapat dipakai"));
        assert!(refused.text.contains("value=\"lima\""), "what was typed comes back");
        let form = [("kode-fee", "5.1.02"), ("nama-fee", "Biaya layanan"), ("kode-till", "1.1.1"), ("nama-till", "Kas loket"), reason];
        let sent = site.post("sri", path, path, &form).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let proposal = sent.location;
        let seen = site.get("id", "yusuf", &proposal).await.text;
        assert!(seen.contains("2 kode rekening") && seen.contains("5.1.02") && seen.contains("1.1.1"), "{seen}");
        let waits = site.get("id", "sri", path).await.text;
        assert!(waits.contains("sedang menunggu keputusan") && waits.contains(&proposal), "{waits}");
        site.post("yusuf", &proposal, &format!("{proposal}/setujui"), &[("catatan", "")]).await;
        let one = [("kode-fee", "5.1.03"), ("nama-fee", "Biaya layanan"), ("kode-till", "1.1.1"), ("nama-till", "Kas loket"), reason];
        let one = site.post("sri", path, path, &one).await.location;
        assert!(site.get("id", "yusuf", &one).await.text.contains("Kode rekening: Biaya layanan 5.1.03"));
        let read = site.get("en", "yusuf", path).await.text;
        assert!(read.contains("5.1.02") && !read.contains("name=\"kode-fee\""), "{read}");
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
