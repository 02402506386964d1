//! The treasury with its people: who proposes, who decides, and the pages in front of them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use audit::Who;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use base::{Date, Id, NopVillage, Rupiah};
use contracts::{Answer, Arrears, BillId, Outage, Overdue, Proposed, Waivers};
use db::{Db, Tx};
use futures_util::future::BoxFuture;
use identity::{Actor, Rights, Role};
use payments::Neighbours;
use payments::domain::partner::{Partner, Terms};
use payments::domain::proposal::{ChartRow, Matter};
use payments::permissions::{CONTROLLER, GRANTS, TREASURER};
use payments::usecase::partners::{self, Keys};
use payments::usecase::reconciliation::Upload;
use payments::usecase::{Posted, Treasury};
use tower::ServiceExt;
use web::{Sessions, SignedIn, Site};

use crate::shelf::*;
use crate::site::{neighbours, site};

/// Remembers which outages were told.
#[derive(Default)]
pub struct Told(pub Mutex<Vec<Outage>>);

impl Waivers for Told {
    fn propose<'a>(&'a self, _tx: &'a mut Tx, outage: &'a Outage) -> Answer<'a, Proposed> {
        self.0.lock().unwrap().push(outage.clone());
        Box::pin(std::future::ready(Ok(Proposed::New)))
    }
}

/// A village with bills of three ages.
pub struct Ages;

impl Arrears for Ages {
    fn overdue<'a>(&'a self, _tx: &'a mut Tx, _day: Date) -> Answer<'a, Vec<Overdue>> {
        let row = |tax_year, due_date, bills, principal| Overdue {
            village: NopVillage::parse("6408040003").unwrap(),
            village_name: "Teluk Lingga".to_owned(),
            district_name: "Sangatta Utara".to_owned(),
            tax_year,
            due_date,
            bills,
            principal: Rupiah(principal),
        };
        let rows = vec![
            row(2020, Date::constant(2020, 9, 30), 3, 300_000),
            row(2024, Date::constant(2024, 9, 30), 2, 200_000),
            row(2026, Date::constant(2026, 7, 31), 1, 100_000),
        ];
        Box::pin(std::future::ready(Ok(rows)))
    }
}

pub struct Treasurers {
    pub stage: Stage,
    pub treasury: Treasury,
    pub told: Arc<Told>,
    /// Sri proposes, Yusuf decides, Ani may do both.
    pub sri: Actor,
    pub yusuf: Actor,
    pub ani: Actor,
}

const SRI: &str = "01ARZ3NDEKTSV4RRFFQ69G5FA1";
const YUSUF: &str = "01ARZ3NDEKTSV4RRFFQ69G5FA2";
const ANI: &str = "01ARZ3NDEKTSV4RRFFQ69G5FA3";

fn person(id: &str, name: &str, roles: &[Role]) -> Actor {
    let rights = Rights::new(GRANTS.iter().copied());
    let roles = roles.iter().map(|role| role.0.to_owned()).collect();
    Actor::person(Id::parse(id).unwrap(), name, None, roles, &rights)
}

fn people(token: &str) -> Option<Actor> {
    match token {
        "sri" => Some(person(SRI, "Sri Contoh", &[TREASURER])),
        "yusuf" => Some(person(YUSUF, "Yusuf Contoh", &[CONTROLLER])),
        "ani" => Some(person(ANI, "Ani Contoh", &[TREASURER, CONTROLLER])),
        _ => None,
    }
}

impl Treasurers {
    pub async fn new(db: Db) -> Self {
        let stage = Stage::new(db);
        let told = Arc::new(Told::default());
        let treasury = Treasury::new(stage.ledger.clone(), told.clone(), Arc::new(Ages));
        let [sri, yusuf, ani] = ["sri", "yusuf", "ani"].map(|who| people(who).unwrap());
        let partner = Partner {
            id: "bank-uji".to_owned(),
            name: "Bank Uji".to_owned(),
            client_key: "BANKUJI-01".to_owned(),
            service_id: Some("88001".to_owned()),
            terms: Terms::default(),
            networks: Vec::new(),
            active: true,
        };
        let keys = Keys { secret: Some("rahasia-bank-uji-1".to_owned()), public_key: None };
        partners::add(stage.cell(), &sri, &partner, &keys).await.unwrap();
        Self { stage, treasury, told, sri, yusuf, ani }
    }

    /// A bill of this year that a bank paid under a reference.
    pub async fn paid(&self, of: u32, reference: &str) -> (BillId, Posted) {
        let id = self.stage.put(bill(of, 2026), "2027-01-31", 100_000).await;
        let who = Who::system();
        let ids = [id];
        (id, self.stage.post(&brought(&self.stage, reference, &ids, 100_000, &who)).await.unwrap())
    }

    /// Loads a file in the layout of a counter. Its id.
    pub async fn load(&self, lines: &[(&str, u32, i64, &str)]) -> String {
        let bytes = counter_file(lines);
        let file =
            Upload { partner: "bank-uji", channel: "", name: "eod.csv", bytes: bytes.as_bytes() };
        self.treasury.load(&self.sri, file).await.unwrap()
    }

    /// Proposes as Sri, approves as Yusuf.
    pub async fn agreed(&self, matter: Matter) -> base::Result<()> {
        let id = self.treasury.propose(&self.sri, &matter, "sesuai bukti").await?;
        self.treasury.approve(&self.yusuf, &id, "").await
    }

    pub async fn chart(&self) {
        let row = |kind: &str| ChartRow {
            account: kind.to_owned(),
            code: "4.1.01.15".to_owned(),
            name: "Contoh akun".to_owned(),
        };
        let rows = payments::usecase::treasury::chart::KINDS.map(row).into();
        self.agreed(Matter::ChartRows { rows }).await.unwrap();
    }

    pub fn site(&self) -> Pages {
        let neighbours = Neighbours { waivers: self.told.clone(), ..neighbours() };
        let (_, site, _) = site(self.stage.cell(), neighbours, Arc::new(Gate));
        Pages { site }
    }
}

/// A file of a counter for the bills of 2026.
pub fn counter_file(lines: &[(&str, u32, i64, &str)]) -> String {
    let head = "tgl,jam,ref_bank,ntpd,kode_bayar,nop,thn,pokok,denda,total,kanal,cabang,jenis\r\n";
    let mut file = head.to_owned();
    for (reference, of, amount, kind) in lines {
        let nop = bill(*of, 2026).nop;
        file.push_str(&format!(
            "17082026,101530,{reference},,,{},2026,,,{amount},TELLER,001,{kind}\r\n",
            nop.digits()
        ));
    }
    file
}

struct Gate;

impl Sessions for Gate {
    fn find<'a>(&'a self, token: &'a str) -> BoxFuture<'a, base::Result<Option<SignedIn>>> {
        let session = format!("session-of-{token}");
        let found = people(token).map(|actor| SignedIn { actor, session, first: None });
        Box::pin(std::future::ready(Ok(found)))
    }
}

pub struct Pages {
    site: Site,
}

pub struct Shown {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
    pub bytes: Vec<u8>,
}

impl Pages {
    fn request(&self, method: &str, who: &str, path: &str) -> http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, format!("__Host-session={who}"))
            .header("sec-fetch-site", "same-origin")
            .extension(ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 40_000))))
    }

    pub async fn get(&self, language: &str, who: &str, path: &str) -> Shown {
        let request = self.request("GET", who, path).header(header::ACCEPT_LANGUAGE, language);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form with the token of a page it stands on.
    pub async fn post(&self, who: &str, page: &str, path: &str, form: &[(&str, &str)]) -> Shown {
        let text = self.get("id", who, page).await.text;
        let (_, rest) = text.split_once("name=\"csrf\" value=\"").unwrap();
        let token = rest.split('"').next().unwrap();
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", token).extend_pairs(form);
        let kind = "application/x-www-form-urlencoded";
        let request = self.request("POST", who, path).header(header::CONTENT_TYPE, kind);
        self.ask(request.body(Body::from(body.finish())).unwrap()).await
    }

    async fn ask(&self, request: Request<Body>) -> Shown {
        let response = self.site.router().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION);
        let location = location.map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = axum::body::to_bytes(response.into_body(), 4 << 20).await.unwrap().to_vec();
        Shown { status, location, text: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    }
}
