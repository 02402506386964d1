//! The pages of keys as people use them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use documents::audit_kinds::APPROVAL_DENIED;
use documents::domain::keys::State;
use documents::store::keys::personal;

use crate::house::MIGRATIONS;
use crate::keys_site::Office;
use crate::keys_stage::*;

const OWN: &str = "/naskah/kunci";

async fn waiting(office: &Office, login: &str) -> personal::Stored {
    let account = office.stage.account(login).await.id.to_string();
    let read = office
        .stage
        .cell()
        .db()
        .read(async |tx: &mut db::Tx| personal::find_in(tx, &account, State::Waiting).await);
    read.await.unwrap().unwrap()
}

/// Every page says everything it says in both languages.
fn no_words_are_missing(office: &Office) {
    assert_eq!(office.app.texts().missed(), Vec::<String>::new());
    assert_eq!(office.app.texts().gaps(), Vec::<String>::new());
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn from_the_first_page_to_a_key_in_force(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let page = office.get("sri", OWN).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert!(page.says("Buat kunci tanda tangan"));
        let form = [("frasa", SRI), ("ulang", SRI)];
        let made = office.post("sri", OWN, "/naskah/kunci/buat", &form).await;
        assert_eq!((made.status, &*made.location), (StatusCode::SEE_OTHER, OWN));
        let key = waiting(&office, "sri").await;
        let code = office.stage.code(key.id).await;
        let page = office.get("sri", OWN).await;
        assert!(page.says(&code) && page.says("Tunjukkan halaman ini"));

        let list = office.get("rina", "/naskah/pendaftaran").await;
        assert!(list.says("Sri Rahayu, S.Kom.") && list.says("198501012010012001"));
        let path = format!("/naskah/pendaftaran/{}", key.id);
        let page = office.get("rina", &path).await;
        assert!(page.says("Orangnya hadir di depan Anda"));
        assert!(!page.says(&code), "the registrar types what the person shows");
        let form = [("kode", &*code), ("bukti", "identity-card"), ("guna", "signer"), ("frasa", RINA)];
        let done = office.post("rina", &path, &format!("{path}/setujui"), &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        assert!(office.get("rina", &path).await.says("Berlaku"));
        assert!(office.get("rina", "/naskah/pendaftaran").await.says("Tidak ada yang menunggu"));

        let page = office.get("sri", OWN).await;
        assert!(page.says("TTE tidak tersertifikasi (internal)") && page.says("Rina Melati"));
        assert!(!page.says("BSrE"));
        assert!(office.get("adi", "/naskah/kunci/kantor").await.says("Sri Rahayu, S.Kom."));
        for (who, path) in [("sri", OWN), ("rina", &path), ("adi", "/naskah/kunci/kantor")] {
            assert_eq!(office.get_in("en", who, path).await.status, StatusCode::OK);
        }
        no_words_are_missing(&office);
    }

    async fn a_form_comes_back_with_what_is_wrong_and_without_the_passphrase(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let wrong = [
            ("enam kata", "enam kata", "Frasa sandi terlalu pendek"),
            ("rahayurahayu1", "rahayurahayu1", "Frasa sandi mudah ditebak"),
            (SRI, DEWI, "Kedua frasa sandi tidak sama"),
        ];
        for (one, again, words) in wrong {
            let form = [("frasa", one), ("ulang", again)];
            let shown = office.post("sri", OWN, "/naskah/kunci/buat", &form).await;
            assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(shown.says(words), "{words}");
            assert!(!shown.says(one) && !shown.says(again));
        }
        let form = [("frasa", SRI), ("ulang", SRI)];
        office.post("sri", OWN, "/naskah/kunci/buat", &form).await;
        let key = waiting(&office, "sri").await.id;
        let path = format!("/naskah/pendaftaran/{key}");
        let code = office.stage.code(key).await;
        let decide = format!("{path}/setujui");
        let wrong = [
            (["0000-0000-0000-0000", "identity-card", "signer", RINA], "Kode pembanding berbeda"),
            ([&code, "", "signer", RINA], "Bukti diri yang ditunjukkan"),
            ([&code, "at-server", "signer", RINA], "Bukti diri yang ditunjukkan"),
            ([&code, "staff-card", "signer", SRI], "Tersisa 4 kali"),
        ];
        for (values, words) in wrong {
            let form: Vec<(&str, &str)> =
                ["kode", "bukti", "guna", "frasa"].into_iter().zip(values).collect();
            let shown = office.post("rina", &path, &decide, &form).await;
            assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(shown.says(words), "{words}: {}", shown.text());
            assert!(!shown.says(RINA));
        }
        let shown = office.post("rina", &path, &format!("{path}/tolak"), &[("alasan", "")]).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        no_words_are_missing(&office);
    }

    async fn a_passphrase_is_changed_and_a_certificate_ended_on_the_page(db: Db) {
        let office = Office::over(Stage::new(db).await);
        office.stage.enrolled("sri", SRI).await;
        let new = "ombak teluk lingga tenang";
        let form = [("lama", "salah semua ini"), ("baru", new), ("ulangbaru", new)];
        let shown = office.post("sri", OWN, "/naskah/kunci/frasa", &form).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(shown.says("Frasa sandi salah"));
        let form = [("lama", SRI), ("baru", new), ("ulangbaru", new)];
        let shown = office.post("sri", OWN, "/naskah/kunci/frasa", &form).await;
        assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text());
        assert_eq!(office.stage.refusal("sri", new).await, "opened");
        let shown = office.post("sri", OWN, "/naskah/kunci/cabut", &[("sebab", "")]).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = [("sebab", "key-compromise")];
        let shown = office.post("sri", OWN, "/naskah/kunci/cabut", &form).await;
        assert_eq!(shown.status, StatusCode::SEE_OTHER);
        let page = office.get("sri", OWN).await;
        assert!(page.says("Dicabut") && page.says("mungkin diketahui orang lain"));
        no_words_are_missing(&office);
    }

    async fn who_may_not_is_told_so(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let key = office.stage.make("sri", SRI).await.unwrap();
        let path = format!("/naskah/pendaftaran/{key}");
        assert_eq!(office.get("sri", &path).await.status, StatusCode::FORBIDDEN);
        assert_eq!(office.get("adi", "/naskah/pendaftaran").await.status, StatusCode::FORBIDDEN);
        assert_eq!(office.get("rina", "/naskah/pendaftaran/x").await.status, StatusCode::NOT_FOUND);
        // Eko administers and registers: the page opens, the deed does not happen.
        let code = office.stage.code(key).await;
        let form = [("kode", &*code), ("bukti", "staff-card"), ("guna", "signer"), ("frasa", ADI)];
        let shown = office.post("eko", &path, &format!("{path}/setujui"), &form).await;
        assert_eq!(shown.status, StatusCode::FORBIDDEN);
        assert!(shown.says("Administrator tidak dapat menjadi petugas pendaftaran"));
        assert_eq!(office.stage.told(APPROVAL_DENIED).await.len(), 1);
        let own = office.stage.make("rina", DEWI).await.unwrap();
        let page = office.get("rina", &format!("/naskah/pendaftaran/{own}")).await;
        assert!(page.says("harus disetujui petugas lain") && !page.says("Tandatangani persetujuan"));
        no_words_are_missing(&office);
    }

    async fn without_an_authority_the_page_says_who_makes_it(db: Db) {
        let office = Office::over(Stage::bare(db).await);
        let page = office.get("sri", OWN).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says("pelangi ca init") && !page.says("Frasa sandi kunci"));
        assert!(office.get("rina", "/naskah/kunci/kantor").await.status == StatusCode::FORBIDDEN);
        assert!(office.get("sri", "/naskah/kunci/kantor").await.says("Belum ada kunci"));
        no_words_are_missing(&office);
    }
}
