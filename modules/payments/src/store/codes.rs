//! Payment codes and the bills behind them.

use base::Instant;
use contracts::BillId;
use db::{DbError, Tx, Value, params};

use crate::domain::code::Code;

db::statements! {
    ADD = "
        insert into pay_code (code, token, made_at, expires_at)
        values ($1, $2, $3, $4)";
    ADD_BILL = "
        insert into pay_code_bill (code, nop, tax_year)
        values ($1, $2, $3)";
    FIND = "
        select c.code, c.token, c.made_at, c.expires_at, b.nop, b.tax_year
        from pay_code c
        join pay_code_bill b on b.code = c.code
        where c.code = $1
        order by b.nop, b.tax_year desc";
    BY_TOKEN = "
        select c.code, c.token, c.made_at, c.expires_at, b.nop, b.tax_year
        from pay_code c
        join pay_code_bill b on b.code = c.code
        where c.token = $1
        order by b.nop, b.tax_year desc";
}

/// A code that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub code: Code,
    pub token: String,
    pub made_at: Instant,
    pub expires_at: Instant,
    /// By object, the latest year first; never empty.
    pub bills: Vec<BillId>,
}

pub async fn add(tx: &mut Tx, made: &Made) -> Result<(), DbError> {
    let digits = made.code.digits();
    tx.execute(&ADD, params![digits, &made.token, made.made_at, made.expires_at]).await?;
    let row =
        |bill: &BillId| [Value::from(digits), Value::from(bill.nop), Value::from(bill.tax_year)];
    tx.execute_each(&ADD_BILL, made.bills.iter().map(row)).await.map(drop)
}

pub async fn find(tx: &mut Tx, code: &Code) -> Result<Option<Made>, DbError> {
    read(tx, &FIND, code.digits()).await
}

pub async fn by_token(tx: &mut Tx, token: &str) -> Result<Option<Made>, DbError> {
    read(tx, &BY_TOKEN, token).await
}

async fn read(tx: &mut Tx, it: &db::Statement, key: &str) -> Result<Option<Made>, DbError> {
    let rows = tx.rows(it, params![key]).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let mut bills = Vec::with_capacity(rows.len());
    for row in &rows {
        bills.push(BillId { nop: row.get(4)?, tax_year: row.int(5)? });
    }
    Ok(Some(Made {
        code: Code::parse(first.text(0)?).map_err(|_| super::unknown("code"))?,
        token: first.get(1)?,
        made_at: first.get(2)?,
        expires_at: first.get(3)?,
        bills,
    }))
}
