//! Whether a file, or the version that somebody signed, is one that this cell issued.

use base::Result;
use cell::Cell;
use db::Tx;
use sha2::{Digest, Sha256};

use super::judged::Issued;
use crate::store::signing::public_pages;
use crate::store::{letters, revisions};
use crate::usecase::draft::hex;

/// SHA-256 of the beginnings of a file, in one pass. What ends at 0 has none.
pub(super) fn versions(content: &[u8], ends: &[usize]) -> Vec<Option<[u8; 32]>> {
    let mut order: Vec<usize> = ends.iter().copied().filter(|end| *end > 0).collect();
    order.sort_unstable();
    order.dedup();
    let (mut hasher, mut done) = (Sha256::new(), 0);
    let mut hashes = Vec::new();
    for end in order {
        let Some(piece) = content.get(done..end) else { break };
        hasher.update(piece);
        done = end;
        hashes.push((end, hasher.clone().finalize().into()));
    }
    let find = |end: &usize| hashes.iter().find(|(at, _)| at == end).map(|(_, hash)| *hash);
    ends.iter().map(find).collect()
}

/// For each hash the letter whose PDF it is.
pub(super) async fn find(cell: &Cell, hashes: &[[u8; 32]]) -> Result<Vec<Option<Issued>>> {
    let read = cell.db().read(async |tx: &mut Tx| -> Result<_> {
        let mut found = Vec::new();
        for hash in hashes {
            found.push(issued(tx, &hex(hash)).await?);
        }
        Ok(found)
    });
    read.await
}

async fn issued(tx: &mut Tx, sha256: &str) -> Result<Option<Issued>> {
    let Some((letter, revision)) = revisions::find_by_hash(tx, sha256).await? else {
        return Ok(None);
    };
    let Some(record) = letters::find(tx, letter).await? else { return Ok(None) };
    let agency = identity::agency_name(tx, &record.agency).await?;
    let page = public_pages::of_letter(tx, letter).await?;
    Ok(Some(Issued {
        letter,
        page,
        revision,
        kind: record.kind,
        agency: agency.unwrap_or(record.agency),
        number: record.number,
        day: record.day,
        state: record.state,
    }))
}
