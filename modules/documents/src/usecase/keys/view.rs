//! What is shown of keys: to their person, to a registrar, to the person's office.

use base::{Id, Instant, Result};
use cell::Cell;
use db::{DbError, Tx};
use futures_core::future::BoxFuture;
use identity::{Actor, Resource, authorise};

use super::keyring::Keyring;
use super::make::unknown;
use crate::domain::keys::{ComparisonCode, Key, State, hash_of};
use crate::permissions::{HOLD_KEY, READ, REGISTER};
use crate::store::keys::approvals::Decision;
use crate::store::keys::certificates::Issued;
use crate::store::keys::personal::{self, Stored};
use crate::store::keys::revocations::Revoked;
use crate::store::keys::{approvals, certificates, revocations};
use crate::usecase::authority::Authority;

/// A key with what was decided about it.
#[derive(Debug, Clone)]
pub struct KeyFile {
    pub key: Stored,
    pub decision: Option<Decision>,
    pub certificate: Option<Issued>,
    pub revoked: Option<Revoked>,
    /// What the person shows and the registrar types.
    pub code: ComparisonCode,
}
