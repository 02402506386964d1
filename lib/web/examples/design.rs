//! Serves the component sheet alone: `cargo run -p web --example design`, then open /_design.
//! Designers use it to look at styles without a whole cell.

use std::net::SocketAddr;
use std::sync::Arc;

use base::{RegionCode, Zone};
use cell::{Cell, Keys, Settings};
use db::{Db, Options, Target};
use files::Files;
use testkit::{FixedClock, SeededRandom};
use web::{Api, App, AppParts, NoSessions, Pages, Site, Texts};

type AnyError = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let folder = tempfile::tempdir()?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://localhost:{}", listener.local_addr()?.port());
    let random = Arc::new(SeededRandom::new(1));
    let cell = Cell::new(cell::Parts {
        db: Db::open(&Target::Sqlite(folder.path().join("cell.sqlite")), Options::default())
            .await?,
        files: Files::folder(&folder.path().join("files"))?,
        keys: Keys::generate(&*random),
        clock: Arc::new(FixedClock::default()),
        random,
        settings: Settings {
            code: RegionCode::parse("64.08")?,
            name: "Kabupaten Kutai Timur".to_owned(),
            zone: Zone::parse("Asia/Makassar")?,
            public_url: address.clone(),
            demo: true,
        },
    });
    let app = App::new(AppParts {
        cell,
        texts: Texts::new(web::LOCALES)?,
        menus: Vec::new(),
        sessions: Arc::new(NoSessions),
        trusted_proxies: Vec::new(),
        contact: "Badan Pendapatan Daerah, Senin–Jumat pukul 08.00–16.00 WITA.".to_owned(),
    });
    announce(&address);
    let router = Site::new(&app, Pages::new(), Api::new()).router();
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await?;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the address is what the person at the terminal needs")]
fn announce(address: &str) {
    println!("ready {address}/_design");
}
