//! What changed about the ways into somebody's account, for the person to see.

use audit::{Kind, Recorded};
use base::Error;
use db::Tx;

use crate::{Actor, Identity, kinds};

/// What a person must learn even when somebody else did it.
const NEWS: [Kind; 8] = [
    kinds::PASSKEY_ADDED,
    kinds::PASSKEY_REMOVED,
    kinds::PASSWORD_CHANGED,
    kinds::LINK_MADE,
    kinds::LINK_REDEEMED,
    kinds::ACCOUNT_RECOVERED,
    kinds::FACTOR_REFUSED,
    kinds::LOCKED,
];

/// Entries looked through; most are sign-ins.
const LOOKED_AT: u32 = 500;

impl Identity {
    /// Changes of the person's own factors in the last `days`, newest first, from the audit trail:
    /// whoever changes them cannot keep it from the person.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn security_news(&self, actor: &Actor, days: u32) -> Result<Vec<Recorded>, Error> {
        let from = self.cell().now().plus_seconds(-i64::from(days) * 86_400);
        let read = self.cell().db().read(async |tx: &mut Tx| {
            audit::latest_of_subject(tx, actor.id(), from, LOOKED_AT).await
        });
        let mut news = read.await?;
        news.retain(|entry| NEWS.iter().any(|kind| kind.code == entry.kind));
        Ok(news)
    }
}
