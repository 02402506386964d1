//! The audit trail on its page.

use axum::http::StatusCode;
use db::{Tx, params};
use identity::Role;

use crate::support::{House, MIGRATIONS, between};

db::statements! {
    /// Somebody who can write to the database directly.
    TAMPER = "update audit_entry set actor = 'somebody-else' where seq = 1";
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn deeds_and_refusals_are_seen_and_filtered(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let leader = house.person("bupati", &[Role::LEADER]).await;
        let (office, elsewhere) = (house.browser(), house.browser());
        elsewhere.sign_in(&leader).await;
        house.browser().try_to_sign_in("bupati", "salah", "123456").await;
        office.sign_in(&admin).await;
        let all = office.get("/kerja/jejak-audit").await;
        assert!(all.says("Akun dibuat") && all.says("Operator di server"), "{}", all.text);
        let kind = office.get("/kerja/jejak-audit?jenis=identity/account-created").await;
        assert_eq!(kind.text.matches("class=\"go\"").count(), 1);
        let hers = office.get("/kerja/jejak-audit?pelaku=Bupati").await;
        assert!(hers.says("Pegawai bupati") && !hers.says("Akun dibuat</a>"));
        let nobody = office.get("/kerja/jejak-audit?pelaku=tidakada").await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nobody.says("Tidak ada akun dengan nama pengguna ini"));
        let today = office.get("/kerja/jejak-audit?dari=2026-08-17&sampai=2026-08-17").await;
        assert!(today.says("Akun dibuat</a>"));
        let later = office.get("/kerja/jejak-audit?dari=2026-08-18").await;
        assert!(later.says("Tidak ada catatan yang cocok"));
        let odd = office.get("/kerja/jejak-audit?dari=kemarin").await;
        assert!(odd.says("Tanggal tidak terbaca"));
    }

    async fn an_entry_shows_what_changed(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        house.person("budi", &[]).await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let list = browser.get("/kerja/akun?cari=budi").await;
        let account = between(&list.text, "class=\"go\" href=\"", "\"").unwrap().to_owned();
        let fields = [("name", "Budi Baru"), ("login", "budi"), ("roles[]", "auditor")];
        browser.post(&account, &account, &fields).await;
        let trail = browser.get("/kerja/jejak-audit?jenis=identity/account-changed").await;
        let entry = between(&trail.text, "class=\"go\" href=\"", "\"").unwrap().to_owned();
        let page = browser.get(&entry).await;
        assert!(page.says("Pegawai budi") && page.says("Budi Baru"), "{}", page.text);
        assert!(page.says("203.0.113.9"), "the address of whoever did it");
    }

    async fn a_whole_chain_is_confirmed_and_a_changed_one_found(db: Db) {
        let house = House::new(db);
        let auditor = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        browser.sign_in(&auditor).await;
        audit::checkpoint(&house.it.cell).await.unwrap();
        let path = "/kerja/jejak-audit";
        assert!(!browser.get(path).await.says("belum ada; dibuat setiap hari"));
        let check = "/kerja/jejak-audit/periksa";
        let whole = browser.post(path, check, &[]).await;
        assert!(whole.says("Rantai utuh"), "{}", whole.text);
        let db = house.it.cell.db();
        db.write(async |tx: &mut Tx| tx.execute(&TAMPER, params![]).await).await.unwrap();
        let broken = browser.post(path, check, &[]).await;
        assert!(broken.says("Rantai tidak utuh") && broken.says("Catatan nomor 1 diubah"));
    }
}
