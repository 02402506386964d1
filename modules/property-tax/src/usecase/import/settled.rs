//! Notices and payments, and whether they agree.

use std::collections::HashMap;
use std::path::Path;

use base::{Date, Fraction, Rounding, Rupiah};

use super::known::{Change, Key, Known, fingerprint, stamp};
use super::load::{Load, ReadError};
use super::mapping::{Refused, area, payment_state, text};
use super::pipeline::{Sink, Stopped};
use crate::domain::notice::{Figures, Notice, Origin};
use crate::domain::object::{address_line, readable};
use crate::domain::payment::Paid;
use crate::domain::revision::RevisionId;
use crate::sismiop::{NoticeRecord, PaymentRecord, Reason};
use crate::store::{notices, payments};

/// What is known of a notice while payments are held against it.
#[derive(Debug, Clone, Copy, Default)]
struct Standing {
    says_paid: bool,
    has_payment: bool,
}

/// Notices of this extract, by key.
#[derive(Debug, Default)]
pub struct Standings(HashMap<Key, Standing>);

/// Reads the notices of all years.
pub fn read_notices(
    load: &mut Load,
    folder: &Path,
    known: &mut Known,
    revision: RevisionId,
    sink: &mut Sink,
) -> Result<Standings, ReadError> {
    let mut standings = Standings::default();
    let mut stopped = Ok(());
    load.each_to::<NoticeRecord>(folder, sink, |load, sink, record| {
        let key = Key::of_nop(&record.nop, i64::from(record.year), 0);
        if standings.0.contains_key(&key) {
            return Err(Refused::new("THN_PAJAK_SPPT", record.year, Reason::Code));
        }
        let (year, says_paid) = (record.year, record.says_paid());
        let notice = notice(record)?;
        load.due_dates.insert((notice.due_date, notice.tax_year));
        let mut row = notices::write_row(&notice, 0);
        let print = fingerprint(&row);
        let change = known.compare(key, print);
        let present = known.take(key);
        // What was issued here since stays in force, so its amount is the one that counts.
        let stays = present.filter(|_| change == Change::Same);
        let due = stays.map_or(notice.figures.due, |present| present.amount);
        let sum = load.quality.before.add_notice(year, due);
        sum.ok_or_else(|| Refused::new("PBB_YG_HARUS_DIBAYAR_SPPT", "", Reason::TooLarge))?;
        standings.0.insert(key, Standing { says_paid, has_payment: false });
        load.count("SPPT", change);
        if change != Change::Same {
            stamp(&mut row, notices::COLUMNS, revision, print);
            stopped = sink.push("ptax_notice", notices::COLUMNS, row);
        }
        Ok(stopped.is_ok())
    })?;
    stopped?;
    Ok(standings)
}

fn notice(record: NoticeRecord) -> Result<Notice, Refused> {
    let due_date = record.due_on.or_else(|| Date::new(record.year, 12, 31).ok());
    let due_date =
        due_date.ok_or_else(|| Refused::new("TGL_JATUH_TEMPO_SPPT", "", Reason::Missing))?;
    let figures = figures(&record)?;
    let (street, house) = (text(record.street), text(record.house));
    let line = address_line([&street, &house], &text(record.rt), &text(record.rw));
    let parts = [line, readable(&text(record.village)), readable(&text(record.city))];
    Ok(Notice {
        nop: record.nop,
        tax_year: i64::from(record.year),
        revision: 0,
        origin: Origin::Sismiop,
        // A notice of SISMIOP freezes the name, not the id of its subject.
        subject_id: String::new(),
        subject_name: text(record.name),
        subject_address: parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", "),
        object_address: String::new(),
        figures,
        due_date,
        issued_on: record.issued_on.or(record.printed_on),
        published_at: None,
        payment: payment_state(record.payment_status)?,
        paid: Paid::default(),
        cancelled: false,
        rule_book: None,
        inputs: None,
    })
}

fn figures(record: &NoticeRecord) -> Result<Figures, Refused> {
    let or_zero = |amount: Option<Rupiah>| amount.unwrap_or(Rupiah::ZERO);
    let njoptkp = or_zero(record.njoptkp);
    let taxable = record.njop.checked_sub(njoptkp).unwrap_or(Rupiah::ZERO).max(Rupiah::ZERO);
    let (njop_land, njop_building) = (or_zero(record.njop_land), or_zero(record.njop_building));
    let own = njop_land.checked_add(njop_building).unwrap_or(record.njop);
    let joint = record.njop.checked_sub(own).unwrap_or(Rupiah::ZERO).max(Rupiah::ZERO);
    Ok(Figures {
        land_area: area("LUAS_BUMI_SPPT", record.land_area)?,
        building_area: area("LUAS_BNG_SPPT", record.building_area)?,
        land_class: class(record.land_class.as_deref()),
        building_class: class(record.building_class.as_deref()),
        njop_land,
        njop_building,
        njop_joint: joint,
        njop: record.njop,
        njoptkp,
        taxable,
        njkp: njkp(record.njkp, taxable),
        tax: record.tax,
        due: record.due,
    })
}

/// NJKP_SPPT holds an amount, a percentage or a tariff, depending on which procedure wrote it. Only
/// an amount can be shown as one; anything else is left at zero and the page says so.
fn njkp(raw: Option<Fraction>, taxable: Rupiah) -> Rupiah {
    let amount = raw.filter(|value| *value > Fraction::whole(100));
    let whole = amount.and_then(|value| Rupiah::round(value, Rounding::HalfUp, 1).ok());
    whole.filter(|value| *value <= taxable).unwrap_or(Rupiah::ZERO)
}

/// `XXX` stands for none.
fn class(code: Option<&str>) -> String {
    code.filter(|c| !c.eq_ignore_ascii_case("xxx")).unwrap_or_default().to_owned()
}

/// Reads the payments and holds them against the notices.
pub fn read_payments(
    load: &mut Load,
    folder: &Path,
    known: &mut Known,
    elsewhere: &Known,
    mut standings: Standings,
    revision: RevisionId,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let mut last: HashMap<Key, i64> = HashMap::new();
    let mut seen = std::collections::HashSet::new();
    let mut stopped = Ok(());
    load.each_to::<PaymentRecord>(folder, sink, |load, sink, record| {
        let of = Key::of_nop(&record.nop, i64::from(record.year), 0);
        match standings.0.get_mut(&of) {
            Some(standing) => standing.has_payment = true,
            None if elsewhere.contains(of) => {}
            None => load.quality.payment_without_notice += 1,
        }
        let before = last.entry(of).or_insert(0);
        let sequence = record.sequence.map_or(*before + 1, i64::from);
        load.quality.payment_sequence_gaps += u64::from(sequence != *before + 1);
        *before = sequence.max(*before);
        let key = Key::of_nop(&record.nop, i64::from(record.year), sequence);
        if !seen.insert(key) {
            return Err(Refused::new("PEMBAYARAN_SPPT_KE", sequence, Reason::Code));
        }
        let sum = load.quality.before.add_payment(record.year, record.paid);
        sum.ok_or_else(|| Refused::new("JML_SPPT_YG_DIBAYAR", "", Reason::TooLarge))?;
        let payment = payment(record, sequence);
        stopped = hand_over_payment(load, &payment, key, known, revision, sink);
        Ok(stopped.is_ok())
    })?;
    stopped?;
    let unproven = standings.0.values().filter(|s| s.says_paid && !s.has_payment).count();
    load.quality.paid_without_payment += unproven as u64;
    Ok(())
}

fn payment(record: PaymentRecord, sequence: i64) -> payments::Payment {
    payments::Payment {
        nop: record.nop,
        tax_year: i64::from(record.year),
        sequence,
        paid_on: record.paid_on,
        amount: record.paid,
        penalty: record.penalty.unwrap_or(Rupiah::ZERO),
        place: text(record.receipt),
    }
}

fn hand_over_payment(
    load: &mut Load,
    payment: &payments::Payment,
    key: Key,
    known: &mut Known,
    revision: RevisionId,
    sink: &mut Sink,
) -> Result<(), Stopped> {
    let mut row = payments::write_row(payment, 0, false, 0);
    let print = fingerprint(&row);
    let change = known.compare(key, print);
    known.take(key);
    load.count("PEMBAYARAN_SPPT", change);
    if change == Change::Same {
        return Ok(());
    }
    stamp(&mut row, payments::COLUMNS, revision, print);
    sink.push("ptax_payment", payments::COLUMNS, row)
}
