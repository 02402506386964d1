//! A bank's file to try reconciliation with, in a demo cell: what the ledger knows of the example
//! bank, with some deliberate differences.

use base::{Date, Error, Kind, Result, Rupiah};
use contracts::{Bill, BillId, Standing};
use db::Tx;
use identity::{Actor, Resource, authorise};

use crate::permissions::RECONCILE;
use crate::store::findings::{self, Told};
use crate::usecase::Treasury;
use crate::usecase::paying::demo::BANK;

/// Days in which a payment is looked for.
const BACK: i64 = 30;
const DAY_SECONDS: i64 = 86_400;
/// By how much the bank's amount differs, in rupiah.
const DIFFERENCE: i64 = 1_000;
/// What nobody knows of, in rupiah.
const STRAY: i64 = 25_000;
/// The heading of the layout `counter`.
const HEADING: &str =
    "tgl,jam,ref_bank,ntpd,kode_bayar,nop,thn,pokok,denda,total,kanal,cabang,jenis\r\n";

/// A line before it is written.
struct Sample {
    reference: String,
    bill: Option<BillId>,
    amount: Rupiah,
    kind: &'static str,
}

impl Treasury {
    /// The day and the text of a file for the last day on which the example bank brought something.
    ///
    /// # Errors
    /// `payments/demo-only` in a real cell.
    pub async fn sample_statement(&self, actor: &Actor) -> Result<(Date, String)> {
        authorise(actor, RECONCILE, Resource::Cell)?;
        if !self.cell().settings().demo {
            return Err(Error::new(Kind::NotFound, "payments/demo-only"));
        }
        let read = async |tx: &mut Tx| -> Result<(Date, String)> {
            let (now, zone) = (self.cell().now(), self.cell().zone());
            let window = (now.plus_seconds(-BACK * DAY_SECONDS), now.plus_seconds(DAY_SECONDS));
            let mut told = findings::payments(tx, BANK, window).await?;
            told.retain(|one| !one.reconciled && !one.reversed);
            let days = told.iter().map(|one| one.paid_at.date(zone));
            let day = days.max().unwrap_or_else(|| self.cell().today());
            told.retain(|one| one.paid_at.date(zone) == day);
            let open = self.open_somewhere(tx, day).await?;
            Ok((day, written(day, &differing(&told, open.as_ref(), day))))
        };
        self.cell().db().read(read).await
    }

    /// A bill that the bank may claim to have been paid: the last open one of a village.
    async fn open_somewhere(&self, tx: &mut Tx, day: Date) -> Result<Option<Bill>> {
        let bills = self.ledger().bills();
        for village in bills.villages(tx).await?.into_iter().rev() {
            let open = bills.open_in_village(tx, village.code, day).await?;
            let last = open.into_iter().rev().find(|bill| bill.standing == Standing::Open);
            if last.is_some() {
                return Ok(last);
            }
        }
        Ok(None)
    }
}

/// The payments as they are, but: one with another amount, one told twice, one left out; and three
/// lines of which the ledger knows nothing.
fn differing(told: &[Told], open: Option<&Bill>, day: Date) -> Vec<Sample> {
    let mut lines = Vec::new();
    for (at, one) in told.iter().enumerate() {
        let Some(reference) = one.reference.clone() else { continue };
        let line = |amount| Sample {
            reference: reference.clone(),
            bill: None,
            amount: Rupiah(amount),
            kind: "BAYAR",
        };
        match at {
            0 if told.len() > 1 => lines.extend([line(one.amount.0), line(one.amount.0)]),
            1 => lines.push(line(one.amount.0.saturating_add(DIFFERENCE))),
            2 => {}
            _ => lines.push(line(one.amount.0)),
        }
    }
    let unknown = |n: u8, amount, bill, kind| Sample {
        reference: format!("CT-{day}-{n}"),
        bill,
        amount,
        kind,
    };
    lines.extend(open.map(|bill| unknown(1, bill.total(), Some(bill.id), "BAYAR")));
    lines.push(unknown(2, Rupiah(STRAY), None, "BAYAR"));
    lines.push(unknown(2, Rupiah(STRAY), None, "BATAL"));
    lines
}

fn written(day: Date, lines: &[Sample]) -> String {
    let mut text = HEADING.to_owned();
    let date = format!("{:02}{:02}{:04}", day.day(), day.month(), day.year());
    for (minute, line) in (0..60).cycle().zip(lines) {
        let bill = line.bill.map_or_else(
            || ",".to_owned(),
            |bill| format!("{},{}", bill.nop.digits(), bill.tax_year),
        );
        let (amount, kind) = (line.amount.0, line.kind);
        text.push_str(&format!(
            "{date},10{minute:02}00,{},,,{bill},{amount},0,{amount},TELLER,001,{kind}\r\n",
            line.reference
        ));
    }
    text
}
