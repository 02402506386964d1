//! The pages of released figures, as anybody sees them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::net::SocketAddr;

use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use statistics::usecase::loading;
use tower::ServiceExt;
use web::{App, Site};

use crate::bureau::{MIGRATIONS, Stage};
use crate::served::house;

/// The pages of a stage.
pub struct Front {
    app: App,
    site: Site,
}

impl Front {
    pub fn of(stage: &Stage) -> Self {
        let (app, site) = house(stage);
        Self { app, site }
    }

    /// Status and text of a page in a language.
    pub async fn get(&self, language: &str, path: &str) -> (StatusCode, String) {
        let (status, bytes) = self.fetch(language, path).await;
        (status, String::from_utf8_lossy(&bytes).replace("<wbr>", ""))
    }

    /// Status and bytes of what is at an address.
    pub async fn fetch(&self, language: &str, path: &str) -> (StatusCode, Bytes) {
        let answer = self.answer(language, path).await;
        let status = answer.status();
        (status, axum::body::to_bytes(answer.into_body(), 1 << 22).await.unwrap())
    }

    /// The answer itself, with its headers.
    async fn answer(&self, language: &str, path: &str) -> axum::response::Response {
        let request = Request::get(path).header("accept-language", language);
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000))));
        self.site.router().oneshot(request).await.unwrap()
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

    async fn a_dataset_speaks_first_with_its_newest_figure_and_how_it_moved(db: Db) {
        let stage = Stage::new(db);
        loading::load_built_in(&stage.bureau, &stage.walidata).await.unwrap();
        let front = Front::of(&stage);
        let (_, page) = front.get("id", "/statistik/KEMISKINAN").await;
        for said in ["8,07\u{a0}%", "−0,74 poin dari 2024", "Katakaltim, 13 Jan 2026", "Grafik garis"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(page.contains("dari 11,39 pada 2010 menjadi 8,07 persen pada 2025"), "{page}");
        assert!(!page.contains("sangat sementara"), "only signs that stand in the table: {page}");
        // 37,11 to 34,91 thousand people are 5,9 percent less.
        let (_, page) = front.get("en", "/statistik/KEMISKINAN?UKURAN=JUMLAH_MISKIN").await;
        assert!(page.contains("−5,9\u{a0}% since 2024"), "{page}");
        // Beside the province, in the same year.
        let (_, page) = front.get("id", "/statistik/IPM").await;
        assert!(page.contains("<dt>Kalimantan Timur</dt><dd>78,79</dd>"), "{page}");
        let (_, page) = front.get("id", "/statistik/PDRB").await;
        for said in ["114,94", "+9,8\u{a0}% dari 2023", "angka sangat sementara", "570,82**"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        // A chosen region speaks for itself.
        let (_, page) = front.get("id", "/statistik/PENDUDUK?WILAYAH=64.72").await;
        assert!(page.contains("Kota Samarinda</h2><p class=\"amount\">861.878"), "{page}");
        assert!(!page.contains("72.864"), "the table has the chosen region alone: {page}");
        // A projection is compared with a projection.
        let projected = "/statistik/PENDUDUK?UKURAN=PENDUDUK_PROYEKSI_BPS";
        let (_, page) = front.get("id", projected).await;
        assert!(page.contains("angka proyeksi") && page.contains("+1,6\u{a0}% dari 2023"), "{page}");
        assert_eq!(front.app.texts().missed(), Vec::<String>::new());
    }

    async fn other_sites_show_the_newest_figure_inside_their_pages(db: Db) {
        let stage = Stage::new(db);
        loading::load_built_in(&stage.bureau, &stage.walidata).await.unwrap();
        let front = Front::of(&stage);
        let (_, page) = front.get("id", "/statistik/KEMISKINAN").await;
        assert!(page.contains("&lt;iframe src=") || page.contains("&#60;iframe src="), "{page}");
        let answer = front.answer("id", "/statistik/KEMISKINAN/sematan").await;
        let headers = answer.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors *") && !policy.contains("script-src"), "{policy}");
        assert_eq!(headers.get("x-frame-options"), None);
        let (_, part) = front.get("id", "/statistik/KEMISKINAN/sematan").await;
        for said in ["8,07", "<svg", "Sumber: ", "href=\"/statistik/KEMISKINAN?"] {
            assert!(part.contains(said), "{said}: {part}");
        }
        assert!(!part.contains("<script") && !part.contains("<form"), "{part}");
        let whole = front.answer("id", "/statistik/KEMISKINAN").await;
        assert_eq!(whole.headers()["x-frame-options"], "DENY", "only the part");
    }

    async fn regions_stand_on_a_map_and_from_the_greatest_to_the_least(db: Db) {
        let stage = Stage::new(db);
        loading::load_built_in(&stage.bureau, &stage.walidata).await.unwrap();
        let front = Front::of(&stage);
        let (_, page) = front.get("id", "/statistik/LUAS_WILAYAH?UKURAN=LUAS_KPU2019").await;
        assert!(page.contains("Wilayah di Kabupaten Kutai Timur, 2019"), "{page}");
        assert!(page.contains("<title>Muara Wahau: 5.724,32</title>"), "{page}");
        let ranked = &page[page.find("tbl ranked").unwrap()..];
        let place = |name: &str| ranked.find(name).unwrap();
        assert!(place("Muara Wahau") < place("Busang") && place("Busang") < place("Teluk Pandan"));
        // Two kecamatan of eighteen are not among these figures, and that is said.
        assert!(page.contains("Tidak ada data: Kaubun, Karangan."), "{page}");
        // The province by its regencies, in a year of choice.
        let (_, page) = front.get("id", "/statistik/PENDUDUK").await;
        assert!(page.contains("Wilayah di Kalimantan Timur, 2023"), "{page}");
        assert!(page.contains("<title>Kota Samarinda: 861.878</title>"), "{page}");
        let (_, page) = front.get("id", "/statistik/PENDUDUK?periode=2010").await;
        assert!(page.contains("<title>Kota Samarinda: 727.500</title>"), "{page}");
        let below = "/statistik/PENDUDUK?dalam=64.08.05";
        let (_, page) = front.get("id", below).await;
        assert!(page.contains("Wilayah di Sangkulirang, 2023") && page.contains("2.989"), "{page}");
        // A source is named in short in the table, and once in full below it.
        assert_eq!(page.matches("List of regencies and cities in East Kalimantan").count(), 2);
    }

    async fn what_is_kept_secret_is_said_to_be_so(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(&[
            ("SEKOLAH/SD/64.08.01", "2024", "x"),
            ("SEKOLAH/SD/64.08.10", "2024", "13"),
        ]).await;
        let front = Front::of(&stage);
        let (_, page) = front.get("id", "/statistik/SEKOLAH").await;
        assert!(page.contains("dirahasiakan (x)"), "{page}");
        assert!(page.contains("<title>64.08.01: dirahasiakan</title>"), "{page}");
    }

    async fn what_was_revised_is_told_with_its_reason_and_nothing_before_its_hour(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(&[("SEKOLAH/SD/64.08.01", "2023", "12")]).await;
        stage.pass_seconds(2 * 86_400);
        stage.publish(&[
            ("SEKOLAH/SD/64.08.01", "2023", "15"),
            ("SEKOLAH/SD/64.08.01", "2024", "16"),
        ]).await;
        stage.prepare(&[("SEKOLAH/SD/64.08.01", "2023", "98765")]).await.unwrap();
        let front = Front::of(&stage);
        let (status, page) = front.get("id", "/statistik/SEKOLAH/perubahan").await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("<td class=\"num quiet\">12</td><td class=\"num strong\">15r</td>"), "{page}");
        assert!(page.contains("Data baru") && page.contains("Selain itu 1 angka baru"), "{page}");
        assert!(!page.contains("98.765") && !page.contains("Versi 3"), "{page}");
        let (_, page) = front.get("id", "/statistik/SEKOLAH").await;
        assert!(page.contains("15<sup>r</sup>") && page.contains("/SEKOLAH/perubahan"), "{page}");
        // As known on the day of the first release, in the zone of the regency.
        let clock = stage.bureau.cell();
        let first = clock.now().plus_seconds(-2 * 86_400).date(clock.zone());
        let (_, page) = front.get("id", &format!("/statistik/SEKOLAH?per={first}")).await;
        assert!(page.contains(">12<") && !page.contains("15<sup>"), "{page}");
        assert!(page.contains("bukan yang terbaru"), "{page}");
        let (status, _) = front.get("id", "/statistik/TIDAK_ADA/perubahan").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }

    async fn figures_of_several_sources_stand_side_by_side_and_one_is_official(db: Db) {
        let stage = Stage::new(db);
        loading::load_built_in(&stage.bureau, &stage.walidata).await.unwrap();
        let front = Front::of(&stage);
        let (status, page) = front.get("id", "/statistik/angka-mana?konsep=LUAS").await;
        assert_eq!(status, StatusCode::OK, "{page}");
        for figure in ["35.747,5", "31.239,84", "31.572,691"] {
            assert!(page.contains(figure), "{figure}: {page}");
        }
        assert_eq!(page.matches("Angka resmi").count(), 1, "{page}");
        assert!(page.find("31.572,691") < page.find("31.239,84"), "the official one comes first");
        let (_, page) = front.get("en", "/statistik/angka-mana?konsep=PENDUDUK&tahun=2023").await;
        assert!(page.contains("429.640") && page.contains("455.504"), "{page}");
        assert!(!page.contains("448.850"), "a figure of another year: {page}");
        let (_, page) = front.get("id", "/statistik/angka-mana?konsep=LUAS&wilayah=64.99").await;
        assert!(page.contains("Tidak ada angka untuk pilihan ini"), "{page}");
        assert_eq!(front.app.texts().missed(), Vec::<String>::new());
    }

    async fn the_list_shows_the_newest_figure_of_each_dataset(db: Db) {
        let stage = Stage::new(db);
        loading::load_built_in(&stage.bureau, &stage.walidata).await.unwrap();
        let front = Front::of(&stage);
        let (_, page) = front.get("id", "/statistik").await;
        for said in ["8,07\u{a0}%", "−0,74 poin dari 2024", "455.504", "31.572,691", "75,9"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
}
