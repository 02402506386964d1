//! Sending a signed letter, and the proof that it arrived.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::Office;
use super::access::{load_seen, person};
use super::draft::checked_note;
use super::knock::knock_clerks;
use super::office::Deed;
use super::route::{Told, entered, finish};
use crate::audit_kinds::{DELIVERY_RECEIVED, LETTER_DISPATCHED};
use crate::domain::content::refused;
use crate::domain::delivery::{Delivery, Means, Part};
use crate::domain::letter::{EventKind, Letter};
use crate::domain::party::{Party, Scope};
use crate::permissions::DISPATCH;
use crate::store::deliveries;

/// How letters to others than the offices of this government travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Travel {
    pub government: Means,
    pub outside: Means,
}

impl Travel {
    fn of(self, scope: Scope) -> Means {
        match scope {
            Scope::Internal => Means::System,
            Scope::Government => self.government,
            Scope::Outside => self.outside,
        }
    }

    fn check(self) -> Result<()> {
        let fits = |scope, means| Means::for_scope(scope).contains(&means);
        match fits(Scope::Government, self.government) && fits(Scope::Outside, self.outside) {
            true => Ok(()),
            false => Err(refused("documents/means", "cara")),
        }
    }
}

/// Sends a signed letter to everybody it names. In offices of this government it lies in their
/// incoming letters from this moment on; how many it was sent to.
///
/// # Errors
/// `identity/forbidden` for others than the clerk of the issuing office; `documents/wrong-state`,
/// `documents/means`.
pub async fn dispatch(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    travel: Travel,
    note: &str,
) -> Result<()> {
    travel.check()?;
    let note = checked_note(note)?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let (_, loaded) = &entered(tx, office, actor, id).await?;
        authorise(actor, DISPATCH, Resource::Agency(&loaded.record.agency))?;
        let chain = loaded.chain.dispatch()?;
        let parts = [(Part::To, &loaded.content.to), (Part::Copy, &loaded.content.cc)];
        let mut sent = 0;
        for (part, parties) in parts {
            for party in parties {
                let delivery = delivery(office, actor, id, (part, party), travel, &note);
                deliveries::add(tx, &delivery, actor.id()).await?;
                if delivery.means == Means::System {
                    let deed = delivery.id.to_string();
                    knock_clerks(tx, office, &party.agency, &deed).await?;
                }
                sent += 1;
            }
        }
        let (kind, event) = (LETTER_DISPATCHED, EventKind::Dispatched);
        let (capacity, detail) = (String::new(), sent.to_string());
        finish(tx, office, actor, loaded, (chain, Told { kind, event, capacity, detail })).await
    };
    office.cell().db().write(write).await
}

fn delivery(
    office: &Office,
    actor: &Actor,
    letter: Id<Letter>,
    (part, party): (Part, &Party),
    travel: Travel,
    note: &str,
) -> Delivery {
    let means = travel.of(party.scope);
    Delivery {
        id: office.cell().new_id(),
        letter,
        part,
        party: party.clone(),
        means,
        sent_at: office.cell().now(),
        sent_by_name: actor.name().to_owned(),
        received_at: None,
        received_by: None,
        read_at: None,
        read_by: None,
        note: if means == Means::System { String::new() } else { note.to_owned() },
    }
}

/// Notes that somebody outside signed for a letter: the courier's receipt, a mail that was answered.
/// What goes to offices of this government is received by their own clerks.
///
/// # Errors
/// `identity/forbidden`; `documents/unknown-delivery`, `documents/received-before`,
/// `documents/receiver`.
pub async fn received_outside(
    office: &Office,
    actor: &Actor,
    id: Id<Delivery>,
    (receiver, note): (&str, &str),
) -> Result<Id<Letter>> {
    let (receiver, note) = (receiver.trim().to_owned(), checked_note(note)?);
    if receiver.is_empty() || receiver.chars().count() > 120 {
        return Err(refused("documents/receiver", "penerima"));
    }
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<Id<Letter>> {
        let found = deliveries::find(tx, id).await?;
        let found = found.filter(|delivery| delivery.means != Means::System);
        let delivery = found.ok_or_else(unknown)?;
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, delivery.letter).await?;
        authorise(actor, DISPATCH, Resource::Agency(&loaded.record.agency))?;
        if !deliveries::receive(tx, id, (cell.now(), &receiver), &note).await? {
            return Err(Error::new(Kind::Conflict, "documents/received-before"));
        }
        let (kind, event) = (DELIVERY_RECEIVED, EventKind::Received);
        let detail = delivery.party.name.as_str();
        let deed = Deed { kind, event, capacity: "", detail };
        office.trace(tx, actor, delivery.letter, deed).await?;
        Ok(delivery.letter)
    };
    cell.db().write(write).await
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/unknown-delivery")
}
