//! Whom a letter can go to, and whom somebody may ask.

use base::{Id, Result};
use db::Tx;
use identity::{AccountRow, Actor, Agency, Position, Rank};

use super::number;
use super::register::{may_get_letters, own_office};
use crate::domain::classification::Classification;
use crate::domain::incoming::{Asked, Receiver};
use crate::permissions::{CLERK, STAFF};
use crate::store::classifications;
use crate::usecase::Office;

/// Codes that the form proposes; the others can be typed.
const CODES: i64 = 400;

/// What the form of the register offers.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Positions of the office that get letters, whoever leads first.
    pub addressees: Vec<Position>,
    /// Offices of this government, without villages first.
    pub offices: Vec<Agency>,
    pub codes: Vec<Classification>,
    /// The agenda number is given by another system and has to be typed in.
    pub number_is_typed: bool,
}

/// What can be chosen by the clerk of an office.
///
/// # Errors
/// `identity/forbidden`.
pub async fn choices(office: &Office, actor: &Actor) -> Result<Choices> {
    let (agency, today) = (own_office(actor)?, office.cell().today());
    let mut offices = office.identity().list_agencies().await?;
    offices.sort_by_key(|agency| agency.kind == "village");
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Choices> {
        let filled = identity::list_filled(tx, today).await?;
        let fits = |it: &Position| it.agency == agency && may_get_letters(it.rank);
        let mut addressees: Vec<Position> = filled.into_iter().filter(fits).collect();
        addressees.sort_by_key(|position| match position.rank {
            Rank::Head => 0,
            Rank::Region => 1,
            _ => 2,
        });
        Ok(Choices {
            addressees,
            offices: offices.clone(),
            codes: classifications::list(tx, "", "", CODES).await?,
            number_is_typed: number::is_typed(tx, office, agency).await?,
        })
    });
    read.await
}

/// Whom a position may ask: the positions below it that somebody holds today, those next below
/// first, and the people of its office that hold none.
pub(super) async fn receivers(
    tx: &mut Tx,
    office: &Office,
    giver: &Position,
) -> Result<Vec<Asked>> {
    let today = office.cell().today();
    let filled = identity::list_filled(tx, today).await?;
    let mut below: Vec<(usize, &Position)> = filled
        .iter()
        .filter(|it| it.rank != Rank::Adjutant)
        .filter_map(|it| Some((depth(&filled, it, giver.id)?, it)))
        .collect();
    below.sort_by_key(|(depth, position)| (*depth, position.title.clone()));
    let position = |it: &Position| Asked {
        receiver: Receiver::Position(it.id),
        title: it.title.clone(),
        agency: it.agency.clone(),
    };
    let mut all: Vec<Asked> = below.into_iter().map(|(_, it)| position(it)).collect();
    for role in [STAFF, CLERK] {
        for row in identity::list_with_role(tx, role).await? {
            let known = |asked: &Asked| asked.receiver == Receiver::Person(row.id.to_string());
            let here = row.agency.as_deref() == Some(&giver.agency);
            if !here || all.iter().any(known) || holds_any(tx, office, &row).await? {
                continue;
            }
            all.push(Asked {
                receiver: Receiver::Person(row.id.to_string()),
                title: row.name,
                agency: giver.agency.clone(),
            });
        }
    }
    Ok(all)
}

async fn holds_any(tx: &mut Tx, office: &Office, row: &AccountRow) -> Result<bool> {
    let held = identity::held_by(tx, &row.id.to_string(), office.cell().today()).await?;
    Ok(!held.is_empty())
}

/// How far below another a position stands; `None` when it does not.
fn depth(all: &[Position], position: &Position, above: Id<Position>) -> Option<usize> {
    let mut next = position.parent;
    // Longer than any chain of command; a circle would end here too.
    for depth in 1..=32 {
        let id = next?;
        if id == above {
            return Some(depth);
        }
        next = all.iter().find(|it| it.id == id)?.parent;
    }
    None
}
