//! Proposals through the pages: forms, the list, the decision, and what citizens see of it.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use property_tax::generate::DEMO_RULES;

use crate::office_support::{MIGRATIONS, Office};
use crate::stories_support::{Extract, FIRST, SECOND, assessed, issued, load_rules, nop, notice};

const LIST: &str = "/kerja/pbb/usulan";

async fn issued_here(office: &Office) {
    let cell = &office.it.cell;
    Extract::small().import(cell).await;
    load_rules(cell, DEMO_RULES).await;
    let run = assessed(cell, 2026, None).await;
    issued(cell, &run).await;
}

fn object(digits: &str) -> String {
    format!("/kerja/pbb/objek/{digits}")
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_notice_is_cancelled_by_two_people_and_citizens_see_it(db: Db) {
        let office = Office::new(db);
        issued_here(&office).await;
        let form = format!("{}/sppt/2026/batal", object(FIRST));
        assert!(office.get("dewi", &object(FIRST)).await.says(&form), "the way to the form");
        assert!(!office.get("bupati", &object(FIRST)).await.says("/batal"), "leaders only look");
        let empty = office.post("dewi", &form, &form, &[("dasar", ""), ("alasan", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.says("Dasar hukum"), "{}", empty.text());
        let fields = [("dasar", "Perda contoh pasal 90"), ("alasan", "objek ganda")];
        let sent = office.post("dewi", &form, &form, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let proposal = sent.location;
        let own = office.get("dewi", &proposal).await;
        assert!(own.says("Pembatalan SPPT 2026") && own.says("Anda yang mengusulkan"));
        assert!(!own.says("/setujui\""), "no button for whoever proposed it");
        let tried = office.post("both", LIST, &format!("{proposal}/setujui"), &[]).await;
        assert_eq!(tried.status, StatusCode::SEE_OTHER, "{}", tried.text());

        let page = office.get("bupati", &proposal).await;
        assert!(page.says("Disetujui Sari Contoh") && page.says("green\">Disetujui"), "{}", page.text());
        let object = office.get("dewi", &object(FIRST)).await;
        assert!(object.says("Dibatalkan") && !object.says("/2026/e-sppt.pdf"), "{}", object.text());
        let citizen = office.get("", &format!("/pbb?nop={FIRST}")).await;
        assert!(citizen.says("SPPT ini sudah dibatalkan. Jangan dibayar."), "{}", citizen.text());
        let full = office.get("dewi", &format!("/pbb/sppt/{FIRST}/2026")).await;
        assert!(full.says("Jangan dibayar") && !full.says("e-sppt.pdf"), "{}", full.text());
        let pdf = office.get("dewi", &format!("/pbb/sppt/{FIRST}/2026/e-sppt.pdf")).await;
        assert_eq!(pdf.status, StatusCode::CONFLICT);
        let api = office.get("", &format!("/api/v1/property-tax/objects/{FIRST}/notices")).await;
        assert!(api.says("\"cancelled\":true"), "{}", api.text());
        let roll = format!("/kerja/pbb/dokumen?desa={}&tahun=2026", &FIRST[..10]);
        assert!(office.get("dewi", &roll).await.says("1 SPPT, ketetapan"));
    }

    async fn the_same_person_is_refused_on_the_page_too(db: Db) {
        let office = Office::new(db);
        issued_here(&office).await;
        let form = format!("{}/sppt/2026/batal", object(FIRST));
        let fields = [("dasar", "Perda contoh pasal 90"), ("alasan", "objek ganda")];
        let proposal = office.post("both", &form, &form, &fields).await.location;
        let tried = office.post("both", &form, &format!("{proposal}/setujui"), &[]).await;
        assert_eq!(tried.status, StatusCode::FORBIDDEN);
        assert!(tried.says("tidak boleh menyetujui"), "{}", tried.text());
        let clerk = office.post("dewi", &form, &format!("{proposal}/setujui"), &[]).await;
        assert_eq!(clerk.status, StatusCode::FORBIDDEN);
        let no_reason = office.post("rahma", &proposal, &format!("{proposal}/tolak"), &[]).await;
        assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = [("alasan", "buktinya kurang")];
        office.post("rahma", &proposal, &format!("{proposal}/tolak"), &refused).await;
        let page = office.get("dewi", &proposal).await;
        assert!(page.says("Ditolak Rahma Contoh") && page.says("buktinya kurang"));
    }

    async fn a_notice_of_sismiop_has_no_way_to_be_cancelled_and_a_try_says_why(db: Db) {
        let office = Office::new(db);
        issued_here(&office).await;
        let form = format!("{}/sppt/2025/batal", object(SECOND));
        assert!(!office.get("dewi", &object(SECOND)).await.says("/2025/batal"));
        let fields = [("dasar", "Perda"), ("alasan", "uji")];
        let tried = office.post("dewi", &form, &form, &fields).await;
        assert_eq!(tried.status, StatusCode::CONFLICT);
        assert!(tried.says("diterbitkan SISMIOP") && tried.says("Batalkan di SISMIOP"));
    }

    async fn a_reduction_is_typed_approved_and_shown_beside_the_calculation(db: Db) {
        let office = Office::new(db);
        issued_here(&office).await;
        let form = format!("{}/pengurangan", object(FIRST));
        let wrong = [("persen", "120"), ("tahun", "26"), ("tanggal-sk", "31-2-2026")];
        let back = office.post("dewi", &form, &form, &wrong).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        for said in ["Persen tidak terbaca", "Tahun terdiri atas empat angka", "Tanggal tidak terbaca"] {
            assert!(back.says(said), "{said}: {}", back.text());
        }
        let fields = [
            ("persen", "12,5 %"),
            ("tahun", "2027"),
            ("sampai-tahun", "2028"),
            ("nomor", "Keputusan Contoh 12/2026"),
            ("tanggal-sk", "3-3-2026"),
            ("dasar", "Perda contoh pasal 88"),
            ("alasan", "veteran"),
        ];
        let sent = office.post("dewi", &form, &form, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let list = office.get("rahma", LIST).await;
        assert!(list.says("Menunggu keputusan") && list.says("2027–2028"), "{}", list.text());
        let proposal = sent.location;
        office.post("rahma", &proposal, &format!("{proposal}/setujui"), &[]).await;
        let again = office.post("budi", &form, &form, &fields).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.says("Keputusan Contoh 12/2026"), "{}", again.text());

        let run = assessed(&office.it.cell, 2027, None).await;
        issued(&office.it.cell, &run).await;
        let page = office.get("dewi", &format!("/pbb/sppt/{FIRST}/2027")).await;
        assert!(page.says("Keputusan Contoh 12/2026, 3 Maret 2026; Perda contoh pasal 88"));
        let issued = notice(&office.it.cell, &nop(FIRST), 2027).await.unwrap();
        assert!(issued.inputs.unwrap().contains("\"percent\":\"12.5\""));
        let pdf = office.get("dewi", &format!("/pbb/sppt/{FIRST}/2027/e-sppt.pdf")).await;
        assert_eq!(pdf.status, StatusCode::OK);
        let revoked = [("alasan", "keliru objek")];
        office.post("rahma", &proposal, &format!("{proposal}/cabut"), &revoked).await;
        assert!(office.get("dewi", &proposal).await.says("Dicabut Rahma Contoh"));
    }

    async fn the_pages_of_proposals_speak_both_languages(db: Db) {
        let office = Office::new(db);
        issued_here(&office).await;
        let cancel = format!("{}/sppt/2026/batal", object(FIRST));
        let reduce = format!("{}/pengurangan", object(FIRST));
        let fields = [("dasar", "Perda"), ("alasan", "uji")];
        let first = office.post("dewi", &cancel, &cancel, &fields).await.location;
        let fields = [
            ("persen", "50"),
            ("tahun", "2027"),
            ("nomor", "K 1"),
            ("tanggal-sk", "3-3-2026"),
            ("dasar", "Perda"),
            ("alasan", "uji"),
        ];
        let second = office.post("dewi", &reduce, &reduce, &fields).await.location;
        for state in ["", "setujui", "cabut"] {
            if !state.is_empty() {
                let path = format!("{second}/{state}");
                office.post("rahma", &second, &path, &[("alasan", "uji")]).await;
            }
            for language in ["id", "en"] {
                for who in ["dewi", "rahma"] {
                    for path in [LIST, &first, &second, &object(FIRST)] {
                        let page = office.get_in(language, who, path).await;
                        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
                    }
                }
                for path in [&cancel, &reduce] {
                    let page = office.get_in(language, "dewi", path).await;
                    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
                }
            }
        }
        let missed = office.app.texts().missed();
        assert!(missed.is_empty(), "{missed:?}");
        let none = office.get("dewi", "/kerja/pbb/usulan/01ARZ3NDEKTSV4RRFFQ69G5FAV").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }
}
