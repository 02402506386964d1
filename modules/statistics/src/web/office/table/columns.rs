//! What each column holds, as a form: the lists of its fields stand side by side, one entry per column.

use base::{Error, Kind, Result};
use layout::plan::{Column, Place, Value};
use layout::{Convention, Layout, Mark, Role};
use web::Form;

use crate::domain::codes::{labelled, meant};
use crate::domain::period::Period;
use crate::usecase::process::tables::Opened;

/// The form of a layout, filled in.
pub(super) struct Columns {
    pub rows: Vec<Row>,
    /// What no column says.
    pub fixed: Said,
    pub heads: (u32, u32),
    pub body: (u32, u32),
    /// The region of rows named *Jumlah*, with its name.
    pub total: String,
    pub convention: &'static str,
    /// `3, 7`
    pub skipped: String,
}

/// One column.
pub(super) struct Row {
    pub letters: String,
    pub head: String,
    pub role: String,
    pub is_value: bool,
    pub said: Said,
    pub power: i8,
    pub mark: &'static str,
}

/// Where figures belong, as far as it is said: codes with their names, by the order of the axes.
#[derive(Default)]
pub(super) struct Said {
    pub measure: String,
    pub period: String,
    /// The id of the axis, and the code with its name.
    pub codes: Vec<(String, String)>,
}

/// The roles that are the same in every dataset.
pub(super) const ROLES: [&str; 11] = [
    "unknown",
    "ignored",
    "number",
    "region-1",
    "region-2",
    "region-3",
    "region-0",
    "region-code",
    "period",
    "measure",
    "value",
];
/// What a breakdown's role begins with.
pub(super) const BREAKDOWN: &str = "breakdown:";
pub(super) const POWERS: [i8; 4] = [0, 3, 6, 9];
pub(super) const MARKS: [&str; 4] = ["final", "provisional", "very-provisional", "revised"];

impl Columns {
    pub fn of(opened: &Opened) -> Self {
        let layout = &opened.arranged.layout;
        let row = |it: &crate::usecase::process::reading::Head| {
            let role = layout.role(it.column).unwrap_or(&Role::Ignored);
            let value =
                if let Role::Value(value) = role { value.clone() } else { Value::default() };
            Row {
                letters: it.letters.clone(),
                head: it.text.clone(),
                role: role_code(role),
                is_value: matches!(role, Role::Value(_)),
                said: said(opened, &value.place),
                power: value.power,
                mark: mark_code(value.mark),
            }
        };
        let skipped: Vec<String> = layout.skipped.iter().map(u32::to_string).collect();
        Self {
            rows: opened.examined.preview.heads.iter().map(row).collect(),
            fixed: said(opened, &layout.fixed),
            heads: layout.heads,
            body: layout.body,
            total: layout.total.as_deref().map_or_else(String::new, |it| region(opened, it)),
            convention: match layout.convention {
                None => "",
                Some(Convention::DotsGroup) => "dots",
                Some(Convention::CommasGroup) => "commas",
            },
            skipped: skipped.join(", "),
        }
    }
}

fn said(opened: &Opened, place: &Place) -> Said {
    let code = |axis: &crate::domain::dataset::Axis| {
        let list = opened.lists.get(&axis.id).map_or(&[][..], Vec::as_slice);
        let said = place.codes.get(&axis.id);
        (axis.id.clone(), said.map_or_else(String::new, |code| labelled(list, code)))
    };
    Said {
        measure: place.measure.clone().unwrap_or_default(),
        period: place.period.clone().unwrap_or_default(),
        codes: opened.dataset.description.axes.iter().map(code).collect(),
    }
}

fn region(opened: &Opened, code: &str) -> String {
    let list = opened.dataset.region().and_then(|it| opened.lists.get(&it.id));
    labelled(list.map_or(&[][..], Vec::as_slice), code)
}

fn role_code(role: &Role) -> String {
    match role {
        Role::Unknown => "unknown".to_owned(),
        Role::Ignored => "ignored".to_owned(),
        Role::Number => "number".to_owned(),
        Role::Region { level } => format!("region-{level}"),
        Role::RegionCode => "region-code".to_owned(),
        Role::Period => "period".to_owned(),
        Role::Breakdown(id) => format!("{BREAKDOWN}{id}"),
        Role::Measure => "measure".to_owned(),
        Role::Value(_) => "value".to_owned(),
    }
}

const fn mark_code(mark: Mark) -> &'static str {
    match mark {
        Mark::Final => "final",
        Mark::Provisional => "provisional",
        Mark::VeryProvisional => "very-provisional",
        Mark::Revised => "revised",
    }
}

/// The layout that the form says. What the form does not show stays as it was.
///
/// # Errors
/// `statistics/meaning` for a code that no list has; `statistics/period`; `statistics/rows` for rows
/// that are no numbers or in the wrong order.
pub(super) fn read(form: &Form, opened: &Opened) -> Result<Layout> {
    let heads = &opened.examined.preview.heads;
    let mut layout = opened.arranged.layout.clone();
    let mut columns: Vec<Column> = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let role = role(form, opened, at)?;
        columns.push(Column { column: head.column, role });
    }
    // Beyond the columns that are shown.
    columns.extend(
        layout.columns.iter().skip_while(|it| usize::from(it.column) < heads.len()).cloned(),
    );
    layout.columns = columns;
    layout.fixed = place(form, opened, "tetap", 0)?;
    layout.heads = rows(form, ("kepala-dari", "kepala-sampai"))?;
    layout.body = rows(form, ("isi-dari", "isi-sampai"))?;
    if layout.heads.1 >= layout.body.0 {
        return Err(wrong_rows());
    }
    layout.total = match (form.value("jumlah"), opened.dataset.region()) {
        ("", _) | (_, None) => None,
        (typed, Some(axis)) => Some(code(opened, &axis.id, typed)?),
    };
    layout.convention = match form.value("penulisan") {
        "dots" => Some(Convention::DotsGroup),
        "commas" => Some(Convention::CommasGroup),
        _ => None,
    };
    layout.skipped = skipped(form)?;
    Ok(layout)
}

fn role(form: &Form, opened: &Opened, at: usize) -> Result<Role> {
    let entry = |name: &str| form.list(name).get(at).map_or("", |it| it.trim());
    Ok(match entry("peran[]") {
        "ignored" => Role::Ignored,
        "number" => Role::Number,
        "region-code" => Role::RegionCode,
        "period" => Role::Period,
        "measure" => Role::Measure,
        "value" => Role::Value(Value {
            place: place(form, opened, "kolom", at)?,
            power: entry("kali[]").parse().ok().filter(|it| POWERS.contains(it)).unwrap_or(0),
            mark: mark(entry("tanda[]")),
        }),
        other => match (other.strip_prefix("region-"), other.strip_prefix(BREAKDOWN)) {
            (Some(level), _) => Role::Region { level: level.parse().map_or(2, |it: u8| it.min(3)) },
            (_, Some(id)) if opened.dataset.axis(id).is_some() => Role::Breakdown(id.to_owned()),
            _ => Role::Unknown,
        },
    })
}

fn mark(code: &str) -> Mark {
    match code {
        "provisional" => Mark::Provisional,
        "very-provisional" => Mark::VeryProvisional,
        "revised" => Mark::Revised,
        _ => Mark::Final,
    }
}

/// The place that a group of fields says: those of a column, or those that are fixed.
fn place(form: &Form, opened: &Opened, group: &str, at: usize) -> Result<Place> {
    let entry = |name: &str| {
        let all = form.list(&format!("{group}-{name}[]"));
        all.get(at).map_or("", |it| it.trim()).to_owned()
    };
    let mut place = Place::default();
    let measure = entry("ukuran");
    place.measure = opened.dataset.measure(&measure).map(|it| it.id.clone());
    let period = entry("periode");
    if !period.is_empty() {
        let wrong = |_| Error::new(Kind::Invalid, "statistics/period");
        place.period = Some(Period::parse(&period).map_err(wrong)?.to_string());
    }
    for axis in &opened.dataset.description.axes {
        let typed = entry(&axis.id);
        if !typed.is_empty() {
            place.codes.insert(axis.id.clone(), code(opened, &axis.id, &typed)?);
        }
    }
    Ok(place)
}

fn code(opened: &Opened, axis: &str, typed: &str) -> Result<String> {
    let list = opened.lists.get(axis).map_or(&[][..], Vec::as_slice);
    let found = meant(list, typed).ok_or_else(|| {
        let error = Error::new(Kind::Invalid, "statistics/meaning").with("text", typed);
        error.with("meant", typed)
    })?;
    Ok(found.to_owned())
}

fn rows(form: &Form, (from, to): (&str, &str)) -> Result<(u32, u32)> {
    let number = |name| form.value(name).parse::<u32>().ok().filter(|it| *it > 0);
    let (from, to) = number(from).zip(number(to)).ok_or_else(wrong_rows)?;
    if from > to { Err(wrong_rows()) } else { Ok((from, to)) }
}

fn skipped(form: &Form) -> Result<Vec<u32>> {
    let all = form.value("dilewati").split([',', ' ', ';']).filter(|it| !it.is_empty());
    let row = |it: &str| it.parse::<u32>().map_err(|_| wrong_rows());
    let mut rows = all.map(row).collect::<Result<Vec<u32>>>()?;
    rows.sort_unstable();
    rows.dedup();
    Ok(rows)
}

fn wrong_rows() -> Error {
    Error::new(Kind::Invalid, "statistics/rows")
}
