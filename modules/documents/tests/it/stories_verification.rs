//! Anybody checks a document, by the page and by the API.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use documents::Neighbours;
use documents::domain::anchor::Standing;
use documents::domain::authority::Reason;
use documents::usecase::keys;
use documents::usecase::signers::{SealSigner, keep_seal};
use documents::usecase::verification::{LARGEST, VerifySettings};
use identity::Actor;
use pades::verify::{Policy, verify};
use pki::trust::TrustList;
use ports::PdfSigner;
use ports::signing::Secret;

use crate::checked_files::*;
use crate::house::MIGRATIONS;
use crate::keys_site::Office;
use crate::keys_stage::*;

/// Every page says everything it says in both languages.
fn no_words_are_missing(office: &Office) {
    assert_eq!(office.app.texts().missed(), Vec::<String>::new());
    assert_eq!(office.app.texts().gaps(), Vec::<String>::new());
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn an_internal_signature_is_intact_and_is_called_internal(db: Db) {
        let office = Office::over(Stage::new(db).await);
        office.stage.enrolled("sri", SRI).await;
        let signed = signed_by_sri(&office.stage, PDF).await;
        let page = office.checked("surat.pdf", &signed).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        for said in [
            "Asli dan utuh",
            "Sri Rahayu, S.Kom.",
            "TTE tidak tersertifikasi (internal)",
            "Waktu dibuktikan oleh stempel waktu",
            "Mencakup seluruh berkas",
            "PAdES B-T",
            "surat.pdf",
        ] {
            assert!(page.says(said), "{said}: {}", page.text());
        }
        assert!(!page.says("TTE tersertifikasi<") && !page.says("BSrE"));
        assert!(!page.says("Unduh versi ini"), "the file itself is the version");
        no_words_are_missing(&office);
    }

    async fn a_seal_is_called_a_seal_and_what_it_sealed_before_its_end_stays(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let (cell, operator) = (office.stage.cell(), Actor::operator());
        keep_seal(cell, &operator, "bapenda", "Badan Pendapatan Daerah").await.unwrap();
        let signer = SealSigner::new(cell.clone(), "bapenda");
        let (subject, none) = (signer.subject(), Secret::passphrase(String::new()));
        let sealed = signer.sign(&order(PDF, &subject, &none)).await.unwrap().pdf;
        let page = office.checked("a.pdf", &sealed).await;
        assert!(page.says("Asli dan utuh") && page.says("Segel elektronik"), "{}", page.text());

        // The own list says so, and nobody is called.
        office.stage.it.clock.advance_seconds(60);
        let der = cell::cabinet::get_public(cell, "seal-bapenda.cer").unwrap().unwrap();
        let serial = pki::Certificate::from_der(&der).unwrap().serial_hex();
        keys::revoke_by_operator(cell, &serial, Reason::KeyCompromise).await.unwrap();
        office.stage.it.clock.advance_seconds(3_600);
        assert_eq!(office.verdict(&sealed).await, "INTACT", "it is proven to be older");
    }

    async fn a_signature_of_the_list_has_the_name_that_people_gave_its_authority(db: Db) {
        let office = Office::over(Stage::new(db).await);
        after_the_corpus(&office.stage);
        let letter = corpus("valid/b-lta.pdf");
        assert_eq!(office.verdict(&letter).await, "UNTRUSTED");
        let page = office.checked("b.pdf", &letter).await;
        assert!(page.says("Penanda tangan belum dapat dipercaya"), "{}", page.text());
        assert!(page.says("Tanda tangan yang belum dikenal"));
        assert!(page.says("Tidak ada dalam daftar otoritas tepercaya"));

        pin_the_corpus(&office.stage, Standing::Certified).await;
        let page = office.checked("b.pdf", &letter).await;
        assert!(page.says("TTE tersertifikasi") && page.says("PSrE Contoh"), "{}", page.text());
        assert!(page.says("PAdES B-LTA") && page.says("Stempel waktu dokumen"));
        no_words_are_missing(&office);
    }

    async fn what_was_changed_is_told_with_the_page_and_with_what_to_do(db: Db) {
        let office = Office::over(Stage::new(db).await);
        after_the_corpus(&office.stage);
        pin_the_corpus(&office.stage, Standing::Certified).await;
        let changed = corpus("attacks/contents-replaced.pdf");
        let page = office.checked("c.pdf", &changed).await;
        assert_eq!(page.status, StatusCode::OK);
        for said in [
            "Berubah setelah ditandatangani",
            "Jangan pakai berkas ini sebagai bukti",
            "Isi halaman diubah setelah ditandatangani",
            "Yang sebaiknya Anda lakukan",
            "Unduh versi ini",
        ] {
            assert!(page.says(said), "{said}: {}", page.text());
        }
        assert!(!page.says("govuk-tag--green"), "nothing of it is praised");
        no_words_are_missing(&office);
    }

    async fn the_signed_version_is_cut_out_of_the_file_byte_for_byte(db: Db) {
        let office = Office::over(Stage::new(db).await);
        after_the_corpus(&office.stage);
        pin_the_corpus(&office.stage, Standing::Certified).await;
        let changed = corpus("attacks/contents-replaced.pdf");
        let parts: &[(&str, Option<&str>, &[u8])] =
            &[("tanda", None, b"1"), ("berkas", Some("surat.pdf"), &changed)];
        let version = office.call("/verifikasi/versi", FORM, form(parts)).await;
        assert_eq!((version.status, &*version.kind), (StatusCode::OK, "application/pdf"));
        assert!(version.bytes.len() < changed.len() && changed.starts_with(&version.bytes));
        assert_eq!(office.verdict(&version.bytes).await, "INTACT");
        let parts: &[(&str, Option<&str>, &[u8])] =
            &[("tanda", None, b"9"), ("berkas", Some("surat.pdf"), &changed)];
        let none = office.call("/verifikasi/versi", FORM, form(parts)).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        let unsigned = form(&[("berkas", Some("x.pdf"), PDF)]);
        let none = office.call("/verifikasi/versi", FORM, unsigned).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }

    async fn the_pages_of_the_signed_version_are_compared(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let changed = corpus("attacks/contents-replaced.pdf");
        let parts: &[(&str, Option<&str>, &[u8])] =
            &[("tanda", None, b"1"), ("berkas", Some("surat.pdf"), &changed)];
        let shown = office.call("/verifikasi/halaman", FORM, form(parts)).await;
        assert_eq!(shown.status, StatusCode::OK);
        let text = String::from_utf8_lossy(&shown.bytes);
        assert!(text.contains("Ada halaman yang tidak sama") && text.contains("data:image/png"));
        let twice = corpus("valid/table-two.pdf");
        let parts: &[(&str, Option<&str>, &[u8])] =
            &[("tanda", None, b"1"), ("berkas", Some("surat.pdf"), &twice)];
        let shown = office.call("/verifikasi/halaman", FORM, form(parts)).await;
        let text = String::from_utf8_lossy(&shown.bytes);
        assert!(text.contains("Tidak ada yang berubah pada halaman"), "{text}");
        let unsigned = form(&[("berkas", Some("x.pdf"), PDF)]);
        let none = office.call("/verifikasi/halaman", FORM, unsigned).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }

    async fn any_bytes_get_an_answer(db: Db) {
        let office = Office::over(Stage::new(db).await);
        after_the_corpus(&office.stage);
        let garbage: Vec<u8> = (0..9_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let cases: [(&[u8], &str, &str); 4] = [
            (PDF, "UNSIGNED", "Tidak bertanda tangan"),
            (b"", "MALFORMED", "Berkas rusak"),
            (&garbage, "MALFORMED", "Berkas rusak"),
            (&PDF[..120], "MALFORMED", "Berkas rusak"),
        ];
        for (file, verdict, words) in cases {
            assert_eq!(office.verdict(file).await, verdict);
            let page = office.checked("x.pdf", file).await;
            assert_eq!(page.status, StatusCode::OK, "{verdict}: {}", page.text());
            assert!(page.says(words), "{words}");
        }
        no_words_are_missing(&office);
    }

    async fn a_form_without_a_file_says_what_to_do(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let start = office.get("", "/verifikasi").await;
        assert_eq!(start.status, StatusCode::OK);
        assert!(start.says("Paling besar 100 MB") && start.says("tidak disimpan"));
        assert!(!start.says("name=\"csrf\""), "no token, and so no cookie");
        let empty = office.checked("", b"").await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.says("Belum ada berkas yang dipilih"), "{}", empty.text());
        let other = office.call("/verifikasi", FORM, form(&[("lain", Some("a.pdf"), PDF)])).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        let cut = office.call("/verifikasi", FORM, b"--edge\r\nConte".to_vec()).await;
        assert!(cut.status.is_client_error(), "{}", cut.status);
        let plain = office.call("/verifikasi", "text/plain", b"x".to_vec()).await;
        assert!(plain.status.is_client_error(), "{}", plain.status);
        assert_eq!(office.get_in("en", "", "/verifikasi").await.status, StatusCode::OK);
        no_words_are_missing(&office);
    }

    async fn the_api_answers_as_the_command_does(db: Db) {
        let office = Office::over(Stage::new(db).await);
        after_the_corpus(&office.stage);
        let changed = corpus("attacks/contents-replaced.pdf");
        let policy = Policy::new(TrustList::new(), office.stage.cell().now());
        let expected = serde_json::to_value(verify(&changed, &policy)).unwrap();
        let body = form(&[("file", Some("a.pdf"), &changed)]);
        for (kind, body) in [("application/pdf", changed.clone()), (FORM, body)] {
            let shown = office.call(API, kind, body).await;
            assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
            let answer: serde_json::Value = serde_json::from_slice(&shown.bytes).unwrap();
            assert_eq!(answer, expected);
        }
    }

    async fn the_api_refuses_in_problem_documents(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let cases: [(&str, Vec<u8>, u16, &str); 3] = [
            ("application/json", b"{}".to_vec(), 422, "documents/verify-media"),
            (FORM, form(&[("x", Some("a.pdf"), PDF)]), 422, "documents/verify-no-file"),
            ("application/pdf", vec![b'%'; LARGEST + 1], 413, "documents/verify-too-large"),
        ];
        for (kind, body, status, code) in cases {
            let shown = office.call(API, kind, body).await;
            assert_eq!(shown.status.as_u16(), status, "{code}");
            assert_eq!(shown.kind, "application/problem+json");
            assert!(shown.says(code), "{}", shown.text());
        }
        let large = form(&[("berkas", Some("a.pdf"), &vec![b'%'; LARGEST + 1])]);
        let page = office.call("/verifikasi", FORM, large).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(page.says("lebih besar dari 100 MB"));
        no_words_are_missing(&office);
    }

    async fn a_stranger_may_ask_so_often_and_no_more(db: Db) {
        let stage = Stage::new(db).await;
        let mut neighbours = Neighbours::new(stage.identity.clone());
        neighbours.verify = VerifySettings { per_minute: 2, ..VerifySettings::default() };
        let office = Office::with(stage, neighbours);
        assert_eq!(office.verdict(PDF).await, "UNSIGNED");
        assert_eq!(office.checked("a.pdf", PDF).await.status, StatusCode::OK);
        let third = office.call(API, "application/pdf", PDF.to_vec()).await;
        assert_eq!(third.status, StatusCode::TOO_MANY_REQUESTS);
        office.stage.it.clock.advance_seconds(31);
        assert_eq!(office.verdict(PDF).await, "UNSIGNED");
    }
}
