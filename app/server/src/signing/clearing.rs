//! Once a minute: attempts to sign that a killed program left behind come to an end.

use std::time::Duration;

use documents::usecase::signing::{SigningHouse, recover};
use tokio::task::JoinHandle;

const PAUSE: Duration = Duration::from_secs(60);

/// Goes on until it is dropped.
#[must_use = "dropped, nothing is cleared any more"]
pub struct Clearing(JoinHandle<()>);

impl Clearing {
    /// Begins now.
    pub fn start(house: SigningHouse) -> Self {
        Self(tokio::spawn(async move {
            loop {
                match recover(&house).await {
                    Ok(0) => {}
                    Ok(found) => tracing::warn!(found, "attempts to sign that nobody worked on"),
                    Err(error) => tracing::warn!(%error, "attempts to sign could not be cleared"),
                }
                tokio::time::sleep(PAUSE).await;
            }
        }))
    }
}

impl Drop for Clearing {
    fn drop(&mut self) {
        self.0.abort();
    }
}
