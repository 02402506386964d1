//! Incoming letters through their pages, as a browser sends them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use bytes::Bytes;
use documents::domain::content::Secrecy;
use documents::domain::incoming::Entry;
use documents::usecase::incoming::register::register;
use documents::usecase::incoming::scans;
use documents::usecase::incoming::show::show;
use documents::usecase::paper;

use crate::house::*;
use crate::mail::*;

/// The form of the register as a clerk fills it in.
fn typed<'a>(addressee: &'a str, received: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("pengirim", "Kementerian <Contoh>"),
        ("alamat-pengirim", "Jakarta"),
        ("asal", "government"),
        ("kantor-pengirim", ""),
        ("nomor-surat", "005/123/SJ"),
        ("tanggal-surat", ""),
        ("diterima", received),
        ("hal", "Undangan rapat koordinasi"),
        ("klasifikasi", "000.8.3.3 Tata laksana"),
        ("sifat", "biasa"),
        ("kecepatan", "segera"),
        ("jumlah-lampiran", "1"),
        ("tujuan", addressee),
    ]
}

const NEW: &str = "/naskah/masuk/baru";

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_letter_is_registered_with_its_scan_and_disposed_with_three_taps(db: Db) {
        let house = House::new(db).await;
        let (kadis, today) = (house.position("kadis").to_string(), house.it.cell.today().to_string());
        let form = typed(&kadis, &today);
        let scan = ("surat.pdf", PICTURE);
        let program = house.multipart("tuti", NEW, NEW, &form, ("pindaian", "a.pdf", b"MZ\x90")).await;
        assert_eq!(program.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(program.says("Berkas ini sebuah program") && program.says("Undangan rapat koordinasi"), "{}", program.text());
        let made = house.multipart("tuti", NEW, NEW, &form, ("pindaian", scan.0, scan.1)).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let letter = made.location;
        let shown = house.get("tuti", &letter).await;
        let year = house.it.cell.today().year();
        for said in ["Undangan rapat koordinasi", "Kementerian &#60;Contoh&#62;", &format!("1/{year}"), "belum dibuka"] {
            assert!(shown.says(said), "{said}: {}", shown.text());
        }
        let double = house.multipart("tuti", NEW, NEW, &form, ("pindaian", "", b"")).await;
        assert_eq!(double.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(double.says("mungkin sudah dicatat") && double.says(&letter), "{}", double.text());
        let mut again = form.clone();
        again.push(("ganda", "1"));
        let accepted = house.multipart("tuti", NEW, NEW, &again, ("pindaian", "", b"")).await;
        assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.text());

        // The head: open, tick somebody, tick what, done.
        assert!(house.get("rudi", "/naskah/menunggu").await.says(&letter));
        let page = house.get("rudi", &letter).await;
        let (_, rest) = page.text().split_once("<img class=\"paper\" src=\"").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        let picture = house.get("rudi", rest.split('"').next().unwrap()).await;
        assert_eq!(picture.bytes, PICTURE);
        let kabid = house.position("kabid").to_string();
        let give = format!("{letter}/disposisi");
        let nobody = house.post("rudi", &letter, &give, &[("dari", "0"), ("instruksi[]", "hadiri"), ("pesan", "tepat waktu")]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nobody.says("Belum ada yang dituju") && nobody.says("tepat waktu"));
        let taps = [("dari", "0"), ("kepada[]", &kabid), ("instruksi[]", "hadiri")];
        let given = house.post("rudi", &letter, &give, &taps).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text());
        assert!(house.get("wati", "/naskah/menunggu").await.says("Disposisi baru"));
        let shown = house.get("wati", &letter).await;
        assert!(shown.says("Hadiri dan laporkan") && shown.says("dibaca Wati Contoh"), "{}", shown.text());
        let sheet = house.get("wati", &format!("{letter}/lembar/1.pdf")).await;
        assert!(sheet.bytes.starts_with(b"%PDF"));

        // The receiver: done, with a file.
        let answer = format!("{letter}/1/tindak-lanjut");
        let done = house.multipart("wati", &letter, &answer, &[("hasil", "sudah dihadiri")], ("berkas", "laporan.png", PICTURE)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let shown = house.get("rudi", &letter).await;
        assert!(shown.says("sudah dihadiri") && shown.says("laporan.png") && shown.says("Terima hasilnya"));
        let closed = house.post("rudi", &letter, &format!("{letter}/1/tutup"), &[]).await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text());
        let late = house.post("rudi", &letter, &format!("{letter}/1/tutup"), &[]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(house.get("tuti", "/naskah/masuk?keadaan=done").await.says("Undangan rapat koordinasi"));
        assert!(house.get("tuti", "/naskah/cari?q=koordin").await.says(&letter));
        let file = house.get("tuti", "/naskah/masuk.xlsx?keadaan=done").await;
        assert!(file.bytes.starts_with(b"PK"));
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn a_pdf_shows_its_first_page_or_says_that_it_cannot(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let paper = house.fixed("Surat dari luar").await;
        let pdf = paper::pdf(office, house.actor("lina"), paper).await.unwrap().content();
        let id = register(office, tuti, fresh(house.entry("Surat dalam PDF"))).await.unwrap();
        let letter = format!("/naskah/masuk/{id}");
        scans::add(office, tuti, id, ("baik.pdf", pdf)).await.unwrap();
        scans::add(office, tuti, id, ("rusak.pdf", Bytes::from_static(b"%PDF-1.7 x"))).await.unwrap();
        scans::add(office, tuti, id, ("foto.png", Bytes::from_static(PICTURE))).await.unwrap();
        let page = house.get("rudi", &letter).await;
        let kept = show(office, house.actor("rudi"), id).await.unwrap().files;
        let of = |name: &str| {
            let file = kept.iter().find(|kept| kept.file.name == name).unwrap();
            format!("{letter}/berkas/{}", file.file.sha256)
        };
        for name in ["baik.pdf", "rusak.pdf"] {
            assert!(page.says(&format!("src=\"{}/gambar\"", of(name))), "{}", page.text());
            assert!(page.says(&format!("Buka {name}")), "the file itself is always there");
        }
        let drawn = house.get("rudi", &format!("{}/gambar", of("baik.pdf"))).await;
        assert!(drawn.bytes.starts_with(b"\x89PNG"));
        let broken = house.get("rudi", &format!("{}/gambar", of("rusak.pdf"))).await;
        assert!(broken.says("<svg") && broken.says("Halaman ini tidak dapat digambar"));
        let english = house.get_in("en", "rudi", &format!("{}/gambar", of("rusak.pdf"))).await;
        assert!(english.says("This page cannot be drawn"), "{}", english.text());
        // Whoever may not read the file sees no picture of it either.
        for name in ["baik.pdf", "rusak.pdf"] {
            let stranger = house.get("dina", &format!("{}/gambar", of(name))).await;
            assert_eq!(stranger.status, StatusCode::NOT_FOUND, "{name}");
        }
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn an_entry_is_corrected_on_its_form(db: Db) {
        let house = House::new(db).await;
        let letter = format!("/naskah/masuk/{}", house.came("Undnagan").await);
        let edit = format!("{letter}/ubah");
        assert!(house.get("tuti", &edit).await.says("Undnagan"));
        let (kadis, today) = (house.position("kadis").to_string(), house.it.cell.today().to_string());
        let mut form = typed(&kadis, &today);
        form.extend([("versi", "1"), ("catatan", "salah ketik")]);
        form[6].1 = "2999-01-01";
        let refused = house.post("tuti", &edit, &edit, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("ada di masa depan") && refused.says("2999-01-01"));
        form[6].1 = &today;
        let saved = house.post("tuti", &edit, &edit, &form).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let shown = house.get("tuti", &letter).await;
        assert!(shown.says("Undnagan → Undangan rapat koordinasi") && shown.says("salah ketik"), "{}", shown.text());
        let void = house.post("tuti", &letter, &format!("{letter}/hapus-entri"), &[("alasan", "")]).await;
        assert!(void.says("Tulis alasannya"));
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn an_adjutant_sorts_on_the_page_and_finds_no_form_to_decide(db: Db) {
        let house = House::new(db).await;
        let entry = house.entry_for("bupati", "Kunjungan menteri");
        let id = register(&house.office, house.actor("sari"), fresh(entry)).await.unwrap();
        let letter = format!("/naskah/masuk/{id}");
        let shown = house.get("ajudan", &letter).await;
        assert!(shown.says("Pilah untuk pejabat") && !shown.says("Disposisikan"), "{}", shown.text());
        let bad = house.post("ajudan", &letter, &format!("{letter}/pilah"), &[("urutan", "satu")]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        let note = [("mendesak", "1"), ("urutan", "1"), ("ringkasan", "besok pagi")];
        let sorted = house.post("ajudan", &letter, &format!("{letter}/pilah"), &note).await;
        assert_eq!(sorted.status, StatusCode::SEE_OTHER, "{}", sorted.text());
        assert!(house.get("bupati", "/naskah/menunggu").await.says("besok pagi"));
        assert!(house.get("ajudan", "/naskah/menunggu").await.says("Anda dapat membaca, bukan memutuskan"));
        let give = house.post("ajudan", &letter, &format!("{letter}/disposisi"), &[("dari", "0")]).await;
        assert_eq!(give.status, StatusCode::FORBIDDEN);
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn every_page_in_both_languages(db: Db) {
        let house = House::new(db).await;
        let id = house.came("Undangan").await;
        house.try_give("rudi", id, 0, &["kabid", "sekdis"], order(None)).await.unwrap();
        let letter = format!("/naskah/masuk/{id}");
        for language in ["id", "en"] {
            for who in ["tuti", "rudi", "wati", "joko", "lina", "hasan"] {
                for path in ["/naskah/masuk", "/naskah/masuk?keadaan=lewat", "/naskah/menunggu", "/naskah/cari?q=undangan", &letter] {
                    let shown = house.get_in(language, who, path).await;
                    assert_eq!(shown.status, StatusCode::OK, "{who} {path}: {}", shown.text());
                }
            }
            for path in [NEW, &format!("{letter}/ubah")] {
                assert_eq!(house.get_in(language, "tuti", path).await.status, StatusCode::OK, "{path}");
            }
        }
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
        assert_eq!(house.app.texts().gaps(), Vec::<String>::new());
    }

    async fn who_may_not_does_not_come_in(db: Db) {
        let house = House::new(db).await;
        let entry = Entry { secrecy: Secrecy::Rahasia, ..house.entry("Rahasia sekali") };
        let id = register(&house.office, house.actor("tuti"), fresh(entry)).await.unwrap();
        let letter = format!("/naskah/masuk/{id}");
        for who in ["lina", "wati", "hasan", "nia", "bupati"] {
            assert_eq!(house.get(who, &letter).await.status, StatusCode::NOT_FOUND, "{who}");
            assert!(!house.get(who, "/naskah/masuk?kantor=diskominfo").await.says("Rahasia sekali"), "{who}");
            let sheet = house.get(who, "/naskah/masuk.xlsx?kantor=diskominfo").await;
            assert_eq!(sheet.status, StatusCode::OK, "{who}");
        }
        assert_eq!(house.get("lina", NEW).await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.get("lina", &format!("{letter}/ubah")).await.status, StatusCode::FORBIDDEN);
        assert_ne!(house.get("", "/naskah/masuk").await.status, StatusCode::OK);
        assert_eq!(house.get("tuti", "/naskah/masuk/x").await.status, StatusCode::NOT_FOUND);
        let made_up = house.post("tuti", "/naskah/menunggu", "/naskah/masuk/terima/x", &[]).await;
        assert_eq!(made_up.status, StatusCode::NOT_FOUND);
    }
}
