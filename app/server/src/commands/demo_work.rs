//! Meetings and tasks of the demo: one meeting that was held and closed, one to come, and tasks in
//! each state, one of them late.

use std::collections::BTreeMap;

use base::{Date, Error, Id, Kind, Result, Rupiah};
use db::Tx;
use documents::domain::meeting::{Guest, GuestKind, Plan, Presence};
use documents::domain::savings::Price;
use documents::domain::task::{Progress, Source, Task, TaskEvent, TaskEventKind};
use documents::store::tasks::{add, events};
use documents::usecase::meetings::{self, Hand, Wanted};
use documents::usecase::tasks::{self, Addressee, Given, Said};
use documents::usecase::{Office, savings};
use identity::{Account, Actor, Held};

use super::demo_offices::actor;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

type People = BTreeMap<String, Id<Account>>;

/// Writes the meetings and tasks of the demo, as its people would.
pub(super) async fn fill(office: &Office, people: &People) -> Result<()> {
    held_meeting(office, people).await?;
    let secretary = actor(people, "staf")?;
    let coming = plan(office, people, "Bimbingan Teknis Tanda Tangan Elektronik", DAY).await?;
    meetings::arrange(office, &secretary, &coming).await?;
    instructions(office, people).await?;
    let january = Date::new(office.cell().today().year(), 1, 1);
    let price = Price {
        from: january.unwrap_or_else(|_| office.cell().today()),
        rupiah: Rupiah(200),
        source: "Contoh, bukan harga resmi".to_owned(),
    };
    savings::set_price(office, &Actor::operator(), &price).await
}

/// A meeting of the head of Diskominfo that begins so many seconds from nine o'clock today.
async fn plan(office: &Office, people: &People, title: &str, after: i64) -> Result<Plan> {
    let kadis = held(office, &actor(people, "kadis")?).await?;
    let cell = office.cell();
    let starts_at = cell.zone().start_of(cell.today()).plus_seconds(9 * HOUR + after);
    let guest = |code: &str| Guest {
        kind: GuestKind::Office,
        agency: Some(code.to_owned()),
        position: None,
        name: String::new(),
    };
    Ok(Plan {
        title: title.to_owned(),
        agenda: "Laporan kemajuan\nKendala dan penyelesaian\nLain-lain".to_owned(),
        place: "Ruang Rapat Diskominfo".to_owned(),
        link: String::new(),
        starts_at,
        ends_at: starts_at.plus_seconds(2 * HOUR),
        position: kadis.position.id,
        grace: 15,
        guests: ["setda", "bapenda", "bappeda"].map(guest).into(),
    })
}

async fn held_meeting(office: &Office, people: &People) -> Result<()> {
    let (secretary, chair) = (actor(people, "staf")?, actor(people, "kadis")?);
    let plan = plan(office, people, "Rapat Koordinasi Persuratan Elektronik", -DAY).await?;
    let id = meetings::arrange(office, &secretary, &plan).await?;
    let there = [
        ("kadis", Presence::Present),
        ("sekdis", Presence::Present),
        ("kaban", Presence::Late),
        ("bappeda", Presence::Excused),
    ];
    for (login, presence) in there {
        let person = actor(people, login)?;
        let title = held(office, &person).await?.capacity();
        let (name, note) = (person.name().to_owned(), String::new());
        meetings::by_hand(office, &secretary, id, &Hand { name, title, presence, note }).await?;
    }
    let points = "Kepala Dinas melaporkan kemajuan persuratan elektronik.\n\nKendala utama:\n\n\
        1. dua pejabat belum memiliki sertifikat elektronik; dan\n\
        2. jaringan di tiga kecamatan **terputus** pada akhir bulan.";
    let decisions = [
        wanted(office, "Data pejabat penanda tangan disampaikan lengkap", "bapenda", 9),
        wanted(office, "Jaringan cadangan untuk tiga kecamatan", "diskominfo", 21),
    ];
    meetings::save(office, &secretary, id, 0, (points, &decisions)).await?;
    meetings::close(office, &chair, id, 1).await?;
    let shown = meetings::show(office, &chair, id).await?;
    if let Some(task) = shown.tasks.first() {
        let text = "Sudah 14 dari 20 pejabat.".to_owned();
        let said = Said { text, files: Vec::new() };
        tasks::note(office, &actor(people, "kaban")?, task.id, said).await?;
    }
    Ok(())
}

fn wanted(office: &Office, text: &str, agency: &str, days: i64) -> Wanted {
    let to = Addressee { agency: agency.to_owned(), position: None };
    Wanted { text: text.to_owned(), to, due: day(office, days) }
}

/// So many days from today.
fn day(office: &Office, days: i64) -> Date {
    office.cell().now().plus_seconds(days * DAY).date(office.cell().zone())
}

/// What the regent instructed: one that was reported done, and one that is late.
async fn instructions(office: &Office, people: &People) -> Result<()> {
    let regent = actor(people, "bupati")?;
    let held = held(office, &regent).await?;
    let given = Given {
        from: held.position.id,
        to: Addressee { agency: "diskominfo".to_owned(), position: None },
        text: "Laporan kesiapan layanan persuratan menjelang akhir tahun".to_owned(),
        due: day(office, 5),
    };
    let id = tasks::give(office, &regent, &given).await?;
    let text = "Laporan sudah disampaikan kepada Bupati.".to_owned();
    tasks::report(office, &actor(people, "staf")?, id, Said { text, files: Vec::new() }).await?;
    late(office, &regent, &held).await
}

/// A task that was given three weeks ago: nobody can give one with a deadline that has passed, so it
/// is stored as it would have been.
async fn late(office: &Office, regent: &Actor, held: &Held) -> Result<()> {
    let cell = office.cell();
    let (id, given_at, due) = (cell.new_id(), cell.now().plus_seconds(-21 * DAY), day(office, -4));
    let giver = tasks::giver(regent, held);
    let event = TaskEvent {
        number: 1,
        at: given_at,
        kind: TaskEventKind::Given,
        actor: giver.account.clone(),
        actor_name: giver.name.clone(),
        capacity: giver.capacity.clone(),
        text: String::new(),
        moved: None,
    };
    let task = Task {
        id,
        text: "Daftar aset tanah yang belum bersertifikat".to_owned(),
        source: Source::instruction(),
        owner: "bapenda".to_owned(),
        position: None,
        position_title: String::new(),
        giver,
        given_at,
        first_due: due,
        progress: Progress::given(due),
        state_at: given_at,
    };
    let write = async |tx: &mut Tx| -> Result<()> {
        add(tx, &task).await?;
        Ok(events::add(tx, id, &event).await?)
    };
    cell.db().write(write).await
}

/// The first position somebody holds today.
async fn held(office: &Office, person: &Actor) -> Result<Held> {
    let today = office.cell().today();
    let read = async |tx: &mut Tx| identity::held_by(tx, person.id(), today).await;
    let found = office.cell().db().read(read).await?.into_iter().next();
    found.ok_or_else(|| Error::new(Kind::NotFound, "identity/position-unknown"))
}
