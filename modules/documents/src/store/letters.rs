//! Letters as rows.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use super::{LAST, unknown};
use crate::domain::letter::{Letter, State};

db::statements! {
    /// What somebody wrote, the newest first.
    LIST_OF_AUTHOR = "
        select id, type, agency, state, state_at, subject, number_text
        from doc_letter
        where author = $1 and id < $2
        order by id desc
        limit $3";
}

/// A letter in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: Id<Letter>,
    /// Id of the letter type.
    pub kind: String,
    pub agency: String,
    pub state: State,
    /// Since when.
    pub state_at: Instant,
    pub subject: String,
    pub number: Option<String>,
}

/// At most `limit` letters of an author, after one of them.
pub async fn list_of_author(
    tx: &mut Tx,
    author: &str,
    after: Option<Id<Letter>>,
    limit: i64,
) -> Result<Vec<Listed>, DbError> {
    let from = after.map_or_else(|| LAST.to_owned(), |id| id.to_string());
    tx.rows(&LIST_OF_AUTHOR, params![author, from, limit]).await?.iter().map(listed).collect()
}

fn listed(row: &Row) -> Result<Listed, DbError> {
    Ok(Listed {
        id: row.get("id")?,
        kind: row.get("type")?,
        agency: row.get("agency")?,
        state: State::parse(row.text("state")?).ok_or_else(|| unknown("state"))?,
        state_at: row.get("state_at")?,
        subject: row.get("subject")?,
        number: row.get("number_text")?,
    })
}
