//! Signing in and out.

use axum::http::StatusCode;
use identity::Role;
use testkit::TestCell;

use crate::support::{House, MIGRATIONS, PASSWORD, settings};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn an_official_signs_in_and_out(db: Db) {
        let house = House::new(db);
        let auditor = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        let closed = browser.get("/kerja").await;
        assert_eq!((closed.status, &*closed.location), (StatusCode::SEE_OTHER, "/masuk?lanjut=%2Fkerja"));
        let open = browser.sign_in(&auditor).await;
        assert_eq!((open.status, &*open.location), (StatusCode::SEE_OTHER, "/kerja"));
        let home = browser.get("/kerja").await;
        assert!(home.says("Selamat datang, Pegawai siti.rahma"), "{}", home.text);
        let out = browser.post("/kerja", "/keluar", &[]).await;
        assert_eq!(out.location, "/masuk?kabar=adm-signed-out");
        assert!(browser.get(&out.location).await.says("Anda sudah keluar."));
        assert_eq!(browser.get("/kerja").await.location, "/masuk?lanjut=%2Fkerja");
    }

    async fn what_was_wrong_is_never_said(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        let code = house.code(&siti.phone);
        let wrong_password = browser.try_to_sign_in("siti.rahma", "salah semua", &code).await;
        let wrong_code = browser.try_to_sign_in("siti.rahma", PASSWORD, "000000").await;
        let nobody = browser.try_to_sign_in("siapa.dia", PASSWORD, &code).await;
        for answer in [&wrong_password, &wrong_code, &nobody] {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.says("Gagal masuk"));
            assert!(!answer.says(PASSWORD) && !answer.says("salah semua"), "a password came back");
        }
        let plain = |text: &str| text.replace("siapa.dia", "siti.rahma");
        let body = |text: &str| plain(text).lines().filter(|l| !l.contains("csrf")).collect::<Vec<_>>().join("\n");
        assert_eq!(body(&wrong_password.text), body(&nobody.text));
        assert_eq!(body(&wrong_code.text), body(&nobody.text));
    }

    async fn five_wrong_tries_lock_the_name_and_say_for_how_long(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        for _ in 0..5 {
            browser.try_to_sign_in("siti.rahma", "salah semua", "123456").await;
        }
        let locked = browser.sign_in(&siti).await;
        assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(locked.says("Tunggu 60 menit"), "{}", locked.text);
        assert_eq!(locked.headers["retry-after"], "3570");
        house.it.clock.advance_seconds(3_600);
        assert_eq!(browser.sign_in(&siti).await.location, "/kerja");
    }

    async fn a_field_left_empty_is_named(db: Db) {
        let house = House::new(db);
        let answer = house.browser().try_to_sign_in("siti.rahma", "", "123456").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says("Kata sandi: Isian ini wajib"), "{}", answer.text);
    }

    async fn sign_in_leads_back_to_where_one_was_going_and_never_elsewhere(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let ways = [
            ("/kerja/jejak-audit?hasil=denied", "/kerja/jejak-audit?hasil=denied"),
            ("https://evil.example/", "/kerja"),
            ("//evil.example/", "/kerja"),
            ("/\\evil.example", "/kerja"),
            ("javascript:alert(1)", "/kerja"),
            ("/masuk?lanjut=/masuk", "/kerja"),
            ("/keluar", "/kerja"),
        ];
        for (wanted, led) in ways {
            let browser = house.browser();
            house.wait_for_a_new_code();
            let code = house.code(&siti.phone);
            let fields = [
                ("login", "siti.rahma"),
                ("password", PASSWORD),
                ("code", &code),
                ("lanjut", wanted),
            ];
            let answer = browser.post("/masuk", "/masuk", &fields).await;
            assert_eq!(answer.location, led, "{wanted}");
        }
    }

    async fn somebody_signed_in_needs_no_sign_in_page(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        browser.sign_in(&siti).await;
        assert_eq!(browser.get("/masuk?lanjut=/akun-saya").await.location, "/akun-saya");
    }

    async fn a_demo_cell_shows_its_people_and_lets_them_in_with_a_button(db: Db) {
        let house = House::of(TestCell::demo(db), settings());
        let person = crate::support::demo_person();
        house.identity.add_demo_account(&person).await.unwrap();
        let browser = house.browser();
        let page = browser.get("/masuk?lanjut=/akun-saya").await;
        let code = house.identity.demo_code("dewi").await.unwrap().unwrap();
        assert!(page.says("Dewi Contoh") && page.says(&code) && page.says(PASSWORD));
        let fields = [("login", "dewi"), ("lanjut", "/akun-saya")];
        let answer = browser.post("/masuk", "/masuk/contoh", &fields).await;
        assert_eq!(answer.location, "/akun-saya");
        assert!(browser.get("/akun-saya").await.says("Dewi Contoh"));
    }

    async fn a_real_cell_shows_no_demo_people_and_has_no_such_button(db: Db) {
        let house = House::new(db);
        let browser = house.browser();
        assert!(!browser.get("/masuk").await.says("Dewi Contoh"));
        let answer = browser.post("/masuk", "/masuk/contoh", &[("login", "dewi")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}
