//! What somebody chose on a page of a dataset; it stays in the address.

use base::{Date, Error, Instant, Kind, Language, Result, Zone};
use cube::Dimension;
use web::{Choice, Form};

use crate::domain::dataset::{Dataset, MEASURE, TIME};
use crate::domain::selection::Selection;
use crate::domain::version::AsOf;

/// A dimension of which one code can be chosen.
pub(super) struct Chooser {
    pub name: String,
    pub title: String,
    pub choices: Vec<Choice>,
    /// Whether the figures of all codes may stand in one table: not those of several measures.
    pub all: bool,
}

/// The version that is asked for by number (`versi`), by day (`per`), or the one in force.
pub(super) fn as_of(form: &Form, zone: &Zone) -> Result<AsOf> {
    let wrong = || Error::new(Kind::Invalid, "web/unreadable");
    match (form.value("versi"), form.value("per")) {
        ("", "") => Ok(AsOf::Now),
        ("", day) => {
            let day: Date = day.parse().map_err(|_| wrong())?;
            let next = day.tomorrow().map_err(|_| wrong())?;
            let last = zone.start_of(next).millis().saturating_sub(1);
            Ok(AsOf::Known(Instant::from_millis(last)))
        }
        (number, _) => number.parse().map(AsOf::Version).map_err(|_| wrong()),
    }
}

pub(super) fn dimensions(dataset: &Dataset) -> impl Iterator<Item = &str> {
    let axes = dataset.description.axes.iter().map(|it| it.id.as_str());
    axes.chain([TIME, MEASURE])
}

/// One code per dimension that is named; all of the others.
pub(super) fn selection(dataset: &Dataset, form: &Form) -> Selection {
    dimensions(dataset).fold(Selection::all(), |all, id| match form.value(id) {
        "" => all,
        code => all.only(id, [code]),
    })
}

/// The choice as a query, without some of its names.
pub(super) fn query(dataset: &Dataset, form: &Form, without: &[&str]) -> String {
    let names = dimensions(dataset).chain(["versi", "per", "dalam", "periode"]);
    let pairs = names.filter(|it| !without.contains(it)).map(|name| (name, form.value(name)));
    let pairs = pairs.filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

/// The choice as a query of the files, which are in the language of the house unless it says another.
pub(super) fn of_files(dataset: &Dataset, form: &Form, language: Language) -> String {
    let query = query(dataset, form, &["dalam", "periode"]);
    match (language == Language::default(), query.as_str()) {
        (true, _) => query,
        (false, "") => format!("lang={}", language.tag()),
        (false, _) => format!("{query}&lang={}", language.tag()),
    }
}

/// The measure first, then the region, then what breaks figures down.
pub(super) fn choosers(dataset: &Dataset, whole: &[Dimension], language: Language) -> Vec<Chooser> {
    let rank = |it: &Dimension| match (it.id == MEASURE, dataset.region().map(|axis| &axis.id)) {
        (true, _) => 0,
        (_, Some(region)) if *region == it.id => 1,
        _ => 2,
    };
    let mut several: Vec<&Dimension> =
        whole.iter().filter(|it| it.id != TIME && it.codes.len() > 1).collect();
    several.sort_by_key(|it| rank(it));
    let chooser = |it: &Dimension| {
        let choice =
            |code: &cube::Code| Choice::new(&code.id, super::say::short(&code.title, language));
        Chooser {
            name: it.id.clone(),
            title: it.title.said(language).to_owned(),
            choices: it.codes.iter().map(choice).collect(),
            all: it.id != MEASURE,
        }
    };
    several.into_iter().map(chooser).collect()
}
