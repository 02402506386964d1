//! Who writes notes, who reads them, and where they find the register.

use axum::http::StatusCode;
use base::Kind;
use skeleton::usecase::notes;

use crate::stage::{MIGRATIONS, Stage, auditor, clerk};

const PATH: &str = "/kerja/skeleton";

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn the_clerk_writes_and_others_read(db: Db) {
        let stage = Stage::new(db);
        let note = notes::add(&stage.register, &clerk(), "Rapat Senin").await.unwrap();
        assert_eq!(notes::latest(&stage.register, &auditor()).await.unwrap(), vec![note]);
        let refused = notes::add(&stage.register, &auditor(), "x").await.unwrap_err();
        assert_eq!(refused.kind(), Kind::Forbidden);
    }

    async fn the_register_is_found_in_the_navigation_and_filled_in_on_its_page(db: Db) {
        let stage = Stage::new(db);
        let (status, page) = stage.get("clerk", PATH).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let navigation = page.split("<main").next().unwrap_or_default();
        assert!(navigation.contains(PATH), "{navigation}");
        let (status, page) = stage.post("clerk", PATH, "judul=").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        let (status, _) = stage.post("clerk", PATH, "judul=Rapat+%3CSenin%3E").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (_, page) = stage.get("auditor", PATH).await;
        assert!(page.contains("Rapat &#60;Senin&#62;"), "{page}");
        assert!(!page.contains("name=\"judul\""), "an auditor changes nothing");
        assert_eq!(stage.app.texts().missed(), Vec::<String>::new());
        assert_eq!(stage.app.texts().gaps(), Vec::<String>::new());
    }

    async fn a_stranger_is_sent_to_sign_in(db: Db) {
        let stage = Stage::new(db);
        let (status, _) = stage.get("nobody", PATH).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
}
