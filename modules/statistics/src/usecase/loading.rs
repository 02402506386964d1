//! Code lists and descriptions of datasets, from files; and those that come with the program.

use base::{Date, Error, Kind, Result};
use cube::Text;
use db::Tx;
use identity::{Actor, Resource, require};
use serde::Deserialize;
use serde_json::json;

use super::{Bureau, releasing};
use crate::audit_kinds::{DATASET_DESCRIBED, LIST_LOADED};
use crate::domain::codes::{Bridge, CodeList, ListedCode, Matched};
use crate::domain::dataset::{Dataset, Description};
use crate::domain::version::Version;
use crate::domain::{refusal, tidy};
use crate::permissions::DESCRIBE;
use crate::store::{datasets, lists};

/// The list of regions by the ministry of home affairs.
pub const REGIONS: &str = "KEMENDAGRI";
/// The list of regions by BPS.
pub const REGIONS_OF_BPS: &str = "BPS";
/// Where figures were read.
pub const SOURCES: &str = "SUMBER";

/// Loads a list: new codes are added, known ones corrected, none removed.
///
/// # Errors
/// `identity/forbidden`; `statistics/no-code` for a code that cannot be kept.
pub async fn put_list(
    bureau: &Bureau,
    actor: &Actor,
    list: &CodeList,
    codes: &[ListedCode],
) -> Result<()> {
    require(bureau.cell(), actor, DESCRIBE, Resource::Cell).await?;
    let is_kept = |code: &str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        !code.is_empty() && code.bytes().all(fits)
    };
    if let Some(bad) = codes.iter().find(|it| !is_kept(&it.code)) {
        return Err(refusal::no_code(&list.id, &bad.code));
    }
    let write = async |tx: &mut Tx| -> Result<()> {
        lists::put_list(tx, list, bureau.cell().now()).await?;
        lists::put_codes(tx, &list.id, codes).await?;
        let facts = json!({ "codes": codes.len() });
        bureau.note(tx, LIST_LOADED, actor, &list.id, facts).await
    };
    bureau.cell().db().write(write).await
}

/// Describes a dataset, or describes it anew: figures that are released stay as they are.
///
/// # Errors
/// `identity/forbidden`; `statistics/description` for an axis over a list that is not loaded.
pub async fn describe(bureau: &Bureau, actor: &Actor, dataset: &Dataset) -> Result<()> {
    require(bureau.cell(), actor, DESCRIBE, Resource::Cell).await?;
    let write = async |tx: &mut Tx| described(tx, bureau, actor, dataset).await;
    bureau.cell().db().write(write).await
}

/// The same within a deed whose right was asked for.
pub(super) async fn described(
    tx: &mut Tx,
    bureau: &Bureau,
    actor: &Actor,
    dataset: &Dataset,
) -> Result<()> {
    for axis in &dataset.description.axes {
        if lists::find_list(tx, &axis.list).await?.is_none() {
            return Err(refusal::description(&dataset.id, format!("`{}`?", axis.list)));
        }
    }
    datasets::put(tx, dataset, bureau.cell().now()).await?;
    let facts = json!({ "measures": dataset.description.measures.len() });
    bureau.note(tx, DATASET_DESCRIBED, actor, &dataset.id, facts).await
}

/// Loads regions, sources, datasets and observations that come with the program, and releases them.
/// What the versions changed.
///
/// # Errors
/// As [`put_list`], [`describe`] and [`releasing::prepare`].
pub async fn load_built_in(bureau: &Bureau, actor: &Actor) -> Result<Vec<(String, Version)>> {
    put_list(bureau, actor, &list(REGIONS, "KEMENDAGRI", "Wilayah", "Regions"), &regions()?)
        .await?;
    let (codes, bridges) = bps()?;
    put_list(bureau, actor, &list(REGIONS_OF_BPS, "BPS", "Wilayah BPS", "Regions by BPS"), &codes)
        .await?;
    let write = async |tx: &mut Tx| -> Result<()> {
        Ok(lists::put_bridges(tx, REGIONS_OF_BPS, REGIONS, &bridges).await?)
    };
    bureau.cell().db().write(write).await?;
    let of_sources = list(SOURCES, &bureau.agency(), "Sumber", "Sources");
    put_list(bureau, actor, &of_sources, &sources()?).await?;
    let datasets = built_in_datasets()?;
    for dataset in &datasets {
        describe(bureau, actor, dataset).await?;
    }
    let figures = tidy::read(include_bytes!("../../data/observations.csv"), &datasets)?;
    let mut released = Vec::new();
    for (dataset, figures) in figures {
        let reason = "Muatan pertama dari sumber yang disebut";
        let version = releasing::prepare(bureau, actor, &dataset, reason, figures).await?;
        let now = bureau.cell().now();
        releasing::release(bureau, actor, &dataset, version.number, now).await?;
        released.push((dataset, version));
    }
    Ok(released)
}

fn list(id: &str, agency: &str, title: &str, english: &str) -> CodeList {
    CodeList { id: id.to_owned(), agency: agency.to_owned(), title: Text::new(title, english) }
}

/// Codes of which nobody wrote down since when they are in force.
pub(super) const ALWAYS: Date = jiff::civil::date(1900, 1, 1);
/// The day of the list of BPS.
const BPS_LIST: Date = jiff::civil::date(2020, 4, 1);

#[derive(Deserialize)]
struct RegionRow {
    code: String,
    title: String,
    parent: String,
}

fn regions() -> Result<Vec<ListedCode>> {
    let code = |row: RegionRow| ListedCode {
        code: row.code,
        title: Text::name(row.title),
        parent: Some(row.parent).filter(|it| !it.is_empty()),
        valid_from: ALWAYS,
        valid_to: None,
    };
    Ok(rows(include_bytes!("../../data/regions-64.csv"))?.into_iter().map(code).collect())
}

#[derive(Deserialize)]
struct SourceRow {
    code: String,
    title: String,
}

fn sources() -> Result<Vec<ListedCode>> {
    let code = |row: SourceRow| ListedCode {
        code: row.code,
        title: Text::name(row.title),
        parent: None,
        valid_from: ALWAYS,
        valid_to: None,
    };
    Ok(rows(include_bytes!("../../data/sources.csv"))?.into_iter().map(code).collect())
}

#[derive(Deserialize)]
struct BridgeRow {
    kode_bps: String,
    nama_bps: String,
    kode_kemendagri: String,
    cocok: String,
}

/// The codes of BPS, and which of the ministry's each one is.
fn bps() -> Result<(Vec<ListedCode>, Vec<Bridge>)> {
    let rows: Vec<BridgeRow> = rows(include_bytes!("../../data/bridge-bps-2020.csv"))?;
    let known: Vec<String> = rows.iter().map(|row| row.kode_bps.clone()).collect();
    let mut codes = Vec::with_capacity(rows.len());
    let mut bridges = Vec::with_capacity(rows.len());
    for row in rows {
        let district = row.kode_bps.get(..7).filter(|it| *it != row.kode_bps);
        let parent = district.map(str::to_owned).filter(|it| known.contains(it));
        codes.push(ListedCode {
            code: row.kode_bps.clone(),
            title: Text::name(row.nama_bps),
            parent,
            valid_from: BPS_LIST,
            valid_to: None,
        });
        let matched = match row.cocok.as_str() {
            "persis" => Some(Matched::Exact),
            "mirip" => Some(Matched::Similar),
            "manual" => Some(Matched::Manual),
            _ => None,
        };
        bridges.extend(matched.map(|matched| Bridge {
            code: row.kode_bps,
            other: row.kode_kemendagri,
            matched,
        }));
    }
    Ok((codes, bridges))
}

fn rows<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<Vec<T>> {
    let read: std::result::Result<Vec<T>, csv::Error> =
        csv::Reader::from_reader(bytes).into_deserialize().collect();
    read.map_err(|error| refusal::line(0, error))
}

#[derive(Deserialize)]
struct Datasets {
    dataset: Vec<DatasetRow>,
}

#[derive(Deserialize)]
pub(super) struct DatasetRow {
    pub id: String,
    pub producer: String,
    #[serde(flatten)]
    pub description: Description,
}

fn built_in_datasets() -> Result<Vec<Dataset>> {
    let file: Datasets = toml::from_str(include_str!("../../data/datasets.toml"))
        .map_err(|error| Error::new(Kind::Internal, "statistics/line").caused_by(error))?;
    let made =
        file.dataset.into_iter().map(|it| Dataset::new(&it.id, &it.producer, it.description));
    made.collect()
}
