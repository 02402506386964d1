//! Signing through the pages, as somebody with a phone does it.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use documents::domain::letter::State;
use documents::domain::signing::AttemptState;
use documents::usecase::signing::of_letter;

use crate::house::MIGRATIONS;
use crate::psre::{Mood, PHRASE};
use crate::signing_stage::Stage;

const LIST: &str = "/tanda-tangan";

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn several_letters_are_read_chosen_and_signed(db: Db) {
        let stage = Stage::new(db).await;
        let letters = [stage.letter("Satu").await, stage.letter("Dua").await];
        let house = &stage.house;
        assert!(house.get("rudi", LIST).await.says("Belum dibuka"));
        for letter in &letters {
            let read = house.get("rudi", &format!("/naskah/{letter}/baca")).await;
            assert_eq!(read.status, StatusCode::OK);
        }
        assert!(!house.get("rudi", LIST).await.says("Belum dibuka"));

        let nothing = house.post("rudi", LIST, LIST, &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let [one, two] = letters.map(|letter| letter.to_string());
        let chosen = [("naskah[]", one.as_str()), ("naskah[]", two.as_str())];
        let consent = house.post("rudi", LIST, LIST, &chosen).await.location;
        let page = house.get("rudi", &consent).await;
        assert!(page.says("Satu") && page.says("Dua") && page.says("TTE tersertifikasi"), "{}", page.text());
        let english = house.get_in("en", "rudi", &consent).await;
        assert!(english.says("Certified signature (PSrE)") && !english.says("TTE tersertifikasi"));

        let code = stage.code("rudi").await;
        let niat = page.hidden("niat");
        let niat = ("niat", niat.as_str());
        let without = [niat, ("frasa", ""), ("code", code.as_str())];
        let empty = house.post("rudi", &consent, &consent, &without).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.says("Isi frasa sandi"));
        let unshown = [("frasa", PHRASE), ("code", code.as_str())];
        let refused = house.post("rudi", &consent, &consent, &unshown).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "by a page that showed nothing");
        let wrong = [niat, ("frasa", PHRASE), ("code", "000000")];
        let refused = house.post("rudi", &consent, &consent, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.says(PHRASE), "a passphrase never comes back");
        let code = stage.code("rudi").await;
        let given = [niat, ("frasa", PHRASE), ("code", code.as_str())];
        let done = house.post("rudi", &consent, &consent, &given).await;
        assert_eq!((done.status, done.location.as_str()), (StatusCode::SEE_OTHER, consent.as_str()));
        let result = house.get("rudi", &consent).await;
        assert!(result.says("2 dari 2"), "{}", result.text());
        for letter in letters {
            assert_eq!(house.state(letter).await, State::Signed);
        }
        let english = house.get_in("en", "rudi", &consent).await;
        assert!(english.says("2 of 2"));
        assert_eq!(house.get("joko", &consent).await.status, StatusCode::NOT_FOUND);
    }

    async fn an_unknown_attempt_has_a_page_with_what_to_do(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Tidak terjawab").await;
        stage.psre.behave(Mood::Silent);
        stage.well(id).await;
        let house = &stage.house;
        let attempts = of_letter(&stage.signing, house.actor("tuti"), id).await.unwrap();
        let path = format!("{LIST}/percobaan/{}", attempts[0].id);
        assert!(house.get("rudi", &path).await.says("tidak diketahui"));
        let asked = house.post("tuti", &path, &format!("{path}/periksa"), &[]).await;
        assert_eq!(asked.status, StatusCode::CONFLICT);
        let file = ("lain.pdf", b"%PDF-1.7 lain".as_slice());
        let other = house.upload("tuti", &path, &format!("{path}/berkas"), file).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        let signed = stage.psre.last();
        let brought = house.upload("tuti", &path, &format!("{path}/berkas"), ("n.pdf", &signed)).await;
        assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.text());
        let attempts = of_letter(&stage.signing, house.actor("tuti"), id).await.unwrap();
        assert_eq!(attempts[0].state, AttemptState::Succeeded);
        assert!(house.get("tuti", &path).await.says("Berhasil"));
    }

    async fn a_person_says_how_the_authority_knows_them(db: Db) {
        let stage = Stage::new(db).await;
        let (house, page) = (&stage.house, "/tanda-tangan/psre");
        assert!(house.get("rudi", page).await.says("Sertifikat berlaku"));
        let bad = house.post("rudi", page, page, &[("nama-psre", "bukan apa-apa")]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.says("bukan apa-apa"), "what was typed stays");
        let nik = "6408010101800001";
        let good = house.post("rudi", page, page, &[("nama-psre", nik)]).await;
        assert_eq!(good.status, StatusCode::SEE_OTHER);
        assert!(!house.get("rudi", page).await.says(nik), "a NIK is shown in part");
        house.post("rudi", page, "/tanda-tangan/psre/lepas", &[]).await;
        assert!(!house.get("rudi", page).await.says("Sertifikat berlaku"));
        assert_eq!(house.get("lina", page).await.status, StatusCode::FORBIDDEN);
    }
}
