//! A link to PostgreSQL that breaks and comes back.

use std::time::Duration;

use db::{Db, Engine, Options, State, Tx, params};
use testkit::{Link, Scratch};

use crate::support::*;

async fn story() {
    let scratch = Scratch::new(Engine::Postgres, LEDGER).await;
    let link = Link::to(scratch.target());
    let db = Db::open(&link.target(), Options::default()).await.unwrap();
    db.write(async |tx: &mut Tx| add(tx, "before", 1).await).await.unwrap();

    link.cut();
    let cut = db.write(async |tx: &mut Tx| add(tx, "while", 1).await).await.unwrap_err();
    assert_eq!(cut.code(), "db/unavailable", "{cut}");
    assert_eq!(base::Error::from(cut).kind(), base::Kind::Unavailable);
    assert_eq!(try_count(&db).await.unwrap_err().code(), "db/unavailable");
    assert_eq!(db.state(), State::Unreachable);

    link.mend();
    db.write(async |tx: &mut Tx| add(tx, "after", 1).await).await.unwrap();
    assert_eq!(db.state(), State::Open);
    assert_eq!(ids(&db).await, ["after", "before"]);

    let middle = async |tx: &mut Tx| {
        add(tx, "lost", 1).await?;
        link.cut();
        add(tx, "lost too", 1).await
    };
    assert_eq!(db.write(middle).await.unwrap_err().code(), "db/unavailable");
    link.mend();
    assert_eq!(ids(&db).await, ["after", "before"]);
    db.close().await;
    scratch.discard().await;
}

mod a_broken_link_is_reported_and_recovers {
    #[test]
    fn postgres_only() {
        if testkit::engines().contains(&db::Engine::Postgres) {
            tokio::runtime::Runtime::new().unwrap().block_on(super::story());
        }
    }
}

/// Whoever waits for a server that says nothing is told in time, and the connection that may still
/// carry an old answer is not used again.
async fn silence() {
    let scratch = Scratch::new(Engine::Postgres, LEDGER).await;
    let link = Link::to(scratch.target());
    let options =
        Options { timeout: Duration::from_millis(400), connections: 2, ..Options::default() };
    let db = Db::open(&link.target(), options).await.unwrap();
    db.write(async |tx: &mut Tx| add(tx, "before", 1).await).await.unwrap();

    link.hang();
    for id in ["one", "two", "three"] {
        let late = db.write(async |tx: &mut Tx| add(tx, id, 1).await).await.unwrap_err();
        let code = late.code();
        assert!(["db/timeout", "db/unavailable", "db/busy"].contains(&code), "{late}");
        assert_eq!(base::Error::from(late).kind(), base::Kind::Unavailable);
    }
    link.mend();
    let patient = db.with_timeout(Duration::from_secs(30));
    patient.write(async |tx: &mut Tx| add(tx, "after", 1).await).await.unwrap();
    assert_eq!(ids(&patient).await, ["after", "before"]);
    assert_eq!(db.state(), State::Open);
    db.close().await;
    scratch.discard().await;
}

mod a_silent_link_is_given_up_and_recovers {
    #[test]
    fn postgres_only() {
        if testkit::engines().contains(&db::Engine::Postgres) {
            tokio::runtime::Runtime::new().unwrap().block_on(super::silence());
        }
    }
}

db::statements! {
    JIT = "show jit";
}

/// PostgreSQL compiles statements it thinks dear, which takes longer than ours take to run.
async fn compiling() {
    let scratch = Scratch::new(Engine::Postgres, LEDGER).await;
    let db = scratch.open().await;
    let jit = async |tx: &mut Tx| tx.one(&JIT, params![]).await?.get::<String>("jit");
    assert_eq!(db.read(jit).await.as_deref(), Ok("off"));
    assert_eq!(db.write(jit).await.as_deref(), Ok("off"));
    db.close().await;
    scratch.discard().await;
}

mod statements_are_not_compiled {
    #[test]
    fn postgres_only() {
        if testkit::engines().contains(&db::Engine::Postgres) {
            tokio::runtime::Runtime::new().unwrap().block_on(super::compiling());
        }
    }
}
