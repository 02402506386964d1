//! The printed sheet of a disposition (lembar disposisi).

use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use db::Tx;
use identity::{Actor, Tenure};
use serde_json::{Value, json};
use typeset::Sheet;

use super::access::{Loaded, load_seen, own};
use super::choices::receivers;
use crate::domain::incoming::words::{INSTRUCTIONS, printed};
use crate::domain::incoming::{Incoming, Node};
use crate::domain::letterhead::Letterhead;
use crate::domain::sheet::sort;
use crate::print::pages;
use crate::store::letterheads;
use crate::usecase::Office;
use crate::usecase::access::{damaged, person};
use crate::usecase::paper::on_thread;

/// Receivers that are printed with an empty box beside those who were asked.
const MOST_BOXES: usize = 14;

/// What a sheet is made of.
struct Gathered {
    loaded: Loaded,
    /// The dispositions that were given together.
    nodes: Vec<Node>,
    head: Letterhead,
    agency: String,
    /// Whom the giver could have asked.
    choices: Vec<String>,
    tenure: Option<Tenure>,
}

/// The sheet of what was given together, as PDF, for somebody who may read it.
///
/// # Errors
/// `documents/unknown-disposition` also for whoever may not read it; those of rendering.
pub async fn pdf(office: &Office, actor: &Actor, id: Id<Incoming>, number: u32) -> Result<Bytes> {
    let read = async |tx: &mut Tx| gather(tx, office, actor, (id, number)).await;
    let gathered = office.cell().db().read(read).await?;
    let sheet = sheet(office, &gathered)?;
    let done = on_thread(office, move |typesetter| pages::render(typesetter, &sheet)).await?;
    Ok(done.pdf.into())
}

async fn gather(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    (id, number): (Id<Incoming>, u32),
) -> Result<Gathered> {
    let person = person(tx, actor, office.cell().today()).await?;
    let loaded = load_seen(tx, &person, id).await?;
    let readable =
        |node: &&Node| node.sheet == number && loaded.tree.is_read_by(node, own(&person));
    let nodes: Vec<Node> = loaded.tree.nodes.iter().filter(readable).cloned().collect();
    let giver = nodes.first().map(|node| node.giver.clone()).ok_or_else(unknown)?;
    let position = identity::find_position(tx, giver.position).await?;
    let position = position.ok_or_else(|| damaged("position"))?;
    let given = nodes.first().map_or(office.cell().now(), |node| node.given_at);
    let day = given.date(office.cell().zone());
    let holders = identity::holders(tx, position.id, day).await?;
    let tenure = holders.into_iter().find(|held| held.account.to_string() == giver.actor);
    let choices = receivers(tx, office, &position).await?;
    Ok(Gathered {
        head: letterheads::get(tx, &position.agency).await?,
        agency: identity::agency_name(tx, &position.agency).await?.unwrap_or_default(),
        choices: choices.into_iter().map(|asked| asked.title).collect(),
        tenure,
        nodes,
        loaded,
    })
}

fn sheet(office: &Office, it: &Gathered) -> Result<Sheet> {
    let template = typeset::template("lembar-disposisi").ok_or_else(|| damaged("template"))?;
    let given = it.nodes.first().map_or(office.cell().now(), |node| node.given_at);
    let mut sheet = Sheet::new(template.source, given, office.cell().zone().clone());
    sheet.data = template.fill(fields(office, it));
    sheet.title = Some(format!("Lembar disposisi {}", it.loaded.record.number));
    sheet.authors = vec![it.agency.clone()];
    Ok(sheet)
}

fn fields(office: &Office, it: &Gathered) -> Value {
    let (record, entry) = (&it.loaded.record, &it.loaded.record.entry);
    let Some(node) = it.nodes.first() else { return Value::Null };
    let asked: Vec<&str> = it.nodes.iter().map(|node| node.asked.title.as_str()).collect();
    let given = node.given_at.date(office.cell().zone());
    json!({
        "kop": {
            "pemerintah": format!("PEMERINTAH {}", office.cell().settings().name.to_uppercase()),
            "instansi": it.agency.to_uppercase(),
            "alamat": it.head.address.lines().collect::<Vec<_>>(),
        },
        "surat_dari": entry.sender.name,
        "nomor_surat": if entry.their_number.is_empty() { "-" } else { &entry.their_number },
        "tanggal_surat": if entry.their_day.is_empty() { &entry.received } else { &entry.their_day },
        "diterima": entry.received,
        "nomor_agenda": record.number,
        "sifat": sort(entry.secrecy, entry.urgency),
        "hal": entry.subject,
        "pilihan_tujuan": boxes(&it.choices, &asked),
        "tujuan": asked,
        "pilihan_instruksi": INSTRUCTIONS.map(|(_, said)| said),
        "instruksi": node.order.instructions.iter().filter_map(|it| printed(it)).collect::<Vec<_>>(),
        "catatan": if node.order.note.is_empty() { "-" } else { &node.order.note },
        "batas_waktu": node.order.due.map(|day| day.to_string()),
        "tempat": it.head.place,
        "tanggal": given.to_string(),
        "penandatangan": {
            "status": node.giver.basis.prefix().trim(),
            "jabatan": node.giver.title,
            "nama": node.giver.name,
            "pangkat": it.tenure.as_ref().map(|held| held.grade.as_str()).unwrap_or_default(),
            "nip": it.tenure.as_ref().and_then(|held| held.nip.clone()),
        },
        "kaki": [],
    })
}

/// Those who were asked, and as many of the others as the form has room for.
fn boxes(choices: &[String], asked: &[&str]) -> Vec<String> {
    let others = choices.iter().filter(|title| !asked.contains(&title.as_str()));
    let room = MOST_BOXES.saturating_sub(asked.len());
    let asked = asked.iter().map(|title| (*title).to_owned());
    asked.chain(others.take(room).cloned()).collect()
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/unknown-disposition")
}
