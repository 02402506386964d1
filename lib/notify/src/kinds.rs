//! What the audit trail calls the deeds of this crate. Subjects are ids of subscriptions.

use audit::{Kind, Level};

/// Somebody asked for messages to an address.
pub const ASKED: Kind = Kind::new("notify/asked", Level::Routine);
/// Whoever reads what is sent there said yes.
pub const CONSENTED: Kind = Kind::new("notify/consented", Level::Routine);
/// They said stop, and everything about the subscription was removed.
pub const STOPPED: Kind = Kind::new("notify/stopped", Level::Routine);
/// All subscriptions of an address were removed at its owner's request.
pub const ERASED: Kind = Kind::new("notify/erased", Level::Important);
/// An administrator had a message sent to try a channel.
pub const TRIED: Kind = Kind::new("notify/tried", Level::Routine);

/// All of them, for the list of all kinds.
pub const KINDS: &[Kind] = &[ASKED, CONSENTED, STOPPED, ERASED, TRIED];
