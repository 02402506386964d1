//! Notices as bills: only what paying them needs. This is the hot path of every payment.

use base::{Nop, NopVillage, Rupiah};
use contracts::BillId;
use db::{DbError, Row, Tx, params};

use super::{nop_range, payments, settlements};
use crate::domain::claim::Claim;
use crate::domain::notice::{Origin, PaymentState};
use crate::domain::object::address_line;
use crate::domain::payment::{Paid, Payment, Payments, PaymentsOfBill};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          n.nop, n.tax_year, n.origin, n.subject_name, n.object_address, n.due_rupiah, n.due_date,
          n.payment_state, n.cancelled, n.rule_book
        from ptax_notice n
        join ptax_revision r on r.id = n.revision",
            $rest
        )
    };
}

db::statements! {
    /// The version in force of one notice, with all that its price depends on, in one question: what
    /// was paid here (a payment that was taken back is there with its negative amounts), where the
    /// object lies by the registry, the latest rules, whether any waiver is for its year.
    PRICED = "
        select
          n.nop, n.tax_year, n.origin, n.subject_name, n.object_address, n.due_rupiah, n.due_date,
          n.payment_state, n.cancelled, n.rule_book,
          (
            select cast(coalesce(sum(s.principal_rupiah), 0) as bigint)
            from ptax_settlement s
            where s.nop = n.nop and s.tax_year = n.tax_year
          ) as here_rupiah,
          (
            select
              case
                when o.removed = 1 then ''
                else o.street || '\n' || o.block || '\n' || o.rt || '\n' || o.rw
              end
            from ptax_object o
            join ptax_revision p on p.id = o.revision
            where o.nop = n.nop and p.published_order is not null
            order by p.published_order desc
            limit 1
          ) as place,
          (
            select max(b.version)
            from ptax_rule_book b
          ) as latest_book,
          (
            select count(*)
            from ptax_waiver w
            where w.state in ('approved', 'revoked')
              and w.from_year <= n.tax_year and w.until_year >= n.tax_year
          ) as waivers
        from ptax_notice n
        join ptax_revision r on r.id = n.revision
        where n.nop = $1 and n.tax_year = $2 and r.published_order is not null
        order by r.published_order desc
        limit 1";
    /// The version in force of one notice, alone: it meets no other payment.
    ONE = select!("
        where n.nop = $1 and n.tax_year = $2 and r.published_order is not null
        order by r.published_order desc
        limit 1");
    /// All published versions of all years, the one in force first in its year.
    OF_OBJECT = select!("
        where n.nop = $1 and r.published_order is not null
        order by n.tax_year desc, r.published_order desc");
    /// The same for all objects of a village.
    OF_VILLAGE = select!("
        where n.nop >= $1 and n.nop <= $2 and r.published_order is not null
        order by n.nop, n.tax_year, r.published_order desc");
    /// Where objects lie: a notice of SISMIOP does not freeze it.
    PLACES = "
        select o.nop, o.street, o.block, o.rt, o.rw, o.removed
        from ptax_object o
        join ptax_revision r on r.id = o.revision
        where o.nop >= $1 and o.nop <= $2 and r.published_order is not null
        order by o.nop, r.published_order desc";
}

/// The claim of a notice in force as SISMIOP or an assessment recorded it, without what was paid
/// here since; for whoever puts that beside it.
pub async fn find_recorded(tx: &mut Tx, bill: BillId) -> Result<Option<Claim>, DbError> {
    tx.first(&ONE, params![bill.nop, bill.tax_year]).await?.map(|row| read(&row)).transpose()
}

/// What was paid for one bill. Payments of SISMIOP are asked for only where they say something that
/// the notice does not.
pub async fn payments_of(tx: &mut Tx, claim: &Claim) -> Result<PaymentsOfBill, DbError> {
    let facts = settlements::list_of_bill(tx, claim.id()).await?;
    let imported = imported_of(tx, claim).await?;
    let paid = Payments::new(imported, facts);
    Ok(paid.of(&claim.nop, claim.tax_year).cloned().unwrap_or_default())
}

/// The imported payments of one bill, of a notice that was issued here.
pub async fn imported_of(tx: &mut Tx, claim: &Claim) -> Result<Vec<Payment>, DbError> {
    match claim.origin {
        Origin::Sismiop => Ok(Vec::new()),
        Origin::Pelangi => payments::list_of_bill(tx, claim.id()).await,
    }
}

/// One claim as it stands, and what else its price depends on.
#[derive(Debug, Clone)]
pub struct Found {
    pub claim: Claim,
    /// The version of the latest rules; `None` while none were loaded.
    pub latest_book: Option<i64>,
    /// Whether any waiver was ever approved for its year.
    pub any_waiver: bool,
}

/// The claim of one notice in force, as it stands; `None` when nothing was ever issued.
pub async fn find(tx: &mut Tx, bill: BillId) -> Result<Option<Found>, DbError> {
    let Some(row) = tx.first(&PRICED, params![bill.nop, bill.tax_year]).await? else {
        return Ok(None);
    };
    let mut claim = read(&row)?;
    let paid = match claim.origin {
        Origin::Sismiop => Paid { here: row.get(10)?, elsewhere: Rupiah::ZERO },
        Origin::Pelangi => payments_of(tx, &claim).await?.paid(claim.origin),
    };
    if claim.address.is_empty() {
        claim.address = row.opt_text(11)?.map(place_of).unwrap_or_default();
    }
    let (latest_book, any_waiver) = (row.opt_int(12)?, row.int(13)? > 0);
    Ok(Some(Found { claim: claim.settled_by(paid), latest_book, any_waiver }))
}

/// Street, block, RT and RW, each on a line.
fn place_of(lines: &str) -> String {
    let mut parts = lines.splitn(4, '\n').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let (street, block, rt, rw) = (next(), next(), next(), next());
    address_line([&street, &block], &rt, &rw)
}

/// The claims of an object as they stand, the latest year first.
pub async fn list_of_object(tx: &mut Tx, nop: &Nop) -> Result<Vec<Claim>, DbError> {
    let mut claims = in_force(&tx.rows(&OF_OBJECT, params![nop]).await?)?;
    let facts = settlements::list_of_object(tx, nop).await?;
    let imported = match claims.iter().any(|claim| claim.origin == Origin::Pelangi) {
        true => payments::list_of_object(tx, nop).await?,
        false => Vec::new(),
    };
    settle(&mut claims, &Payments::new(imported, facts));
    place(tx, &mut claims).await?;
    Ok(claims)
}

/// What can be paid in a village, by object and year.
pub async fn list_open_of_village(
    tx: &mut Tx,
    village: &NopVillage,
) -> Result<Vec<Claim>, DbError> {
    let (first, last) = nop_range(village);
    let mut claims = in_force(&tx.rows(&OF_VILLAGE, params![first, last]).await?)?;
    let facts = settlements::list_of_village(tx, village, None).await?;
    let imported = payments::list_of_village(tx, village).await?;
    settle(&mut claims, &Payments::new(imported, facts));
    claims.retain(Claim::is_open);
    place(tx, &mut claims).await?;
    Ok(claims)
}

fn in_force(rows: &[Row]) -> Result<Vec<Claim>, DbError> {
    let mut claims: Vec<Claim> = rows.iter().map(read).collect::<Result<_, _>>()?;
    claims.dedup_by_key(|claim| claim.id());
    Ok(claims)
}

fn settle(claims: &mut [Claim], payments: &Payments) {
    for claim in claims {
        let paid = payments.paid(claim.origin, &claim.nop, claim.tax_year);
        claim.payment = paid.settles(claim.payment, claim.due);
        claim.paid = paid;
    }
}

/// Fills in where the objects lie, where a notice does not say it.
async fn place(tx: &mut Tx, claims: &mut [Claim]) -> Result<(), DbError> {
    let unknown = claims.iter().filter(|claim| claim.address.is_empty()).map(|claim| claim.nop);
    let (Some(first), Some(last)) = (unknown.clone().min(), unknown.max()) else { return Ok(()) };
    let mut places = std::collections::HashMap::new();
    tx.each(&PLACES, params![first, last], |row| {
        let nop: Nop = row.get(0)?;
        if let std::collections::hash_map::Entry::Vacant(free) = places.entry(nop) {
            let (street, block): (String, String) = (row.get(1)?, row.get(2)?);
            free.insert(match row.flag(5)? {
                true => String::new(),
                false => address_line([&street, &block], row.text(3)?, row.text(4)?),
            });
        }
        Ok::<_, DbError>(())
    })
    .await?;
    for claim in claims.iter_mut().filter(|claim| claim.address.is_empty()) {
        claim.address = places.get(&claim.nop).cloned().unwrap_or_default();
    }
    Ok(())
}

/// Reads a row by place.
fn read(row: &Row) -> Result<Claim, DbError> {
    let unknown =
        |column: &str| DbError::Column { column: column.to_owned(), problem: "is unknown" };
    Ok(Claim {
        nop: row.get(0)?,
        tax_year: row.int(1)?,
        origin: Origin::parse(row.text(2)?).ok_or_else(|| unknown("origin"))?,
        payer: row.get(3)?,
        address: row.get(4)?,
        due: row.get(5)?,
        due_date: row.get(6)?,
        payment: PaymentState::parse(row.text(7)?).ok_or_else(|| unknown("payment_state"))?,
        paid: Paid::default(),
        cancelled: row.flag(8)?,
        rule_book: row.get(9)?,
    })
}
