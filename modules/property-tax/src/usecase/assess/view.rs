//! What officers see of an assessment.

use std::collections::BTreeMap;

use base::{Error, Instant, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use crate::domain::village::Village;
use crate::permissions::READ;
use crate::store::proposals;
use crate::store::run_totals::{self, Increase, Sums, VillageDone};
use crate::store::runs::{self, Run};
use crate::store::villages;

/// An assessment with everything it adds up to.
#[derive(Debug, Clone)]
pub struct Overview {
    pub run: Run,
    pub villages: Vec<VillageDone>,
    pub total: Sums,
    /// By the seven digits of the district.
    pub districts: Vec<(District, Sums)>,
    /// Books I to V.
    pub books: [Sums; 5],
    /// Objects per class of change.
    pub changes: Vec<(i64, i64)>,
    pub increases: Vec<Increase>,
    /// Code, detail, objects: what blocks the run.
    pub problems: Vec<(String, String, i64)>,
    /// Objects whose notice of the year was cancelled and that get a new one.
    pub revived: i64,
}

/// A district with its name and the code of the ministry where known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct District {
    pub code: String,
    pub name: String,
    pub region_code: Option<String>,
}

/// Assessments begun before an instant, the latest first.
pub async fn list(cell: &Cell, actor: &Actor, before: Instant, most: i64) -> Result<Vec<Run>> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db()
        .read(async |tx: &mut Tx| -> Result<_> { Ok(runs::list(tx, before, most).await?) })
        .await
}

/// One assessment; `property-tax/unknown-run` when there is none.
pub async fn overview(cell: &Cell, actor: &Actor, id: &str) -> Result<Overview> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db().read(async |tx: &mut Tx| read(tx, id).await).await
}

async fn read(tx: &mut Tx, id: &str) -> Result<Overview> {
    let run = runs::find(tx, id).await?;
    let run = run.ok_or_else(|| Error::new(Kind::NotFound, "property-tax/unknown-run"))?;
    let reference = villages::list(tx).await?;
    let rows = run_totals::list_totals(tx, id).await?;
    let mut overview = Overview {
        run,
        villages: run_totals::list_villages(tx, id).await?,
        total: Sums::default(),
        districts: Vec::new(),
        books: Default::default(),
        changes: run_totals::list_changes(tx, id).await?,
        increases: run_totals::list_increases(tx, id, 100).await?,
        problems: run_totals::list_problem_kinds(tx, id, 20).await?,
        revived: 0,
    };
    let (tax_year, revision) = (overview.run.tax_year, overview.run.revision);
    overview.revived = proposals::count_revived(tx, tax_year, revision).await?;
    let mut districts: BTreeMap<String, Sums> = BTreeMap::new();
    for (village, book, sums) in rows {
        overview.total.add(&sums);
        overview.books[usize::from(book.clamp(1, 5)) - 1].add(&sums);
        districts.entry(village.district().to_owned()).or_default().add(&sums);
    }
    let named = districts.into_iter().map(|(code, sums)| (district(code, &reference), sums));
    overview.districts = named.collect();
    Ok(overview)
}

fn district(code: String, reference: &[Village]) -> District {
    let known = reference.iter().find(|village| village.district == code);
    let region_code = known.and_then(|v| v.region_code.as_deref()).and_then(|region| {
        // 64.08.04.2001 lies in 64.08.04.
        region.rsplit_once('.').map(|(district, _)| district.to_owned())
    });
    let name = known.map_or_else(|| code.clone(), |v| v.district_name.clone());
    District { code, name, region_code }
}
