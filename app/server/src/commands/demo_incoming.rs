//! Incoming letters of the demo, in every state: new, disposed, passed on, answered, late, done.

use std::collections::BTreeMap;

use base::{Date, Id, Result};
use documents::domain::content::{Secrecy, Urgency};
use documents::domain::incoming::{Entry, Incoming, Order};
use documents::domain::party::{Party, Scope};
use documents::usecase::Office;
use documents::usecase::incoming::dispose::{self, Giving};
use documents::usecase::incoming::register::{Fresh, register};
use documents::usecase::incoming::sort::{Sorting, sort};
use documents::usecase::incoming::{follow, open};
use identity::{Account, Actor};

use super::demo_offices::actor;

/// How far a letter has come.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    New,
    /// Its addressee gave it to these, to be done in so many days.
    Given(&'static [&'static str], i64),
    /// Passed on by the first of them to another.
    Passed(&'static str, &'static str, i64),
    Answered(&'static str),
    Returned(&'static str),
    Done(&'static str),
    Filed,
}

/// A letter: who sent it, its number, subject, secrecy, urgency; clerk and addressee; how far.
struct Told {
    sender: &'static str,
    number: &'static str,
    subject: &'static str,
    secrecy: Secrecy,
    urgency: Urgency,
    clerk: &'static str,
    addressee: &'static str,
    way: Way,
}

macro_rules! told {
    ($($clerk:literal $addressee:literal $sender:literal $number:literal $subject:literal
        $secrecy:ident $urgency:ident $way:expr;)*) => {
        &[$(Told {
            sender: $sender,
            number: $number,
            subject: $subject,
            secrecy: Secrecy::$secrecy,
            urgency: Urgency::$urgency,
            clerk: $clerk,
            addressee: $addressee,
            way: $way,
        }),*]
    };
}

const LETTERS: &[Told] = told! {
    "arsiparis" "kadis" "Kementerian Komunikasi Contoh" "B-411/KOM.1/2026" "Evaluasi sistem pemerintahan berbasis elektronik" Biasa Segera Way::New;
    "arsiparis" "kadis" "PT Jaringan Contoh" "77/PJC/XI/2026" "Pemberitahuan pemeliharaan jaringan 28 November" Biasa SangatSegera Way::Given(&["kabid"], 3);
    "arsiparis" "kadis" "Kecamatan Sangatta Utara" "005/91/Sangut" "Permohonan pendampingan aplikasi surat" Biasa Biasa Way::Passed("sekdis", "kabid", 7);
    "arsiparis" "kadis" "Inspektorat Daerah" "700/58/Itda" "Permintaan data kepemilikan akun" Terbatas Segera Way::Answered("sekdis");
    "arsiparis" "kadis" "Universitas Contoh" "231/UN.C/2026" "Permohonan kunjungan mahasiswa" Biasa Biasa Way::Returned("kabid");
    "arsiparis" "kadis" "Dinas Kesehatan" "440/310/Dinkes" "Undangan rapat integrasi data" Biasa Biasa Way::Done("sekdis");
    "arsiparis" "kadis" "Panitia Hari Jadi Contoh" "12/PAN/2026" "Ucapan terima kasih" Biasa Biasa Way::Filed;
    "arsiparis" "kadis" "Kepolisian Resor Contoh" "R/19/XI/2026" "Permintaan keterangan" Rahasia Segera Way::New;
    "umum" "sekda" "Kementerian Dalam Negeri Contoh" "000.8.3/4521/SJ" "Penyampaian laporan pelaksanaan SPBE tahun 2026" Biasa Segera Way::Given(&["kadis", "asisten"], 5);
    "umum" "bupati" "DPRD Kabupaten Contoh" "170/205/DPRD" "Undangan rapat paripurna" Biasa SangatSegera Way::New;
};

/// Registers the letters of the demo, as its people would.
pub(super) async fn fill(
    office: &Office,
    people: &BTreeMap<String, Id<Account>>,
    positions: &BTreeMap<String, String>,
) -> Result<()> {
    let stage = Stage { office, people, positions };
    for told in LETTERS {
        stage.tell(told).await?;
    }
    Ok(())
}

struct Stage<'a> {
    office: &'a Office,
    people: &'a BTreeMap<String, Id<Account>>,
    /// Ids of positions by the sign-in names of who holds them.
    positions: &'a BTreeMap<String, String>,
}

impl Stage<'_> {
    async fn tell(&self, told: &Told) -> Result<()> {
        let clerk = self.actor(told.clerk)?;
        let entry = self.entry(told);
        let fresh = Fresh { entry, scan: None, given: None, is_double_accepted: false };
        let id = register(self.office, &clerk, fresh).await?;
        let head = self.actor(told.addressee)?;
        match told.way {
            Way::New if told.addressee == "bupati" => {
                let summary = "Sambutan sudah disiapkan Bagian Protokol.";
                let it = Sorting { is_urgent: true, place: 1, summary };
                sort(self.office, &self.actor("ajudan")?, id, it).await
            }
            Way::New => Ok(()),
            Way::Given(to, days) => self.give(&head, id, 0, to, days).await,
            Way::Passed(by, to, days) => {
                self.give(&head, id, 0, &[by], days).await?;
                self.give(&self.actor(by)?, id, 1, &[to], days).await?;
                open::open(self.office, &self.actor(to)?, id).await.map(drop)
            }
            Way::Answered(by) => self.answered(&head, id, by).await,
            Way::Returned(by) => {
                self.give(&head, id, 0, &[by], 7).await?;
                let why = "Jadwal bidang kami penuh; mohon dialihkan ke sekretariat.";
                follow::send_back(self.office, &self.actor(by)?, id, (1, why)).await
            }
            Way::Done(by) => {
                self.answered(&head, id, by).await?;
                dispose::close(self.office, &head, id, 1).await
            }
            Way::Filed => dispose::file(self.office, &head, id, "Untuk arsip.").await,
        }
    }

    async fn answered(&self, head: &Actor, id: Id<Incoming>, by: &str) -> Result<()> {
        self.give(head, id, 0, &[by], 4).await?;
        let said = (1, "Sudah dilaksanakan; laporan singkat disampaikan lisan.");
        follow::answer(self.office, &self.actor(by)?, id, said, None).await
    }

    async fn give(
        &self,
        who: &Actor,
        id: Id<Incoming>,
        from: u32,
        to: &[&str],
        days: i64,
    ) -> Result<()> {
        let position = |login: &&str| self.positions.get(*login).cloned().unwrap_or_default();
        let order = Order {
            instructions: vec!["tindak-lanjuti".to_owned()],
            note: "Laporkan hasilnya.".to_owned(),
            due: Some(self.day(days)),
            is_secret: false,
        };
        let giving = Giving { from, to: to.iter().map(position).collect(), order };
        dispose::give(self.office, who, id, &giving).await
    }

    fn entry(&self, told: &Told) -> Entry {
        let of = |login: &str| self.positions.get(login).cloned().unwrap_or_default();
        Entry {
            sender: Party {
                scope: Scope::Government,
                agency: String::new(),
                name: told.sender.to_owned(),
                address: String::new(),
            },
            their_number: told.number.to_owned(),
            their_day: self.day(-6).to_string(),
            received: self.day(0).to_string(),
            subject: told.subject.to_owned(),
            classification: "000".to_owned(),
            secrecy: told.secrecy,
            urgency: told.urgency,
            enclosures: 0,
            addressee: of(told.addressee),
        }
    }

    /// So many days from today.
    fn day(&self, days: i64) -> Date {
        let zone = self.office.cell().zone();
        self.office.cell().now().plus_seconds(days * 86_400).date(zone)
    }

    fn actor(&self, login: &str) -> Result<Actor> {
        actor(self.people, login)
    }
}
