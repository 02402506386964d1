//! The company that issues QRIS codes, over SNAP BI (services 47, 51 and 73), and a fake one.
//!
//! - [`SnapAcquirer`]: the real client behind [`ports::Acquirer`]. It signs, keeps a token until it
//!   ends, waits only so long, asks again only where that cannot make a second code, and believes
//!   the content of a code after looking into it ([`check_content`]).
//! - [`FakeAcquirer`]: the same port without a network, for demo cells and tests.
//! - [`server`]: the fake behind HTTP, which also tells of payments (service 52).
//!
//! Both fakes share one [`Issuer`], whose codes are well-formed and payable nowhere, and misbehave
//! as they are told ([`Mischief`]).

mod client;
mod content;
mod fake;
mod http;
pub mod server;
mod settings;

pub use client::SnapAcquirer;
pub use content::{ContentError, check_content};
pub use fake::{FakeAcquirer, Garble, IssueError, Issued, Issuer, Merchant, Mischief, PayError};
pub use http::{HttpError, Reached};
pub use settings::{Settings, SettingsError};
