//! Real figures of Kutai Timur, as press and wiki pages cite them.

use base::{Error, Kind, Result};
use identity::Actor;
use statistics::Neighbours;
use statistics::domain::period::Period;
use statistics::usecase::process::offered;
use statistics::usecase::process::plan::{self, Proposal};
use statistics::usecase::{Bureau, catalogue, loading, practice};

use crate::house::House;

/// Releases them once, and puts what offices owe on the list; a demo that was started before stays as it is.
pub async fn fill(house: &House) -> Result<()> {
    let indicators = property_tax::indicators();
    let neighbours = Neighbours { indicators, ..Neighbours::default() };
    let bureau = Bureau::new(house.cell.clone()).beside(neighbours);
    if catalogue::list(&bureau).await?.is_empty() {
        loading::load_built_in(&bureau, &Actor::operator()).await?;
        owe_what_is_counted(&bureau).await?;
        practice::load(&bureau, &Actor::operator()).await?;
    }
    Ok(())
}

/// The year of the tables that offices of the demo owe.
const YEAR: &str = "2024";

/// Tables that other modules count; the Forum agrees to them with the others.
async fn owe_what_is_counted(bureau: &Bureau) -> Result<()> {
    let wrong = |error| Error::new(Kind::Internal, "statistics/period").caused_by(error);
    let period = Period::parse(YEAR).map_err(wrong)?;
    let due = bureau.cell().today().saturating_add(jiff::Span::new().days(30));
    for it in property_tax::indicators() {
        let proposal = Proposal {
            dataset: it.id.to_owned(),
            period,
            due,
            priority: false,
            planned_release: None,
        };
        plan::propose(bureau, &Actor::operator(), &proposal).await?;
        practice::tell(bureau, &Actor::operator(), &offered::dataset(&it)?).await?;
    }
    Ok(())
}
