//! One line of the doctor.

use std::fmt::{self, Display};

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Ok,
    /// It works; somebody should look at it.
    Warn,
    /// It does not work, or is not safe.
    Fail,
}

/// What was looked at, what was found, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub check: &'static str,
    pub status: Status,
    pub says: String,
    /// What to do; empty where nothing is to be done.
    #[serde(rename = "do")]
    pub advice: String,
}

impl Finding {
    pub fn ok(check: &'static str, says: impl Display) -> Self {
        Self { check, status: Status::Ok, says: says.to_string(), advice: String::new() }
    }

    pub fn warn(check: &'static str, says: impl Display, advice: impl Display) -> Self {
        let (says, advice) = (says.to_string(), advice.to_string());
        Self { check, status: Status::Warn, says, advice }
    }

    pub fn fail(check: &'static str, says: impl Display, advice: impl Display) -> Self {
        Self { status: Status::Fail, ..Self::warn(check, says, advice) }
    }
}

impl Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.status {
            Status::Ok => "ok  ",
            Status::Warn => "warn",
            Status::Fail => "FAIL",
        };
        write!(f, "{word}  {:<10} {}", self.check, self.says)?;
        if self.advice.is_empty() { Ok(()) } else { write!(f, "\n{:>17}→ {}", "", self.advice) }
    }
}
