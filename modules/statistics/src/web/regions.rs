//! One period across the regions: bars from the greatest to the least, and a map where its boundaries
//! come with the program.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use base::{Decimal, format};
use charts::legend::{self, Entry};
use charts::{Bar, Boundaries, Choropleth, Shade, bar, breaks};
use cube::{Cell, Code, Unit};
use web::{Markup, Page};

use super::say;
use crate::boundaries;
use crate::domain::line::Line;
use crate::domain::period::Period;
use crate::usecase::places::Places;

static OF_64: LazyLock<Option<Boundaries>> =
    LazyLock::new(|| Boundaries::parse(boundaries::OF_64).ok());
static OF_64_08: LazyLock<Option<Boundaries>> =
    LazyLock::new(|| Boundaries::parse(boundaries::OF_64_08).ok());

/// Fewer regions are no comparison.
const LEAST: usize = 2;
const CLASSES: usize = 5;

/// The parts of which region, of which breakdowns, in which period.
pub(super) struct Slice<'l> {
    pub parent: String,
    pub period: Period,
    breakdowns: &'l [Code],
    cells: Vec<(&'l Code, Cell)>,
    /// Periods in which parts of the same region are known, the newest first.
    pub periods: Vec<Period>,
    /// Regions whose parts are known, with the number of these.
    pub parents: Vec<(String, usize)>,
}

/// What the page shows of it.
pub(super) struct Regions {
    pub title: String,
    pub period: String,
    pub about: String,
    pub unit: String,
    pub rows: Vec<Row>,
    pub map: Option<(Markup, Markup)>,
    /// Names of regions of which nothing is known.
    pub unknown: String,
    /// Regions that are known but not on the map.
    pub off_map: String,
}

pub(super) struct Row {
    pub code: String,
    pub name: String,
    pub figure: String,
    pub sign: &'static str,
    /// Why there is no figure, in words.
    pub missing: &'static str,
    pub bar: Markup,
    pub own: bool,
}

/// Regions of one period and one combination of breakdowns.
#[derive(Default)]
struct Known<'l> {
    breakdowns: &'l [Code],
    cells: Vec<(&'l Code, Cell)>,
}

type Group<'l> = BTreeMap<(Period, Vec<&'l str>), Known<'l>>;

impl<'l> Slice<'l> {
    /// The parts of the wanted region and the wanted period; where nothing is wanted or known of it,
    /// the region with most parts, and of the periods with most of them the newest.
    pub fn choose(lines: &'l [Line], parent: &str, period: Option<Period>) -> Option<Self> {
        let mut groups: BTreeMap<&str, Group<'_>> = BTreeMap::new();
        for line in lines {
            let Some(region) = line.region.as_ref() else { continue };
            let Some((above, _)) = region.id.rsplit_once('.') else { continue };
            let group = groups.entry(above).or_default();
            let codes: Vec<&str> = line.breakdowns.iter().map(|it| it.id.as_str()).collect();
            for (period, cell) in &line.cells {
                let known = group.entry((*period, codes.clone())).or_default();
                known.breakdowns = &line.breakdowns;
                known.cells.push((region, *cell));
            }
        }
        let most = |group: &Group<'_>| group.values().map(|it| it.cells.len()).max().unwrap_or(0);
        groups.retain(|_, group| most(group) >= LEAST);
        let wanted = groups.keys().copied().find(|it| *it == parent);
        let largest = groups.iter().max_by_key(|(_, group)| most(group)).map(|(it, _)| *it);
        let parent = wanted.or(largest)?;
        let parents = groups.iter().map(|(it, group)| ((*it).to_owned(), most(group))).collect();
        let group = groups.remove(parent)?;
        let known = group.iter().filter(|(_, it)| it.cells.len() >= LEAST);
        let periods: BTreeSet<Period> = known.map(|((period, _), _)| *period).collect();
        let period = period.filter(|it| periods.contains(it));
        let of_period = group.into_iter().filter(|((it, _), _)| period.is_none_or(|p| p == *it));
        let best = of_period.max_by_key(|((period, _), it)| (it.cells.len(), *period));
        let ((period, _), Known { breakdowns, cells }) = best?;
        let periods = periods.into_iter().rev().collect();
        Some(Self { parent: parent.to_owned(), period, breakdowns, cells, periods, parents })
    }

    pub fn shown(&self, page: &Page, places: &Places, own: &str, unit: Option<&Unit>) -> Regions {
        let language = page.language();
        let known = |code: &str| self.cells.iter().any(|(it, _)| it.id == code);
        let unknown = places.parts.iter().filter(|(code, _)| !known(code));
        let unknown: Vec<&str> = unknown.map(|(_, name)| name.said(language)).collect();
        let map = boundaries_of(&self.parent).map(|it| self.map(page, it, unit));
        let (map, off_map) = map.map_or((None, String::new()), |(map, off)| (Some(map), off));
        let title = places.title.as_ref().map_or(self.parent.as_str(), |it| it.said(language));
        Regions {
            title: title.to_owned(),
            period: self.period.to_string(),
            about: say::names(self.breakdowns, language),
            unit: unit.map(|it| it.title.said(language).to_owned()).unwrap_or_default(),
            rows: self.rows(page, own),
            map,
            unknown: unknown.join(", "),
            off_map,
        }
    }

    fn rows(&self, page: &Page, own: &str) -> Vec<Row> {
        let scaled = self.scaled();
        let most = scaled.values().copied().max().unwrap_or(0);
        let mut cells = self.cells.clone();
        cells.sort_by_key(|(code, cell)| (std::cmp::Reverse(cell.value()), code.id.clone()));
        let row = |(code, cell): (&Code, Cell)| Row {
            code: code.id.rsplit('.').next().unwrap_or_default().to_owned(),
            name: code.title.said(page.language()).to_owned(),
            figure: cell.value().map(format::figure).unwrap_or_default(),
            sign: cell.sign(),
            missing: if cell.value().is_none() { cell.said(page.language()) } else { "" },
            bar: match scaled.get(code.id.as_str()) {
                Some(value) => Markup::trusted(bar(*value, most, Bar::Plain).to_svg()),
                None => Markup::trusted(String::new()),
            },
            own: code.id == own,
        };
        cells.into_iter().map(row).collect()
    }

    fn places(&self) -> u8 {
        let places = self.cells.iter().filter_map(|(_, cell)| cell.value().map(Decimal::places));
        places.max().unwrap_or(0)
    }

    /// The figures as whole numbers of one scale.
    fn scaled(&self) -> BTreeMap<&str, i64> {
        let places = self.places();
        let figures = self.cells.iter().filter_map(|(code, cell)| {
            Some((code.id.as_str(), cell.value()?.at(places).ok()?.units()))
        });
        figures.collect()
    }

    /// Map with legend, and the names of regions that it does not have.
    fn map(
        &self,
        page: &Page,
        boundaries: &Boundaries,
        unit: Option<&Unit>,
    ) -> ((Markup, Markup), String) {
        let language = page.language();
        let scaled = self.scaled();
        let classes = breaks::round(&scaled.values().copied().collect::<Vec<_>>(), CLASSES);
        let shade = |(code, cell): &(&Code, Cell)| {
            let name = code.title.said(language);
            let (tone, said) = match scaled.get(code.id.as_str()) {
                Some(value) => (classes.tone(*value), say::figure(*cell, unit)),
                None => (charts::Tone::Missing, cell.said(language).to_owned()),
            };
            (code.id.clone(), Shade { tone, title: format!("{name}: {said}"), link: None })
        };
        let map = Choropleth {
            boundaries,
            sentence: page
                .t("stat-map-sentence")
                .with("period", self.period.to_string())
                .to_string(),
            shades: self.cells.iter().map(shade).collect(),
        };
        let off: Vec<&str> = map.off_map();
        let off = self.cells.iter().filter(|(code, _)| off.contains(&code.id.as_str()));
        let off: Vec<&str> = off.map(|(code, _)| code.title.said(language)).collect();
        let places = self.places();
        let number = |value| Decimal::new(value, places).map(trimmed).unwrap_or_default();
        let mut entries = classes.legend(language, number, "");
        if boundaries.regions().iter().any(|it| !scaled.contains_key(it.code.as_str())) {
            entries.push(Entry::missing(language));
        }
        let svg = Markup::trusted(map.draw().to_svg());
        ((svg, Markup::trusted(legend::html(&entries))), off.join(", "))
    }
}

/// A bound without zeros that say nothing: `1.500`, not `1.500,00`.
fn trimmed(value: Decimal) -> String {
    format::decimal(value.fraction(), u32::from(value.places()))
}

fn boundaries_of(parent: &str) -> Option<&'static Boundaries> {
    match parent {
        "64" => OF_64.as_ref(),
        "64.08" => OF_64_08.as_ref(),
        _ => None,
    }
}
