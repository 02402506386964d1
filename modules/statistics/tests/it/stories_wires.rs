//! What the interfaces answer to right and wrong questions, and that none of them shows what is not
//! released.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use statistics::usecase::releasing;
use tower::ServiceExt;

use crate::bureau::{MIGRATIONS, Stage};
use crate::served::{house, put_all};

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap_or_default())
    }
}

#[expect(clippy::unwrap_used, reason = "a request that cannot be sent has failed")]
async fn ask(stage: &Stage, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Answer {
    let request = match body {
        Some(_) => Request::post(path),
        None => Request::get(path),
    };
    let request = headers.iter().fold(request, |it, (name, value)| it.header(*name, *value));
    let mut request = request.body(Body::from(body.unwrap_or_default().to_owned())).unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000))));
    let answer = house(stage).1.router().oneshot(request).await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 24).await.unwrap();
    Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
}

async fn get(stage: &Stage, path: &str) -> Answer {
    ask(stage, path, &[], None).await
}

/// Every address that shows figures of the schools, or that there are any.
const OF_SCHOOLS: [&str; 17] = [
    "/pxweb/tables/SEKOLAH",
    "/pxweb/tables/SEKOLAH/metadata",
    "/pxweb/tables/SEKOLAH/data",
    "/sdmx/data/SEKOLAH",
    "/sdmx/availableconstraint/SEKOLAH",
    "/sdmx/dataflow/ID6408/SEKOLAH/latest/",
    "/api/action/package_show?id=sekolah",
    "/api/3/action/datastore_search?resource_id=sekolah-csv",
    "/statistik/SEKOLAH/tabel.csv",
    "/statistik/SEKOLAH/tabel.csv-metadata.json",
    "/statistik/SEKOLAH/tabel.json",
    "/statistik/SEKOLAH/tabel.xlsx",
    "/statistik/SEKOLAH/tabel.parquet",
    "/statistik/SEKOLAH/datapackage.json",
    "/ogc/collections/SEKOLAH",
    "/ogc/collections/SEKOLAH/schema",
    "/ogc/collections/SEKOLAH/items",
];

/// Every address that tells which datasets there are.
const LISTS: [&str; 9] = [
    "/pxweb/tables",
    "/sdmx/codelist",
    "/sdmx/dataflow",
    "/api/action/package_list",
    "/catalog.ttl",
    "/catalog.jsonld",
    "/datapackage.json",
    "/ogc/collections",
    "/ogc/api",
];

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn nothing_is_seen_a_second_before_its_hour(db: Db) {
        let stage = Stage::with_schools(db).await;
        let version = stage.prepare(&[("SEKOLAH/SD/64.08.01", "2024", "1357")]).await.unwrap();
        let hour = stage.bureau.cell().now().plus_seconds(3600);
        let (bureau, who) = (&stage.bureau, &stage.walidata);
        releasing::release(bureau, who, "SEKOLAH", version.number, hour).await.unwrap();
        stage.pass_seconds(3599);
        for path in OF_SCHOOLS {
            let early = get(&stage, path).await;
            assert_eq!(early.status, StatusCode::NOT_FOUND, "{path}: {}", early.text);
            assert!(!early.text.contains("1357"), "{path}");
        }
        for path in LISTS {
            let list = get(&stage, path).await.text;
            assert!(!list.to_lowercase().contains("sekolah"), "{path}: {list}");
        }
        stage.pass_seconds(1);
        for path in OF_SCHOOLS {
            let now = get(&stage, path).await;
            assert_eq!(now.status, StatusCode::OK, "{path}: {}", now.text);
        }
        assert!(get(&stage, "/sdmx/data/SEKOLAH").await.text.contains("1357"));
        assert!(get(&stage, "/statistik/SEKOLAH/tabel.csv").await.text.contains("1357"));
        for path in LISTS {
            let list = get(&stage, path).await;
            assert_eq!(list.status, StatusCode::OK, "{path}: {}", list.text);
            assert!(list.text.to_lowercase().contains("sekolah"), "{path}: {}", list.text);
            let known = list.header("etag").to_owned();
            let same = ask(&stage, path, &[("if-none-match", &known)], None).await;
            assert_eq!(same.status, StatusCode::NOT_MODIFIED, "{path}");
        }
    }

    async fn a_revision_is_not_seen_early_and_the_release_before_stays(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(&[("SEKOLAH/SD/64.08.01", "2024", "12")]).await;
        let known = get(&stage, "/pxweb/tables/SEKOLAH/data").await.header("etag").to_owned();
        let second = stage.prepare(&[("SEKOLAH/SD/64.08.01", "2024", "1357")]).await.unwrap();
        let hour = stage.bureau.cell().now().plus_seconds(60);
        let (bureau, who) = (&stage.bureau, &stage.walidata);
        releasing::release(bureau, who, "SEKOLAH", second.number, hour).await.unwrap();
        stage.pass_seconds(59);
        for path in OF_SCHOOLS {
            assert!(!get(&stage, path).await.text.contains("1357"), "{path}");
        }
        let early = get(&stage, "/sdmx/data/ID6408,SEKOLAH,2.0").await;
        assert_eq!(early.status, StatusCode::NOT_FOUND);
        let path = "/pxweb/tables/SEKOLAH/data";
        let same = ask(&stage, path, &[("if-none-match", &known)], None).await;
        assert_eq!((same.status, same.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
        stage.pass_seconds(1);
        let new = ask(&stage, path, &[("if-none-match", &known)], None).await;
        assert_eq!(new.status, StatusCode::OK);
        assert!(new.text.contains("1357") && new.text.contains(r#""status":{"#), "{}", new.text);
        assert_eq!(new.header("cache-control"), "public, no-cache");
        let before = get(&stage, "/sdmx/data/ID6408%2CSEKOLAH%2C1.0/all/").await;
        assert!(before.text.contains("12") && !before.text.contains("1357"), "{}", before.text);
    }

    async fn wrong_questions_are_answered_in_the_words_of_each_protocol(db: Db) {
        let stage = Stage::new(db);
        put_all(&stage).await;
        for (path, status, said) in [
            ("/pxweb/tables/KUCING", 404, "there is no dataset `KUCING`"),
            ("/pxweb/kucing", 404, "no path of this interface"),
            ("/pxweb/tables?lang=fr", 400, "`fr` is no language"),
            ("/pxweb/tables?pageSize=banyak", 400, "whole number"),
            ("/pxweb/tables/MISKIN/data?valuecodes[WARNA]=1", 400, "there is no variable"),
            ("/pxweb/tables/MISKIN/data?valuecodes[PERIODE]=1900", 400, "has no value"),
            ("/pxweb/tables/MISKIN/data?outputFormat=px", 400, "px"),
        ] {
            let answer = get(&stage, path).await;
            assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text);
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert!(answer.text.contains(said), "{path}: {}", answer.text);
        }
        for (path, status, code) in [
            ("/sdmx/data/KUCING", 404, "100"),
            ("/sdmx/data/BPS,MISKIN,1.0", 404, "100"),
            ("/sdmx/data/MISKIN/64_08", 400, "140"),
            ("/sdmx/data/MISKIN?startPeriod=besok", 400, "140"),
            ("/sdmx/kucing", 400, "140"),
            ("/sdmx/categoryscheme", 404, "100"),
        ] {
            let answer = get(&stage, path).await;
            assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text);
            assert!(answer.text.contains(&format!(r#"code="{code}""#)), "{path}: {}", answer.text);
        }
        for (path, status, said) in [
            ("/ogc/collections/KUCING", 404, "there is no dataset `KUCING`"),
            ("/ogc/collections/PRODUKSI", 404, "has no regions"),
            ("/ogc/collections/MISKIN/items/64.08:1900", 404, "no feature"),
            ("/ogc/kucing", 404, "no path of this interface"),
            ("/ogc/collections/MISKIN/items?limit=0", 400, "whole number from 1"),
            ("/ogc/collections/MISKIN/items?bbox=1,2,3", 400, "west,south,east,north"),
            ("/ogc/collections/MISKIN/items?datetime=besok", 400, "not `besok`"),
            ("/ogc/collections/MISKIN/items?crs=EPSG:3857", 400, "CRS84"),
            ("/ogc/collections/MISKIN/items?WARNA=MERAH", 400, "there is no parameter `WARNA`"),
        ] {
            let answer = get(&stage, path).await;
            assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text);
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert!(answer.text.contains(said), "{path}: {}", answer.text);
        }
        for (query, count) in [
            ("", 6),
            ("?PERIODE=2024", 3),
            ("?WILAYAH=64.08,64.08.10&PERIODE=2023", 2),
            ("?datetime=2024-03-01T00:00:00Z/..", 3),
            ("?datetime=2025", 0),
            ("?bbox=100,-8,101,-7", 0),
            ("?bbox=110,-5,120,5", 6),
            ("?WILAYAH=99", 0),
        ] {
            let path = format!("/ogc/collections/MISKIN/items{query}");
            let answer = get(&stage, &path).await;
            let said = format!("\"numberMatched\":{count},\"numberReturned\":{count},");
            assert!(answer.text.contains(&said), "{path}: {}", answer.text);
            assert_eq!(answer.header("content-type"), "application/geo+json");
        }
        for path in ["/datapackage.json?lang=fr", "/catalog.ttl?lang=fr"] {
            let answer = get(&stage, path).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
            assert!(answer.text.contains("`fr` is no language"), "{path}: {}", answer.text);
        }
        let picture = ask(&stage, "/sdmx/data/MISKIN", &[("accept", "image/png")], None).await;
        assert_eq!(picture.status, StatusCode::NOT_ACCEPTABLE);
        let json = ("accept", "application/vnd.sdmx.data+json");
        let json = ask(&stage, "/sdmx/data/KUCING", &[json], None).await;
        assert!(json.text.starts_with(r#"{"errors":"#), "{}", json.text);
        let broken = ask(&stage, "/api/action/package_show", &[], Some("{")).await;
        assert_eq!(broken.status, StatusCode::BAD_REQUEST);
        let broken = ask(&stage, "/pxweb/tables/MISKIN/data", &[], Some("{")).await;
        assert_eq!(broken.status, StatusCode::BAD_REQUEST);
        let posted = ask(&stage, "/api/3/action/package_list", &[], Some("{}")).await;
        assert!(posted.text.contains(r#""success":true"#), "{}", posted.text);
        // It names its own flows only by the agency of the cell.
        assert_eq!(get(&stage, "/sdmx/dataflow/ID6408/all/latest").await.status, StatusCode::OK);
        assert_eq!(get(&stage, "/sdmx/dataflow/BPS/all/latest").await.status, StatusCode::NOT_FOUND);
    }

    async fn too_many_cells_are_refused_and_parts_are_given(db: Db) {
        let stage = Stage::with_schools(db).await;
        let codes: Vec<String> = (0..700).map(|at| format!("J{at}")).collect();
        let names: Vec<&str> = codes.iter().map(String::as_str).collect();
        stage.put_list("JENIS_SEKOLAH", &names).await;
        let kinds = codes.iter().map(|code| (format!("SEKOLAH/{code}/64.08.01"), "2024".to_owned()));
        let years = (1950..2050).map(|year| ("SEKOLAH/J0/64.08.01".to_owned(), year.to_string()));
        let mut figures: Vec<(String, String)> = kinds.chain(years).collect();
        figures.push(("TERAKREDITASI/J0/64.08.01".into(), "2024".into()));
        figures.sort();
        figures.dedup();
        let figures: Vec<(&str, &str, &str)> =
            figures.iter().map(|(series, period)| (series.as_str(), period.as_str(), "7")).collect();
        stage.publish(&figures).await;
        for (path, status) in [
            ("/pxweb/tables/SEKOLAH/data", 403),
            ("/sdmx/data/SEKOLAH", 413),
            ("/api/action/datastore_search?resource_id=sekolah-csv", 409),
            ("/ogc/collections/SEKOLAH/items", 413),
            ("/statistik/SEKOLAH/tabel.csv", 413),
            ("/statistik/SEKOLAH/tabel.xlsx", 413),
            ("/statistik/SEKOLAH/tabel.parquet", 413),
        ] {
            let answer = get(&stage, path).await;
            assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text);
            let text = answer.text.replace('.', "");
            assert!(text.contains("140000"), "{path}: {}", answer.text);
        }
        for path in [
            "/pxweb/tables/SEKOLAH/metadata",
            "/pxweb/tables/SEKOLAH/data?valuecodes[PERIODE]=top(1)",
            "/sdmx/data/SEKOLAH?startPeriod=2049",
            "/sdmx/dataflow/ID6408/SEKOLAH/latest?references=all",
            "/api/action/package_show?id=sekolah",
            "/catalog.ttl",
            "/datapackage.json",
            "/ogc/collections/SEKOLAH/items?PERIODE=2049",
            "/statistik/SEKOLAH/tabel.csv?PERIODE=2049",
            "/statistik/SEKOLAH/tabel.csv-metadata.json?PERIODE=2049",
        ] {
            let answer = get(&stage, path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        }
    }
}
