//! Entries and their lines: written once, never changed.

use base::{Id, Rupiah};
use contracts::BillId;
use db::{DbError, Row, Tx, Value, params};

use super::unknown;
use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::domain::code::Code;
use crate::domain::entry::{Entry, EntryKind, Line, Side};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          id, kind, booked_at, day, paid_at, channel, partner, reference, slip, code, reverses,
          actor, note, amount_rupiah, digest
        from pay_entry",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into pay_entry (
          id, kind, booked_at, day, paid_at, channel, partner, reference, slip, code, reverses,
          actor, note, amount_rupiah, digest
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    ADD_LINE = "
        insert into pay_line (entry, number, account, nop, tax_year, debit_rupiah, credit_rupiah)
        values ($1, $2, $3, $4, $5, $6, $7)";
    FIND = select!("
        where id = $1");
    BY_REFERENCE = select!("
        where partner = $1 and reference = $2");
    /// A slip number may come again on another day.
    BY_SLIP = select!("
        where partner = $1 and slip = $2
        order by id desc
        limit 20");
    REVERSAL_OF = select!("
        where reverses = $1");
    OF_CODE = select!("
        where code = $1
        order by id");
    /// Everything, in the order of booking.
    AFTER = select!("
        where id > $1
        order by id
        limit $2");
    LINES = "
        select account, nop, tax_year, debit_rupiah, credit_rupiah
        from pay_line
        where entry = $1
        order by number";
    /// The lines of the entries of a page of [`AFTER`].
    LINES_BETWEEN = "
        select entry, account, nop, tax_year, debit_rupiah, credit_rupiah
        from pay_line
        where entry >= $1 and entry <= $2
        order by entry, number";
}

/// An entry as it is stored: what it says, and what was said about it when it was booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub entry: Entry,
    pub amount: Rupiah,
    pub digest: Vec<u8>,
}

impl Stored {
    /// The money that came in or went out: what the places moved that hold money. (A waived
    /// penalty makes the sum of the debits larger.)
    pub fn amount_in(&self) -> Rupiah {
        let held = self.entry.lines.iter().filter(|line| line.account.holds_money());
        Rupiah(held.fold(0, |sum, line| sum.saturating_add(line.amount.0)))
    }
}

/// Books an entry; `amount` is the sum of its debits.
pub async fn add(tx: &mut Tx, entry: &Entry, amount: Rupiah) -> Result<(), DbError> {
    let values = params![
        entry.id,
        entry.kind.as_str(),
        entry.booked_at,
        entry.day,
        entry.paid_at,
        entry.channel.as_str(),
        entry.partner.as_deref(),
        entry.reference.as_deref(),
        entry.slip.as_deref(),
        entry.code.as_ref().map(Code::digits),
        entry.reverses,
        &entry.actor,
        &entry.note,
        amount,
        entry.digest(),
    ];
    tx.send(&ADD, values).await?;
    for (number, line) in (1_i64..).zip(&entry.lines) {
        tx.send(&ADD_LINE, &write_line(entry.id, number, line)).await?;
    }
    Ok(())
}

fn write_line(entry: Id<Entry>, number: i64, line: &Line) -> [Value; 7] {
    let (debit, credit) = line.sides();
    [
        entry.into(),
        number.into(),
        line.account.to_string().into(),
        line.bill.map(|bill| bill.nop).into(),
        line.bill.map(|bill| bill.tax_year).into(),
        debit.into(),
        credit.into(),
    ]
}

pub async fn find(tx: &mut Tx, id: Id<Entry>) -> Result<Option<Stored>, DbError> {
    let row = tx.first(&FIND, params![id]).await?;
    with_lines(tx, row).await
}

/// The entry a partner brought under this reference.
pub async fn by_reference(
    tx: &mut Tx,
    partner: &str,
    reference: &str,
) -> Result<Option<Stored>, DbError> {
    let row = tx.first(&BY_REFERENCE, params![partner, reference]).await?;
    with_lines(tx, row).await
}

/// The latest entries of a partner with this number on the payer's slip.
pub async fn by_slip(tx: &mut Tx, partner: &str, slip: &str) -> Result<Vec<Stored>, DbError> {
    let mut found = Vec::new();
    for row in tx.rows(&BY_SLIP, params![partner, slip]).await? {
        found.extend(with_lines(tx, Some(row)).await?);
    }
    Ok(found)
}

/// The entry that takes another back.
pub async fn reversal_of(tx: &mut Tx, id: Id<Entry>) -> Result<Option<Stored>, DbError> {
    let row = tx.first(&REVERSAL_OF, params![id]).await?;
    with_lines(tx, row).await
}

/// What was booked with a payment code, the oldest first.
pub async fn of_code(tx: &mut Tx, code: &Code) -> Result<Vec<Stored>, DbError> {
    let mut found = Vec::new();
    for row in tx.rows(&OF_CODE, params![code.digits()]).await? {
        found.extend(with_lines(tx, Some(row)).await?);
    }
    Ok(found)
}

/// At most `limit` entries after another, in the order of booking, with their lines.
pub async fn after(tx: &mut Tx, last: &str, limit: i64) -> Result<Vec<Stored>, DbError> {
    let rows = tx.rows(&AFTER, params![last, limit]).await?;
    let mut found: Vec<Stored> = rows.iter().map(read).collect::<Result<_, _>>()?;
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return Ok(found) };
    let bounds = [Value::from(first.entry.id), Value::from(last.entry.id)];
    let mut at = 0;
    for row in tx.rows(&LINES_BETWEEN, &bounds).await? {
        let entry: Id<Entry> = row.get(0)?;
        while found.get(at).is_some_and(|stored| stored.entry.id < entry) {
            at += 1;
        }
        if let Some(stored) = found.get_mut(at).filter(|stored| stored.entry.id == entry) {
            stored.entry.lines.push(read_line(&row, 1)?);
        }
    }
    Ok(found)
}

async fn with_lines(tx: &mut Tx, row: Option<Row>) -> Result<Option<Stored>, DbError> {
    let Some(row) = row else { return Ok(None) };
    let mut stored = read(&row)?;
    let lines = tx.rows(&LINES, params![stored.entry.id]).await?;
    stored.entry.lines = lines.iter().map(|line| read_line(line, 0)).collect::<Result<_, _>>()?;
    Ok(Some(stored))
}

fn read_line(row: &Row, from: usize) -> Result<Line, DbError> {
    let nop: Option<base::Nop> = row.get(from + 1)?;
    let bill = match (nop, row.opt_int(from + 2)?) {
        (Some(nop), Some(tax_year)) => Some(BillId { nop, tax_year }),
        _ => None,
    };
    let (debit, credit): (Rupiah, Rupiah) = (row.get(from + 3)?, row.get(from + 4)?);
    let (side, amount) =
        if debit > Rupiah::ZERO { (Side::Debit, debit) } else { (Side::Credit, credit) };
    let account = Account::parse(row.text(from)?).map_err(|_| unknown("account"))?;
    Ok(Line { account, bill, side, amount })
}

fn read(row: &Row) -> Result<Stored, DbError> {
    let code: Option<String> = row.get(9)?;
    let entry = Entry {
        id: row.get(0)?,
        kind: EntryKind::parse(row.text(1)?).ok_or_else(|| unknown("kind"))?,
        booked_at: row.get(2)?,
        day: row.get(3)?,
        paid_at: row.get(4)?,
        channel: Channel::parse(row.text(5)?).ok_or_else(|| unknown("channel"))?,
        partner: row.get(6)?,
        reference: row.get(7)?,
        slip: row.get(8)?,
        code: code.map(|c| Code::parse(&c)).transpose().map_err(|_| unknown("code"))?,
        reverses: row.get(10)?,
        actor: row.get(11)?,
        note: row.get(12)?,
        lines: Vec::new(),
    };
    Ok(Stored { entry, amount: row.get(13)?, digest: row.bytes(14)?.to_vec() })
}
