//! A bureau with its walidata and a small dataset.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::LazyLock;

use base::{Date, Decimal, Id};
use cube::{Cell, Cube, Mark, Missing, Text};
use db::{Db, Migration};
use identity::{Actor, Rights, Role};
use statistics::domain::codes::{CodeList, ListedCode};
use statistics::domain::dataset::Dataset;
use statistics::domain::figure::{Figure, Series};
use statistics::domain::period::Period;
use statistics::domain::selection::Selection;
use statistics::domain::version::{AsOf, Version};
use statistics::permissions::{GRANTS, STEWARD};
use statistics::usecase::{Bureau, cubes, loading, releasing};
use testkit::TestCell;

pub static MIGRATIONS: LazyLock<Vec<Migration>> =
    LazyLock::new(|| [audit::MIGRATIONS, identity::MIGRATIONS, statistics::migrations()].concat());

pub struct Stage {
    pub test: TestCell,
    pub bureau: Bureau,
    pub walidata: Actor,
    pub stranger: Actor,
}

fn person(id: &str, name: &str, roles: &[Role]) -> Actor {
    let rights = Rights::new(GRANTS.iter().copied());
    let roles = roles.iter().map(|role| role.0.to_owned()).collect();
    Actor::person(Id::parse(id).unwrap(), name, None, roles, &rights)
}

/// Somebody of an office, told from others by name.
pub fn colleague(name: &str, agency: &str, roles: &[Role]) -> Actor {
    let rights = Rights::new(GRANTS.iter().copied());
    let roles = roles.iter().map(|role| role.0.to_owned()).collect();
    let letters = name.bytes().filter(u8::is_ascii_uppercase).map(char::from);
    let id: String = "01ARZ3NDEKTSV4RRFFQ69G5".chars().chain(letters).collect();
    let id = format!("{id:0<26}").replace(['I', 'L', 'O', 'U'], "1");
    Actor::person(Id::parse(&id).unwrap(), name, Some(agency.to_owned()), roles, &rights)
}

impl Stage {
    pub fn new(db: Db) -> Self {
        Self::at(db, "https://pelangi.test")
    }

    /// One that is reached under an address.
    pub fn at(db: Db, url: &str) -> Self {
        let test = TestCell::with(db, |settings| settings.public_url = url.to_owned());
        let bureau = Bureau::new(test.cell.clone());
        let walidata = person("01ARZ3NDEKTSV4RRFFQ69G5FA1", "Wati Contoh", &[STEWARD]);
        let stranger = person("01ARZ3NDEKTSV4RRFFQ69G5FA2", "Sari Contoh", &[]);
        Self { test, bureau, walidata, stranger }
    }

    /// With schools by kecamatan and kind: `SEKOLAH`.
    pub async fn with_schools(db: Db) -> Self {
        let stage = Self::new(db);
        stage.put_schools().await;
        stage
    }

    pub async fn put_schools(&self) {
        for (list, codes) in [
            ("KEMENDAGRI", &["64.08", "64.08.01", "64.08.10"][..]),
            ("JENIS_SEKOLAH", &["SD", "SMP"]),
        ] {
            self.put_list(list, codes).await;
        }
        self.describe("SEKOLAH", "DISDIK", SCHOOLS).await;
    }

    pub async fn describe(&self, id: &str, producer: &str, description: &str) {
        let dataset = Dataset::new(id, producer, toml::from_str(description).unwrap()).unwrap();
        loading::describe(&self.bureau, &self.walidata, &dataset).await.unwrap();
    }

    pub async fn put_list(&self, id: &str, codes: &[&str]) {
        let title = Text::name(id);
        let list = CodeList { id: id.into(), agency: "KUTIM".into(), title };
        let code = |code: &&str| ListedCode {
            code: (*code).into(),
            title: Text::name(*code),
            parent: code.rsplit_once('.').map(|(parent, _)| parent.to_owned()),
            valid_from: Date::constant(2000, 1, 1),
            valid_to: None,
        };
        let codes: Vec<ListedCode> = codes.iter().map(code).collect();
        loading::put_list(&self.bureau, &self.walidata, &list, &codes).await.unwrap();
    }

    pub async fn prepare(&self, figures: &[(&str, &str, &str)]) -> base::Result<Version> {
        self.prepare_of("SEKOLAH", figures).await
    }

    pub async fn prepare_of(
        &self,
        id: &str,
        figures: &[(&str, &str, &str)],
    ) -> base::Result<Version> {
        let figures = figures.iter().map(figure).collect();
        releasing::prepare(&self.bureau, &self.walidata, id, "Data baru", figures).await
    }

    /// Prepares and releases a version of any dataset at once.
    pub async fn publish_of(&self, id: &str, figures: &[(&str, &str, &str)]) {
        let version = self.prepare_of(id, figures).await.unwrap();
        let now = self.bureau.cell().now();
        releasing::release(&self.bureau, &self.walidata, id, version.number, now).await.unwrap();
    }

    /// Prepares and releases at once.
    pub async fn publish(&self, figures: &[(&str, &str, &str)]) -> Version {
        let version = self.prepare(figures).await.unwrap();
        let now = self.bureau.cell().now();
        releasing::release(&self.bureau, &self.walidata, "SEKOLAH", version.number, now)
            .await
            .unwrap();
        version
    }

    /// Releases the first version at once.
    pub async fn publish_waiting(&self) {
        let now = self.bureau.cell().now();
        releasing::release(&self.bureau, &self.walidata, "SEKOLAH", 1, now).await.unwrap();
    }

    pub async fn ask(&self, at: AsOf, wanted: &Selection) -> base::Result<Cube> {
        cubes::cube(&self.bureau, "SEKOLAH", at, wanted).await
    }

    pub async fn shown(&self, at: AsOf) -> Vec<String> {
        rows(&self.ask(at, &Selection::all()).await.unwrap())
    }

    pub fn pass_seconds(&self, seconds: i64) {
        self.test.clock.advance_seconds(seconds);
    }
}

/// `SEKOLAH/SD/64.08.01`, `2024`, `12*`.
fn figure((series, period, text): &(&str, &str, &str)) -> Figure {
    let digits = text.trim_end_matches(['*', 'r', 'p']);
    let cell = match digits {
        "x" => Cell::Missing(Missing::Suppressed),
        "..." => Cell::Missing(Missing::NotAvailable),
        "NA" => Cell::Missing(Missing::NotApplicable),
        digits => Cell::Figure(
            Decimal::parse(digits).unwrap(),
            Mark::from_sign(&text[digits.len()..]).unwrap(),
        ),
    };
    let period = Period::parse(period).unwrap();
    Figure { series: Series::from_key(series), period, cell }
}

/// Each cell that has something to say: `64.08.01/SD/2024/SEKOLAH=12*`.
pub fn rows(cube: &Cube) -> Vec<String> {
    let row = |(codes, cell): (Vec<&cube::Code>, Cell)| {
        let key: Vec<&str> = codes.iter().map(|it| it.id.as_str()).collect();
        let value = cell.value().map(|it| it.to_string()).unwrap_or_default();
        format!("{}={value}{}", key.join("/"), cell.sign())
    };
    cube.rows().map(row).filter(|row| !row.ends_with("=...")).collect()
}

const SCHOOLS: &str = r#"
    title = { id = "Sekolah", en = "Schools" }
    about = { id = "Sekolah menurut jenis.", en = "Schools by kind." }
    source = { id = "Dinas Pendidikan", en = "Office of Education" }
    [[axes]]
    id = "WILAYAH"
    title = { id = "Wilayah", en = "Region" }
    kind = "region"
    list = "KEMENDAGRI"
    [[axes]]
    id = "JENIS"
    title = { id = "Jenis", en = "Kind" }
    kind = "breakdown"
    list = "JENIS_SEKOLAH"
    [[measures]]
    id = "SEKOLAH"
    title = { id = "Jumlah Sekolah", en = "Schools" }
    unit = { id = "UNIT", title = { id = "unit", en = "units" } }
    decimals = 0
    values = "count"
    [[measures]]
    id = "TERAKREDITASI"
    title = { id = "Persentase Terakreditasi", en = "Accredited" }
    unit = { id = "PERSEN", title = { id = "persen", en = "per cent" } }
    decimals = 1
    values = "percent"
"#;
