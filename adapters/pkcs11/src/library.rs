//! The vendor's library, loaded once for all keys of a process and let go with the last of them: some
//! libraries see a token that was put back only after they began anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::slot::Slot;

use crate::TokenError;

/// Libraries are initialised per process (§5.4, C_Initialize), so they are known per process.
static LOADED: Mutex<BTreeMap<PathBuf, Weak<Library>>> = Mutex::new(BTreeMap::new());

/// A library that is ready.
pub struct Library {
    path: PathBuf,
    pkcs11: Pkcs11,
    /// Whether it was initialised here, and so may be finalised here.
    is_ours: bool,
}

impl Library {
    /// The one that is loaded already, else a new one.
    pub fn load(path: &Path) -> Result<Arc<Self>, TokenError> {
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(library) = loaded.get(path).and_then(Weak::upgrade) {
            return Ok(library);
        }
        let fault = |why: Error| TokenError::Module { path: path.to_owned(), why: why.to_string() };
        let pkcs11 = Pkcs11::new(path).map_err(fault)?;
        let begun = pkcs11.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK));
        let is_ours = match begun {
            Ok(()) => true,
            Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => false,
            Err(other) => return Err(fault(other)),
        };
        let library = Arc::new(Self { path: path.to_owned(), pkcs11, is_ours });
        loaded.insert(path.to_owned(), Arc::downgrade(&library));
        Ok(library)
    }

    pub fn pkcs11(&self) -> &Pkcs11 {
        &self.pkcs11
    }

    /// The slot with the token of this label, as it is now: a token may come back in another slot.
    pub fn slot(&self, wanted: &str) -> Result<Slot, TokenError> {
        let mut found = Vec::new();
        for slot in self.pkcs11.get_slots_with_initialized_token()? {
            // A token that was pulled out may be listed still, and says nothing of itself.
            let Ok(token) = self.pkcs11.get_token_info(slot) else { continue };
            let label = token.label().to_owned();
            if label == wanted {
                return Ok(slot);
            }
            found.push(label);
        }
        Err(TokenError::NoToken { wanted: wanted.to_owned(), found })
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        let loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        // Somebody took it up again between the last key and this.
        let is_used = loaded.get(&self.path).is_some_and(|known| known.strong_count() > 0);
        if self.is_ours && !is_used {
            let ended = self.pkcs11.clone().finalize();
            drop(
                ended.inspect_err(|error| tracing::warn!(%error, "the token library did not end")),
            );
        }
    }
}
