//! Loading a bank's file.

use std::collections::{HashMap, HashSet};

use base::{Date, Error, Instant, Kind, Result};
use db::{DbError, Tx};
use identity::{Actor, Resource, authorise};
use sha2::{Digest, Sha256};

use crate::audit_kinds::STATEMENT_LOADED;
use crate::domain::proposal::Signature;
use crate::domain::reconciliation::{Finding, Ours, adds_up, reconcile};
use crate::domain::statement::{BankLine, FileError, Statement, layouts, read};
use crate::permissions::RECONCILE;
use crate::store::findings::{self, Found, Told};
use crate::store::statements::{self, Loaded, StatementState};
use crate::store::{partners, receipts};
use crate::usecase::Treasury;

/// A file as it came.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    pub partner: &'a str,
    /// The channel whose payments the file should tell of; empty for all of the partner's.
    pub channel: &'a str,
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// Why a file was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    House(#[from] Error),
}

impl From<DbError> for LoadError {
    fn from(error: DbError) -> Self {
        Self::House(error.into())
    }
}

impl Treasury {
    /// Loads a file and puts each line into its bucket. Its id.
    ///
    /// # Errors
    /// [`LoadError::File`] with each wrong line; `payments/unknown-partner`,
    /// `payments/statement-twice`.
    pub async fn load(
        &self,
        actor: &Actor,
        upload: Upload<'_>,
    ) -> std::result::Result<String, LoadError> {
        authorise(actor, RECONCILE, Resource::Cell)?;
        let known = layouts()
            .map_err(|e| Error::new(Kind::Internal, "payments/statement-layouts").caused_by(e))?;
        let statement = read(upload.bytes, &known)?;
        let (from, until) = statement.period().ok_or(FileError::Empty)?;
        let hash = Sha256::digest(upload.bytes).to_vec();
        let id = self.cell().new_id::<Loaded>().to_string();
        let (by, who) = (self.signed(actor), actor.who());
        let db = self.cell().db();
        db.write(async |tx: &mut Tx| -> std::result::Result<String, LoadError> {
            let unknown = || Error::new(Kind::NotFound, "payments/unknown-partner");
            let partner = partners::find(tx, upload.partner).await?.ok_or_else(unknown)?.partner;
            if statements::same_file(tx, &hash).await?.is_some() {
                return Err(Error::new(Kind::Conflict, "payments/statement-twice").into());
            }
            let ours = self.ours(tx, upload, &statement, (from, until)).await?;
            let found = reconcile(&statement.lines, &ours);
            if !adds_up(&found, statement.total) {
                return Err(Error::new(Kind::Internal, "payments/buckets").into());
            }
            let loaded = loaded(&id, upload, &statement, (from, until), &by, partner.name);
            statements::add(tx, &loaded, &hash).await?;
            findings::add(tx, &stored(&id, &statement.lines, &ours, &found)).await?;
            let facts = serde_json::json!({
                "partner": upload.partner, "lines": loaded.lines, "total": loaded.total.0,
            });
            let subject = format!("statement/{id}");
            self.trace(tx, (STATEMENT_LOADED, subject), &who, facts).await?;
            Ok(id.clone())
        })
        .await
    }

    /// What the file may tell of: payments of its days and the ones beside them (clocks differ
    /// around midnight), and whatever else a line names.
    async fn ours(
        &self,
        tx: &mut Tx,
        upload: Upload<'_>,
        statement: &Statement,
        (from, until): (Date, Date),
    ) -> Result<Vec<Ours>> {
        let zone = self.cell().zone();
        let start = |day: Date| zone.start_of(day);
        let day = 86_400;
        let window = (start(from).plus_seconds(-day), start(until).plus_seconds(2 * day));
        let expected = |told: &Told| {
            let on = told.paid_at.date(zone);
            let channel = upload.channel.is_empty() || told.channel.as_str() == upload.channel;
            (from..=until).contains(&on) && channel && !told.reconciled
        };
        let mut ours = self.in_window(tx, upload.partner, window, expected).await?;
        let known: HashSet<String> = ours
            .iter()
            .flat_map(|one| one.reference.iter().chain(&one.slip).chain(&one.receipts))
            .cloned()
            .collect();
        for line in statement.lines.iter().filter(|line| !known.contains(&line.reference)) {
            let told = findings::by_reference(tx, upload.partner, &line.reference).await?;
            let Some(told) = told else { continue };
            if ours.iter().all(|one| one.entry != told.entry) {
                let issued = receipts::of_entry(tx, told.entry).await?;
                let issued = issued.into_iter().map(|i| (i.receipt.number, i.receipt.bill));
                ours.push(one(told, issued.collect(), false));
            }
        }
        Ok(ours)
    }

    async fn in_window(
        &self,
        tx: &mut Tx,
        partner: &str,
        window: (Instant, Instant),
        expected: impl Fn(&Told) -> bool,
    ) -> Result<Vec<Ours>> {
        let mut bills: HashMap<_, Vec<_>> = HashMap::new();
        for told in findings::bills(tx, partner, window).await? {
            bills.entry(told.entry).or_default().push((told.receipt, told.bill));
        }
        let told = findings::payments(tx, partner, window).await?;
        let with = |told: Told| {
            let expected = expected(&told);
            let issued = bills.remove(&told.entry).unwrap_or_default();
            one(told, issued, expected)
        };
        Ok(told.into_iter().map(with).collect())
    }
}

fn one(told: Told, issued: Vec<(String, contracts::BillId)>, expected: bool) -> Ours {
    let (receipts, bills) = issued.into_iter().unzip();
    Ours {
        entry: told.entry,
        reference: told.reference,
        slip: told.slip,
        receipts,
        code: told.code,
        bills,
        amount: told.amount,
        reversed: told.reversed,
        reconciled: told.reconciled,
        expected,
    }
}

fn loaded(
    id: &str,
    upload: Upload<'_>,
    statement: &Statement,
    (from, until): (Date, Date),
    by: &Signature,
    partner_name: String,
) -> Loaded {
    Loaded {
        id: id.to_owned(),
        partner: upload.partner.to_owned(),
        partner_name,
        layout: statement.layout.clone(),
        file_name: upload.name.chars().take(120).collect(),
        from,
        until,
        lines: i64::try_from(statement.lines.len()).unwrap_or(i64::MAX),
        total: statement.total,
        fee: statement.fee,
        state: StatementState::Open,
        loaded: by.clone(),
        closed: None,
        clearing: None,
    }
}

/// Findings as they are stored, counted from 1.
fn stored(id: &str, lines: &[BankLine], ours: &[Ours], found: &[Finding]) -> Vec<Found> {
    let row = |(number, finding): (i64, &Finding)| {
        let line = finding.line.and_then(|at| lines.get(at));
        let known = finding.ours.and_then(|at| ours.get(at));
        let told = known.and_then(|known| known.reference.clone()).unwrap_or_default();
        let bill = line.and_then(|line| line.bill);
        Found {
            statement: id.to_owned(),
            number,
            bucket: finding.bucket,
            line: line.and_then(|line| i64::try_from(line.line).ok()),
            paid_on: line.map(|line| line.paid_on),
            paid_time: line.and_then(|line| line.paid_time.clone()),
            reference: line.map_or(told, |line| line.reference.clone()),
            slip: line.and_then(|line| line.slip.clone()),
            code: line.map_or(known.and_then(|k| k.code.clone()), |line| line.code.clone()),
            bill: bill.or_else(|| known.and_then(|known| known.bills.first().copied())),
            file: finding.file_amount,
            fee: line.map_or(base::Rupiah::ZERO, |line| line.fee),
            entry: known.map(|known| known.entry),
            ours: finding.ours_amount,
            needs_decision: finding.needs_decision,
            action: None,
            proposal: None,
            arrived: finding.arrived,
        }
    };
    (1..).zip(found).map(row).collect()
}
