//! The pages as people see them, in both languages, without a script.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;

use crate::house::*;

/// The form of a memo as a browser sends it.
fn memo<'a>(signer: &'a str, reviewer: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("hal", "Laporan kemajuan"),
        ("klasifikasi", "000.8.3.3"),
        ("sifat", "biasa"),
        ("kecepatan", "segera"),
        ("kepada-kantor[]", "bapenda"),
        ("kepada-luar", "PT Contoh; Sangatta"),
        (
            "isi-naskah",
            "Dengan **hormat**\n\n1. satu\n2. dua <b>\n\n| A | B |\n|---|---:|\n| x | 5 |",
        ),
        ("penanda-tangan", signer),
        ("pemaraf-1", reviewer),
        ("cara-1", "hierarki"),
    ]
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_letter_travels_through_the_pages(db: Db) {
        let house = House::new(db).await;
        let (signer, reviewer) = (house.position("kadis").to_string(), house.position("kabid").to_string());
        let form = memo(&signer, &reviewer);
        let new = "/naskah/baru/nota-dinas";
        let made = house.post("lina", new, new, &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let letter = made.location;
        let shown = house.get("lina", &letter).await;
        for said in ["Laporan kemajuan", "Konsep", "<strong>hormat</strong>", "dua &lt;b&gt;", "PT Contoh"] {
            assert!(shown.says(said), "{said}: {}", shown.text());
        }
        let picture = house.get("lina", &format!("{letter}/halaman/1.png")).await;
        assert!(picture.bytes.starts_with(b"\x89PNG"));
        assert!(house.get("lina", &format!("{letter}/baca")).await.says("Halaman 1 dari 1"));

        let mut better = form.clone();
        better[0] = ("hal", "Laporan kemajuan kerja");
        better.extend([("versi", "1"), ("catatan", "judul")]);
        let edit = format!("{letter}/ubah");
        let saved = house.post("lina", &edit, &edit, &better).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let changed = house.get("lina", &format!("{letter}/beda")).await;
        assert!(changed.says("<ins>kerja</ins>") || changed.says("kerja</ins>"), "{}", changed.text());
        let stale = house.post("lina", &edit, &edit, &better).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.says("Sudah ada versi 2"));

        let sent = house.post("lina", &letter, &format!("{letter}/ajukan"), &[("versi", "2")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let waits = house.get("wati", "/naskah/menunggu").await;
        assert!(waits.says("Laporan kemajuan kerja") && waits.says("Kepala Bidang Aplikasi"));
        let step = [("langkah", "1"), ("versi", "2")];
        let refused = house.post("wati", &letter, &format!("{letter}/kembalikan"), &step).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("Tulis alasannya"));
        let done = house.post("wati", &letter, &format!("{letter}/paraf"), &step).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let done = house.post("tuti", &letter, &format!("{letter}/terbitkan"), &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let shown = house.get("rudi", &letter).await;
        assert!(shown.says("000.8.3.3/1/DISKOMINFO") && shown.says("menunggu tanda tangan Anda"));
        let html = String::from_utf8_lossy(&shown.bytes).into_owned();
        assert!(html.contains("000.8.3.3/<wbr>1/<wbr>DISKOMINFO"), "{html}");
        let pdf = house.get("lina", &format!("{letter}/naskah.pdf")).await;
        assert!(pdf.bytes.starts_with(b"%PDF"));
        let register = house.get("tuti", "/naskah/agenda").await;
        assert!(register.says("000.8.3.3/1/DISKOMINFO"));
        assert!(register.says("– Dinas Komunikasi dan Informatika</option>"), "{}", register.text());
        let sheet = house.get("tuti", "/naskah/agenda.xlsx").await;
        assert!(sheet.bytes.starts_with(b"PK"));
        assert!(house.get("lina", "/naskah/cari?q=kemaj").await.says("Laporan kemajuan kerja"));
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn every_type_has_a_form_in_both_languages(db: Db) {
        let house = House::new(db).await;
        let types: Vec<String> = house.office.types().iter().map(|kind| kind.id.clone()).collect();
        for language in ["id", "en"] {
            for kind in &types {
                let shown = house.get_in(language, "lina", &format!("/naskah/baru/{kind}")).await;
                assert_eq!(shown.status, StatusCode::OK, "{kind}: {}", shown.text());
            }
            for path in ["/naskah", "/naskah/baru", "/naskah/menunggu", "/naskah/agenda", "/naskah/cari", "/naskah/cari?q=x", "/naskah/klasifikasi"] {
                assert_eq!(house.get_in(language, "lina", path).await.status, StatusCode::OK, "{path}");
            }
            assert_eq!(house.get_in(language, "tuti", "/naskah/nomor").await.status, StatusCode::OK);
        }
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
        assert_eq!(house.app.texts().gaps(), Vec::<String>::new());
    }

    async fn a_new_form_proposes_the_usual_way(db: Db) {
        let house = House::new(db).await;
        let form = house.get("wati", "/naskah/baru/nota-dinas").await.text();
        for short in ["sekdis", "kadis"] {
            let chosen = format!("<option value=\"{}\" selected>", house.position(short));
            assert!(form.contains(&chosen), "{short}");
        }
        let other = format!("<option value=\"{}\" selected>", house.position("kaban"));
        assert!(!form.contains(&other));
    }

    async fn files_are_looked_at_whatever_they_are_called(db: Db) {
        let house = House::new(db).await;
        let id = house.begun(house.memo("Dengan lampiran", &["kabid"], "kadis")).await;
        let letter = format!("/naskah/{id}");
        let path = format!("{letter}/berkas");
        let program = house.upload("lina", &letter, &path, ("laporan.pdf", b"MZ\x90\x00")).await;
        assert_eq!(program.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(program.says("Berkas ini sebuah program"));
        let photo = b"\x89PNG\r\n\x1a\n a picture";
        let added = house.upload("lina", &letter, &path, ("../../foto lapangan.exe", photo)).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
        let shown = house.get("lina", &letter).await.text();
        assert!(shown.contains("foto lapangan.png"), "{shown}");
        let (_, rest) = shown.split_once(&format!("{path}/")).unwrap();
        let file = format!("{path}/{}", rest.split(['"', '/']).next().unwrap());
        assert_eq!(house.get("lina", &file).await.bytes, photo);
        assert_eq!(house.get("dina", &file).await.status, StatusCode::NOT_FOUND);
        let dropped = house.post("lina", &letter, &format!("{file}/lepas"), &[]).await;
        assert_eq!(dropped.status, StatusCode::SEE_OTHER);
        assert!(house.get("lina", &letter).await.says("Tidak ada lampiran"));
        let words = house.upload("lina", &letter, &format!("{letter}/pdf"), ("a.pdf", b"plain words")).await;
        assert_eq!(words.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn who_may_not_does_not_come_in(db: Db) {
        let house = House::new(db).await;
        let id = house.begun(house.memo("Rahasia kantor", &["kabid"], "kadis")).await;
        let letter = format!("/naskah/{id}");
        for path in [letter.clone(), format!("{letter}/ubah"), format!("{letter}/baca"), format!("{letter}/naskah.pdf")] {
            let status = house.get("nia", &path).await.status;
            assert!(status == StatusCode::NOT_FOUND || status == StatusCode::FORBIDDEN, "{path}: {status}");
        }
        assert_eq!(house.get("hasan", "/naskah/baru").await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.get("lina", "/naskah/nomor").await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.get("lina", "/naskah/klasifikasi/muat").await.status, StatusCode::FORBIDDEN);
        assert_ne!(house.get("", "/naskah").await.status, StatusCode::OK);
        let other = house.get("hasan", &format!("{letter}/ubah")).await;
        assert_eq!(other.status, StatusCode::FORBIDDEN);
    }

    async fn a_clerk_keeps_books_and_letterhead(db: Db) {
        let house = House::new(db).await;
        let path = "/naskah/nomor";
        let opened = house.post("tuti", path, "/naskah/nomor/buku", &[("seri", "nota-dinas")]).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text());
        let page = house.get("tuti", path).await.text();
        let (_, rest) = page.split_once("action=\"/naskah/nomor/buku/").unwrap();
        let book = format!("/naskah/nomor/buku/{}", rest.split('"').next().unwrap());
        let bad = house.post("tuti", path, &book, &[("pola", "{urut}/{x}"), ("pemilik", "here")]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.says("karakter 8"), "{}", bad.text());
        let good = house.post("tuti", path, &book, &[("pola", "{urut}/{unit}"), ("pemilik", "here")]).await;
        assert_eq!(good.status, StatusCode::SEE_OTHER);
        let head = [("alamat-kop", "Jl. Soekarno-Hatta 1"), ("tempat-naskah", "Sangatta"), ("unit", "KOMINFO")];
        let set = house.post("tuti", path, "/naskah/nomor/kop", &head).await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());
        let id = house.fixed("Dengan kop").await;
        let number = house.shown("lina", id).await.loaded.record.number;
        assert_eq!(number.as_deref(), Some("1/KOMINFO"));
        let block = house.post("tuti", path, &format!("{book}/blok"), &[("banyak", "2"), ("alasan", "mati lampu")]).await;
        assert_eq!(block.status, StatusCode::SEE_OTHER);
        assert!(house.get("tuti", path).await.says("Blok 2–3"));
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }
}
