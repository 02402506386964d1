//! What the treasury's pages are made of: facts, tables, forms. One template shows them all.

use std::borrow::Borrow;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Date, Error, Kind, Rupiah, format};
use web::{Choice, Explained, Form, Page, Pagination, html_with};

/// A page.
#[derive(Template)]
#[template(path = "treasury.html", blocks = ["main"])]
pub(super) struct View {
    pub page: Page,
    pub form: Form,
    pub back: Option<(String, String)>,
    pub tag: Option<(&'static str, String)>,
    pub lead: String,
    pub problem: Option<Explained>,
    pub notes: Vec<String>,
    pub filter: Vec<Field>,
    /// What the filter keeps: name and value.
    pub kept: Vec<(&'static str, String)>,
    /// Name, value, and where the value leads.
    pub facts: Vec<(String, String, String)>,
    pub links: Vec<(String, String)>,
    /// Long texts as they are, each under its title.
    pub text: Option<Vec<(String, String)>>,
    /// Keys of what is said when there is nothing.
    pub empty: Option<(&'static str, &'static str)>,
    /// Where one goes from there: a path, and the key of its words.
    pub next: Option<(&'static str, &'static str)>,
    pub sheets: Vec<Sheet>,
    pub pages: Pagination,
    pub specs: Vec<Spec>,
}

/// A table.
#[derive(Default)]
pub(super) struct Sheet {
    pub title: String,
    /// Titles of columns; whether they stand over figures.
    pub heads: Vec<(String, bool)>,
    pub rows: Vec<Vec<Cell>>,
    pub foot: Vec<Cell>,
    /// Rows become cards on a phone; long tables of many figures are scrolled instead.
    pub cards: bool,
    /// The figures of a card follow each other in its lines.
    pub flow: bool,
    /// A heading over this and the tables that follow.
    pub above: String,
    /// Folded below its title, beside which these words stand.
    pub fold: String,
}

/// A field of a table.
#[derive(Default)]
pub(super) struct Cell {
    pub text: String,
    pub under: String,
    pub link: String,
    pub class: &'static str,
    pub tag: Option<&'static str>,
}

/// A form.
pub(super) struct Spec {
    pub action: String,
    pub title: &'static str,
    pub lead: &'static str,
    /// Account codes, each with its name, before the other fields.
    pub codes: Vec<CodeRow>,
    pub fields: Vec<Field>,
    pub button: &'static str,
    pub secondary: bool,
    pub files: bool,
}

/// A sort of account in a form, with the names of its fields.
pub(super) struct CodeRow {
    pub account: String,
    pub is_missing: bool,
    pub code: String,
    pub name: String,
}

/// A field of a form; texts are keys.
pub(super) struct Field {
    /// `text`, `date`, `password`, `area`, `radios`, `select`, `file`.
    pub kind: &'static str,
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub choices: Vec<Choice>,
}

impl View {
    pub fn new(page: Page) -> Self {
        Self {
            page,
            form: Form::new(),
            back: None,
            tag: None,
            lead: String::new(),
            problem: None,
            notes: Vec::new(),
            filter: Vec::new(),
            kept: Vec::new(),
            facts: Vec::new(),
            links: Vec::new(),
            text: None,
            empty: None,
            next: None,
            sheets: Vec::new(),
            pages: Pagination::default(),
            specs: Vec::new(),
        }
    }

    /// The line below the title, by its key.
    pub fn lead(mut self, key: &str) -> Self {
        self.lead = self.page.t(key).to_string();
        self
    }

    pub fn back(mut self, path: &str, key: &str) -> Self {
        self.back = Some((path.to_owned(), self.page.t(key).to_string()));
        self
    }

    /// Adds a fact, by the key of its name; nothing for an empty one.
    pub fn fact(&mut self, key: &str, value: impl Into<String>) {
        self.fact_to(key, value, "");
    }

    pub fn fact_to(&mut self, key: &str, value: impl Into<String>, path: &str) {
        let value = value.into();
        if !value.is_empty() {
            self.facts.push((self.page.t(key).to_string(), value, path.to_owned()));
        }
    }

    pub fn link(&mut self, path: impl Into<String>, key: &str) {
        self.links.push((path.into(), self.page.t(key).to_string()));
    }

    /// A table with the keys of its columns; titles stand as the cells below them do.
    pub fn sheet(&self, title: &str, heads: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
        let first = rows.first();
        let over_figures = |at: usize| {
            first.and_then(|row| row.get(at)).is_some_and(|cell| cell.class.starts_with("num"))
        };
        let head = |(at, key): (usize, &&str)| (self.page.t(key).to_string(), over_figures(at));
        let heads = heads.iter().enumerate().map(head).collect();
        let title = match title {
            "" => String::new(),
            key => self.page.t(key).to_string(),
        };
        Sheet { title, heads, rows, ..Sheet::default() }
    }

    /// Whether the filter asks for nothing but days.
    fn asks_days(&self) -> bool {
        self.filter.iter().all(|field| field.kind == "date")
    }

    pub fn answer(&self) -> web::Result<Response> {
        self.answer_with(StatusCode::OK)
    }

    pub fn answer_with(&self, status: StatusCode) -> web::Result<Response> {
        html_with(status, self)
    }
}

impl Sheet {
    pub fn cards(mut self) -> Self {
        self.cards = true;
        self
    }

    /// Cards of many small figures.
    pub fn flow(mut self) -> Self {
        (self.cards, self.flow) = (true, true);
        self
    }

    /// Folds it below a title, with the words beside that.
    pub fn folded(mut self, title: impl Into<String>, beside: impl Into<String>) -> Self {
        (self.title, self.fold) = (title.into(), beside.into());
        self
    }

    pub fn foot(mut self, foot: Vec<Cell>) -> Self {
        self.foot = foot;
        self
    }

    /// On a phone the first field heads its card, and what says nothing is left out.
    fn class(&self, at: impl Borrow<usize>, cell: &Cell) -> String {
        match (self.cards, *at.borrow()) {
            (true, 0) => "wide".to_owned(),
            // Only one field can head a card.
            (true, _) if cell.class == "wide" => String::new(),
            (true, _) if cell.says_nothing() => format!("{} off", cell.class),
            _ => cell.class.to_owned(),
        }
    }

    /// What the head of the table says, to stand before the field on a phone.
    fn label(&self, at: impl Borrow<usize>, cell: &Cell) -> Option<&str> {
        let at = *at.borrow();
        let beside_the_title = cell.tag.is_some() || cell.class.ends_with(" st");
        let stands_alone = at == 0 || beside_the_title || cell.class == "wide";
        let (head, _) = self.heads.get(at).filter(|_| self.cards && !stands_alone)?;
        (!cell.says_nothing()).then_some(head)
    }
}

pub(super) fn cell(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

pub(super) fn quiet(text: impl Into<String>) -> Cell {
    Cell { class: "meta", ..cell(text) }
}

/// A figure.
pub(super) fn figure(text: impl Into<String>) -> Cell {
    Cell { class: "num", ..cell(text) }
}

/// An amount; nothing for zero, as in a journal.
pub(super) fn amount(amount: Rupiah) -> Cell {
    figure(match amount {
        Rupiah::ZERO => "–".to_owned(),
        amount => format::integer(amount.0),
    })
}

pub(super) fn to(path: String, text: impl Into<String>) -> Cell {
    Cell { link: path, class: "wide", ..cell(text) }
}

pub(super) fn tagged(colour: &'static str, text: impl Into<String>) -> Cell {
    Cell { tag: Some(colour), class: "st", ..cell(text) }
}

impl Cell {
    fn says_nothing(&self) -> bool {
        self.tag.is_none() && matches!(self.text.as_str(), "" | "–")
    }

    /// A figure that stands beside the title of its card.
    pub fn beside(mut self) -> Self {
        self.class = "num st";
        self
    }

    pub fn under(mut self, text: impl Into<String>) -> Self {
        self.under = text.into();
        self
    }
}

pub(super) fn field(kind: &'static str, name: &'static str, label: &'static str) -> Field {
    Field { kind, name, label, hint: "", choices: Vec::new() }
}

impl Field {
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    pub fn of(mut self, choices: Vec<Choice>) -> Self {
        self.choices = choices;
        self
    }
}

pub(super) fn spec(
    action: impl Into<String>,
    title: &'static str,
    button: &'static str,
    fields: Vec<Field>,
) -> Spec {
    let action = action.into();
    Spec {
        action,
        title,
        lead: "",
        codes: Vec::new(),
        fields,
        button,
        secondary: false,
        files: false,
    }
}

impl Spec {
    pub fn lead(mut self, key: &'static str) -> Self {
        self.lead = key;
        self
    }

    pub fn second(mut self) -> Self {
        self.secondary = true;
        self
    }

    pub fn with_files(mut self) -> Self {
        self.files = true;
        self
    }
}

/// The status under which a page comes back that says what was wrong; `None` where nothing can be
/// shown.
pub(super) fn status(error: &Error) -> Option<StatusCode> {
    match error.kind() {
        Kind::Invalid | Kind::Precondition => Some(StatusCode::UNPROCESSABLE_ENTITY),
        Kind::Conflict => Some(StatusCode::CONFLICT),
        Kind::TooLarge => Some(StatusCode::PAYLOAD_TOO_LARGE),
        Kind::Forbidden if error.code() == "payments/four-eyes" => Some(StatusCode::FORBIDDEN),
        _ => None,
    }
}

/// `30-09-2026`, `30/9/2026`, or from a date field `2026-09-30`.
pub(super) fn date(text: &str) -> Result<Date, Error> {
    let parts: Vec<i16> =
        text.split(['-', '/', '.', ' ']).map(|part| part.parse().unwrap_or(0)).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if *year > 31 => (*year, *month, *day),
        [day, month, year] => (*year, *month, *day),
        _ => (0, 0, 0),
    };
    let small = |n: i16| i8::try_from(n).unwrap_or(0);
    let read = Date::new(year, small(month), small(day)).ok().filter(|_| year > 1900);
    read.ok_or_else(|| Error::new(Kind::Invalid, "payments/date"))
}

/// A line of a CSV file; a text that a spreadsheet would take for a formula is marked as text.
pub(super) fn csv_line(fields: &[String]) -> String {
    let quoted = |field: &String| {
        let formula = field.starts_with(['=', '+', '@', '\t'])
            || (field.starts_with('-') && field[1..].parse::<i64>().is_err());
        let safe = if formula { format!("'{field}") } else { field.clone() };
        match safe.contains([',', '"', '\n', '\r', ';']) {
            true => format!("\"{}\"", safe.replace('"', "\"\"")),
            false => safe,
        }
    };
    let mut line = fields.iter().map(quoted).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}
