//! Digests of what many signatures cover, in one pass: each covers what the one before did.

use std::ops::Range;

use pki::DigestAlgorithm;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// What is to be digested.
#[derive(Debug, Clone)]
pub struct Job {
    pub algorithm: DigestAlgorithm,
    pub parts: [Range<usize>; 2],
}

/// How many times the file, and how many bytes besides, may be digested behind the gaps of
/// signatures. Honest ones cover little there: their own revision.
const TIMES: usize = 3;
const BESIDES: usize = 64 << 20;

/// The digest of each job; nothing for those beyond the bound.
pub fn digests(file: &[u8], jobs: &[Job]) -> Vec<Option<Vec<u8>>> {
    let mut results = vec![None; jobs.len()];
    let mut left = file.len().saturating_mul(TIMES).saturating_add(BESIDES);
    let mut order: Vec<(usize, &Job)> = jobs.iter().enumerate().collect();
    order.sort_by_key(|(_, job)| job.parts[0].end);
    let granted: Vec<(usize, &Job)> = order
        .into_iter()
        .filter(|(_, job)| {
            let behind = job.parts[1].len() + if job.parts[0].start == 0 { 0 } else { file.len() };
            let after = left.checked_sub(behind);
            left = after.unwrap_or(left);
            after.is_some()
        })
        .collect();
    let of = |algorithm| granted.iter().copied().filter(move |(_, job)| job.algorithm == algorithm);
    run::<Sha256>(file, of(DigestAlgorithm::Sha256), &mut results);
    run::<Sha384>(file, of(DigestAlgorithm::Sha384), &mut results);
    run::<Sha512>(file, of(DigestAlgorithm::Sha512), &mut results);
    // Only to name what is wrong with an old document.
    for (index, job) in of(DigestAlgorithm::Sha1).take(4) {
        let parts = job.parts.clone().map(|part| file.get(part).unwrap_or_default());
        if let Some(result) = results.get_mut(index) {
            *result = Some(job.algorithm.digest(&parts));
        }
    }
    results
}

/// Jobs come in the order of their gaps.
fn run<'j, D: Digest + Clone>(
    file: &[u8],
    jobs: impl Iterator<Item = (usize, &'j Job)>,
    results: &mut [Option<Vec<u8>>],
) {
    let mut prefix = D::new();
    let mut at = 0;
    for (index, job) in jobs {
        let [before, behind] = &job.parts;
        let mut digest = if before.start == 0 {
            prefix.update(file.get(at..before.end).unwrap_or_default());
            at = before.end;
            prefix.clone()
        } else {
            D::new().chain_update(file.get(before.clone()).unwrap_or_default())
        };
        digest.update(file.get(behind.clone()).unwrap_or_default());
        if let Some(result) = results.get_mut(index) {
            *result = Some(digest.finalize().to_vec());
        }
    }
}
