//! Each form of a letter.

use serde_json::{Value, json};
use typeset::{Paper, Sheet, template, templates};

use crate::support::{form, render, words};

/// What a reader must find in the sample of each form.
const TELLING: [(&str, &[&str]); 11] = [
    ("nota-dinas", &["NOTA DINAS", "Dari", "Plt. Kepala Bidang", "2.287", "18 Agustus 2026"]),
    (
        "surat-dinas",
        &["Nomor : 000.8.3.3/15/KOMINFO", "Yth.", "Tembusan:", "NIP 19700101 199503 1 001"],
    ),
    ("undangan", &["Senin, 24 Agustus 2026", "DAFTAR UNDANGAN", "a.n. SEKRETARIS DAERAH"]),
    ("lembar-disposisi", &["LEMBAR DISPOSISI", "Nomor agenda : 1045/2026", "Dengan hormat harap"]),
    ("surat-tugas", &["SURAT TUGAS", "Memberi Tugas", "NIP : 19850517 201001 2 004"]),
    ("keputusan", &["MEMUTUSKAN:", "KEEMPAT", "Ditetapkan di Kota Contoh", "LAMPIRAN"]),
    ("surat-edaran", &["SURAT EDARAN", "a.n. BUPATI CONTOH Sekretaris Daerah, u.b. Asisten"]),
    ("berita-acara", &["BERITA ACARA", "PIHAK KESATU,", "PIHAK KEDUA,", "Mengetahui,"]),
    ("notula", &["NOTULA", "Keputusan dan tindak lanjut", "11 September 2026"]),
    ("pengumuman", &["PENGUMUMAN", "Dikeluarkan di Kota Contoh", "Plh. Kepala Dinas,"]),
    ("surat-keterangan", &["dengan ini menerangkan bahwa:", "Pranata Komputer Terampil"]),
];

#[test]
fn every_form_shows_its_fields() {
    assert_eq!(TELLING.len(), templates().len());
    for (name, telling) in TELLING {
        let text = words(&render(&form(name, |_| {})));
        for part in telling {
            let part = part.replace(' ', "");
            // The number of a civil servant has no-break spaces, which count as spaces.
            assert!(text.replace(' ', "").contains(&part), "{name}: {part} is not in\n{text}");
        }
    }
}

#[test]
fn every_form_is_a_letter_on_f4_too() {
    for template in templates() {
        let mut sheet = form(template.name, |_| {});
        sheet.paper = Paper::F4;
        let pdf = render(&sheet).pdf;
        // 215 by 330 mm are 609.45 by 935.43 points.
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.contains("/MediaBox[0 0 609.4"), "{}", template.name);
    }
}

#[test]
fn every_form_stands_without_any_field() {
    for template in templates() {
        for fields in [json!({}), emptied(serde_json::from_str(template.sample).unwrap())] {
            let mut sheet: Sheet = form(template.name, |_| {});
            sheet.data = template.fill(fields);
            assert!(render(&sheet).pages >= 1, "{}", template.name);
        }
    }
}

/// The same fields, each null, empty or without elements.
fn emptied(fields: Value) -> Value {
    let Value::Object(fields) = fields else { return Value::Null };
    let empty = |(n, (key, value)): (usize, (String, Value))| {
        let nothing = match value {
            Value::String(_) if n % 2 == 0 => json!(""),
            Value::Array(_) => json!([]),
            Value::Object(_) => json!({}),
            _ => Value::Null,
        };
        (key, nothing)
    };
    Value::Object(fields.into_iter().enumerate().map(empty).collect())
}

#[test]
fn a_field_that_is_missing_leaves_its_line_out() {
    let full = words(&render(&form("surat-dinas", |_| {})));
    let without = words(&render(&form("surat-dinas", |f| f["sifat"] = Value::Null)));
    assert!(full.contains("Sifat") && !without.contains("Sifat"));
}

#[test]
fn the_sentence_at_the_foot_is_a_field_and_on_every_page() {
    let sentence = "Ditandatangani dengan sertifikat internal.";
    let rendered = render(&form("keputusan", |f| f["kaki"] = json!([sentence])));
    assert!(rendered.pages > 1);
    assert!(rendered.text.iter().all(|page| page.contains(sentence)));
    let none = render(&form("keputusan", |f| f["kaki"] = json!([])));
    assert!(!words(&none).contains("sertifikat elektronik yang diterbitkan"));
}

#[test]
fn the_office_that_signs_is_written_as_the_rules_want() {
    let signed = |who: Value| {
        let rendered = render(&form("surat-dinas", |f| {
            f["penandatangan"] = who;
            f["paraf"] = Value::Null;
        }));
        words(&rendered)
    };
    let text = signed(json!({ "jabatan": "Kepala Dinas", "nama": "Ani" }));
    assert!(text.contains("Kepala Dinas, Ani"), "{text}");
    let text = signed(json!({ "jabatan": "Kepala Dinas", "status": "Plh.", "nama": "Ani" }));
    assert!(text.contains("Plh. Kepala Dinas, Ani"), "{text}");
    let text =
        signed(json!({ "atas_nama": "BUPATI", "jabatan": "Sekretaris Daerah", "nama": "Ani" }));
    assert!(text.contains("a.n. BUPATI Sekretaris Daerah, Ani"), "{text}");
    let text = signed(json!({
        "atas_nama": "BUPATI", "untuk_beliau": "Sekretaris Daerah", "status": "Plt.",
        "jabatan": "Asisten", "nama": "Ani"
    }));
    assert!(text.contains("a.n. BUPATI Sekretaris Daerah, u.b. Plt. Asisten, Ani"), "{text}");
}

#[test]
fn a_date_that_is_none_is_shown_as_it_was_typed() {
    for odd in ["2026-13-40", "2026-02-31", "besok", "18/08/2026"] {
        let text = words(&render(&form("surat-dinas", |f| f["tanggal"] = json!(odd))));
        assert!(text.contains(&format!("Kota Contoh, {odd}")), "{text}");
    }
}

#[test]
fn a_form_is_found_by_its_name() {
    assert_eq!(template("surat-tugas").map(|t| t.title), Some("Surat Tugas"));
    assert_eq!(template("surat-cinta"), None);
}
