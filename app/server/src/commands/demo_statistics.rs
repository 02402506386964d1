//! Real figures of Kutai Timur, as press and wiki pages cite them.

use base::Result;
use identity::Actor;
use statistics::usecase::{Bureau, catalogue, loading, practice};

use crate::house::House;

/// Releases them once, and puts what offices owe on the list; a demo that was started before stays as it is.
pub async fn fill(house: &House) -> Result<()> {
    let bureau = Bureau::new(house.cell.clone());
    if catalogue::list(&bureau).await?.is_empty() {
        loading::load_built_in(&bureau, &Actor::operator()).await?;
        practice::load(&bureau, &Actor::operator()).await?;
    }
    Ok(())
}
