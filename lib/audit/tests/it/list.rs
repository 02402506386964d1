//! Looking things up.

use audit::{Filter, Outcome};
use db::Tx;
use testkit::TestCell;

use crate::support::did;

testkit::on_each_engine! {
    with audit::MIGRATIONS;

    async fn pages_of_the_list_show_every_entry_once_newest_first(db: Db) {
        let it = TestCell::new(db);
        let mut made = Vec::new();
        for n in 0..25 {
            made.push(did(&it.cell, &format!("import-{n}")).await);
            it.clock.advance_seconds(60);
        }
        let mut seen = Vec::new();
        let mut before = None;
        loop {
            let all = Filter::default();
            let page = it.cell.db().read(async |tx: &mut Tx| audit::list(tx, &all, before, 10).await);
            let page = page.await.unwrap();
            before = page.last().map(|e| e.id);
            seen.extend(page.iter().map(|e| e.id));
            if page.len() < 10 {
                break;
            }
        }
        made.reverse();
        assert_eq!(seen, made);
    }

    async fn a_list_can_be_narrowed(db: Db) {
        let it = TestCell::new(db);
        for n in 0..6 {
            did(&it.cell, &format!("import-{}", n % 3)).await;
            it.clock.advance_seconds(3_600);
        }
        let count = async |filter: Filter| {
            let read = it.cell.db().read(async |tx: &mut Tx| audit::list(tx, &filter, None, 100).await);
            read.await.unwrap().len()
        };
        let text = |t: &str| Some(t.to_owned());
        let all = Filter::default;
        assert_eq!(count(Filter { subject: text("import-1"), ..all() }).await, 2);
        assert_eq!(count(Filter { agency: text("bapenda"), ..all() }).await, 6);
        assert_eq!(count(Filter { agency: text("dishub"), ..all() }).await, 0);
        assert_eq!(count(Filter { outcome: Some(Outcome::Denied), ..all() }).await, 0);
        assert_eq!(count(Filter { kind: text("property-tax/import-published"), ..all() }).await, 6);
        let now = it.cell.now();
        assert_eq!(count(Filter { from: Some(now.plus_seconds(-7_200)), ..all() }).await, 2);
        assert_eq!(count(Filter { until: Some(now.plus_seconds(-7_200)), ..all() }).await, 4);
    }
}
