//! A file of the demo whose time is over, so that destruction by berita acara can be tried.

use std::collections::BTreeMap;

use base::{Error, Id, Kind, Result};
use documents::domain::chain::Manner;
use documents::domain::content::{Body, Content, Reviewer, Secrecy, Urgency};
use documents::usecase::{Office, draft, fix, retention, route};
use identity::{Account, Actor};

use super::demo_offices::actor;

/// Not a schedule that anybody set: its first row ends at once, so that something is due.
const SCHEDULE: &str = "kode,uraian,aktif,inaktif,nasib,berlaku,sumber\n\
    000,Umum,0,0,musnah,2025-01-01,\"Contoh, bukan JRA yang sah\"\n\
    100,Pemerintahan,2,3,dinilai kembali,2025-01-01,\"Contoh, bukan JRA yang sah\"\n\
    900,Keuangan,2,8,permanen,2025-01-01,\"Contoh, bukan JRA yang sah\"\n";

/// Loads the schedule of the demo, and closes a file with a letter that was given up.
pub(super) async fn fill(
    office: &Office,
    people: &BTreeMap<String, Id<Account>>,
    positions: &BTreeMap<String, String>,
) -> Result<()> {
    retention::load(office, &Actor::operator(), SCHEDULE.as_bytes()).await?;
    let (author, clerk) = (actor(people, "staf")?, actor(people, "arsiparis")?);
    let missing = || Error::new(Kind::NotFound, "identity/position-unknown");
    let of = |login: &str| positions.get(login).cloned().ok_or_else(missing);
    let letter =
        draft::begin(office, &author, "pengumuman", cancelled(&of("kabid")?, of("kadis")?));
    let letter = letter.await?;
    route::send_up(office, &author, letter, 1).await?;
    route::paraf(office, &actor(people, "kabid")?, letter, (1, 1)).await?;
    fix::fix(office, &clerk, letter, None).await?;
    fix::cancel(office, &clerk, letter, "Kegiatan tidak jadi dilaksanakan").await?;
    let file = ("000", "Pengumuman yang dibatalkan (contoh)");
    let file = retention::open(office, &clerk, file).await?;
    retention::put(office, &clerk, file, letter).await?;
    retention::close(office, &clerk, file).await.map(drop)
}

fn cancelled(reviewer: &str, signer: String) -> Content {
    let (position, title, manner) = (reviewer.to_owned(), String::new(), Manner::Hierarki);
    Content {
        subject: "Lomba aplikasi pelayanan publik".to_owned(),
        classification: "000".to_owned(),
        secrecy: Secrecy::Biasa,
        urgency: Urgency::Biasa,
        fields: BTreeMap::new(),
        body: Body::Typed("Lomba dibuka bagi seluruh perangkat daerah.".to_owned()),
        to: Vec::new(),
        cc: Vec::new(),
        attachments: Vec::new(),
        reviewers: vec![Reviewer { position, title, manner }],
        signer,
        on_behalf: None,
    }
}
