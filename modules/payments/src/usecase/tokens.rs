//! Access tokens of partners: who, until when, and a keyed digest over both. Nothing is stored; a
//! partner that is shut out is refused whatever token it holds.

use base::Instant;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use cell::Cell;

const PURPOSE: &str = "payments/access-token";
/// How long a token counts.
pub const SECONDS: i64 = 900;
/// Bytes of the digest at the end.
const MAC: usize = 32;

/// A token for a partner, from now on.
pub fn issue(cell: &Cell, partner: &str) -> String {
    let until = cell.now().plus_seconds(SECONDS);
    let mut nonce = [0_u8; 8];
    cell.random().fill(&mut nonce);
    let text = format!("{partner}|{until}|{}", BASE64_URL_SAFE_NO_PAD.encode(nonce));
    let mac = cell.keys().mac(PURPOSE, text.as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode([text.as_bytes(), b"|", &mac].concat())
}

/// Whether a token was issued to the partner and still counts.
pub fn counts(cell: &Cell, partner: &str, token: &str) -> bool {
    let Ok(bytes) = BASE64_URL_SAFE_NO_PAD.decode(token) else { return false };
    let Some(end) = bytes.len().checked_sub(MAC + 1) else { return false };
    let (text, mac) = (&bytes[..end], &bytes[end + 1..]);
    if !cell.keys().mac_matches(PURPOSE, text, mac) {
        return false;
    }
    let mut parts = std::str::from_utf8(text).unwrap_or_default().split('|');
    let (holder, until) = (parts.next(), parts.next().and_then(|t| Instant::parse(t).ok()));
    // One that ends later than any that is issued now comes from a clock that was ahead.
    let now = cell.now();
    let counts = |until: Instant| now < until && until <= now.plus_seconds(SECONDS);
    holder == Some(partner) && until.is_some_and(counts)
}
