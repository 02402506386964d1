//! Assessments as officers begin and give them up: the deed, and the work it asks for.

use base::Result;
use cell::Cell;
use identity::Actor;

use super::assess::{self, Beginning};
use crate::domain::village::Village;
use crate::jobs::{ask_to_compute, ask_to_tidy};
pub use crate::store::run_totals::{Increase, Sums, VillageDone};
pub use crate::store::runs::Run;
use crate::usecase::search::list_villages;

/// Begins an assessment and asks for its computation; answers its id. A crash between the two is
/// healed at the next start.
///
/// # Errors
/// Those of [`assess::begin`].
pub async fn start(cell: &Cell, actor: &Actor, what: &Beginning) -> Result<String> {
    let run = assess::begin(cell, actor, what).await?;
    ask_to_compute(cell, &actor.who(), &run.id).await?;
    Ok(run.id)
}

/// Gives an assessment up and begins the same with another cap.
///
/// # Errors
/// Those of [`assess::discard`] and [`assess::begin`].
pub async fn again(cell: &Cell, actor: &Actor, id: &str, cap: Option<String>) -> Result<String> {
    let run = assess::overview(cell, actor, id).await?.run;
    give_up(cell, actor, id).await?;
    let what = Beginning { tax_year: run.tax_year, village: run.village, cap };
    start(cell, actor, &what).await
}

/// Gives an assessment up; its drafts are removed by a job.
///
/// # Errors
/// Those of [`assess::discard`].
pub async fn give_up(cell: &Cell, actor: &Actor, id: &str) -> Result<()> {
    assess::discard(cell, actor, id).await?;
    ask_to_tidy(cell, &actor.who()).await
}

/// Villages by the digits of their code, for pages that name them.
///
/// # Errors
/// Those of the database.
pub async fn villages(cell: &Cell, actor: &Actor) -> Result<Vec<Village>> {
    list_villages(cell, actor).await
}
