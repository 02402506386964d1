//! The attendance list on paper. Rendered outside of transactions.

use base::{Id, Result};
use db::Tx;
use identity::Actor;
use serde_json::{Value, json};
use typeset::Sheet;

use super::see::{Shown, show};
use crate::domain::letterhead::Letterhead;
use crate::domain::meeting::{Attendance, Meeting, Noted, Presence};
use crate::print::pages;
use crate::store::letterheads;
use crate::usecase::Office;
use crate::usecase::paper::on_thread;

const FORM: &str = include_str!("../../print/attendance.typ");

/// The attendance list as PDF; lines that were struck are left out.
///
/// # Errors
/// `documents/unknown-meeting`; those of rendering.
pub async fn attendance_list(office: &Office, actor: &Actor, id: Id<Meeting>) -> Result<Vec<u8>> {
    let shown = show(office, actor, id).await?;
    let agency = shown.meeting.agency.clone();
    let db = office.cell().db();
    let head = db.read(async |tx: &mut Tx| letterheads::get(tx, &agency).await).await?;
    let cell = office.cell();
    let mut sheet = Sheet::new(FORM, cell.now(), cell.zone().clone());
    sheet.data = data(office, &shown, &head);
    sheet.title = Some(format!("Daftar Hadir {}", shown.meeting.plan.title));
    sheet.authors = vec![shown.agency_name.clone()];
    Ok(on_thread(office, move |typesetter| pages::render(typesetter, &sheet)).await?.pdf)
}

fn data(office: &Office, shown: &Shown, head: &Letterhead) -> Value {
    let (plan, zone) = (&shown.meeting.plan, office.cell().zone());
    let lines: Vec<Value> = shown.attended().map(|line| row(office, line)).collect();
    let address: Vec<&str> = head.address.lines().collect();
    json!({
        "kop": {
            "pemerintah": format!("PEMERINTAH {}", office.cell().settings().name.to_uppercase()),
            "instansi": shown.agency_name.to_uppercase(),
            "alamat": address,
        },
        "rapat": plan.title,
        "hari": plan.starts_at.date(zone).to_string(),
        "pukul": plan.hours(zone),
        "ruang": plan.place,
        "pengundang": shown.meeting.position_title,
        "hadir": lines,
        "jumlah": sums(shown),
        "kaki": [],
    })
}

fn row(office: &Office, line: &Attendance) -> Value {
    let at = line.at.civil(office.cell().zone());
    let presence = match line.presence {
        Presence::Present => "Hadir",
        Presence::Late => "Terlambat",
        Presence::Excused => "Izin",
    };
    let noted = match line.noted {
        Noted::Code => "dikonfirmasi dengan kode ruang".to_owned(),
        Noted::Hand => format!("dicatat {}", line.noted_by),
    };
    json!({
        "nama": line.name,
        "jabatan": line.title,
        "waktu": format!("{:02}.{:02}", at.hour(), at.minute()),
        "keterangan": format!("{presence}, {noted}"),
    })
}

fn sums(shown: &Shown) -> String {
    let count = |of: Presence| shown.attended().filter(|line| line.presence == of).count();
    let (present, late) = (count(Presence::Present), count(Presence::Late));
    let excused = count(Presence::Excused);
    format!("Hadir {}, di antaranya terlambat {late}; izin {excused}.", present + late)
}

/// What the file is called.
pub(crate) fn file_name(id: Id<Meeting>) -> String {
    format!("daftar-hadir-{}.pdf", id.to_string().to_lowercase())
}
