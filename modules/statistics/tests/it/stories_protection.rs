//! Whoever has every release of a protected table, and knows how to compute, cannot place a figure of few
//! people more narrowly than the rule allows. The one who attacks stands here, with sums of their own.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::collections::BTreeMap;

use base::{Date, Decimal};
use cube::{Cell, Mark, Text};
use disclosure::{Interval, Relation, Table, intervals};
use statistics::domain::codes::{CodeList, ListedCode};
use statistics::domain::figure::{Figure, Series};
use statistics::domain::period::Period;
use statistics::domain::selection::Selection;
use statistics::domain::version::AsOf;
use statistics::usecase::{cubes, loading, releasing};

use crate::bureau::{MIGRATIONS, Stage};

const LEAST: u64 = 3;
const KECAMATAN: [&str; 4] = ["64.08.01", "64.08.02", "64.08.03", "64.08.04"];
const SEXES: [&str; 2] = ["L", "P"];
const DATASET: &str = "DISABILITAS";

/// By region and sex, the totals included.
type Figures = BTreeMap<(String, String), u64>;

/// Adds the totals to figures of kecamatan by women and men.
fn whole(parts: &[[u64; 2]; 4]) -> Figures {
    let mut all = Figures::new();
    for (place, row) in KECAMATAN.iter().zip(parts) {
        for (sex, value) in SEXES.iter().zip(row) {
            for region in [*place, "64.08"] {
                for column in [*sex, "T"] {
                    *all.entry((region.to_owned(), column.to_owned())).or_default() += value;
                }
            }
        }
    }
    all
}

async fn stage(db: db::Db, protection: &str) -> Stage {
    let stage = Stage::new(db);
    stage.put_list("KEMENDAGRI", &[&["64.08"][..], &KECAMATAN].concat()).await;
    let list = CodeList { id: "KELAMIN".into(), agency: "X".into(), title: Text::name("Kelamin") };
    let code = |(code, parent): (&str, Option<&str>)| ListedCode {
        code: code.into(),
        title: Text::name(code),
        parent: parent.map(str::to_owned),
        valid_from: Date::constant(2000, 1, 1),
        valid_to: None,
    };
    let codes = [("T", None), ("L", Some("T")), ("P", Some("T"))].map(code);
    loading::put_list(&stage.bureau, &stage.walidata, &list, &codes).await.unwrap();
    let description = format!(
        r#"
        title = {{ id = "Penyandang disabilitas", en = "People with disabilities" }}
        about = {{ id = "x", en = "x" }}
        source = {{ id = "Dinsos", en = "Dinsos" }}
        [[axes]]
        id = "WILAYAH"
        title = {{ id = "Wilayah", en = "Region" }}
        kind = "region"
        list = "KEMENDAGRI"
        [[axes]]
        id = "KELAMIN"
        title = {{ id = "Kelamin", en = "Sex" }}
        kind = "breakdown"
        list = "KELAMIN"
        [[measures]]
        id = "ORANG"
        title = {{ id = "Orang", en = "People" }}
        unit = {{ id = "ORANG", title = {{ id = "orang", en = "people" }} }}
        decimals = 0
        values = "count"
        {protection}
        [[measures]]
        id = "BAGIAN"
        title = {{ id = "Bagian", en = "Share" }}
        unit = {{ id = "PERSEN", title = {{ id = "persen", en = "per cent" }} }}
        decimals = 1
        values = "percent"
        "#
    );
    stage.describe(DATASET, "DINSOS", &description).await;
    stage
}

const PROTECTED: &str = "protection = { least = 3 }";

/// Releases a table; what was refused is not released.
async fn release(stage: &Stage, table: &Figures) -> base::Result<i64> {
    let figure = |((region, sex), value): (&(String, String), &u64)| Figure {
        series: Series::new(vec!["ORANG".into(), sex.clone(), region.clone()]),
        period: Period::parse("2025").unwrap(),
        cell: Cell::Figure(Decimal::whole(i64::try_from(*value).unwrap()), Mark::Final),
    };
    let figures = table.iter().map(figure).collect();
    let (bureau, who) = (&stage.bureau, &stage.walidata);
    let version = releasing::prepare(bureau, who, DATASET, "Data baru", figures).await?;
    releasing::release(bureau, who, DATASET, version.number, bureau.cell().now()).await?;
    Ok(version.number)
}

/// What everybody reads of a version: `None` where a figure is left out.
async fn published(stage: &Stage, version: i64) -> BTreeMap<(String, String), Option<u64>> {
    let at = AsOf::Version(version);
    let cube = cubes::cube(&stage.bureau, DATASET, at, &Selection::all()).await.unwrap();
    let places = |role: &str| cube.dimensions().iter().position(|it| it.id == role).unwrap();
    let (region, sex, measure) = (places("WILAYAH"), places("KELAMIN"), places("UKURAN"));
    let rows = cube.rows().filter(|(codes, _)| codes[measure].id == "ORANG");
    let row = |(codes, cell): (Vec<&cube::Code>, Cell)| {
        let value = cell.value().map(|it| u64::try_from(it.units()).unwrap());
        assert!(value.is_some() || cell.sign() == "x", "{codes:?} {cell:?}");
        ((codes[region].id.clone(), codes[sex].id.clone()), value)
    };
    rows.map(row).collect()
}

/// Every figure that is left out and sensitive, with the interval in which all releases place it. Whoever
/// attacks knows what changed when, as a newspaper might tell: each value a place ever had is one unknown.
async fn attacked(stage: &Stage, truths: &BTreeMap<i64, Figures>) -> Vec<(String, u64, Interval)> {
    let mut values: Vec<u64> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut seen: Vec<bool> = Vec::new();
    let mut relations: Vec<Relation> = Vec::new();
    let mut current: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (version, table) in truths {
        let shown = published(stage, *version).await;
        for (key, value) in table {
            let same = current.get(key).copied().filter(|at| values[*at] == *value);
            let at = same.unwrap_or_else(|| {
                values.push(*value);
                names.push(format!("{}/{} of version {version}", key.0, key.1));
                seen.push(false);
                values.len() - 1
            });
            current.insert(key.clone(), at);
            if let Some(shown) = shown[key] {
                assert_eq!(shown, *value, "what is published is true");
                seen[at] = true;
            }
        }
        let at = |region: &str, sex: &str| current[&(region.to_owned(), sex.to_owned())];
        for region in KECAMATAN.iter().chain(&["64.08"]) {
            let parts = SEXES.iter().map(|sex| at(region, sex)).collect();
            relations.push(Relation { total: at(region, "T"), parts });
        }
        for sex in ["T", "L", "P"] {
            let parts = KECAMATAN.iter().map(|region| at(region, sex)).collect();
            relations.push(Relation { total: at("64.08", sex), parts });
        }
    }
    let table = Table::new(values.clone(), relations).unwrap();
    let found = intervals(&table, |cell| !seen[cell]).unwrap();
    let few = found.into_iter().filter(|it| values[it.cell] > 0 && values[it.cell] < LEAST);
    few.map(|it| (names[it.cell].clone(), values[it.cell], it)).collect()
}

/// The figures that somebody can place more narrowly than from none to `LEAST`.
async fn exposed(stage: &Stage, truths: &BTreeMap<i64, Figures>) -> Vec<String> {
    let all = attacked(stage, truths).await;
    let narrow =
        all.into_iter().filter(|(_, _, it)| it.low > 0 || it.high.is_some_and(|high| high < LEAST));
    narrow.map(|(name, value, it)| format!("{name} = {value}: {it:?}")).collect()
}

/// A row of numbers that looks like chance, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    /// Small figures are what matters.
    fn figure(&mut self) -> u64 {
        match self.below(3) {
            0 => self.below(4),
            1 => self.below(12),
            _ => self.below(90),
        }
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn no_release_brings_back_what_another_left_out(db: Db) {
        let stage = stage(db, PROTECTED).await;
        let mut truths = BTreeMap::new();
        // A figure of two; then another one falls to one, which was published before; then it grows.
        for table in [
            [[2, 40], [11, 9], [7, 30], [25, 31]],
            [[2, 40], [11, 9], [1, 30], [25, 31]],
            [[5, 40], [11, 9], [1, 33], [25, 31]],
        ] {
            let table = whole(&table);
            let number = release(&stage, &table).await.unwrap();
            truths.insert(number, table);
        }
        assert_eq!(truths.len(), 3);
        assert_eq!(exposed(&stage, &truths).await, Vec::<String>::new());
        let first = published(&stage, 1).await;
        assert_eq!(first[&("64.08.01".to_owned(), "L".to_owned())], None);
        let left_out = first.values().filter(|it| it.is_none()).count();
        assert!((4..=9).contains(&left_out), "{left_out} of 15 are left out: {first:?}");
        assert_eq!(first[&("64.08".to_owned(), "T".to_owned())], Some(155));
    }

    async fn the_same_attack_finds_what_nobody_protected(db: Db) {
        let stage = stage(db, "").await;
        let table = whole(&[[2, 40], [11, 9], [7, 30], [25, 31]]);
        let mut naive = table.clone();
        // Only the figure itself is left out, as people do by hand.
        naive.remove(&("64.08.01".to_owned(), "L".to_owned()));
        let number = release(&stage, &naive).await.unwrap();
        let x = Figure {
            series: Series::new(vec!["ORANG".into(), "L".into(), "64.08.01".into()]),
            period: Period::parse("2025").unwrap(),
            cell: Cell::Missing(cube::Missing::Suppressed),
        };
        let (bureau, who) = (&stage.bureau, &stage.walidata);
        let second = releasing::prepare(bureau, who, DATASET, "x", vec![x]).await.unwrap();
        let now = bureau.cell().now();
        releasing::release(bureau, who, DATASET, second.number, now).await.unwrap();
        assert_eq!((number, second.number), (1, 2));
        let found = exposed(&stage, &BTreeMap::from([(2, table)])).await;
        assert_eq!(found.len(), 1, "{found:?}");
    }

    async fn chance_and_many_revisions_expose_nobody(db: Db) {
        let stage = stage(db, PROTECTED).await;
        let mut dice = Dice(6_408);
        let (mut parts, mut truths) = ([[0; 2]; 4], BTreeMap::new());
        parts.iter_mut().flatten().for_each(|it| *it = dice.figure());
        let mut refused = 0;
        for _ in 0..14 {
            let mut next = parts;
            for _ in 0..=dice.below(3) {
                let (row, column) = (dice.below(4), dice.below(2));
                next[usize::try_from(row).unwrap()][usize::try_from(column).unwrap()] =
                    dice.figure();
            }
            match release(&stage, &whole(&next)).await {
                Ok(number) => {
                    truths.insert(number, whole(&next));
                    parts = next;
                }
                Err(error) => {
                    assert_eq!(error.code(), "statistics/cannot-protect", "{error:?}");
                    refused += 1;
                }
            }
            let found = exposed(&stage, &truths).await;
            assert_eq!(found, Vec::<String>::new(), "after {} releases", truths.len());
        }
        assert!(truths.len() >= 5, "{} released, {refused} refused", truths.len());
    }

    async fn a_rate_of_what_is_left_out_is_left_out(db: Db) {
        let stage = stage(db, PROTECTED).await;
        let figures = [
            ("ORANG/L/64.08.01", "2025", "2"),
            ("BAGIAN/L/64.08.01", "2025", "0.4"),
            ("ORANG/L/64.08.02", "2025", "50"),
            ("BAGIAN/L/64.08.02", "2025", "9.5"),
        ];
        stage.publish_of(DATASET, &figures).await;
        let all = cubes::cube(&stage.bureau, DATASET, AsOf::Now, &Selection::all()).await.unwrap();
        let rows = crate::bureau::rows(&all);
        let wanted = [
            "64.08.01/L/2025/BAGIAN=x",
            "64.08.01/L/2025/ORANG=x",
            "64.08.02/L/2025/BAGIAN=9.5",
            "64.08.02/L/2025/ORANG=50",
        ];
        let mut sorted = rows.clone();
        sorted.sort();
        assert_eq!(sorted, wanted);
    }
}
