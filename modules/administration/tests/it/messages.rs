//! The channels of messages on their page.

use axum::http::StatusCode;
use identity::Role;

use crate::reminders::{delivered, demo};
use crate::support::{House, MIGRATIONS};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn an_administrator_tries_a_channel_and_sees_it_in_the_drawer(db: Db) {
        let house = demo(db);
        let admin = house.first_administrator().await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let page = browser.get("/kerja/pesan").await;
        assert!(page.says("Laci masih kosong") && page.says("Notifikasi peramban"));
        let fields = [("channel", "sms"), ("contact", "081234567890")];
        let sent = browser.post("/kerja/pesan", "/kerja/pesan/coba", &fields).await;
        assert_eq!(sent.location, "/kerja/pesan?kabar=adm-messages-tried");
        delivered(&house).await.unwrap();
        let page = browser.get(&sent.location).await;
        assert!(page.says("+62812…90") && page.says("Pesan percobaan") && page.says("1 terkirim"));
        assert!(!page.says("81234567890"), "masked");
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn mistakes_are_told_and_nothing_is_sent(db: Db) {
        let house = demo(db);
        let admin = house.first_administrator().await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let wrong = [("channel", "sms"), ("contact", "budi")];
        let answer = browser.post("/kerja/pesan", "/kerja/pesan/coba", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says("Nomor ponsel belum benar"));
        let wrong = [("erase_channel", "mail"), ("erase_contact", "budi")];
        let answer = browser.post("/kerja/pesan", "/kerja/pesan/hapus", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says("Alamat surel belum benar"));
        assert!(delivered(&house).await.is_none());
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn an_address_is_erased_at_its_owners_request(db: Db) {
        let house = demo(db);
        let admin = house.first_administrator().await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let fields = [("channel", "mail"), ("contact", "ani@contoh.id")];
        browser.post("/kerja/pesan", "/kerja/pesan/coba", &fields).await;
        let fields = [("erase_channel", "mail"), ("erase_contact", "Ani@contoh.id")];
        let erase = async || browser.post("/kerja/pesan", "/kerja/pesan/hapus", &fields).await;
        assert_eq!(erase().await.location, "/kerja/pesan?kabar=adm-messages-erased");
        assert_eq!(erase().await.location, "/kerja/pesan?kabar=adm-messages-erased-none");
        assert!(browser.get("/kerja/pesan?kabar=adm-messages-erased").await.says("sudah dihapus"));
        assert!(browser.get("/kerja/pesan?kabar=adm-messages-erased-none").await.says("Tidak ada"));
        assert!(delivered(&house).await.is_none());
    }

    async fn an_auditor_looks_and_does_nothing(db: Db) {
        let house = House::new(db);
        let auditor = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        browser.sign_in(&auditor).await;
        let page = browser.get("/kerja/pesan").await;
        assert!(page.says("Tidak diatur") && !page.says("/kerja/pesan/coba"));
        let fields = [("channel", "sms"), ("contact", "081234567890")];
        let refused = browser.post("/akun-saya/sandi", "/kerja/pesan/coba", &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let refused = browser.post("/akun-saya/sandi", "/kerja/pesan/hapus", &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}
