//! Cash on its way: what collectors took and did not deposit yet, by collector and day.

use base::{Date, Result, Rupiah};
use db::Tx;
use identity::{Actor, Resource, authorise};

use crate::domain::collecting::appointment::Appointment;
use crate::domain::collecting::tts::{Flag, Tts};
use crate::permissions::READ;
use crate::store::counter::{collectors, tts};
use crate::usecase::Ledger;

/// The report of a moment.
#[derive(Debug, Clone)]
pub struct Transit {
    pub rows: Vec<TransitRow>,
    /// Receipts whose cash should have been deposited by now, the oldest first.
    pub overdue: Vec<Overdue>,
    /// Receipts that something stands against and that are not deposited.
    pub flagged: Vec<Tts>,
    pub total: Rupiah,
}

/// What one collector took on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitRow {
    pub collector: String,
    pub name: String,
    pub day: Date,
    pub receipts: i64,
    pub amount: Rupiah,
    /// Days since.
    pub age: i64,
    pub is_overdue: bool,
}

/// A receipt that should have been deposited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    pub tts: Tts,
    pub name: String,
    pub age: i64,
    /// It is on a slip that nobody received.
    pub on_slip: bool,
}

/// What is on its way now.
pub async fn report(ledger: &Ledger, actor: &Actor) -> Result<Transit> {
    authorise(actor, READ, Resource::Cell)?;
    let (all, collectors) = ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| -> Result<_> {
            Ok((tts::in_transit(tx).await?, collectors::list(tx).await?))
        })
        .await?;
    Ok(gathered(all, &collectors, ledger.cell().today()))
}

fn gathered(all: Vec<Tts>, collectors: &[Appointment], today: Date) -> Transit {
    let of = |tts: &Tts| collectors.iter().find(|it| it.code == tts.number.collector);
    let mut rows: Vec<TransitRow> = Vec::new();
    let mut overdue = Vec::new();
    for tts in &all {
        let age = i64::from(tts.day.until(today).map(|span| span.get_days()).unwrap_or_default());
        let name = of(tts).map(|it| it.person_name.clone()).unwrap_or_default();
        let late = of(tts).is_none_or(|it| age > it.deposit_days);
        if late {
            let on_slip = tts.slip.is_some();
            overdue.push(Overdue { tts: tts.clone(), name: name.clone(), age, on_slip });
        }
        let code = &tts.number.collector;
        match rows.last_mut().filter(|row| row.collector == *code && row.day == tts.day) {
            Some(row) => {
                row.receipts += 1;
                row.amount = Rupiah(row.amount.0.saturating_add(tts.amount.0));
            }
            None => rows.push(TransitRow {
                collector: code.clone(),
                name,
                day: tts.day,
                receipts: 1,
                amount: tts.amount,
                age,
                is_overdue: late,
            }),
        }
    }
    overdue.sort_by_key(|it| (it.tts.day, it.tts.number.clone()));
    let total = Rupiah(all.iter().fold(0, |sum, tts| sum.saturating_add(tts.amount.0)));
    let flagged = all.into_iter().filter(|tts| tts.flags.iter().any(matters)).collect();
    Transit { rows, overdue, flagged, total }
}

fn matters(flag: &Flag) -> bool {
    !matches!(flag, Flag::Clock)
}

/// The report as a table for a spreadsheet. A text that begins like a formula is made harmless.
pub fn csv(report: &Transit) -> String {
    let mut text = "kolektor,nama,tanggal,jumlah_tts,rupiah,umur_hari,terlambat\r\n".to_owned();
    for row in &report.rows {
        let late = if row.is_overdue { "ya" } else { "tidak" };
        let line = format!(
            "{},{},{},{},{},{},{late}\r\n",
            row.collector,
            cell(&row.name),
            row.day,
            row.receipts,
            row.amount.0,
            row.age
        );
        text.push_str(&line);
    }
    text
}

fn cell(text: &str) -> String {
    let harmless = match text.starts_with(['=', '+', '-', '@', '\t']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    };
    format!("\"{}\"", harmless.replace('"', "\"\""))
}
