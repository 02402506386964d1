//! How the fake misbehaves. Each of these was seen at the real service, or is what a broken network
//! or a hostile one could do.

use serde::Deserialize;

/// What it does from now on, as a program says it or as JSON: `{"kind": "slow", "millis": 860}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Mischief {
    #[default]
    None,
    /// Answers after this long; 860 is usual for a signature.
    Slow { millis: u64 },
    /// Its clock is so many seconds ahead; 347 was seen.
    Skewed { seconds: i64 },
    /// Answers everything with this status and a page.
    Status { code: u16 },
    /// Cuts the line before anything is done.
    CutBefore,
    /// Signs, and cuts the line.
    CutAfter,
    /// Signs, and never answers.
    HangAfter,
    /// A file of no bytes, which one in 150 was in a city's years.
    EmptyFile,
    /// No body at all.
    EmptyBody,
    /// Words that are no JSON under a header that says so.
    NotJson,
    /// A file that is no base64.
    NotBase64,
    /// No PDF in the file.
    NotPdf,
    /// Two files in place of one.
    TwoFiles,
    /// One byte of what was sent is another.
    OtherPrefix,
    /// What was sent comes back as it was.
    Unsigned,
    /// Something is added that is no signature.
    Comment,
    /// A page is added before the signature.
    ExtraPage,
    /// Signs, and breaks: HTTP 500.
    BrokenAfter,
    /// A wrong passphrase is told with HTTP 200.
    WrongSecretOk,
    /// A wrong passphrase is told in words, without the code that would name it.
    WrongSecretWords,
    /// The passphrase comes back inside the error.
    Echo,
    /// This code in place of a signature, with HTTP 200.
    Code { code: i64 },
    /// The verdict on a file is that it is not valid.
    Invalid,
}
