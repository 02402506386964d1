//! Prices of a sheet, and what went through the system instead of on paper.

use base::{Instant, Rupiah};
use db::{DbError, Row, Tx, params};

use crate::domain::savings::Price;

db::statements! {
    ADD_PRICE = "
        insert into doc_sheet_price (from_day, price_rupiah, source, set_at, set_by, set_by_name)
        values ($1, $2, $3, $4, $5, $6)";
    LIST_PRICES = "
        select from_day, price_rupiah, source
        from doc_sheet_price
        order by from_day";
    /// Letters, copies and pages that offices sent through the system between two moments. The first
    /// PDF is the letter; what was signed on paper is left out.
    SENT = "
        select l.agency, a.name,
          count(distinct l.id) as letters,
          count(*) as copies,
          cast(sum(r.pages) as bigint) as sheets
        from doc_delivery d
        join doc_letter l on l.id = d.letter
        join doc_revision r on r.letter = d.letter and r.number = 1
        join id_agency a on a.code = l.agency
        where d.means = 'system' and d.sent_at >= $1 and d.sent_at < $2
        and (cast($3 as bigint) = 1 or l.agency = $4)
        and not exists (
          select 1
          from doc_revision s
          where s.letter = d.letter and s.producer = 'scan')
        group by l.agency, a.name
        order by a.name, l.agency";
}

/// What an office sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub agency: String,
    pub name: String,
    pub letters: i64,
    pub copies: i64,
    pub sheets: i64,
}

pub async fn add_price(
    tx: &mut Tx,
    price: &Price,
    (at, by, name): (Instant, &str, &str),
) -> Result<(), DbError> {
    let values = params![price.from, price.rupiah.0, &price.source, at, by, name];
    tx.execute(&ADD_PRICE, values).await.map(drop)
}

/// All prices in the order of their days.
pub async fn prices(tx: &mut Tx) -> Result<Vec<Price>, DbError> {
    let price = |row: &Row| {
        Ok(Price {
            from: row.get("from_day")?,
            rupiah: Rupiah(row.int("price_rupiah")?),
            source: row.get("source")?,
        })
    };
    tx.rows(&LIST_PRICES, params![]).await?.iter().map(price).collect()
}

/// What all offices, or one, sent through the system between two moments.
pub async fn sent(
    tx: &mut Tx,
    (from, until): (Instant, Instant),
    (everything, agency): (bool, &str),
) -> Result<Vec<Sent>, DbError> {
    let sent = |row: &Row| {
        Ok(Sent {
            agency: row.get("agency")?,
            name: row.get("name")?,
            letters: row.int("letters")?,
            copies: row.int("copies")?,
            sheets: row.int("sheets")?,
        })
    };
    tx.rows(&SENT, params![from, until, everything, agency]).await?.iter().map(sent).collect()
}
