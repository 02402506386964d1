//! One section of the forms, to be filled in.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind};
use web::{Choice, Form, Page, Pages, Visit, html, html_with, see_other};

use super::super::SEES;
use super::overview::said;
use super::path;
use crate::domain::metadata::{BETWEEN, Field, FieldKind, Record, Section, is_asked, is_needed};
use crate::usecase::Bureau;
use crate::usecase::metadata::{self, Forms};
use crate::web::metadata::{choice, title};

pub(super) fn pages() -> Pages {
    // Whether somebody may write here depends on whose dataset it is: the use-case knows.
    Pages::new().get("/kerja/statistik/metadata/{dataset}/{section}", SEES, ask).post(
        "/kerja/statistik/metadata/{dataset}/{section}",
        SEES,
        save,
    )
}

#[derive(Template)]
#[template(path = "stat-metadata-section.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    forms: Forms,
    title: String,
    path: String,
    back: String,
    fields: Vec<Asked>,
    advice: Vec<String>,
    /// Whether what stands here was proposed and waits to be saved.
    is_proposed: bool,
}

/// A field as it is asked for.
struct Asked {
    wire: &'static str,
    label: String,
    hint: &'static str,
    kind: FieldKind,
    choices: Vec<Choice>,
    /// Of several choices, those that were made.
    ticked: Vec<String>,
}

impl View {
    fn is_ticked(&self, field: &Asked, value: &str) -> bool {
        field.ticked.iter().any(|it| it == value)
    }
}

async fn ask(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path((dataset, section)): Path<(String, String)>,
) -> web::Result<Response> {
    let forms = metadata::show(&bureau, visit.signed_in()?, &dataset).await?;
    let section = found(&forms, &section)?;
    let written = forms.written();
    let mine = |field: &Field| !written.value(&section, field.wire).is_empty();
    let is_proposed = forms.may_change && !section.fields().iter().any(mine);
    let record = if is_proposed {
        metadata::proposal(&bureau, &forms, &section).await?
    } else {
        written.record(&section).cloned().unwrap_or_default()
    };
    let is_proposed = is_proposed && !record.is_empty();
    html(&view(&visit, forms, (&section, is_proposed), (filled(&record), &record)))
}

async fn save(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path((dataset, section)): Path<(String, String)>,
    mut form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let forms = metadata::show(&bureau, actor, &dataset).await?;
    let section = found(&forms, &section)?;
    let record = typed(&form, &section);
    let error = match metadata::save(&bureau, actor, &dataset, &section, &record).await {
        Ok(forms) => {
            let next = forms.next(Some(&section)).map(|it| format!("/{}", it.code()));
            return Ok(see_other(&format!("{}{}", path(&dataset), next.unwrap_or_default())));
        }
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict) => error,
        Err(error) => return Err(error.into()),
    };
    let first = section.fields().first().map_or("", |it| it.wire);
    let named = error.params().iter().find(|(name, _)| *name == "field");
    form.refuse(named.map_or(first, |(_, field)| field), &error);
    let page = view(&visit, forms, (&section, false), (form, &record));
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn found(forms: &Forms, code: &str) -> base::Result<Section> {
    let unknown = || Error::new(Kind::NotFound, "statistics/no-metadata");
    Section::parse(&forms.dataset, code).ok_or_else(|| unknown().with("id", &forms.dataset.id))
}

/// What was typed, by the names of the wire.
fn typed(form: &Form, section: &Section) -> Record {
    let text = |field: &Field| match field.kind {
        FieldKind::Several(_) => form.list(&format!("{}[]", field.wire)).join(BETWEEN),
        _ => form.value(field.wire).replace("\r\n", "\n"),
    };
    section.fields().iter().map(|it| (it.wire.to_owned(), text(it))).collect()
}

fn filled(record: &Record) -> Form {
    record.iter().fold(Form::new(), |form, (wire, text)| form.filled(wire, text))
}

fn view(
    visit: &Visit,
    forms: Forms,
    (section, is_proposed): (&Section, bool),
    (form, record): (Form, &Record),
) -> View {
    let page = visit.work("stat-md-list").called(forms.dataset.title(visit.language()));
    let written = forms.written().with(section, record);
    let asked = section.fields().iter().filter(|it| is_asked(&written, section, it));
    let fields = asked.map(|field| {
        let all = match field.kind {
            FieldKind::Choice(all) | FieldKind::Several(all) => all,
            _ => &[],
        };
        let made = record.get(field.wire).map(|it| it.split(BETWEEN).map(str::to_owned).collect());
        let conditional = !is_needed(&written, section, field);
        Asked {
            wire: field.wire,
            label: format!("stat-field-{}", field.wire),
            hint: if conditional { "stat-md-may-be-empty" } else { "" },
            kind: field.kind,
            choices: all.iter().map(|it| Choice::new(*it, choice(&page, it))).collect(),
            ticked: made.unwrap_or_default(),
        }
    });
    let fields = fields.collect();
    let of_section = forms.advice.iter().filter(|it| it.section == *section);
    let advice = of_section.map(|it| said(&page, it)).collect();
    let back = path(&forms.dataset.id);
    View {
        title: title(&page, &forms.dataset, section),
        path: format!("{back}/{}", section.code()),
        back,
        form,
        forms,
        fields,
        advice,
        is_proposed,
        page,
    }
}
