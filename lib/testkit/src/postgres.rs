//! A database per test, cloned from a template that holds the migrated schema.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use db::{Db, Migration, Options, Target};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, NoTls};

use crate::FixedClock;
use crate::cluster::{Cluster, FOLDER};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The folder of the server: that of the run, or one of this process.
pub(crate) fn server() -> Result<PathBuf, Failure> {
    static OWN: OnceLock<Result<Cluster, String>> = OnceLock::new();
    if let Some(folder) = std::env::var_os(FOLDER) {
        return Ok(folder.into());
    }
    let own = OWN.get_or_init(|| Cluster::start().map_err(|e| e.to_string()));
    own.as_ref().map(|c| c.folder().to_owned()).map_err(|e| e.clone().into())
}

/// The address of a database on the server.
pub(crate) fn target(server: &Path, name: &str) -> Target {
    let host = server.to_string_lossy().replace('/', "%2F");
    Target::Postgres(format!("postgres://pelangi@{host}/{name}"))
}

/// A new database with the schema; answers its name.
pub(crate) async fn fresh(server: &Path, migrations: &[Migration]) -> Result<String, Failure> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let template = template(server, migrations).await?;
    let name = format!("t_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    run(server, &format!("create database {name} template {template}")).await?;
    Ok(name)
}

pub(crate) async fn discard(server: &Path, name: &str) -> Result<(), Failure> {
    run(server, &format!("drop database {name} with (force)")).await
}

/// Makes the template once per set of migrations, whoever comes first.
async fn template(server: &Path, migrations: &[Migration]) -> Result<String, Failure> {
    let name = format!("tpl_{:016x}", fingerprint(migrations));
    let lock = File::create(server.join("template.lock"))?;
    lock.lock()?;
    let admin = admin(server).await?;
    let known = admin.query_opt("select 1 from pg_database where datname = $1", &[&name]).await?;
    if known.is_none() {
        let raw = format!("{name}_raw");
        let words = format!("drop database if exists {raw} with (force)");
        admin.batch_execute(&words).await?;
        let words = "encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'";
        admin.batch_execute(&format!("create database {raw} template template0 {words}")).await?;
        let db = Db::open(&target(server, &raw), Options::default()).await?;
        db.migrate(migrations, &FixedClock::default()).await?;
        db.close().await;
        drop(db);
        run(server, &format!("alter database {raw} rename to {name}")).await?;
    }
    lock.unlock()?;
    Ok(name)
}

/// Runs one statement; waits while a closing connection still uses the database.
async fn run(server: &Path, sql: &str) -> Result<(), Failure> {
    let client = admin(server).await?;
    for _ in 0..200 {
        match client.batch_execute(sql).await {
            Err(e) if e.code() == Some(&SqlState::OBJECT_IN_USE) => pause().await,
            done => return Ok(done?),
        }
    }
    Err(format!("the database stays in use: {sql}").into())
}

async fn admin(server: &Path) -> Result<Client, Failure> {
    let mut config = tokio_postgres::Config::new();
    config.host_path(server).user("pelangi").dbname("postgres");
    for _ in 0..200 {
        match config.connect(NoTls).await {
            Ok((client, connection)) => {
                tokio::spawn(connection);
                return Ok(client);
            }
            Err(e) if e.code() == Some(&SqlState::CANNOT_CONNECT_NOW) => pause().await,
            Err(e) => return Err(e.into()),
        }
    }
    Err("PostgreSQL does not become ready".into())
}

async fn pause() {
    tokio::time::sleep(Duration::from_millis(25)).await;
}

/// FNV-1a over the whole list.
fn fingerprint(migrations: &[Migration]) -> u64 {
    let bytes = migrations.iter().flat_map(|m| {
        m.module.bytes().chain([0]).chain(m.number.to_be_bytes()).chain(m.sql.bytes())
    });
    bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}
