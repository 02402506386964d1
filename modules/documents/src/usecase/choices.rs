//! What the form of a letter offers: positions, offices, codes.

use base::{Id, Result};
use db::Tx;
use identity::{Actor, Agency, Position, Rank};

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
    pub usual: Usual,
}

/// How letters of somebody usually go: whom they pass, and who signs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usual {
    pub reviewers: Vec<Id<Position>>,
    pub signer: Option<Id<Position>>,
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

/// What can be chosen by somebody, with the way their letters usually go.
///
/// # Errors
/// Those of the database.
pub async fn choices(office: &Office, actor: &Actor) -> Result<Choices> {
    let agencies = office.identity().list_agencies().await?;
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<_> {
        let positions = identity::list_filled(tx, today).await?;
        let held = identity::held_by(tx, actor.id(), today).await?;
        Ok((positions, held, classifications::list(tx, "", "", CODES).await?))
    });
    let (mut positions, held, codes) = read.await?;
    let home = actor.agency();
    positions.sort_by_key(|position| Some(position.agency.as_str()) != home);
    let own = held.into_iter().find(|held| held.position.rank != Rank::Adjutant);
    let usual = own.map(|held| usual_way(&positions, &held.position)).unwrap_or_default();
    let is_village = |agency: &Agency| agency.kind == "village";
    let (villages, offices) = agencies.into_iter().partition(is_village);
    Ok(Choices { positions, offices, villages, codes, usual })
}

/// The superiors of a position up to the head of its office, who signs; those between give a paraf.
pub fn usual_way(positions: &[Position], from: &Position) -> Usual {
    let find = |id| positions.iter().find(|position| position.id == id);
    let (mut usual, mut above) = (Usual::default(), from.parent);
    while let Some(position) = above.and_then(find) {
        if matches!(position.rank, Rank::Head | Rank::Region) {
            return Usual { signer: Some(position.id), ..usual };
        }
        if usual.reviewers.contains(&position.id) {
            break;
        }
        usual.reviewers.push(position.id);
        above = position.parent;
    }
    Usual::default()
}
