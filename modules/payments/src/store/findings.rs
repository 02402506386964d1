//! Findings of a reconciliation, and the payments that a file is held against.

use base::{Date, Id, Instant, Rupiah};
use contracts::BillId;
use db::{DbError, Row, Tx, Value, params};

use super::unknown;
use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::domain::code::Code;
use crate::domain::entry::Entry;
use crate::domain::reconciliation::{Action, Bucket};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          f.statement, f.number, f.bucket, f.line, f.paid_on, f.paid_time, f.reference, f.slip,
          f.code, f.nop, f.tax_year, f.file_rupiah, f.fee_rupiah, f.entry, f.ours_rupiah,
          f.needs_decision, f.action, f.decided_proposal, f.arrived_rupiah
        from pay_finding f",
            $rest
        )
    };
}

/// Payments with what they moved on an account, and whether they were taken back or reconciled.
macro_rules! told {
    ($rest:literal) => {
        concat!(
            "
        select
          e.id, e.reference, e.slip, e.code, e.paid_at,
          (select cast(sum(l.debit_rupiah) as bigint)
           from pay_line l
           where l.entry = e.id and l.account = $1) as amount_rupiah,
          case when v.id is null then 0 else 1 end as reversed,
          (select count(*)
           from pay_finding f
           join pay_statement s on s.id = f.statement
           where f.entry = e.id and s.state <> 'discarded'
             and (f.bucket = 'matched' or f.action = 'book')) as reconciled,
          e.channel
        from pay_entry e
        left join pay_entry v on v.reverses = e.id",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into pay_finding (
          statement, number, bucket, line, paid_on, paid_time, reference, slip, code, nop, tax_year,
          file_rupiah, fee_rupiah, entry, ours_rupiah, needs_decision, action, decided_proposal,
          arrived_rupiah
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
    FIND = select!("
        where f.statement = $1 and f.number = $2");
    OF_STATEMENT = select!("
        where f.statement = $1
        order by f.number");
    IN_BUCKET = select!("
        where f.statement = $1 and f.bucket = $2 and f.number > $3
        order by f.number
        limit $4");
    SUMS = "
        select bucket, count(*) as n, cast(sum(file_rupiah) as bigint) as file_rupiah,
               cast(sum(ours_rupiah) as bigint) as ours_rupiah
        from pay_finding
        where statement = $1
        group by bucket
        order by bucket";
    OPEN = "
        select count(*) as n
        from pay_finding
        where statement = $1 and needs_decision = 1 and action is null";
    ARRIVED = "
        select cast(coalesce(sum(arrived_rupiah), 0) as bigint) as arrived_rupiah,
               cast(coalesce(sum(case when arrived_rupiah <> 0 then fee_rupiah else 0 end), 0)
                 as bigint) as fee_rupiah
        from pay_finding
        where statement = $1";
    DECIDE = "
        update pay_finding
        set action = $1, decided_proposal = $2, arrived_rupiah = $3, entry = $4
        where statement = $5 and number = $6 and action is null";
    /// Whether a bank's file said that the money of an entry is there.
    IS_FINAL = "
        select f.number
        from pay_finding f
        join pay_statement s on s.id = f.statement
        where f.entry = $1 and s.state <> 'discarded'
          and (f.bucket = 'matched' or f.action = 'book')
        order by f.number
        limit 1";
    /// What a partner brought in a time, with what an earlier file told of.
    PAYMENTS = told!("
        where e.partner = $2 and e.kind = 'payment' and e.paid_at >= $3 and e.paid_at < $4
        order by e.id");
    /// The same for one reference, whenever it was.
    BY_REFERENCE = told!("
        where e.partner = $2 and e.kind = 'payment' and (e.reference = $3 or e.slip = $3)
        order by e.id
        limit 1");
    /// What a file moved in the books: what it told of, what was booked and taken back because of it,
    /// and what arrived.
    MOVED = "
        select l.account, cast(sum(l.debit_rupiah) as bigint) as debit_rupiah,
               cast(sum(l.credit_rupiah) as bigint) as credit_rupiah
        from pay_entry e
        join pay_line l on l.entry = e.id
        where e.id in (select entry from pay_finding where statement = $1)
           or e.reverses in (select entry from pay_finding where statement = $1)
           or (e.partner = 'house/statement' and e.reference = $1)
        group by l.account
        order by l.account";
    /// A file whose findings do not add up to what it says.
    OUT_OF_TUNE = "
        select s.id
        from pay_statement s
        where s.total_rupiah <> (
          select coalesce(sum(f.file_rupiah), 0)
          from pay_finding f
          where f.statement = s.id
        )
        order by s.id
        limit 1";
    /// What those payments were for.
    BILLS = "
        select r.entry, r.number, r.nop, r.tax_year
        from pay_receipt r
        join pay_entry e on e.id = r.entry
        where e.partner = $1 and e.kind = 'payment' and e.paid_at >= $2 and e.paid_at < $3
        order by r.entry, r.nop, r.tax_year";
}

/// A finding as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub statement: String,
    pub number: i64,
    pub bucket: Bucket,
    pub line: Option<i64>,
    pub paid_on: Option<Date>,
    pub paid_time: Option<String>,
    pub reference: String,
    pub slip: Option<String>,
    pub code: Option<Code>,
    pub bill: Option<BillId>,
    pub file: Rupiah,
    pub fee: Rupiah,
    pub entry: Option<Id<Entry>>,
    pub ours: Rupiah,
    pub needs_decision: bool,
    pub action: Option<Action>,
    /// Id of the proposal that decided it.
    pub proposal: Option<String>,
    pub arrived: Rupiah,
}

impl Found {
    /// Whether nobody has decided yet what becomes of it.
    pub fn is_open(&self) -> bool {
        self.needs_decision && self.action.is_none()
    }
}

/// A payment that a partner told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub entry: Id<Entry>,
    pub reference: Option<String>,
    pub slip: Option<String>,
    pub code: Option<Code>,
    pub paid_at: Instant,
    pub amount: Rupiah,
    pub reversed: bool,
    pub reconciled: bool,
    pub channel: Channel,
}

/// A receipt of such a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldBill {
    pub entry: Id<Entry>,
    pub receipt: String,
    pub bill: BillId,
}

pub async fn add(tx: &mut Tx, found: &[Found]) -> Result<(), DbError> {
    tx.execute_each(&ADD, found.iter().map(write)).await.map(drop)
}

fn write(it: &Found) -> [Value; 19] {
    [
        (&it.statement).into(),
        it.number.into(),
        it.bucket.as_str().into(),
        it.line.into(),
        it.paid_on.into(),
        it.paid_time.as_deref().into(),
        (&it.reference).into(),
        it.slip.as_deref().into(),
        it.code.as_ref().map(Code::digits).into(),
        it.bill.map(|bill| bill.nop).into(),
        it.bill.map(|bill| bill.tax_year).into(),
        it.file.into(),
        it.fee.into(),
        it.entry.into(),
        it.ours.into(),
        it.needs_decision.into(),
        it.action.map(Action::as_str).into(),
        it.proposal.as_deref().into(),
        it.arrived.into(),
    ]
}

pub async fn find(tx: &mut Tx, statement: &str, number: i64) -> Result<Option<Found>, DbError> {
    tx.first(&FIND, params![statement, number]).await?.map(|row| read(&row)).transpose()
}

/// All findings of a file.
pub async fn of_statement(tx: &mut Tx, statement: &str) -> Result<Vec<Found>, DbError> {
    tx.rows(&OF_STATEMENT, params![statement]).await?.iter().map(read).collect()
}

/// Findings of a bucket after a number.
pub async fn in_bucket(
    tx: &mut Tx,
    statement: &str,
    bucket: Bucket,
    after: i64,
    limit: i64,
) -> Result<Vec<Found>, DbError> {
    let values = params![statement, bucket.as_str(), after, limit];
    tx.rows(&IN_BUCKET, values).await?.iter().map(read).collect()
}

/// Count, sum of the file and of ours, by bucket; empty buckets are left out.
pub async fn sums(
    tx: &mut Tx,
    statement: &str,
) -> Result<Vec<(Bucket, i64, Rupiah, Rupiah)>, DbError> {
    let read = |row: &Row| {
        let bucket = Bucket::parse(row.text(0)?).ok_or_else(|| unknown("bucket"))?;
        Ok((bucket, row.int(1)?, row.get(2)?, row.get(3)?))
    };
    tx.rows(&SUMS, params![statement]).await?.iter().map(read).collect()
}

/// How many findings of a file wait for a decision.
pub async fn count_open(tx: &mut Tx, statement: &str) -> Result<i64, DbError> {
    tx.one(&OPEN, params![statement]).await?.int(0)
}

/// What of a file has arrived and is in the books, gross, and the fee kept of it.
pub async fn arrived(tx: &mut Tx, statement: &str) -> Result<(Rupiah, Rupiah), DbError> {
    let row = tx.one(&ARRIVED, params![statement]).await?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Notes what was decided; `false` when it was decided before.
pub async fn decide(tx: &mut Tx, it: &Found) -> Result<bool, DbError> {
    let values = params![
        it.action.map(Action::as_str),
        it.proposal.as_deref(),
        it.arrived,
        it.entry,
        &it.statement,
        it.number,
    ];
    Ok(tx.execute(&DECIDE, values).await? == 1)
}

/// Whether a bank's file said that the money of an entry is there: its receipts are final then.
pub async fn is_final(tx: &mut Tx, entry: Id<Entry>) -> Result<bool, DbError> {
    Ok(tx.first(&IS_FINAL, params![entry]).await?.is_some())
}

/// The payments that a partner told of in a time, the end left out.
pub async fn payments(
    tx: &mut Tx,
    partner: &str,
    (from, until): (Instant, Instant),
) -> Result<Vec<Told>, DbError> {
    let account = format!("partner:{partner}");
    let rows = tx.rows(&PAYMENTS, params![account, partner, from, until]).await?;
    rows.iter().map(read_told).collect()
}

/// The payment that a partner told of under a reference or slip.
pub async fn by_reference(
    tx: &mut Tx,
    partner: &str,
    reference: &str,
) -> Result<Option<Told>, DbError> {
    let account = format!("partner:{partner}");
    let row = tx.first(&BY_REFERENCE, params![account, partner, reference]).await?;
    row.map(|row| read_told(&row)).transpose()
}

/// What a file moved in the books, by account: debit, then credit.
pub async fn moved(
    tx: &mut Tx,
    statement: &str,
) -> Result<Vec<(Account, Rupiah, Rupiah)>, DbError> {
    let read = |row: &Row| {
        let account = Account::parse(row.text(0)?).map_err(|_| unknown("account"))?;
        Ok((account, row.get(1)?, row.get(2)?))
    };
    tx.rows(&MOVED, params![statement]).await?.iter().map(read).collect()
}

/// The first file whose findings do not add up to what it says.
pub async fn out_of_tune(tx: &mut Tx) -> Result<Option<String>, DbError> {
    tx.first(&OUT_OF_TUNE, params![]).await?.map(|row| row.get(0)).transpose()
}

/// What those payments settled.
pub async fn bills(
    tx: &mut Tx,
    partner: &str,
    (from, until): (Instant, Instant),
) -> Result<Vec<ToldBill>, DbError> {
    let read = |row: &Row| {
        let bill = BillId { nop: row.get(2)?, tax_year: row.int(3)? };
        Ok(ToldBill { entry: row.get(0)?, receipt: row.get(1)?, bill })
    };
    tx.rows(&BILLS, params![partner, from, until]).await?.iter().map(read).collect()
}

fn read_told(row: &Row) -> Result<Told, DbError> {
    let amount: Option<Rupiah> = row.get(5)?;
    let channel = Channel::parse(row.text(8)?).ok_or_else(|| unknown("channel"))?;
    Ok(Told {
        entry: row.get(0)?,
        reference: row.get(1)?,
        slip: row.get(2)?,
        code: code(row, 3)?,
        paid_at: row.get(4)?,
        amount: amount.unwrap_or(Rupiah::ZERO),
        reversed: row.flag(6)?,
        // What was booked from a file was told by that file.
        reconciled: row.int(7)? > 0 || channel == Channel::Reconciliation,
        channel,
    })
}

fn code(row: &Row, at: usize) -> Result<Option<Code>, DbError> {
    let text: Option<String> = row.get(at)?;
    text.map(|text| Code::parse(&text)).transpose().map_err(|_| unknown("code"))
}

fn read(row: &Row) -> Result<Found, DbError> {
    let bill = match (row.get(9)?, row.opt_int(10)?) {
        (Some(nop), Some(tax_year)) => Some(BillId { nop, tax_year }),
        _ => None,
    };
    let action: Option<String> = row.get(16)?;
    let parsed = |text: String| Action::parse(&text).ok_or_else(|| unknown("action"));
    Ok(Found {
        statement: row.get(0)?,
        number: row.int(1)?,
        bucket: Bucket::parse(row.text(2)?).ok_or_else(|| unknown("bucket"))?,
        line: row.opt_int(3)?,
        paid_on: row.get(4)?,
        paid_time: row.get(5)?,
        reference: row.get(6)?,
        slip: row.get(7)?,
        code: code(row, 8)?,
        bill,
        file: row.get(11)?,
        fee: row.get(12)?,
        entry: row.get(13)?,
        ours: row.get(14)?,
        needs_decision: row.flag(15)?,
        action: action.map(parsed).transpose()?,
        proposal: row.get(17)?,
        arrived: row.get(18)?,
    })
}
