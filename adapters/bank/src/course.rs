//! In which order a payment is told.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// How often and when the same payment is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Course {
    #[default]
    Once,
    /// As a repeat (`flagAdvise`, `ulang`) only: the bank does not know whether it told it before.
    Advise,
    /// Twice at the same moment, in two envelopes.
    Twice,
    /// Once more after a while, as a repeat.
    Late(Duration),
    /// The repeat before the message it repeats.
    OutOfOrder,
}

/// A word that names no course.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no course; there are once, advise, twice, late and out-of-order")]
pub struct CourseError(String);

impl Course {
    /// Tells a payment along the course; the function gets whether this is a repeat. Gives every
    /// answer in the order in which the messages were sent.
    pub async fn follow<R>(self, tell: impl AsyncFn(bool) -> R) -> Vec<R> {
        match self {
            Self::Once => vec![tell(false).await],
            Self::Advise => vec![tell(true).await],
            Self::Twice => {
                let (one, other) = tokio::join!(tell(false), tell(false));
                vec![one, other]
            }
            Self::Late(wait) => {
                let first = tell(false).await;
                tokio::time::sleep(wait).await;
                vec![first, tell(true).await]
            }
            Self::OutOfOrder => {
                let repeat = tell(true).await;
                vec![repeat, tell(false).await]
            }
        }
    }

    /// The same course with another wait, where it has one.
    #[must_use]
    pub fn after(self, wait: Duration) -> Self {
        if let Self::Late(_) = self { Self::Late(wait) } else { self }
    }
}

impl FromStr for Course {
    type Err = CourseError;

    fn from_str(text: &str) -> Result<Self, CourseError> {
        match text {
            "once" => Ok(Self::Once),
            "advise" => Ok(Self::Advise),
            "twice" => Ok(Self::Twice),
            "late" => Ok(Self::Late(Duration::from_secs(5))),
            "out-of-order" => Ok(Self::OutOfOrder),
            other => Err(CourseError(other.to_owned())),
        }
    }
}

impl fmt::Display for Course {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Once => "once",
            Self::Advise => "advise",
            Self::Twice => "twice",
            Self::Late(_) => "late",
            Self::OutOfOrder => "out-of-order",
        })
    }
}
