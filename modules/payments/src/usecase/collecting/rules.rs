//! The rule which day counts for the interest of what a collector took.

use audit::Entry as Trace;
use base::Result;
use db::Tx;
use identity::{Actor, Resource, authorise};

use crate::audit_kinds;
use crate::domain::collecting::rule::Rule;
use crate::permissions::{APPROVE, READ};
use crate::store::counter::rules;
use crate::usecase::Ledger;
use crate::usecase::counter::{conflict, invalid};

/// The rules, by the day they begin.
pub async fn list(ledger: &Ledger, actor: &Actor) -> Result<Vec<Rule>> {
    authorise(actor, READ, Resource::Cell)?;
    Ok(ledger.cell().db().read(rules::list).await?)
}

/// Adds a rule from a day on, today at the earliest: what was taken stays under the rule it was
/// taken under.
///
/// # Errors
/// `payments/rule-citation`, `payments/rule-past`, `payments/rule-exists`.
pub async fn set(ledger: &Ledger, actor: &Actor, rule: &Rule) -> Result<()> {
    authorise(actor, APPROVE, Resource::Cell)?;
    if rule.citation.trim().is_empty() {
        return Err(invalid("payments/rule-citation"));
    }
    if rule.from < ledger.cell().today() {
        return Err(invalid("payments/rule-past"));
    }
    let (cell, who) = (ledger.cell(), actor.who());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            if !rules::add(tx, rule, cell.now(), actor.id()).await? {
                return Err(conflict("payments/rule-exists"));
            }
            let subject = format!("collector-rule/{}", rule.from);
            let trace = Trace::new(audit_kinds::COLLECTOR_RULE_SET, &who, subject)
                .after(serde_json::json!({"counts": rule.counts.as_str()}))
                .reason(&rule.citation);
            audit::record(tx, cell, trace).await?;
            Ok(())
        })
        .await
}
