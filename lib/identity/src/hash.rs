//! Password verifiers: argon2id, a few at a time, off the threads that serve.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use base::{Error, Kind, Random};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::Hashing;

/// Makes and checks verifiers. Cheap to clone; the clones share the limit.
#[derive(Clone)]
pub(crate) struct Hasher {
    argon: Argon2<'static>,
    permits: Arc<Semaphore>,
    decoy: Arc<str>,
}

impl Hasher {
    pub fn new(cost: Hashing, random: &dyn Random) -> Result<Self, Error> {
        let params = Params::new(cost.memory_kib, cost.passes, 1, None).map_err(fault)?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let permits = Arc::new(Semaphore::new(cost.at_once.max(1)));
        // Somebody without an account costs the same time as somebody with one.
        let mut unknown = Zeroizing::new([0_u8; 32]);
        random.fill(&mut *unknown);
        let decoy = verifier(&argon, &*unknown, &salt(random))?.into();
        Ok(Self { argon, permits, decoy })
    }

    /// A verifier for a new password, in PHC form.
    pub async fn hash(&self, password: &str, random: &dyn Random) -> Result<String, Error> {
        let (argon, salt) = (self.argon.clone(), salt(random));
        let password = Zeroizing::new(password.to_owned());
        self.off_thread(move || verifier(&argon, password.as_bytes(), &salt)).await?
    }

    /// Whether the password fits the verifier; without one it takes as long and says no.
    pub async fn fits(&self, password: &str, stored: Option<&str>) -> Result<bool, Error> {
        let argon = self.argon.clone();
        let password = Zeroizing::new(password.to_owned());
        let known = stored.is_some();
        let stored: Arc<str> = stored.map_or_else(|| self.decoy.clone(), Into::into);
        let fits = move || {
            let stored = PasswordHash::new(&stored).map_err(fault)?;
            Ok(argon.verify_password(password.as_bytes(), &stored).is_ok() && known)
        };
        self.off_thread(fits).await?
    }

    /// Whether the verifier was made with another cost than today's.
    pub fn is_outdated(&self, stored: &str) -> bool {
        let cost = PasswordHash::new(stored).ok().and_then(|h| Params::try_from(&h).ok());
        cost.is_none_or(|p| {
            let now = self.argon.params();
            (p.m_cost(), p.t_cost(), p.p_cost()) != (now.m_cost(), now.t_cost(), now.p_cost())
        })
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let permit = self.permits.clone().acquire_owned().await.map_err(fault)?;
        let work = move || {
            let made = work();
            drop(permit);
            made
        };
        tokio::task::spawn_blocking(work).await.map_err(fault)
    }
}

fn verifier(argon: &Argon2<'_>, password: &[u8], salt: &[u8]) -> Result<String, Error> {
    let made: PasswordHash = argon.hash_password_with_salt(password, salt).map_err(fault)?;
    Ok(made.to_string())
}

fn salt(random: &dyn Random) -> [u8; 16] {
    let mut salt = [0; 16];
    random.fill(&mut salt);
    salt
}

fn fault(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(Kind::Internal, "identity/hashing").caused_by(error)
}
