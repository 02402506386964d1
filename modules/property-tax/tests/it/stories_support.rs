//! The stage of the stories: cells with people, extracts generated or made by hand.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use audit::Who;
use base::{Id, Nop, Result};
use cell::Cell;
use db::{Db, Migration, Statement, Tx, params};
use identity::{Actor, Rights, Role};
use property_tax::domain::notice::Notice;
use property_tax::generate::{DEMO_RULES, Options, generate};
use property_tax::permissions::{APPROVER, GRANTS, OFFICER};
use property_tax::store::runs::Run;
use property_tax::usecase::assess::{self, Beginning};
use property_tax::usecase::import::{self, Importing, Report};
use property_tax::usecase::owing::Owing;
use property_tax::usecase::rules;
use tempfile::TempDir;

/// The tables of the module and of the trail it writes to.
pub static MIGRATIONS: LazyLock<Vec<Migration>> =
    LazyLock::new(|| [audit::MIGRATIONS, property_tax::migrations()].concat());

pub fn quiet(_: import::Progress) {}

/// Somebody with roles.
pub fn person(cell: &Cell, name: &str, roles: &[Role]) -> Actor {
    let rights = Rights::new(GRANTS.iter().copied());
    let roles = roles.iter().map(|role| role.0.to_owned()).collect();
    Actor::person(Id::new(cell.clock(), cell.random()), name, None, roles, &rights)
}

pub fn officer(cell: &Cell) -> Actor {
    person(cell, "Petugas Contoh", &[OFFICER])
}

pub fn approver(cell: &Cell) -> Actor {
    person(cell, "Kepala Contoh", &[APPROVER])
}

/// A generated extract in a folder that goes away with it.
pub fn generated(objects: u32, seed: u64) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), objects, seed, 2026, &Options::default(), &mut |_| {}).unwrap();
    folder
}

pub fn importing(folder: &Path) -> Importing {
    Importing { folder: folder.to_owned(), source: "uji".to_owned(), who: Who::system() }
}

pub async fn import(cell: &Cell, folder: &Path) -> Result<Report> {
    import::run(cell, &importing(folder), &quiet).await
}

/// A demo cell with a generated extract and the example rules.
pub async fn filled(cell: &Cell, objects: u32, seed: u64) -> TempDir {
    let folder = generated(objects, seed);
    let report = import(cell, folder.path()).await.unwrap();
    assert!(report.balanced, "{report:#?}");
    load_rules(cell, DEMO_RULES).await;
    folder
}

pub async fn load_rules(cell: &Cell, text: &str) {
    rules::load(cell, &Actor::operator(), text).await.unwrap();
}

/// Begins and computes an assessment.
pub async fn assessed(cell: &Cell, tax_year: i64, village: Option<&str>) -> Run {
    let village = village.map(|v| base::NopVillage::parse(v).unwrap());
    let what = Beginning { tax_year, village, cap: None };
    computed(cell, &what).await
}

pub async fn computed(cell: &Cell, what: &Beginning) -> Run {
    let run = assess::begin(cell, &officer(cell), what).await.unwrap();
    assess::compute(cell, &run.id, &|_, _| {}).await.unwrap();
    assess::overview(cell, &officer(cell), &run.id).await.unwrap().run
}

/// Hands over and approves by two people.
pub async fn issued(cell: &Cell, run: &Run) {
    assess::submit(cell, &officer(cell), &run.id, "periksa").await.unwrap();
    assess::approve(cell, &approver(cell), &run.id, "setuju").await.unwrap();
}

db::statements! {
    DRAFTS = "
        select n.nop, n.tax_year, n.subject_name, n.njop_rupiah, n.njoptkp_rupiah, n.tax_rupiah,
               n.due_rupiah, n.inputs
        from ptax_notice n
        where n.revision = $1
        order by n.nop, n.tax_year";
    CANCEL = "
        update ptax_notice
        set cancelled = 1
        where nop = $1 and tax_year = $2";
}

/// A drafted notice as it lies in the database, before anybody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub nop: Nop,
    pub name: String,
    pub njop: i64,
    pub njoptkp: i64,
    pub tax: i64,
    pub due: i64,
    pub inputs: String,
}

pub async fn drafts(cell: &Cell, run: &Run) -> Vec<Draft> {
    let read = async |tx: &mut Tx| -> Result<Vec<Draft>> {
        let rows = tx.rows(&DRAFTS, params![run.revision]).await?;
        let draft = |row: &db::Row| -> std::result::Result<Draft, db::DbError> {
            Ok(Draft {
                nop: row.get(0)?,
                name: row.get(2)?,
                njop: row.int(3)?,
                njoptkp: row.int(4)?,
                tax: row.int(5)?,
                due: row.int(6)?,
                inputs: row.get::<Option<String>>(7)?.unwrap(),
            })
        };
        Ok(rows.iter().map(draft).collect::<std::result::Result<_, _>>()?)
    };
    cell.db().read(read).await.unwrap()
}

/// The rows of a table, counted.
pub async fn count(db: &Db, table: &'static str) -> i64 {
    let sql: &'static str = Box::leak(format!("select count(*) as n from {table}").into());
    let it = Statement { name: "count", sql };
    db.read(async |tx: &mut Tx| -> Result<i64> { Ok(tx.one(&it, params![]).await?.int("n")?) })
        .await
        .unwrap()
}

pub const VERSIONED: [&str; 6] = [
    "ptax_notice",
    "ptax_object",
    "ptax_payment",
    "ptax_subject",
    "ptax_subject_word",
    "ptax_zone_value",
];

pub async fn counts(db: &Db) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in VERSIONED {
        counts.push(count(db, table).await);
    }
    counts
}

pub async fn notice(cell: &Cell, nop: &Nop, tax_year: i64) -> Option<Notice> {
    let find = async |tx: &mut Tx| -> Result<Option<Notice>> {
        Ok(property_tax::store::notices::find(tx, nop, tax_year).await?)
    };
    cell.db().read(find).await.unwrap()
}

/// What bills of a cell cost, by rules that nobody read yet.
pub fn owing(cell: &Cell) -> Owing {
    Owing::new(cell.zone().clone())
}

pub fn nop(text: &str) -> Nop {
    Nop::parse(text).unwrap()
}

const NOP: &str = "KD_PROPINSI,KD_DATI2,KD_KECAMATAN,KD_KELURAHAN,KD_BLOK,NO_URUT,KD_JNS_OP";
const VILLAGE: &str = "KD_PROPINSI,KD_DATI2,KD_KECAMATAN,KD_KELURAHAN";

/// `64,08,010,001,001,0001,0` of `640801000100100010`, or of a village's ten digits.
fn parts(digits: &str) -> String {
    let cuts = [(0, 2), (2, 4), (4, 7), (7, 10), (10, 13), (13, 17), (17, 18)];
    let there = cuts.into_iter().filter(|(_, to)| *to <= digits.len());
    there.map(|(from, to)| &digits[from..to]).collect::<Vec<_>>().join(",")
}

/// An extract made by hand: tables with their rows, written when asked for.
#[derive(Debug, Clone)]
pub struct Extract(BTreeMap<&'static str, String>);

/// The village and the objects of most stories.
pub const SANGATTA: &str = "6408010001";
pub const BENGALON: &str = "6408020001";
pub const FIRST: &str = "640801000100100010";
pub const SECOND: &str = "640801000100100020";

impl Extract {
    /// All tables, without rows but those of two villages.
    pub fn empty() -> Self {
        let district = "KD_PROPINSI,KD_DATI2,KD_KECAMATAN,NM_KECAMATAN\n\
            64,08,010,SANGATTA UTARA\n64,08,020,BENGALON\n";
        let of_object = |rest: &str| format!("{NOP},{rest}\n");
        Self(BTreeMap::from([
            ("REF_KECAMATAN", district.to_owned()),
            (
                "REF_KELURAHAN",
                format!(
                    "{VILLAGE},KD_SEKTOR,NM_KELURAHAN\n64,08,010,001,20,TELUK LINGGA\n\
                     64,08,020,001,10,SEPASO\n"
                ),
            ),
            ("DAT_SUBJEK_PAJAK", "SUBJEK_PAJAK_ID,NM_WP,JALAN_WP\n".to_owned()),
            (
                "DAT_OBJEK_PAJAK",
                of_object(
                    "SUBJEK_PAJAK_ID,JALAN_OP,TOTAL_LUAS_BUMI,TOTAL_LUAS_BNG,NJOP_BUMI,NJOP_BNG,\
                     JNS_TRANSAKSI_OP",
                ),
            ),
            ("DAT_OP_BUMI", of_object("NO_BUMI,KD_ZNT,LUAS_BUMI,JNS_BUMI,NILAI_SISTEM_BUMI")),
            ("DAT_OP_BANGUNAN", of_object("NO_BNG,KD_JPB,LUAS_BNG,NILAI_SISTEM_BNG")),
            ("DAT_NIR", format!("{VILLAGE},KD_ZNT,THN_NIR_ZNT,NIR\n")),
            (
                "SPPT",
                of_object(
                    "THN_PAJAK_SPPT,NM_WP_SPPT,TGL_JATUH_TEMPO_SPPT,LUAS_BUMI_SPPT,LUAS_BNG_SPPT,\
                     NJOP_BUMI_SPPT,NJOP_BNG_SPPT,NJOP_SPPT,NJOPTKP_SPPT,NJKP_SPPT,\
                     PBB_TERHUTANG_SPPT,FAKTOR_PENGURANG_SPPT,PBB_YG_HARUS_DIBAYAR_SPPT,\
                     STATUS_PEMBAYARAN_SPPT",
                ),
            ),
            (
                "PEMBAYARAN_SPPT",
                of_object(
                    "THN_PAJAK_SPPT,PEMBAYARAN_SPPT_KE,DENDA_SPPT,JML_SPPT_YG_DIBAYAR,\
                     TGL_PEMBAYARAN_SPPT",
                ),
            ),
        ]))
    }

    /// Two objects of one owner with a house each, their values, a notice of 2025 each, one paid.
    pub fn small() -> Self {
        let mut it = Self::empty();
        it.subject("6408015007800001", "Rahma Contoh");
        it.zone(SANGATTA, "AA", 2026, "1000").zone(SANGATTA, "AB", 2026, "500");
        it.plot(FIRST, "6408015007800001", "AA", 200, 50_000_000);
        it.plot(SECOND, "6408015007800001", "AB", 100, 20_000_000);
        it.bill(FIRST, 2025, "Rahma Contoh", 127_500, 1).bill(
            SECOND,
            2025,
            "Rahma Contoh",
            40_000,
            0,
        );
        it.paid(FIRST, 2025, 1, 130_050, 2_550, "2025-11-03");
        it
    }

    pub fn row(&mut self, table: &'static str, row: &str) -> &mut Self {
        let text = self.0.entry(table).or_default();
        writeln!(text, "{row}").unwrap();
        self
    }

    pub fn of(&mut self, table: &'static str, digits: &str, rest: &str) -> &mut Self {
        self.row(table, &format!("{},{rest}", parts(digits)))
    }

    pub fn subject(&mut self, id: &str, name: &str) -> &mut Self {
        self.row("DAT_SUBJEK_PAJAK", &format!("{id},{name},Jalan Contoh 1"))
    }

    /// NIR in thousands of rupiah per m².
    pub fn zone(&mut self, village: &str, zone: &str, year: i64, nir: &str) -> &mut Self {
        self.of("DAT_NIR", village, &format!("{zone},{year},{nir}"))
    }

    pub fn object(&mut self, nop: &str, subject: &str, land: i64, built: i64) -> &mut Self {
        self.of("DAT_OBJEK_PAJAK", nop, &format!("{subject},Jalan Pelangi,{land},{built},,,1"))
    }

    pub fn land(&mut self, nop: &str, zone: &str, area: i64) -> &mut Self {
        self.of("DAT_OP_BUMI", nop, &format!("1,{zone},{area},1,0"))
    }

    /// The column NILAI_SISTEM_BNG counts thousands where nothing tells otherwise.
    pub fn building(&mut self, nop: &str, number: i64, area: i64, rupiah: i64) -> &mut Self {
        let value = rupiah / 1_000;
        self.of("DAT_OP_BANGUNAN", nop, &format!("{number},1,{area},{value}"))
    }

    /// Land in a zone with a house of 36 m² on it.
    pub fn plot(
        &mut self,
        nop: &str,
        subject: &str,
        zone: &str,
        land: i64,
        house: i64,
    ) -> &mut Self {
        self.object(nop, subject, land, 36).land(nop, zone, land).building(nop, 1, 36, house)
    }

    pub fn bill(&mut self, nop: &str, year: i64, name: &str, due: i64, status: i64) -> &mut Self {
        let rest = format!(
            "{year},{name},{year}-09-30,200,36,200000000,50000000,250000000,10000000,0,{due},0,{due},{status}"
        );
        self.of("SPPT", nop, &rest)
    }

    pub fn paid(
        &mut self,
        nop: &str,
        year: i64,
        number: i64,
        amount: i64,
        penalty: i64,
        on: &str,
    ) -> &mut Self {
        self.of("PEMBAYARAN_SPPT", nop, &format!("{year},{number},{penalty},{amount},{on}"))
    }

    /// A member of joint property.
    pub fn member(&mut self, parent: &str, member: &str) -> &mut Self {
        let columns: Vec<String> = NOP.split(',').map(|c| format!("{c}_INDUK")).collect();
        let header = format!("{},{NOP},LUAS_BUMI_BEBAN,LUAS_BNG_BEBAN\n", columns.join(","));
        self.0.entry("DAT_OP_ANGGOTA").or_insert(header);
        self.row("DAT_OP_ANGGOTA", &format!("{},{},0,0", parts(parent), parts(member)))
    }

    /// Replaces a text in a table; it must be there.
    pub fn edit(&mut self, table: &'static str, from: &str, to: &str) -> &mut Self {
        let text = self.0.get_mut(table).unwrap();
        assert!(text.contains(from), "`{from}` is not in {table}:\n{text}");
        *text = text.replace(from, to);
        self
    }

    /// Another text for a table.
    pub fn replace(&mut self, table: &'static str, text: &str) -> &mut Self {
        self.0.insert(table, text.to_owned());
        self
    }

    /// The rows of a table in the opposite order.
    pub fn backwards(&mut self) -> &mut Self {
        for text in self.0.values_mut() {
            let (header, rows) = text.split_once('\n').unwrap();
            let rows: Vec<&str> = rows.lines().rev().collect();
            *text = format!("{header}\n{}\n", rows.join("\n"));
        }
        self
    }

    /// Writes it into a folder.
    pub fn write(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (table, text) in &self.0 {
            std::fs::write(folder.path().join(format!("{table}.csv")), text).unwrap();
        }
        folder
    }

    pub async fn import(&self, cell: &Cell) -> Report {
        let folder = self.write();
        import(cell, folder.path()).await.unwrap()
    }
}

/// Cancels a notice of SISMIOP by hand: no deed may.
pub async fn cancel(db: &Db, digits: &str, tax_year: i64) {
    let cancel = async |tx: &mut Tx| tx.execute(&CANCEL, params![digits, tax_year]).await;
    assert_eq!(db.write(cancel).await.unwrap(), 1);
}

/// The extract in a cell, with the rules of the demo.
pub async fn in_cell(cell: &Cell, extract: &Extract) {
    extract.import(cell).await;
    load_rules(cell, DEMO_RULES).await;
}
