//! Password verifiers: argon2id, a few at a time, off the threads that serve.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, Salt};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, PasswordHash, Version};
use base::{Error, Kind, Random};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::Hashing;

/// Makes and checks verifiers. Cheap to clone; the clones share the limit.
#[derive(Clone)]
pub(crate) struct Hasher {
    params: Params,
    permits: Arc<Semaphore>,
    memory: Arc<Memory>,
    decoy: Arc<str>,
}

impl Hasher {
    pub fn new(cost: Hashing, random: &dyn Random) -> Result<Self, Error> {
        let params = Params::new(cost.memory_kib, cost.passes, 1, None).map_err(fault)?;
        let permits = Arc::new(Semaphore::new(cost.at_once.max(1)));
        // Somebody without an account costs the same time as somebody with one.
        let mut unknown = Zeroizing::new([0_u8; 32]);
        random.fill(&mut *unknown);
        let decoy = verifier(&params, &*unknown, &salt(random), &mut Vec::new())?.into();
        Ok(Self { params, permits, memory: Arc::default(), decoy })
    }

    /// A verifier for a new password, in PHC form.
    pub async fn hash(&self, password: &str, random: &dyn Random) -> Result<String, Error> {
        let (params, salt) = (self.params.clone(), salt(random));
        let password = Zeroizing::new(password.to_owned());
        self.off_thread(move |memory| verifier(&params, password.as_bytes(), &salt, memory)).await
    }

    /// Whether the password fits the verifier; without one it takes as long and says no.
    pub async fn fits(&self, password: &str, stored: Option<&str>) -> Result<bool, Error> {
        let password = Zeroizing::new(password.to_owned());
        let known = stored.is_some();
        let stored: Arc<str> = stored.map_or_else(|| self.decoy.clone(), Into::into);
        self.off_thread(move |memory| Ok(fits(password.as_bytes(), &stored, memory)? && known))
            .await
    }

    /// Whether the verifier was made with another cost than today's.
    pub fn is_outdated(&self, stored: &str) -> bool {
        let cost = |p: &Params| (p.m_cost(), p.t_cost(), p.p_cost());
        let made = PasswordHash::new(stored).ok().and_then(|h| Params::try_from(&h).ok());
        made.is_none_or(|made| cost(&made) != cost(&self.params))
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let place = Place::take(self.memory.clone());
        let permit = self.permits.clone().acquire_owned().await.map_err(fault)?;
        let work = move || {
            let mut blocks = place.0.lend();
            let made = work(&mut blocks);
            place.give_back(blocks);
            drop(permit);
            made
        };
        tokio::task::spawn_blocking(work).await.map_err(fault)?
    }
}

/// The memory of hashes that follow each other. Fresh pages cost as much time as the hash itself,
/// so a storm of sign-ins hands its memory on; when nobody waits any more it is freed.
#[derive(Default)]
struct Memory {
    waiting: AtomicUsize,
    spare: Mutex<Vec<Vec<Block>>>,
}

impl Memory {
    fn lend(&self) -> Vec<Block> {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }
}

/// Somebody who waits for a hash or computes one; counted until dropped.
struct Place(Arc<Memory>);

impl Place {
    fn take(memory: Arc<Memory>) -> Self {
        memory.waiting.fetch_add(1, Ordering::SeqCst);
        Self(memory)
    }

    fn give_back(&self, blocks: Vec<Block>) {
        let mut spare = self.0.spare.lock().unwrap_or_else(PoisonError::into_inner);
        spare.push(blocks);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.0.waiting.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.0.spare.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }
}

fn verifier(
    params: &Params,
    password: &[u8],
    salt: &[u8],
    memory: &mut Vec<Block>,
) -> Result<String, Error> {
    let mut output = [0_u8; Params::DEFAULT_OUTPUT_LEN];
    fill(params, password, salt, &mut output, memory)?;
    let made = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params).map_err(fault)?,
        salt: Some(Salt::new(salt).map_err(fault)?),
        hash: Some(Output::new(&output).map_err(fault)?),
    };
    Ok(made.to_string())
}

fn fits(password: &[u8], stored: &str, memory: &mut Vec<Block>) -> Result<bool, Error> {
    let stored = PasswordHash::new(stored).map_err(fault)?;
    let (Some(salt), Some(expected)) = (stored.salt, stored.hash) else { return Ok(false) };
    if stored.algorithm != ARGON2ID_IDENT {
        return Ok(false);
    }
    let params = Params::try_from(&stored).map_err(fault)?;
    let mut output = vec![0_u8; expected.len()];
    fill(&params, password, &salt, &mut output, memory)?;
    // Compares in constant time.
    Ok(Output::new(&output).map_err(fault)? == expected)
}

fn fill(
    params: &Params,
    password: &[u8],
    salt: &[u8],
    output: &mut [u8],
    memory: &mut Vec<Block>,
) -> Result<(), Error> {
    memory.resize(params.block_count(), Block::default());
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
        .hash_password_into_with_memory(password, salt, output, memory)
        .map_err(fault)
}

fn salt(random: &dyn Random) -> [u8; 16] {
    let mut salt = [0; 16];
    random.fill(&mut salt);
    salt
}

fn fault(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(Kind::Internal, "identity/hashing").caused_by(error)
}
