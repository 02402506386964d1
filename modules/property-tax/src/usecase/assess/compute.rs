//! Computing an assessment: who holds NJOPTKP in the whole regency, then village by village.
//!
//! Every village is written in chunks under the run's revision, which nobody sees, and then noted
//! as complete. After a crash the run goes on with the villages that are not complete: what the
//! crash left of one is removed first. The order of objects changes no bill.

use std::collections::HashMap;

use base::{Error, Kind, Nop, NopVillage, Result, Rupiah};
use cell::Cell;
use db::{Tx, Value};
use pbb::{Amount, ClassTable};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::ahead::Ahead;
use super::tally::Tally;
use crate::domain::assessing::{
    AssessProblem, Assessed, Desk, Holders, Inputs, ZoneValues, inputs, taxpayer,
};
use crate::domain::notice::{Notice, Origin, PaymentState};
use crate::domain::object::TaxObject;
use crate::domain::payment::Paid;
use crate::domain::proposal::Granted;
use crate::domain::rules::YearRules;
use crate::domain::run::RunState;
use crate::domain::subject::Subject;
use crate::store::run_totals::{self, Problem};
use crate::store::runs::{self, Run};
use crate::store::{
    nop_range, notices, objects, proposals, revisions, rows, subjects, zone_values,
};
use crate::usecase::rules;

/// Notices written in one transaction.
const CHUNK: usize = 4_000;

/// Computes a run that was begun, or goes on where it was cut off. `tell` hears how many objects
/// are done.
///
/// # Errors
/// `property-tax/run-ended` when somebody discarded it meanwhile; those of the database.
pub async fn compute(cell: &Cell, id: &str, tell: &(dyn Fn(i64, i64) + Send + Sync)) -> Result<()> {
    let (run, year) = open(cell, id).await?;
    let uncapped = year.clone().with_cap(None);
    let table = ClassTable::built_in(&year.classes).map_err(|error| {
        Error::new(Kind::Precondition, "property-tax/unknown-classes").caused_by(error)
    })?;
    let work = Work { cell, run: &run, year: &year, desk: Desk::new(table, &year, &uncapped) };
    let holders = work.holders().await?;
    let villages = work.villages_to_do().await?;
    let mut done = run.total - work.objects_in(&villages).await?;
    let mut ahead = Ahead::new(cell, run.tax_year, villages, read_village);
    while let Some((village, data)) = ahead.next().await? {
        let tally = work.village(&village, &data, &holders).await?;
        done += tally.objects();
        work.close_village(tally, done).await?;
        tell(done, run.total);
    }
    work.finish().await
}

async fn open(cell: &Cell, id: &str) -> Result<(Run, YearRules)> {
    cell.db()
        .read(async |tx: &mut Tx| -> Result<(Run, YearRules)> {
            let run = runs::find(tx, id).await?;
            let run = run.filter(|run| run.state == RunState::Computing).ok_or_else(ended)?;
            let year = rules::of_version(tx, run.rule_book, run.tax_year).await?;
            let year = year.with_cap_text(run.cap.as_deref()).ok_or_else(ended)?;
            Ok((run, year))
        })
        .await
}

fn ended() -> Error {
    Error::new(Kind::Conflict, "property-tax/run-ended")
}

struct Work<'a> {
    cell: &'a Cell,
    run: &'a Run,
    year: &'a YearRules,
    desk: Desk<'a>,
}

/// What a village holds, read in one go.
struct VillageData {
    objects: Vec<TaxObject>,
    zones: ZoneValues,
    subjects: HashMap<String, Subject>,
    last_year: HashMap<Nop, Rupiah>,
    reductions: HashMap<Nop, Granted>,
    /// Notices of the same year that would be replaced, as they were recorded.
    this_year: HashMap<Nop, Notice>,
}

/// What became of one object.
enum Draft {
    Notice {
        row: Vec<Value>,
        notice: Box<Notice>,
        last_year: Option<Rupiah>,
        uncapped: Rupiah,
        older: u32,
    },
    NotTaxed,
    Problem(Problem),
}

impl Work<'_> {
    /// The object of every taxpayer that gets NJOPTKP: the most valuable one in the regency.
    async fn holders(&self) -> Result<Holders> {
        let all = self
            .cell
            .db()
            .read(async |tx: &mut Tx| -> Result<_> { Ok(objects::list_villages(tx).await?) })
            .await?;
        let mut holders = Holders::default();
        let mut ahead = Ahead::new(self.cell, self.run.tax_year, all, read_valued);
        while let Some((_, (objects, zones))) = ahead.next().await? {
            holders.merge(in_place(|| self.offer(&objects, &zones)));
        }
        Ok(holders)
    }

    fn offer(&self, objects: &[TaxObject], zones: &ZoneValues) -> Holders {
        let only_with_building = self.year.rules.njoptkp_only_with_building;
        let collect = |mut holders: Holders, object: &TaxObject| {
            // An object that cannot be valued is reported when its village is drafted.
            if let Ok((inputs, _)) = inputs(object, zones, self.run.tax_year)
                && let Ok(Some(value)) = self.desk.value(&inputs, only_with_building)
                && !object.parts.is_joint
            {
                holders.offer(taxpayer(object, digest), object.nop, value);
            }
            holders
        };
        objects.par_iter().fold(Holders::default, collect).reduce(Holders::default, |mut a, b| {
            a.merge(b);
            a
        })
    }

    /// The villages of the run that are not complete yet.
    async fn villages_to_do(&self) -> Result<Vec<NopVillage>> {
        self.cell
            .db()
            .read(async |tx: &mut Tx| -> Result<_> {
                let complete = run_totals::list_villages(tx, &self.run.id).await?;
                let all = match self.run.village {
                    Some(village) => vec![village],
                    None => objects::list_villages(tx).await?,
                };
                let open = |v: &NopVillage| !complete.iter().any(|done| done.village == *v);
                Ok(all.into_iter().filter(open).collect())
            })
            .await
    }

    async fn objects_in(&self, villages: &[NopVillage]) -> Result<i64> {
        self.cell
            .db()
            .read(async |tx: &mut Tx| -> Result<i64> {
                let mut sum = 0;
                for village in villages {
                    sum += objects::count_of_village(tx, village).await?;
                }
                Ok(sum)
            })
            .await
    }

    async fn village(
        &self,
        village: &NopVillage,
        data: &VillageData,
        holders: &Holders,
    ) -> Result<Tally> {
        self.remove_leftovers(village).await?;
        let drafts = in_place(|| {
            data.objects.par_iter().map(|object| self.draft(object, data, holders)).collect()
        });
        let mut tally = Tally::new(*village);
        let rows = tally_up(drafts, &mut tally);
        for chunk in rows.chunks(CHUNK) {
            self.cell
                .db()
                .write(async |tx: &mut Tx| -> Result<()> {
                    // Drafts written after a clean-up would stay for ever.
                    if !revisions::is_open(tx, self.run.revision).await? {
                        return Err(ended());
                    }
                    tx.bulk("ptax_notice", notices::COLUMNS, chunk).await?;
                    Ok(())
                })
                .await?;
        }
        Ok(tally)
    }

    /// What a crash left of a village that was not complete.
    async fn remove_leftovers(&self, village: &NopVillage) -> Result<()> {
        let (first, last) = nop_range(village);
        self.cell
            .db()
            .write(async |tx: &mut Tx| -> Result<()> {
                let [notices, ..] = rows::VERSIONED;
                // Keys after `first` leave out block 000, sequence 0000, kind 0, which no object has.
                rows::remove_stretch(tx, notices, self.run.revision, &first, &last).await?;
                Ok(())
            })
            .await
    }

    fn draft(&self, object: &TaxObject, data: &VillageData, holders: &Holders) -> Draft {
        if object.parts.is_joint {
            return Draft::NotTaxed;
        }
        match self.try_draft(object, data, holders) {
            Ok(draft) => draft,
            Err(problem) => Draft::Problem(Problem {
                nop: object.nop,
                code: problem.code().to_owned(),
                detail: problem.to_string(),
            }),
        }
    }

    fn try_draft(
        &self,
        object: &TaxObject,
        data: &VillageData,
        holders: &Holders,
    ) -> std::result::Result<Draft, AssessProblem> {
        let last_year = data.last_year.get(&object.nop).copied();
        let (mut inputs, older) = inputs(object, &data.zones, self.run.tax_year)?;
        inputs.holds_njoptkp = holders.holds(&taxpayer(object, digest), object.nop);
        inputs.last_year_due = last_year.map(Amount::new).transpose()?;
        inputs.cap.clone_from(&self.run.cap);
        inputs.reduction = data.reductions.get(&object.nop).cloned();
        match self.desk.assess(object, &inputs)? {
            Assessed::NotTaxed(_) => Ok(Draft::NotTaxed),
            Assessed::Notice { figures, uncapped } => {
                let notice = Box::new(self.notice(object, data, &inputs, figures));
                let row = notices::write_row(&notice, 0);
                Ok(Draft::Notice { row, notice, last_year, uncapped, older })
            }
        }
    }

    fn notice(
        &self,
        object: &TaxObject,
        data: &VillageData,
        inputs: &Inputs,
        figures: crate::domain::notice::Figures,
    ) -> Notice {
        let subject = data.subjects.get(&object.subject_id);
        let replaced = data.this_year.get(&object.nop);
        let payment = replaced.map_or(PaymentState::Unpaid, |n| n.carried_over(figures.due));
        Notice {
            nop: object.nop,
            tax_year: self.run.tax_year,
            revision: self.run.revision,
            origin: Origin::Pelangi,
            subject_id: object.subject_id.clone(),
            subject_name: subject.map(|s| s.name.clone()).unwrap_or_default(),
            subject_address: subject.map(Subject::address).unwrap_or_default(),
            object_address: object.address.line(),
            figures,
            due_date: self.year.due_date,
            issued_on: None,
            published_at: None,
            payment,
            paid: Paid::default(),
            cancelled: false,
            rule_book: Some(self.run.rule_book),
            inputs: serde_json::to_string(inputs).ok(),
        }
    }

    async fn close_village(&self, mut tally: Tally, done: i64) -> Result<()> {
        let run = &self.run.id;
        let (totals, changes) = (tally.total_rows(run), tally.change_rows(run));
        let (increases, problems) = (tally.increase_rows(run), tally.problem_rows(run));
        let (tally, now) = (&tally, self.cell.now());
        self.cell
            .db()
            .write(async |tx: &mut Tx| -> Result<()> {
                if !runs::beat(tx, run, done, now).await? {
                    return Err(ended());
                }
                tx.bulk("ptax_run_total", run_totals::TOTAL_COLUMNS, &totals).await?;
                tx.bulk("ptax_run_change", run_totals::CHANGE_COLUMNS, &changes).await?;
                tx.bulk("ptax_run_increase", run_totals::INCREASE_COLUMNS, &increases).await?;
                tx.bulk("ptax_run_problem", run_totals::PROBLEM_COLUMNS, &problems).await?;
                run_totals::add_village(tx, run, tally.village()).await?;
                Ok(())
            })
            .await
    }

    async fn finish(&self) -> Result<()> {
        self.cell
            .db()
            .write(async |tx: &mut Tx| -> Result<()> {
                let villages = run_totals::list_villages(tx, &self.run.id).await?;
                let blocked = villages.iter().any(|village| village.problems > 0);
                let to = if blocked { RunState::Blocked } else { RunState::Simulated };
                if runs::set_state(tx, &self.run.id, RunState::Computing, to).await? {
                    Ok(())
                } else {
                    Err(ended())
                }
            })
            .await
    }
}

fn tally_up(drafts: Vec<Draft>, tally: &mut Tally) -> Vec<Vec<Value>> {
    let mut rows = Vec::with_capacity(drafts.len());
    for draft in drafts {
        match draft {
            Draft::NotTaxed => tally.not_taxed(),
            Draft::Problem(problem) => tally.problem(problem),
            Draft::Notice { row, notice, last_year, uncapped, older } => {
                tally.notice(&notice, last_year, uncapped, older);
                rows.push(row);
            }
        }
    }
    rows
}

/// What the choice of NJOPTKP holders needs of a village.
async fn read_valued(
    cell: Cell,
    village: NopVillage,
    tax_year: i64,
) -> Result<(Vec<TaxObject>, ZoneValues)> {
    cell.db()
        .read(async |tx: &mut Tx| -> Result<_> {
            let zones = zones(tx, &village, tax_year).await?;
            Ok((objects::list_of_village(tx, &village).await?, zones))
        })
        .await
}

async fn read_village(cell: Cell, village: NopVillage, tax_year: i64) -> Result<VillageData> {
    cell.db()
        .read(async |tx: &mut Tx| -> Result<VillageData> {
            let subjects = subjects::list_of_village(tx, &village).await?;
            let there = notices::list_recorded_of_village(tx, &village, tax_year).await?;
            Ok(VillageData {
                objects: objects::list_of_village(tx, &village).await?,
                zones: zones(tx, &village, tax_year).await?,
                subjects: subjects.into_iter().map(|s| (s.id.clone(), s)).collect(),
                last_year: notices::dues_of_village(tx, &village, tax_year - 1).await?,
                reductions: proposals::granted_in_village(tx, &village, tax_year).await?,
                this_year: there.into_iter().map(|n| (n.nop, n)).collect(),
            })
        })
        .await
}

async fn zones(tx: &mut Tx, village: &NopVillage, tax_year: i64) -> Result<ZoneValues> {
    let values = zone_values::list_of_village(tx, village, tax_year).await?;
    Ok(values.into_iter().map(|v| (v.zone, (v.tax_year, v.value))).collect())
}

/// 128 bits of SHA-256: two taxpayers of a regency never share them.
fn digest(text: &str) -> u128 {
    let hash = Sha256::digest(text.as_bytes());
    let mut cut = [0; 16];
    cut.copy_from_slice(&hash[..16]);
    u128::from_be_bytes(cut)
}

/// Long arithmetic in place; on the server's runtime other tasks move to another thread.
fn in_place<T>(work: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor};
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}
