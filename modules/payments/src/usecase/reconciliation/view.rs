//! What people see of reconciliations.

use base::{Error, Kind, Result, Rupiah};
use db::Tx;
use identity::{Actor, Resource, authorise};

use crate::domain::partner::Partner;
use crate::domain::proposal::Proposal;
use crate::domain::reconciliation::{Bucket, Sum};
use crate::permissions::{READ, RECONCILE};
use crate::store::findings::{self, Found};
use crate::store::statements::{self, Loaded};
use crate::store::{partners, proposals};
use crate::usecase::Treasury;

/// A page of files, the newest first.
#[derive(Debug, Clone)]
pub struct StatementList {
    pub files: Vec<Loaded>,
    pub next: Option<String>,
    pub partners: Vec<Partner>,
}

/// A file with its buckets.
#[derive(Debug, Clone)]
pub struct StatementFile {
    pub file: Loaded,
    /// Every bucket, empty ones too, in their order.
    pub sums: Vec<(Bucket, Sum)>,
    /// Findings of the bucket that is shown.
    pub found: Vec<FoundFile>,
    /// The number after which more follow.
    pub next: Option<i64>,
    /// How many wait for a decision.
    pub open: i64,
    /// Gross, and the fee kept of it, that has arrived and is in the books.
    pub arrived: (Rupiah, Rupiah),
}

/// A finding with what somebody proposed about it.
#[derive(Debug, Clone)]
pub struct FoundFile {
    pub it: Found,
    pub proposed: Option<Proposal>,
}

impl Treasury {
    /// The files, and the partners whose files can be loaded.
    ///
    /// # Errors
    /// Those of the right.
    pub async fn statements(
        &self,
        actor: &Actor,
        before: Option<&str>,
        page: usize,
    ) -> Result<StatementList> {
        authorise(actor, READ, Resource::Cell)?;
        let limit = i64::try_from(page).unwrap_or(i64::MAX).saturating_add(1);
        let read = async |tx: &mut Tx| -> Result<_> {
            let partners = partners::list(tx).await?;
            Ok((statements::before(tx, before, limit).await?, partners))
        };
        let (mut files, partners) = self.cell().db().read(read).await?;
        let more = files.len() > page;
        files.truncate(page);
        let next = files.last().filter(|_| more).map(|last| last.id.clone());
        let partners = partners.into_iter().map(|known| known.partner).collect();
        Ok(StatementList { files, next, partners })
    }

    /// One file, and findings of one bucket after a number.
    ///
    /// # Errors
    /// `payments/unknown-statement`.
    pub async fn statement(
        &self,
        actor: &Actor,
        id: &str,
        bucket: Bucket,
        after: i64,
        page: usize,
    ) -> Result<StatementFile> {
        authorise(actor, READ, Resource::Cell)?;
        let limit = i64::try_from(page).unwrap_or(i64::MAX).saturating_add(1);
        let read = async |tx: &mut Tx| -> Result<StatementFile> {
            let file = statements::find(tx, id).await?.ok_or_else(unknown)?;
            let known = findings::sums(tx, id).await?;
            let mut found = findings::in_bucket(tx, id, bucket, after, limit).await?;
            let more = found.len() > page;
            found.truncate(page);
            let next = found.last().filter(|_| more).map(|last| last.number);
            let waiting = proposals::waiting(tx).await?;
            let open = findings::count_open(tx, id).await?;
            let arrived = findings::arrived(tx, id).await?;
            let found = found.into_iter().map(|it| with_proposal(it, &waiting)).collect();
            Ok(StatementFile { file, sums: all(&known), found, next, open, arrived })
        };
        self.cell().db().read(read).await
    }

    /// One finding, with its file.
    ///
    /// # Errors
    /// `payments/unknown-finding`.
    pub async fn finding(
        &self,
        actor: &Actor,
        id: &str,
        number: i64,
    ) -> Result<(Loaded, FoundFile)> {
        authorise(actor, READ, Resource::Cell)?;
        let missing = || Error::new(Kind::NotFound, "payments/unknown-finding");
        let read = async |tx: &mut Tx| -> Result<_> {
            let file = statements::find(tx, id).await?.ok_or_else(unknown)?;
            let it = findings::find(tx, id, number).await?.ok_or_else(missing)?;
            let waiting = proposals::waiting(tx).await?;
            Ok((file, with_proposal(it, &waiting)))
        };
        self.cell().db().read(read).await
    }

    /// Puts a file aside that was loaded by mistake, before anything of it was decided.
    ///
    /// # Errors
    /// `payments/unknown-statement`, `payments/statement-decided`.
    pub async fn discard(&self, actor: &Actor, id: &str) -> Result<()> {
        authorise(actor, RECONCILE, Resource::Cell)?;
        let who = actor.who();
        let write = async |tx: &mut Tx| -> Result<()> {
            statements::find(tx, id).await?.ok_or_else(unknown)?;
            let all = findings::of_statement(tx, id).await?;
            let decided = all.iter().any(|found| found.action.is_some());
            if decided || !statements::discard(tx, id).await? {
                return Err(Error::new(Kind::Conflict, "payments/statement-decided"));
            }
            let kind = crate::audit_kinds::STATEMENT_DISCARDED;
            let subject = format!("statement/{id}");
            self.trace(tx, (kind, subject), &who, serde_json::json!({})).await
        };
        self.cell().db().write(write).await
    }
}

pub(super) fn unknown() -> Error {
    Error::new(Kind::NotFound, "payments/unknown-statement")
}

fn with_proposal(it: Found, waiting: &[Proposal]) -> FoundFile {
    let subject = format!("statement/{}/{}", it.statement, it.number);
    let proposed = waiting.iter().find(|p| p.matter.subject() == subject).cloned();
    FoundFile { it, proposed }
}

/// Every bucket, those without findings too.
pub(super) fn all(known: &[(Bucket, i64, Rupiah, Rupiah)]) -> Vec<(Bucket, Sum)> {
    let sum = |bucket| {
        let found = known.iter().find(|(of, ..)| *of == bucket);
        found.map_or_else(Sum::default, |(_, count, file, ours)| Sum {
            count: *count,
            file: *file,
            ours: *ours,
        })
    };
    Bucket::ALL.into_iter().map(|bucket| (bucket, sum(bucket))).collect()
}
