//! Offices of the demo: positions, who holds them, letterheads, classification codes.

use std::collections::BTreeMap;

use base::{Date, Error, Id, Kind, Result};
use db::Tx;
use documents::Neighbours;
use documents::usecase::{Office, books, codes};
use identity::{Account, Actor, Basis, Position, PositionForm, Rights, TenureForm};

use super::{Failure, demo_archive, demo_incoming, demo_letters, demo_work};
use crate::demo_people::{PEOPLE, Person};
use crate::house::House;
use crate::modules::{self, grants};

/// Who holds the positions of the demo, from long before its first letter.
const SINCE: Date = Date::constant(2025, 1, 2);

/// A position: a short name, its office, the one above, title, abbreviation, rank, who holds it.
struct Post {
    short: &'static str,
    agency: &'static str,
    above: &'static str,
    title: &'static str,
    abbreviation: &'static str,
    rank: &'static str,
    holder: &'static str,
    grade: &'static str,
}

macro_rules! posts {
    ($($short:literal $agency:literal $above:literal $title:literal $abbreviation:literal
        $rank:literal $holder:literal $grade:literal;)*) => {
        &[$(Post {
            short: $short,
            agency: $agency,
            above: $above,
            title: $title,
            abbreviation: $abbreviation,
            rank: $rank,
            holder: $holder,
            grade: $grade,
        }),*]
    };
}

const POSTS: &[Post] = posts! {
    "bupati" "setda" "" "Bupati Kutai Timur" "BUP" "region" "bupati" "";
    "sekda" "setda" "bupati" "Sekretaris Daerah" "SEKDA" "head" "sekda" "Pembina Utama Madya (IV/d)";
    "asisten" "setda" "sekda" "Asisten Administrasi Umum" "AS.III" "structural" "asisten" "Pembina Utama Muda (IV/c)";
    "ajudan" "setda" "bupati" "Ajudan Bupati" "" "adjutant" "ajudan" "";
    "umum" "setda" "asisten" "Arsiparis Bagian Umum" "UM" "records" "umum" "";
    "kadis" "diskominfo" "sekda" "Kepala Dinas Komunikasi dan Informatika Statistik dan Persandian" "KADIS" "head" "kadis" "Pembina Utama Muda (IV/c)";
    "sekdis" "diskominfo" "kadis" "Sekretaris Dinas" "SEK" "structural" "sekdis" "Pembina (IV/a)";
    "kabid" "diskominfo" "sekdis" "Kepala Bidang Aplikasi Informatika" "APTIKA" "structural" "kabid" "Penata Tingkat I (III/d)";
    "staf" "diskominfo" "kabid" "Pranata Komputer" "" "staff" "staf" "Penata Muda (III/a)";
    "arsiparis" "diskominfo" "sekdis" "Arsiparis" "" "records" "arsiparis" "Penata (III/c)";
    "kaban" "bapenda" "sekda" "Kepala Badan Pendapatan Daerah" "KABAN" "head" "kaban" "Pembina Utama Muda (IV/c)";
    "kabappeda" "bappeda" "sekda" "Kepala Badan Perencanaan Pembangunan Daerah" "KABAN" "head" "bappeda" "Pembina Utama Muda (IV/c)";
};

/// Address, place and unit of the offices that write letters in the demo.
const HEADS: [(&str, &str, &str); 2] = [
    (
        "umum",
        "Kawasan Pusat Perkantoran Bukit Pelangi, Sangatta 75611\nContoh, bukan alamat surat",
        "SETDA",
    ),
    (
        "arsiparis",
        "Kawasan Pusat Perkantoran Bukit Pelangi, Sangatta 75611\nContoh, bukan alamat surat",
        "DISKOMINFO",
    ),
];

/// Fills the offices; what is there stays.
pub async fn fill(house: &House) -> std::result::Result<(), Failure> {
    Ok(fill_offices(house).await?)
}

async fn fill_offices(house: &House) -> Result<()> {
    let list = house.cell.db().read(async |tx: &mut Tx| identity::list_positions(tx, "").await);
    if !list.await?.is_empty() {
        return Ok(());
    }
    let people = people(house).await?;
    positions(house, &people).await?;
    let drawing = Some(modules::drawing());
    let neighbours = Neighbours { drawing, ..Neighbours::new(house.identity.clone()) };
    let office = Office::new(house.cell.clone(), neighbours)?;
    codes::load_built_in(&office, &Actor::operator()).await?;
    for (clerk, address, unit) in HEADS {
        let actor = actor(&people, clerk)?;
        books::set_letterhead(&office, &actor, (address, "Sangatta", unit)).await?;
    }
    demo_letters::fill(&office, &people).await?;
    let positions = demo_letters::positions(&office, &people).await?;
    demo_incoming::fill(&office, &people, &positions).await?;
    demo_archive::fill(&office, &people, &positions).await?;
    demo_work::fill(&office, &people).await
}

async fn people(house: &House) -> Result<BTreeMap<String, Id<Account>>> {
    let page = house.identity.list_accounts(&Actor::operator(), "", None, 500).await?;
    Ok(page.rows.into_iter().map(|row| (row.login, row.id)).collect())
}

/// Somebody of the demo, as they would come through the door.
pub(super) fn actor(people: &BTreeMap<String, Id<Account>>, login: &str) -> Result<Actor> {
    let known = PEOPLE.iter().find(|person| person.login == login);
    let Person { name, role, agency, .. } = known.ok_or_else(|| unknown(login))?;
    let id = people.get(login).ok_or_else(|| unknown(login))?;
    let roles = role.split(' ').map(str::to_owned).collect();
    let rights = Rights::new(grants());
    Ok(Actor::person(*id, *name, Some((*agency).to_owned()), roles, &rights))
}

async fn positions(house: &House, people: &BTreeMap<String, Id<Account>>) -> Result<()> {
    let operator = Actor::operator();
    let mut made: BTreeMap<&str, Id<Position>> = BTreeMap::new();
    for post in POSTS {
        let form = PositionForm {
            agency: post.agency.to_owned(),
            parent: made.get(post.above).map(ToString::to_string).unwrap_or_default(),
            title: post.title.to_owned(),
            abbreviation: post.abbreviation.to_owned(),
            rank: post.rank.to_owned(),
        };
        let position = house.identity.set_position(&operator, None, &form).await?;
        let tenure = TenureForm {
            position,
            account: *people.get(post.holder).ok_or_else(|| unknown(post.holder))?,
            basis: Basis::Definitif,
            from: SINCE,
            until: None,
            decree: "Keputusan contoh 800.1.3.3/1/2025".to_owned(),
            grade: post.grade.to_owned(),
        };
        house.identity.appoint(&operator, &tenure).await?;
        made.insert(post.short, position);
    }
    Ok(())
}

fn unknown(login: &str) -> Error {
    Error::new(Kind::NotFound, "identity/not-found").with("login", login)
}
