//! The fake acquirer: an issuer that remembers its codes, and the port over it.

mod issuer;
mod merchant;
mod mischief;

use std::sync::Arc;
use std::time::Duration;

use base::Clock;
use ports::{Acquirer, Answer, PortError, QrIssued, QrName, QrOrder, QrStatus};

pub use issuer::{IssueError, Issued, Issuer, PayError};
pub use merchant::Merchant;
pub use mischief::{Garble, Mischief};

/// An acquirer without a network, for demo cells and tests. It answers by the clock it is given and
/// draws nothing: the same order gives the same code.
#[derive(Debug, Clone)]
pub struct FakeAcquirer {
    issuer: Arc<Issuer>,
}

impl FakeAcquirer {
    pub fn new(merchant: Merchant, clock: Arc<dyn Clock>) -> Self {
        Self { issuer: Arc::new(Issuer::new(merchant, clock)) }
    }

    /// What stands behind it: there codes are paid, and mischief is told.
    pub fn issuer(&self) -> &Arc<Issuer> {
        &self.issuer
    }

    /// What is done before an answer, whatever is asked.
    async fn disturbed(&self) -> Result<Mischief, PortError> {
        let mischief = self.issuer.mischief();
        match mischief {
            Mischief::Slow(wait) => tokio::time::sleep(wait).await,
            Mischief::Unreachable => {
                return Err(PortError::Unreachable("the fake acquirer is away".to_owned()));
            }
            Mischief::Refuse => {
                return Err(PortError::Refused("the fake acquirer was told to refuse".to_owned()));
            }
            // Long after anybody's patience.
            Mischief::Hang => tokio::time::sleep(Duration::from_secs(3_600)).await,
            Mischief::None | Mischief::LoseAnswer | Mischief::Garble(_) => {}
        }
        Ok(mischief)
    }
}

impl Acquirer for FakeAcquirer {
    fn generate<'a>(&'a self, order: &'a QrOrder) -> Answer<'a, QrIssued> {
        Box::pin(async move {
            let mischief = self.disturbed().await?;
            let issued = self.issuer.issue(order);
            let issued = issued.map_err(|error| PortError::Refused(error.to_string()))?;
            match mischief {
                Mischief::LoseAnswer => Err(lost()),
                // As the real client would find it.
                Mischief::Garble(garble) => Err(garbled(&garble.content(&issued.content), order)),
                _ => Ok(QrIssued {
                    content: issued.content,
                    acquirer_reference: issued.acquirer_reference,
                }),
            }
        })
    }

    fn query<'a>(&'a self, code: QrName<'a>) -> Answer<'a, QrStatus> {
        Box::pin(async move {
            let mischief = self.disturbed().await?;
            let found = self.issuer.find(code.reference);
            let found = found.filter(|issued| issued.acquirer_reference == code.acquirer_reference);
            let found = found.ok_or(PortError::Refused("no such code".to_owned()))?;
            match mischief {
                Mischief::LoseAnswer => Err(lost()),
                Mischief::Garble(_) => Err(PortError::Garbled("as was told".to_owned())),
                _ => Ok(found.status),
            }
        })
    }
}

fn lost() -> PortError {
    PortError::Unreachable("the answer of the fake acquirer was lost".to_owned())
}

fn garbled(content: &str, order: &QrOrder) -> PortError {
    let problem = crate::check_content(content, order.amount, None).err();
    PortError::Garbled(problem.map_or_else(|| "as was told".to_owned(), |e| e.to_string()))
}
