//! Matching: by the reference or the number on the slip first, then by what was paid and how much.

use std::collections::HashMap;

use base::Rupiah;
use contracts::BillId;

use super::{Bucket, Finding, Ours};
use crate::domain::code::Code;
use crate::domain::statement::BankLine;

/// Puts every line, and every expected payment of ours that no line tells of, into a bucket. The
/// findings of lines come first, in the order of the lines.
pub fn reconcile(lines: &[BankLine], ours: &[Ours]) -> Vec<Finding> {
    let mut desk = Desk::new(lines, ours);
    desk.taken_back();
    desk.by_reference();
    desk.by_bill();
    desk.what_is_left();
    let missing = desk.only_here();
    let mut findings: Vec<Finding> = desk.found.into_iter().flatten().collect();
    findings.extend(missing);
    findings
}

struct Desk<'a> {
    lines: &'a [BankLine],
    ours: &'a [Ours],
    /// By reference, slip and receipt.
    by_name: HashMap<&'a str, usize>,
    by_code: HashMap<&'a Code, Vec<usize>>,
    by_bill: HashMap<BillId, Vec<usize>>,
    /// What a line tells of.
    taken: Vec<bool>,
    found: Vec<Option<Finding>>,
}

impl<'a> Desk<'a> {
    fn new(lines: &'a [BankLine], ours: &'a [Ours]) -> Self {
        let mut by_name = HashMap::new();
        let (mut by_code, mut by_bill) = (HashMap::new(), HashMap::new());
        for (place, one) in ours.iter().enumerate() {
            let names = one.reference.iter().chain(&one.slip).chain(&one.receipts);
            for name in names {
                by_name.entry(name.as_str()).or_insert(place);
            }
            if let Some(code) = &one.code {
                by_code.entry(code).or_insert_with(Vec::new).push(place);
            }
            if let [bill] = one.bills.as_slice() {
                by_bill.entry(*bill).or_insert_with(Vec::new).push(place);
            }
        }
        let taken = ours.iter().map(|one| one.reconciled).collect();
        let found = vec![None; lines.len()];
        Self { lines, ours, by_name, by_code, by_bill, taken, found }
    }

    /// A payment and what took it back in the same file come to nothing; what was paid on an
    /// earlier day is taken back alone.
    fn taken_back(&mut self) {
        let mut paid: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, line) in self.lines.iter().enumerate().filter(|(_, l)| !l.is_reversal()) {
            paid.entry(&line.reference).or_default().push(at);
        }
        for at in (0..self.lines.len()).filter(|at| self.lines[*at].is_reversal()) {
            let line = &self.lines[at];
            let same = |of: &&usize| self.lines[**of].amount.0 == -line.amount.0;
            let candidates = paid.get_mut(line.reference.as_str());
            let pair = candidates.and_then(|of| {
                let place = of.iter().position(|p| same(&p))?;
                Some(of.remove(place))
            });
            let ours = self.named(line);
            let stands = ours.is_some_and(|place| !self.ours[place].reversed);
            if let Some(ours) = ours {
                self.taken[ours] = true;
            }
            if let Some(pair) = pair {
                self.note(pair, Bucket::Reversed, ours, false);
            }
            // What both sides took back needs nobody; what was never known here and comes to
            // nothing neither.
            let needs = stands || (ours.is_none() && pair.is_none());
            self.note(at, Bucket::Reversed, ours, needs);
        }
    }

    fn by_reference(&mut self) {
        for at in self.open() {
            let Some(place) = self.named(&self.lines[at]) else { continue };
            let (line, ours) = (&self.lines[at], &self.ours[place]);
            let (bucket, needs) = match (self.taken[place], ours.reversed) {
                (true, _) => (Bucket::Duplicate, true),
                (_, true) => (Bucket::Reversed, true),
                _ if line.amount == ours.amount => (Bucket::Matched, false),
                _ => (Bucket::Different, true),
            };
            self.taken[place] = true;
            self.note(at, bucket, Some(place), needs);
        }
    }

    fn by_bill(&mut self) {
        for at in self.open() {
            let line = &self.lines[at];
            let fits = |place: &usize| {
                let ours = &self.ours[*place];
                !self.taken[*place] && !ours.reversed && ours.amount == line.amount
            };
            let fitting = self.meant(line).find(fits);
            if let Some(place) = fitting {
                self.taken[place] = true;
                self.note(at, Bucket::Matched, Some(place), false);
            }
        }
    }

    fn what_is_left(&mut self) {
        for at in self.open() {
            let line = &self.lines[at];
            let standing: Vec<usize> =
                self.meant(line).filter(|place| !self.ours[*place].reversed).collect();
            let free = standing.iter().copied().find(|place| !self.taken[*place]);
            match (free, standing.first()) {
                (Some(place), _) => {
                    self.taken[place] = true;
                    self.note(at, Bucket::Different, Some(place), true);
                }
                (None, Some(place)) => self.note(at, Bucket::Duplicate, Some(*place), true),
                (None, None) => self.note(at, Bucket::OnlyAtBank, None, true),
            }
        }
    }

    fn only_here(&self) -> Vec<Finding> {
        let missing =
            |(place, one): &(usize, &Ours)| one.expected && !one.reversed && !self.taken[*place];
        let finding = |(place, one): (usize, &Ours)| Finding {
            bucket: Bucket::OnlyHere,
            line: None,
            ours: Some(place),
            file_amount: Rupiah::ZERO,
            ours_amount: one.amount,
            needs_decision: true,
            arrived: Rupiah::ZERO,
        };
        self.ours.iter().enumerate().filter(missing).map(finding).collect()
    }

    /// The lines that are in no bucket yet.
    fn open(&self) -> Vec<usize> {
        (0..self.lines.len()).filter(|at| self.found[*at].is_none()).collect()
    }

    fn named(&self, line: &BankLine) -> Option<usize> {
        let slip = line.slip.as_deref().unwrap_or(&line.reference);
        self.by_name.get(line.reference.as_str()).or_else(|| self.by_name.get(slip)).copied()
    }

    /// Ours for the same code or the same bill.
    fn meant(&self, line: &BankLine) -> impl Iterator<Item = usize> + use<'_, 'a> {
        let coded = line.code.as_ref().and_then(|code| self.by_code.get(code));
        let billed = line.bill.and_then(|bill| self.by_bill.get(&bill));
        coded.into_iter().chain(billed).flatten().copied()
    }

    fn note(&mut self, at: usize, bucket: Bucket, ours: Option<usize>, needs_decision: bool) {
        let file_amount = self.lines[at].amount;
        let counted = matches!(bucket, Bucket::Matched | Bucket::Different);
        let amount = ours.filter(|_| counted).map(|place| self.ours[place].amount);
        self.found[at] = Some(Finding {
            bucket,
            line: Some(at),
            ours,
            file_amount,
            ours_amount: amount.unwrap_or(Rupiah::ZERO),
            needs_decision,
            arrived: if needs_decision { Rupiah::ZERO } else { file_amount },
        });
    }
}
