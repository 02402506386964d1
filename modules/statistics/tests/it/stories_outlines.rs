//! What a dataset is about is kept in memory once it was read: these stories change everything that it
//! tells of, one after the other, and see that nobody is told what was.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::Arc;

use base::Date;
use cube::Text;
use statistics::domain::codes::{CodeList, ListedCode};
use statistics::domain::version::AsOf;
use statistics::usecase::outlines::{self, Outline};
use statistics::usecase::{Bureau, loading, releasing};

use crate::bureau::{MIGRATIONS, Stage};

const FIGURES: &[(&str, &str, &str)] = &[("SEKOLAH/SD/64.08.01", "2024", "12")];

impl Stage {
    async fn outline(&self, at: AsOf) -> Arc<Outline> {
        outlines::whole(&self.bureau, "SEKOLAH", at).await.unwrap()
    }

    async fn region(&self) -> String {
        self.outline(AsOf::Now).await.dimensions[0].codes[0].title.id.clone()
    }

    async fn rename(&self, bureau: &Bureau, title: &str) {
        let list =
            CodeList { id: "KEMENDAGRI".into(), agency: "KUTIM".into(), title: Text::name("W") };
        let code = ListedCode {
            code: "64.08.01".into(),
            title: Text::name(title),
            parent: None,
            valid_from: Date::constant(2000, 1, 1),
            valid_to: None,
        };
        loading::put_list(bureau, &self.walidata, &list, &[code]).await.unwrap();
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn what_did_not_change_is_not_read_again(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(FIGURES).await;
        let first = stage.outline(AsOf::Now).await;
        assert!(Arc::ptr_eq(&first, &stage.outline(AsOf::Now).await));
        assert!(Arc::ptr_eq(&first, &stage.outline(AsOf::Version(1)).await));
    }

    async fn a_corrected_name_is_told_at_once(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(FIGURES).await;
        assert_eq!(stage.region().await, "64.08.01");
        // Twice within one instant.
        for name in ["Muara Ancalong", "Muara Ancalung"] {
            stage.rename(&stage.bureau, name).await;
            assert_eq!(stage.region().await, name);
        }
    }

    async fn so_is_what_another_program_changed(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(FIGURES).await;
        stage.outline(AsOf::Now).await;
        // `pelangi statistics` works beside the server and shares nothing with it but the database.
        let beside = Bureau::new(stage.test.cell.clone());
        stage.rename(&beside, "Muara Ancalong").await;
        assert_eq!(stage.region().await, "Muara Ancalong");
    }

    async fn so_is_another_description(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(FIGURES).await;
        let before = stage.outline(AsOf::Now).await;
        let mut dataset = before.dataset.clone();
        dataset.description.title = Text::new("Sekolah negeri", "State schools");
        loading::describe(&stage.bureau, &stage.walidata, &dataset).await.unwrap();
        assert_eq!(before.about.title.en, "Schools");
        assert_eq!(stage.outline(AsOf::Now).await.about.title.en, "State schools");
    }

    async fn a_release_is_told_when_its_hour_has_come(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(FIGURES).await;
        let next = stage.prepare(&[("SEKOLAH/SD/64.08.01", "2025", "13")]).await.unwrap();
        let hour = stage.bureau.cell().now().plus_seconds(60);
        let (bureau, who) = (&stage.bureau, &stage.walidata);
        releasing::release(bureau, who, "SEKOLAH", next.number, hour).await.unwrap();
        let periods = async |at| stage.outline(at).await.dimensions[2].codes.len();
        stage.pass_seconds(59);
        assert_eq!(periods(AsOf::Now).await, 1);
        let early = outlines::whole(bureau, "SEKOLAH", AsOf::Version(2)).await.unwrap_err();
        assert_eq!(early.code(), "statistics/nothing-released");
        stage.pass_seconds(1);
        assert_eq!(periods(AsOf::Now).await, 2);
        assert_eq!(periods(AsOf::Version(1)).await, 1);
        assert_eq!(periods(AsOf::Known(hour.plus_seconds(-1))).await, 1);
    }
}
