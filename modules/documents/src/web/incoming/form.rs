//! The form of the register: what was typed becomes an entry, and an entry fills the form.

use bytes::Bytes;
use web::{Form, Upload};

use super::super::letters::files::too_large;
use crate::domain::content::{Secrecy, Urgency};
use crate::domain::file::LARGEST;
use crate::domain::incoming::Entry;
use crate::domain::party::{Party, Scope};

/// What the form says.
pub(super) fn entry(form: &Form) -> Entry {
    let text = |name: &str| form.value(name).to_owned();
    let office = text("kantor-pengirim");
    let scope = match office.is_empty() {
        false => Scope::Internal,
        true => Scope::parse(form.value("asal"))
            .filter(|scope| *scope != Scope::Internal)
            .unwrap_or(Scope::Government),
    };
    Entry {
        // The name of an office of this government is put in from the list of offices.
        sender: Party {
            scope,
            name: if office.is_empty() { text("pengirim") } else { office.clone() },
            agency: office,
            address: text("alamat-pengirim"),
        },
        their_number: text("nomor-surat"),
        their_day: text("tanggal-surat"),
        received: text("diterima"),
        subject: text("hal").replace(['\r', '\n'], " "),
        // The code stands before its title in the list of proposals.
        classification: form.value("klasifikasi").split(' ').next().unwrap_or_default().to_owned(),
        secrecy: Secrecy::parse(form.value("sifat")).unwrap_or(Secrecy::Biasa),
        urgency: Urgency::parse(form.value("kecepatan")).unwrap_or(Urgency::Biasa),
        enclosures: form.value("jumlah-lampiran").parse().unwrap_or(0),
        addressee: text("tujuan"),
    }
}

/// The form filled with an entry.
pub(super) fn filled(entry: &Entry) -> Form {
    let outside = entry.sender.scope != Scope::Internal;
    let form = Form::new()
        .filled("asal", entry.sender.scope.as_str())
        .filled("kantor-pengirim", &entry.sender.agency)
        .filled("alamat-pengirim", &entry.sender.address)
        .filled("nomor-surat", &entry.their_number)
        .filled("tanggal-surat", &entry.their_day)
        .filled("diterima", &entry.received)
        .filled("hal", &entry.subject)
        .filled("klasifikasi", &entry.classification)
        .filled("sifat", entry.secrecy.as_str())
        .filled("kecepatan", entry.urgency.as_str())
        .filled("jumlah-lampiran", entry.enclosures)
        .filled("tujuan", &entry.addressee);
    if outside { form.filled("pengirim", &entry.sender.name) } else { form }
}

/// A form with one file: its fields, and the name and content of the file, where there is one.
pub(super) async fn with_file(
    upload: &mut Upload,
) -> base::Result<(Form, Option<(String, Bytes)>)> {
    let (mut form, mut file) = (Form::new(), None);
    while let Some(part) = upload.next().await? {
        let field = part.name().to_owned();
        let Some(name) = part.file_name().map(str::to_owned) else {
            form = form.filled(&field, part.text().await?);
            continue;
        };
        let content = part.bytes(LARGEST, too_large()).await?;
        // A browser sends a part without content where no file was chosen.
        file = (!content.is_empty() || !name.is_empty()).then(|| (name, content.into()));
    }
    Ok((form, file))
}
