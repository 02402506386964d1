//! Figures, units and changes in words.

use base::{Language, Rounding, format};
use cube::{Cell, Code, Text, Unit};
use web::Page;

use crate::domain::change::{Change, PERCENT, Size};
use crate::domain::codes;

/// A figure with its unit: `8,07 %`, `448.850`; a missing one as its sign.
pub(super) fn figure(cell: Cell, unit: Option<&Unit>) -> String {
    let percent = unit.is_some_and(|it| it.id == PERCENT);
    match cell.value() {
        Some(value) if percent => format!("{}\u{a0}%", format::figure(value)),
        Some(value) => format::figure(value),
        None => cell.sign().to_owned(),
    }
}

/// The unit beside a figure; empty where the figure has it already.
pub(super) fn unit(unit: Option<&Unit>, language: Language) -> String {
    let beside = unit.filter(|it| it.id != PERCENT);
    beside.map(|it| it.title.said(language).to_owned()).unwrap_or_default()
}

/// `+0,74 poin`, `−5,9 %`, `tetap`: never colour or arrow alone.
pub(super) fn change(page: &Page, it: &Change) -> String {
    let places = if matches!(it.size, Size::Points(_)) { 2 } else { 1 };
    let shown = match it.size {
        Size::Points(value) => format::decimal(value, places),
        Size::Rate(rate) => format::percent(rate, places),
    };
    let text = shown.replace('-', "−");
    if direction(it) == 0 {
        return page.t("stat-unchanged").to_string();
    }
    let plus = if it.size.value().is_negative() { "" } else { "+" };
    match it.size {
        Size::Points(_) => page.t("stat-points").with("n", format!("{plus}{text}")).to_string(),
        Size::Rate(_) => format!("{plus}{text}"),
    }
}

/// Down, unchanged or up, as far as can be seen in what is written.
pub(super) fn direction(it: &Change) -> i8 {
    let scale = base::Fraction::whole(if matches!(it.size, Size::Points(_)) { 100 } else { 1_000 });
    let shown = it.size.value().checked_mul(scale).map(|it| it.round(Rounding::HalfUp));
    match shown.map_or(0, i128::signum) {
        -1 => -1,
        1 => 1,
        _ => 0,
    }
}

/// The icon that stands before the words of a change.
pub(super) fn arrow(it: &Change) -> &'static str {
    match direction(it) {
        -1 => "trending-down",
        1 => "trending-up",
        _ => "minus",
    }
}

/// What a long title begins with: a source is listed as `Katakaltim — 13 Jan 2026, …`.
pub(super) fn short(title: &Text, language: Language) -> &str {
    parts(title, language).0
}

/// The short name of a title, and what it is in full where that is more.
pub(super) fn parts(title: &Text, language: Language) -> (&str, Option<&str>) {
    codes::name_parts(title.said(language))
}

/// Names of codes in one line.
pub(super) fn names(codes: &[Code], language: Language) -> String {
    let names: Vec<&str> = codes.iter().map(|it| short(&it.title, language)).collect();
    names.join(" · ")
}
