//! What people see of what is owed: on the look-up, the notice, the API, the pages of the office.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use db::Db;
use property_tax::generate::DEMO_RULES;
use serde_json::{Value, json};

use crate::office_support::{MIGRATIONS, Office};
use crate::paying_support::*;
use crate::stories_support::{Extract, FIRST, SECOND, in_cell, load_rules};

/// SECOND owes 2025, which fell due on 30 September 2025; it is 17 August 2026.
async fn late(db: Db) -> Office {
    let office = Office::new(db);
    in_cell(&office.it.cell, &Extract::small()).await;
    office
}

fn look_up(digits: &str) -> String {
    format!("/pbb?nop={digits}")
}

async fn json_of(office: &Office, digits: &str) -> Value {
    let path = format!("/api/v1/property-tax/objects/{digits}/notices");
    serde_json::from_slice(&office.get("", &path).await.bytes).unwrap()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn whoever_is_late_sees_what_is_owed_today_and_from_when_it_is_more(db: Db) {
        let office = late(db).await;
        let page = office.get("", &look_up(SECOND)).await;
        assert_eq!(page.status, StatusCode::OK);
        for words in [
            "Harus dibayar hari ini",
            "<p class=\"amount\">Rp44.400</p>",
            "Sanksi bunga, 11 bulan",
            "Mulai 31 Agustus 2026 menjadi Rp44.800.",
            "Pokok Rp40.000 + sanksi bunga Rp4.400 (11\u{a0}bulan)",
            "action=\"/bayar\" method=\"get\"",
            "<input type=\"hidden\" name=\"tahun\" value=\"2025\">",
        ] {
            assert!(page.says(words), "{words}\n{}", page.text());
        }
        let english = office.get_in("en", "", &look_up(SECOND)).await;
        assert!(english.says("From 31 August 2026 it will be Rp44.800."), "{}", english.text());
        let notice = office.get("dewi", &format!("/pbb/sppt/{SECOND}/2025")).await;
        for words in [
            "<p class=\"amount\">Rp44.400</p>",
            "Mulai 31 Agustus 2026 menjadi Rp44.800.",
            &format!("href=\"/bayar?nop={SECOND}&amp;tahun=2025\""),
        ] {
            assert!(notice.says(words), "{words}\n{}", notice.text());
        }
    }

    async fn several_years_are_added_up_and_chosen_one_by_one(db: Db) {
        let office = Office::new(db);
        let mut extract = Extract::small();
        extract.bill(SECOND, 2024, "Rahma Contoh", 10_000, 0);
        extract.bill(SECOND, 2023, "Rahma Contoh", 10_000, 1);
        in_cell(&office.it.cell, &extract).await;
        let page = office.get("", &look_up(SECOND)).await;
        // 2024 is late by 23 months, 2025 by 11.
        assert!(page.says("<p class=\"amount\">Rp56.700</p>"), "{}", page.text());
        assert!(page.says("Mulai 31 Agustus 2026 menjadi Rp57.200."), "{}", page.text());
        for (year, words) in [(2025, "PBB 2025: Rp44.400"), (2024, "PBB 2024: Rp12.300")] {
            let ticked = format!("name=\"tahun\" type=\"checkbox\" value=\"{year}\" checked");
            assert!(page.says(&ticked) && page.says(words), "{}", page.text());
        }
        assert!(!page.says("value=\"2023\""), "what is paid cannot be chosen");
        let notice = office.get("dewi", &format!("/pbb/sppt/{SECOND}/2024")).await;
        assert!(notice.says("Bersama tahun lain yang belum dibayar: Rp56.700"), "{}", notice.text());
    }

    async fn a_waiver_stands_on_a_line_of_its_own_with_what_it_rests_on(db: Db) {
        let office = late(db).await;
        let (list, new) = ("/kerja/pbb/keringanan", "/kerja/pbb/keringanan/baru");
        assert!(office.get("dewi", list).await.says(new));
        assert!(!office.get("bupati", list).await.says(new), "leaders only look");
        assert_eq!(office.get("rahma", new).await.status, StatusCode::FORBIDDEN);
        let empty = office.post("dewi", new, new, &[("bagian", "0")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.says("Dibayar paling lambat"), "{}", empty.text());
        let fields = [
            ("bagian", "50"),
            ("bayar-dari", "17-8-2026"),
            ("bayar-sampai", "31-8-2026"),
            ("tahun", "2020"),
            ("sampai-tahun", "2025"),
            ("desa", ""),
            ("nomor", "Keputusan Bupati Contoh Nomor 20"),
            ("tanggal-sk", "1-8-2026"),
            ("alasan", "HUT kemerdekaan"),
        ];
        let mut over = fields;
        over[2].1 = "16-8-2026";
        over[1].1 = "1-8-2026";
        let refused = office.post("dewi", new, new, &over).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("Hari terakhirnya sudah lewat"), "{}", refused.text());
        let sent = office.post("dewi", new, new, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let waiver = sent.location;
        assert!(office.get("dewi", &waiver).await.says("Anda yang mengusulkan"));
        assert!(office.get("rahma", "/kerja/pbb/keringanan").await.says("Perlu persetujuan"));
        let done = office.post("rahma", &waiver, &format!("{waiver}/setujui"), &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        assert!(office.get("bupati", list).await.says("berlaku hari ini"));

        let page = office.get("", &look_up(SECOND)).await;
        for words in [
            "<p class=\"amount\">Rp42.200</p>",
            "<dt>Pembebasan sanksi</dt><dd class=\"num\">−Rp2.200</dd>",
            "Mulai 31 Agustus 2026 menjadi Rp42.400.",
        ] {
            assert!(page.says(words), "{words}\n{}", page.text());
        }
        let notice = office.get("dewi", &format!("/pbb/sppt/{SECOND}/2025")).await;
        assert!(notice.says("Keputusan Bupati Contoh Nomor 20, 1 Agustus 2026"), "{}", notice.text());
        let silent = office.post("rahma", &waiver, &format!("{waiver}/cabut"), &[]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let why = [("alasan", "salah dasar")];
        office.post("rahma", &waiver, &format!("{waiver}/cabut"), &why).await;
        assert!(office.get("dewi", &waiver).await.says("Dicabut Rahma Contoh"));
        office.it.clock.advance_seconds(86_400);
        assert!(office.get("", &look_up(SECOND)).await.says("<p class=\"amount\">Rp44.400</p>"));
        assert_eq!(office.app.texts().missed(), Vec::<String>::new());
    }

    async fn an_amount_that_nobody_knows_is_said_to_be_unknown(db: Db) {
        let office = Office::new(db);
        let mut extract = Extract::small();
        extract.bill(SECOND, 2010, "Rahma Contoh", 30_000, 0);
        in_cell(&office.it.cell, &extract).await;
        let page = office.get("", &look_up(SECOND)).await;
        for words in [
            "<p class=\"amount\">Rp44.400</p>",
            "Sanksi bunga sebagian tahun belum bisa dihitung",
            "Pokok; sanksi bunganya belum bisa dihitung",
        ] {
            assert!(page.says(words), "{words}\n{}", page.text());
        }
        assert!(!page.says("value=\"2010\""), "it cannot be paid here yet");
        let old = office.get("dewi", &format!("/pbb/sppt/{SECOND}/2010")).await;
        assert!(old.says("<p class=\"amount\">Rp30.000</p>") && old.says("belum bisa dihitung"));
        assert!(!old.says("/bayar?"));
        let api = json_of(&office, SECOND).await;
        assert_eq!(api["owed_today"], Value::Null);
        assert_eq!(api["notices"][1]["owed_today"], Value::Null, "{api:#}");
        // Without any rules nothing that is late has an amount.
        let api = json_of(&office, FIRST).await;
        assert_eq!(api["owed_today"], json!(0), "what is paid costs nothing: {api:#}");
    }

    async fn without_a_page_for_paying_people_are_told_where_to_pay(db: Db) {
        let office = Office::alone(db);
        in_cell(&office.it.cell, &Extract::small()).await;
        let page = office.get("", &look_up(SECOND)).await;
        assert!(page.says("Rp44.400") && page.says("Bayar di tempat yang tertulis di SPPT"));
        assert!(!page.says("action=\"/bayar\""));
        let notice = office.get("dewi", &format!("/pbb/sppt/{SECOND}/2025")).await;
        assert!(notice.says("Bayar di tempat yang tertulis di SPPT") && !notice.says("/bayar?"));
    }

    async fn programs_are_told_what_is_owed_today_and_next_month(db: Db) {
        let office = late(db).await;
        let api = json_of(&office, SECOND).await;
        let year = &api["notices"][0];
        assert_eq!(api["owed_today"], json!(44_400));
        let expected = json!({
            "owed_today": 44_400,
            "penalty": 4_400,
            "waived": 0,
            "next_month": { "from": "2026-08-31", "owed": 44_800, "penalty": 4_800 },
        });
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(&year[key], value, "{key}: {api:#}");
        }
        let paid = &json_of(&office, FIRST).await["notices"][0];
        assert_eq!((&paid["owed_today"], &paid["next_month"]), (&json!(0), &Value::Null));
    }

    async fn a_receipt_can_be_opened_from_the_notice_it_was_given_for(db: Db) {
        let office = late(db).await;
        let till = Till::new(&office.it.cell);
        till.pay(bill(SECOND, 2025), "A1", "2026-08-17").await;
        let page = office.get("", &look_up(SECOND)).await;
        assert!(page.says("Lunas") && !page.says("action=\"/bayar\""), "{}", page.text());
        assert!(!page.says("stts"), "a receipt has a name on it: not before a proof");
        let notice = office.get("dewi", &format!("/pbb/sppt/{SECOND}/2025")).await;
        for words in [
            "17 Agustus 2026",
            "<span class=\"num\">Rp44.400</span>",
            "Termasuk sanksi bunga Rp4.400",
            "href=\"/bayar/stts/NTPD-A1\"",
        ] {
            assert!(notice.says(words), "{words}\n{}", notice.text());
        }
        let object = office.get("dewi", &format!("/kerja/pbb/objek/{SECOND}")).await;
        assert!(object.says("NTPD-A1") && object.says("Rp44.400"), "{}", object.text());
        // What SISMIOP knows of has no receipt here.
        let other = office.get("dewi", &format!("/pbb/sppt/{FIRST}/2025")).await;
        assert!(other.says("3 November 2025") && !other.says("/bayar/stts"), "{}", other.text());
        assert_eq!(office.app.texts().missed(), Vec::<String>::new());
    }

    async fn rules_that_are_loaded_later_give_the_amount_at_once(db: Db) {
        let office = Office::new(db);
        Extract::small().import(&office.it.cell).await;
        let before = office.get("", &look_up(SECOND)).await;
        assert!(before.says("<p class=\"amount\">Rp40.000</p>"), "{}", before.text());
        assert!(before.says("belum bisa dihitung"));
        load_rules(&office.it.cell, DEMO_RULES).await;
        let after = office.get("", &look_up(SECOND)).await;
        assert!(after.says("<p class=\"amount\">Rp44.400</p>"), "{}", after.text());
    }
}
