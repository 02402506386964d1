//! Versions: seen from their hour on, never changed, asked for as of any day.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Kind;
use statistics::domain::selection::Selection;
use statistics::domain::version::AsOf;
use statistics::usecase::{catalogue, releasing};

use crate::bureau::{MIGRATIONS, Stage, rows};

const FIRST: &[(&str, &str, &str)] = &[
    ("SEKOLAH/SD/64.08.01", "2023", "12"),
    ("SEKOLAH/SD/64.08.10", "2023", "9*"),
    ("SEKOLAH/SMP/64.08.01", "2023", "4"),
    ("TERAKREDITASI/SD/64.08.01", "2023", "91.5"),
];

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn nobody_sees_a_version_before_its_hour(db: Db) {
        let stage = Stage::with_schools(db).await;
        let version = stage.prepare(FIRST).await.unwrap();
        let hidden = async || stage.ask(AsOf::Now, &Selection::all()).await.unwrap_err().code();
        assert_eq!(hidden().await, "statistics/no-dataset");
        assert!(catalogue::list(&stage.bureau).await.unwrap().is_empty());

        let hour = stage.bureau.cell().now().plus_seconds(3600);
        let (bureau, who) = (&stage.bureau, &stage.walidata);
        releasing::release(bureau, who, "SEKOLAH", version.number, hour).await.unwrap();
        stage.pass_seconds(3599);
        assert_eq!(hidden().await, "statistics/no-dataset");
        // Nor by asking for the version itself, or for what will be known.
        for at in [AsOf::Version(1), AsOf::Known(hour)] {
            let refused = stage.ask(at, &Selection::all()).await.unwrap_err();
            assert_eq!(refused.code(), "statistics/no-dataset");
        }
        stage.pass_seconds(1);
        assert_eq!(stage.shown(AsOf::Now).await.len(), 4);
        let all = catalogue::list(&stage.bureau).await.unwrap();
        assert_eq!((all[0].0.id.as_str(), all[0].1.number), ("SEKOLAH", 1));
    }

    async fn a_later_version_holds_what_changed_and_marks_it(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(FIRST).await;
        let first_seen = stage.bureau.cell().now();
        stage.pass_seconds(86_400);
        let second = stage.publish(&[
            ("SEKOLAH/SD/64.08.01", "2023", "12"),
            ("SEKOLAH/SD/64.08.10", "2023", "10"),
            ("SEKOLAH/SMP/64.08.01", "2023", "5"),
            ("SEKOLAH/SMP/64.08.01", "2024", "x"),
        ]).await;
        assert_eq!(second.figures, Some(3));
        let now = stage.shown(AsOf::Now).await;
        assert_eq!(now, [
            "64.08.01/SD/2023/SEKOLAH=12",
            "64.08.01/SD/2023/TERAKREDITASI=91.5",
            "64.08.01/SMP/2023/SEKOLAH=5r",
            "64.08.01/SMP/2024/SEKOLAH=x",
            // It was provisional, so that its change is no revision.
            "64.08.10/SD/2023/SEKOLAH=10",
        ]);
        let before = [
            "64.08.01/SD/2023/SEKOLAH=12",
            "64.08.01/SD/2023/TERAKREDITASI=91.5",
            "64.08.01/SMP/2023/SEKOLAH=4",
            "64.08.10/SD/2023/SEKOLAH=9*",
        ];
        assert_eq!(stage.shown(AsOf::Version(1)).await, before);
        assert_eq!(stage.shown(AsOf::Known(first_seen.plus_seconds(86_399))).await, before);
        assert_eq!(stage.shown(AsOf::Known(first_seen.plus_seconds(86_400))).await, now);
        let early = stage.ask(AsOf::Known(first_seen.plus_seconds(-1)), &Selection::all()).await;
        assert_eq!(early.unwrap_err().code(), "statistics/nothing-released");

        stage.pass_seconds(86_400);
        stage.publish(&[("SEKOLAH/SMP/64.08.01", "2023", "5")]).await;
        let same = stage.shown(AsOf::Now).await;
        assert_eq!(same, now, "who hands in the same figure again keeps its mark");
    }

    async fn a_second_version_waits_until_the_first_is_public(db: Db) {
        let stage = Stage::with_schools(db).await;
        let first = stage.prepare(FIRST).await.unwrap();
        let waits = async || stage.prepare(&FIRST[..1]).await.unwrap_err().code();
        assert_eq!(waits().await, "statistics/version-waits");
        let hour = stage.bureau.cell().now().plus_seconds(60);
        let (bureau, who) = (&stage.bureau, &stage.walidata);
        releasing::release(bureau, who, "SEKOLAH", first.number, hour).await.unwrap();
        assert_eq!(waits().await, "statistics/version-waits", "it contains what is under embargo");
        stage.pass_seconds(60);
        assert_eq!(stage.prepare(&FIRST[..1]).await.unwrap().number, 2);
    }

    async fn what_is_given_up_leaves_nothing_and_what_is_released_stays(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(FIRST).await;
        let shown = stage.shown(AsOf::Now).await;
        let (bureau, who) = (&stage.bureau, &stage.walidata);
        stage.prepare(&[("SEKOLAH/SMP/64.08.10", "2025", "3")]).await.unwrap();
        releasing::discard(bureau, who, "SEKOLAH", 2).await.unwrap();
        for number in [1, 2] {
            let refused = releasing::discard(bureau, who, "SEKOLAH", number).await.unwrap_err();
            assert_eq!(refused.code(), "statistics/not-to-release");
        }
        let hour = bureau.cell().now();
        for number in [1, 2] {
            let again = releasing::release(bureau, who, "SEKOLAH", number, hour).await;
            assert_eq!(again.unwrap_err().code(), "statistics/not-to-release");
        }
        assert_eq!(stage.shown(AsOf::Now).await, shown);
        let third = stage.publish(&[("SEKOLAH/SD/64.08.01", "2024", "13")]).await;
        assert_eq!(third.number, 2);
        let cube = stage.ask(AsOf::Now, &Selection::all()).await.unwrap();
        assert_eq!(cube.sizes(), [2, 2, 2, 2], "2025 went with what was given up");
    }

    async fn a_part_is_asked_for_by_codes(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(FIRST).await;
        let part = |dimension: &str, codes: &[&str]| {
            Selection::all().only(dimension, codes.iter().copied())
        };
        let ask = async |wanted: Selection| stage.ask(AsOf::Now, &wanted).await;
        let sd = ask(part("JENIS", &["SD"])).await.unwrap();
        assert_eq!(rows(&sd), [
            "64.08.01/SD/2023/SEKOLAH=12",
            "64.08.01/SD/2023/TERAKREDITASI=91.5",
            "64.08.10/SD/2023/SEKOLAH=9*",
        ]);
        let one = ask(part("WILAYAH", &["64.08.10"]).only("UKURAN", ["SEKOLAH"])).await.unwrap();
        assert_eq!(one.sizes(), [1, 2, 1, 1]);
        assert_eq!(rows(&one), ["64.08.10/SD/2023/SEKOLAH=9*"]);
        for (wanted, code) in [
            (part("WILAYAH", &["64.09"]), "statistics/no-code"),
            (part("PERIODE", &["2030"]), "statistics/no-code"),
            (part("WARNA", &["MERAH"]), "statistics/no-dimension"),
        ] {
            let refused = ask(wanted).await.unwrap_err();
            assert_eq!((refused.code(), refused.kind()), (code, Kind::Invalid));
        }
    }

    async fn figures_that_do_not_fit_are_refused_and_nothing_is_kept(db: Db) {
        let stage = Stage::with_schools(db).await;
        for (series, value, code) in [
            ("SEKOLAH/SD/64.08.02", "1", "statistics/no-code"),
            ("SEKOLAH/TK/64.08.01", "1", "statistics/no-code"),
            ("GURU/SD/64.08.01", "1", "statistics/no-code"),
            ("SEKOLAH/SD", "1", "statistics/no-code"),
            ("SEKOLAH/SD/64.08.01", "1.5", "statistics/figure"),
            ("SEKOLAH/SD/64.08.01", "-1", "statistics/figure"),
            ("TERAKREDITASI/SD/64.08.01", "100.1", "statistics/figure"),
            ("TERAKREDITASI/SD/64.08.01", "91.55", "statistics/figure"),
        ] {
            let refused = stage.prepare(&[FIRST[0], (series, "2023", value)]).await.unwrap_err();
            assert_eq!(refused.code(), code, "{series} {value}");
        }
        assert_eq!(stage.publish(FIRST).await.number, 1);
    }

    async fn only_the_walidata_prepares_and_releases(db: Db) {
        let stage = Stage::with_schools(db).await;
        let (bureau, stranger) = (&stage.bureau, &stage.stranger);
        let tried = releasing::prepare(bureau, stranger, "SEKOLAH", "-", Vec::new()).await;
        assert_eq!(tried.unwrap_err().code(), "identity/forbidden");
        stage.prepare(FIRST).await.unwrap();
        let now = bureau.cell().now();
        let tried = releasing::release(bureau, stranger, "SEKOLAH", 1, now).await;
        assert_eq!(tried.unwrap_err().code(), "identity/forbidden");
        let tried = releasing::discard(bureau, stranger, "SEKOLAH", 1).await;
        assert_eq!(tried.unwrap_err().code(), "identity/forbidden");
        assert!(stage.ask(AsOf::Now, &Selection::all()).await.is_err());
    }
}
