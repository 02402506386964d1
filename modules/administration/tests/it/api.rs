//! The operations of the module.

use axum::http::StatusCode;
use identity::Role;

use crate::support::{House, MIGRATIONS};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_program_asks_who_it_is(db: Db) {
        let house = House::new(db);
        let auditor = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        let stranger = browser.get("/api/v1/session").await;
        assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
        assert!(stranger.says("web/sign-in"));
        browser.sign_in(&auditor).await;
        let answer: serde_json::Value =
            serde_json::from_str(&browser.get("/api/v1/session").await.text).unwrap();
        assert_eq!(answer["name"], "Pegawai siti.rahma");
        assert_eq!(answer["roles"][0], "auditor");
        let names: Vec<&str> =
            answer["permissions"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
        assert_eq!(
            names,
            ["administration/read-audit", "administration/watch-jobs",
                "administration/watch-messages", "identity/view-accounts"]
        );
    }
}
