//! `pelangi property-tax assess`: the notices of a year as drafts, and what they add up to.

use base::NopVillage;
use db::Tx;
use identity::Actor;
use property_tax::store::{runs, villages};
use property_tax::usecase::assess::{self, Beginning, Overview};

use super::{Answer, Failure, Outcome, Progress, load, open, runtime};
use crate::cli::AssessArgs;
use crate::house::House;

mod totals;

pub fn run(args: &AssessArgs, answer: Answer) -> Outcome {
    let config = load(&args.config)?;
    let overview = runtime()?.block_on(async {
        let house = open(&config).await?;
        let village = match &args.village {
            Some(code) => Some(village(&house, code).await?),
            None => None,
        };
        let what = Beginning { tax_year: args.year, village, cap: args.cap.clone() };
        let overview = drafts(&house, &what, args.simulate).await?;
        audit::seal(&house.cell).await?;
        Ok::<_, Failure>(overview)
    })?;
    answer.give(
        &totals::json_of(&overview, args.simulate),
        totals::words(&overview, args.simulate),
    )?;
    match overview.problems.iter().map(|(_, _, objects)| objects).sum::<i64>() {
        0 => Ok(()),
        blocked => Err(Failure::work(format_args!(
            "{blocked} objects could not be assessed, so no notice can be issued; add the missing \
             rules or values named above and assess again"
        ))),
    }
}

async fn drafts(house: &House, what: &Beginning, simulate: bool) -> Result<Overview, Failure> {
    let (cell, operator) = (&house.cell, Actor::operator());
    let id = match cut_off(house, what).await? {
        Some(id) => id,
        None => assess::begin(cell, &operator, what).await?.id,
    };
    let progress = Progress::start();
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    let tell = |done, total| progress.tell("objects", count(done), count(total));
    let computed = assess::compute(cell, &id, &tell).await;
    progress.end();
    if let Err(error) = computed {
        // An assessment nobody computes on would keep its villages for a minute and more.
        drop(assess::discard(cell, &operator, &id).await);
        return Err(error.into());
    }
    let overview = assess::overview(cell, &operator, &id).await?;
    if simulate {
        assess::discard(cell, &operator, &id).await?;
    }
    Ok(overview)
}

/// The same assessment, begun by a process that died: it goes on where it was.
async fn cut_off(house: &House, what: &Beginning) -> Result<Option<String>, Failure> {
    for id in assess::recover(&house.cell).await? {
        let found = house.cell.db().read(async |tx: &mut Tx| runs::find(tx, &id).await).await;
        let same = |run: &runs::Run| {
            run.tax_year == what.tax_year && run.village == what.village && run.cap == what.cap
        };
        if found.map_err(base::Error::from)?.is_some_and(|run| same(&run)) {
            eprintln!("going on with an assessment that was cut off …");
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// A village by the head of its NOPs, or by its code of the ministry where the reference has it.
async fn village(house: &House, code: &str) -> Result<NopVillage, Failure> {
    let parsed = NopVillage::parse(code).map_err(|_| {
        Failure::input(format_args!(
            "--village {code}: a village has ten digits, for example 64.08.010.001"
        ))
    })?;
    let known = house.cell.db().read(async |tx: &mut Tx| villages::list(tx).await).await;
    let known = known.map_err(base::Error::from)?;
    if known.iter().any(|v| v.village == parsed) {
        return Ok(parsed);
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let by_ministry = known
        .iter()
        .find(|v| v.region_code.as_deref().is_some_and(|code| digits(code) == parsed.digits()));
    Ok(by_ministry.map_or(parsed, |v| v.village))
}
