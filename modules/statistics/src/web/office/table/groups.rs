//! Findings by how they are mended: names that need a code, cells that need another content, regions
//! that are missing, warnings that need a reason.

use std::collections::BTreeMap;

use layout::{At, Suggestion};
use web::Page;

use crate::domain::codes::labelled;
use crate::domain::examination::{Check, Finding, Severity};
use crate::usecase::process::tables::Opened;

/// Rows of one kind that are shown; whoever has more begins with these.
const SHOWN: usize = 60;

/// A finding as it is shown.
#[derive(Clone)]
pub(super) struct Said {
    pub check: &'static str,
    /// The cell, empty when it is about the whole table.
    pub at: String,
    pub text: String,
    pub key: String,
}

/// A text that names no code.
pub(super) struct Name {
    pub axis: String,
    pub text: String,
    /// Where it stands.
    pub cells: Vec<String>,
    /// The rows of these cells, joined by commas.
    pub rows: String,
    pub said: String,
    /// The code that is probably meant, with its name.
    pub proposed: String,
    /// Others that may be meant.
    pub others: Vec<String>,
}

/// A cell whose content has to be another one.
pub(super) struct Spot {
    pub said: Said,
    pub row: u32,
    /// What is probably meant, or was typed before.
    pub value: String,
}

/// Warnings of one check.
pub(super) struct Doubt {
    pub check: &'static str,
    pub all: Vec<Said>,
}

#[derive(Default)]
pub(super) struct Groups {
    pub errors: usize,
    pub open_warnings: usize,
    pub names: Vec<Name>,
    pub cells: Vec<Spot>,
    /// Cells beyond those that are shown.
    pub more_cells: usize,
    /// A number that can be read in two ways: 1234 or 1.234.
    pub either: Option<(String, String)>,
    /// Mended by saying what the columns are, or in the file.
    pub whole: Vec<Said>,
    /// Regions that are missing.
    pub gaps: Vec<Said>,
    pub doubts: Vec<Doubt>,
    /// Warnings with the reasons people gave.
    pub confirmed: Vec<(Said, String)>,
    pub notes: Vec<Said>,
    /// How bad the worst finding at a cell is that nobody has confirmed.
    pub places: BTreeMap<String, Severity>,
}

impl Groups {
    pub fn of(page: &Page, opened: &Opened) -> Self {
        let mut groups = Self::default();
        let mut doubts: BTreeMap<&str, Doubt> = BTreeMap::new();
        for it in &opened.examined.findings {
            let said = Said::of(page, opened, it);
            groups.place(opened, it, &said);
            match it.severity {
                Severity::Error => groups.error(opened, it, said),
                Severity::Note => groups.notes.push(said),
                Severity::Warning => match opened.submission.confirmed.reason(&said.key) {
                    Some(reason) => groups.confirmed.push((said, reason.to_owned())),
                    None => {
                        groups.open_warnings += 1;
                        groups.name(opened, it, &said);
                        if it.check == Check::K04 {
                            groups.gaps.push(said.clone());
                        }
                        let empty = || Doubt { check: it.check.code(), all: Vec::new() };
                        doubts.entry(it.check.code()).or_insert_with(empty).all.push(said);
                    }
                },
            }
        }
        groups.doubts = doubts.into_values().collect();
        groups.more_cells = groups.cells.len().saturating_sub(SHOWN);
        groups.cells.truncate(SHOWN);
        groups.names.truncate(SHOWN);
        groups
    }

    fn place(&mut self, opened: &Opened, it: &Finding, said: &Said) {
        let confirmed = opened.submission.confirmed.reason(&said.key).is_some();
        if said.at.is_empty() || confirmed || it.severity == Severity::Note {
            return;
        }
        let known = self.places.entry(said.at.clone()).or_insert(it.severity);
        *known = (*known).min(it.severity);
    }

    fn error(&mut self, opened: &Opened, it: &Finding, said: Said) {
        self.errors += 1;
        if it.check == Check::K04 {
            self.gaps.push(said);
            return;
        }
        if let Some(Suggestion::Either { dots_group, commas_group }) = &it.suggestion {
            self.either.get_or_insert((dots_group.clone(), commas_group.clone()));
        }
        if self.name(opened, it, &said) {
            return;
        }
        let heads = opened.arranged.layout.heads.1;
        let place = it.at.as_deref().and_then(At::parse).filter(|at| at.row > heads);
        match place.filter(|_| it.check != Check::K01) {
            Some(at) => {
                let typed = opened.arranged.corrected.get(&said.at).cloned();
                let value = typed.or_else(|| proposed(it)).unwrap_or_default();
                self.cells.push(Spot { said, row: at.row, value });
            }
            None => self.whole.push(said),
        }
    }

    /// Takes a finding about a text that names no code; whether it is one.
    fn name(&mut self, opened: &Opened, it: &Finding, said: &Said) -> bool {
        let Some((axis, text)) = named(opened, it) else { return false };
        let row = it.at.as_deref().and_then(At::parse).map(|at| at.row.to_string());
        let row = row.unwrap_or_default();
        let known = self.names.iter_mut().find(|one| one.axis == axis && one.text == *text);
        if let Some(known) = known {
            known.cells.push(said.at.clone());
            known.rows = format!("{},{row}", known.rows);
            return true;
        }
        let list = opened.lists.get(&axis).map_or(&[][..], Vec::as_slice);
        let (proposed, others) = match &it.suggestion {
            Some(Suggestion::Code { code, .. }) => (labelled(list, code), Vec::new()),
            Some(Suggestion::Codes { codes, .. }) => {
                (String::new(), codes.iter().map(|it| labelled(list, it)).collect())
            }
            _ => Default::default(),
        };
        self.names.push(Name {
            axis,
            text: text.clone(),
            cells: vec![said.at.clone()],
            rows: row,
            said: said.text.clone(),
            proposed,
            others,
        });
        true
    }
}

impl Said {
    fn of(page: &Page, opened: &Opened, it: &Finding) -> Self {
        Self {
            check: it.check.code(),
            at: it.at.clone().unwrap_or_default(),
            text: opened.names().sentence(page.visit().app().texts(), page.language(), it),
            key: it.key(),
        }
    }
}

/// The axis and the text of a finding that a code would mend.
fn named<'f>(opened: &Opened, it: &'f Finding) -> Option<(String, &'f String)> {
    // What measure or period a row is about is said by its cell.
    let of_lists = !matches!(it.says, "period-unknown" | "measure-unknown");
    let text = it.facts.get("text").filter(|_| it.check == Check::K02 && of_lists)?;
    let suggested = match &it.suggestion {
        Some(Suggestion::Code { dimension, .. } | Suggestion::Codes { dimension, .. }) => {
            Some(dimension.clone())
        }
        _ => None,
    };
    let said = it.facts.get("dimension").cloned().or(suggested);
    let region = || opened.dataset.region().map(|it| it.id.clone());
    Some((said.or_else(region)?, text))
}

fn proposed(it: &Finding) -> Option<String> {
    match &it.suggestion {
        Some(Suggestion::Text(text)) => Some(text.clone()),
        _ => None,
    }
}
