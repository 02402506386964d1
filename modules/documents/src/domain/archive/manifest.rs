//! What an archive says about itself.

use serde::Serialize;

use super::{Order, What};

/// How the form is called, and which it is. A reader refuses a higher version.
pub const FORMAT: &str = "pelangi-arsip";
pub const FORMAT_VERSION: u32 = 1;

/// What is not in it although it was asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Letters that are rahasia or sangat rahasia.
    #[serde(rename = "naskah_rahasia")]
    pub secret_letters: u64,
    /// Files of follow-ups to a disposition that only those who take part may read.
    #[serde(rename = "berkas_disposisi_tertutup")]
    pub secret_files: u64,
}

/// The head of `manifest.json`; the list of files follows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    #[serde(rename = "format")]
    pub format: &'static str,
    #[serde(rename = "versi_format")]
    pub format_version: u32,
    #[serde(rename = "program")]
    pub program: String,
    #[serde(rename = "pemerintah")]
    pub government: String,
    /// A demo cell: nothing in it is true.
    #[serde(rename = "contoh")]
    pub demo: bool,
    #[serde(rename = "pencipta_arsip")]
    pub office: String,
    #[serde(rename = "kode_kantor")]
    pub agency: String,
    #[serde(rename = "lingkup")]
    pub what: What,
    #[serde(rename = "uraian_lingkup")]
    pub about: String,
    #[serde(rename = "dari")]
    pub from: String,
    #[serde(rename = "sampai")]
    pub until: String,
    #[serde(rename = "diminta_pada")]
    pub asked_at: String,
    #[serde(rename = "diminta_oleh_peran")]
    pub roles: Vec<String>,
    #[serde(rename = "jumlah_naskah")]
    pub letters: u64,
    #[serde(rename = "jumlah_berkas")]
    pub files: u64,
    #[serde(rename = "tidak_disertakan")]
    pub left_out: LeftOut,
    #[serde(rename = "catatan")]
    pub notes: Vec<String>,
}

impl Manifest {
    /// The head for an order; counts are filled in when everything is written.
    pub fn begin(order: &Order, government: &str, demo: bool) -> Self {
        Self {
            format: FORMAT,
            format_version: FORMAT_VERSION,
            program: concat!("pelangi ", env!("CARGO_PKG_VERSION")).to_owned(),
            government: government.to_owned(),
            demo,
            office: String::new(),
            agency: order.agency.clone(),
            what: order.what,
            about: String::new(),
            from: order.from.clone(),
            until: order.until.clone(),
            asked_at: order.asked_at.clone(),
            roles: order.roles.clone(),
            letters: 0,
            files: 0,
            left_out: LeftOut::default(),
            notes: Vec::new(),
        }
    }

    /// Fills in what was left out, in words too.
    #[must_use]
    pub fn counted(mut self, letters: u64, files: u64, left_out: LeftOut) -> Self {
        let LeftOut { secret_letters, secret_files } = left_out;
        if secret_letters > 0 {
            let note = "naskah rahasia atau sangat rahasia tidak disertakan";
            self.notes.push(format!("{secret_letters} {note}"));
        }
        if secret_files > 0 {
            let note = "berkas tindak lanjut disposisi tertutup tidak disertakan";
            self.notes.push(format!("{secret_files} {note}"));
        }
        Self { letters, files, left_out, ..self }
    }
}

/// What a person reads first: what this is, how it is checked, what the columns are.
pub fn read_me(it: &Manifest) -> String {
    let Manifest { government, office, about, asked_at, letters, files, program, .. } = it;
    let demo = if it.demo { "\nDATA CONTOH. Bukan arsip yang sebenarnya.\n" } else { "" };
    let notes: String = it.notes.iter().map(|note| format!("- {note}.\n")).collect();
    let notes = if notes.is_empty() { "Tidak ada.\n".to_owned() } else { notes };
    format!(
        "LEBIH DULU BACA\n\
        {demo}\n\
        Arsip naskah dinas {office}, Pemerintah {government}.\n\
        Isi: {about}.\n\
        Dibuat oleh {program} atas permintaan pada {asked_at} (UTC).\n\
        {letters} naskah, {files} berkas.\n\
        \n\
        ISI MAP INI\n\
        - surat-keluar/, surat-masuk/ : satu map untuk setiap naskah. revisi-*.pdf adalah PDF persis\n  \
          seperti disimpan dan ditandatangani; jangan dibuka lalu disimpan ulang. lampiran-*, pindaian-*\n  \
          adalah berkas yang menyertainya. isi.json adalah isi naskah sebagai data.\n\
        - metadata.csv : satu baris untuk setiap naskah, dengan kolom menurut registrasi naskah SRIKANDI.\n  \
          UTF-8 dengan BOM, pemisah koma. Di Excel: Data > Dari Teks/CSV. Teks yang berawal =, +, -, @\n  \
          diberi tanda petik tunggal di depannya agar tidak dijalankan sebagai rumus.\n\
        - metadata.json : yang sama untuk program, dengan riwayat, tanda tangan, dan daftar berkasnya.\n\
        - manifest.json : setiap berkas dengan ukuran dan SHA-256, dan asal-usul arsip ini.\n\
        - SHA256SUMS : untuk diperiksa siapa pun.\n\
        \n\
        MEMERIKSA KEUTUHAN\n\
        Linux dan macOS: buka terminal di map ini, lalu\n    \
            sha256sum -c SHA256SUMS\n\
        (macOS: shasum -a 256 -c SHA256SUMS). Setiap baris harus berakhir OK.\n\
        Windows: PowerShell, Get-FileHash NAMA-BERKAS, bandingkan dengan baris di SHA256SUMS.\n\
        Tanda tangan elektronik diperiksa pada PDF-nya, di alamat_verifikasi atau layanan verifikasi PSrE.\n\
        \n\
        TIDAK DISERTAKAN\n\
        {notes}"
    )
}
