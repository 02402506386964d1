//! The calculation that is explained, and the e-SPPT that is kept.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot set up its stage has failed"
)]

use base::{Nop, Rupiah};
use cell::Cell;
use db::Tx;
use paper::proof::Proof;
use paper::{Fonts, Paper};
use property_tax::domain::office::Office;
use property_tax::generate::DEMO_RULES;
use property_tax::store::settings;
use property_tax::usecase::explain::Line;
use property_tax::usecase::open_notice::{FullNotice, Reader, open};
use property_tax::usecase::paper::{e_sppt, file_name};
use property_tax::usecase::verify::{Verdict, verify_seal};
use testkit::TestCell;

use crate::stories_support::*;

async fn full(cell: &Cell, nop: Nop, year: i64) -> FullNotice {
    let clerk = officer(cell);
    open(cell, Reader::Officer(&clerk), nop, year).await.unwrap()
}

async fn nops(cell: &Cell, year: i64) -> Vec<Nop> {
    let list = async |tx: &mut Tx| -> base::Result<Vec<Nop>> {
        let mut all = Vec::new();
        for village in property_tax::store::objects::list_villages(tx).await? {
            let of_village = property_tax::store::notices::list_of_village(tx, &village, year);
            all.extend(of_village.await?.into_iter().map(|notice| notice.nop));
        }
        Ok(all)
    };
    cell.db().read(list).await.unwrap()
}

fn line<'a>(full: &'a FullNotice, key: &str) -> Option<&'a Line> {
    full.explanation.lines.iter().find(|line| line.key == key)
}

fn amount(full: &FullNotice, key: &str) -> Option<Rupiah> {
    line(full, key).and_then(|line| line.amount)
}

/// Pixels per module in the picture given to the decoder, and the white around it.
const SCALE: usize = 6;
const QUIET: usize = 4;

fn scanned(modules: &[Vec<bool>]) -> String {
    let side = (modules.len() + 2 * QUIET) * SCALE;
    let dark = |x: usize, y: usize| {
        let module = |pixel: usize| (pixel / SCALE).checked_sub(QUIET);
        let (x, y) = (module(x), module(y));
        let cell = y.and_then(|y| modules.get(y)).zip(x).and_then(|(row, x)| row.get(x));
        cell.is_some_and(|dark| *dark)
    };
    let grey = |x, y| if dark(x, y) { 0 } else { 255 };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, grey);
    picture.detect_grids()[0].decode().unwrap().1
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn every_line_of_an_issued_notice_is_explained_to_the_rupiah(db: Db) {
        let it = TestCell::demo(db);
        filled(&it.cell, 200, 31).await;
        let run = assessed(&it.cell, 2027, None).await;
        issued(&it.cell, &run).await;
        for nop in nops(&it.cell, 2027).await {
            let full = full(&it.cell, nop, 2027).await;
            let figures = &full.notice.figures;
            assert!(full.explanation.computed, "{nop:?}");
            assert_eq!(full.explanation.mark.as_deref(), Some("contoh, bukan peraturan Kutai Timur"));
            assert_eq!(amount(&full, "ptax-line-njop"), Some(figures.njop));
            assert_eq!(amount(&full, "ptax-line-taxable"), Some(figures.taxable));
            assert_eq!(amount(&full, "ptax-line-due"), Some(figures.due));
            if figures.taxable > Rupiah::ZERO {
                assert_eq!(amount(&full, "ptax-line-njkp"), Some(figures.njkp));
                assert!(line(&full, "ptax-line-njkp").unwrap().basis.is_some());
            }
            let lands = full.explanation.lines.iter().filter(|l| l.key == "ptax-line-land");
            let land: i64 = lands.filter_map(|l| l.amount).map(|a| a.0).sum();
            // Each line is rounded for itself, the sum once: a rupiah per part at most.
            let parts = full.explanation.lines.len() as i64;
            assert!((land - figures.njop_land.0).abs() <= parts, "{land} {figures:?}");
        }
    }

    async fn imported_notices_are_explained_where_the_rules_give_the_same_amount(db: Db) {
        let it = TestCell::demo(db);
        filled(&it.cell, 200, 32).await;
        let (mut computed, mut all) = (0, 0);
        for nop in nops(&it.cell, 2026).await {
            let full = full(&it.cell, nop, 2026).await;
            all += 1;
            if full.explanation.computed {
                computed += 1;
                assert_eq!(amount(&full, "ptax-line-due"), Some(full.notice.figures.due));
            }
        }
        assert!(all > 150);
        assert_eq!(computed, all, "the generator bills by the same rules");
    }

    async fn an_imported_notice_that_no_rule_explains_shows_its_figures_as_they_are(db: Db) {
        let it = TestCell::demo(db);
        Extract::small().import(&it.cell).await;
        for rules in [None, Some(DEMO_RULES)] {
            if let Some(rules) = rules {
                load_rules(&it.cell, rules).await;
            }
            let full = full(&it.cell, nop(FIRST), 2025).await;
            assert!(!full.explanation.computed);
            assert_eq!(full.explanation.mark, None);
            assert_eq!(amount(&full, "ptax-line-njop"), Some(Rupiah(250_000_000)));
            assert_eq!(amount(&full, "ptax-line-due"), Some(Rupiah(127_500)));
            assert!(full.explanation.lines.iter().all(|line| line.basis.is_none()));
        }
    }

    async fn an_issued_notice_is_explained_by_the_rules_it_was_computed_with(db: Db) {
        let it = TestCell::demo(db);
        Extract::small().import(&it.cell).await;
        load_rules(&it.cell, DEMO_RULES).await;
        let run = assessed(&it.cell, 2026, None).await;
        issued(&it.cell, &run).await;
        let before = full(&it.cell, nop(FIRST), 2026).await;
        load_rules(&it.cell, &DEMO_RULES.replace("percent = \"0.15\"", "percent = \"0.3\"")).await;
        let after = full(&it.cell, nop(FIRST), 2026).await;
        assert_eq!(after.explanation, before.explanation);
        assert!(after.explanation.computed);
    }

    async fn the_file_is_the_same_twice_and_its_code_is_genuine(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        extract.bill(FIRST, 2024, "Rahma Contoh", 90_000, 0).import(&it.cell).await;
        load_rules(&it.cell, DEMO_RULES).await;
        let office = Office {
            place: "Sangatta".to_owned(),
            signatory_name: "Kepala Contoh".to_owned(),
            pay_at: vec!["Bank Contoh".to_owned()],
            ..Office::default()
        };
        let put = async |tx: &mut Tx| settings::set_office(tx, &office).await;
        it.cell.db().write(put).await.unwrap();
        let run = assessed(&it.cell, 2026, None).await;
        issued(&it.cell, &run).await;
        let fonts = Fonts::load().unwrap();
        let full = full(&it.cell, nop(FIRST), 2026).await;
        let file = e_sppt(&it.cell, &fonts, Paper::A4, &full).await.unwrap();
        let again = e_sppt(&it.cell, &fonts, Paper::A4, &full).await.unwrap();
        assert!(file == again, "the same notice gives the same bytes");
        assert_ne!(file, e_sppt(&it.cell, &fonts, Paper::F4, &full).await.unwrap());
        assert!(file.len() < 20_000, "{} bytes", file.len());

        let proof = Proof::read(&file).unwrap();
        let text = proof.text().replace('\n', " ");
        let words = base::words::rupiah(full.notice.figures.due);
        for expected in [
            "Rahma Contoh",
            "64.08.010.001.001-0001.0",
            &full.access_code.to_string(),
            &full.notice.figures.due.to_string(),
            &words[1..],
            "Sangatta, 17 Agustus 2026",
            "Kepala Contoh",
            "Bank Contoh",
            "2024 Rp90.000",
            "Kelurahan Teluk Lingga",
        ] {
            assert!(text.contains(expected), "`{expected}` is missing in: {text}");
        }
        let address = scanned(&proof.pages()[0].qr());
        let seal = address.strip_prefix("https://pelangi.test/v/").unwrap();
        match verify_seal(&it.cell, seal).await.unwrap() {
            Verdict::Genuine(sealed) => {
                assert_eq!((sealed.nop, sealed.due), (nop(FIRST), full.notice.figures.due));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(file_name(&nop(FIRST), 2026), format!("e-SPPT-{FIRST}-2026.pdf"));
    }

    async fn every_generated_notice_can_be_printed(db: Db) {
        let it = TestCell::demo(db);
        filled(&it.cell, 60, 33).await;
        let fonts = Fonts::load().unwrap();
        for year in [2022, 2026] {
            for nop in nops(&it.cell, year).await {
                let full = full(&it.cell, nop, year).await;
                let file = e_sppt(&it.cell, &fonts, Paper::A4, &full).await.unwrap();
                let text = Proof::read(&file).unwrap().text();
                assert!(text.contains(&full.notice.figures.due.to_string()), "{text}");
            }
        }
    }
}
