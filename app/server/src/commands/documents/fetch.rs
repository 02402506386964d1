//! Asking whether certificates were revoked, where they say that it can be asked.

use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use pades::verify::Evidence;
use pki::trust::Wanted;
use ports::RevocationSource;
use revocation::{HttpSource, Settings};
use tokio::runtime::Runtime;

use crate::system::SystemClock;

/// For all of them together: a verification ends within ten seconds, whoever does not answer.
const PATIENCE: Duration = Duration::from_secs(4);

/// What could be had of what is wanted. Nobody who does not answer is an error: the verdict says what
/// is missing. Addresses inside of the own network are left alone unless allowed.
pub fn fetch(wanted: &[Wanted], allow: &[IpNet]) -> Vec<Evidence> {
    let Ok(runtime) =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
    else {
        return Vec::new();
    };
    let found = gather(&runtime, wanted, allow);
    // A name that is still being looked up is not waited for.
    runtime.shutdown_background();
    found
}

fn gather(runtime: &Runtime, wanted: &[Wanted], allow: &[IpNet]) -> Vec<Evidence> {
    let settings = Settings { allow: allow.to_vec(), patience: PATIENCE, ..Settings::default() };
    let source = match HttpSource::new(settings, Arc::new(SystemClock)) {
        Ok(source) => Arc::new(source) as Arc<dyn RevocationSource>,
        Err(error) => {
            eprintln!("revocation cannot be asked about: {error}");
            return Vec::new();
        }
    };
    runtime.block_on(documents::usecase::verification::ask(source, wanted, PATIENCE))
}
