//! The fields of the forms (BPS Regulation 5/2020), under the names that the national catalogue uses,
//! with its misspelling of *penyelenggara*.
//!
//! Choices are those of the printed forms. Which fields may stay empty is our reading of them: what only
//! BPS knows, fax numbers, and what does not concern how the data are collected.

/// A field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in files and interfaces.
    pub wire: &'static str,
    pub kind: FieldKind,
    pub(super) needed: Needed,
}

/// What can stand in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    Line,
    Text,
    /// Whole, not negative.
    Number,
    Day,
    /// One of these.
    Choice(&'static [&'static str]),
    /// Any of these.
    Several(&'static [&'static str]),
}

/// When a field must be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    Always,
    Never,
    /// When one of these stands in another field; otherwise it is not asked for.
    When(&'static str, &'static [&'static str]),
}

pub const YES: &str = "Ya";
pub const NO: &str = "Tidak";
/// What an office counts in the course of its work; most figures of offices are made so.
pub const COMPILATION: &str = "Kompilasi produk administrasi";
pub const SURVEY: &str = "Survei";
const CENSUS: &str = "Pencacahan lengkap";
const OTHERWISE: &str = "Cara lain";

const WAY: &str = "cara_pengumpulan_data";
const YES_NO: FieldKind = FieldKind::Choice(&[YES, NO]);
const UNITS: FieldKind =
    FieldKind::Several(&["Individu", "Rumah tangga", "Usaha atau perusahaan", "Lainnya"]);

const fn field(wire: &'static str, kind: FieldKind) -> Field {
    Field { wire, kind, needed: Needed::Always }
}

const fn line(wire: &'static str) -> Field {
    field(wire, FieldKind::Line)
}

const fn text(wire: &'static str) -> Field {
    field(wire, FieldKind::Text)
}

const fn choice(wire: &'static str, choices: &'static [&'static str]) -> Field {
    field(wire, FieldKind::Choice(choices))
}

const fn several(wire: &'static str, choices: &'static [&'static str]) -> Field {
    field(wire, FieldKind::Several(choices))
}

impl Field {
    /// May stay empty.
    const fn free(self) -> Self {
        Self { needed: Needed::Never, ..self }
    }

    /// Asked for only when one of these stands in another field.
    const fn when(self, other: &'static str, is: &'static [&'static str]) -> Self {
        Self { needed: Needed::When(other, is), ..self }
    }

    const fn of_surveys(self) -> Self {
        self.when(WAY, &[SURVEY])
    }

    /// Of people who go and ask.
    const fn of_asking(self) -> Self {
        self.when(WAY, &[SURVEY, CENSUS, OTHERWISE])
    }
}

pub(super) const IDENTITY: &[Field] = &[
    line("judul_kegiatan"),
    field("tahun_kegiatan", FieldKind::Number),
    choice("jenis_statistik", &["Statistik dasar", "Statistik sektoral", "Statistik khusus"]),
    choice(WAY, &[CENSUS, SURVEY, COMPILATION, OTHERWISE]),
    line("sektor_kegiatan"),
    line("id_kegiatan_mms").free(),
];

pub(super) const ORGANISER: &[Field] = &[
    line("i_instansi_penyelanggara"),
    text("i_alamat"),
    line("i_telepon"),
    line("i_email"),
    line("i_faksimile").free(),
];

pub(super) const RESPONSIBLE: &[Field] = &[
    line("ii_unit_eselon1").free(),
    line("ii_unit_eselon2"),
    line("ii_pj_nama"),
    line("ii_pj_jabatan"),
    text("ii_pj_alamat"),
    line("ii_pj_telepon"),
    line("ii_pj_email"),
    line("ii_pj_faksimile").free(),
];

pub(super) const PLANNING: &[Field] =
    &[text("iii_latar_belakang_kegiatan"), text("iii_tujuan_kegiatan")];

pub(super) const DESIGN: &[Field] = &[
    choice("iv_kegiatan_ini_dilakukan", &["Hanya sekali", AGAIN]),
    choice(
        "iv_frekuensi_penyelanggara",
        &["Harian", "Mingguan", "Bulanan", "Triwulanan", "Semesteran", "Tahunan", "Lebih jarang"],
    )
    .when("iv_kegiatan_ini_dilakukan", &[AGAIN]),
    choice(
        "iv_tipe_pengumpulan_data",
        &["Longitudinal panel", "Longitudinal cross sectional", "Cross sectional"],
    ),
    choice(
        "iv_cakupan_wilayah_pengumpulan_data",
        &["Seluruh wilayah Indonesia", "Sebagian wilayah Indonesia"],
    ),
    several(
        "iv_metode_pengumpulan_data",
        &[
            "Wawancara",
            "Mengisi kuesioner sendiri",
            "Pengamatan",
            "Pengumpulan data sekunder",
            "Lainnya",
        ],
    ),
    several("iv_sarana_pengumpulan_data", &["PAPI", "CAPI", "CATI", "CAWI", "Surat", "Lainnya"]),
    field("iv_unit_pengumpulan_data", UNITS),
];

const AGAIN: &str = "Berulang";

pub(super) const SAMPLE: &[Field] = &[
    choice("v_jenis_rancangan_sampel", &["Single stage", "Multi stage"]).of_surveys(),
    choice(
        "v_metode_pemilihan_sampel_tahap_terakhir",
        &["Sampel probabilitas", "Sampel nonprobabilitas"],
    )
    .of_surveys(),
    line("v_metode_yang_digunakan").of_surveys(),
    choice("v_kerangka_sampel_tahap_terakhir", &["List frame", "Area frame"]).of_surveys(),
    line("v_fraksi_sampel_keseluruhan").of_surveys(),
    line("v_nilai_perkiraan_sampling_error_variabel_utama").of_surveys(),
    line("v_unit_sampel").of_surveys(),
    line("v_unit_observasi").of_surveys(),
];

pub(super) const QUALITY: &[Field] = &[
    field("vi_apakah_melakukan_uji_coba", YES_NO),
    several(
        "vi_metode_pemeriksaan_kualitas_pengumpulan_data",
        &["Kunjungan kembali", "Supervisi", "Satuan tugas", "Lainnya"],
    ),
    field("vi_apakah_melakukan_penyesuaian_nonrespon", YES_NO).of_surveys(),
    choice(
        "vi_petugas_pengumpulan_data",
        &["Staf instansi penyelenggara", "Mitra atau tenaga kontrak", "Staf dan mitra"],
    ),
    choice(
        "vi_persyaratan_pendidikan_terendah_petugas_pengumpulan_data",
        &["SMP atau di bawahnya", "SMA atau SMK", "Diploma", "Sarjana"],
    )
    .of_asking(),
    field("vi_jumlah_petugas_supervisor", FieldKind::Number).of_asking(),
    field("vi_jumlah_petugas_enumerator", FieldKind::Number).of_asking(),
    field("vi_apakah_melakukan_pelatihan_petugas", YES_NO),
];

pub(super) const PROCESSING: &[Field] = &[
    several(
        "vii_tahapan_pengolahan_data",
        &["Penyuntingan", "Penyandian", "Perekaman data", "Validasi"],
    ),
    choice("vii_metode_analisis", &["Deskriptif", "Inferensia", "Deskriptif dan inferensia"]),
    field("vii_unit_analisis", UNITS),
    several(
        "vii_tingkat_penyajian_hasil_analisis",
        &[
            "Nasional",
            "Provinsi",
            "Kabupaten atau kota",
            "Kecamatan",
            "Desa atau kelurahan",
            "Lainnya",
        ],
    ),
];

pub(super) const DISSEMINATION: &[Field] = &[
    field("viii_ketersediaan_produk_tercetak", YES_NO),
    field("viii_ketersediaan_produk_digital", YES_NO),
    field("viii_ketersediaan_produk_mikrodata", YES_NO),
    line("submission_period").free(),
];

/// What BPS recommends before an activity is begun (PP 51/1999), by its application Romantik.
pub(super) const RECOMMENDATION: &[Field] = &[
    field("perlu_rekomendasi", YES_NO),
    choice(STATUS, super::recommendation::ALL).when("perlu_rekomendasi", &[YES]),
    field("tanggal_ajuan", FieldKind::Day)
        .when(STATUS, &["Diajukan", "Perbaikan", "Layak", "Tidak layak"]),
    line("identitas_rekomendasi").when(STATUS, &["Layak"]),
];

pub(super) const STATUS: &str = "status_rekomendasi";

pub(super) const INDICATOR: &[Field] = &[
    line("nama"),
    text("konsep"),
    text("definisi"),
    text("interpretasi"),
    text("metode_perhitungan"),
    // In LaTeX, as the national catalogue takes it.
    text("rumus").free(),
    line("ukuran"),
    line("satuan"),
    line("variabel_disaggregasi").free(),
    field("apakah_indikator_komposit", YES_NO),
    // One per line: where it is published; its name.
    text("indikator_pembangun").when("apakah_indikator_komposit", &[YES]),
    // One per line: the activity that yields it; its name.
    text("variabel_pembangun").when("apakah_indikator_komposit", &[NO]),
    line("level_estimasi"),
    field("apakah_indikator_bisa_diakses_umum", YES_NO),
    line("id_indikator_mms").free(),
];

pub(super) const VARIABLE: &[Field] = &[
    line("nama_variabel"),
    line("alias").free(),
    text("konsep"),
    text("definisi"),
    line("referensi_pemilihan").free(),
    line("referensi_waktu"),
    choice("tipe_data", &["Bilangan bulat", "Bilangan desimal", "Teks"]),
    text("domain_value"),
    text("aturan_validasi"),
    text("kalimat_pertanyaan").of_asking(),
    field("dapat_diakses_umum", YES_NO),
];
