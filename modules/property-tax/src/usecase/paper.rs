//! The e-SPPT: from a notice in full to the sheet that is printed.

use base::{Error, Fraction, Kind, Nop, Result, Rounding, Rupiah, format};
use cell::Cell;
use contracts::seals::{Sealable, sealed_if_possible};
use contracts::{MarkPlace, Seals};
use db::Tx;
use paper::{Fonts, Paper};

use super::explain::Line;
use super::open_notice::FullNotice;
use super::verify::seal_address;
use crate::domain::notice::{Notice, NoticeId};
use crate::domain::office::Office;
use crate::domain::rules::YearRules;
use crate::print::{
    Adjustment, Arrear, NoticeSheet, PartKind, PartLine, Signatory, print_notice_to_seal,
};
use crate::store::settings;
use crate::usecase::rules;

/// The e-SPPT of a notice as PDF. The same notice gives the same bytes on the same day; only the
/// list of unpaid earlier years may change.
///
/// # Errors
/// `property-tax/notice-cancelled`: a paper that must not be paid is not handed out.
pub async fn e_sppt(
    cell: &Cell,
    fonts: &Fonts,
    paper: Paper,
    full: &FullNotice,
) -> Result<Vec<u8>> {
    Ok(drawn(cell, fonts, paper, full).await?.0)
}

/// The same with the electronic seal of the agency, where there is one. Each copy is sealed when it
/// is asked for: page for page the same, with a time of its own.
///
/// # Errors
/// As [`e_sppt`]; never because of the seal.
pub async fn sealed_e_sppt(
    cell: &Cell,
    (fonts, paper): (&Fonts, Paper),
    full: &FullNotice,
    seals: Option<&dyn Seals>,
) -> Result<Vec<u8>> {
    let (pdf, place) = drawn(cell, fonts, paper, full).await?;
    let reason = format!("SPPT PBB-P2 {}", full.notice.tax_year);
    Ok(sealed_if_possible(seals, Sealable::Notice, (pdf, Some(place)), &reason).await)
}

async fn drawn(
    cell: &Cell,
    fonts: &Fonts,
    paper: Paper,
    full: &FullNotice,
) -> Result<(Vec<u8>, MarkPlace)> {
    if full.notice.cancelled {
        return Err(Error::new(Kind::Conflict, "property-tax/notice-cancelled"));
    }
    let (office, rules) = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_> {
            let office = settings::office(tx).await?;
            let rules = match full.notice.rule_book {
                Some(version) => Some(rules::of_version(tx, version, full.notice.tax_year).await?),
                None => rules::of_year(tx, full.notice.tax_year).await.ok().map(|(_, r)| r),
            };
            Ok((office, rules))
        })
        .await?;
    print_notice_to_seal(fonts, paper, &sheet(cell, full, &office, rules.as_ref())?)
}

/// What stands on the sheet.
pub(crate) fn sheet(
    cell: &Cell,
    full: &FullNotice,
    office: &Office,
    rules: Option<&YearRules>,
) -> Result<NoticeSheet> {
    let (notice, figures) = (&full.notice, &full.notice.figures);
    let tax_year = i16::try_from(notice.tax_year).unwrap_or(i16::MAX);
    let verify_url = seal_address(cell, notice)
        .ok_or_else(|| Error::new(Kind::Internal, "property-tax/figures-out-of-range"))?;
    Ok(NoticeSheet {
        regency: cell.settings().name.clone(),
        agency: office.agency.clone(),
        demo: cell.settings().demo,
        nop: notice.nop,
        tax_year,
        sector: full.village.as_ref().map(sector).unwrap_or_default(),
        serial: NoticeId::of(notice).to_string(),
        object_address: object_address(full),
        subject_name: notice.subject_name.clone(),
        subject_npwp: None,
        subject_address: lines_of(&notice.subject_address),
        parts: parts(notice),
        njop: figures.njop,
        njoptkp: figures.njoptkp,
        taxable: figures.taxable,
        njkp_rate: rate(figures.njkp, figures.taxable, full, "ptax-line-njkp"),
        njkp: figures.njkp,
        tariff: rate(figures.tax, figures.njkp, full, "ptax-line-tax"),
        tax: figures.tax,
        adjustments: adjustments(full),
        due: figures.due,
        last_year_due: full.previous.as_ref().map(|n| n.figures.due),
        due_date: notice.due_date,
        penalty_note: rules.map(penalty_note),
        place: office.place.clone(),
        issued: notice.issued(cell.zone()).unwrap_or(notice.due_date),
        signatory: Signatory {
            title: office.signatory_title.clone(),
            name: office.signatory_name.clone(),
            nip: office.signatory_nip.clone(),
        },
        pay_at: office.pay_at.clone(),
        arrears: arrears(full, tax_year),
        arrears_as_of: cell.today(),
        access_code: full.access_code.to_string(),
        verify_url,
        verify_page: format!("{}/pbb/periksa", cell.settings().public_url),
        legal_basis: legal_basis(full),
    })
}

fn sector(village: &crate::domain::village::Village) -> String {
    if village.urban { "Perkotaan".to_owned() } else { "Perdesaan".to_owned() }
}

fn object_address(full: &FullNotice) -> Vec<String> {
    let mut lines = vec![full.notice.object_address.clone()];
    if let Some(village) = &full.village {
        lines.push(village.title());
        lines.push(format!("Kecamatan {}", village.district_name));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn lines_of(address: &str) -> Vec<String> {
    address.split(", ").filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn parts(notice: &Notice) -> Vec<PartLine> {
    let f = &notice.figures;
    let line = |kind, area: crate::domain::area::Area, class: &str, value: Rupiah| {
        let area_m2 = area.square_metres();
        let per_m2 = value.exact().checked_div(area_m2);
        let per_m2 = per_m2.and_then(|v| Rupiah::round(v, Rounding::HalfUp, 1));
        let value_per_m2 = per_m2.unwrap_or(Rupiah::ZERO);
        PartLine { kind, area_m2, class: class.to_owned(), value_per_m2, value }
    };
    let nothing = crate::domain::area::Area::ZERO;
    let all = [
        line(PartKind::Land, f.land_area, &f.land_class, f.njop_land),
        line(PartKind::Building, f.building_area, &f.building_class, f.njop_building),
        line(PartKind::JointLand, nothing, "", f.njop_joint),
    ];
    all.into_iter().filter(|part| part.value > Rupiah::ZERO).collect()
}

/// The rate a line of the calculation worked with; `None` when several brackets made it up or the
/// calculation is not known.
fn rate(result: Rupiah, of: Rupiah, full: &FullNotice, key: &str) -> Option<Fraction> {
    let computed = full.explanation.computed;
    let one = full.explanation.lines.iter().filter(|line| line.key == key).count() == 1;
    if !computed || !one || of <= Rupiah::ZERO {
        return None;
    }
    let line = full.explanation.lines.iter().find(|line| line.key == key)?;
    let text = line.values.iter().find(|(name, _)| *name == "rate").map(|(_, v)| v)?;
    let digits = text.trim_end_matches(['%', '\u{a0}', ' ']).replace(',', ".");
    Fraction::parse_percent(&digits).ok().filter(|_| result >= Rupiah::ZERO)
}

/// What stands between tax and amount due, with its sign.
fn adjustments(full: &FullNotice) -> Vec<Adjustment> {
    let label = |key: &str| match key {
        "ptax-line-reduction" => Some("Pengurangan"),
        "ptax-line-stimulus" => Some("Stimulus"),
        "ptax-line-cap" => Some("Batas kenaikan"),
        "ptax-line-minimum" => Some("PBB minimal"),
        _ => None,
    };
    let mut before = full.notice.figures.tax;
    let mut adjust = |line: &Line| {
        let (label, after) = (label(line.key)?, line.amount?);
        let amount = after.checked_sub(before)?;
        before = after;
        Some(Adjustment { label: label.to_owned(), amount })
    };
    let lines: Vec<Adjustment> = full.explanation.lines.iter().filter_map(&mut adjust).collect();
    match lines.is_empty() && full.notice.figures.due != full.notice.figures.tax {
        true => full
            .notice
            .figures
            .due
            .checked_sub(full.notice.figures.tax)
            .map(|amount| Adjustment { label: "Pengurangan atau PBB minimal".to_owned(), amount })
            .into_iter()
            .collect(),
        false => lines,
    }
}

fn penalty_note(rules: &YearRules) -> String {
    let percent = format::percent(rules.penalty.percent.rate(), 2);
    let months = rules.penalty.max_months;
    format!(
        "Ditambah sanksi administratif berupa bunga {percent} sebulan, paling lama {months} bulan."
    )
}

fn arrears(full: &FullNotice, tax_year: i16) -> Vec<Arrear> {
    let unpaid = full
        .years
        .iter()
        .filter(|line| line.id.tax_year < i64::from(tax_year) && line.must_be_paid());
    let arrear = |line: &super::look_up::NoticeLine| {
        let tax_year = i16::try_from(line.id.tax_year).ok()?;
        Some(Arrear { tax_year, amount: line.principal })
    };
    unpaid.filter_map(arrear).collect()
}

fn legal_basis(full: &FullNotice) -> Vec<String> {
    let mut all: Vec<String> =
        full.explanation.lines.iter().filter_map(|line| line.basis.clone()).collect();
    let mut seen = std::collections::HashSet::new();
    all.retain(|basis| seen.insert(basis.clone()));
    all
}

/// The name under which the file is saved.
pub fn file_name(nop: &Nop, tax_year: i64) -> String {
    format!("e-SPPT-{}-{tax_year}.pdf", nop.digits())
}
