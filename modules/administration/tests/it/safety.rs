//! What must never work.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use identity::Role;

use crate::support::{House, MIGRATIONS, csrf_of};

/// Pages of administrators and auditors.
const CLOSED: [&str; 5] = [
    "/kerja/akun",
    "/kerja/akun/baru",
    "/kerja/akun/01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "/kerja/pekerjaan",
    "/kerja/jejak-audit",
];

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn somebody_without_the_role_gets_nowhere(db: Db) {
        let house = House::new(db);
        let leader = house.person("bupati", &[Role::LEADER]).await;
        let browser = house.browser();
        browser.sign_in(&leader).await;
        for path in CLOSED {
            assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let answer = browser.post("/kerja", "/kerja/akun/baru", &[("login", "budi")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }

    async fn an_auditor_looks_and_changes_nothing(db: Db) {
        let house = House::new(db);
        let auditor = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let browser = house.browser();
        browser.sign_in(&auditor).await;
        let list = browser.get("/kerja/akun").await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(!list.says("/kerja/akun/baru"), "no button that would be refused");
        let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
        for path in [
            "/kerja/akun/baru".to_owned(),
            format!("/kerja/akun/{id}"),
            format!("/kerja/akun/{id}/atur-ulang"),
            format!("/kerja/akun/{id}/nonaktifkan"),
            format!("/kerja/akun/{id}/aktifkan"),
            format!("/kerja/pekerjaan/{id}/batalkan"),
            format!("/kerja/pekerjaan/{id}/ulangi"),
        ] {
            let answer = browser.post("/kerja", &path, &[]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
    }

    async fn a_form_without_its_token_or_from_elsewhere_is_refused(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let fields = [("name", "Budi"), ("login", "budi")];
        let bare = browser.post_raw("/kerja/akun/baru", &fields).await;
        assert_eq!(bare.status, StatusCode::FORBIDDEN);
        let token = csrf_of(&browser.get("/kerja/akun/baru").await.text);
        let request = Request::post("/kerja/akun/baru")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "cross-site")
            .body(Body::from(format!("csrf={token}&name=Budi&login=budi")))
            .unwrap();
        assert_eq!(browser.send(request).await.status, StatusCode::FORBIDDEN);
        assert!(!browser.get("/kerja/akun").await.says("budi"));
    }

    async fn a_strangers_token_does_not_fit(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let (browser, stranger) = (house.browser(), house.browser());
        browser.sign_in(&admin).await;
        let token = csrf_of(&stranger.get("/masuk").await.text);
        let fields = [("csrf", &*token), ("name", "Budi"), ("login", "budi")];
        let answer = browser.post_raw("/kerja/akun/baru", &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }

    async fn what_does_not_exist_is_not_found(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let absent = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
        for path in ["/kerja/akun", "/kerja/jejak-audit"] {
            for id in [absent, "bukan-id", "%00"] {
                let answer = browser.get(&format!("{path}/{id}")).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}/{id}");
            }
        }
        let path = format!("/kerja/pekerjaan/{absent}/batalkan");
        assert_eq!(browser.post("/kerja", &path, &[]).await.status, StatusCode::NOT_FOUND);
    }

    async fn what_people_typed_is_shown_as_text(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let evil = "<script>alert(1)</script>";
        let fields = [("name", evil), ("login", "budi")];
        browser.post("/kerja/akun/baru", "/kerja/akun/baru", &fields).await;
        for path in ["/kerja/akun", "/kerja/akun?cari=%3Cscript%3E", "/masuk?login=%3Cscript%3E",
            "/kerja/jejak-audit?tentang=%3Cscript%3E", "/kerja/jejak-audit?pelaku=%3Cscript%3E"] {
            let page = browser.get(path).await;
            assert!(!page.says("<script>alert") && !page.says("=\"<script>"), "{path}");
        }
    }
}
