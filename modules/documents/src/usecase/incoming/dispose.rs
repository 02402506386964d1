//! Giving a disposition, passing it on, and settling what came of it.

use base::{Error, Id, Instant, Kind, Result};
use db::Tx;
use identity::{Actor, Held};

use super::access::{Loaded, giving, load_seen, store_tree};
use super::choices::receivers;
use super::story::{Deed, tell};
use crate::audit_kinds::{DISPOSITION_GIVEN, DISPOSITION_SETTLED, INCOMING_FILED};
use crate::domain::content::refused;
use crate::domain::incoming::words::printed;
use crate::domain::incoming::{
    Asked, EventKind, Giver, Incoming, Order, Receiver, Tree, TreeError,
};
use crate::store::incoming::entries;
use crate::usecase::Office;
use crate::usecase::access::{Person, person};
use crate::usecase::draft::checked_note;

/// Characters of what a giver writes.
const LONGEST: usize = 2_000;

/// A disposition about to be given.
#[derive(Debug, Clone, Default)]
pub struct Giving {
    /// The disposition that is passed on; 0 for the letter itself.
    pub from: u32,
    /// Ids of positions, and of accounts, as the form names them.
    pub to: Vec<String>,
    pub order: Order,
}

/// Gives a disposition, or passes one on.
///
/// # Errors
/// `documents/unknown-incoming`, `documents/not-your-desk`; `documents/disposition-…`,
/// `documents/due-past`, `documents/due-later`, `documents/receiver-not-below` for somebody who is
/// not below the giver.
pub async fn give(office: &Office, actor: &Actor, id: Id<Incoming>, it: &Giving) -> Result<()> {
    let order = checked(office, &it.order)?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let (person, mut loaded) = entered(tx, office, actor, id).await?;
        let now = office.cell().now();
        let held = held_for(&person, &loaded, it.from)?;
        if it.from != 0 {
            loaded.tree = loaded.tree.read(it.from, actor.name(), now)?;
        }
        let all = receivers(tx, office, &held.position).await?;
        let to = it.to.iter().map(|text| asked(&all, text)).collect::<Result<Vec<Asked>>>()?;
        let giver = giver(&person, held);
        let tree = loaded.tree.give(it.from, &giver, &to, &order, now)?;
        store_tree(tx, office, &loaded, &tree).await?;
        entries::opened(tx, id, (now, actor.name())).await?;
        let event = if it.from == 0 { EventKind::Given } else { EventKind::PassedOn };
        let capacity = held.capacity();
        for node in tree.nodes.iter().skip(loaded.tree.nodes.len()) {
            let (kind, detail) = (DISPOSITION_GIVEN, node.asked.title.as_str());
            let (disposition, capacity) = (node.ordinal, capacity.as_str());
            tell(tx, office, actor, id, Deed { kind, event, capacity, detail, disposition })
                .await?;
        }
        Ok(())
    };
    office.cell().db().write(write).await
}

/// The position for which somebody gives: the addressee's, or that of the disposition they received.
fn held_for<'a>(person: &'a Person<'_>, loaded: &Loaded, from: u32) -> Result<&'a Held> {
    if from == 0 {
        return giving(person, loaded.record.addressee);
    }
    match &loaded.tree.node(from)?.asked.receiver {
        Receiver::Position(id) => giving(person, *id),
        Receiver::Person(account) if account == person.actor.id() => {
            let own = person.held.first().map(|held| held.position.id);
            giving(person, own.ok_or(TreeError::NotHeld)?)
        }
        Receiver::Person(_) => Err(TreeError::NotHeld.into()),
    }
}

fn giver(person: &Person<'_>, held: &Held) -> Giver {
    Giver {
        position: held.position.id,
        title: held.position.title.clone(),
        basis: held.basis,
        actor: person.actor.id().to_owned(),
        name: person.actor.name().to_owned(),
    }
}

fn asked(all: &[Asked], text: &str) -> Result<Asked> {
    let is_it = |asked: &&Asked| match &asked.receiver {
        Receiver::Position(id) => id.to_string() == text,
        Receiver::Person(account) => account == text,
    };
    let found = all.iter().find(is_it).cloned();
    found.ok_or_else(|| refused("documents/receiver-not-below", "kepada"))
}

fn checked(office: &Office, order: &Order) -> Result<Order> {
    let note = order.note.trim();
    if note.chars().count() > LONGEST || note.contains('\0') {
        return Err(refused("documents/too-long", "pesan").with("most", LONGEST));
    }
    if order.instructions.iter().any(|word| printed(word).is_none()) {
        return Err(refused("documents/disposition-nothing", "instruksi"));
    }
    if order.due.is_some_and(|due| due < office.cell().today()) {
        return Err(refused("documents/due-past", "batas-waktu"));
    }
    Ok(Order { note: note.to_owned(), ..order.clone() })
}

/// The giver is content with what was done.
///
/// # Errors
/// `documents/not-your-desk`; `documents/disposition-state`, `documents/below-open`.
pub async fn close(office: &Office, actor: &Actor, id: Id<Incoming>, ordinal: u32) -> Result<()> {
    let step = |tree: &Tree, now| tree.close(ordinal, now);
    settle(office, actor, id, (ordinal, EventKind::Closed, ""), step).await
}

/// The giver takes it back before anybody read it.
///
/// # Errors
/// As [`close`].
pub async fn cancel(office: &Office, actor: &Actor, id: Id<Incoming>, ordinal: u32) -> Result<()> {
    let step = |tree: &Tree, now| tree.cancel(ordinal, now);
    settle(office, actor, id, (ordinal, EventKind::Cancelled, ""), step).await
}

/// The giver asks again and says what is missing.
///
/// # Errors
/// As [`close`]; `documents/remark` when it says nothing.
pub async fn ask_again(
    office: &Office,
    actor: &Actor,
    id: Id<Incoming>,
    (ordinal, remark): (u32, &str),
) -> Result<()> {
    let remark = checked_note(remark)?;
    let step = |tree: &Tree, now| tree.ask_again(ordinal, &remark, now);
    settle(office, actor, id, (ordinal, EventKind::AskedAgain, &remark), step).await
}

/// A deed of the giver.
async fn settle(
    office: &Office,
    actor: &Actor,
    id: Id<Incoming>,
    (disposition, event, detail): (u32, EventKind, &str),
    step: impl Fn(&Tree, Instant) -> std::result::Result<Tree, TreeError> + Sync,
) -> Result<()> {
    let write = async |tx: &mut Tx| -> Result<()> {
        let (person, loaded) = entered(tx, office, actor, id).await?;
        let node = loaded.tree.node(disposition)?;
        let held = giving(&person, node.giver.position)?;
        let now = office.cell().now();
        store_tree(tx, office, &loaded, &step(&loaded.tree, now)?).await?;
        let (kind, capacity) = (DISPOSITION_SETTLED, held.capacity());
        let deed = Deed { kind, event, capacity: &capacity, detail, disposition };
        tell(tx, office, actor, id, deed).await
    };
    office.cell().db().write(write).await
}

/// The addressee asks nothing of anybody: the letter is only kept.
///
/// # Errors
/// `documents/not-your-desk`, `documents/incoming-state`.
pub async fn file(office: &Office, actor: &Actor, id: Id<Incoming>, note: &str) -> Result<()> {
    let note = checked_note(note)?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let (person, loaded) = entered(tx, office, actor, id).await?;
        let held = giving(&person, loaded.record.addressee)?;
        let now = office.cell().now();
        store_tree(tx, office, &loaded, &loaded.tree.file()?).await?;
        entries::opened(tx, id, (now, actor.name())).await?;
        entries::set_reason(tx, id, &note).await?;
        let (kind, event, capacity) = (INCOMING_FILED, EventKind::Filed, held.capacity());
        let deed = Deed { kind, event, capacity: &capacity, detail: &note, disposition: 0 };
        tell(tx, office, actor, id, deed).await
    };
    office.cell().db().write(write).await
}

async fn entered<'a>(
    tx: &mut Tx,
    office: &Office,
    actor: &'a Actor,
    id: Id<Incoming>,
) -> Result<(Person<'a>, Loaded)> {
    let person = person(tx, actor, office.cell().today()).await?;
    let loaded = load_seen(tx, &person, id).await?;
    Ok((person, loaded))
}

/// The number of a disposition in an address.
///
/// # Errors
/// `documents/unknown-disposition`.
pub fn ordinal(text: &str) -> Result<u32> {
    text.parse().map_err(|_| Error::new(Kind::NotFound, "documents/unknown-disposition"))
}
