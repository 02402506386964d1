//! Pages of the counter and the collectors, as people see them in both languages.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use futures_util::future::BoxFuture;
use identity::Actor;
use tower::ServiceExt;
use web::{App, Sessions, SignedIn, Site};

use crate::counter_support::*;
use crate::shelf::*;
use crate::site::{neighbours, site};

const DUE: &str = "2027-01-31";

struct Gate;

impl Sessions for Gate {
    fn find<'a>(&'a self, token: &'a str) -> BoxFuture<'a, base::Result<Option<SignedIn>>> {
        let actor: Option<Actor> = match token {
            "nur" => Some(nur()),
            "wati" => Some(wati()),
            "sri" => Some(sri()),
            "yusuf" => Some(yusuf()),
            "markus" => Some(markus()),
            _ => None,
        };
        let signed_in = actor.map(|actor| SignedIn {
            actor,
            session: format!("session-of-{token}"),
            first: None,
        });
        Box::pin(std::future::ready(Ok(signed_in)))
    }
}

struct Office {
    stage: Stage,
    app: App,
    site: Site,
}

struct Answer {
    status: StatusCode,
    location: String,
    text: String,
}

impl Office {
    fn new(db: db::Db) -> Self {
        let stage = Stage::new(db);
        let (app, site, _) = site(stage.cell(), neighbours(), Arc::new(Gate));
        Self { stage, app, site }
    }

    fn request(method: &str, who: &str, path: &str) -> http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, format!("__Host-session={who}"))
            .header("sec-fetch-site", "same-origin")
            .extension(ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 40_000))))
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.site.router().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION);
        let location = location.map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = axum::body::to_bytes(response.into_body(), 50_000_000).await.unwrap();
        Answer { status, location, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn get_in(&self, language: &str, who: &str, path: &str) -> Answer {
        let request = Self::request("GET", who, path).header(header::ACCEPT_LANGUAGE, language);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    async fn get(&self, who: &str, path: &str) -> String {
        for language in ["en", "id"] {
            let answer = self.get_in(language, who, path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {language}: {}", answer.text);
            if language == "id" {
                return answer.text;
            }
        }
        String::new()
    }

    async fn post(&self, who: &str, page: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let token = self.get(who, page).await;
        let (_, rest) = token.split_once("name=\"csrf\" value=\"").unwrap();
        let token = rest.split('"').next().unwrap();
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", token).extend_pairs(form);
        let request = Self::request("POST", who, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body.finish())).unwrap()).await
    }

    async fn send(&self, who: &str, path: &str, body: String) -> Answer {
        let token = self.get_in("id", who, "/kerja/kolektor/token.json").await.text;
        let token: serde_json::Value = serde_json::from_str(&token).unwrap();
        let request = Self::request("POST", who, path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .header("x-csrf-token", token["csrf"].as_str().unwrap());
        self.ask(request.body(Body::from(body)).unwrap()).await
    }
}

testkit::on_each_engine! {
    with &COUNTER_MIGRATIONS;

    async fn a_teller_works_a_day_without_script(db: Db) {
        let office = Office::new(db);
        let a = office.stage.put(bill(1, 2026), DUE, 100_000).await;
        let done = office.post("nur", "/kerja/loket", "/kerja/loket/buka", &[("modal", "x")]).await;
        assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
        let open = [("modal", "200.000")];
        office.post("nur", "/kerja/loket", "/kerja/loket/buka", &open).await;

        let page = format!("/kerja/loket?cari={}", a.nop.digits());
        let text = office.get("nur", &page).await;
        assert!(text.contains("Rp100.000") && text.contains("SITI CONTOH"), "{text}");
        let (_, rest) = text.split_once("name=\"bukti\" value=\"").unwrap();
        let token = rest.split('"').next().unwrap();
        let key = a.to_string();
        let form = [("bukti", token), ("cari", a.nop.digits()), ("jumlah", "100000"),
            ("tagihan[]", &key), ("uang", "50.000")];
        let short = office.post("nur", &page, "/kerja/loket/bayar", &form).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = [("bukti", token), ("cari", a.nop.digits()), ("jumlah", "100000"),
            ("tagihan[]", &key), ("uang", "150.000")];
        let paid = office.post("nur", &page, "/kerja/loket/bayar", &form).await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.text);
        let taken = office.get("nur", &paid.location).await;
        assert!(taken.contains("Rp50.000") && taken.contains("/bayar/stts/"), "{taken}");
        assert!(office.get("nur", &page).await.contains("Jangan terima uang"));

        let desk = office.get("nur", "/kerja/loket").await;
        let (_, rest) = desk.split_once("/kerja/loket/batal/").unwrap();
        let ask = format!("/kerja/loket/batal/{}", rest.split('"').next().unwrap());
        office.post("nur", "/kerja/loket", &ask, &[("alasan", "salah orang")]).await;
        let watch = office.get("yusuf", "/kerja/pengawasan").await;
        let (_, rest) = watch.split_once("/kerja/pengawasan/pembatalan/").unwrap();
        let decide = format!("/kerja/pengawasan/pembatalan/{}", rest.split('"').next().unwrap());
        office.post("yusuf", "/kerja/pengawasan", &decide, &[("putusan", "tidak")]).await;

        let (_, rest) = desk.split_once("/kerja/loket/tutup/").unwrap();
        let close = format!("/kerja/loket/tutup/{}", rest.split('"').next().unwrap());
        let wrong = office.post("nur", &close, &close, &[("k100000", "2")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let closed = office.post("nur", &close, &close, &[("k100000", "3")]).await;
        assert_eq!(closed.location, "/kerja/loket/sts/STS-26-000001", "{}", closed.text);
        office.get("nur", &closed.location).await;
        let pdf = office.get("nur", "/kerja/loket/sts/STS-26-000001/sts.pdf").await;
        assert!(pdf.starts_with("%PDF-"));
        assert!(office.get("sri", "/kerja/setoran").await.contains("STS-26-000001"));
        let slip = "/kerja/setoran/STS-26-000001";
        let receive = format!("{slip}/terima");
        let wrong = office.post("sri", slip, &receive, &[("jumlah", "99.000")]).await;
        assert_eq!(wrong.status, StatusCode::CONFLICT);
        let done = office.post("sri", slip, &receive, &[("jumlah", "100.000")]).await;
        assert_eq!(done.location, slip);
        let shift = close.rsplit('/').next().unwrap();
        office.get("yusuf", &format!("/kerja/pengawasan/{shift}")).await;
        assert_eq!(office.get_in("id", "markus", "/kerja/loket").await.status, StatusCode::FORBIDDEN);
        office.stage.in_order().await;
        assert_eq!(office.app.texts().missed(), Vec::<String>::new());
    }

    async fn a_collector_is_appointed_collects_and_deposits(db: Db) {
        let office = Office::new(db);
        office.stage.knows_markus().await;
        let a = office.stage.put(bill(1, 2026), DUE, 100_000).await;
        assert!(office.get("markus", "/kerja/kolektor").await.contains("Belum ditunjuk"));
        let form = "/kerja/penunjukan/baru";
        let empty = office.post("sri", form, form, &[("nomor", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let village = a.nop.village();
        let decree = [("orang", "01ARZ3NDEKTSV4RRFFQ69G5FB5"), ("nomor", "973/15"),
            ("tanggal", "1-11-2026"), ("mulai", "1-1-2026"), ("sampai", "31-12-2027"),
            ("batas", "1.000.000"), ("hari", "3"), ("desa[]", village.digits())];
        let made = office.post("sri", form, form, &decree).await;
        assert_eq!(made.location, "/kerja/penunjukan/K01", "{}", made.text);
        office.get("sri", "/kerja/penunjukan/K01").await;
        let one = "/kerja/penunjukan/K01";
        let decided =
            office.post("yusuf", one, "/kerja/penunjukan/K01/putuskan", &[("putusan", "ya")]).await;
        assert_eq!(decided.location, one, "{}", decided.text);

        let asked = format!("{{\"device\":\"{DEVICE}\"}}");
        let book = office.send("markus", "/kerja/kolektor/buku", asked.clone()).await;
        assert_eq!(book.status, StatusCode::OK, "{}", book.text);
        let book: serde_json::Value = serde_json::from_str(&book.text).unwrap();
        assert_eq!(book["bills"][0]["nop"], a.nop.digits());
        assert_eq!(book["bills"][0]["costs"][0][1], 100_000);
        let number = book["numbers"][0]["number"].as_str().unwrap();
        let check = book["numbers"][0]["check"].as_str().unwrap();
        assert!(book["numbers"][0]["path"].as_str().unwrap().starts_with('M'));

        let sent = serde_json::json!({"id": "01TTSA0000", "made": office.stage.cell().now().to_string(),
            "body": {"number": number, "nop": a.nop.digits(), "year": 2026, "amount": 100_000,
            "device": DEVICE}});
        let one = office.send("markus", "/kerja/kolektor/tts", sent.to_string()).await;
        assert!(one.text.contains("\"accepted\""), "{}", one.text);
        let broken = serde_json::json!({"id": "01TTSB0000", "made": "x", "body": sent["body"]});
        let both = serde_json::json!([sent, broken]);
        let both = office.send("markus", "/kerja/kolektor/tts", both.to_string()).await;
        let both: serde_json::Value = serde_json::from_str(&both.text).unwrap();
        assert_eq!((both[0]["repeated"].as_bool(), both[1]["state"].as_str()), (Some(true), Some("refused")));
        let junk = office.send("markus", "/kerja/kolektor/tts", "[1".to_owned()).await;
        assert_eq!(junk.status, StatusCode::UNPROCESSABLE_ENTITY);

        let checked = office.get("nobody", &format!("/bayar/tts/{number}/{check}")).await;
        assert!(checked.contains("belum disetor") && !checked.contains("SITI"), "{checked}");
        assert!(office.get("markus", "/kerja/kolektor").await.contains(number));
        // At the counter nothing is asked for what a collector holds until somebody ticks it.
        office.post("nur", "/kerja/loket", "/kerja/loket/buka", &[("modal", "0")]).await;
        let desk = office.get("nur", &format!("/kerja/loket?cari={}", a.nop.digits())).await;
        assert!(desk.contains(number) && !desk.contains("name=\"uang\""), "{desk}");
        office.get("sri", "/kerja/setoran").await;
        let csv = office.get("sri", "/kerja/setoran/perjalanan.csv").await;
        assert!(csv.contains("K01,"), "{csv}");
        let slip =
            office.post("markus", "/kerja/kolektor", "/kerja/kolektor/sts", &[]).await.location;
        assert_eq!(slip, "/kerja/kolektor/sts/STS-26-000001");
        office.get("markus", &slip).await;
        let pdf = office.get("markus", &format!("{slip}/sts.pdf")).await;
        assert!(pdf.starts_with("%PDF-"));
        let slip = "/kerja/setoran/STS-26-000001";
        let receive = format!("{slip}/terima");
        let done = office.post("sri", slip, &receive, &[("jumlah", "100.000")]).await;
        assert_eq!(done.location, slip, "{}", done.text);
        office.get("sri", slip).await;
        let rule = [("mulai", "1-1-2027"), ("hari", "deposit"), ("dasar", "Contoh Perbup 12/2026")];
        let set =
            office.post("yusuf", "/kerja/penunjukan", "/kerja/penunjukan/aturan", &rule).await;
        assert_eq!(set.location, "/kerja/penunjukan", "{}", set.text);
        let gone = office.send("markus", "/kerja/kolektor/lepas", asked).await;
        assert!(gone.text.contains("\"ended\":1"), "{}", gone.text);
        let one = "/kerja/penunjukan/K01";
        office.post("sri", one, "/kerja/penunjukan/K01/cabut", &[("alasan", "selesai")]).await;
        assert!(office.get("markus", "/kerja/kolektor").await.contains("dicabut"));
        office.get("nobody", "/kolektor").await;
        office.stage.in_order().await;
        assert_eq!(office.app.texts().missed(), Vec::<String>::new());
    }
}
