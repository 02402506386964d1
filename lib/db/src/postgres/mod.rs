//! The server engine: a pool of connections, serialisable transactions.

mod error;
mod tx;
mod value;

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime,
    TimeoutType,
};
use tokio_postgres::{Config, NoTls};

use crate::health::Health;
use crate::target::Options;
use crate::{DbError, State};

pub(crate) use tx::PgTx;
use tx::Unclean;

/// A database on a server.
pub(crate) struct Pg {
    pool: Pool,
    health: Arc<Health>,
    connections: usize,
}

/// Tables that hold something.
const FILLED: &str = "select quote_ident(c.relname) from pg_class c \
                      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace \
                      and pg_relation_size(c.oid) > 0";

/// A table grows by 64 KiB, in rows too short to be compressed, and is given back.
const PROBE: &str = "begin; create table db_probe (filler text); \
                     insert into db_probe select repeat('x', 1800) from generate_series(1, 40); \
                     rollback";

/// What a connection is told first. A statement here takes milliseconds; to compile one, as the server
/// does with what it takes for long work, takes up to half a second.
const SETTING: &str = "set jit = off";

/// Longest wait for the server to accept a connection.
const CONNECT: Duration = Duration::from_secs(5);

impl Pg {
    pub(crate) async fn open(address: &str, options: &Options) -> Result<Self, DbError> {
        let unsuitable = |message: String| DbError::Unsuitable { message };
        let mut config = Config::from_str(address).map_err(|e| unsuitable(e.to_string()))?;
        if config.get_password().is_none()
            && let Ok(password) = std::env::var("PGPASSWORD")
        {
            config.password(password);
        }
        if config.get_application_name().is_none() {
            config.application_name("pelangi");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let pool = Pool::builder(Manager::from_config(config, NoTls, recycling))
            .max_size(options.connections.max(1))
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(options.timeout))
            .create_timeout(Some(CONNECT))
            .post_create(Hook::async_fn(|client, _| {
                let set = client.batch_execute(SETTING);
                Box::pin(async { set.await.map_err(HookError::Backend) })
            }))
            .build()
            .map_err(|e| unsuitable(e.to_string()))?;
        let health = Arc::new(Health::new(options.probe_pause));
        let this = Self { pool, health, connections: options.connections };
        this.check_setting().await?;
        Ok(this)
    }

    /// Texts must sort by code point, as they do in the other engine.
    async fn check_setting(&self) -> Result<(), DbError> {
        let client = self.client().await?;
        let sql = "select x from (values ('B'), ('a'), ('z'), ('\u{e9}')) t (x) order by x";
        let rows = client.query(sql, &[]).await.map_err(|e| self.failed(&e, "open"))?;
        let order: String = rows.iter().map(|r| r.get::<_, &str>(0)).collect();
        if order == "Baz\u{e9}" {
            return Ok(());
        }
        let message = "texts must sort by code point: create database NAME template template0 \
                       encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'";
        Err(DbError::Unsuitable { message: message.to_owned() })
    }

    pub(crate) async fn begin(&self, words: &'static str, write: bool) -> Result<PgTx, DbError> {
        if write && self.state() == State::DiskFull {
            self.probe().await?;
        }
        // After a restart of the server each idle connection is found broken once.
        for _ in 0..=self.connections {
            let client = Unclean::new(self.client().await?);
            match client.batch(words).await {
                Ok(()) => {
                    self.health.reached();
                    return Ok(PgTx::new(client, Arc::clone(&self.health)));
                }
                Err(e) => {
                    drop(client);
                    let error = self.failed(&e, words);
                    if !matches!(error, DbError::Unavailable { .. }) {
                        return Err(error);
                    }
                }
            }
        }
        Err(DbError::Unavailable { message: "every connection was broken".to_owned() })
    }

    /// Tries a full disk again now and then. What still fits into pages that are there would say
    /// that all is well, until the next page is needed.
    async fn probe(&self) -> Result<(), DbError> {
        if !self.health.may_probe() {
            return Err(DbError::DiskFull);
        }
        let client = self.client().await?;
        if let Err(e) = client.batch_execute(PROBE).await {
            // The transaction that it left open goes with the connection.
            drop(Object::take(client));
            let error = self.failed(&e, "probe");
            if matches!(error, DbError::DiskFull | DbError::Unavailable { .. }) {
                return Err(error);
            }
            // Whoever may not make tables cannot probe: the work itself shows whether there is room.
        }
        self.health.recovered();
        Ok(())
    }

    /// A connection of the pool, outside a transaction.
    pub(crate) async fn client(&self) -> Result<Object, DbError> {
        let message = match self.pool.get().await {
            Ok(client) => return Ok(client),
            Err(PoolError::Timeout(TimeoutType::Wait)) => return Err(DbError::Busy),
            Err(PoolError::Backend(e)) => match error::refused(&e, "connect") {
                DbError::Unavailable { message } | DbError::Statement { message, .. } => message,
                other => other.to_string(),
            },
            Err(e) => e.to_string(),
        };
        let error = DbError::Unavailable { message };
        self.health.note(&error);
        Err(error)
    }

    fn failed(&self, e: &tokio_postgres::Error, name: &'static str) -> DbError {
        let error = error::refused(e, name);
        self.health.note(&error);
        error
    }

    /// Vacuums tables that hold something, and renews what the planner knows of them. The server does
    /// so by itself only after a fifth of a table is new, and until then no index alone answers for the
    /// newest rows, which people ask for most. An empty table must not be analysed: the planner would
    /// take it for small, read it from end to end wherever a key is looked for, and keep to that plan
    /// while it grows.
    pub(crate) async fn maintain(&self) -> Result<(), DbError> {
        let fail = |e: tokio_postgres::Error| self.failed(&e, "maintain");
        let client = self.client().await?;
        let filled = client.query(FILLED, &[]).await.map_err(fail)?;
        let tables: Vec<&str> = filled.iter().map(|row| row.get(0)).collect();
        if tables.is_empty() {
            return Ok(());
        }
        client.batch_execute(&format!("vacuum (analyze) {}", tables.join(", "))).await.map_err(fail)
    }

    pub(crate) fn state(&self) -> State {
        self.health.state()
    }

    /// Forgets what was prepared against an older schema.
    pub(crate) fn schema_changed(&self) {
        self.pool.manager().statement_caches.clear();
    }

    pub(crate) fn close(&self) {
        self.pool.close();
    }
}
