//! Payments that were taken here, for SISMIOP: while that system keeps the registry, it has to hear
//! of them. Columns are those of PEMBAYARAN_SPPT; rows are chosen by the day on which a payment was
//! recorded, so that one period after the other leaves none out.

use std::fmt::Write as _;
use std::time::Duration;

use audit::Entry;
use base::{Date, Error, Kind, Result, Rupiah, Zone};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use crate::audit_kinds;
use crate::domain::payment::total;
use crate::permissions::IMPORT;
use crate::store::payments_out::{self, OutRow};

/// The header of the file. The codes of the bank are the other system's own and stay empty.
const HEADER: &str = "KD_PROPINSI,KD_DATI2,KD_KECAMATAN,KD_KELURAHAN,KD_BLOK,NO_URUT,KD_JNS_OP,\
    THN_PAJAK_SPPT,PEMBAYARAN_SPPT_KE,KD_KANWIL_BANK,KD_KPPBB_BANK,KD_BANK_TUNGGAL,\
    KD_BANK_PERSEPSI,KD_TP,DENDA_SPPT,JML_SPPT_YG_DIBAYAR,TGL_PEMBAYARAN_SPPT,TGL_REKAM_BYR_SPPT,\
    NIP_REKAM_BYR_SPPT,NO_BUKTI\r\n";

/// Longest time the two lists may take: a year of a large regency.
const LIMIT: Duration = Duration::from_secs(300);

/// Payments of a period, as files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentsOut {
    pub from: Date,
    pub until: Date,
    /// What was recorded in the period and stands.
    pub paid: File,
    /// What was taken back in the period, whenever it was recorded: to be removed there.
    pub taken_back: File,
}

/// One of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub rows: usize,
    /// Penalty included.
    pub total: Rupiah,
    /// CSV with a header.
    pub csv: String,
}

/// Writes the payments that were recorded on the days `from` to `until`, both included, in the zone
/// of the cell.
///
/// # Errors
/// `property-tax/period-malformed` for an end before its beginning.
pub async fn payments_out(
    cell: &Cell,
    actor: &Actor,
    from: Date,
    until: Date,
) -> Result<PaymentsOut> {
    let out = look(cell, actor, from, until).await?;
    trace(cell, actor, &out).await?;
    Ok(out)
}

/// The same, only to be looked at.
///
/// # Errors
/// As [`payments_out`].
pub async fn look(cell: &Cell, actor: &Actor, from: Date, until: Date) -> Result<PaymentsOut> {
    authorise(actor, IMPORT, Resource::Cell)?;
    let malformed = || Error::new(Kind::Invalid, "property-tax/period-malformed");
    let next = until.tomorrow().ok().filter(|_| from <= until).ok_or_else(malformed)?;
    let zone = cell.zone();
    let (begin, end) = (zone.start_of(from), zone.start_of(next));
    let (paid, taken_back) = cell
        .db()
        .with_timeout(LIMIT)
        .read(async |tx: &mut Tx| -> Result<_> {
            let mut paid = Writing::new(zone);
            payments_out::each_recorded(tx, begin, end, |row| paid.add(row)).await?;
            let mut back = Writing::new(zone);
            payments_out::each_taken_back(tx, begin, end, |row| back.add(row)).await?;
            Ok((paid.finish()?, back.finish()?))
        })
        .await?;
    Ok(PaymentsOut { from, until, paid, taken_back })
}

async fn trace(cell: &Cell, actor: &Actor, out: &PaymentsOut) -> Result<()> {
    let facts = serde_json::json!({
        "rows": out.paid.rows,
        "rupiah": out.paid.total.0,
        "taken_back": out.taken_back.rows,
    });
    let subject = format!("payments/{}/{}", out.from, out.until);
    let who = actor.who();
    let entry = Entry::new(audit_kinds::PAYMENTS_EXPORTED, &who, subject).after(facts);
    audit::record_alone(cell, entry).await.map(drop)
}

struct Writing<'a> {
    zone: &'a Zone,
    csv: String,
    rows: usize,
    total: Option<Rupiah>,
}

impl<'a> Writing<'a> {
    fn new(zone: &'a Zone) -> Self {
        Self { zone, csv: HEADER.to_owned(), rows: 0, total: Some(Rupiah::ZERO) }
    }

    /// Numbers of receipts are our own, dates and digits need no quotes.
    fn add(&mut self, row: &OutRow) {
        let OutRow { settlement, number } = row;
        let (nop, amount) = (&settlement.bill.nop, total(settlement));
        let digits = nop.digits();
        let penalty = settlement.penalty.0.saturating_sub(settlement.waived.0);
        let village = [&digits[..2], &digits[2..4], &digits[4..7], &digits[7..10]].join(",");
        // Writing into a text cannot fail.
        let _ = write!(
            self.csv,
            "{village},{},{},{},{},{number},,,,,,{penalty},{},{},{},,{}\r\n",
            nop.block(),
            nop.sequence(),
            nop.kind(),
            settlement.bill.tax_year,
            amount.0,
            settlement.paid_on,
            settlement.at.date(self.zone),
            settlement.receipt,
        );
        self.rows += 1;
        self.total = self.total.and_then(|sum| sum.checked_add(amount));
    }

    fn finish(self) -> Result<File> {
        let too_large = || Error::new(Kind::Internal, "property-tax/figures-out-of-range");
        let total = self.total.ok_or_else(too_large)?;
        Ok(File { rows: self.rows, total, csv: self.csv })
    }
}
