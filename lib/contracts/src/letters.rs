//! Letters that one module has another begin: an ordinary draft, which goes the way of every letter and
//! may be changed by whoever began it until it is signed.

use base::Date;
use db::Tx;
use identity::Actor;

use crate::Answer;

/// A position that may sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    pub position: String,
    pub title: String,
}

/// Somebody who took part in what is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub name: String,
    /// As what: `walidata`.
    pub capacity: String,
}

/// What a report of something that was done (berita acara) says before anybody changes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    pub subject: String,
    /// Opening and body are in the markup of letters.
    pub opening: String,
    pub present: Vec<Present>,
    pub body: String,
    /// The position that signs it.
    pub signer: String,
}

/// How far a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Being written, waiting for somebody, or numbered.
    Open,
    Signed,
    /// Withdrawn, cancelled or destroyed.
    GivenUp,
}

/// Where a letter stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterStanding {
    pub progress: Progress,
    pub number: Option<String>,
    pub day: Option<Date>,
    /// Its page, from the first slash on. Not everybody may open it.
    pub path: String,
}

/// Begins letters and knows where they are.
pub trait Letters: Send + Sync + 'static {
    /// The positions of somebody's office that may sign minutes; none for whoever may not begin any.
    fn signers<'a>(&'a self, tx: &'a mut Tx, actor: &'a Actor) -> Answer<'a, Vec<Signer>>;

    /// Begins minutes in the name of somebody, in the transaction of the deed that they report. The id
    /// of the letter.
    fn begin_minutes<'a>(
        &'a self,
        tx: &'a mut Tx,
        actor: &'a Actor,
        minutes: &'a Minutes,
    ) -> Answer<'a, String>;

    /// `None` for a letter that is not there.
    fn standing<'a>(
        &'a self,
        tx: &'a mut Tx,
        letter: &'a str,
    ) -> Answer<'a, Option<LetterStanding>>;
}
