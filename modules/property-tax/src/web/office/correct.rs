//! The forms of corrections.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Nop};
use web::{Choice, Explained, Form, Page, Visit, html, html_with, see_other};

use super::correct_parts::{self, WantedParts};
use super::say;
use crate::domain::object::TaxObject;
use crate::domain::rules::FOOD_OR_LIVESTOCK;
use crate::domain::subject::Subject;
use crate::usecase::corrections::{self, EXEMPTIONS};
use crate::usecase::registry::{self, ObjectFile};

#[derive(Template)]
#[template(path = "office-correct-object.html", blocks = ["main"])]
struct ObjectForm {
    page: Page,
    form: Form,
    nop: Nop,
    /// How many land parts and buildings the form has.
    land: usize,
    buildings: usize,
    /// The numbers of the buildings, as the registry has them.
    numbers: Vec<i64>,
    exemptions: Vec<Choice>,
    uses: Vec<Choice>,
    usages: Vec<Choice>,
    land_kinds: Vec<Choice>,
    problem: Option<Explained>,
}

impl ObjectForm {
    fn new(visit: &Visit, file: &ObjectFile, form: Form, problem: Option<&Error>) -> Self {
        let page = visit.work("ptax-correct-object").called(file.object.nop.to_string());
        let letter = |letter: &&str| {
            let said = page.t(&format!("ptax-exempt-{letter}")).to_string();
            Choice::new(*letter, format!("{letter}. {said}"))
        };
        Self {
            exemptions: EXEMPTIONS.iter().map(letter).collect(),
            usages: correct_parts::usages(&page),
            land_kinds: correct_parts::land_kinds(&page),
            uses: vec![Choice::new(FOOD_OR_LIVESTOCK, page.t("ptax-use-food").to_string())],
            problem: problem.map(|error| page.error(error)),
            nop: file.object.nop,
            land: file.object.parts.land.len(),
            buildings: file.object.parts.buildings.len(),
            numbers: file.object.parts.buildings.iter().map(|part| part.number).collect(),
            page,
            form,
        }
    }

    fn number(&self, i: &usize) -> String {
        self.numbers.get(*i).map(i64::to_string).unwrap_or_default()
    }

    /// Whether somebody began to add a part, so that what is wrong with it is in sight.
    fn adds_land(&self) -> bool {
        correct_parts::is_begun(&self.form, correct_parts::NEW_LAND)
    }

    fn adds_building(&self) -> bool {
        correct_parts::is_begun(&self.form, correct_parts::NEW_BUILDING)
    }
}

pub(super) async fn object_form(visit: Visit, Path(nop): Path<String>) -> web::Result<Response> {
    let file = registry::object(visit.cell(), visit.signed_in()?, Nop::parse(&nop)?).await?;
    let form = filled(&file.object).filled("versi", &file.mark);
    html(&ObjectForm::new(&visit, &file, form, None))
}

fn filled(object: &TaxObject) -> Form {
    let form = Form::new()
        .filled("subjek", &object.subject_id)
        .filled("jalan", &object.address.street)
        .filled("blok", &object.address.block)
        .filled("rt", &object.address.rt)
        .filled("rw", &object.address.rw)
        .filled("bebas", &object.exemption)
        .filled("tarif", object.parts.tariff_use.clone().unwrap_or_default());
    correct_parts::filled(form, &object.parts)
}

/// What the form asks for.
struct Wanted {
    subject: String,
    address: [String; 4],
    exemption: String,
    tariff_use: Option<String>,
    parts: WantedParts,
}

impl Wanted {
    fn read(form: &mut Form, object: &TaxObject) -> Option<Self> {
        let parts = WantedParts::read(form, &object.parts);
        form.required("alasan")?;
        let value = |name: &str| form.value(name).to_owned();
        Some(Self {
            subject: value("subjek"),
            address: ["jalan", "blok", "rt", "rw"].map(value),
            exemption: value("bebas"),
            tariff_use: Some(value("tarif")).filter(|name| !name.is_empty()),
            parts: parts?,
        })
    }

    fn apply(&self, object: &mut TaxObject) {
        let [street, block, rt, rw] = self.address.clone();
        object.subject_id.clone_from(&self.subject);
        object.address = crate::domain::object::ObjectAddress { street, block, rt, rw };
        object.exemption.clone_from(&self.exemption);
        object.parts.tariff_use.clone_from(&self.tariff_use);
        self.parts.apply(&mut object.parts);
    }
}

pub(super) async fn object(
    visit: Visit,
    Path(nop): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let (cell, actor, nop) = (visit.cell(), visit.signed_in()?, Nop::parse(&nop)?);
    let file = registry::object(cell, actor, nop).await?;
    let Some(wanted) = Wanted::read(&mut form, &file.object) else {
        let view = ObjectForm::new(&visit, &file, form, None);
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let (shown, reason) = (form.value("versi").to_owned(), form.value("alasan").to_owned());
    let change = |object: &mut TaxObject| wanted.apply(object);
    match corrections::correct_object(cell, actor, nop, &shown, &reason, change).await {
        Ok(()) => Ok(see_other(&format!("/kerja/pbb/objek/{}?tersimpan=1", nop.digits()))),
        Err(error) => match say::status(&error) {
            Some(status) => html_with(status, &ObjectForm::new(&visit, &file, form, Some(&error))),
            None => Err(error.into()),
        },
    }
}

#[derive(Template)]
#[template(path = "office-correct-subject.html", blocks = ["main"])]
struct SubjectForm {
    page: Page,
    form: Form,
    id: String,
    occupations: Vec<Choice>,
    problem: Option<Explained>,
}

impl SubjectForm {
    fn new(visit: &Visit, subject: &Subject, form: Form, problem: Option<&Error>) -> Self {
        let page = visit.work("ptax-correct-subject").called(subject.name.clone());
        let occupation =
            |n: u8| Choice::new(n.to_string(), page.t(&format!("ptax-occupation-{n}")).to_string());
        Self {
            occupations: (1..=5).map(occupation).collect(),
            problem: problem.map(|error| page.error(error)),
            id: subject.id.clone(),
            page,
            form,
        }
    }
}

pub(super) async fn subject_form(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    let file = registry::subject(visit.cell(), visit.signed_in()?, &id).await?;
    let s = &file.subject;
    let form = Form::new()
        .filled("nama", &s.name)
        .filled("jalan", &s.street)
        .filled("blok", &s.block)
        .filled("rt", &s.rt)
        .filled("rw", &s.rw)
        .filled("kelurahan", &s.village_name)
        .filled("kota", &s.city)
        .filled("kodepos", &s.postal_code)
        .filled("telepon", &s.phone)
        .filled("npwp", &s.npwp)
        .filled("pekerjaan", &s.occupation)
        .filled("versi", &file.mark);
    html(&SubjectForm::new(&visit, s, form, None))
}

pub(super) async fn subject(
    visit: Visit,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let (cell, actor) = (visit.cell(), visit.signed_in()?);
    let file = registry::subject(cell, actor, &id).await?;
    form.required("nama");
    form.required("alasan");
    if form.has_errors() {
        let view = SubjectForm::new(&visit, &file.subject, form, None);
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    let after = read_subject(&form, id.clone());
    let (shown, reason) = (form.value("versi").to_owned(), form.value("alasan").to_owned());
    match corrections::correct_subject(cell, actor, &after, &shown, &reason).await {
        Ok(()) => {
            // The path of this page names the person as the browser wrote it.
            let path = visit.path().trim_end_matches("/ubah");
            Ok(see_other(&format!("{path}?tersimpan=1")))
        }
        Err(error) => match say::status(&error) {
            Some(status) => {
                let view = SubjectForm::new(&visit, &file.subject, form, Some(&error));
                html_with(status, &view)
            }
            None => Err(error.into()),
        },
    }
}

fn read_subject(form: &Form, id: String) -> Subject {
    let value = |name: &str| form.value(name).to_owned();
    Subject {
        id,
        name: value("nama"),
        street: value("jalan"),
        block: value("blok"),
        rt: value("rt"),
        rw: value("rw"),
        village_name: value("kelurahan"),
        city: value("kota"),
        postal_code: value("kodepos"),
        phone: value("telepon"),
        npwp: value("npwp"),
        occupation: value("pekerjaan"),
    }
}
