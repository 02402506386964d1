//! Letters of the demo: one of each on its way, so that every desk has something on it.

use std::collections::BTreeMap;

use base::{Error, Id, Kind, Result};
use db::Tx;
use documents::domain::chain::Manner;
use documents::domain::content::{Body, Content, Reviewer, Secrecy, Urgency};
use documents::domain::letter::Letter;
use documents::domain::party::Party;
use documents::usecase::{Office, draft, fix, route, show};
use identity::{Account, Actor};

use super::demo_offices::actor;

/// How far a letter has come.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Draft,
    /// Waits for its first paraf.
    Review,
    /// The first reviewer sent it back.
    Returned,
    /// Every paraf is there.
    Ready,
    /// Has its number and waits to be signed.
    Fixed,
}

/// A letter: type, subject, body, to whom, through whom, who signs, how far it has come.
struct Told {
    kind: &'static str,
    subject: &'static str,
    body: &'static str,
    to: &'static [&'static str],
    reviewers: &'static [&'static str],
    signer: &'static str,
    way: Way,
}

const LETTERS: [Told; 5] = [
    Told {
        kind: "nota-dinas",
        subject: "Jadwal piket layanan jaringan bulan Desember",
        body: "Bersama ini kami sampaikan jadwal piket layanan jaringan:\n\n\
            | Pekan | Petugas | Telepon |\n|:---:|---|---|\n| 1 | Lina Contoh | 101 |\n\
            | 2 | Tuti Contoh | 102 |\n\nGangguan di luar jam kerja ditangani petugas piket.",
        to: &["setda"],
        reviewers: &["kabid"],
        signer: "kadis",
        way: Way::Fixed,
    },
    Told {
        kind: "nota-dinas",
        subject: "Laporan kemajuan persuratan elektronik bulan Oktober",
        body: "Bersama ini kami laporkan kemajuan persuratan elektronik:\n\n\
            | No. | Perangkat daerah | Naskah | Ditandatangani |\n|:---:|---|---:|---:|\n\
            | 1 | Sekretariat Daerah | 204 | 198 |\n| 2 | Badan Pendapatan Daerah | 173 | 160 |\n\n\
            Kendala yang dihadapi:\n\n1. dua pejabat belum memiliki sertifikat elektronik; dan\n\
            2. jaringan di tiga kecamatan **terputus** pada akhir bulan.\n\n\
            Mohon arahan lebih lanjut.",
        to: &["setda"],
        reviewers: &["kabid", "sekdis"],
        signer: "kadis",
        way: Way::Review,
    },
    Told {
        kind: "surat-dinas",
        subject: "Permintaan data pejabat penanda tangan",
        body: "Dalam rangka penerbitan sertifikat elektronik, mohon Saudara menyampaikan data pejabat \
            penanda tangan paling lambat tanggal 30 November 2026.\n\n\
            Atas kerja samanya kami ucapkan terima kasih.",
        to: &["bapenda", "bappeda"],
        reviewers: &["kabid"],
        signer: "kadis",
        way: Way::Ready,
    },
    Told {
        kind: "pengumuman",
        subject: "Pemeliharaan layanan persuratan elektronik",
        body: "Layanan persuratan elektronik akan dipelihara pada:\n\nHari, tanggal :: Sabtu, 28 November 2026\n\
            Pukul :: 20.00–23.00 WITA\n\nSelama itu pemeriksaan dokumen tetap dapat digunakan.",
        to: &[],
        reviewers: &["kabid", "sekdis"],
        signer: "kadis",
        way: Way::Returned,
    },
    Told {
        kind: "nota-dinas",
        subject: "Usulan pelatihan arsiparis",
        body: "Kami mengusulkan pelatihan pengelolaan arsip dinamis bagi 12 (dua belas) arsiparis.",
        to: &["setda"],
        reviewers: &["kabid", "sekdis"],
        signer: "kadis",
        way: Way::Draft,
    },
];

/// Writes the letters of the demo, as its people would.
pub(super) async fn fill(office: &Office, people: &BTreeMap<String, Id<Account>>) -> Result<()> {
    let positions = positions(office, people).await?;
    let author = actor(people, "staf")?;
    for told in &LETTERS {
        let content = content(told, &positions)?;
        let id = draft::begin(office, &author, told.kind, content).await?;
        if told.way == Way::Draft {
            continue;
        }
        route::send_up(office, &author, id, 1).await?;
        let reviewer = actor(people, "kabid")?;
        match told.way {
            Way::Ready => route::paraf(office, &reviewer, id, (1, 1)).await?,
            Way::Fixed => {
                route::paraf(office, &reviewer, id, (1, 1)).await?;
                fix::fix(office, &actor(people, "arsiparis")?, id, None).await?;
            }
            Way::Returned => send_back(office, &reviewer, id).await?,
            Way::Review | Way::Draft => {}
        }
    }
    Ok(())
}

async fn send_back(office: &Office, reviewer: &Actor, id: Id<Letter>) -> Result<()> {
    let seen = show::show(office, reviewer, id).await?.loaded.chain.version;
    let remark = "Jam pemeliharaan bertabrakan dengan batas pelaporan; mohon digeser.";
    route::send_back(office, reviewer, id, (1, seen), remark).await
}

/// The position each person of the demo holds, by sign-in name.
pub(super) async fn positions(
    office: &Office,
    people: &BTreeMap<String, Id<Account>>,
) -> Result<BTreeMap<String, String>> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<BTreeMap<String, String>> {
        let mut positions = BTreeMap::new();
        for (login, account) in people {
            let held = identity::held_by(tx, &account.to_string(), today).await?;
            if let Some(held) = held.first() {
                positions.insert(login.clone(), held.position.id.to_string());
            }
        }
        Ok(positions)
    });
    read.await
}

fn content(told: &Told, positions: &BTreeMap<String, String>) -> Result<Content> {
    let of = |login: &str| {
        let missing = || Error::new(Kind::NotFound, "identity/position-unknown");
        positions.get(login).cloned().ok_or_else(missing)
    };
    let reviewer = |login: &&str| {
        let (title, manner) = (String::new(), Manner::Hierarki);
        Ok(Reviewer { position: of(login)?, title, manner })
    };
    Ok(Content {
        subject: told.subject.to_owned(),
        classification: "000".to_owned(),
        secrecy: Secrecy::Biasa,
        urgency: Urgency::Biasa,
        fields: BTreeMap::new(),
        body: Body::Typed(told.body.to_owned()),
        to: told.to.iter().map(|code| Party::internal(code, code)).collect(),
        cc: Vec::new(),
        attachments: Vec::new(),
        reviewers: told.reviewers.iter().map(reviewer).collect::<Result<_>>()?,
        signer: of(told.signer)?,
        on_behalf: None,
    })
}
