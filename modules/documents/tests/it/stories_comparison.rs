//! Pages beside each other: what was fixed and what is signed, one upload and the next.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use documents::usecase::{comparison, files, paper};
use pages::Change;

use crate::desk::code;
use crate::house::{House, MIGRATIONS};
use crate::signing_stage::Stage;

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_signature_changes_nothing_but_its_own_place(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Permintaan data").await;
        let (house, lina) = (&stage.house, stage.house.actor("lina"));
        let early = comparison::signed_pages(&house.office, lina, id).await;
        assert_eq!(code(early), "documents/one-version");
        stage.well(id).await;
        let (letter, pages) = comparison::signed_pages(&house.office, lina, id).await.unwrap();
        assert!(!pages.is_empty());
        assert!(pages.iter().all(|one| one.change == Change::Same), "{pages:?}");
        let path = format!("/naskah/{id}");
        assert!(house.get("lina", &path).await.says(&format!("{path}/beda/tanda-tangan")));
        let shown = house.get("lina", &format!("{path}/beda/tanda-tangan")).await;
        assert!(shown.says("Tidak ada yang berubah pada halaman"), "{}", shown.text());
        let number = letter.number.unwrap();
        assert!(shown.says("Permintaan data") && shown.says(&number), "{}", shown.text());
        let stranger = house.get("dina", &format!("{path}/beda/tanda-tangan")).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    }

    async fn what_changed_between_two_uploads_has_a_frame(db: Db) {
        let house = House::new(db).await;
        let (office, lina) = (&house.office, house.actor("lina"));
        let mut papers = Vec::new();
        for subject in ["Rapat Senin", "Rapat Selasa sore"] {
            let id = house.fixed(subject).await;
            papers.push(paper::pdf(office, lina, id).await.unwrap().content());
        }
        let id = house.begun(house.memo("Unggahan", &["kabid"], "kadis")).await;
        let older = files::upload_body(office, lina, id, ("a.pdf", papers[0].clone())).await.unwrap();
        let newer = files::upload_body(office, lina, id, ("b.pdf", papers[1].clone())).await.unwrap();
        let path = format!("/naskah/{id}/beda");
        let words = house.get("lina", &format!("{path}?dari={older}&ke={newer}")).await;
        assert!(words.says(&format!("{path}/halaman?dari={older}&amp;ke={newer}")), "{}", words.text());
        assert!(words.says("<p class=\"strong\">Unggahan"), "{}", words.text());
        let shown = house.get("lina", &format!("{path}/halaman?dari={older}&ke={newer}")).await;
        assert!(shown.says("Unggahan"), "{}", shown.text());
        assert!(shown.says("Ada halaman yang tidak sama"), "{}", shown.text());
        assert!(shown.says("data:image/png;base64,"));
        let typed = house.get("lina", &format!("{path}/halaman?dari=1&ke={newer}")).await;
        assert_eq!(typed.status, StatusCode::NOT_FOUND);
        assert!(typed.says("Tidak ada dua PDF"), "{}", typed.text());
    }
}
