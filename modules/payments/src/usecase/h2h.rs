//! The plain JSON service: a bill named by NOP and tax year, asked for, paid, taken back.

use base::{Error, Instant, Kind};
use contracts::BillId;
use db::Tx;
use h2h::{
    Code, InquiryReply, InquiryRequest, Ntpd, PaymentReply, PaymentRequest, PaymentState, Refusal,
    ReversalReply, ReversalRequest, StatusReply, StatusRequest, approved,
};
use snap::Timestamp;

use super::answering::{Asked, day_that_counts, paid_at, quote};
use super::ledger::{Incoming, Ledger, Posted, Unfit};
use super::refused::{PostError, Refused};
use super::reverse::Reversal;
use super::snap::partner_as_who;
use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::domain::entry::EntryKind;
use crate::domain::receipt::Receipt;
use crate::store::receipts::Issued;
use crate::store::{chart, entries, receipts};

/// The bytes of an answer with their status.
pub type Bytes = (u16, Vec<u8>);

/// What is owed for a bill today.
///
/// # Errors
/// Faults of the house only: everything a bank can do wrong is an answer.
pub async fn inquiry(
    ledger: &Ledger,
    asked: &Asked<'_>,
    request: &InquiryRequest,
) -> Result<Bytes, Error> {
    let id = BillId { nop: request.nop, tax_year: request.tax_year };
    let today = ledger.cell().today();
    let day = request.date.unwrap_or(today);
    serve(ledger, async |tx: &mut Tx| {
        let (bills, total) = ledger.owed(tx, &[id], day).await?;
        if day == today {
            quote(tx, ledger, asked.partner, &id.to_string(), total).await?;
        }
        let bill = bills.into_iter().next().ok_or(Refused::UnknownBill)?;
        Ok(accepted(&InquiryReply {
            nop: id.nop,
            tax_year: id.tax_year,
            payer: bill.payer,
            address: bill.address,
            principal: bill.principal,
            penalty: bill.penalty,
            waived: bill.waived,
            total,
            due_date: bill.due_date,
        }))
    })
    .await
}

/// Books a payment. By `ulang` the bank says that the money has moved: it is booked then, whatever
/// became of the bill in between. An overpayment has a code of its own: by that of a paid bill the
/// bank would give back what is booked here.
///
/// # Errors
/// As [`inquiry`].
pub async fn pay(
    ledger: &Ledger,
    asked: &Asked<'_>,
    request: &PaymentRequest,
) -> Result<Bytes, Error> {
    let told = request.paid_at(ledger.cell().zone());
    let tolerance = i64::from(asked.partner.terms.snap.tolerance_seconds);
    if told > ledger.cell().now().plus_seconds(tolerance) {
        return Ok(refusal(&Refusal::new(Code::PaidInFuture)));
    }
    if !request.adds_up() {
        return Ok(refusal(&Refusal::new(Code::WrongAmount)));
    }
    serve(ledger, async |tx: &mut Tx| {
        let posted = book(tx, ledger, asked, request, told).await?;
        let chart = chart::codes(tx).await?;
        let account = |kind: &str| chart.get(kind).cloned().unwrap_or_default();
        let Some(receipt) = posted.receipts.first() else { return Ok(overpaid()) };
        let principal = match receipt.bill.tax_year < i64::from(receipt.paid_on.year()) {
            true => Account::PrincipalArrears,
            false => Account::PrincipalCurrent,
        };
        Ok(accepted(&PaymentReply {
            nop: request.nop,
            tax_year: request.tax_year,
            reference: request.reference.clone(),
            ntpd: ntpd(receipt)?,
            total: posted.amount,
            principal_account: account(principal.kind()),
            penalty_account: account(Account::Penalty.kind()),
            booked_at: time(ledger, posted.entry.booked_at),
        }))
    })
    .await
}

async fn book(
    tx: &mut Tx,
    ledger: &Ledger,
    asked: &Asked<'_>,
    request: &PaymentRequest,
    told: Instant,
) -> Result<Posted, PostError> {
    let partner = asked.partner;
    let id = BillId { nop: request.nop, tax_year: request.tax_year };
    let paid_at = paid_at(ledger, partner, Some(told));
    let sum = (request.total, paid_at);
    let paid_on = day_that_counts(tx, ledger, partner, &id.to_string(), sum).await?;
    let who = partner_as_who(partner);
    let money = Incoming {
        channel: Channel::HostToHost,
        source: Some((&partner.id, request.reference.as_str())),
        slip: None,
        code: None,
        bills: &[id],
        amount: request.total,
        into: Account::Partner(partner.id.clone()),
        paid_at,
        paid_on,
        who: &who,
        note: request.channel.as_ref().map_or("", |channel| channel.as_str()),
        unfit: if request.repeated { Unfit::Book } else { Unfit::Refuse },
    };
    ledger.post(tx, &money).await
}

/// Takes a payment of the same bank back, within the days that are agreed.
///
/// # Errors
/// As [`inquiry`].
pub async fn reverse(
    ledger: &Ledger,
    asked: &Asked<'_>,
    request: &ReversalRequest,
) -> Result<Bytes, Error> {
    let partner = asked.partner;
    serve(ledger, async |tx: &mut Tx| {
        let issued = receipts::find(tx, request.ntpd.as_str()).await?;
        let same = |issued: &Issued| {
            issued.receipt.bill == BillId { nop: request.nop, tax_year: request.tax_year }
                && issued.partner.as_deref() == Some(&partner.id)
        };
        let issued = issued.filter(same).ok_or(Refused::UnknownPayment)?;
        check_in_time(ledger, asked, &issued)?;
        let who = partner_as_who(partner);
        let reversal = Reversal {
            of: issued.entry,
            source: Some((&partner.id, request.reference.as_str())),
            at: ledger.cell().now(),
            who: &who,
            note: "h2h",
        };
        let reversed = ledger.reverse(tx, &reversal).await?;
        Ok(accepted(&ReversalReply {
            nop: request.nop,
            tax_year: request.tax_year,
            reference: request.reference.clone(),
            ntpd: request.ntpd.clone(),
            total: issued.receipt.total(),
            reversed_at: time(ledger, reversed.entry.booked_at),
        }))
    })
    .await
}

/// Days are those of the books: a payment of 23:59 is taken back until the end of that day.
fn check_in_time(ledger: &Ledger, asked: &Asked<'_>, issued: &Issued) -> Result<(), Refused> {
    let zone = ledger.cell().zone();
    let seconds = i64::from(asked.partner.terms.reversal_days) * 86_400;
    let last = issued.booked_at.plus_seconds(seconds).date(zone);
    let today = ledger.cell().today();
    // What was taken back already may be told again at any time.
    let in_time = today <= last || issued.reversed_at.is_some();
    if in_time { Ok(()) } else { Err(Refused::TooLate) }
}

/// What became of a payment.
///
/// # Errors
/// As [`inquiry`].
pub async fn status(
    ledger: &Ledger,
    asked: &Asked<'_>,
    request: &StatusRequest,
) -> Result<Bytes, Error> {
    serve(ledger, async |tx: &mut Tx| {
        let reference = request.reference.as_str();
        let stored = entries::by_reference(tx, &asked.partner.id, reference).await?;
        // What takes a payment back is none itself.
        let stored = stored.filter(|stored| stored.entry.kind == EntryKind::Payment);
        let stored = stored.ok_or(Refused::UnknownPayment)?;
        let issued = receipts::of_entry(tx, stored.entry.id).await?;
        let Some(issued) = issued.first() else { return Ok(overpaid()) };
        let reversed_at = issued.reversed_at.map(|at| time(ledger, at));
        Ok(accepted(&StatusReply {
            nop: issued.receipt.bill.nop,
            tax_year: issued.receipt.bill.tax_year,
            reference: request.reference.clone(),
            ntpd: ntpd(&issued.receipt)?,
            total: issued.receipt.total(),
            status: match reversed_at {
                None => PaymentState::Paid,
                Some(_) => PaymentState::Reversed,
            },
            booked_at: time(ledger, issued.booked_at),
            reversed_at,
        }))
    })
    .await
}

/// Runs a service in one transaction; what is refused is an answer too.
async fn serve<F>(ledger: &Ledger, work: F) -> Result<Bytes, Error>
where
    F: AsyncFnOnce(&mut Tx) -> Result<Bytes, PostError> + Clone,
{
    let done: Result<Bytes, PostError> = ledger.cell().db().write_by_keys(work).await;
    match done {
        Ok(bytes) => Ok(bytes),
        Err(PostError::Refused(refused)) => Ok(refusal(&Refusal::new(code(refused)))),
        Err(PostError::House(error)) => Err(error),
    }
}

fn accepted(reply: &impl serde::Serialize) -> Bytes {
    (200, approved(reply))
}

/// The money is booked, but nothing was owed for it.
fn overpaid() -> Bytes {
    refusal(&Refusal::new(Code::Overpaid))
}

/// The bytes of a refusal with their status.
pub fn refusal(refusal: &Refusal) -> Bytes {
    (refusal.status(), refusal.bytes())
}

fn code(refused: Refused) -> Code {
    match refused {
        Refused::UnknownBill | Refused::UnknownCode | Refused::UnknownPayment => Code::NotFound,
        Refused::Paid => Code::AlreadyPaid,
        Refused::NothingOwed | Refused::ExpiredCode | Refused::NotReversible => Code::NothingOwed,
        Refused::Amount { .. } => Code::WrongAmount,
        Refused::DuplicateReference => Code::DuplicateReference,
        Refused::TooLate => Code::ReversalTooLate,
    }
}

/// How the service says that something failed on our side.
pub fn fault(error: &Error) -> Code {
    match (error.kind(), error.code()) {
        (_, "db/outcome-unknown") => Code::Technical,
        (Kind::Unavailable, _) => Code::Database,
        (Kind::TooMany, _) => Code::TooMany,
        _ => Code::Technical,
    }
}

fn ntpd(receipt: &Receipt) -> Result<Ntpd, PostError> {
    let ntpd = Ntpd::new(receipt.number.clone());
    ntpd.map_err(|e| PostError::House(Error::new(Kind::Internal, "payments/reply").caused_by(e)))
}

fn time(ledger: &Ledger, at: Instant) -> Timestamp {
    Timestamp::at(at, ledger.cell().zone())
}
