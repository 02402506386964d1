//! Whether the service is there, knows this program, and has the right time.

use base::Instant;
use ports::PortError;

use crate::client::{Bsre, Call};

/// What is seen without anybody's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// Whether name and password are taken.
    pub known: bool,
    /// The clock of the service, to the second; some proxies leave it out.
    pub clock: Option<Instant>,
}

impl Bsre {
    /// Looks at the service. Nothing is asked about anybody: the address of a call is fetched in the
    /// wrong way, and what is looked at is whether the door opened.
    ///
    /// # Errors
    /// [`PortError::Unreachable`] when nobody answers.
    pub async fn probe(&self) -> Result<Probe, PortError> {
        let (line, authorization) = self.line();
        let url = self.at(Call::Status.path());
        let look = line.look(url, Some(authorization), self.patience.ask).await?;
        Ok(Probe { known: !matches!(look.status, 401 | 403), clock: look.clock })
    }
}
