//! The administrator's work on positions and on who holds them.

use axum::http::StatusCode;
use identity::Role;

use crate::support::{Browser, House, MIGRATIONS};

const NEW: &str = "/kerja/jabatan/baru";

async fn made(browser: &Browser<'_>, title: &str) -> String {
    let fields =
        [("title", title), ("agency", "bapenda"), ("rank", "head"), ("abbreviation", "KABAN")];
    let made = browser.post(NEW, NEW, &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.location
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn an_administrator_fills_a_position_and_ends_it(db: Db) {
        let house = House::new(db);
        house.agencies().await;
        let admin = house.first_administrator().await;
        house.person("budi", &[]).await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        assert!(browser.get("/kerja/jabatan").await.says("Belum ada jabatan"));
        let page = made(&browser, "Kepala Badan Pendapatan").await;
        assert!(browser.get("/kerja/jabatan").await.says("kosong"));
        let appoint = format!("{page}/tetapkan");
        let fields = [
            ("pemegang", "budi"),
            ("basis", "plt"),
            ("from", "2025-01-05"),
            ("until", ""),
            ("decree", "821.2/15/2025"),
            ("grade", "Pembina (IV/a)"),
        ];
        let done = browser.post(&page, &appoint, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert!(browser.get("/kerja/jabatan?kantor=bapenda").await.says("Plt. Pegawai budi"));
        let again = browser.post(&page, &appoint, &fields).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.says("sudah terisi"), "{}", again.text);
        let held = browser.post(&page, &format!("{page}/hapus"), &[("hapus", "ya")]).await;
        assert_eq!(held.status, StatusCode::CONFLICT);
        let text = browser.get(&page).await.text;
        let (_, rest) = text.split_once("/akhiri/").expect("a tenure that runs");
        let end = format!("{page}/akhiri/{}", rest.split('"').next().unwrap());
        let ended = browser.post(&page, &end, &[("until", "2025-12-31")]).await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text);
        assert!(browser.get("/kerja/jabatan").await.says("kosong"));
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn mistakes_about_positions_are_told_at_their_fields(db: Db) {
        let house = House::new(db);
        house.agencies().await;
        let admin = house.first_administrator().await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let nameless = browser.post(NEW, NEW, &[("title", " "), ("agency", "bapenda"), ("rank", "head")]).await;
        assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nameless.says("Nama jabatan ini tidak dapat dipakai"));
        let page = made(&browser, "Kepala Badan").await;
        let appoint = format!("{page}/tetapkan");
        let nobody = [("pemegang", "hantu"), ("basis", "definitif"), ("from", "2025-01-05"), ("decree", "1")];
        let refused = browser.post(&page, &appoint, &nobody).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("Tidak ada akun dengan nama pengguna ini"), "{}", refused.text);
        let undated = [("pemegang", "budi"), ("basis", "definitif"), ("from", "besok"), ("decree", "1")];
        let refused = browser.post(&page, &appoint, &undated).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(browser.get("/kerja/jabatan/x").await.status, StatusCode::NOT_FOUND);
    }

    async fn an_auditor_reads_positions_and_changes_none(db: Db) {
        let house = House::new(db);
        house.agencies().await;
        let admin = house.first_administrator().await;
        let (office, reader) = (house.browser(), house.browser());
        office.sign_in(&admin).await;
        let page = made(&office, "Kepala Badan").await;
        let hasan = house.person("hasan", &[Role::AUDITOR]).await;
        reader.sign_in(&hasan).await;
        assert!(reader.get(&page).await.says("Kepala Badan"));
        assert!(!reader.get(&page).await.says("name=\"title\""));
        assert_eq!(reader.get(NEW).await.status, StatusCode::FORBIDDEN);
        let clerk = house.person("lina", &[]).await;
        let other = house.browser();
        other.sign_in(&clerk).await;
        assert_eq!(other.get("/kerja/jabatan").await.status, StatusCode::FORBIDDEN);
    }
}
