//! The day of a cell.

use base::Zone;
use testkit::TestCell;

testkit::on_each_engine! {
    with &[];

    async fn today_is_the_civil_date_of_the_cells_own_zone(db: Db) {
        // Late evening in Pontianak is already tomorrow in Sangatta.
        for (zone, day) in [("Asia/Makassar", "2026-08-18"), ("Asia/Pontianak", "2026-08-17")] {
            let it = TestCell::with(db.clone(), |s| s.zone = Zone::parse(zone).unwrap());
            it.clock.set(base::Instant::parse("2026-08-17T16:30:00.000Z").unwrap());
            assert_eq!(it.cell.today().to_string(), day, "{zone}");
        }
    }

    async fn ids_of_a_cell_sort_by_the_time_they_were_made(db: Db) {
        let it = TestCell::new(db);
        let first = it.cell.new_id::<()>();
        it.clock.advance_seconds(1);
        let second = it.cell.new_id::<()>();
        assert!(first.to_string() < second.to_string());
        assert!(first < second);
    }
}
