//! The module on a port of this machine, with three datasets in it, and the programs of others that
//! read them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use cube::Cube;
use db::Db;
use serde_json::Value;
use statistics::Neighbours;
use statistics::domain::selection::Selection;
use statistics::domain::version::AsOf;
use statistics::usecase::cubes;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use web::{App, AppParts, NoSessions, Site, Texts};

use crate::bureau::Stage;

pub const DATASETS: [&str; 3] = ["MISKIN", "PRODUKSI", "SEKOLAH"];

/// Everything that anybody reaches on a stage, and the house around it.
pub fn house(stage: &Stage) -> (App, Site) {
    let module = statistics::module_with(stage.bureau.cell(), Neighbours::default());
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
    (app, site)
}

/// A stage that is served until it is dropped.
pub struct Served {
    pub stage: Stage,
    pub url: String,
    server: JoinHandle<()>,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Served {
    /// With three datasets: schools by kecamatan, of which a second version revised figures; poverty,
    /// with all kinds of missing figures; production by quarter, without regions.
    pub async fn new(db: Db) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let stage = Stage::at(db, &url);
        put_all(&stage).await;
        let (_, site) = house(&stage);
        let service = site.router().into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        Self { stage, url, server }
    }

    /// The cubes that every client has to find.
    pub async fn cubes(&self) -> Vec<Cube> {
        let mut all = Vec::new();
        for id in DATASETS {
            let cube = cubes::cube(&self.stage.bureau, id, AsOf::Now, &Selection::all()).await;
            all.push(cube.unwrap());
        }
        all
    }

    /// What every client has to say: per dataset and codes the figure and its sign.
    pub async fn expected(&self) -> Figures {
        let cubes = self.cubes().await;
        let signs: Vec<&str> = cubes.iter().flat_map(|it| it.cells()).map(|it| it.sign()).collect();
        for sign in ["r", "x", "...", "NA", "*", "**", "p"] {
            assert!(signs.contains(&sign), "no figure is marked {sign}");
        }
        cubes.iter().map(|cube| (cube.about().id.clone(), figures(cube))).collect()
    }

    /// What a client printed: `{dataset: {"code/code": [figure, sign]}}`.
    pub fn reads(&self, script: &str) -> Figures {
        let said = self.asks(script);
        let of = |value: &Value| value.as_object().unwrap().clone();
        let figure = |(key, cell): (String, Value)| {
            let value = cell[0].as_str().map(plain);
            (key, (value, cell[1].as_str().unwrap().to_owned()))
        };
        of(&said)
            .iter()
            .map(|(id, it)| (id.clone(), of(it).into_iter().map(figure).collect()))
            .collect()
    }

    /// What a script printed as JSON; it gets the address and the agency.
    pub fn asks(&self, script: &str) -> Value {
        self.asks_with(script, &[])
    }

    /// The same, with more behind the address and the agency.
    pub fn asks_with(&self, script: &str, more: &[&str]) -> Value {
        let script = format!("{}/tests/clients/{script}", env!("CARGO_MANIFEST_DIR"));
        let agency = self.stage.bureau.agency();
        let arguments = [&[self.url.as_str(), &agency], more].concat();
        crate::judges::Bench::new().asks(&script, &arguments)
    }
}

pub type Figures = BTreeMap<String, BTreeMap<String, (Option<String>, String)>>;

fn figures(cube: &Cube) -> BTreeMap<String, (Option<String>, String)> {
    let figure = |(codes, cell): (Vec<&cube::Code>, cube::Cell)| {
        let key: Vec<&str> = codes.iter().map(|it| it.id.as_str()).collect();
        let value = cell.value().map(|it| plain(&it.to_string()));
        (key.join("/"), (value, cell.sign().to_owned()))
    };
    cube.rows().map(figure).collect()
}

/// Digits without the noughts that do not count: most clients read numbers of their own kind.
fn plain(digits: &str) -> String {
    if !digits.contains('.') {
        return digits.to_owned();
    }
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Three datasets, uploaded by their offices; one of them a second time.
pub async fn put_all(stage: &Stage) {
    stage.put_schools().await;
    stage.put_list("KOMODITAS", &["BATU_BARA", "SAWIT"]).await;
    stage.describe("MISKIN", "BPS", POVERTY).await;
    stage.describe("PRODUKSI", "DISBUN", PRODUCTION).await;
    stage
        .upload(
            "SEKOLAH",
            "2023",
            &[
                ("SEKOLAH/SD/64.08.01", "2023", "12"),
                ("SEKOLAH/SD/64.08.10", "2023", "9*"),
                ("SEKOLAH/SMP/64.08.01", "2023", "4"),
                ("TERAKREDITASI/SD/64.08.01", "2023", "91.5"),
            ],
        )
        .await;
    stage
        .upload(
            "MISKIN",
            "2024",
            &[
                ("P0/64.08", "2023", "9.06"),
                ("P0/64.08", "2024", "75.90"),
                ("P0/64.08.01", "2023", "x"),
                ("P0/64.08.01", "2024", "..."),
                ("P0/64.08.10", "2023", "NA"),
                ("P0/64.08.10", "2024", "0.00"),
                ("JUMLAH/64.08", "2024", "36.98"),
            ],
        )
        .await;
    stage
        .upload(
            "PRODUKSI",
            "2024-Q1",
            &[
                ("TON/BATU_BARA", "2024-Q1", "123456789.123"),
                ("TON/BATU_BARA", "2024-Q2", "120000.5**"),
                ("TON/SAWIT", "2024-Q1", "0"),
                ("SELISIH/SAWIT", "2024-Q2", "-1.5*"),
            ],
        )
        .await;
    // A projection is computed, not uploaded.
    stage.publish_of("PRODUKSI", &[("TON/SAWIT", "2024-Q2", "77.25p")]).await;
    stage.pass_seconds(86_400);
    stage
        .upload(
            "SEKOLAH",
            "2023",
            &[
                ("SEKOLAH/SMP/64.08.01", "2023", "5"),
                ("SEKOLAH/SMP/64.08.10", "2024", "x"),
                ("TERAKREDITASI/SD/64.08.01", "2024", "92.0"),
            ],
        )
        .await;
}

const POVERTY: &str = r#"
    title = { id = "Kemiskinan", en = "Poverty" }
    about = { id = "Penduduk \"miskin\", & bagiannya <Susenas>.", en = "The poor, and their share." }
    source = { id = "BPS Kabupaten Kutai Timur", en = "BPS of Kutai Timur" }
    notes = [{ id = "Angka Maret.", en = "Figures of March." }]
    [[axes]]
    id = "WILAYAH"
    title = { id = "Wilayah", en = "Region" }
    kind = "region"
    list = "KEMENDAGRI"
    [[measures]]
    id = "P0"
    title = { id = "Persentase Penduduk Miskin", en = "Poverty Rate" }
    unit = { id = "PERSEN", title = { id = "persen", en = "per cent" } }
    decimals = 2
    values = "percent"
    [[measures]]
    id = "JUMLAH"
    title = { id = "Jumlah, Penduduk Miskin", en = "Number of Poor People" }
    unit = { id = "RIBU_JIWA", title = { id = "ribu jiwa", en = "thousand people" } }
    decimals = 2
    values = "amount"
"#;

const PRODUCTION: &str = r#"
    title = { id = "Produksi", en = "Production" }
    about = { id = "Produksi menurut komoditas.", en = "Production by commodity." }
    source = { id = "Dinas Perkebunan", en = "Office of Plantations" }
    [[axes]]
    id = "KOMODITAS"
    title = { id = "Komoditas", en = "Commodity" }
    kind = "breakdown"
    list = "KOMODITAS"
    [[measures]]
    id = "TON"
    title = { id = "Produksi", en = "Production" }
    unit = { id = "TON", title = { id = "ton", en = "tonnes" } }
    decimals = 3
    values = "amount"
    [[measures]]
    id = "SELISIH"
    title = { id = "Selisih", en = "Difference" }
    unit = { id = "TON", title = { id = "ton", en = "tonnes" } }
    decimals = 1
    values = "any"
"#;
