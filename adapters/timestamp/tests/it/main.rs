//! Time-stamps: what is asked, what is believed, and an honest authority of openssl.
#![expect(
    clippy::expect_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod answers;
mod openssl;
mod settings;

use std::sync::Arc;
use std::time::Duration;

use timestamp::fake::Authority;
use timestamp::{HttpAuthority, Settings};

/// A sequence with an integer: the least that looks like a reply.
const REPLY: [u8; 5] = [0x30, 0x03, 0x02, 0x01, 0x07];

async fn authority() -> Authority {
    Authority::start(Arc::new(|_: &[u8]| REPLY.to_vec())).await.expect("a free port")
}

fn settings(url: &str) -> Settings {
    Settings {
        url: url.to_owned(),
        user: String::new(),
        password: String::new(),
        ca: None,
        plain_http: false,
        patience: Duration::from_secs(20),
    }
}

fn client(url: &str) -> HttpAuthority {
    HttpAuthority::new(settings(url)).expect("settings that can be used")
}
