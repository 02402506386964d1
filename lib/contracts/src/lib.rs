//! What modules offer each other. One module implements a trait of this crate, another takes it as
//! `Arc<dyn …>`, and the server puts the two together; neither knows the other.
//!
//! A service that stores takes the transaction of its caller, so that what two modules store belongs
//! together: a payment and the notice it settles are stored both or neither. Sealing stores nothing
//! and takes its time, so it stays outside of transactions.

pub mod arrears;
pub mod bills;
pub mod indicators;
pub mod letters;
pub mod occasions;
pub mod seals;
pub mod waivers;

pub use arrears::{Arrears, Overdue};
pub use bills::{Bill, BillId, Bills, Reopening, Settlement, Standing, Village};
pub use indicators::{Counted, Counts, Indicators, Measure, Words};
pub use letters::{LetterStanding, Letters, Minutes, Present, Progress, Signer};
pub use occasions::{Due, Occasion, Occasions};
pub use seals::{MarkPlace, Seals};
pub use waivers::{Outage, Proposed, Waivers};

use std::pin::Pin;

/// What a service gives back: it runs inside the caller's transaction.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = base::Result<T>> + Send + 'a>>;
