//! Which certificates were revoked, by the table and by the audit trail: whoever takes a row out of
//! the table has to break the chain of the trail as well. Everything that answers for a certificate
//! asks here: the use of a key, OCSP, the list of revoked certificates, pages.

use std::collections::BTreeSet;

use audit::{Outcome, Recorded};
use base::{Id, Instant};
use db::{DbError, Tx};

use super::subject;
use crate::audit_kinds::CERTIFICATE_REVOKED;
use crate::domain::authority::Reason;
use crate::store::keys::certificates::Issued;
use crate::store::keys::revocations::Revoked;
use crate::store::keys::{certificates, revocations};

/// Entries of the trail that are read at once.
const PAGE: u32 = 500;

/// The revocation of a certificate. Where both tell it, the earlier moment counts, with the reason of
/// the table.
pub(crate) async fn revocation(tx: &mut Tx, serial: &str) -> Result<Option<Revoked>, DbError> {
    let listed = revocations::find(tx, serial).await?;
    let trail = audit::of_subject(tx, &subject(serial), 100).await?;
    let told = trail.iter().find(|it| is_revocation(it)).map(|it| of_trail(serial, it));
    Ok(match (listed, told) {
        (Some(listed), Some(told)) => Some(Revoked { at: listed.at.min(told.at), ..listed }),
        (listed, told) => listed.or(told),
    })
}

/// Those of an office whose certificates would still be valid at `since`, in the order of their
/// serial numbers.
pub(super) async fn of_office(
    tx: &mut Tx,
    office: &str,
    since: Instant,
) -> Result<Vec<(Issued, Revoked)>, DbError> {
    let listed = revocations::list(tx, office, since).await?;
    let mut serials: BTreeSet<String> = listed.into_iter().map(|it| it.serial).collect();
    serials.extend(told(tx).await?);
    let mut found = Vec::new();
    for serial in serials {
        let issued = certificates::find(tx, &serial).await?;
        let issued = issued.filter(|it| it.issuer == office && it.not_after >= since);
        if let (Some(issued), Some(revoked)) = (issued, revocation(tx, &serial).await?) {
            found.push((issued, revoked));
        }
    }
    Ok(found)
}

/// The serial numbers of everything that the trail calls revoked.
async fn told(tx: &mut Tx) -> Result<Vec<String>, DbError> {
    let (mut serials, mut after): (Vec<String>, Option<Id<Recorded>>) = (Vec::new(), None);
    loop {
        let page = audit::of_kind(tx, CERTIFICATE_REVOKED, after, PAGE).await?;
        let done = page.iter().filter(|it| is_revocation(it));
        serials
            .extend(done.filter_map(|it| it.subject.strip_prefix(&subject("")).map(str::to_owned)));
        match page.last() {
            Some(last) => after = Some(last.id),
            None => return Ok(serials),
        }
    }
}

fn is_revocation(it: &Recorded) -> bool {
    it.kind == CERTIFICATE_REVOKED.code && it.outcome == Outcome::Done
}

fn of_trail(serial: &str, it: &Recorded) -> Revoked {
    let reason = it.after.as_ref().and_then(|facts| facts.get("reason")?.as_str());
    Revoked {
        serial: serial.to_owned(),
        at: it.at,
        reason: reason.and_then(Reason::parse).unwrap_or(Reason::Unspecified),
        by: it.actor.clone(),
    }
}
