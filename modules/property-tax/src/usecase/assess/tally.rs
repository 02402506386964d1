//! What one village adds up to, while its notices are drafted.

use base::{NopVillage, Rupiah};
use db::Value;

use crate::domain::assessing::{CHANGE_CLASSES, change_class};
use crate::domain::book::Book;
use crate::domain::notice::Notice;
use crate::store::run_totals::{Increase, Problem, Sums, VillageDone};

/// The largest increases kept per village.
const MOST_INCREASES: usize = 100;

/// The counts and sums of one village.
#[derive(Debug, Clone)]
pub struct Tally {
    done: VillageDone,
    books: [Sums; Book::ALL.len()],
    changes: [i64; CHANGE_CLASSES],
    increases: Vec<Increase>,
    problems: Vec<Problem>,
}

impl Tally {
    pub fn new(village: NopVillage) -> Self {
        Self {
            done: VillageDone {
                village,
                objects: 0,
                assessed: 0,
                not_taxed: 0,
                problems: 0,
                older_zone_values: 0,
            },
            books: Default::default(),
            changes: [0; CHANGE_CLASSES],
            increases: Vec::new(),
            problems: Vec::new(),
        }
    }

    pub fn not_taxed(&mut self) {
        self.done.objects += 1;
        self.done.not_taxed += 1;
    }

    pub fn problem(&mut self, problem: Problem) {
        self.done.objects += 1;
        self.done.problems += 1;
        self.problems.push(problem);
    }

    /// Counts a drafted notice beside that of last year.
    pub fn notice(
        &mut self,
        notice: &Notice,
        last_year: Option<Rupiah>,
        uncapped: Rupiah,
        older: u32,
    ) {
        let due = notice.figures.due;
        self.done.objects += 1;
        self.done.assessed += 1;
        self.done.older_zone_values += i64::from(older);
        let class = change_class(last_year, due);
        if let Some(class) = class {
            self.changes[class] += 1;
        }
        self.books[usize::from(Book::of(due).number()) - 1].add(&Sums {
            objects: 1,
            gone_up: i64::from(class.is_some_and(|c| c > 1)),
            unchanged: i64::from(class == Some(1)),
            gone_down: i64::from(class == Some(0)),
            without_last_year: i64::from(class.is_none()),
            capped: i64::from(due < uncapped),
            due,
            last_year: last_year.unwrap_or(Rupiah::ZERO),
            uncapped,
        });
        if let Some(last_year) = last_year.filter(|last| due > *last) {
            self.increases.push(Increase { nop: notice.nop, last_year, due });
        }
    }

    pub fn objects(&self) -> i64 {
        self.done.objects
    }

    pub fn village(&self) -> &VillageDone {
        &self.done
    }

    /// Sums per book, for the table of totals.
    pub fn total_rows(&self, run: &str) -> Vec<Vec<Value>> {
        let filled = self.books.iter().zip(Book::ALL).filter(|(sums, _)| sums.objects > 0);
        filled.map(|(sums, book)| sums.write_row(run, &self.done.village, book.number())).collect()
    }

    pub fn change_rows(&self, run: &str) -> Vec<Vec<Value>> {
        let filled = (0_i64..).zip(self.changes).filter(|(_, objects)| *objects > 0);
        filled
            .map(|(class, n)| vec![run.into(), self.done.village.into(), class.into(), n.into()])
            .collect()
    }

    pub fn increase_rows(&mut self, run: &str) -> Vec<Vec<Value>> {
        self.increases.sort_by_key(|i| (std::cmp::Reverse(i.due.0 - i.last_year.0), i.nop));
        self.increases.truncate(MOST_INCREASES);
        (1_i64..)
            .zip(&self.increases)
            .map(|(place, increase)| {
                let Increase { nop, last_year, due } = *increase;
                let village = self.done.village;
                vec![
                    run.into(),
                    village.into(),
                    place.into(),
                    nop.into(),
                    last_year.into(),
                    due.into(),
                ]
            })
            .collect()
    }

    pub fn problem_rows(&self, run: &str) -> Vec<Vec<Value>> {
        self.problems
            .iter()
            .map(|p| vec![run.into(), p.nop.into(), (&p.code).into(), (&p.detail).into()])
            .collect()
    }
}
