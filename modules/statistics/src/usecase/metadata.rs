//! What is told of a dataset by the forms of BPS: who fills them in, what is missing, and who reads them.

use std::collections::HashMap;

use base::{Error, Kind, Result};
use db::Tx;
use identity::{Actor, Resource, authorise, require};
use layout::lint::{self, Wrong};
use serde_json::{Value, json};

use super::{Bureau, outlines};
use crate::audit_kinds::METADATA_SAVED;
use crate::domain::dataset::Dataset;
use crate::domain::metadata::{
    Gap, Kept, Known, Metadata, Producer, Record, Section, gaps, proposed, published,
    recommendation,
};
use crate::domain::refusal;
use crate::domain::version::AsOf;
use crate::permissions::{COLLECT, DESCRIBE, SEE};
use crate::store::{datasets, lists, metadata, obligations};

/// The forms of a dataset, for somebody of the offices.
#[derive(Debug, Clone)]
pub struct Forms {
    pub dataset: Dataset,
    pub producer_name: String,
    /// `None` where nobody wrote anything yet.
    pub kept: Option<Kept>,
    /// What is missing before a release (K14).
    pub gaps: Vec<Gap>,
    /// Names that break the rules for names; no release waits for them.
    pub advice: Vec<Advice>,
    pub may_change: bool,
}

/// What should be otherwise with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    pub section: Section,
    pub wire: &'static str,
    pub about: About,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Name(Wrong),
    /// Another dataset uses the same name.
    Twice(String),
}

impl Forms {
    pub fn written(&self) -> Metadata {
        self.kept.as_ref().map(|it| it.metadata.clone()).unwrap_or_default()
    }

    /// The section with a gap that comes after another one, or else before it.
    pub fn next(&self, after: Option<&Section>) -> Option<Section> {
        let all = Section::all(&self.dataset);
        let place = |section: &Section| all.iter().position(|it| it == section);
        let here = after.and_then(place);
        let later = self.gaps.iter().find(|it| here.is_none() || place(&it.section) > here);
        let other = || self.gaps.iter().find(|it| Some(&it.section) != after);
        later.or_else(other).map(|it| it.section.clone())
    }
}

/// Every dataset that somebody may see, each with how many fields are missing.
///
/// # Errors
/// Those of the database.
pub async fn list(bureau: &Bureau, actor: &Actor) -> Result<Vec<(Dataset, String, usize)>> {
    let read = async |tx: &mut Tx| -> Result<Vec<(Dataset, String, usize)>> {
        let known = metadata::latest_of_all(tx).await?;
        let mut all = Vec::new();
        for dataset in datasets::list(tx).await? {
            if authorise(actor, SEE, Resource::Agency(&dataset.producer)).is_err() {
                continue;
            }
            let written = known.iter().find(|(id, _)| *id == dataset.id);
            let written = written.map(|(_, it)| it.metadata.clone()).unwrap_or_default();
            let name = identity::agency_name(tx, &dataset.producer).await?;
            let name = name.unwrap_or_else(|| dataset.producer.clone());
            let missing = gaps(&dataset, &written).len();
            all.push((dataset, name, missing));
        }
        Ok(all)
    };
    bureau.cell().db().read(read).await
}

/// The forms of a dataset.
///
/// # Errors
/// `statistics/no-dataset`, also for one that the person may not see.
pub async fn show(bureau: &Bureau, actor: &Actor, id: &str) -> Result<Forms> {
    let read = async |tx: &mut Tx| forms(tx, bureau, actor, id).await;
    bureau.cell().db().read(read).await
}

/// What likely stands in a section that nobody filled in yet.
///
/// # Errors
/// Those of the database.
pub async fn proposal(bureau: &Bureau, forms: &Forms, section: &Section) -> Result<Record> {
    let read = async |tx: &mut Tx| -> Result<Record> {
        let period = obligations::latest_period(tx, &forms.dataset.id).await?;
        let mut of_office = None;
        for (id, it) in metadata::latest_of_all(tx).await? {
            let dataset = datasets::find(tx, &id).await?;
            let same = dataset.is_some_and(|it| it.producer == forms.dataset.producer);
            if same && id != forms.dataset.id {
                of_office = Some(it.metadata);
            }
        }
        let known = Known {
            dataset: &forms.dataset,
            producer_name: &forms.producer_name,
            today: bureau.cell().today(),
            length: period.map(crate::domain::period::Period::length),
            sibling: of_office.as_ref(),
        };
        Ok(proposed(&known, section))
    };
    bureau.cell().db().read(read).await
}

/// Keeps what was written in a section, gaps and all; how the forms are then.
///
/// # Errors
/// `statistics/no-dataset`; `identity/forbidden`; those of
/// [`Field::check`](crate::domain::metadata::Field::check), each with its `field`;
/// `statistics/recommendation-step`; `statistics/written-meanwhile`.
pub async fn save(
    bureau: &Bureau,
    actor: &Actor,
    id: &str,
    section: &Section,
    written: &Record,
) -> Result<Forms> {
    for field in section.fields() {
        let text = written.get(field.wire).map_or("", |it| it.trim());
        field.check(text).map_err(|error| error.with("field", field.wire))?;
    }
    keep(bureau, actor, id, &section.code(), |before| {
        let after = before.clone().with(section, written);
        let status = |it: &Metadata| it.activity.get(STATUS).cloned().unwrap_or_default();
        recommendation::check_step(&status(&before), &status(&after))
            .map_err(|error| error.with("field", STATUS))?;
        Ok(after)
    })
    .await
}

const STATUS: &str = "status_rekomendasi";

/// Keeps all forms at once, as they come from a file.
///
/// # Errors
/// As [`save`], but for the steps of a recommendation.
pub async fn put(bureau: &Bureau, actor: &Actor, id: &str, all: Metadata) -> Result<Forms> {
    let dataset = show(bureau, actor, id).await?.dataset;
    for section in Section::all(&dataset) {
        for field in section.fields() {
            let checked = field.check(all.value(&section, field.wire));
            checked.map_err(|error| error.with("field", field.wire))?;
        }
    }
    keep(bureau, actor, id, "", |_| Ok(all.clone())).await
}

/// Checks that all is told that must be told before a release (K14).
///
/// # Errors
/// `statistics/not-described` with how many fields are missing; `statistics/no-dataset`.
pub(super) async fn require_complete(bureau: &Bureau, id: &str) -> Result<()> {
    let read = async |tx: &mut Tx| -> Result<usize> {
        let dataset = datasets::find(tx, id).await?.ok_or_else(|| refusal::no_dataset(id))?;
        let kept = metadata::latest(tx, id).await?;
        Ok(gaps(&dataset, &kept.map(|it| it.metadata).unwrap_or_default()).len())
    };
    match bureau.cell().db().read(read).await? {
        0 => Ok(()),
        n => {
            let error = Error::new(Kind::Conflict, "statistics/not-described");
            Err(error.with("id", id).with("n", n))
        }
    }
}

/// The forms of a released dataset, for everybody; `None` where nobody filled any in.
///
/// # Errors
/// `statistics/no-dataset`; `statistics/nothing-released`.
pub async fn of_released(bureau: &Bureau, id: &str) -> Result<(Dataset, Option<Kept>)> {
    let read = async |tx: &mut Tx| -> Result<(Dataset, Option<Kept>)> {
        let (dataset, _) = outlines::released(tx, bureau, id, AsOf::Now).await?;
        let kept = metadata::latest(tx, id).await?;
        Ok((dataset, kept))
    };
    bureau.cell().db().read(read).await
}

/// The forms of every dataset that has some, by its identifier. What is not released is among them.
///
/// # Errors
/// Those of the database.
pub async fn of_all(bureau: &Bureau) -> Result<HashMap<String, Kept>> {
    let read = async |tx: &mut Tx| -> Result<HashMap<String, Kept>> {
        Ok(metadata::latest_of_all(tx).await?.into_iter().collect())
    };
    bureau.cell().db().read(read).await
}

/// The same as programs read it.
///
/// # Errors
/// As [`of_released`]; `statistics/no-metadata` where nobody filled any in.
pub async fn json_of_released(bureau: &Bureau, id: &str) -> Result<Value> {
    let (dataset, kept) = of_released(bureau, id).await?;
    let missing = || Error::new(Kind::NotFound, "statistics/no-metadata").with("id", id);
    let kept = kept.ok_or_else(missing)?;
    let name = async |tx: &mut Tx| -> Result<Option<String>> {
        Ok(identity::agency_name(tx, &dataset.producer).await?)
    };
    let name = bureau.cell().db().read(name).await?;
    let city = bureau.cell().settings().code.as_str();
    let producer = Producer {
        name: name.as_deref().unwrap_or(&dataset.producer),
        province: city.split('.').next().unwrap_or(city),
        city,
    };
    Ok(published(&dataset, &kept.metadata, &producer))
}

/// Writes the forms anew, in one transaction with what they were.
async fn keep(
    bureau: &Bureau,
    actor: &Actor,
    id: &str,
    part: &str,
    change: impl Fn(Metadata) -> Result<Metadata>,
) -> Result<Forms> {
    let seen = show(bureau, actor, id).await?;
    if !seen.may_change {
        let producer = Resource::Agency(&seen.dataset.producer);
        require(bureau.cell(), actor, COLLECT, producer).await?;
    }
    let write = async |tx: &mut Tx| -> Result<Forms> {
        let before = metadata::latest(tx, id).await?;
        let number = before.as_ref().map_or(1, |it| it.number + 1);
        let kept = Kept {
            number,
            metadata: change(before.map(|it| it.metadata).unwrap_or_default())?,
            saved_by: actor.id().to_owned(),
            saved_name: actor.name().to_owned(),
            saved_at: bureau.cell().now(),
        };
        if !metadata::add(tx, id, &kept).await? {
            return Err(Error::new(Kind::Conflict, "statistics/written-meanwhile"));
        }
        let facts = json!({ "number": number, "part": part });
        bureau.note(tx, METADATA_SAVED, actor, id, facts).await?;
        forms(tx, bureau, actor, id).await
    };
    bureau.cell().db().write(write).await
}

async fn forms(tx: &mut Tx, bureau: &Bureau, actor: &Actor, id: &str) -> Result<Forms> {
    let dataset = datasets::find(tx, id).await?.ok_or_else(|| refusal::no_dataset(id))?;
    let producer = Resource::Agency(&dataset.producer);
    authorise(actor, SEE, producer).map_err(|_| refusal::no_dataset(id))?;
    let name = identity::agency_name(tx, &dataset.producer).await?;
    let kept = metadata::latest(tx, id).await?;
    let written = kept.as_ref().map(|it| it.metadata.clone()).unwrap_or_default();
    Ok(Forms {
        producer_name: name.unwrap_or_else(|| dataset.producer.clone()),
        gaps: gaps(&dataset, &written),
        advice: advice(tx, bureau, &dataset, &written).await?,
        may_change: authorise(actor, COLLECT, producer).is_ok()
            || authorise(actor, DESCRIBE, Resource::Cell).is_ok(),
        kept,
        dataset,
    })
}

/// The names of indicators by the rules of the national standards of data, and those that another
/// dataset uses already.
async fn advice(
    tx: &mut Tx,
    bureau: &Bureau,
    dataset: &Dataset,
    written: &Metadata,
) -> Result<Vec<Advice>> {
    const NAME: &str = "nama";
    let own = bureau.cell().settings().code.as_str();
    let regions = lists::at_and_below(tx, super::loading::REGIONS, own).await?;
    let regions: Vec<&str> = regions.iter().map(|it| it.title.id.as_str()).collect();
    let others = metadata::latest_of_all(tx).await?;
    let mut all = Vec::new();
    for (id, record) in &written.indicators {
        let Some(name) = record.get(NAME) else { continue };
        let section = Section::Indicator(id.clone());
        let mut say = |about| all.push(Advice { section: section.clone(), wire: NAME, about });
        lint::name(name, &regions).into_iter().for_each(|wrong| say(About::Name(wrong)));
        let same = |it: &Kept| it.metadata.indicators.values().any(|it| it.get(NAME) == Some(name));
        let twice = others.iter().find(|(other, it)| *other != dataset.id && same(it));
        twice.into_iter().for_each(|(other, _)| say(About::Twice(other.clone())));
    }
    Ok(all)
}
