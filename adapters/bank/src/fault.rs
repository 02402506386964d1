//! What is wrong with one exchange.

use std::fmt;
use std::str::FromStr;

/// One thing that goes wrong between a bank and us, on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fault {
    #[default]
    None,
    /// One bit of the signature is another.
    WrongSignature,
    /// Signed an hour ago.
    StaleTime,
    /// Signed in an hour.
    FutureTime,
    /// An access token nobody was given.
    WrongToken,
    /// A name nobody has.
    UnknownPartner,
    /// The connection is cut when the request has been sent: the server may not even have begun.
    Cut,
    /// The connection is cut when the answer begins to arrive: the server has done its work, and
    /// nobody reads what it says.
    CutAnswer,
    /// The same bytes again, headers and all; the second answer counts.
    Replay,
    /// A body that breaks off, truly signed where that can be.
    Garbage,
    /// A body of ten megabytes, truly signed.
    Huge,
    /// Half a rupiah more.
    Decimals,
    /// The body laid out for people, with spaces and line ends. No fault at all in SNAP, where they
    /// are not signed; and none in H2H, where they are.
    Pretty,
}

/// A word that names no fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is no fault; there are {all}", word = .0, all = Fault::words())]
pub struct FaultError(String);

/// A token nobody was given.
pub(crate) const STRANGE_TOKEN: &str = "tidak-pernah-diterbitkan";

/// How far a time is off, in seconds.
pub(crate) const HOUR: i64 = 3_600;

/// The size of a huge body.
const MEGABYTES_10: usize = 10 << 20;

impl Fault {
    pub const ALL: [Self; 13] = [
        Self::None,
        Self::WrongSignature,
        Self::StaleTime,
        Self::FutureTime,
        Self::WrongToken,
        Self::UnknownPartner,
        Self::Cut,
        Self::CutAnswer,
        Self::Replay,
        Self::Garbage,
        Self::Huge,
        Self::Decimals,
        Self::Pretty,
    ];

    /// Its name on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::WrongSignature => "wrong-signature",
            Self::StaleTime => "stale-time",
            Self::FutureTime => "future-time",
            Self::WrongToken => "wrong-token",
            Self::UnknownPartner => "unknown-partner",
            Self::Cut => "cut",
            Self::CutAnswer => "cut-answer",
            Self::Replay => "replay",
            Self::Garbage => "garbage",
            Self::Huge => "huge",
            Self::Decimals => "decimals",
            Self::Pretty => "pretty",
        }
    }

    fn words() -> String {
        Self::ALL.map(Self::word).join(", ")
    }

    /// Seconds by which the signed time is off.
    pub(crate) fn time_shift(self) -> i64 {
        match self {
            Self::StaleTime => -HOUR,
            Self::FutureTime => HOUR,
            _ => 0,
        }
    }

    /// The body as it is sent, before it is signed.
    pub(crate) fn body(self, body: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Garbage => body[..body.len() / 2].to_vec(),
            Self::Huge => huge(&body),
            Self::Decimals => with_decimals(&body).unwrap_or(body),
            Self::Pretty => pretty(&body).unwrap_or(body),
            _ => body,
        }
    }

    /// The signature as it is sent, base64.
    pub(crate) fn signature(self, signature: String) -> String {
        if self != Self::WrongSignature {
            return signature;
        }
        let other = if signature.starts_with('A') { "B" } else { "A" };
        format!("{other}{}", signature.get(1..).unwrap_or_default())
    }
}

/// The body with a field that fills it up.
fn huge(body: &[u8]) -> Vec<u8> {
    let mut huge = br#"{"additionalInfo":{"isi":""#.to_vec();
    huge.resize(MEGABYTES_10, b'x');
    huge.extend_from_slice(br#""},"#);
    huge.extend_from_slice(body.strip_prefix(b"{").unwrap_or(body));
    huge
}

fn pretty(body: &[u8]) -> Option<Vec<u8>> {
    let value: serde_json::Value = serde_json::from_slice(body).ok()?;
    serde_json::to_vec_pretty(&value).ok()
}

/// The amounts of the body with half a rupiah more: `"127500.00"` is `"127500.50"` in SNAP,
/// `"127500"` is `"127500.50"` in H2H.
fn with_decimals(body: &[u8]) -> Option<Vec<u8>> {
    let mut value: serde_json::Value = serde_json::from_slice(body).ok()?;
    let paths = ["/paidAmount/value", "/amount/value", "/totalAmount/value", "/total"];
    for path in paths {
        if let Some(serde_json::Value::String(amount)) = value.pointer_mut(path) {
            *amount = format!("{}.50", amount.trim_end_matches(".00"));
        }
    }
    serde_json::to_vec(&value).ok()
}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let found = Self::ALL.into_iter().find(|fault| fault.word() == text);
        found.ok_or_else(|| FaultError(text.to_owned()))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
