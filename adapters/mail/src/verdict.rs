//! What an answer of the mail server means for the person it was meant for.

use lettre::transport::smtp::Error;
use ports::PortError;

/// Only a server that says that there is no such mailbox refuses for good. Everything else is the
/// server's trouble or ours. Its words are not passed on: they often quote the address.
pub fn judge(error: &Error) -> PortError {
    let Some(code) = error.status() else { return without_code(error) };
    let code = code.to_string();
    let enhanced = enhanced(&error.to_string());
    let shown = format!("{code} {}", enhanced.as_deref().unwrap_or_default()).trim().to_owned();
    let nobody = match enhanced.as_deref() {
        Some(enhanced) => MAILBOX.contains(&enhanced),
        None => matches!(code.as_str(), "550" | "551" | "553"),
    };
    match error.is_permanent() {
        true if nobody => PortError::Refused(shown),
        true => PortError::Garbled(format!("the mail server answered {shown}")),
        false => PortError::Unreachable(format!("the mail server answered {shown}")),
    }
}

/// Bad destination mailbox or system, its syntax, it moved, null MX, disabled (RFC 3463, RFC 7505).
const MAILBOX: [&str; 6] = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"];

pub const TOO_SLOW: &str = "the mail server was too slow";

fn without_code(error: &Error) -> PortError {
    match error {
        e if e.is_timeout() => PortError::Unreachable(TOO_SLOW.to_owned()),
        e if e.is_tls() => PortError::Garbled("no TLS with the mail server".to_owned()),
        e if e.is_client() => {
            // The server offers no TLS, or no way to sign in that we know.
            PortError::Garbled("the mail server lacks what is needed".to_owned())
        }
        e if e.is_response() => PortError::Garbled("the answer is no SMTP".to_owned()),
        _ => PortError::Unreachable("no connection to the mail server".to_owned()),
    }
}

/// The status code within the text of an answer: `5.1.1` (RFC 3463).
fn enhanced(text: &str) -> Option<String> {
    let is_status = |word: &&str| {
        let parts: Vec<&str> = word.split('.').collect();
        parts.len() == 3 && parts.iter().all(|p| (1..=3).contains(&p.len()) && digits(p))
    };
    let words = text.split([' ', '(', ')', ':', ',', '"']);
    words.filter(|word| word.starts_with(['4', '5'])).find(is_status).map(str::to_owned)
}

fn digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}
