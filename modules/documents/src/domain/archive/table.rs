//! The table that describes letters, in the words of SRIKANDI's registration of letters.
//!
//! SRIKANDI publishes no form for import (data/SOURCES.md). The columns are the fields that its pages
//! of registration ask for, with their Indonesian names; several parties in one field are separated
//! by `; `, in its three scopes: within this government, other agencies, anybody else.

use serde::Serialize;

macro_rules! columns {
    ($($(#[$about:meta])* $field:ident = $name:literal),+ $(,)?) => {
        /// A letter as the table describes it. Days are `YYYY-MM-DD`; what is unknown is empty.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
        pub struct Described { $($(#[$about])* #[serde(rename = $name)] pub $field: String),+ }

        impl Described {
            /// The heads of the table, in order.
            pub const COLUMNS: &[&str] = &[$($name),+];

            /// The values, in the order of the heads.
            pub fn cells(&self) -> Vec<&str> {
                vec![$(&self.$field),+]
            }
        }
    };
}

columns! {
    /// Id in this system.
    id = "id_naskah",
    /// `keluar` or `masuk`.
    direction = "arah",
    kind = "jenis_naskah",
    /// The security grade: biasa, terbatas, rahasia, sangat rahasia.
    secrecy = "sifat_naskah",
    urgency = "tingkat_urgensi",
    classification = "kode_klasifikasi",
    classification_title = "uraian_klasifikasi",
    number = "nomor_naskah",
    agenda = "nomor_agenda",
    day = "tanggal_naskah",
    received = "tanggal_diterima",
    subject = "hal",
    /// The office that made or received it (pencipta arsip).
    creator = "pencipta_arsip",
    sender = "instansi_pengirim",
    to_internal = "tujuan_internal",
    to_government = "tujuan_instansi_lain",
    to_outside = "tujuan_non_instansi",
    cc_internal = "tembusan_internal",
    cc_government = "tembusan_instansi_lain",
    cc_outside = "tembusan_non_instansi",
    verifiers = "verifikator",
    signer = "penandatangan",
    signatures = "tanda_tangan",
    dispatched = "tanggal_kirim",
    state = "status",
    number_state = "status_nomor",
    enclosures = "jumlah_lampiran",
    dossier = "berkas",
    dossier_closed = "berkas_ditutup",
    inactive_on = "inaktif_sejak",
    due_on = "retensi_berakhir",
    fate = "nasib_akhir",
    rule = "dasar_jra",
    /// Where anybody may check it.
    address = "alamat_verifikasi",
    /// Of the newest PDF, or of the first scan.
    sha256 = "sha256",
    folder = "folder",
    remark = "keterangan",
}

/// A line of a CSV file (RFC 4180). A text that a spreadsheet would run as a formula gets an
/// apostrophe in front; `metadata.json` has it as it is.
pub fn csv_line(cells: &[&str]) -> String {
    let cell = |text: &&str| {
        let is_formula = text.starts_with(['=', '+', '@', '\t', '\r'])
            || text.strip_prefix('-').is_some_and(|rest| rest.parse::<i64>().is_err());
        let text = if is_formula { format!("'{text}") } else { (*text).to_owned() };
        match text.contains([',', ';', '"', '\n', '\r']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text,
        }
    };
    let mut line = cells.iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}
