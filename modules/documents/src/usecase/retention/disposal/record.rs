//! The berita acara of a destruction: an ordinary draft with the list as its attachment, which goes the
//! way of every letter. Nothing is destroyed before it is signed.

use std::collections::BTreeMap;

use base::{Date, Error, Id, Kind, Language, Result, format};
use db::Tx;
use identity::{Actor, Position};
use serde_json::json;

use super::see::{Shown, in_force, load_kept, show};
use super::trace;
use crate::audit_kinds::DISPOSAL_RECORD_DRAFTED;
use crate::domain::content::{Body, Content, Secrecy, Urgency};
use crate::domain::disposal::{Decision, Disposal, DisposalState, Item, in_groups};
use crate::domain::letter::Letter;
use crate::print::disposal_sheet::{self, Words};
use crate::store::retention::disposals;
use crate::usecase::Office;
use crate::usecase::access::person;
use crate::usecase::draft::{begin_within, prepare};

/// Files that the berita acara names itself; the others stand in its attachment only.
const NAMED: usize = 40;

/// Drafts the berita acara, signed by the holder of a position. Its id.
///
/// # Errors
/// `documents/unknown-disposal`, `identity/forbidden`, `documents/disposal-state`;
/// `documents/disposal-record-there`; those of beginning a letter.
pub async fn draft_record(
    office: &Office,
    actor: &Actor,
    id: Id<Disposal>,
    (signer, words): (Id<Position>, &Words),
) -> Result<Id<Letter>> {
    let shown = show(office, actor, id).await?;
    let decision = shown.disposal.decision.as_ref();
    let decision = decision.ok_or_else(|| wrong(&shown.disposal))?;
    let content = content(&shown, decision, signer);
    let mut beginning = prepare(office, actor, "berita-acara", content).await?;
    let cell = office.cell();
    cell.db().read(async |tx: &mut Tx| ensure_none(tx, office, actor, id).await).await?;
    let (name, bytes) = written(office, &shown, words)?;
    beginning.attach(office, (&name, bytes.into())).await?;
    let write = async |tx: &mut Tx| -> Result<Id<Letter>> {
        ensure_none(tx, office, actor, id).await?;
        let letter = begin_within(tx, office, actor, &beginning).await?;
        disposals::set_record(tx, id, letter).await?;
        let facts = json!({ "letter": letter.to_string() });
        trace(tx, office, actor, (id, DISPOSAL_RECORD_DRAFTED), facts).await?;
        Ok(letter)
    };
    cell.db().write(write).await
}

/// The list was decided, this person keeps it, and no berita acara of it is on its way.
async fn ensure_none(tx: &mut Tx, office: &Office, actor: &Actor, id: Id<Disposal>) -> Result<()> {
    let person = person(tx, actor, office.cell().today()).await?;
    let disposal = load_kept(tx, &person, id).await?;
    disposal.ensure(DisposalState::Decided)?;
    match in_force(tx, &disposal).await? {
        Some(_) => Err(Error::new(Kind::Conflict, "documents/disposal-record-there")),
        None => Ok(()),
    }
}

fn wrong(it: &Disposal) -> Error {
    crate::domain::disposal::DisposalError::State(it.state).into()
}

/// The list as XLSX: what is proposed, then what was decided, then what was destroyed.
///
/// # Errors
/// `documents/unknown-disposal`.
pub async fn sheet(
    office: &Office,
    actor: &Actor,
    id: Id<Disposal>,
    words: &Words,
) -> Result<(String, Vec<u8>)> {
    let shown = show(office, actor, id).await?;
    written(office, &shown, words)
}

fn written(office: &Office, shown: &Shown, words: &Words) -> Result<(String, Vec<u8>)> {
    let (settings, today) = (office.cell().settings(), office.cell().today());
    let head = (settings.name.as_str(), settings.demo);
    let bytes = disposal_sheet::list(words, head, (&shown.disposal, &shown.letters), today)?;
    Ok((format!("daftar-arsip-musnah-{}.xlsx", shown.disposal.agency), bytes))
}

fn day(day: Date) -> String {
    format::date(day, Language::Id)
}

fn content(shown: &Shown, decision: &Decision, signer: Id<Position>) -> Content {
    let people = shown.disposal.panel.iter().filter_map(|member| {
        let judged = member.judged.as_ref()?;
        Some(format!("{};;;{}", judged.name, judged.capacity))
    });
    let fields =
        [("pembuka", opening(shown, decision)), ("pihak", people.collect::<Vec<_>>().join("\n"))];
    let fields = fields.into_iter().map(|(name, text)| (name.to_owned(), text));
    Content {
        subject: format!("Pemusnahan arsip {}", shown.agency_name),
        classification: String::new(),
        secrecy: Secrecy::Biasa,
        urgency: Urgency::Biasa,
        fields: fields.collect::<BTreeMap<_, _>>(),
        body: Body::Typed(body(shown, decision)),
        to: Vec::new(),
        cc: Vec::new(),
        attachments: Vec::new(),
        reviewers: Vec::new(),
        signer: signer.to_string(),
        on_behalf: None,
    }
}

fn opening(shown: &Shown, decision: &Decision) -> String {
    let decree = &decision.decree;
    let mut text =
        format!("Berdasarkan penetapan nomor {} tanggal {}", decree.number, day(decree.day));
    if let Some(approval) = &decision.approval {
        text.push_str(&format!(
            " dan persetujuan Kepala ANRI nomor {} tanggal {}",
            approval.number,
            day(approval.day)
        ));
    }
    text.push_str(&format!(
        ", setelah penilaian oleh panitia penilai arsip ({}), arsip dalam daftar terlampir \
         dimusnahkan sehingga isinya tidak dapat dikenali lagi. Panitia penilai:",
        shown.disposal.panel_decree
    ));
    text
}

fn body(shown: &Shown, decision: &Decision) -> String {
    let files: Vec<&Item> = shown.disposal.going().collect();
    let mut text = format!(
        "Yang dimusnahkan: {} berkas dengan {} naskah, menurut jadwal retensi arsip.\n\n\
         | No. | Kode | Berkas | Ditutup | Dasar JRA |\n|:---:|---|---|---|---|\n",
        files.len(),
        shown.letters.len()
    );
    for (row, item) in (1..).zip(files.iter().take(NAMED)) {
        let file = &item.dossier;
        let (closed, rule) = file.closed.as_ref().map_or_else(Default::default, |closed| {
            (day(closed.on), format!("{} {}", closed.rule_prefix, closed.rule_source))
        });
        let (code, title) = (&file.classification, cell(&file.title));
        text.push_str(&format!("| {row} | {code} | {title} | {closed} | {} |\n", cell(&rule)));
    }
    if files.len() > NAMED {
        text.push_str("\nBerkas lainnya tercantum dalam daftar terlampir.\n");
    }
    let digest = in_groups(&decision.digest);
    text.push_str(&format!("\nSidik jari daftar (SHA-256): {digest}"));
    text
}

/// Text in a cell of a table of the markup.
fn cell(text: &str) -> String {
    text.replace('|', "/").replace('\n', " ")
}
