//! Every page in both languages, with every sentence.

use db::Tx;
use identity::{Actor, Profile, Reset, Settings};
use jobs::{Context, Job, NewJob, Outcome};
use testkit::{Phone, TestCell};

use crate::support::{Browser, House, LOOK, MIGRATIONS, between, demo_person, settings};

struct Digging;

impl Job for Digging {
    const KIND: &'static str = "garden/dig";
    type Payload = ();

    async fn run(&self, _: &Context, (): ()) -> Result<Outcome, base::Error> {
        Ok(Outcome::done())
    }
}

/// Asks for a page and checks that it is one.
async fn see(browser: &Browser<'_>, path: &str) -> String {
    let answer = browser.get(path).await;
    assert!(answer.text.contains("</html>"), "{path}: {} {}", answer.status, answer.text);
    answer.text
}

async fn furnish(house: &House) {
    house.agencies().await;
    house.identity.add_demo_account(&demo_person()).await.unwrap();
    let cell = &house.it.cell;
    let job = NewJob::of::<Digging>(&(), &Actor::operator().who()).unwrap();
    cell.db().write(async |tx: &mut Tx| jobs::enqueue(tx, cell, job.clone()).await).await.unwrap();
    audit::checkpoint(cell).await.unwrap();
}

/// All pages somebody with all rights can open, and the answers of their forms.
async fn see_everything(house: &House, browser: &Browser<'_>) {
    for path in [
        "/kerja",
        "/akun-saya",
        "/akun-saya/sandi",
        "/akun-saya/kunci-sandi",
        "/kerja/akun/baru",
        "/kerja/pekerjaan",
        "/kerja/akun?cari=tidakada",
        "/kerja/jejak-audit?tentang=tidakada",
        "/api",
    ] {
        see(browser, path).await;
    }
    for (path, kind) in [("/kerja/akun", ""), ("/kerja/jejak-audit", "")] {
        let list = see(browser, &format!("{path}{kind}")).await;
        see(browser, between(&list, "class=\"go\" href=\"", "\"").unwrap()).await;
    }
    for news in [
        "/akun-saya?kabar=adm-password-changed",
        "/akun-saya?kabar=adm-session-ended",
        "/akun-saya?kabar=adm-sessions-ended",
        "/akun-saya/kunci-sandi?kabar=adm-passkey-added",
        "/akun-saya/kunci-sandi?kabar=adm-passkey-renamed",
        "/akun-saya/kunci-sandi?kabar=adm-passkey-removed",
        "/kerja/pekerjaan?kabar=adm-job-cancelled",
        "/kerja/pekerjaan?kabar=adm-job-retried",
        "/masuk?kabar=adm-signed-out",
    ] {
        browser.get(news).await;
    }
    let account = see(browser, "/kerja/akun?cari=dewi").await;
    let account = between(&account, "class=\"go\" href=\"", "\"").unwrap().to_owned();
    for news in ["adm-account-saved", "adm-account-disabled-now", "adm-account-enabled-now"] {
        see(browser, &format!("{account}?kabar={news}")).await;
    }
    browser.post(&account, &format!("{account}/nonaktifkan"), &[]).await;
    see(browser, &account).await;
    browser.post(&account, &format!("{account}/aktifkan"), &[]).await;
    browser.post(&account, &format!("{account}/atur-ulang"), &[("cakupan", "sandi")]).await;
    browser.post("/kerja/jejak-audit", "/kerja/jejak-audit/periksa", &[]).await;
    browser.post("/kerja/akun/baru", "/kerja/akun/baru", &[("name", "x")]).await;
    browser.post("/akun-saya/sandi", "/akun-saya/sandi", &[("password", "a")]).await;
    passkeys(browser).await;
    links(house, browser).await;
}

/// A passkey that is made, seen and removed with a wrong password.
async fn passkeys(browser: &Browser<'_>) {
    let path = "/akun-saya/kunci-sandi";
    browser.add_passkey(&mut Phone::on("https://pelangi.test"), "Ponsel").await;
    see(browser, "/akun-saya").await;
    see(browser, "/kerja").await;
    let list = see(browser, path).await;
    let one = between(&list, "href=\"/akun-saya/kunci-sandi/", "\"").unwrap();
    let one = format!("{path}/{one}");
    see(browser, &one).await;
    browser.post(&one, &format!("{one}/hapus"), &[("present", "x")]).await;
    browser.post(path, path, &[("response", "{}")]).await;
}

/// A page for each purpose of a link.
async fn links(house: &House, browser: &Browser<'_>) {
    let operator = Actor::operator();
    let found = house.identity.list_accounts(&operator, "dewi", None, 1).await.unwrap();
    for reset in [Reset::Password, Reset::Everything] {
        let link = house.identity.reset_account(&operator, found.rows[0].id, reset).await.unwrap();
        let path = format!("/tautan/{}", link.token.reveal());
        see(browser, &path).await;
        browser.post(&path, &path, &[("password", "a"), ("repeat", "b")]).await;
    }
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn every_page_has_all_its_words_in_both_languages(db: Db) {
        let bssn = Settings { profile: Profile::Bssn, ..settings() };
        let house = House::of(TestCell::demo(db), bssn);
        furnish(&house).await;
        let admin = house.first_administrator().await;
        for language in ["id", "en"] {
            let browser = Browser { language, ..house.browser() };
            let page = see(&browser, "/masuk").await;
            assert!(page.contains(&format!("<html lang=\"{language}\"")));
            browser.try_to_sign_in("siapa", "salah", "1").await;
            browser.sign_in(&admin).await;
            see_everything(&house, &browser).await;
        }
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn every_sentence_stands_in_both_files(db: Db) {
        let house = House::new(db);
        assert_eq!(house.app.texts().gaps(), Vec::<String>::new());
    }

    async fn every_kind_role_and_permission_of_the_house_has_words(db: Db) {
        let house = House::new(db);
        let texts = house.app.texts();
        let key = |prefix: &str, code: &str| format!("{prefix}-{}", code.replace('/', "-"));
        let mut keys = Vec::new();
        for foundation in module::foundations() {
            keys.extend(foundation.audit_kinds.iter().map(|kind| key("deed", kind.code)));
        }
        let grants = house.identity.rights().grants().iter();
        for grant in grants.filter(|grant| grant.permission != LOOK) {
            keys.extend([key("role", grant.role.0), key("permission", grant.permission.0)]);
        }
        for language in base::Language::ALL {
            let absent: Vec<&String> = keys.iter().filter(|key| !texts.has(language, key)).collect();
            assert!(absent.is_empty(), "{}: {absent:?}", language.tag());
        }
    }
}
