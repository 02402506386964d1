//! Programs of others, unmodified, read three datasets over HTTP; every cell is compared.

use serde_json::json;

use crate::bureau::MIGRATIONS;
use crate::served::{DATASETS, Served};

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn pxwebpy_reads_every_cell(db: Db) {
        let served = Served::new(db).await;
        assert_eq!(served.reads("pxwebpy_reads.py"), served.expected().await);
    }

    async fn pyjstat_reads_every_cell(db: Db) {
        let served = Served::new(db).await;
        assert_eq!(served.reads("pyjstat_reads.py"), served.expected().await);
    }

    async fn sdmx1_reads_every_cell(db: Db) {
        let served = Served::new(db).await;
        assert_eq!(served.reads("sdmx1_reads.py"), served.expected().await);
    }

    async fn pysdmx_reads_every_cell(db: Db) {
        let served = Served::new(db).await;
        assert_eq!(served.reads("pysdmx_reads.py"), served.expected().await);
    }

    async fn ckanapi_reads_every_cell(db: Db) {
        let served = Served::new(db).await;
        assert_eq!(served.reads("ckanapi_reads.py"), served.expected().await);
    }

    async fn frictionless_reads_every_cell(db: Db) {
        let served = Served::new(db).await;
        assert_eq!(served.reads("frictionless_reads.py"), served.expected().await);
    }

    async fn csvw_reads_every_cell(db: Db) {
        let served = Served::new(db).await;
        assert_eq!(served.reads("csvw_reads.py"), served.expected().await);
    }

    async fn openpyxl_reads_every_cell(db: Db) {
        let served = Served::new(db).await;
        assert_eq!(served.reads("openpyxl_reads.py"), served.expected().await);
    }

    async fn pyarrow_reads_every_cell(db: Db) {
        let served = Served::new(db).await;
        assert_eq!(served.reads("pyarrow_reads.py"), served.expected().await);
    }

    async fn owslib_reads_every_cell_that_has_a_region(db: Db) {
        let served = Served::new(db).await;
        let mut expected = served.expected().await;
        expected.remove("PRODUKSI");
        assert_eq!(served.reads("owslib_reads.py"), expected);
    }

    async fn pyogrio_reads_every_cell_that_has_a_region(db: Db) {
        let served = Served::new(db).await;
        let mut expected = served.expected().await;
        expected.remove("PRODUKSI");
        assert_eq!(served.reads("pyogrio_reads.py"), expected);
    }

    async fn rdflib_finds_every_dataset_and_the_shapes_of_dcat_ap_hold(db: Db) {
        let served = Served::new(db).await;
        let catalogue = concat!(env!("CARGO_MANIFEST_DIR"), "/../../lib/catalogue/tests/clients");
        let shapes = format!("{catalogue}/dcat-ap-shapes.ttl");
        let said = served.asks_with("rdf_reads.py", &[&shapes]);
        for cube in served.cubes().await {
            let found = &said[cube.about().id.to_lowercase()];
            let title = &cube.about().title;
            assert_eq!(found["titles"], json!({ "id": title.id, "en": title.en }));
            let forms = ["csv", "json", "parquet", "pxweb", "xlsx"];
            assert_eq!(found["forms"], json!(forms));
        }
        assert_eq!(said.as_object().unwrap().len(), DATASETS.len());
    }
}
