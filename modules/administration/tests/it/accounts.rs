//! The administrator's work on accounts.

use axum::http::StatusCode;
use identity::Role;

use crate::support::{Browser, House, MIGRATIONS, between};

/// The address of the account with this sign-in name.
async fn page_of(browser: &Browser<'_>, login: &str) -> String {
    let list = browser.get(&format!("/kerja/akun?cari={login}")).await;
    let id = between(&list.text, "class=\"go\" href=\"", "\"");
    id.unwrap_or_else(|| panic!("{login} is not in the list")).to_owned()
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn an_administrator_creates_an_account_and_hands_the_link_over(db: Db) {
        let house = House::new(db);
        house.agencies().await;
        let admin = house.first_administrator().await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let form = browser.get("/kerja/akun/baru").await;
        assert!(form.says("membaca jejak audit"), "a role says what it allows");
        let fields = [
            ("name", "Budi Contoh"),
            ("login", "budi"),
            ("nip", "198001012006041001"),
            ("agency", "bapenda"),
            ("roles[]", "auditor"),
        ];
        let made = browser.post("/kerja/akun/baru", "/kerja/akun/baru", &fields).await;
        assert_eq!(made.status, StatusCode::OK);
        assert!(made.says("Tautan ini hanya tampil sekali."), "{}", made.text);
        let link = between(&made.text, "https://pelangi.test", "</textarea>").unwrap();
        assert!(house.browser().get(link).await.says("Untuk Budi Contoh."));
        let list = browser.get("/kerja/akun?cari=budi").await;
        assert!(list.says("Badan Pendapatan Daerah") && list.says("Diundang"));
    }

    async fn mistakes_are_told_at_their_fields(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let tries: [(&[(&str, &str)], &str); 4] = [
            (&[("name", "Budi"), ("login", "B!")], ">Nama pengguna ini tidak dapat dipakai<"),
            (&[("name", "Budi"), ("login", &admin.login)], "sudah dipakai orang lain"),
            (&[("name", "Budi"), ("login", "budi"), ("nip", "123")], "NIP: Ini bukan NIP"),
            (&[("name", "Budi"), ("login", "budi"), ("roles[]", "raja")], ">Peran ini tidak ada<"),
        ];
        for (fields, said) in tries {
            let answer = browser.post("/kerja/akun/baru", "/kerja/akun/baru", fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
            assert!(answer.says(said), "{said}: {}", answer.text);
        }
    }

    async fn a_changed_role_acts_at_once(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let budi = house.person("budi", &[]).await;
        let (office, clerk) = (house.browser(), house.browser());
        office.sign_in(&admin).await;
        clerk.sign_in(&budi).await;
        assert_eq!(clerk.get("/kerja/jejak-audit").await.status, StatusCode::FORBIDDEN);
        assert!(clerk.get("/kerja").await.says("Belum ada tugas untuk Anda"));
        let page = page_of(&office, "budi").await;
        let fields = [("name", "Budi Contoh"), ("login", "budi"), ("roles[]", "auditor")];
        let saved = office.post(&page, &page, &fields).await;
        assert_eq!(saved.location, format!("{page}?kabar=adm-account-saved"));
        assert_eq!(clerk.get("/kerja/jejak-audit").await.status, StatusCode::OK);
        assert!(clerk.get("/kerja").await.says("Jejak audit"));
    }

    async fn a_reset_ends_sessions_and_gives_a_link(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let budi = house.person("budi", &[Role::AUDITOR]).await;
        let (office, clerk) = (house.browser(), house.browser());
        office.sign_in(&admin).await;
        clerk.sign_in(&budi).await;
        let page = page_of(&office, "budi").await;
        let reset = format!("{page}/atur-ulang");
        let made = office.post(&page, &reset, &[("cakupan", "semua")]).await;
        assert!(made.says("Tautan baru sudah dibuat"));
        assert_eq!(clerk.get("/kerja").await.location, "/masuk?lanjut=%2Fkerja");
        assert_eq!(clerk.sign_in(&budi).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let link = between(&made.text, "https://pelangi.test", "</textarea>").unwrap();
        assert!(clerk.get(link).await.says("Hubungkan ponsel"), "a lost phone is replaced");
    }

    async fn a_disabled_account_is_out_and_comes_back_as_it_was(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let budi = house.person("budi", &[Role::AUDITOR]).await;
        let (office, clerk) = (house.browser(), house.browser());
        office.sign_in(&admin).await;
        clerk.sign_in(&budi).await;
        let page = page_of(&office, "budi").await;
        office.post(&page, &format!("{page}/nonaktifkan"), &[]).await;
        assert_eq!(clerk.get("/kerja").await.location, "/masuk?lanjut=%2Fkerja");
        assert_eq!(clerk.sign_in(&budi).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        office.post(&page, &format!("{page}/aktifkan"), &[]).await;
        assert_eq!(clerk.sign_in(&budi).await.location, "/kerja");
    }

    async fn the_last_administrator_stays_one(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let page = page_of(&browser, &admin.login).await;
        let fields = [("name", "Siti Rahma"), ("login", &*admin.login), ("roles[]", "auditor")];
        let kept = browser.post(&page, &page, &fields).await;
        assert_eq!(kept.status, StatusCode::CONFLICT);
        assert!(kept.says("Harus ada yang dapat mengelola sistem ini"), "{}", kept.text);
        let own = browser.post(&page, &format!("{page}/nonaktifkan"), &[]).await;
        assert!(own.says("Anda tidak dapat menonaktifkan akun sendiri"));
    }

    async fn a_long_list_goes_on_over_pages_and_keeps_the_search(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        for n in 0..60 {
            let form = identity::AccountForm {
                login: format!("pegawai.{n:02}"),
                name: format!("Pegawai {n:02}"),
                ..identity::AccountForm::default()
            };
            house.identity.create_account(&identity::Actor::operator(), &form).await.unwrap();
        }
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let first = browser.get("/kerja/akun?cari=pegawai").await;
        let next = between(&first.text, "pagination__link\" href=\"", "\"").unwrap();
        let second = browser.get(&next.replace("&#38;", "&")).await;
        let rows = |page: &str| page.matches("class=\"go\"").count();
        assert_eq!((rows(&first.text), rows(&second.text)), (50, 10), "{next}");
        let nobody = browser.get("/kerja/akun?cari=tidakada").await;
        assert!(nobody.says("Tidak ada akun yang cocok"));
    }
}
