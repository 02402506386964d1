//! Work that stands still, and people who cannot get in.

use base::Error;
use cell::Cell;
use db::Tx;
use property_tax::store::{imports, rule_books};
use property_tax::usecase::assess;

use super::Finding;
use crate::store::{COUNT_ADMINISTRATORS, COUNT_DEAD_JOBS};

/// Seconds of silence after which an import is taken for dead.
const SILENCE: i64 = 60;
/// More than a running server ever leaves unsealed for a second.
const MANY: i64 = 1_000;

pub async fn all(cell: &Cell) -> Vec<Finding> {
    vec![
        sealed(cell).await,
        running_imports(cell).await,
        dead_runs(cell).await,
        dead_jobs(cell).await,
        administrators(cell).await,
        example_rules(cell).await,
    ]
}

fn failed(check: &'static str, error: &Error) -> Finding {
    Finding::fail(check, error, "mend the database first")
}

async fn sealed(cell: &Cell) -> Finding {
    let unsealed = cell.db().read(async |tx: &mut Tx| audit::unsealed(tx).await).await;
    match unsealed {
        Err(error) => failed("trail", &error.into()),
        Ok(0) => Finding::ok("trail", "every entry is sealed"),
        Ok(n) => {
            let advice = "the server seals within a second: start it, or look at its log";
            let says = format!("{n} entries wait for their seal");
            if n > MANY {
                Finding::fail("trail", says, advice)
            } else {
                Finding::warn("trail", says, advice)
            }
        }
    }
}

async fn running_imports(cell: &Cell) -> Finding {
    let running = cell.db().read(async |tx: &mut Tx| imports::list_running(tx).await).await;
    let now = cell.now();
    match running {
        Err(error) => failed("imports", &error.into()),
        Ok(running) => {
            let dead = |i: &&imports::Import| now >= i.heartbeat_at.plus_seconds(SILENCE);
            match running.iter().filter(dead).count() {
                0 => Finding::ok("imports", format_args!("{} at work, none dead", running.len())),
                n => Finding::warn(
                    "imports",
                    format_args!("{n} died; nothing of it is visible"),
                    "the next start or import removes what it left",
                ),
            }
        }
    }
}

async fn dead_runs(cell: &Cell) -> Finding {
    match assess::recover(cell).await {
        Err(error) => failed("runs", &error),
        Ok(dead) if dead.is_empty() => Finding::ok("runs", "no assessment died"),
        Ok(dead) => Finding::warn(
            "runs",
            format_args!("{} assessments died while they computed", dead.len()),
            "assess the same year and village again: it goes on where it was",
        ),
    }
}

async fn dead_jobs(cell: &Cell) -> Finding {
    match count(cell, &COUNT_DEAD_JOBS).await {
        Err(error) => failed("jobs", &error),
        Ok(0) => Finding::ok("jobs", "none failed for good"),
        Ok(n) => Finding::warn(
            "jobs",
            format_args!("{n} failed for good"),
            "look at them in the browser, mend the cause and try them again",
        ),
    }
}

async fn administrators(cell: &Cell) -> Finding {
    match count(cell, &COUNT_ADMINISTRATORS).await {
        Err(error) => failed("people", &error),
        Ok(0) => Finding::warn(
            "people",
            "no administrator has come in yet",
            "use the link that `pelangi cell create` printed, or make one: `pelangi account link`",
        ),
        Ok(n) => Finding::ok("people", format_args!("{n} administrators can sign in")),
    }
}

async fn example_rules(cell: &Cell) -> Finding {
    let book = cell.db().read(async |tx: &mut Tx| rule_books::find_latest(tx).await).await;
    match book {
        Err(error) => failed("rules", &error.into()),
        Ok(None) => Finding::warn(
            "rules",
            "none are loaded, so nothing can be assessed",
            "load those of the regency: `pelangi property-tax rules`",
        ),
        Ok(Some(book)) if book.example && !cell.settings().demo => Finding::fail(
            "rules",
            "the examples are in force in a real cell",
            "load the regulation of the regency: `pelangi property-tax rules`",
        ),
        Ok(Some(book)) => {
            Finding::ok("rules", format_args!("version {} is in force", book.version))
        }
    }
}

async fn count(cell: &Cell, statement: &db::Statement) -> Result<i64, Error> {
    let n = cell.db().read(async |tx: &mut Tx| tx.one(statement, db::params![]).await?.int("n"));
    Ok(n.await?)
}
