//! Programs of others, unmodified, read three datasets over HTTP; every cell is compared.

use crate::bureau::MIGRATIONS;
use crate::served::Served;

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
}
