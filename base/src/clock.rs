//! The two things a program must be given from outside to be repeatable: time and chance.

use crate::Instant;

/// Where the time comes from. The server passes the machine's clock, tests a fixed one.
pub trait Clock: Send + Sync {
    /// The present instant, in UTC.
    fn now(&self) -> Instant;
}

/// Where randomness comes from. The server passes the operating system's generator
/// (cryptographically strong), tests a seeded one.
pub trait Random: Send + Sync {
    /// Fills the whole buffer with random bytes.
    fn fill(&self, buffer: &mut [u8]);
}

impl<C: Clock + ?Sized> Clock for std::sync::Arc<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }
}

impl<R: Random + ?Sized> Random for std::sync::Arc<R> {
    fn fill(&self, buffer: &mut [u8]) {
        (**self).fill(buffer);
    }
}
