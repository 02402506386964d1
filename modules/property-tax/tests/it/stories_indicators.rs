//! What the property tax counts for the regional statistics.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Result;
use cell::Cell;
use contracts::Counted;
use db::Tx;
use property_tax::usecase::indicators;
use testkit::TestCell;

use crate::paying_support::*;
use crate::stories_support::*;

async fn counted(cell: &Cell, year: u16) -> Vec<Counted> {
    let offered = indicators::all().remove(0);
    let count =
        async |tx: &mut Tx| -> Result<Vec<Counted>> { offered.counts.of_year(tx, year).await };
    cell.db().read(count).await.unwrap()
}

const LINGGA: &str = "Kelurahan Teluk Lingga";
const SEPASO: &str = "Desa Sepaso";

/// Notices, tax due, tax received.
fn row(region: &str, notices: i64, due: i64, received: i64) -> Counted {
    let values = [notices, due, received].map(Some).into();
    Counted { region: region.to_owned(), values }
}

/// A village with so few notices that amounts would tell of somebody.
fn few(region: &str, notices: i64) -> Counted {
    Counted { region: region.to_owned(), values: vec![Some(notices), None, None] }
}

/// The objects of the small extract and a third one beside them.
fn three() -> Extract {
    let mut extract = Extract::small();
    extract.bill("640801000100100030", 2025, "Rahma Contoh", 20_000, 0);
    extract
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn notices_and_receipts_are_added_up_by_village(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = three();
        // Another village, of which the extract says paid, and has no payment.
        for (digits, due, paid) in [("10", 15_000, 1), ("20", 10_000, 1), ("30", 5_000, 0)] {
            let digits = format!("6408020001001000{digits}");
            extract.bill(&digits, 2025, "Rahma Contoh", due, paid);
        }
        in_cell(&it.cell, &extract).await;
        let wanted = [row(LINGGA, 3, 187_500, 127_500), row(SEPASO, 3, 30_000, 25_000)];
        assert_eq!(counted(&it.cell, 2025).await, wanted);
        assert_eq!(counted(&it.cell, 2019).await, []);
    }

    async fn what_is_paid_here_counts_until_it_is_taken_back(db: Db) {
        let it = TestCell::demo(db);
        in_cell(&it.cell, &three()).await;
        let till = Till::new(&it.cell);
        let paid = till.pay(bill(SECOND, 2025), "E0001", "2026-08-17").await;
        assert!(paid.penalty > rupiah(0), "interest is paid, and not counted");
        assert_eq!(counted(&it.cell, 2025).await, [row(LINGGA, 3, 187_500, 167_500)]);
        till.reopen(bill(SECOND, 2025), "E0001", "E0002").await.unwrap();
        assert_eq!(counted(&it.cell, 2025).await, [row(LINGGA, 3, 187_500, 127_500)]);
    }

    async fn amounts_that_would_tell_of_somebody_are_left_out(db: Db) {
        let it = TestCell::demo(db);
        in_cell(&it.cell, &three()).await;
        assert_eq!(counted(&it.cell, 2025).await, [row(LINGGA, 3, 187_500, 127_500)]);
        cancel(it.cell.db(), SECOND, 2025).await;
        assert_eq!(counted(&it.cell, 2025).await, [few(LINGGA, 2)]);
    }

    async fn a_village_goes_by_the_code_of_the_ministry_where_that_is_known(db: Db) {
        let it = TestCell::demo(db);
        filled(&it.cell, 200, 7).await;
        let all = counted(&it.cell, 2025).await;
        let unknown: Vec<&str> =
            all.iter().map(|it| it.region.as_str()).filter(|it| !it.starts_with("64.08.")).collect();
        // The generated extract has a village that no reference names, as real ones do.
        assert_eq!(unknown, ["6408040099"]);
        assert!(all.len() > 50);
    }
}
