//! Datasets as they are known before a sheet is seen.

use layout::{Code, Dimension, Known, Measure, Values};

/// The regions of the province down to its kabupaten, and of Kutai Timur down to its villages, as the ministry
/// codes them.
fn regions() -> Dimension<'static> {
    let text = include_str!("../../../../modules/statistics/data/regions-64.csv");
    let lines = text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    let wanted = lines.filter(|it| it[0].starts_with("64.08") || it[0].len() <= 5);
    let codes = wanted.map(|it| Code {
        code: it[0],
        names: [it[1]; 2],
        parent: (!it[4].is_empty()).then_some(it[4]),
    });
    // One whose code ends in a nought; there is none in this province.
    let berau = Code { code: "64.10", names: ["Contoh Nol"; 2], parent: Some("64") };
    Dimension {
        id: "WILAYAH",
        titles: ["Wilayah", "Region"],
        codes: codes.chain([berau]).collect(),
    }
}

fn dimension(
    id: &'static str,
    title: &'static str,
    codes: &[(&'static str, &'static str)],
) -> Dimension<'static> {
    let code =
        |it: &(&'static str, &'static str)| Code { code: it.0, names: [it.1; 2], parent: None };
    Dimension { id, titles: [title; 2], codes: codes.iter().map(code).collect() }
}

fn measure(
    id: &'static str,
    title: &'static str,
    unit: &'static str,
    values: Values,
) -> Measure<'static> {
    Measure { id, titles: [title; 2], unit: [unit; 2], decimals: 2, values }
}

fn of(breakdowns: Vec<Dimension<'static>>, measures: Vec<Measure<'static>>) -> Known<'static> {
    let bridge = vec![("6404", "64.08"), ("6404010", "64.08.01"), ("6402", "64.07")];
    Known { regions: Some(regions()), breakdowns, measures, bridge }
}

pub fn pupils() -> Known<'static> {
    let sexes = [("L", "Laki-laki"), ("P", "Perempuan"), ("T", "Jumlah")];
    let sexes = dimension("JENIS_KELAMIN", "Jenis Kelamin", &sexes);
    of(vec![sexes], vec![measure("SISWA", "Siswa SD", "siswa", Values::Count)])
}

pub fn people() -> Known<'static> {
    of(vec![], vec![measure("PENDUDUK", "Penduduk", "jiwa", Values::Count)])
}

pub fn poverty() -> Known<'static> {
    let share = measure("P0", "Persentase Penduduk Miskin", "persen", Values::Percent);
    of(vec![], vec![share, measure("MISKIN", "Jumlah Penduduk Miskin", "ribu jiwa", Values::Other)])
}

pub fn harvest() -> Known<'static> {
    of(vec![], vec![measure("LUAS_PANEN", "Luas Panen", "hektare", Values::Other)])
}

pub fn schools() -> Known<'static> {
    of(vec![], vec![measure("SD", "Sekolah Dasar", "unit", Values::Count)])
}

pub fn ages() -> Known<'static> {
    let codes = ["0-4", "5-9", "10-14", "15+", "65+"].map(|it| (it, it));
    let ages = dimension("UMUR", "Kelompok Umur", &codes);
    of(vec![ages], vec![measure("PENDUDUK", "Penduduk", "jiwa", Values::Count)])
}

pub fn kinds() -> Known<'static> {
    let kinds = dimension("STATUS", "Jenis Sekolah", &[("N", "Negeri"), ("S", "Swasta")]);
    of(vec![kinds], vec![measure("MURID", "Murid", "orang", Values::Other)])
}

pub fn revenue() -> Known<'static> {
    of(vec![], vec![measure("PAD", "Realisasi PAD", "juta rupiah", Values::Other)])
}
