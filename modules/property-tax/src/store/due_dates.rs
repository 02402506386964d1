//! The days on which notices fall due.

use base::Date;
use db::{DbError, Tx, Value, params};

db::statements! {
    PUT = "
        insert into ptax_due_date (due_date, tax_year)
        values ($1, $2)
        on conflict (due_date, tax_year) do nothing";
    BETWEEN = "
        select due_date, tax_year
        from ptax_due_date
        where due_date >= $1 and due_date <= $2
        order by due_date, tax_year";
}

/// Notes that notices of a year fall due on a day; noting it again changes nothing.
pub async fn put(tx: &mut Tx, days: impl IntoIterator<Item = (Date, i64)>) -> Result<(), DbError> {
    let rows = days.into_iter().map(|(day, year)| [Value::from(day), Value::from(year)]);
    tx.execute_each(&PUT, rows).await.map(drop)
}

/// The due dates from one day to another, both included, each with a year of its notices.
pub async fn list_between(
    tx: &mut Tx,
    from: Date,
    until: Date,
) -> Result<Vec<(Date, i64)>, DbError> {
    let rows = tx.rows(&BETWEEN, params![from, until]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.int(1)?))).collect()
}
