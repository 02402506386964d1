//! PDFs of letters. Rows are only added.

use base::Id;
use db::{DbError, Row, Tx, params};

use identity::Basis;

use super::unknown;
use crate::domain::letter::{Letter, Revision, SignaturePlace};

db::statements! {
    ADD = "
        insert into doc_revision (
          letter, number, sha256, bytes, pages, version, producer, signer, basis, places,
          made_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    LIST = "
        select number, sha256, bytes, pages, version, producer, signer, basis, places, made_at
        from doc_revision
        where letter = $1
        order by number";
    /// The same bytes in two letters: the first one has them.
    BY_HASH = "
        select letter, number
        from doc_revision
        where sha256 = $1
        order by letter, number
        limit 1";
}

/// The letter that has exactly these bytes, with the number of its PDF.
pub async fn find_by_hash(tx: &mut Tx, sha256: &str) -> Result<Option<(Id<Letter>, u32)>, DbError> {
    let found = tx.first(&BY_HASH, params![sha256]).await?;
    found.map(|row| Ok((row.get("letter")?, row.get("number")?))).transpose()
}

pub async fn add(tx: &mut Tx, letter: Id<Letter>, it: &Revision) -> Result<(), DbError> {
    let bytes = i64::try_from(it.bytes).unwrap_or(i64::MAX);
    let values = params![
        letter,
        it.number,
        &it.sha256,
        bytes,
        it.pages,
        it.version,
        &it.producer,
        &it.signer,
        it.basis.as_str(),
        places(&it.places),
        it.made_at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

/// All PDFs of a letter, the first one first.
pub async fn list(tx: &mut Tx, letter: Id<Letter>) -> Result<Vec<Revision>, DbError> {
    let revision = |row: &Row| {
        Ok(Revision {
            number: row.get("number")?,
            sha256: row.get("sha256")?,
            bytes: row.int("bytes")?.unsigned_abs(),
            pages: row.get("pages")?,
            version: row.get("version")?,
            producer: row.get("producer")?,
            signer: row.get("signer")?,
            basis: Basis::parse(row.text("basis")?).ok_or_else(|| unknown("basis"))?,
            places: serde_json::from_str(row.text("places")?).map_err(|_| unknown("places"))?,
            made_at: row.get("made_at")?,
        })
    };
    tx.rows(&LIST, params![letter]).await?.iter().map(revision).collect()
}

fn places(places: &[SignaturePlace]) -> String {
    serde_json::to_string(places).unwrap_or_else(|_| "[]".to_owned())
}
