//! Parts of an object come and go by corrections: a building that was built, land that was sold.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use base::{Nop, Result, Rupiah};
use cell::Cell;
use db::Tx;
use property_tax::domain::area::Area;
use property_tax::domain::object::TaxObject;
use property_tax::store::objects;

use crate::office_stories::{master, small, value_of};
use crate::office_support::{Answer, MIGRATIONS, Office};
use crate::stories_support::{FIRST, assessed, count, drafts, nop};

const PAGE: &str = "/kerja/pbb/objek/640801000100100010";

async fn object(cell: &Cell, nop: &Nop) -> TaxObject {
    let find = async |tx: &mut Tx| -> Result<_> { Ok(objects::find(tx, nop).await?) };
    cell.db().read(find).await.unwrap().unwrap()
}

/// Sends the form as it stands, with other values for some fields.
async fn correct(office: &Office, changes: &[(&str, &str)]) -> Answer {
    let form = format!("{PAGE}/ubah");
    let page = office.get("dewi", &form).await.text();
    let names = ["versi", "subjek", "zona-0", "tanah-0", "zona-1", "tanah-1"];
    let more = ["bangunan-0", "nilai-0", "bangunan-1", "nilai-1"];
    let there = names.into_iter().chain(more).filter(|n| page.contains(&format!("name=\"{n}\"")));
    let changed = |name: &str| changes.iter().any(|(n, _)| *n == name);
    let mut fields: Vec<(String, String)> = there
        .filter(|name| !changed(name))
        .map(|name| (name.to_owned(), value_of(&page, name)))
        .collect();
    fields.extend(changes.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    fields.push(("alasan".to_owned(), "pendataan 2026".to_owned()));
    let borrowed: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (&**n, &**v)).collect();
    office.post("dewi", &form, &form, &borrowed).await
}

async fn ready(db: db::Db) -> Office {
    let office = Office::new(db);
    small(&office).await;
    master(&office).await;
    office
}

const SHOP: [(&str, &str); 5] = [
    ("jpb-baru", "04"),
    ("bangunan-baru", "60,5"),
    ("nilai-baru", "Rp80.000.000"),
    ("dibangun-baru", "2019"),
    ("lantai-baru", "2"),
];

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_building_that_was_built_is_added_and_taxed(db: Db) {
        let office = ready(db).await;
        let saved = correct(&office, &SHOP).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let after = object(&office.it.cell, &nop(FIRST)).await;
        let new = after.parts.buildings.last().unwrap();
        assert_eq!((new.number, new.usage.as_str(), new.floors), (2, "04", 2));
        assert_eq!((new.value, new.year_built.as_str()), (Rupiah(80_000_000), "2019"));
        assert_eq!(after.building_area, Area(3_600 + 6_050), "36 and 60.5 m²");
        let page = office.get("dewi", PAGE).await;
        assert!(page.says("pendataan 2026") && page.says("JPB 04"), "{}", page.text());
        let run = assessed(&office.it.cell, 2026, None).await;
        let all = drafts(&office.it.cell, &run).await;
        let first = all.iter().find(|draft| draft.nop == nop(FIRST)).unwrap();
        assert!(first.inputs.contains("80000000"), "{}", first.inputs);
    }

    async fn a_building_that_is_gone_is_removed_with_its_area_and_stays_in_the_history(db: Db) {
        let office = ready(db.clone()).await;
        let before = count(&db, "audit_entry").await;
        correct(&office, &SHOP).await;
        let removed = correct(&office, &[("hapus-bangunan-0", "1"), ("bangunan-0", "kacau")]).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text());
        let after = object(&office.it.cell, &nop(FIRST)).await;
        let numbers: Vec<i64> = after.parts.buildings.iter().map(|part| part.number).collect();
        assert_eq!((numbers, after.building_area), (vec![2], Area(6_050)), "it keeps its number");
        correct(&office, &[("hapus-bangunan-0", "1")]).await;
        let bare = object(&office.it.cell, &nop(FIRST)).await;
        assert!(bare.parts.buildings.is_empty() && bare.building_area == Area::ZERO);
        assert_eq!(count(&db, "audit_entry").await, before + 3, "each correction is on record");
        let page = office.get("dewi", PAGE).await;
        assert!(page.says("200 m² / 96,5 m²") && page.says("200 m² / 0 m²"), "{}", page.text());
    }

    async fn land_is_split_added_and_removed_but_never_all_of_it(db: Db) {
        let office = ready(db).await;
        let fields = [("zona-baru", "ab"), ("tanah-baru", "50"), ("jenis-baru", "3")];
        let saved = correct(&office, &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let after = object(&office.it.cell, &nop(FIRST)).await;
        assert_eq!((after.parts.land.len(), after.land_area), (2, Area(25_000)));
        assert_eq!((after.parts.land[1].zone.as_str(), after.parts.land[1].kind.as_str()), ("AB", "3"));
        correct(&office, &[("hapus-tanah-0", "1")]).await;
        let rest = object(&office.it.cell, &nop(FIRST)).await;
        assert_eq!((rest.parts.land.len(), rest.land_area), (1, Area(5_000)));
        assert_eq!(rest.land_kind, "3", "the kind is that of the land that is left");
        let none = correct(&office, &[("hapus-tanah-0", "1")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.says("Objek tanpa bumi tidak bisa dihitung"), "{}", none.text());
    }

    async fn a_part_that_is_half_filled_in_comes_back_with_what_is_missing(db: Db) {
        let office = ready(db).await;
        for (field, value, said) in [
            ("zona-baru", "ABC", "dua huruf atau angka"),
            ("tanah-baru", "0", "Bagian tanpa luas"),
            ("tanah-baru", "-1", "Luas tidak boleh negatif"),
        ] {
            let mut fields = vec![("zona-baru", "AB"), ("tanah-baru", "50")];
            fields.retain(|(name, _)| *name != field);
            fields.push((field, value));
            let back = correct(&office, &fields).await;
            assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(back.says(said), "{field} {value}: {}", back.text());
        }
        let back = correct(&office, &[("nilai-baru", "80000000"), ("jpb-baru", "99")]).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(back.says("Luas bangunan baru"), "{}", back.text());
        let mut unknown = SHOP;
        unknown[0].1 = "99";
        let back = correct(&office, &unknown).await;
        assert!(back.says("Jenis penggunaan bangunan tidak dikenal"), "{}", back.text());
        assert!(back.says("govuk-details\" open"), "what is wrong is in sight");
        let after = object(&office.it.cell, &nop(FIRST)).await;
        assert_eq!((after.parts.land.len(), after.parts.buildings.len()), (1, 1));
    }
}
