//! The notice in full: amount, comparison with last year, calculation, and the e-SPPT.

use ::paper::Paper;
use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use base::{Date, Fraction, Language, Nop, Rupiah, format};
use charts::{Comparison, Part, Row};
use web::{Form, Markup, Page, Visit, html, see_other, shown};

use super::citizen::{is_late, place};
use super::{Desk, saving};
use crate::domain::masking;
use crate::domain::notice::Notice;
use crate::domain::owing::Cost;
use crate::usecase::explain::Line;
use crate::usecase::look_up::NoticeLine;
use crate::usecase::open_notice::{FullNotice, Reader, open, open_with_costs};
use crate::usecase::paper;
use crate::usecase::prove::Pass;

#[derive(Template)]
#[template(path = "notice.html", blocks = ["main"])]
struct Full {
    page: Page,
    full: FullNotice,
    today: Date,
    /// Where bills are paid.
    pay: Option<&'static str>,
}

impl Full {
    fn notice(&self) -> &Notice {
        &self.full.notice
    }

    fn place(&self) -> String {
        place(&self.notice().object_address, self.full.village.as_ref())
    }

    /// What the button keeps on the phone: the name masked, as on the public page.
    fn kept(&self) -> String {
        let notice = self.notice();
        let owner = masking::name(&notice.subject_name);
        saving::kept(notice.nop, self.place(), owner, &self.full.years)
    }

    fn is_late(&self) -> bool {
        let notice = self.notice();
        !notice.cancelled
            && is_late(notice.payment, notice.figures.due, notice.due_date, self.today)
    }

    /// What this year costs, while it is to be paid.
    fn cost(&self) -> Option<&Cost> {
        let year = self.notice().tax_year;
        self.full.years.iter().find(|line| line.id.tax_year == year)?.cost.as_ref()
    }

    /// What all open years cost together, where there is more than this one.
    fn together(&self) -> Option<String> {
        let sum = self.full.sum.as_ref().filter(|sum| sum.bills > 1)?;
        Some(self.page.rupiah(sum.total()))
    }

    fn was_late(&self, line: &NoticeLine) -> bool {
        !line.cancelled && is_late(line.payment, line.due, line.due_date, self.today)
    }

    fn days_left(&self) -> i64 {
        let span = self.today.until((jiff::Unit::Day, self.notice().due_date));
        span.map_or(0, |span| i64::from(span.get_days()))
    }

    fn steps(&self) -> &[Line] {
        match self.full.explanation.lines.split_last() {
            Some((_, steps)) => steps,
            None => &[],
        }
    }

    /// How the amount compares with last year.
    fn change(&self) -> Option<Change> {
        let last = self.full.previous.as_ref()?.figures.due;
        let difference = self.notice().figures.due.checked_sub(last)?;
        let share = Fraction::new(i128::from(difference.0), i128::from(last.0)).ok();
        Some(Change { difference, share })
    }

    /// The way a formula is said, in the language of the page.
    fn how(&self, line: &Line) -> String {
        let figures = &self.notice().figures;
        // A sum names only what there is: few objects have a share of joint property.
        let which = match line.key {
            "ptax-line-njop" if figures.njop_joint > Rupiah::ZERO => "how",
            "ptax-line-njop" if figures.njop_building > Rupiah::ZERO => "built",
            "ptax-line-njop" => "land",
            _ => "how",
        };
        let key = format!("{}.{which}", line.key);
        let phrase = line.values.iter().fold(self.page.t(&key), |p, (name, v)| p.with(name, v));
        phrase.to_string()
    }

    fn chart(&self) -> Option<Markup> {
        let previous = self.full.previous.as_ref()?;
        let language = self.page.language();
        let comparison = Comparison {
            sentence: self.sentence(previous, language),
            series: vec![
                self.page.t("ptax-land-value").to_string(),
                self.page.t("ptax-building-value").to_string(),
            ],
            rows: [previous, self.notice()].map(|n| row(n, language)).into(),
        };
        Some(Markup::trusted(comparison.draw().to_svg()))
    }

    fn sentence(&self, previous: &Notice, language: Language) -> String {
        let say = |n: &Notice| {
            let short = |amount| format::short_rupiah(amount, language);
            self.page
                .t("ptax-chart-sentence")
                .with("year", n.tax_year.to_string())
                .with("land", short(n.figures.njop_land))
                .with("building", short(n.figures.njop_building))
                .to_string()
        };
        format!("{} {}", say(previous), say(self.notice()))
    }
}

fn row(notice: &Notice, language: Language) -> Row {
    let part = |amount: Rupiah| {
        let label = format::short_rupiah(amount, language).replace("Rp", "");
        Part { value: amount.0, label }
    };
    let parts = vec![part(notice.figures.njop_land), part(notice.figures.njop_building)];
    Row { name: notice.tax_year.to_string(), parts }
}

/// The difference to last year.
struct Change {
    difference: Rupiah,
    share: Option<Fraction>,
}

impl Change {
    fn key(&self) -> &'static str {
        match self.difference.0 {
            0 => "ptax-change-none",
            d if d > 0 => "ptax-change-up",
            _ => "ptax-change-down",
        }
    }

    fn amount(&self) -> String {
        Rupiah(self.difference.0.saturating_abs()).to_string()
    }

    fn percent(&self) -> String {
        let absolute = |share: Fraction| match share.is_negative() {
            true => Fraction::ZERO.checked_sub(share).unwrap_or(share),
            false => share,
        };
        self.share.map(|share| format::percent(absolute(share), 1)).unwrap_or_default()
    }
}

pub(super) async fn show(
    visit: Visit,
    headers: HeaderMap,
    Extension(desk): Extension<Desk>,
    Path((nop, year)): Path<(String, i64)>,
) -> web::Result<Response> {
    let nop = Nop::parse(&nop)?;
    let opened =
        open_with_costs(visit.cell(), &desk.owing, reader(&visit, &headers), nop, year).await;
    let full = match opened {
        Err(error) if error.code() == "property-tax/proof-needed" => {
            return Ok(see_other(&format!("/pbb/buka?nop={}&tahun={year}", nop.digits())));
        }
        full => full?,
    };
    let page = visit.page("ptax-notice-title").called(format!("PBB {year}"));
    html(&Full { page, full, today: visit.cell().today(), pay: desk.neighbours.pay })
}

pub(super) async fn pdf(
    visit: Visit,
    headers: HeaderMap,
    Extension(desk): Extension<Desk>,
    Path((nop, year)): Path<(String, i64)>,
    form: Form,
) -> web::Result<Response> {
    let nop = Nop::parse(&nop)?;
    let full = open(visit.cell(), reader(&visit, &headers), nop, year).await?;
    let paper = match form.value("kertas") {
        "f4" => Paper::F4,
        _ => Paper::A4,
    };
    let seals = desk.neighbours.seals.as_deref();
    let bytes = paper::sealed_e_sppt(visit.cell(), (&desk.fonts, paper), &full, seals).await?;
    Ok(shown(&paper::file_name(&nop, year), "application/pdf", bytes))
}

fn reader<'a>(visit: &'a Visit, headers: &HeaderMap) -> Reader<'a> {
    let pass = web::pass(visit, headers).and_then(|text| Pass::read(visit.cell(), &text));
    match visit.actor() {
        Some(actor) if actor.has(crate::permissions::READ) => Reader::Officer(actor),
        _ => Reader::Citizen(pass),
    }
}
