//! What has to be known to read a table of a dataset, and the reading.

use std::collections::{BTreeMap, HashMap};

use base::{Error, Kind, Result};
use cube::Cell;
use db::Tx;
use layout::{Known, Sheet};

use super::convert::{self, limits};
use super::preview;
use super::{Absent, Arranged, Examined};
use crate::domain::codes::{self, ListedCode};
use crate::domain::dataset::{Axis, AxisKind, Dataset};
use crate::domain::examination::{self, Finding, Table};
use crate::domain::figure::{Figure, Series};
use crate::domain::period::Period;
use crate::domain::{refusal, webapi};
use crate::store::{cells, datasets, lists, versions};
use crate::usecase::Bureau;

/// The list of the ministry, with which that of BPS is bridged.
const BRIDGED: (&str, &str) = ("KEMENDAGRI", "BPS");

/// What has to be known to read a table of a dataset.
pub(in super::super) struct Basis {
    pub dataset: Dataset,
    /// The code of the regency.
    home: String,
    lists: BTreeMap<String, Vec<ListedCode>>,
    bridge: Vec<(String, String)>,
    before: HashMap<(Series, Period), Cell>,
}

impl Basis {
    pub(in super::super) async fn load(
        tx: &mut Tx,
        bureau: &Bureau,
        dataset: &str,
    ) -> Result<Self> {
        let found = datasets::find(tx, dataset).await?;
        let dataset = found.ok_or_else(|| refusal::no_dataset(dataset))?;
        let here = bureau.cell().settings().code.as_str().to_owned();
        let mut all = BTreeMap::new();
        let mut bridge = Vec::new();
        for axis in &dataset.description.axes {
            let mut codes = lists::codes(tx, &axis.list).await?;
            if axis.list == BRIDGED.0 {
                // Villages of other regencies would only make names ambiguous.
                codes.retain(|it| it.code.starts_with(&here) || it.code.matches('.').count() < 2);
                let pairs = lists::bridges(tx, BRIDGED.1, BRIDGED.0).await?;
                bridge.extend(pairs.into_iter().map(|it| (it.code, it.other)));
            }
            all.insert(axis.id.clone(), codes);
        }
        let before = before(tx, &dataset).await?;
        Ok(Self { dataset, home: here, lists: all, bridge, before })
    }

    /// The dataset as the reader of sheets wants it.
    fn known(&self) -> Known<'_> {
        let description = &self.dataset.description;
        let breakdowns = description.axes.iter().filter(|it| it.kind == AxisKind::Breakdown);
        Known {
            regions: self.dataset.region().map(|it| self.dimension(it)),
            breakdowns: breakdowns.map(|it| self.dimension(it)).collect(),
            measures: description.measures.iter().map(convert::measure).collect(),
            bridge: self.pairs().collect(),
        }
    }

    fn dimension<'k>(&'k self, axis: &'k Axis) -> layout::Dimension<'k> {
        let listed = self.lists.get(&axis.id).map_or(&[][..], Vec::as_slice);
        let mut codes: Vec<layout::Code<'k>> = Vec::with_capacity(listed.len());
        for it in listed {
            let names = [it.title.id.as_str(), it.title.en.as_str()];
            let code = layout::Code { code: &it.code, names, parent: it.parent.as_deref() };
            match codes.last_mut() {
                // A code that came back: as it was named last.
                Some(last) if last.code == code.code => *last = code,
                _ => codes.push(code),
            }
        }
        layout::Dimension { id: &axis.id, titles: [&axis.title.id, &axis.title.en], codes }
    }

    /// Proposes how a file is to be read.
    ///
    /// # Errors
    /// Those of reading files; `statistics/no-table` when no sheet has one.
    pub(in super::super) fn propose(&self, bytes: &[u8]) -> Result<Arranged> {
        let book = self.sheets(bytes)?;
        let nothing = BTreeMap::new();
        let sheets = book.sheets.iter().map(|it| convert::sheet(it, &nothing));
        let sheets: Vec<Sheet<'_>> = sheets.collect();
        let (taken, proposal) = layout::pick(&sheets, &self.known()).ok_or_else(no_table)?;
        let sheet = book.sheets.get(taken).map(|it| it.name.clone()).unwrap_or_default();
        Ok(Arranged { sheet, layout: proposal.layout, ..Arranged::default() })
    }

    /// Proposes how one sheet of a file is to be read.
    ///
    /// # Errors
    /// As [`Self::propose`].
    pub(in super::super) fn propose_of(&self, bytes: &[u8], sheet: &str) -> Result<Arranged> {
        let book = self.sheets(bytes)?;
        let wanted = book.sheets.iter().find(|it| it.name == sheet).ok_or_else(no_table)?;
        let nothing = BTreeMap::new();
        let of_sheet = layout::propose(&convert::sheet(wanted, &nothing), &self.known());
        let layout = of_sheet.ok_or_else(no_table)?.layout;
        Ok(Arranged { sheet: sheet.to_owned(), layout, ..Arranged::default() })
    }

    /// Reads a file as somebody decided, and examines what it says.
    ///
    /// # Errors
    /// Those of reading files; `statistics/no-table` when the sheet is not there any more.
    pub(in super::super) fn read(&self, bytes: &[u8], by: &Arranged) -> Result<Examined> {
        let book = self.sheets(bytes)?;
        let (corrected, none) = (convert::places(&by.corrected), BTreeMap::new());
        let change = |it: &tables::Sheet| it.name == by.sheet;
        let sheet = |it| convert::sheet(it, if change(it) { &corrected } else { &none });
        let sheets: Vec<Sheet<'_>> = book.sheets.iter().map(sheet).collect();
        let wanted = sheets.iter().find(|it| it.name == by.sheet).ok_or_else(no_table)?;
        let known = self.known();
        let reading = layout::read(wanted, &by.layout, &known);
        let mut figures = convert::figures(&reading)?;
        if let Some(why) = by.absent {
            self.fill(&mut figures, why);
        }
        let mut findings = self.examine(&figures);
        // What is hidden or stands on other sheets is said by the proposal.
        let beside = layout::pick(&sheets, &known).map(|(_, it)| it.findings).unwrap_or_default();
        findings.extend(beside.into_iter().map(Finding::from));
        findings.extend(reading.findings.iter().cloned().map(Finding::from));
        findings.sort_by_key(|it| (it.severity, it.check));
        let preview = preview::of(&sheets, wanted, &by.layout, &findings);
        Ok(Examined { figures, findings, left_out: reading.left_out, preview })
    }

    /// The sheets of a file: of a spreadsheet, a CSV, or an answer of BPS, whose codes are those of the
    /// ministry then.
    fn sheets(&self, bytes: &[u8]) -> Result<tables::Book> {
        if !webapi::is_one(bytes) {
            return tables::sheets(bytes, &limits());
        }
        let bridge: HashMap<&str, &str> = self.pairs().collect();
        webapi::book(bytes, &limits(), |code| bridge.get(code).copied())
    }

    /// Codes of BPS with those of the ministry.
    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.bridge.iter().map(|(bps, here)| (bps.as_str(), here.as_str()))
    }

    fn examine(&self, figures: &[(String, Figure)]) -> Vec<Finding> {
        examination::examine(&self.table(figures))
    }

    fn table<'t>(&'t self, figures: &'t [(String, Figure)]) -> Table<'t> {
        Table {
            dataset: &self.dataset,
            figures,
            before: &self.before,
            home: &self.home,
            lists: &self.lists,
        }
    }

    /// Regions that the table does not name get the reason somebody gave for all of them.
    fn fill(&self, figures: &mut Vec<(String, Figure)>, why: Absent) {
        let missing = Cell::Missing(convert::missing(why));
        let absent = examination::absent(&self.table(figures));
        let figure = |(series, period)| Figure { series, period, cell: missing };
        figures.extend(absent.into_iter().map(|it| ("–".to_owned(), figure(it))));
    }

    /// The code of an axis that somebody means who typed it, or its name.
    pub(in super::super) fn code(&self, axis: &str, typed: &str) -> Option<&str> {
        codes::meant(self.lists.get(axis)?, typed)
    }

    /// The codes of each axis.
    pub(in super::super) fn into_lists(self) -> (Dataset, BTreeMap<String, Vec<ListedCode>>) {
        (self.dataset, self.lists)
    }
}

fn no_table() -> Error {
    Error::new(Kind::Invalid, "statistics/no-table")
}

/// Everything the last version says.
async fn before(tx: &mut Tx, dataset: &Dataset) -> Result<HashMap<(Series, Period), Cell>> {
    let mut all = HashMap::new();
    let Some(last) = versions::last(tx, &dataset.id).await? else { return Ok(all) };
    let ever = cells::Span::whole();
    for measure in &dataset.description.measures {
        let found = if dataset.description.axes.is_empty() {
            let series = std::slice::from_ref(&measure.id);
            cells::of_series(tx, &dataset.id, last.number, series, &ever).await?
        } else {
            let prefix = format!("{}/", measure.id);
            cells::beginning(tx, &dataset.id, last.number, &prefix, &ever).await?
        };
        all.extend(found.into_iter().map(|it| ((it.series, it.period), it.cell)));
    }
    Ok(all)
}
