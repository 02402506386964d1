//! The pages as people see them.

use axum::http::StatusCode;

use crate::house::*;

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn somebody_without_letters_is_told_so(db: Db) {
        let house = House::new(db).await;
        let shown = house.get("lina", "/naskah").await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
        assert!(shown.says("Belum ada naskah"));
        assert_eq!(house.get_in("en", "lina", "/naskah").await.status, StatusCode::OK);
        assert_eq!(house.get("hasan", "/naskah").await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
        assert_eq!(house.app.texts().gaps(), Vec::<String>::new());
    }
}
