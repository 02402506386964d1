//! What every deed with a key stands on: the cell, what a try costs, and how many run at once.

use std::sync::Arc;

use base::{Error, Kind, Result};
use cell::{Cell, sealed};
use pki::PrivateKey;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::domain::keys::{Cost, Owner, Passphrase, WrapFault, WrappedKey, hash_of};
use crate::usecase::authority::fault;

/// What keys are sealed for with the cell's secret.
const SEALED_FOR: &str = "documents/personal-keys";

/// Settings of keys.
#[derive(Debug, Clone, Copy)]
pub struct KeySettings {
    pub cost: Cost,
    /// Passphrases tried at once; the others wait, so that many signers cannot fill the memory.
    pub at_once: usize,
    /// Time-stamps that one address may ask for in a minute.
    pub stamps_per_minute: u32,
}

impl Default for KeySettings {
    fn default() -> Self {
        Self { cost: Cost::STANDARD, at_once: 4, stamps_per_minute: 120 }
    }
}

/// The keys of a cell. Cheap to clone; pages take it as `Extension<Keyring>`.
#[derive(Clone)]
pub struct Keyring {
    cell: Cell,
    settings: KeySettings,
    permits: Arc<Semaphore>,
}

/// What is inside of the wraps, and whose it is.
pub(super) struct Place {
    pub account: String,
    pub public_key: [u8; 32],
}

impl Place {
    pub fn of(account: &str, public_key: &[u8]) -> Self {
        Self { account: account.to_owned(), public_key: hash_of(public_key) }
    }

    fn owner(&self) -> Owner<'_> {
        Owner { account: &self.account, public_key: &self.public_key }
    }

    /// The outer wrap is bound to the same as the inner one.
    fn text(&self) -> String {
        let hash: String = self.public_key.iter().map(|b| format!("{b:02x}")).collect();
        format!("{}/{hash}", self.account)
    }
}

/// Why a stored key does not open.
pub(super) enum Shut {
    WrongPassphrase,
    /// Not this account's, not this key's, or changed: found before any passphrase is tried.
    Moved,
    Failed(Error),
}

impl Keyring {
    pub fn new(cell: Cell, settings: KeySettings) -> Self {
        Self { cell, settings, permits: Arc::new(Semaphore::new(settings.at_once.max(1))) }
    }

    pub fn cell(&self) -> &Cell {
        &self.cell
    }

    pub fn settings(&self) -> KeySettings {
        self.settings
    }

    /// Wraps a key under a passphrase, and that once more with the cell's secret: whoever has the
    /// database alone has nothing to guess at.
    pub(super) async fn wrap(
        &self,
        key: &PrivateKey,
        passphrase: Passphrase,
        place: Place,
    ) -> Result<String> {
        let pkcs8 = key.to_pkcs8_der().map_err(fault)?;
        let (cell, cost, of) = (self.cell.clone(), self.settings.cost, place.text());
        let wrapped = self.off_thread(move || {
            WrappedKey::wrap(&pkcs8, &passphrase, place.owner(), cost, cell.random())
        });
        let wrapped = wrapped.await?.map_err(broken)?;
        sealed::seal(&self.cell, SEALED_FOR, &of, wrapped.to_string().as_bytes())
    }

    /// Opens a stored key.
    pub(super) async fn open(
        &self,
        stored: &str,
        passphrase: Passphrase,
        place: Place,
    ) -> std::result::Result<PrivateKey, Shut> {
        let wrapped = sealed::open(&self.cell, SEALED_FOR, &place.text(), stored);
        let wrapped = wrapped.map_err(|_| Shut::Moved)?;
        let wrapped = std::str::from_utf8(&wrapped).ok().and_then(|t| WrappedKey::parse(t).ok());
        let wrapped = wrapped.ok_or(Shut::Moved)?;
        let public_key = place.public_key;
        let opened = self.off_thread(move || wrapped.unwrap(&passphrase, place.owner()));
        let pkcs8: Zeroizing<Vec<u8>> = match opened.await.map_err(Shut::Failed)? {
            Ok(pkcs8) => pkcs8,
            Err(WrapFault::WrongPassphrase) => return Err(Shut::WrongPassphrase),
            Err(other) => return Err(Shut::Failed(broken(other))),
        };
        let key = PrivateKey::from_pkcs8_der(&pkcs8).map_err(|_| Shut::Moved)?;
        // The private half decides, whatever stood beside it.
        let same = hash_of(key.public_key().to_der()) == public_key;
        if same { Ok(key) } else { Err(Shut::Moved) }
    }

    /// A derivation takes a tenth of a second and 64 MiB: away from the threads that serve, and only
    /// so many at once.
    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let permit = self.permits.clone().acquire_owned().await.map_err(stopped)?;
        let work = move || {
            let done = work();
            drop(permit);
            done
        };
        tokio::task::spawn_blocking(work).await.map_err(stopped)
    }
}

fn broken(fault: WrapFault) -> Error {
    Error::new(Kind::Internal, "documents/key-fault").caused_by(fault)
}

fn stopped(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(Kind::Internal, "documents/key-fault").caused_by(error)
}
