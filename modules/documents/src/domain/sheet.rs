//! A letter as the fields of its template.

use base::Date;
use identity::{Basis, Rank};
use serde_json::{Map, Value, json};

use super::content::{Content, Secrecy, Urgency};
use super::kind::{FieldKind, LetterType};
use super::letterhead::Letterhead;
use super::party::Party;

/// What stands over and under the text besides what its author wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// `Kabupaten Kutai Timur`.
    pub government: String,
    /// Name of the perangkat daerah that issues the letter.
    pub agency: String,
    pub head: Letterhead,
    pub signer: SignerBlock,
    /// Sentences at the foot of each page, such as that of the certification authority.
    pub foot: Vec<String>,
}

/// Who signs, as it stands on the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignerBlock {
    pub title: String,
    pub rank: Rank,
    pub basis: Basis,
    pub name: String,
    pub grade: String,
    pub nip: Option<String>,
}

/// The number and date of the letter; on a draft there is none yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    pub number: String,
    pub day: Date,
}

/// The fields of the template. Typed bodies are still text; `typeset::Template::fill` reads them.
pub fn fields(kind: &LetterType, content: &Content, frame: &Frame, dated: &Dated) -> Value {
    let mut fields = Map::new();
    for spec in &kind.fields {
        let text = content.fields.get(&spec.id).map_or("", |text| text.trim());
        if !text.is_empty() {
            fields.insert(spec.id.clone(), field(spec.kind, text));
        }
    }
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put(&kind.subject, json!(content.subject));
    let body = content.body.typed();
    if !body.trim().is_empty() {
        put(&kind.body, json!(body));
    }
    put("kop", letterhead(frame));
    put("nomor", json!(dated.number));
    put("tanggal", json!(dated.day.to_string()));
    put("tempat", json!(frame.head.place));
    put("sifat", json!(sort(content.secrecy, content.urgency)));
    put("lampiran", json!(enclosures(content.attachments.len())));
    put("kepada", json!(names(&content.to)));
    put("tembusan", json!(names(&content.cc)));
    put("dari", json!(frame.signer.title));
    put("jabatan", json!(frame.signer.title));
    put("penandatangan", signer(content, &frame.signer));
    put("kaki", json!(frame.foot));
    Value::Object(fields)
}

/// A field as its template wants it.
fn field(kind: FieldKind, text: &str) -> Value {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    match kind {
        FieldKind::Text | FieldKind::Day | FieldKind::Markup => json!(text),
        FieldKind::Lines => lines().map(Value::from).collect(),
        FieldKind::People => lines().enumerate().map(|(at, line)| person(at, line)).collect(),
        FieldKind::Pairs => lines().map(pair).collect(),
    }
}

/// `name; NIP; pangkat; position`; what is missing stays out.
fn person(at: usize, line: &str) -> Value {
    const SIDES: [&str; 4] = ["PIHAK KESATU", "PIHAK KEDUA", "PIHAK KETIGA", "PIHAK KEEMPAT"];
    let mut parts = line.split(';').map(str::trim);
    let mut next = || parts.next().filter(|part| !part.is_empty());
    json!({
        "nama": next(),
        "nip": next(),
        "pangkat": next(),
        "jabatan": next(),
        "sebagai": SIDES.get(at),
    })
}

fn pair(line: &str) -> Value {
    let (name, value) = line.split_once(':').unwrap_or((line, ""));
    json!({ "nama": name.trim(), "nilai": value.trim() })
}

/// A head of region has a head of their own; an office stands under its government.
fn letterhead(frame: &Frame) -> Value {
    if frame.signer.rank == Rank::Region {
        return json!({ "jabatan": frame.signer.title.to_uppercase() });
    }
    let address: Vec<&str> = frame.head.address.lines().collect();
    json!({
        "pemerintah": format!("PEMERINTAH {}", frame.government.to_uppercase()),
        "instansi": frame.agency.to_uppercase(),
        "alamat": address,
    })
}

fn signer(content: &Content, block: &SignerBlock) -> Value {
    let behalf = content.on_behalf.as_ref();
    json!({
        "status": block.basis.prefix().trim(),
        "jabatan": block.title,
        "nama": block.name,
        "pangkat": block.grade,
        "nip": block.nip,
        "atas_nama": behalf.map(|behalf| behalf.an.to_uppercase()),
        "untuk_beliau": behalf.map(|behalf| behalf.ub.as_str()),
    })
}

fn names(parties: &[Party]) -> Vec<&str> {
    parties.iter().map(|party| party.name.as_str()).collect()
}

/// As it stands behind `Sifat`: what is not usual.
pub fn sort(secrecy: Secrecy, urgency: Urgency) -> String {
    let secrecy = match secrecy {
        Secrecy::Biasa => "",
        Secrecy::Terbatas => "Terbatas",
        Secrecy::Rahasia => "Rahasia",
        Secrecy::SangatRahasia => "Sangat Rahasia",
    };
    let urgency = match urgency {
        Urgency::Biasa => "",
        Urgency::Segera => "Segera",
        Urgency::SangatSegera => "Sangat Segera",
    };
    let said: Vec<&str> = [secrecy, urgency].into_iter().filter(|word| !word.is_empty()).collect();
    if said.is_empty() { "Biasa".to_owned() } else { said.join(", ") }
}

/// As it stands behind `Lampiran`: `2 (dua) berkas`.
fn enclosures(count: usize) -> String {
    match count {
        0 => "-".to_owned(),
        n => format!("{n} ({}) berkas", base::words::number(n as u64).trim()),
    }
}
