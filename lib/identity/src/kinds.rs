//! What the audit trail calls the deeds of this crate.

use audit::{Kind, Level};

pub const DENIED: Kind = Kind::new("identity/denied", Level::Important);
pub const SIGNED_IN: Kind = Kind::new("identity/signed-in", Level::Routine);
pub const SIGN_IN_REFUSED: Kind = Kind::new("identity/sign-in-refused", Level::Important);
pub const LOCKED: Kind = Kind::new("identity/locked", Level::Critical);
pub const SIGNED_OUT: Kind = Kind::new("identity/signed-out", Level::Routine);
pub const SESSION_ENDED: Kind = Kind::new("identity/session-ended", Level::Routine);
pub const LINK_MADE: Kind = Kind::new("identity/link-made", Level::Important);
pub const LINK_REDEEMED: Kind = Kind::new("identity/link-redeemed", Level::Important);
pub const LINK_REFUSED: Kind = Kind::new("identity/link-refused", Level::Important);
pub const ACCOUNT_CREATED: Kind =
    Kind::new("identity/account-created", Level::Important).redacting(&["nip"]);
pub const ACCOUNT_CHANGED: Kind =
    Kind::new("identity/account-changed", Level::Important).redacting(&["nip"]);
pub const ACCOUNT_DISABLED: Kind = Kind::new("identity/account-disabled", Level::Important);
pub const ACCOUNT_ENABLED: Kind = Kind::new("identity/account-enabled", Level::Important);
/// By the operator at the server, past every administrator.
pub const ACCOUNT_RECOVERED: Kind = Kind::new("identity/account-recovered", Level::Critical);
pub const PASSWORD_CHANGED: Kind = Kind::new("identity/password-changed", Level::Important);
pub const AGENCIES_SET: Kind = Kind::new("identity/agencies-set", Level::Important);
/// A position was added, corrected or abolished.
pub const POSITION_SET: Kind = Kind::new("identity/position-set", Level::Important);
/// Somebody was put into a position.
pub const TENURE_SET: Kind = Kind::new("identity/tenure-set", Level::Critical);
/// Somebody's time in a position was ended.
pub const TENURE_ENDED: Kind = Kind::new("identity/tenure-ended", Level::Critical);

/// All of them, for the list of all kinds.
pub const KINDS: &[Kind] = &[
    DENIED,
    SIGNED_IN,
    SIGN_IN_REFUSED,
    LOCKED,
    SIGNED_OUT,
    SESSION_ENDED,
    LINK_MADE,
    LINK_REDEEMED,
    LINK_REFUSED,
    ACCOUNT_CREATED,
    ACCOUNT_CHANGED,
    ACCOUNT_DISABLED,
    ACCOUNT_ENABLED,
    ACCOUNT_RECOVERED,
    PASSWORD_CHANGED,
    AGENCIES_SET,
    POSITION_SET,
    TENURE_SET,
    TENURE_ENDED,
];
