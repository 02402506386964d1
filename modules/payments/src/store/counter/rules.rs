//! Which day counts for the interest of what a collector took.

use base::{Date, Instant};
use db::{DbError, Tx, params};

use super::super::unknown;
use crate::domain::collecting::rule::{Counts, Rule};

db::statements! {
    PUT = "
        insert into pay_collector_rule (from_day, counts, citation, set_at, set_by)
        values ($1, $2, $3, $4, $5)";
    FIND = "
        select from_day
        from pay_collector_rule
        where from_day = $1";
    LIST = "
        select from_day, counts, citation
        from pay_collector_rule
        order by from_day";
}

/// Adds a rule; `false` when one begins on that day already: rules are never changed.
pub async fn add(tx: &mut Tx, rule: &Rule, at: Instant, by: &str) -> Result<bool, DbError> {
    if tx.first(&FIND, params![rule.from]).await?.is_some() {
        return Ok(false);
    }
    let values = params![rule.from, rule.counts.as_str(), &rule.citation, at, by];
    tx.execute(&PUT, values).await?;
    Ok(true)
}

/// All rules, by the day they begin.
pub async fn list(tx: &mut Tx) -> Result<Vec<Rule>, DbError> {
    let mut rules = Vec::new();
    for row in tx.rows(&LIST, params![]).await? {
        let from: Date = row.get(0)?;
        let counts = Counts::parse(row.text(1)?).ok_or_else(|| unknown("counts"))?;
        rules.push(Rule { from, counts, citation: row.get(2)? });
    }
    Ok(rules)
}
