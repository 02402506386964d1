//! That the server is there, noted once a minute: a gap is an outage of everything.

use std::time::Duration;

use payments::usecase::Treasury;
use tokio::task::JoinHandle;

const PAUSE: Duration = Duration::from_secs(60);

/// A heart that beats until it is dropped.
#[must_use = "dropped, an outage is noted that was none"]
pub struct Heartbeat(JoinHandle<()>);

impl Heartbeat {
    /// Notes the silence before, if there was one, and beats from now on.
    pub fn start(treasury: Treasury) -> Self {
        Self(tokio::spawn(async move {
            match treasury.awake().await {
                Ok(None) => {}
                Ok(Some(outage)) => {
                    tracing::warn!(from = %outage.began_at, "the server was silent; noted as an outage");
                }
                Err(error) => tracing::warn!(%error, "silence before the start was not looked at"),
            }
            loop {
                tokio::time::sleep(PAUSE).await;
                if let Err(error) = treasury.beat().await {
                    tracing::warn!(%error, "the heartbeat could not be noted");
                }
            }
        }))
    }
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        self.0.abort();
    }
}
