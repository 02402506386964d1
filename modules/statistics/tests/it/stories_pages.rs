//! The pages of released figures, as anybody sees them.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use statistics::usecase::loading;
use tower::ServiceExt;
use web::{App, AppParts, NoSessions, Site, Texts};

use crate::bureau::{MIGRATIONS, Stage};

/// The pages of a stage.
struct Front {
    app: App,
    site: Site,
}

impl Front {
    #[expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]
    fn of(stage: &Stage) -> Self {
        let module = statistics::module_with(stage.bureau.cell());
        let locales = module::foundations().into_iter().flat_map(|f| f.locales);
        let app = App::new(AppParts {
            cell: stage.bureau.cell().clone(),
            texts: Texts::new(locales.chain(module.locales)).unwrap(),
            menus: Vec::new(),
            sessions: Arc::new(NoSessions),
            trusted_proxies: Vec::new(),
            contact: String::new(),
        });
        let site = Site::new(&app, module.pages, module.api).with(&app, module.wires);
        Self { app, site }
    }

    /// Status and text of a page in a language.
    #[expect(clippy::unwrap_used, reason = "a page that cannot be asked for has failed")]
    async fn get(&self, language: &str, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header("accept-language", language);
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000))));
        let answer = self.site.router().oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 22).await.unwrap();
        (status, String::from_utf8_lossy(&bytes).replace("<wbr>", ""))
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn anybody_finds_a_dataset_by_words_and_reads_its_figures(db: Db) {
        let stage = Stage::new(db);
        loading::load_built_in(&stage.bureau, &stage.walidata).await.unwrap();
        let front = Front::of(&stage);
        let (status, list) = front.get("id", "/statistik?q=Miskin+penduduk").await;
        assert_eq!(status, StatusCode::OK, "{list}");
        assert!(list.contains("/statistik/KEMISKINAN"));
        assert!(!list.contains("/statistik/LUAS_WILAYAH"));
        let (_, none) = front.get("id", "/statistik?q=kucing").await;
        assert!(none.contains("Tidak ada data dengan kata itu"));

        let (status, page) = front.get("id", "/statistik/KEMISKINAN").await;
        assert_eq!(status, StatusCode::OK, "{page}");
        for said in ["8,81", "11,39", "Katakaltim", "persen", "Versi 1"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let (_, page) = front.get("en", "/statistik/PDRB?UKURAN=LPE_DENGAN_MIGAS").await;
        assert!(page.contains("7,97<sup>**</sup>"), "very provisional: {page}");
        assert!(page.contains("2,34<sup>r</sup>"), "revised: {page}");
        assert_eq!(front.app.texts().missed(), Vec::<String>::new());
        assert_eq!(front.app.texts().gaps(), Vec::<String>::new());
    }

    async fn what_is_shown_can_be_taken_along(db: Db) {
        let stage = Stage::new(db);
        loading::load_built_in(&stage.bureau, &stage.walidata).await.unwrap();
        let front = Front::of(&stage);
        let part = "UKURAN=P0_PERSEN_MISKIN&PERIODE=2024";
        let (status, csv) = front.get("id", &format!("/statistik/KEMISKINAN/tabel.csv?{part}")).await;
        assert_eq!(status, StatusCode::OK, "{csv}");
        assert!(csv.contains("8.81"), "{csv}");
        assert_eq!(csv.lines().count(), 2, "{csv}");
        let (_, json) = front.get("id", &format!("/statistik/KEMISKINAN/tabel.json?{part}")).await;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["value"][0].to_string(), "8.81");
    }

    async fn what_is_not_released_or_not_there_is_not_found(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.prepare(&[("SEKOLAH/SD/64.08.01", "2024", "13")]).await.unwrap();
        let front = Front::of(&stage);
        for path in [
            "/statistik/SEKOLAH", "/statistik/SEKOLAH?versi=1", "/statistik/SEKOLAH/tabel.csv",
            "/statistik/SEKOLAH/tabel.json?per=2099-01-01", "/statistik/TIDAK_ADA",
        ] {
            let (status, text) = front.get("id", path).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
            assert!(!text.contains("13"), "{path}");
        }
        stage.publish_waiting().await;
        let (status, _) = front.get("id", "/statistik/SEKOLAH").await;
        assert_eq!(status, StatusCode::OK);
        for (path, wanted) in [
            ("/statistik/SEKOLAH?versi=2", StatusCode::NOT_FOUND),
            ("/statistik/SEKOLAH?WILAYAH=64.09", StatusCode::UNPROCESSABLE_ENTITY),
            ("/statistik/SEKOLAH?per=kemarin", StatusCode::BAD_REQUEST),
        ] {
            assert_eq!(front.get("id", path).await.0, wanted, "{path}");
        }
    }
}
