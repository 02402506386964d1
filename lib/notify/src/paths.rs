//! Addresses inside messages. The administration module answers them.

/// Takes the form that asks for messages.
pub const ASK: &str = "/ingatkan";
/// Followed by a token: the question whether one asked for messages.
pub const CONSENT: &str = "/ingatkan/ya/";
/// Followed by a token: ends messages.
pub const STOP: &str = "/ingatkan/berhenti/";
/// Followed by a token: what a message is about. Short, for an SMS.
pub const MESSAGE: &str = "/i/";
/// Followed by a token: ends messages by the one click of a mail program (RFC 8058).
pub const STOP_BY_MAIL: &str = "/api/v1/messages/stop/";
