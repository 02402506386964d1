//! Datasets as catalogues of others describe them.

use std::sync::Arc;

use base::Language;
use catalogue::{Access, Catalogue, Dataset, Distribution, Frequency, Licence, Period, Publisher};
use cube::{Role, Text};

use super::root;
use crate::domain::metadata::Metadata;
use crate::print::{self, workbook};
use crate::usecase::Bureau;
use crate::usecase::outlines::Outline;

/// The name of a dataset, or of an office, in addresses: small letters.
pub(super) fn name(id: &str) -> String {
    id.to_ascii_lowercase()
}

/// The dataset that has a name; the names of datasets are capital letters only.
pub(super) fn id(name: &str) -> String {
    name.to_ascii_uppercase()
}

/// The office with a code.
pub(super) fn publisher(bureau: &Bureau, code: &str) -> Publisher {
    let name = name(code);
    Publisher {
        uri: format!("{}/statistik#{name}", root(bureau)),
        name,
        title: Text::name(code),
        description: Text::name(""),
        homepage: None,
    }
}

/// Everything that is released.
pub(super) fn catalogue(bureau: &Bureau, outlines: &[Arc<Outline>]) -> Catalogue {
    let settings = bureau.cell().settings();
    let (root, name) = (root(bureau), &settings.name);
    let released = outlines.iter().map(|it| it.about.released);
    Catalogue {
        uri: format!("{root}/catalog"),
        title: Text::name(format!("Satu Data {name}")),
        description: Text::new(
            format!("Statistik {name} yang sudah terbit."),
            format!("Released statistics of {name}."),
        ),
        homepage: format!("{root}/statistik"),
        publisher: Publisher {
            uri: format!("{root}/"),
            name: settings.code.as_str().to_owned(),
            title: Text::name(name),
            description: Text::name(""),
            homepage: None,
        },
        licence: licence(),
        modified: released.max().unwrap_or_else(|| bureau.cell().now()),
        datasets: outlines.iter().map(|it| dataset(bureau, it)).collect(),
    }
}

fn licence() -> Licence {
    Licence {
        id: "cc-by".to_owned(),
        title: "Creative Commons Attribution 4.0".to_owned(),
        uri: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
    }
}

/// Where people find a dataset.
pub(crate) fn page(bureau: &Bureau, id: &str) -> String {
    format!("{}/statistik/{id}", root(bureau))
}

pub(crate) fn dataset(bureau: &Bureau, outline: &Outline) -> Dataset {
    let description = &outline.dataset.description;
    let page = page(bureau, &outline.dataset.id);
    let measures = description.measures.iter().map(|it| it.title.clone());
    Dataset {
        name: name(&outline.dataset.id),
        uri: page.clone(),
        title: description.title.clone(),
        description: description.about.clone(),
        keywords: measures.collect(),
        themes: Vec::new(),
        publisher: publisher(bureau, &outline.dataset.producer),
        contact: None,
        licence: licence(),
        access: Access::Public,
        // Only the catalogue as a whole reads the forms of BPS.
        frequency: None,
        area: None,
        period: period(outline),
        version: outline.about.version.to_string(),
        issued: outline.issued,
        modified: outline.about.released,
        distributions: distributions(bureau, outline, &page),
        page,
    }
}

/// How often it is collected, by the form of BPS (MS-Keg, block IV).
pub(super) fn frequency(it: &Metadata) -> Option<Frequency> {
    if it.activity.get("iv_kegiatan_ini_dilakukan").is_some_and(|it| it == "Hanya sekali") {
        return Some(Frequency::Never);
    }
    match it.activity.get("iv_frekuensi_penyelanggara")?.as_str() {
        "Harian" => Some(Frequency::Daily),
        "Mingguan" => Some(Frequency::Weekly),
        "Bulanan" => Some(Frequency::Monthly),
        "Triwulanan" => Some(Frequency::Quarterly),
        "Semesteran" => Some(Frequency::HalfYearly),
        "Tahunan" => Some(Frequency::Annual),
        "Lebih jarang" => Some(Frequency::Irregular),
        _ => None,
    }
}

/// With tables in a language: their addresses carry it where it is not that of the house.
pub(crate) fn in_language(dataset: &mut Dataset, language: Language) {
    if language == Language::default() {
        return;
    }
    for path in dataset.distributions.iter_mut().filter_map(|it| it.path.as_mut()) {
        path.push_str("?lang=");
        path.push_str(language.tag());
    }
}

fn period(outline: &Outline) -> Option<Period> {
    let time = outline.dimensions.iter().find(|it| it.role == Role::Time)?;
    let (first, last) = (time.codes.first()?, time.codes.last()?);
    // Quarters and halves have no type of their own there: their years do.
    let year = |id: &str| id.get(..4).unwrap_or(id).to_owned();
    Some(Period { start: year(&first.id), end: year(&last.id) })
}

/// The whole table as files where it is small enough, and the interface for its parts.
fn distributions(bureau: &Bureau, outline: &Outline, page: &str) -> Vec<Distribution> {
    let id = &outline.dataset.id;
    let form = |name: &str, file: &str, media_type: &str, format: &str| Distribution {
        name: name.to_owned(),
        uri: format!("{page}#{name}"),
        title: Text::new(format!("Tabel {format}"), format!("Table as {format}")),
        url: format!("{page}/{file}"),
        path: None,
        media_type: media_type.to_owned(),
        format: format.to_owned(),
        bytes: None,
        conforms_to: None,
    };
    let interface = Distribution {
        url: format!("{}/pxweb/tables/{id}", root(bureau)),
        ..form("pxweb", "", "application/json", "PxWebApi")
    };
    if !outline.fits() {
        return vec![interface];
    }
    let mut json = form("json", "tabel.json", "application/json", "JSON-stat");
    json.conforms_to = Some("https://json-stat.org/full/".to_owned());
    // Of the files only this one is read with a description of its columns.
    let mut csv = form("csv", "tabel.csv", "text/csv", "CSV");
    csv.path = Some(format!("statistik/{id}/tabel.csv"));
    let xlsx = form("xlsx", "tabel.xlsx", workbook::MEDIA_TYPE, "XLSX");
    let parquet = form("parquet", "tabel.parquet", print::columns::MEDIA_TYPE, "Parquet");
    vec![csv, json, xlsx, parquet, interface]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metadata::{Block, FieldKind, Section};

    #[test]
    fn every_choice_of_the_form_says_how_often() {
        let section = Section::Activity(Block::Design);
        let field = section.fields().iter().find(|it| it.wire == "iv_frekuensi_penyelanggara");
        let FieldKind::Choice(choices) = field.unwrap().kind else { panic!("one is chosen") };
        let mut told = Vec::new();
        for choice in choices {
            let mut forms = Metadata::default();
            forms.activity.insert("iv_frekuensi_penyelanggara".to_owned(), (*choice).to_owned());
            told.push(frequency(&forms).unwrap());
        }
        let expected = [
            Frequency::Daily,
            Frequency::Weekly,
            Frequency::Monthly,
            Frequency::Quarterly,
            Frequency::HalfYearly,
            Frequency::Annual,
            Frequency::Irregular,
        ];
        assert_eq!(told, expected);
    }
}
