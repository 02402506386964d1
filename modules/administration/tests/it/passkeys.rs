//! One's own passkeys, page by page.

use axum::http::StatusCode;
use identity::Role;
use testkit::{Phone, TestCell};

use crate::support::{Answer, Browser, House, MIGRATIONS, OTHER, PASSWORD, between, settings};

const PATH: &str = "/akun-saya/kunci-sandi";
const NEW: &str = "/akun-saya/kunci-sandi/baru";
const SITE: &str = "https://pelangi.test";

impl Browser<'_> {
    /// Name and password; the answer is the page that asks the device.
    async fn begin_passkey(&self, name: &str, password: &str) -> Answer {
        self.post(PATH, NEW, &[("device", name), ("present", password)]).await
    }

    /// Adds a passkey of a phone, as its owner does.
    pub async fn add_passkey(&self, phone: &mut Phone, name: &str) -> Answer {
        let page = self.begin_passkey(name, PASSWORD).await;
        let answer = phone.create(&options(&page)).await.unwrap();
        let token = crate::support::csrf_of(&page.text);
        self.post_raw(PATH, &[("csrf", &token), ("response", &answer)]).await
    }
}

/// The options on a page, as the script reads them from the attribute.
fn options(page: &Answer) -> String {
    let written = between(&page.text, "data-options=\"", "\"").expect("options on the page");
    written.replace("&#34;", "\"").replace("&quot;", "\"").replace("&amp;", "&")
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_passkey_is_added_renamed_and_removed(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        browser.sign_in(&siti).await;
        assert!(browser.get("/akun-saya").await.says("Belum ada kunci sandi"));

        let added = browser.add_passkey(&mut Phone::on(SITE), "Ponsel <dinas>").await;
        assert_eq!(added.location, "/akun-saya/kunci-sandi?kabar=adm-passkey-added");
        let page = browser.get(&added.location).await;
        assert!(page.says("Kunci sandi sudah ditambahkan."), "{}", page.text);
        assert!(page.says("Ponsel &#60;dinas&#62;") && page.says("belum pernah"), "{}", page.text);

        let one = between(&page.text, "href=\"/akun-saya/kunci-sandi/", "\"").unwrap();
        let one = format!("{PATH}/{one}");
        let renamed = browser.post(&one, &one, &[("device", "Ponsel baru")]).await;
        assert_eq!(renamed.location, "/akun-saya/kunci-sandi?kabar=adm-passkey-renamed");
        assert!(browser.get(PATH).await.says("Ponsel baru"));

        let remove = format!("{one}/hapus");
        let wrong = browser.post(&one, &remove, &[("present", OTHER)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says("Kata sandi sekarang tidak benar"), "{}", wrong.text);
        let removed = browser.post(&one, &remove, &[("present", PASSWORD)]).await;
        assert_eq!(removed.location, "/akun-saya/kunci-sandi?kabar=adm-passkey-removed");
        assert_eq!(browser.get(&one).await.status, StatusCode::NOT_FOUND);
    }

    async fn the_page_of_the_device_carries_the_challenge_and_says_that_it_needs_script(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        browser.sign_in(&siti).await;
        let page = browser.begin_passkey("Ponsel", PASSWORD).await;
        assert_eq!(page.status, StatusCode::OK);
        let asked: serde_json::Value = serde_json::from_str(&options(&page)).unwrap();
        assert_eq!(asked["rp"]["id"], "pelangi.test");
        assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
        assert!(page.says("data-passkey=\"register\"") && page.says("<noscript>"));
        let stored = page.headers.get("cache-control").unwrap();
        assert_eq!(stored, "no-store");
    }

    async fn a_mistake_stands_at_its_field(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        browser.sign_in(&siti).await;
        let wrong = browser.begin_passkey("Ponsel", OTHER).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says("id=\"f-present-error\"") && wrong.says("value=\"Ponsel\""));
        let nameless = browser.begin_passkey(" ", PASSWORD).await;
        assert!(nameless.says("id=\"f-device-error\""), "{}", nameless.text);
        assert!(!nameless.says(PASSWORD) && !nameless.says("data-options"));
    }

    async fn an_answer_nobody_asked_for_is_refused_in_words(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        browser.sign_in(&siti).await;
        let unasked = browser.post(PATH, PATH, &[("response", "{}")]).await;
        assert_eq!(unasked.status, StatusCode::CONFLICT);
        assert!(unasked.says("Waktu untuk membuat kunci sandi sudah habis"), "{}", unasked.text);
        browser.begin_passkey("Ponsel", PASSWORD).await;
        let rubbish = browser.post(PATH, PATH, &[("response", "{}")]).await;
        assert_eq!(rubbish.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(rubbish.says("Jawaban kunci sandi tidak dapat diterima"), "{}", rubbish.text);
    }

    async fn five_wrong_passwords_lock(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        browser.sign_in(&siti).await;
        for _ in 0..5 {
            browser.begin_passkey("Ponsel", OTHER).await;
        }
        let locked = browser.begin_passkey("Ponsel", PASSWORD).await;
        assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(locked.says("Terlalu banyak percobaan"), "{}", locked.text);
    }

    async fn the_passkey_of_another_is_not_there(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let budi = house.person("budi", &[Role::AUDITOR]).await;
        let (hers, his) = (house.browser(), house.browser());
        hers.sign_in(&siti).await;
        his.sign_in(&budi).await;
        hers.add_passkey(&mut Phone::on(SITE), "Ponsel").await;
        let page = hers.get(PATH).await.text;
        let one = between(&page, "href=\"/akun-saya/kunci-sandi/", "\"").unwrap();
        let one = format!("{PATH}/{one}");
        assert_eq!(his.get(&one).await.status, StatusCode::NOT_FOUND);
        let renamed = his.post(PATH, &one, &[("device", "Milikku")]).await;
        assert_eq!(renamed.status, StatusCode::NOT_FOUND);
        let removed = his.post(PATH, &format!("{one}/hapus"), &[("present", PASSWORD)]).await;
        assert_eq!(removed.status, StatusCode::NOT_FOUND);
        assert!(hers.get(PATH).await.says("Ponsel"));
    }

    async fn the_person_hears_of_it_at_home_and_on_the_account(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        browser.sign_in(&siti).await;
        assert!(!browser.get("/kerja").await.says("Kunci sandi Anda berubah"));
        browser.add_passkey(&mut Phone::on(SITE), "Ponsel").await;
        assert!(browser.get("/kerja").await.says("Kunci sandi Anda berubah"));

        let office = house.browser();
        office.sign_in(&admin).await;
        let found = house
            .identity
            .list_accounts(&identity::Actor::operator(), "siti", None, 1)
            .await
            .unwrap();
        let account = format!("/kerja/akun/{}", found.rows[0].id);
        let made = office.post(&account, &format!("{account}/atur-ulang"), &[("cakupan", "semua")]).await;
        let link = between(&made.text, "https://pelangi.test/tautan/", "<").unwrap();
        let token = identity::Token::parse(link).unwrap();
        let open = house.identity.open_link(&token).await.unwrap().unwrap();
        let phone = crate::support::phone_of(&open.enrolment.unwrap().secret);
        let code = house.code(&phone);
        let path = format!("/tautan/{link}");
        let fields = [("password", OTHER), ("repeat", OTHER), ("code", &*code)];
        let entered = browser.post(&path, &path, &fields).await;
        assert_eq!(entered.location, "/kerja", "{}", entered.text);
        let page = browser.get("/akun-saya").await;
        assert!(page.says("Kunci sandi dihapus"), "{}", page.text);
        assert!(page.says("oleh Administrator"), "{}", page.text);
        house.it.clock.advance_seconds(4 * 86_400);
        browser.try_to_sign_in("siti.rahma", OTHER, &house.code(&phone)).await;
        assert!(!browser.get("/kerja").await.says("Kunci sandi Anda berubah"));
    }

    async fn a_cell_without_a_name_says_why_there_are_none(db: Db) {
        let it = TestCell::with(db, |s| s.public_url = "http://10.0.0.7:8080".to_owned());
        let house = House::of(it, settings());
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        browser.sign_in(&siti).await;
        let page = browser.get(PATH).await;
        assert!(page.says("Kunci sandi belum dapat dipakai di sini"), "{}", page.text);
        assert!(!page.says("f-present"));
    }
}
