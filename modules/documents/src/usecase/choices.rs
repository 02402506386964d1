//! What the form of a letter offers: positions, offices, codes.

use base::{Id, Result};
use db::Tx;
use identity::{Agency, Position, Rank};

use super::Office;
use crate::domain::classification::Classification;
use crate::domain::kind::LetterType;
use crate::store::classifications;

/// Codes that a form proposes; the others can be typed.
const CODES: i64 = 400;

/// What can be chosen.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Positions that are filled, those of the own office first.
    pub positions: Vec<Position>,
    /// Offices that get letters: all but villages.
    pub offices: Vec<Agency>,
    pub villages: Vec<Agency>,
    pub codes: Vec<Classification>,
}

impl Choices {
    /// Positions that may sign a type.
    pub fn signers<'a>(&'a self, kind: &'a LetterType) -> impl Iterator<Item = &'a Position> {
        self.positions.iter().filter(|position| kind.may_be_signed_by(position.rank))
    }

    /// Positions that may be asked for a paraf.
    pub fn reviewers(&self) -> impl Iterator<Item = &Position> {
        self.positions.iter().filter(|position| position.rank != Rank::Adjutant)
    }

    /// The name of an office.
    pub fn office_name<'a>(&'a self, code: &'a str) -> &'a str {
        let all = self.offices.iter().chain(&self.villages);
        all.into_iter().find(|agency| agency.code == code).map_or(code, |agency| &agency.name)
    }
}

/// What can be chosen by somebody of an office.
///
/// # Errors
/// Those of the database.
pub async fn choices(office: &Office, home: Option<&str>) -> Result<Choices> {
    let agencies = office.identity().list_agencies().await?;
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<_> {
        let positions = identity::list_filled(tx, today).await?;
        Ok((positions, classifications::list(tx, "", "", CODES).await?))
    });
    let (mut positions, codes) = read.await?;
    positions.sort_by_key(|position| Some(position.agency.as_str()) != home);
    let is_village = |agency: &Agency| agency.kind == "village" || agency.kind == "kelurahan";
    let (villages, offices) = agencies.into_iter().partition(is_village);
    Ok(Choices { positions, offices, villages, codes })
}

/// The superiors between a position and the signer, from the nearest up: whom a line of paraf goes
/// through. Empty when the signer is not above.
pub fn line_of_paraf(positions: &[Position], from: Id<Position>, to: Id<Position>) -> Vec<Id<Position>> {
    let parent = |id| positions.iter().find(|p| p.id == id).and_then(|p| p.parent);
    let (mut line, mut at) = (Vec::new(), from);
    while let Some(above) = parent(at) {
        if above == to {
            return line;
        }
        if line.contains(&above) {
            break;
        }
        line.push(above);
        at = above;
    }
    Vec::new()
}
