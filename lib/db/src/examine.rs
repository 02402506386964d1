//! Looking for damage that no statement has met yet.

use std::time::Duration;

use crate::{Db, DbError, Engine, Tx};

/// Most findings that are told; more say nothing new.
const MOST: usize = 20;
/// A file of some ten gigabytes is read in full.
const LIMIT: Duration = Duration::from_secs(3600);

impl Db {
    /// Walks the structure of the database file and its references, and tells what is wrong, in
    /// the engine's words; empty when nothing is. PostgreSQL guards its references itself and
    /// checks its pages with its own tools, so nothing is looked at there.
    ///
    /// # Errors
    /// [`DbError::Damaged`] when the file cannot even be walked; those of the connection.
    pub async fn examine(&self) -> Result<Vec<String>, DbError> {
        match self.engine() {
            Engine::Postgres => Ok(Vec::new()),
            Engine::Sqlite => self.with_timeout(LIMIT).read(examine).await,
        }
    }
}

async fn examine(tx: &mut Tx) -> Result<Vec<String>, DbError> {
    let mut found = Vec::new();
    tx.walk_text("examine", "pragma quick_check(20)", |row| {
        let verdict: String = row.get(0)?;
        if verdict != "ok" {
            found.push(verdict);
        }
        Ok(true)
    })
    .await?;
    tx.walk_text("examine", "pragma foreign_key_check", |row| {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        found.push(format!("a row of {table} points to a row of {parent} that is not there"));
        Ok(found.len() < MOST)
    })
    .await?;
    found.truncate(MOST);
    Ok(found)
}
