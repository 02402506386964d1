//! What the house knows already, so that nobody has to write it again; it counts once somebody saved it.

use base::Date;

use super::fields::{COMPILATION, NO, YES};
use super::{Block, Metadata, Record, Section};
use crate::domain::dataset::{AxisKind, Dataset, Measure, Values};
use crate::domain::period::Length;

/// What proposals are made of.
#[derive(Debug, Clone)]
pub struct Known<'k> {
    pub dataset: &'k Dataset,
    pub producer_name: &'k str,
    pub today: Date,
    /// How often it is owed, where it stands on the yearly list.
    pub length: Option<Length>,
    /// The forms of another dataset of the same office.
    pub sibling: Option<&'k Metadata>,
}

/// What likely stands in the fields of a section.
pub fn proposed(known: &Known<'_>, section: &Section) -> Record {
    let pairs: Vec<(&str, String)> = match section {
        Section::Activity(block) => of_block(known, *block),
        Section::Indicator(id) => {
            known.dataset.measure(id).map(|it| indicator(known.dataset, it)).unwrap_or_default()
        }
        Section::Variable(id) => variable(known.dataset, id),
    };
    let said = pairs.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(wire, text)| (wire.to_owned(), text)).collect()
}

fn of_block(known: &Known<'_>, block: Block) -> Vec<(&'static str, String)> {
    let description = &known.dataset.description;
    let fixed = |all: &[(&'static str, &str)]| {
        all.iter().map(|(wire, text)| (*wire, (*text).to_owned())).collect()
    };
    match block {
        Block::Identity => vec![
            ("judul_kegiatan", format!("Kompilasi Data {}", description.title.id)),
            ("tahun_kegiatan", known.today.year().to_string()),
            ("jenis_statistik", "Statistik sektoral".to_owned()),
            ("cara_pengumpulan_data", COMPILATION.to_owned()),
            (
                "sektor_kegiatan",
                description.theme.as_ref().map(|it| it.id.clone()).unwrap_or_default(),
            ),
        ],
        Block::Organiser => {
            let mut all = of_sibling(known, &Section::Activity(block));
            all.push(("i_instansi_penyelanggara", known.producer_name.to_owned()));
            all
        }
        Block::Responsible => of_sibling(known, &Section::Activity(block)),
        Block::Planning | Block::Sample => Vec::new(),
        Block::Design => vec![
            ("iv_kegiatan_ini_dilakukan", "Berulang".to_owned()),
            ("iv_frekuensi_penyelanggara", known.length.map(often).unwrap_or_default().to_owned()),
            ("iv_tipe_pengumpulan_data", "Longitudinal cross sectional".to_owned()),
            ("iv_cakupan_wilayah_pengumpulan_data", "Sebagian wilayah Indonesia".to_owned()),
            ("iv_metode_pengumpulan_data", "Pengumpulan data sekunder".to_owned()),
        ],
        Block::Quality => fixed(&[
            ("vi_apakah_melakukan_uji_coba", NO),
            ("vi_petugas_pengumpulan_data", "Staf instansi penyelenggara"),
            ("vi_apakah_melakukan_pelatihan_petugas", NO),
        ]),
        Block::Processing => fixed(&[("vii_metode_analisis", "Deskriptif")]),
        Block::Dissemination => fixed(&[
            ("viii_ketersediaan_produk_tercetak", NO),
            ("viii_ketersediaan_produk_digital", YES),
            ("viii_ketersediaan_produk_mikrodata", NO),
        ]),
        Block::Recommendation => fixed(&[("perlu_rekomendasi", NO)]),
    }
}

/// The address of an office and who answers for its data are the same in all its forms.
fn of_sibling(known: &Known<'_>, section: &Section) -> Vec<(&'static str, String)> {
    let Some(sibling) = known.sibling else { return Vec::new() };
    let value = |wire| (wire, sibling.value(section, wire).to_owned());
    section.fields().iter().map(|it| value(it.wire)).collect()
}

const fn often(length: Length) -> &'static str {
    match length {
        Length::Year => "Tahunan",
        Length::Half => "Semesteran",
        Length::Quarter => "Triwulanan",
        Length::Month => "Bulanan",
    }
}

fn indicator(dataset: &Dataset, it: &Measure) -> Vec<(&'static str, String)> {
    let about = it.about.as_ref().unwrap_or(&dataset.description.about);
    let axes = dataset.description.axes.iter().map(|it| it.title.id.as_str());
    let measured = match it.values {
        Values::Percent => "Persentase",
        Values::Count | Values::Amount => "Jumlah",
        Values::Any => "Nilai",
    };
    vec![
        ("nama", it.title.id.clone()),
        ("konsep", it.title.id.clone()),
        ("definisi", about.id.clone()),
        ("ukuran", measured.to_owned()),
        ("satuan", it.unit.title.id.clone()),
        ("variabel_disaggregasi", axes.collect::<Vec<_>>().join(", ")),
        ("apakah_indikator_komposit", NO.to_owned()),
        ("apakah_indikator_bisa_diakses_umum", YES.to_owned()),
    ]
}

fn variable(dataset: &Dataset, id: &str) -> Vec<(&'static str, String)> {
    let always = |title: &str| {
        vec![
            ("nama_variabel", title.to_owned()),
            ("alias", id.to_owned()),
            ("konsep", title.to_owned()),
            ("dapat_diakses_umum", YES.to_owned()),
        ]
    };
    if let Some(it) = dataset.measure(id) {
        let about = it.about.as_ref().unwrap_or(&dataset.description.about);
        let (kind, rule) = rule(it);
        let mut all = always(&it.title.id);
        all.push(("definisi", about.id.clone()));
        all.push(("tipe_data", kind.to_owned()));
        all.push(("domain_value", format!("Angka dalam {}", it.unit.title.id)));
        all.push(("aturan_validasi", rule));
        return all;
    }
    let axis = dataset.axis(id).filter(|it| it.kind == AxisKind::Breakdown);
    let Some(axis) = axis else { return Vec::new() };
    let mut all = always(&axis.title.id);
    all.push(("tipe_data", "Teks".to_owned()));
    all.push(("domain_value", format!("Daftar kode {}", axis.list)));
    all.push(("aturan_validasi", format!("Ada dalam daftar kode {}", axis.list)));
    all
}

/// The rule by which tables are examined anyway, in words.
fn rule(it: &Measure) -> (&'static str, String) {
    let kind = if it.decimals == 0 { "Bilangan bulat" } else { "Bilangan desimal" };
    let range = match it.values {
        Values::Percent => "Antara 0 dan 100",
        Values::Count => "Bilangan bulat, tidak kurang dari 0",
        Values::Amount => "Tidak kurang dari 0",
        Values::Any => "Bilangan",
    };
    let places = match it.decimals {
        0 => String::new(),
        places => format!(", paling banyak {places} angka di belakang koma"),
    };
    (kind, format!("{range}{places}"))
}
