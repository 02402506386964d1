//! What the report of an import says about its own assumptions, and about files it did not read.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use crate::office_support::{MIGRATIONS, Office};
use crate::stories_support::{Extract, generated, import};

const REPORT: &str = "/kerja/pbb/impor/1";

/// Nine objects whose recorded NJOP says rupiah for buildings, and one without a recorded NJOP.
fn ten_houses() -> Extract {
    let mut extract = Extract::empty();
    extract.subject("A", "Rahma Contoh");
    for n in 1..=10 {
        let digits = format!("64080100010010{n:03}0");
        let njop = if n == 10 { "," } else { "70000000,337000000" };
        extract.of("DAT_OBJEK_PAJAK", &digits, &format!("A,Jalan,100,140,{njop},1"));
        extract.of("DAT_OP_BANGUNAN", &digits, "1,1,140,337200000");
    }
    extract
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_report_says_where_the_unit_was_seen_and_where_it_was_assumed(db: Db) {
        let office = Office::new(db);
        let report = ten_houses().import(&office.it.cell).await;
        let seen = report.quality.units["NILAI_SISTEM_BNG"];
        assert_eq!((seen.rupiah, seen.thousand, seen.assumed), (9, 0, false));
        assert!(report.quality.units["NILAI_SISTEM_BUMI"].assumed, "no land was there to tell");
        assert_eq!(report.quality.values_by_column, 1, "the tenth house follows its column");
        let page = office.get("dewi", REPORT).await;
        assert!(page.says("terlihat dari NJOP tercatat 9 objek"), "{}", page.text());
        assert!(page.says("dianggap begitu menurut kebiasaan SISMIOP"));
        assert!(page.says("1 nilai tidak punya NJOP tercatat"));
        let english = office.get_in("en", "dewi", REPORT).await;
        assert!(english.says("assumed by the custom of SISMIOP"));
    }

    async fn tables_of_rules_that_were_sent_are_said_not_to_count(db: Db) {
        let office = Office::new(db);
        let folder = Extract::small().write();
        for name in ["tarif.csv", "NJOPTKP.csv", "PBB_MINIMAL.CSV", "PST_DETAIL.csv"] {
            std::fs::write(folder.path().join(name), "A,B\n1,2\n").unwrap();
        }
        std::fs::write(folder.path().join("BACA.txt"), "catatan").unwrap();
        import(&office.it.cell, folder.path()).await.unwrap();
        let page = office.get("dewi", REPORT).await;
        assert!(page.says("Tidak dipakai: NJOPTKP, PBB_MINIMAL, TARIF."), "{}", page.text());
        assert!(page.says("diambil dari berkas aturan"));
        assert!(page.says("tidak dibaca: PST_DETAIL.") && !page.says("BACA"));
        assert!(office.app.texts().missed().is_empty());
    }

    async fn what_is_read_is_not_called_unread(db: Db) {
        let office = Office::new(db);
        let folder = generated(40, 9);
        std::fs::copy(folder.path().join("SPPT.csv"), folder.path().join("SPPT_2020.csv")).unwrap();
        let report = import(&office.it.cell, folder.path()).await.unwrap();
        let unread = report.quality.unread_tables;
        let read = ["SPPT", "SPPT_2020", "DAT_OBJEK_PAJAK", "PEMBAYARAN_SPPT", "REF_KELURAHAN"];
        assert!(!unread.iter().any(|table| read.contains(&table.as_str())), "{unread:?}");
    }
}
