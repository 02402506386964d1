//! Opening a letter: who saw it when is written down, once.

use base::{Id, Result};
use db::Tx;
use identity::{Actor, Held};

use super::access::{Loaded, load_seen, own, store_tree};
use super::show::{Shown, show};
use super::story::{Deed, tell};
use crate::audit_kinds::DISPOSITION_READ;
use crate::domain::incoming::{EventKind, Incoming, NodeState, Receiver};
use crate::store::deliveries;
use crate::store::incoming::entries;
use crate::usecase::Office;
use crate::usecase::access::{Person, person};

/// A letter on its page. When it is for whoever opens it, that is noted: as proof for the giver, and
/// for the office that sent the letter. Opening it again notes nothing, and neither does an adjutant.
///
/// # Errors
/// `documents/unknown-incoming` also for whoever may not see it.
pub async fn open(office: &Office, actor: &Actor, id: Id<Incoming>) -> Result<Shown> {
    let today = office.cell().today();
    let look = async |tx: &mut Tx| -> Result<bool> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, id).await?;
        Ok(is_news(&person, &loaded))
    };
    if office.cell().db().read(look).await? {
        let write = async |tx: &mut Tx| -> Result<()> {
            let person = person(tx, actor, today).await?;
            let loaded = load_seen(tx, &person, id).await?;
            note(tx, office, &person, &loaded).await
        };
        office.cell().db().write(write).await?;
    }
    show(office, actor, id).await
}

/// Dispositions that this person has not read yet.
fn unread(person: &Person<'_>, loaded: &Loaded) -> Vec<(u32, String)> {
    let nodes = loaded.tree.nodes.iter();
    let mine = nodes.filter(|node| node.state == NodeState::Unread);
    let mine = mine.filter(|node| own(person)(&node.asked.receiver));
    mine.map(|node| (node.ordinal, capacity(person, &node.asked.receiver))).collect()
}

fn capacity(person: &Person<'_>, receiver: &Receiver) -> String {
    match receiver {
        Receiver::Position(id) => person.holds(*id).map(Held::capacity).unwrap_or_default(),
        Receiver::Person(_) => String::new(),
    }
}

fn is_addressee(person: &Person<'_>, loaded: &Loaded) -> bool {
    loaded.record.opened.is_none() && person.holds(loaded.record.addressee).is_some()
}

fn is_news(person: &Person<'_>, loaded: &Loaded) -> bool {
    is_addressee(person, loaded) || !unread(person, loaded).is_empty()
}

async fn note(tx: &mut Tx, office: &Office, person: &Person<'_>, loaded: &Loaded) -> Result<()> {
    let (record, actor, now) = (&loaded.record, person.actor, office.cell().now());
    if is_addressee(person, loaded) && entries::opened(tx, record.id, (now, actor.name())).await? {
        if let Some(delivery) = record.delivery {
            deliveries::read_first(tx, delivery, (now, actor.name())).await?;
        }
        let capacity = capacity(person, &Receiver::Position(record.addressee));
        tell(tx, office, actor, record.id, seen(EventKind::Opened, &capacity, 0)).await?;
    }
    let mut tree = loaded.tree.clone();
    for (ordinal, capacity) in unread(person, loaded) {
        tree = tree.read(ordinal, actor.name(), now)?;
        tell(tx, office, actor, record.id, seen(EventKind::Read, &capacity, ordinal)).await?;
    }
    store_tree(tx, office, loaded, &tree).await
}

fn seen(event: EventKind, capacity: &str, disposition: u32) -> Deed<'_> {
    Deed { kind: DISPOSITION_READ, event, capacity, detail: "", disposition }
}
