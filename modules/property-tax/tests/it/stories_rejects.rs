//! What a clerk reads about refused rows: on the page of the import, and in the file.

use axum::http::StatusCode;
use base::Language;
use property_tax::sismiop::Reason;
use property_tax::usecase::import::words_of_reason;

use crate::office_support::{MIGRATIONS, Office};
use crate::stories_support::Extract;

#[test]
fn every_reason_is_told_in_both_languages_with_what_to_do() {
    for reason in Reason::ALL {
        for language in [Language::Id, Language::En] {
            let (said, advice) = words_of_reason(language, reason.code());
            assert!(said.len() > 5 && advice.ends_with('.'), "{} {language:?}", reason.code());
            assert!(!said.contains('{') && !advice.contains('{'), "no placeables: {said} {advice}");
        }
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn the_commonest_reasons_come_first_in_words_with_what_to_do(db: Db) {
        let office = Office::new(db);
        let mut extract = Extract::small();
        extract.land("640801000100100050", "AA", -3).land("640801000100100060", "AA", -4);
        extract.bill("640801000100100040", 2025, "Budi Contoh", 1_000, 7);
        extract.import(&office.it.cell).await;
        let page = office.get("dewi", "/kerja/pbb/impor/1").await.text();
        let list = page.split_once("3 baris ditolak").map_or("", |(_, list)| list);
        let places = ["2 × Angka negatif.", "tidak boleh di bawah nol", "1 × Kode atau NOP salah"];
        let at: Vec<_> = places.iter().map(|words| list.find(words)).collect();
        assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{at:?} {list}");
    }

    async fn the_file_of_refused_rows_speaks_the_language_of_its_reader(db: Db) {
        let office = Office::new(db);
        let mut extract = Extract::small();
        extract.land("640801000100100050", "AA", -3);
        extract.import(&office.it.cell).await;
        let path = "/kerja/pbb/impor/1/ditolak.csv";
        let (id, en) = (office.get_in("id", "dewi", path).await, office.get_in("en", "dewi", path).await);
        assert_eq!((id.status, en.status), (StatusCode::OK, StatusCode::OK));
        assert!(id.says("berkas,baris,kolom,isi,alasan,saran,kode\n"), "{}", id.text());
        assert!(id.says("LUAS_BUMI,'-3,Angka negatif,Betulkan di SISMIOP"), "{}", id.text());
        assert!(en.says("file,line,column,value,reason,advice,code\n"), "{}", en.text());
        assert!(en.says("DAT_OP_BUMI.csv,4,LUAS_BUMI,'-3,A number below zero,"), "{}", en.text());
        assert!(en.says(",sismiop/negative\n") && id.says(",sismiop/negative\n"));
    }
}
