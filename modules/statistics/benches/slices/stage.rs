//! A regency with many figures, served on a port.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use base::{Date, Decimal};
use cube::{Cell, Mark, Text};
use db::{Db, Migration};
use identity::Actor;
use statistics::Neighbours;
use statistics::domain::codes::{CodeList, ListedCode};
use statistics::domain::dataset::Dataset;
use statistics::domain::figure::{Figure, Series};
use statistics::domain::period::Period;
use statistics::usecase::{Bureau, loading, releasing};
use testkit::TestCell;
use tokio::net::TcpListener;
use web::{App, AppParts, NoSessions, Site, Texts};

pub static MIGRATIONS: LazyLock<Vec<Migration>> =
    LazyLock::new(|| [audit::MIGRATIONS, identity::MIGRATIONS, statistics::migrations()].concat());

const VILLAGES: usize = 141;
const DISTRICTS: usize = 18;
const FIRST_YEAR: usize = 2006;
const YEARS: usize = 20;
/// Figures of one version: a correction of everything at once is not what offices do.
const AT_ONCE: usize = 50;

/// How many indicators there are, and what each figure is.
pub struct Regency {
    pub indicators: usize,
}

impl Regency {
    pub const fn figures(&self) -> usize {
        self.indicators * VILLAGES * YEARS
    }

    /// An indicator, another one for each number.
    pub fn indicator(&self, at: usize) -> String {
        format!("I{:03}", (at * 37) % self.indicators)
    }

    pub fn village(&self, at: usize) -> String {
        village((at * 11) % VILLAGES)
    }

    pub const fn year(&self, at: usize) -> usize {
        FIRST_YEAR + at % YEARS
    }

    /// The same figures as a table of one line each, for the peers.
    pub fn write_csv(&self, path: &Path) {
        let mut text = "indikator,wilayah,periode,nilai\n".to_owned();
        for indicator in 0..self.indicators {
            for at in 0..VILLAGES {
                for year in FIRST_YEAR..FIRST_YEAR + YEARS {
                    let (code, value) = (village(at), value(indicator, at, year));
                    writeln!(text, "I{indicator:03},{code},{year},{value}").unwrap();
                }
            }
        }
        std::fs::write(path, text).unwrap();
    }
}

pub fn village(at: usize) -> String {
    format!("64.08.{:02}.2{:03}", at % DISTRICTS + 1, at / DISTRICTS + 1)
}

fn value(indicator: usize, village: usize, year: usize) -> Decimal {
    let units = (indicator * 7_919 + village * 104_729 + year * 31) % 100_000;
    Decimal::new(i64::try_from(units).unwrap(), 1).unwrap()
}

pub struct Stage {
    pub bureau: Bureau,
    test: TestCell,
}

impl Stage {
    /// With its lists and the two datasets, without figures.
    pub async fn new(db: Db, indicators: usize) -> Self {
        let test = TestCell::new(db);
        let it = Self { bureau: Bureau::new(test.cell.clone()), test };
        let districts = (1..=DISTRICTS).map(|at| format!("64.08.{at:02}"));
        let regions = std::iter::once("64.08".to_owned()).chain(districts);
        it.put_list("KEMENDAGRI", regions.chain((0..VILLAGES).map(village))).await;
        it.put_list("INDIKATOR", (0..indicators).map(|at| format!("I{at:03}"))).await;
        it.describe("DESA", &format!("{HEAD}{INDICATORS}{REST}")).await;
        it.describe("KECAMATAN", &format!("{HEAD}{REST}")).await;
        it
    }

    /// With all figures of a regency, released.
    pub async fn filled(db: Db, regency: &Regency) -> Self {
        let it = Self::new(db, regency.indicators).await;
        let years = || FIRST_YEAR..FIRST_YEAR + YEARS;
        for first in (0..regency.indicators).step_by(AT_ONCE) {
            let some = first..(first + AT_ONCE).min(regency.indicators);
            let figures = some.flat_map(|indicator| {
                (0..VILLAGES).flat_map(move |at| {
                    let key = format!("NILAI/I{indicator:03}/{}", village(at));
                    years().map(move |year| figure(&key, year, value(indicator, at, year)))
                })
            });
            it.release("DESA", figures.collect()).await;
        }
        let of_districts = (1..=DISTRICTS).flat_map(|at| {
            let key = format!("NILAI/64.08.{at:02}");
            years().map(move |year| figure(&key, year, value(0, at, year)))
        });
        it.release("KECAMATAN", of_districts.collect()).await;
        it
    }

    async fn put_list(&self, id: &str, codes: impl Iterator<Item = String>) {
        let list = CodeList { id: id.into(), agency: "KUTIM".into(), title: Text::name(id) };
        let code = |code: String| ListedCode {
            title: Text::name(format!("Nama {code}")),
            parent: code.rsplit_once('.').map(|(parent, _)| parent.to_owned()),
            code,
            valid_from: Date::constant(2000, 1, 1),
            valid_to: None,
        };
        let codes: Vec<ListedCode> = codes.map(code).collect();
        loading::put_list(&self.bureau, &Actor::operator(), &list, &codes).await.unwrap();
    }

    async fn describe(&self, id: &str, description: &str) {
        let dataset = Dataset::new(id, "DISKOMINFO", toml::from_str(description).unwrap()).unwrap();
        loading::describe(&self.bureau, &Actor::operator(), &dataset).await.unwrap();
    }

    async fn release(&self, dataset: &str, figures: Vec<Figure>) {
        let operator = Actor::operator();
        let version = releasing::prepare(&self.bureau, &operator, dataset, "Muatan", figures).await;
        let (number, now) = (version.unwrap().number, self.bureau.cell().now());
        releasing::release(&self.bureau, &operator, dataset, number, now).await.unwrap();
        self.test.clock.advance_seconds(60);
    }

    /// The port on which everybody reaches the statistics.
    pub async fn serve(&self) -> u16 {
        let module = statistics::module_with(self.bureau.cell(), Neighbours::default());
        let locales = module::foundations().into_iter().flat_map(|it| it.locales);
        let app = App::new(AppParts {
            cell: self.bureau.cell().clone(),
            texts: Texts::new(locales.chain(module.locales)).unwrap(),
            menus: Vec::new(),
            sessions: Arc::new(NoSessions),
            trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
            contact: String::new(),
        });
        let site = Site::new(&app, module.pages, module.api).with(&app, module.wires);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let service = site.router().into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        port
    }
}

fn figure(key: &str, year: usize, value: Decimal) -> Figure {
    let period = Period::parse(&year.to_string()).unwrap();
    Figure { series: Series::from_key(key), period, cell: Cell::Figure(value, Mark::Final) }
}

const HEAD: &str = r#"
    title = { id = "Indikator", en = "Indicators" }
    about = { id = "Indikator contoh.", en = "Made up." }
    source = { id = "Contoh", en = "Made up" }
"#;

const INDICATORS: &str = r#"
    [[axes]]
    id = "INDIKATOR"
    title = { id = "Indikator", en = "Indicator" }
    kind = "breakdown"
    list = "INDIKATOR"
"#;

const REST: &str = r#"
    [[axes]]
    id = "WILAYAH"
    title = { id = "Wilayah", en = "Region" }
    kind = "region"
    list = "KEMENDAGRI"
    [[measures]]
    id = "NILAI"
    title = { id = "Nilai", en = "Value" }
    unit = { id = "UNIT", title = { id = "unit", en = "units" } }
    decimals = 1
    values = "amount"
"#;
