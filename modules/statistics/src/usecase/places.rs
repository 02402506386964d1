//! The regions of a list, whether a dataset has figures for them or not.

use base::{Date, Result};
use cube::Text;
use db::Tx;

use super::Bureau;
use crate::domain::codes::ListedCode;
use crate::store::lists;

/// A region and what it consists of today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    pub title: Option<Text>,
    /// Code and name, in the order of the list.
    pub parts: Vec<(String, Text)>,
}

/// A region with its parts that are in force today; empty for a code that the list does not have.
///
/// # Errors
/// Those of the database.
pub async fn within(bureau: &Bureau, list: &str, code: &str) -> Result<Places> {
    let today = bureau.cell().now().date(bureau.cell().zone());
    let read = async |tx: &mut Tx| -> Result<Vec<ListedCode>> {
        Ok(lists::at_and_below(tx, list, code).await?)
    };
    let listed = bureau.cell().db().read(read).await?;
    Ok(places(listed, code, today))
}

fn places(listed: Vec<ListedCode>, code: &str, today: Date) -> Places {
    let mut places = Places::default();
    for it in listed {
        if it.code == code {
            places.title = Some(it.title);
        } else if it.is_valid_on(today) {
            places.parts.push((it.code, it.title));
        }
    }
    places
}
