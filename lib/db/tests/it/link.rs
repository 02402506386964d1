//! A link to PostgreSQL that breaks and comes back.

use std::path::PathBuf;
use std::sync::Arc;

use db::{Db, Engine, Options, State, Target, Tx};
use testkit::Scratch;
use tokio::io::copy_bidirectional;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;

use crate::support::*;

/// Passes connections on to the server until it is cut.
struct Proxy {
    folder: tempfile::TempDir,
    server: PathBuf,
    up: Arc<watch::Sender<bool>>,
}

impl Proxy {
    fn start(server: PathBuf) -> Self {
        let folder = tempfile::Builder::new().prefix("plg-").tempdir().unwrap();
        let proxy = Self { folder, server, up: Arc::new(watch::Sender::new(true)) };
        let listener = UnixListener::bind(proxy.folder.path().join(".s.PGSQL.5432")).unwrap();
        let (server, up) = (proxy.server.clone(), Arc::clone(&proxy.up));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass_on(client, server.clone(), up.subscribe()));
            }
        });
        proxy
    }

    fn set(&self, up: bool) {
        self.up.send_replace(up);
    }
}

async fn pass_on(mut client: UnixStream, server: PathBuf, mut up: watch::Receiver<bool>) {
    if !*up.borrow() {
        return;
    }
    let mut server = UnixStream::connect(server.join(".s.PGSQL.5432")).await.unwrap();
    tokio::select! {
        _ = copy_bidirectional(&mut client, &mut server) => {}
        _ = up.wait_for(|up| !up) => {}
    }
}

async fn story() {
    let scratch = Scratch::new(Engine::Postgres, LEDGER).await;
    let address = scratch.target().address();
    let (host, name) = address.split_once('@').unwrap().1.split_once('/').unwrap();
    let proxy = Proxy::start(host.replace("%2F", "/").into());
    let folder = proxy.folder.path().display().to_string().replace('/', "%2F");
    let target = Target::parse(&format!("postgres://pelangi@{folder}/{name}")).unwrap();
    let db = Db::open(&target, Options::default()).await.unwrap();
    db.write(async |tx: &mut Tx| add(tx, "before", 1).await).await.unwrap();

    proxy.set(false);
    let cut = db.write(async |tx: &mut Tx| add(tx, "while", 1).await).await.unwrap_err();
    assert_eq!(cut.code(), "db/unavailable", "{cut}");
    assert_eq!(base::Error::from(cut).kind(), base::Kind::Unavailable);
    assert_eq!(try_count(&db).await.unwrap_err().code(), "db/unavailable");
    assert_eq!(db.state(), State::Unreachable);

    proxy.set(true);
    db.write(async |tx: &mut Tx| add(tx, "after", 1).await).await.unwrap();
    assert_eq!(db.state(), State::Open);
    assert_eq!(ids(&db).await, ["after", "before"]);

    let middle = async |tx: &mut Tx| {
        add(tx, "lost", 1).await?;
        proxy.set(false);
        add(tx, "lost too", 1).await
    };
    assert_eq!(db.write(middle).await.unwrap_err().code(), "db/unavailable");
    proxy.set(true);
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
