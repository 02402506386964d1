//! An assessment in figures, drawings and sentences.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base::{Fraction, Language, format};
use charts::legend::{self, Entry};
use charts::{Bar, Boundaries, Choropleth, Column, Columns, Shade, Tone, bar, breaks, proportion};
use web::{Markup, Page};

use super::say;
use crate::usecase::assess::{District, Overview};
use crate::usecase::assessments::Sums;

/// A change of up to one percent counts as none on the map, in tenths of a percent.
const STILL: i64 = 10;

/// The map of the regency whose boundaries come with the program.
const KUTAI_TIMUR: &str = "64.08";
static MAP: LazyLock<Option<Boundaries>> = LazyLock::new(|| {
    Boundaries::parse(include_str!("../../../data/boundaries/64.08.geojson")).ok()
});

/// One line of the table of districts.
pub(super) struct DistrictRow {
    pub code: String,
    pub name: String,
    pub sums: Sums,
    pub change: String,
    pub bar: Markup,
}

/// The map with its legend, and the districts it cannot show.
pub(super) struct Map {
    pub drawing: Markup,
    pub legend: Markup,
    pub off_map: String,
}

fn svg(drawing: &charts::Drawing) -> Markup {
    Markup::trusted(drawing.to_svg())
}

/// The districts, the largest tax first, with the share of change as a bar.
pub(super) fn districts(view: &Overview) -> Vec<DistrictRow> {
    let classes = classes(view);
    let of = |sums: &Sums| say::permille(sums.last_year, sums.due);
    let most = view.districts.iter().filter_map(|(_, s)| of(s)).map(i64::abs).max().unwrap_or(0);
    let mut all: Vec<&(District, Sums)> = view.districts.iter().collect();
    all.sort_by_key(|(district, sums)| (std::cmp::Reverse(sums.due), district.code.clone()));
    let row = |(district, sums): &(District, Sums)| {
        let change = of(sums).unwrap_or(0);
        DistrictRow {
            code: number(district),
            name: district.name.clone(),
            sums: *sums,
            change: say::change(sums.last_year, sums.due),
            bar: svg(&bar(change, most, Bar::Change(classes.tone(change)))),
        }
    };
    all.into_iter().map(row).collect()
}

/// The number on the map where the district has one, else the tax office's.
fn number(district: &District) -> String {
    let region = district.region_code.as_deref().and_then(|code| code.rsplit('.').next());
    region.unwrap_or_else(|| district.code.get(4..).unwrap_or_default()).to_owned()
}

fn classes(view: &Overview) -> charts::Breaks {
    let all = view.districts.iter().filter_map(|(_, s)| say::permille(s.last_year, s.due));
    breaks::around_zero(&all.collect::<Vec<_>>(), STILL)
}

/// The map of changes; `None` for one village, for other regencies, or without last year.
pub(super) fn map(page: &Page, view: &Overview) -> Option<Map> {
    let ours = page.visit().cell().settings().code.as_str() == KUTAI_TIMUR;
    if !ours || view.run.village.is_some() || view.total.last_year.0 <= 0 {
        return None;
    }
    let classes = classes(view);
    let shades = view.districts.iter().filter_map(|(district, sums)| {
        let change = say::permille(sums.last_year, sums.due)?;
        let title = format!("{}: {}", district.name, say::change(sums.last_year, sums.due));
        let shade = Shade { tone: classes.tone(change), title, link: None };
        Some((district.region_code.clone()?, shade))
    });
    let shades: BTreeMap<String, Shade> = shades.collect();
    let map = Choropleth {
        boundaries: MAP.as_ref()?,
        sentence: page.t("ptax-run-map-sentence").to_string(),
        shades,
    };
    let off: Vec<String> = map.off_map().iter().map(|code| name_of(view, code)).collect();
    let mut entries = classes.legend(page.language(), tenths, "\u{a0}%");
    if map.boundaries.regions().iter().any(|region| !map.shades.contains_key(&region.code)) {
        entries.push(Entry::missing(page.language()));
    }
    Some(Map {
        drawing: svg(&map.draw()),
        legend: Markup::trusted(legend::html(&entries)),
        off_map: off.join(", "),
    })
}

fn name_of(view: &Overview, code: &str) -> String {
    let named = view.districts.iter().find(|(d, _)| d.region_code.as_deref() == Some(code));
    named.map_or_else(|| code.to_owned(), |(district, _)| district.name.clone())
}

/// Tenths of a percent as percent: 81 is `8,1`.
fn tenths(value: i64) -> String {
    Fraction::new(i128::from(value), 10).map(|v| format::decimal(v, 1)).unwrap_or_default()
}

/// Up, unchanged, down in one bar.
pub(super) fn directions(sums: &Sums) -> Markup {
    let parts = [
        (sums.gone_up, Tone::Change4),
        (sums.unchanged, Tone::Unchanged),
        (sums.gone_down, Tone::Change1),
    ];
    svg(&proportion(&parts, None))
}

/// How many objects changed by how much, in the seven classes of `change_class`.
pub(super) fn columns(page: &Page, view: &Overview) -> Markup {
    let labels = [
        page.t("ptax-run-down").to_string(),
        page.t("ptax-run-same").to_string(),
        "0–2,5\u{a0}%".to_owned(),
        "2,5–5\u{a0}%".to_owned(),
        "5–10\u{a0}%".to_owned(),
        "10–25\u{a0}%".to_owned(),
        "> 25\u{a0}%".to_owned(),
    ];
    let tones = [
        Tone::Change1,
        Tone::Unchanged,
        Tone::Change3,
        Tone::Change4,
        Tone::Change4,
        Tone::Change5,
        Tone::Change5,
    ];
    let of = |class: i64| view.changes.iter().find(|(c, _)| *c == class).map_or(0, |(_, n)| *n);
    let column = |((label, tone), class): ((String, Tone), i64)| {
        let value = of(class);
        Column { label, value, figure: format::integer(value), tone }
    };
    let columns: Vec<Column> = labels.into_iter().zip(tones).zip(0..).map(column).collect();
    let said: Vec<String> = columns.iter().map(|c| format!("{} {}", c.label, c.figure)).collect();
    let sentence = page.t("ptax-run-columns-sentence").with("classes", said.join(", ")).to_string();
    // What the columns count stands above them, as text that wraps on a phone.
    svg(&Columns { sentence, note: String::new(), columns }.draw())
}

/// `Rp24,51 miliar`.
pub(super) fn short(amount: base::Rupiah, language: Language) -> String {
    format::short_rupiah(amount, language)
}
