//! Findings in words, with names instead of codes, and figures as they will be read.

use base::{Decimal, Language, format};
use web::Page;

use crate::domain::codes::labelled;
use crate::domain::examination::Finding;
use crate::domain::figure::Figure;
use crate::usecase::process::tables::Opened;
use crate::web::say;

/// Figures that are shown.
const ROWS: usize = 40;

/// The sentence of a finding: what is wrong, in the words of people who fill in tables.
pub(super) fn of(page: &Page, opened: &Opened, it: &Finding) -> String {
    let key = format!("stat-finding-{}", it.says);
    let mut phrase = page.t(&key);
    for (name, fact) in &it.facts {
        phrase = phrase.with(name, said(page.language(), opened, name, fact));
    }
    phrase.to_string()
}

/// A fact as people say it.
fn said(language: Language, opened: &Opened, name: &str, fact: &str) -> String {
    match name {
        "dimension" => title(language, opened, fact),
        "code" | "name" => label(opened, fact),
        "codes" => fact.split(' ').map(|code| label(opened, code)).collect::<Vec<_>>().join(", "),
        "value" | "last" | "total" | "gap" => {
            Decimal::parse(fact).map_or_else(|_| fact.to_owned(), format::figure)
        }
        _ => fact.to_owned(),
    }
}

/// The title of an axis.
fn title(language: Language, opened: &Opened, id: &str) -> String {
    let axis = opened.dataset.axis(id);
    axis.map_or_else(|| id.to_owned(), |it| it.title.said(language).to_owned())
}

/// A code of any axis with its name.
pub(super) fn label(opened: &Opened, code: &str) -> String {
    let list = opened.lists.values().find(|all| all.iter().any(|it| it.code == code));
    list.map_or_else(|| code.to_owned(), |all| labelled(all, code))
}

/// A figure as it will be released.
pub(super) struct Row {
    /// The cell it was read from.
    pub at: String,
    pub measure: String,
    /// The names of its codes.
    pub names: String,
    pub period: String,
    pub figure: String,
}

/// The first figures, and those of the period that is owed before others.
pub(super) fn rows(opened: &Opened, language: Language) -> Vec<Row> {
    let owed = opened.obligation.period;
    let mut all: Vec<&(String, Figure)> = opened.examined.figures.iter().collect();
    all.sort_by_key(|(_, it)| it.period != owed);
    all.into_iter().take(ROWS).map(|(at, it)| row(opened, language, at, it)).collect()
}

fn row(opened: &Opened, language: Language, at: &str, it: &Figure) -> Row {
    let measure = it.series.codes().first().and_then(|code| opened.dataset.measure(code));
    let name = |(axis, code): (&str, &String)| {
        let listed = opened.lists.get(axis)?.iter().rev().find(|it| it.code == *code)?;
        Some(listed.title.said(language).to_owned())
    };
    let order = opened.dataset.series_order();
    let places = order.into_iter().zip(it.series.codes()).skip(1);
    let names: Vec<String> =
        places.map(|place| name(place).unwrap_or_else(|| place.1.clone())).collect();
    Row {
        at: at.to_owned(),
        measure: measure.map_or_else(String::new, |it| it.title.said(language).to_owned()),
        names: names.join(" · "),
        period: it.period.to_string(),
        figure: say::figure(it.cell, measure.map(|it| it.counted_in()).as_ref()),
    }
}
