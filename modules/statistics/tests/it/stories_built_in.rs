//! The figures that come with the program.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use cube::Role;
use statistics::domain::selection::Selection;
use statistics::domain::version::AsOf;
use statistics::usecase::{catalogue, cubes, loading};

use crate::bureau::{MIGRATIONS, Stage, rows};

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn each_observation_is_released_with_its_source(db: Db) {
        let stage = Stage::new(db);
        let released = loading::load_built_in(&stage.bureau, &stage.walidata).await.unwrap();
        let figures: i64 = released.iter().filter_map(|(_, version)| version.figures).sum();
        assert_eq!(figures, 197);
        let all = catalogue::list(&stage.bureau).await.unwrap();
        let ids: Vec<&str> = all.iter().map(|(dataset, _)| dataset.id.as_str()).collect();
        assert_eq!(ids, ["IPM", "KEMISKINAN", "LUAS_WILAYAH", "PDRB", "PENDUDUK"]);

        let wanted = Selection::all().only("PERIODE", ["2024"]).only("UKURAN", ["P0_PERSEN_MISKIN"]);
        let poverty = cubes::cube(&stage.bureau, "KEMISKINAN", AsOf::Now, &wanted).await.unwrap();
        assert_eq!(rows(&poverty), ["KATAKALTIM/64.08/2024/P0_PERSEN_MISKIN=8.81"]);
        // Two figures of one place and year stand side by side.
        let wanted = Selection::all().only("WILAYAH", ["64.08"]);
        let areas = cubes::cube(&stage.bureau, "LUAS_WILAYAH", AsOf::Now, &wanted).await.unwrap();
        let areas = rows(&areas);
        assert!(areas.contains(&"BIG_2024/64.08/2024/LUAS_BIG=31572.691".to_owned()), "{areas:?}");
        assert!(areas.contains(&"WIKI_KUTIM_ID/64.08/1999/LUAS_UU47_1999=35747.5".to_owned()));
    }

    async fn regions_stand_in_the_order_of_their_codes_below_their_parents(db: Db) {
        let stage = Stage::new(db);
        loading::load_built_in(&stage.bureau, &stage.walidata).await.unwrap();
        let all = Selection::all();
        let cube = cubes::cube(&stage.bureau, "PENDUDUK", AsOf::Now, &all).await.unwrap();
        let (_, regions) = cube.of_role(Role::Region).unwrap();
        let codes: Vec<&str> = regions.codes.iter().map(|it| it.id.as_str()).collect();
        assert!(codes.is_sorted(), "{codes:?}");
        assert_eq!(regions.codes[regions.place("64.08.04").unwrap()].title.id, "Sangatta Utara");
        let sangatta = &regions.codes[regions.place("64.08.04").unwrap()];
        assert_eq!(sangatta.parent.as_deref(), Some("64.08"));
        assert_eq!(regions.list.agency, "KEMENDAGRI");
    }
}
