//! One's own account.

use axum::http::StatusCode;
use identity::{Profile, Role, Settings};
use testkit::TestCell;

use crate::support::{House, MIGRATIONS, OTHER, PASSWORD, between, settings};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn an_ended_session_is_dead(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let (office, phone) = (house.browser(), house.browser());
        office.sign_in(&siti).await;
        phone.sign_in(&siti).await;
        let page = office.get("/akun-saya").await;
        assert!(page.says("Firefox, Android") && page.says("203.0.113.9"), "{}", page.text);
        let end = between(&page.text, "action=\"/akun-saya/sesi/", "/akhiri\"").unwrap();
        assert_ne!(end, "akhiri-lainnya");
        let others = "/akun-saya/sesi/akhiri-lainnya";
        let ended = office.post("/akun-saya", others, &[]).await;
        assert_eq!(ended.location, "/akun-saya?kabar=adm-sessions-ended");
        assert_eq!(phone.get("/kerja").await.location, "/masuk?lanjut=%2Fkerja");
        assert_eq!(office.get("/kerja").await.status, StatusCode::OK);
    }

    async fn one_session_can_be_ended_alone_and_not_somebody_elses(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let budi = house.person("budi", &[Role::AUDITOR]).await;
        let (office, phone, stranger) = (house.browser(), house.browser(), house.browser());
        phone.sign_in(&siti).await;
        office.sign_in(&siti).await;
        stranger.sign_in(&budi).await;
        let page = office.get("/akun-saya").await.text;
        let ends: Vec<&str> = page
            .split("action=\"")
            .filter_map(|rest| rest.split('"').next())
            .filter(|path| path.ends_with("/akhiri"))
            .collect();
        assert_eq!(ends.len(), 1, "only the other session has a button");
        let refused = stranger.post("/akun-saya", ends[0], &[]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        assert_eq!(phone.get("/kerja").await.status, StatusCode::OK);
        office.post("/akun-saya", ends[0], &[]).await;
        assert_eq!(phone.get("/kerja").await.location, "/masuk?lanjut=%2Fkerja");
    }

    async fn a_changed_password_is_the_one_that_counts(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        browser.sign_in(&siti).await;
        let path = "/akun-saya/sandi";
        let wrong = [("present", "bukan ini"), ("password", OTHER), ("repeat", OTHER)];
        let refused = browser.post(path, path, &wrong).await;
        assert!(refused.says("Kata sandi sekarang tidak benar"), "{}", refused.text);
        let right = [("present", PASSWORD), ("password", OTHER), ("repeat", OTHER)];
        let changed = browser.post(path, path, &right).await;
        assert_eq!(changed.location, "/akun-saya?kabar=adm-password-changed");
        assert_eq!(browser.get("/kerja").await.status, StatusCode::OK, "this session stays");
        let other = house.browser();
        assert_eq!(other.sign_in(&siti).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        house.wait_for_a_new_code();
        let code = house.code(&siti.phone);
        assert_eq!(other.try_to_sign_in("siti.rahma", OTHER, &code).await.location, "/kerja");
    }

    async fn an_expired_password_is_changed_before_anything_else(db: Db) {
        let bssn = Settings { profile: Profile::Bssn, ..settings() };
        let house = House::of(TestCell::new(db), bssn);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        house.it.clock.advance_seconds(181 * 86_400);
        let browser = house.browser();
        browser.sign_in(&siti).await;
        for path in ["/kerja", "/akun-saya", "/kerja/akun"] {
            assert_eq!(browser.get(path).await.location, "/akun-saya/sandi", "{path}");
        }
        let page = browser.get("/akun-saya/sandi").await;
        assert!(page.says("habis masa berlakunya") && page.says("Peraturan BSSN 4/2021"));
        let fields = [("present", PASSWORD), ("password", OTHER), ("repeat", OTHER)];
        browser.post("/akun-saya/sandi", "/akun-saya/sandi", &fields).await;
        assert_eq!(browser.get("/kerja").await.status, StatusCode::OK);
    }
}
