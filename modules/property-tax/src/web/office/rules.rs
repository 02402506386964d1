//! Rules with their citations, who keeps the registry, and what stands on papers.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind, format};
use pbb::{Bracket, Brackets};
use web::{Choice, Explained, Form, Page, Upload, Visit, html, html_with, see_other};

use super::say;
use crate::domain::office::Office;
use crate::domain::revision::RegistryMode;
use crate::domain::rules::YearRules;
use crate::permissions::CONFIGURE;
use crate::usecase::configure::{self, Configuration};
use crate::usecase::rules;

/// The largest rules file: ours has some five kilobytes.
const LARGEST: usize = 1 << 20;

#[derive(Template)]
#[template(path = "office-rules.html", blocks = ["main"])]
struct Show {
    page: Page,
    form: Form,
    now: Configuration,
    year: i64,
    lines: Vec<RuleLine>,
    /// Why the year has no rules.
    lacks: Option<Explained>,
    mark: Option<String>,
    modes: Vec<Choice>,
    problem: Option<Explained>,
    saved: bool,
}

/// One rule of the year.
struct RuleLine {
    key: &'static str,
    value: String,
    basis: String,
}

impl Show {
    fn may_configure(&self) -> bool {
        self.page.may(CONFIGURE)
    }

    fn is_master(&self) -> bool {
        self.now.mode == RegistryMode::Master
    }
}

fn percent(bracket: &Bracket) -> String {
    format::percent(bracket.percent.rate(), 4)
}

/// `0,15 %; di atas Rp1.000.000.000: 0,25 %`.
fn brackets(page: &Page, all: &Brackets) -> String {
    let list: Vec<Bracket> = all.clone().into();
    let say = |bracket: &Bracket| match bracket.above.rupiah().0 {
        0 => percent(bracket),
        _ => page
            .t("ptax-rule-above")
            .with("amount", bracket.above.rupiah().to_string())
            .with("percent", percent(bracket))
            .to_string(),
    };
    list.iter().map(say).collect::<Vec<_>>().join("; ")
}

fn lines(page: &Page, year: &YearRules) -> Vec<RuleLine> {
    let (r, c) = (&year.rules, &year.rules.citations);
    let line = |key, value: String, basis: &Option<String>| RuleLine {
        key,
        value,
        basis: basis.clone().unwrap_or_default(),
    };
    let cap = match r.max_increase_percent {
        Some(cap) => format::percent(cap.rate(), 2),
        None => page.t("ptax-cap-none").to_string(),
    };
    let penalty = page
        .t("ptax-rule-penalty-value")
        .with("percent", format::percent(year.penalty.percent.rate(), 2))
        .with("months", i64::from(year.penalty.max_months))
        .to_string();
    let mut all = vec![
        line("ptax-rule-classes", year.classes.clone(), &Some(year.classes_basis.clone())),
        line("ptax-rule-njoptkp", r.njoptkp.rupiah().to_string(), &c.njoptkp),
        line("ptax-rule-njkp", brackets(page, &r.njkp), &c.njkp),
        line("ptax-rule-tariff", brackets(page, &r.tariff), &c.tariff),
    ];
    for (special, basis) in r.tariff_by_use.iter().zip(&year.tariff_by_use_bases) {
        let basis = Some(basis.clone());
        all.push(line("ptax-rule-tariff-food", brackets(page, &special.tariff), &basis));
    }
    all.push(line("ptax-rule-minimum", r.minimum.rupiah().to_string(), &c.minimum));
    all.push(line("ptax-rule-cap", cap, &c.max_increase));
    let basis = Some(year.due_date_basis.clone());
    all.push(line("ptax-rule-due-date", page.date(year.due_date), &basis));
    all.push(line("ptax-rule-penalty", penalty, &Some(year.penalty_basis.clone())));
    all
}

pub(super) async fn show(visit: Visit, form: Form) -> web::Result<Response> {
    html(&view(&visit, form, None).await?)
}

async fn view(visit: &Visit, form: Form, problem: Option<&Error>) -> base::Result<Show> {
    let now = configure::configuration(visit.cell(), visit.signed_in()?).await?;
    let page = visit.work("ptax-office-rules");
    let this_year = i64::from(visit.cell().today().year());
    let year = say::parse_year(form.value("tahun")).unwrap_or(this_year);
    let (mut rules, mut lacks, mut mark) = (Vec::new(), None, None);
    match now.year(year) {
        Some(Ok(found)) => {
            rules = lines(&page, &found);
            mark = found.mark;
        }
        Some(Err(error)) => lacks = Some(page.error(&error)),
        None => {}
    }
    let mode = |mode: RegistryMode| {
        let key = format!("ptax-mode-{}", mode.as_str());
        Choice::new(mode.as_str(), page.t(&key).to_string())
    };
    let saved = form.ticked("tersimpan");
    Ok(Show {
        modes: vec![mode(RegistryMode::Companion), mode(RegistryMode::Master)],
        form: filled(form, &now, year),
        problem: problem.map(|error| page.error(error)),
        lines: rules,
        page,
        now,
        year,
        lacks,
        mark,
        saved,
    })
}

/// The forms as the decisions stand; what somebody typed and got back stays.
fn filled(form: Form, now: &Configuration, year: i64) -> Form {
    let form = form.filled("tahun", year).filled("mode", now.mode.as_str());
    if form.has_errors() {
        return form;
    }
    let office = &now.office;
    form.filled("badan", &office.agency)
        .filled("tempat", &office.place)
        .filled("jabatan", &office.signatory_title)
        .filled("pejabat", &office.signatory_name)
        .filled("nip", office.signatory_nip.clone().unwrap_or_default())
        .filled("bayar", office.pay_at.join("\n"))
}

const SAVED: &str = "/kerja/pbb/aturan?tersimpan=1";

async fn answer(visit: &Visit, form: Form, done: base::Result<()>) -> web::Result<Response> {
    match done {
        Ok(()) => Ok(see_other(SAVED)),
        Err(error) => match say::status(&error) {
            Some(status) => html_with(status, &view(visit, form, Some(&error)).await?),
            None => Err(error.into()),
        },
    }
}

pub(super) async fn load(visit: Visit, upload: Upload) -> web::Result<Response> {
    let done = match text_of(upload).await {
        Ok(text) => rules::load(visit.cell(), visit.signed_in()?, &text).await.map(drop),
        Err(error) => Err(error),
    };
    answer(&visit, Form::new(), done).await
}

/// The text of the first file.
async fn text_of(mut upload: Upload) -> base::Result<String> {
    let unreadable = |problem: &str| {
        Error::new(Kind::Invalid, "property-tax/rules-unreadable").with("problem", problem)
    };
    while let Some(part) = upload.next().await? {
        if part.file_name().is_none_or(str::is_empty) {
            continue;
        }
        let bytes = part.bytes(LARGEST, unreadable("> 1 MiB")).await?;
        return String::from_utf8(bytes).map_err(|_| unreadable("UTF-8"));
    }
    Err(Error::new(Kind::Invalid, "property-tax/upload-empty"))
}

pub(super) async fn set_mode(visit: Visit, form: Form) -> web::Result<Response> {
    let mode = RegistryMode::parse(form.value("mode"))
        .ok_or_else(|| Error::new(Kind::Invalid, "web/required"))?;
    let done = configure::set_mode(visit.cell(), visit.signed_in()?, mode).await;
    answer(&visit, Form::new(), done).await
}

pub(super) async fn set_office(visit: Visit, mut form: Form) -> web::Result<Response> {
    let names = ["badan", "tempat", "jabatan", "pejabat"];
    let [Some(agency), Some(place), Some(signatory_title), Some(signatory_name)] =
        names.map(|name| form.required(name))
    else {
        let view = view(&visit, form, None).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let lines = form.value("bayar").lines().map(str::trim).filter(|line| !line.is_empty());
    let office = Office {
        agency,
        place,
        signatory_title,
        signatory_name,
        signatory_nip: Some(form.value("nip").to_owned()).filter(|nip| !nip.is_empty()),
        pay_at: lines.map(str::to_owned).collect(),
    };
    let done = configure::set_office(visit.cell(), visit.signed_in()?, &office).await;
    answer(&visit, form, done).await
}
