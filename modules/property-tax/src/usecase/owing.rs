//! What claims cost on a day, by the rules of their books.
//!
//! Versions of the rule book never change, so each is read and parsed once and kept; which one is
//! the latest is asked each time, because another process may have loaded it.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use base::{Date, Error, Kind, Result, Zone};
use contracts::Bill;
use db::Tx;
use pbb::PenaltyRule;

use super::rules::rule_error;
use crate::domain::claim::Claim;
use crate::domain::owing::{Debt, NoRule, Owed, OwingError};
use crate::domain::rules::{RuleBook, RuleBookError};
use crate::domain::waiver::Waiver;
use crate::store::claims::Found;
use crate::store::{rule_books, waivers};

/// The rule books of one cell that were parsed so far, and the cell's zone. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Owing {
    books: Arc<RwLock<HashMap<i64, Parsed>>>,
    zone: Zone,
}

type Parsed = std::result::Result<Arc<RuleBook>, RuleBookError>;

impl Owing {
    /// In which zone days end.
    pub fn new(zone: Zone) -> Self {
        Self { books: Arc::default(), zone }
    }

    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Puts the rules of their payment beside claims, in the same order.
    ///
    /// # Errors
    /// Those of the database. What a rule lacks is said when an amount is asked for.
    pub async fn debts(&self, tx: &mut Tx, claims: Vec<Claim>) -> Result<Vec<Debt>> {
        let open = claims.iter().filter(|claim| claim.is_open());
        let latest = match open.clone().any(|claim| claim.rule_book.is_none()) {
            true => rule_books::find_latest_version(tx).await?,
            false => None,
        };
        let years = open.map(|claim| claim.tax_year);
        let waivers = match (years.clone().min(), years.max()) {
            (Some(from), Some(until)) => waivers::list_ever_approved(tx, from, until).await?,
            _ => Vec::new(),
        };
        let mut debts = Vec::with_capacity(claims.len());
        for claim in claims {
            let rule = match claim.is_open() {
                true => self.rule(tx, &claim, latest).await?,
                false => Err(NoRule::NoBook { tax_year: claim.tax_year }),
            };
            let waivers = of_year(&waivers, claim.tax_year);
            debts.push(Debt { claim, rule, waivers });
        }
        Ok(debts)
    }

    /// The penalty of a notice: of its own book and year, or of the latest book.
    async fn rule(
        &self,
        tx: &mut Tx,
        claim: &Claim,
        latest: Option<i64>,
    ) -> Result<std::result::Result<PenaltyRule, NoRule>> {
        let Some(version) = claim.rule_book.or(latest) else {
            return Ok(Err(NoRule::NoBook { tax_year: claim.tax_year }));
        };
        let Some(book) = self.book(tx, version).await? else {
            return Ok(Err(NoRule::Lost { version }));
        };
        Ok(book.and_then(|book| book.penalty(claim.tax_year)).map_err(NoRule::Book))
    }

    async fn book(&self, tx: &mut Tx, version: i64) -> Result<Option<Parsed>> {
        let known =
            self.books.read().unwrap_or_else(PoisonError::into_inner).get(&version).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let Some(stored) = rule_books::find(tx, version).await? else { return Ok(None) };
        let parsed = RuleBook::parse(&stored.content).map(Arc::new);
        let mut books = self.books.write().unwrap_or_else(PoisonError::into_inner);
        books.insert(version, parsed.clone());
        Ok(Some(parsed))
    }

    /// A claim as a bill on a day. What is paid in time needs no rule, and none is looked for.
    ///
    /// # Errors
    /// `property-tax/no-rules`, `property-tax/rule-missing-for-year` when a late one has no rule.
    pub async fn bill(&self, tx: &mut Tx, found: Found, day: Date) -> Result<Bill> {
        let Found { claim, latest_book, any_waiver } = found;
        if !claim.is_open() || day <= claim.due_date {
            return Ok(in_time(claim));
        }
        let rule = self.rule(tx, &claim, latest_book).await?;
        let year = claim.tax_year;
        let waivers = match any_waiver {
            true => waivers::list_ever_approved(tx, year, year).await?,
            false => Vec::new(),
        };
        let debt = Debt { claim, rule, waivers };
        let owed = debt.on(day, &self.zone).map_err(owing_error)?;
        Ok(bill(debt.claim, owed))
    }

    /// The same for several, each with its own answer, in the same order.
    pub(crate) async fn bills(
        &self,
        tx: &mut Tx,
        claims: Vec<Claim>,
        day: Date,
    ) -> Result<Vec<Result<Bill>>> {
        if !claims.iter().any(|claim| claim.is_open() && day > claim.due_date) {
            return Ok(claims.into_iter().map(|claim| Ok(in_time(claim))).collect());
        }
        let debts = self.debts(tx, claims).await?;
        let bill = |debt: Debt| match debt.on(day, &self.zone) {
            Ok(owed) => Ok(bill(debt.claim, owed)),
            Err(error) => Err(owing_error(error)),
        };
        Ok(debts.into_iter().map(bill).collect())
    }
}

fn of_year(waivers: &[Waiver], tax_year: i64) -> Vec<Waiver> {
    let of = |waiver: &&Waiver| (waiver.terms.years.0..=waiver.terms.years.1).contains(&tax_year);
    waivers.iter().filter(of).cloned().collect()
}

fn in_time(claim: Claim) -> Bill {
    let owed = Owed { principal: claim.principal(), ..Owed::default() };
    bill(claim, owed)
}

fn bill(claim: Claim, owed: Owed) -> Bill {
    Bill {
        id: claim.id(),
        standing: claim.standing(),
        due_date: claim.due_date,
        payer: claim.payer,
        address: claim.address,
        principal: owed.principal,
        months: owed.months,
        penalty: owed.penalty,
        waived: owed.waived,
        waiver_basis: owed.basis,
    }
}

/// Why an amount cannot be told, for the tax office that can mend it.
pub(crate) fn owing_error(error: OwingError) -> Error {
    match error {
        OwingError::NoRule(NoRule::NoBook { tax_year }) => {
            Error::new(Kind::Precondition, "property-tax/no-rules").with("year", tax_year)
        }
        OwingError::NoRule(NoRule::Lost { .. }) => {
            Error::new(Kind::DataLoss, "property-tax/rules-lost")
        }
        OwingError::NoRule(NoRule::Book(problem)) => rule_error(problem),
        OwingError::TooLarge(problem) => problem.into(),
    }
}
