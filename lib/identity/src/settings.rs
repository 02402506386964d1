//! What a cell may set about sign-in.

use crate::password::Profile;

/// Settings of sign-in. The defaults are those of a real cell.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which rules passwords follow.
    pub profile: Profile,
    /// A session ends after so many minutes without a request.
    pub idle_minutes: u32,
    /// A session ends so many hours after sign-in whatever happens.
    pub absolute_hours: u32,
    /// Wrong tries on one sign-in name before it is locked.
    pub account_tries: u32,
    /// How long a sign-in name stays locked.
    pub account_minutes: u32,
    /// Wrong tries from one address before it is locked.
    pub address_tries: u32,
    /// How long an address stays locked.
    pub address_minutes: u32,
    /// How long a one-time link is good.
    pub link_hours: u32,
    /// What a password hash costs.
    pub hashing: Hashing,
}

/// The cost of argon2id (RFC 9106).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashing {
    /// Memory of one hash, in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Hashes computed at once; the others wait, so that a storm of sign-ins cannot fill the
    /// memory.
    pub at_once: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            profile: Profile::Asvs,
            idle_minutes: 15,
            absolute_hours: 12,
            // One limit for every name, the strict one of administrators (Peraturan BSSN 4/2021
            // K4): a limit that differs by role would tell a stranger who is an administrator.
            account_tries: 5,
            account_minutes: 60,
            address_tries: 30,
            address_minutes: 30,
            link_hours: 24,
            hashing: Hashing { memory_kib: 64 * 1024, passes: 1, at_once: 2 },
        }
    }
}
