//! Long work on its page.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use base::{Error, Kind};
use db::Tx;
use identity::Role;
use jobs::{Context, Handler, Job, NewJob, Options, Outcome, Runner};

use crate::support::{House, MIGRATIONS, Person, between};

/// Work that fails for good until somebody mends it.
struct Sowing;

impl Job for Sowing {
    const KIND: &'static str = "garden/sow";
    type Payload = bool;

    async fn run(&self, context: &Context, sound: bool) -> Result<Outcome, Error> {
        context.progress(3, 12, "adm-job");
        match sound {
            true => Ok(Outcome::done()),
            false => Err(Error::new(Kind::Invalid, "jobs/payload")),
        }
    }
}

async fn ask_for(house: &House, sound: bool, person: &Person) {
    let (cell, operator) = (&house.it.cell, identity::Actor::operator());
    let found = house.identity.list_accounts(&operator, &person.login, None, 1).await.unwrap();
    let who = audit::Who {
        id: found.rows[0].id.to_string(),
        name: found.rows[0].name.clone(),
        ..audit::Who::default()
    };
    let job = NewJob::of::<Sowing>(&sound, &who).unwrap();
    cell.db().write(async |tx: &mut Tx| jobs::enqueue(tx, cell, job.clone()).await).await.unwrap();
}

async fn work(house: &House) {
    let handlers = [Handler::of(Sowing)];
    let runner = Runner::new(house.it.cell.clone(), handlers, Options::default());
    runner.run_until_idle().await.unwrap();
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn an_empty_list_says_what_will_stand_there(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let page = browser.get("/kerja/pekerjaan").await;
        assert!(page.says("Tidak ada pekerjaan") && !page.says("hx-trigger"), "{}", page.text);
    }

    async fn a_waiting_job_is_watched_and_cancelled(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        ask_for(&house, true, &admin).await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let page = browser.get("/kerja/pekerjaan").await;
        assert!(page.says("garden/sow") && page.says("Menunggu") && page.says("hx-trigger"));
        assert!(browser.get("/kerja").await.says("Pekerjaan Anda yang belum selesai"));
        let path = between(&page.text, "action=\"/kerja/pekerjaan/", "\"").unwrap();
        let path = format!("/kerja/pekerjaan/{path}");
        let answer = browser.post("/kerja/pekerjaan", &path, &[]).await;
        assert_eq!(answer.location, "/kerja/pekerjaan?kabar=adm-job-cancelled");
        assert!(browser.get(&answer.location).await.says("Dibatalkan"));
        let again = browser.post("/kerja/pekerjaan", &path, &[]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
    }

    async fn a_failed_job_is_explained_and_tried_again(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        ask_for(&house, false, &admin).await;
        work(&house).await;
        let browser = house.browser();
        browser.sign_in(&admin).await;
        let page = browser.get("/kerja/pekerjaan?keadaan=dead").await;
        assert!(page.says("Gagal") && page.says("tidak dapat membaca perintahnya"), "{}", page.text);
        let path = between(&page.text, "action=\"/kerja/pekerjaan/", "\"").unwrap();
        let path = format!("/kerja/pekerjaan/{path}");
        assert!(path.ends_with("/ulangi"));
        browser.post("/kerja/pekerjaan", &path, &[]).await;
        assert!(browser.get("/kerja/pekerjaan?keadaan=waiting").await.says("garden/sow"));
    }

    async fn the_list_looks_again_by_a_fragment(db: Db) {
        let house = House::new(db);
        let auditor = house.person("siti.rahma", &[Role::AUDITOR]).await;
        ask_for(&house, true, &auditor).await;
        let browser = house.browser();
        browser.sign_in(&auditor).await;
        let request = Request::get("/kerja/pekerjaan").header("hx-request-type", "partial");
        let part = browser.send(request.body(Body::empty()).unwrap()).await;
        assert!(part.text.trim_start().starts_with("<div id=\"jobs\""), "{}", part.text);
        assert!(!part.says("/batalkan"), "an auditor only looks");
        work(&house).await;
        let request = Request::get("/kerja/pekerjaan").header("hx-request-type", "partial");
        let part = browser.send(request.body(Body::empty()).unwrap()).await;
        assert!(part.says("Selesai") && !part.says("hx-trigger"), "nothing moves any more");
    }
}
