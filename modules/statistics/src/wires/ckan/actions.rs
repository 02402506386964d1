//! Packages, their resources, and the organisations that publish them.

use base::Language;
use catalogue::Publisher;
use catalogue::ckan::{Organization, Package, PackageSearch, PortalFields};
use serde_json::{Map, Value, json};

use super::{Answer, Refused, enveloped};
use crate::domain::dataset::Dataset;
use crate::domain::metadata::{Metadata, Record};
use crate::domain::version::AsOf;
use crate::usecase::{Bureau, catalogue as shelf, metadata, outlines};
use crate::wires::described;
use crate::wires::parameters::Parameters;

/// This wire has no way to say a language.
const LANGUAGE: Language = Language::Id;
const MOST_PACKAGES: usize = 1000;

pub(super) fn status(bureau: &Bureau) -> Answer {
    enveloped(json!({
        "site_title": format!("Satu Data {}", bureau.cell().settings().name),
        "site_url": super::super::root(bureau),
        "ckan_version": "2.11.0",
        "error_emails_to": null,
        "locale_default": LANGUAGE.tag(),
        "extensions": ["datastore"],
    }))
}

pub(super) async fn packages(bureau: &Bureau, parameters: &Parameters) -> Answer {
    let all = shelf::list(bureau).await?;
    let names = all.iter().map(|(it, _)| described::name(&it.id));
    let (limit, offset) = (number(parameters, "limit")?, number(parameters, "offset")?);
    let page = names.skip(offset.unwrap_or(0)).take(limit.unwrap_or(usize::MAX));
    enveloped(page.collect::<Vec<_>>())
}

pub(super) async fn package(bureau: &Bureau, parameters: &Parameters) -> Answer {
    enveloped(of(bureau, &id(parameters, "id")?).await?)
}

pub(super) async fn resource(bureau: &Bureau, parameters: &Parameters) -> Answer {
    let id = id(parameters, "id")?;
    let (name, _) = id.rsplit_once('-').ok_or_else(|| Refused::missing(&id))?;
    let package = of(bureau, name).await?;
    let found = package.resources.into_iter().find(|it| it.id == id);
    enveloped(found.ok_or_else(|| Refused::missing(&id))?)
}

pub(super) async fn search(bureau: &Bureau, parameters: &Parameters) -> Answer {
    let mut found = shelf::list(bureau).await?;
    let text = parameters.text("q");
    let words = if text == "*:*" { Vec::new() } else { Dataset::words(text) };
    found.retain(|(dataset, _)| dataset.speaks_of(&words));
    let filter = parameters.text("fq").trim().trim_matches('"');
    if let Some((_, office)) = filter.split_once("organization:") {
        let office = office.trim_matches('"');
        found.retain(|(dataset, _)| described::name(&dataset.producer) == office);
    }
    let count = found.len();
    let rows = number(parameters, "rows")?.unwrap_or(10).min(MOST_PACKAGES);
    let start = number(parameters, "start")?.unwrap_or(0);
    let mut results = Vec::new();
    for (dataset, _) in found.iter().skip(start).take(rows) {
        results.push(of(bureau, &described::name(&dataset.id)).await?);
    }
    let (facets, search_facets) = (Map::new(), Map::new());
    let sort = "name asc".to_owned();
    enveloped(PackageSearch { count, sort, results, facets, search_facets })
}

pub(super) async fn organizations(bureau: &Bureau, parameters: &Parameters) -> Answer {
    let all = offices(bureau).await?;
    if parameters.is_true("all_fields") {
        return enveloped(all);
    }
    enveloped(all.iter().map(|it| it.brief.name.as_str()).collect::<Vec<_>>())
}

pub(super) async fn organization(bureau: &Bureau, parameters: &Parameters) -> Answer {
    let id = id(parameters, "id")?;
    let found = offices(bureau).await?.into_iter().find(|it| it.brief.name == id);
    enveloped(found.ok_or_else(|| Refused::missing(&id))?)
}

/// Every office that released something, in the order of their names.
async fn offices(bureau: &Bureau) -> Result<Vec<Organization>, Refused> {
    let list = shelf::list(bureau).await?;
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for (dataset, _) in &list {
        *counts.entry(dataset.producer.as_str()).or_default() += 1;
    }
    let office = |(code, count): (&str, usize)| {
        let publisher: Publisher = described::publisher(bureau, code);
        Organization::new(&publisher, count, LANGUAGE)
    };
    Ok(counts.into_iter().map(office).collect())
}

async fn of(bureau: &Bureau, name: &str) -> Result<Package, Refused> {
    let id = described::id(name);
    let outline = outlines::whole(bureau, &id, AsOf::Now).await;
    let outline = outline.map_err(|error| match error.code() {
        "statistics/no-dataset" => Refused::missing(name),
        _ => error.into(),
    })?;
    let dataset = described::dataset(bureau, &outline);
    let kept = metadata::of_released(bureau, &id).await?.1;
    let portal = kept.map(|it| portal(&outline.dataset, &it.metadata)).unwrap_or_default();
    Ok(Package::new(&dataset, portal, Some("csv"), LANGUAGE))
}

/// What the national portal says beyond CKAN, from the forms of BPS; of several indicators the first.
fn portal(dataset: &Dataset, it: &Metadata) -> PortalFields {
    let first = dataset.description.measures.first();
    let indicator = first.and_then(|measure| it.indicators.get(&measure.id));
    let of = |record: Option<&Record>, wire: &str| record.and_then(|it| it.get(wire)).cloned();
    let activity = |wire| of(Some(&it.activity), wire);
    let indicator = |wire| of(indicator, wire);
    PortalFields {
        accrual_periodicity: activity("iv_frekuensi_penyelanggara"),
        id_mskeg: activity("id_kegiatan_mms"),
        id_indikator_mms: indicator("id_indikator_mms"),
        jenis: activity("jenis_statistik"),
        theme: activity("sektor_kegiatan"),
        satuan: indicator("satuan"),
        ukuran: indicator("ukuran"),
        apakah_indikator_komposit: indicator("apakah_indikator_komposit"),
        interpretasi: indicator("interpretasi"),
        variabel_disaggregasi: indicator("variabel_disaggregasi"),
        level_estimasi: indicator("level_estimasi"),
        metode_perhitungan: indicator("metode_perhitungan"),
        rumus: indicator("rumus"),
        ..PortalFields::default()
    }
}

/// The text of a parameter that must be there.
pub(super) fn id(parameters: &Parameters, name: &str) -> Result<String, Refused> {
    match parameters.text(name) {
        "" => Err(Refused::wrong(format!("{name}: Missing value"))),
        text => Ok(text.to_owned()),
    }
}

/// A whole number, as text or as a number.
pub(super) fn number(parameters: &Parameters, name: &str) -> Result<Option<usize>, Refused> {
    let number = match parameters.value(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.parse().ok(),
        Some(other) => other.as_u64().and_then(|it| usize::try_from(it).ok()),
    };
    number.map(Some).ok_or_else(|| Refused::wrong(format!("{name}: Must be a natural number")))
}
