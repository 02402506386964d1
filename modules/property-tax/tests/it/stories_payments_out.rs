//! SISMIOP is told of what was paid here, and an import of the same file changes nothing.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use base::{Instant, Kind};
use contracts::Standing;
use identity::Actor;
use property_tax::usecase::payments_out::payments_out;
use property_tax::usecase::registry;
use testkit::TestCell;

use crate::office_support::{self, Office};
use crate::paying_support::*;
use crate::stories_support::*;

const HEADER: &str = "KD_PROPINSI,KD_DATI2,KD_KECAMATAN,KD_KELURAHAN,KD_BLOK,NO_URUT,KD_JNS_OP,\
    THN_PAJAK_SPPT,PEMBAYARAN_SPPT_KE,KD_KANWIL_BANK,KD_KPPBB_BANK,KD_BANK_TUNGGAL,\
    KD_BANK_PERSEPSI,KD_TP,DENDA_SPPT,JML_SPPT_YG_DIBAYAR,TGL_PEMBAYARAN_SPPT,TGL_REKAM_BYR_SPPT,\
    NIP_REKAM_BYR_SPPT,NO_BUKTI";

async fn out(
    cell: &cell::Cell,
    from: &str,
    until: &str,
) -> property_tax::usecase::payments_out::PaymentsOut {
    payments_out(cell, &Actor::operator(), day(from), day(until)).await.unwrap()
}

testkit::on_each_engine! {
    with &office_support::MIGRATIONS;

    async fn a_period_holds_what_was_recorded_in_it_and_stands(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        extract.bill(SECOND, 2024, "Rahma Contoh", 10_000, 0);
        extract.bill(SECOND, 2022, "Rahma Contoh", 10_000, 0);
        // SISMIOP knows of a payment of 2024 that did not settle it.
        extract.paid(SECOND, 2024, 3, 500, 0, "2025-01-02");
        in_cell(&it.cell, &extract).await;
        let till = Till::new(&it.cell);
        let recorded = async |id, entry: &str, at: &str| {
            let mut it = payment(&till.get(id, "2026-08-17").await, entry, day("2026-08-17"));
            it.at = Instant::parse(at).unwrap();
            till.settle(&it).await.unwrap();
        };
        recorded(bill(SECOND, 2025), "A1", "2026-08-17T15:59:59.999Z").await;
        recorded(bill(SECOND, 2024), "A2", "2026-08-16T16:00:00.000Z").await;
        recorded(bill(SECOND, 2022), "A3", "2026-08-17T16:00:00.000Z").await;
        let day_out = out(&it.cell, "2026-08-17", "2026-08-17").await;
        let lines: Vec<&str> = day_out.paid.csv.lines().collect();
        assert_eq!(lines, [
            HEADER,
            "64,08,010,001,001,0002,0,2024,4,,,,,,2300,12300,2026-08-17,2026-08-17,,NTPD-A2",
            "64,08,010,001,001,0002,0,2025,1,,,,,,4400,44400,2026-08-17,2026-08-17,,NTPD-A1",
        ]);
        assert_eq!((day_out.paid.rows, day_out.paid.total), (2, rupiah(56_700)));
        assert_eq!((day_out.taken_back.rows, day_out.taken_back.csv.lines().count()), (0, 1));
        let next = out(&it.cell, "2026-08-18", "2026-08-31").await;
        assert_eq!(next.paid.rows, 1, "the periods have no gap and no overlap");

        till.reopen(bill(SECOND, 2025), "A1", "R1").await.unwrap();
        let after = out(&it.cell, "2026-08-17", "2026-08-17").await;
        assert_eq!((after.paid.rows, after.taken_back.rows), (1, 1));
        assert!(after.taken_back.csv.ends_with("NTPD-A1\r\n"), "{}", after.taken_back.csv);
        let (operator, from, until) = (Actor::operator(), day("2026-08-18"), day("2026-08-17"));
        let error = payments_out(&it.cell, &operator, from, until).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Invalid, "property-tax/period-malformed"));
    }

    async fn an_import_of_what_was_sent_changes_nothing(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        in_cell(&it.cell, &extract).await;
        let run = assessed(&it.cell, 2026, None).await;
        issued(&it.cell, &run).await;
        let till = Till::new(&it.cell);
        till.pay(bill(SECOND, 2025), "A1", "2026-08-17").await;
        till.pay(bill(SECOND, 2026), "A2", "2026-08-17").await;
        let clerk = officer(&it.cell);
        let file = async || registry::object(&it.cell, &clerk, nop(SECOND)).await.unwrap();
        let (before, bills) = (file().await, till.of_object(SECOND, "2026-12-31").await);
        let sent = out(&it.cell, "2026-08-17", "2026-08-17").await;

        extract.replace("PEMBAYARAN_SPPT", &sent.paid.csv);
        extract.edit("SPPT", "40000,0,40000,0", "40000,0,40000,1");
        let report = extract.import(&it.cell).await;
        assert!(report.balanced && report.rejected == 0, "{report:#?}");
        let after = file().await;
        assert_eq!(after.payments, before.payments);
        assert_eq!(till.of_object(SECOND, "2026-12-31").await, bills);
        assert!(bills.iter().all(|bill| bill.standing == Standing::Paid));
        assert_eq!(till.standing().await.len(), 2);
        let again = out(&it.cell, "2026-08-17", "2026-08-17").await;
        assert_eq!(again.paid, sent.paid, "told again it is the same file");
        assert!(extract.import(&it.cell).await.unchanged);
    }

    async fn an_officer_downloads_the_files_of_a_period(db: Db) {
        let office = Office::new(db);
        in_cell(&office.it.cell, &Extract::small()).await;
        let till = Till::new(&office.it.cell);
        till.pay(bill(SECOND, 2025), "A1", "2026-08-17").await;
        let page = "/kerja/pbb/impor/pembayaran";
        assert!(office.get("dewi", "/kerja/pbb/impor").await.says(page));
        assert_eq!(office.get("bupati", page).await.status, StatusCode::FORBIDDEN);
        assert_eq!(office.get("dewi", page).await.status, StatusCode::OK);
        let asked = office
            .get("dewi", "/kerja/pbb/impor/pembayaran?dari-tanggal=1-8-2026&sampai-tanggal=31-8-2026")
            .await;
        assert!(asked.says("1 pembayaran, Rp44.400"), "{}", asked.text());
        let link = "/kerja/pbb/impor/pembayaran/terbayar.csv?dari-tanggal=2026-08-01&sampai-tanggal=2026-08-31";
        assert!(asked.says(&link.replace('&', "&#38;")), "{}", asked.text());
        let traces = count(office.it.cell.db(), "audit_entry").await;
        let csv = office.get("dewi", link).await;
        assert!(csv.text().starts_with(HEADER) && csv.says("NTPD-A1"), "{}", csv.text());
        assert_eq!(count(office.it.cell.db(), "audit_entry").await, traces + 1);
        for (wrong, words) in [
            ("?dari-tanggal=31-8-2026&sampai-tanggal=1-8-2026", "Periodenya tidak terbaca"),
            ("?dari-tanggal=kapan&sampai-tanggal=1-8-2026", "Tanggal tidak terbaca"),
        ] {
            let page = office.get("dewi", &format!("{page}{wrong}")).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(page.says(words), "{}", page.text());
        }
        let other = link.replace("terbayar", "lain");
        assert_eq!(office.get("dewi", &other).await.status, StatusCode::NOT_FOUND);
        assert_eq!(office.app.texts().missed(), Vec::<String>::new());
    }
}
