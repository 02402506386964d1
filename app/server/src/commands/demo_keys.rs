//! The authority of a demo cell, its registrar, and keys for the heads of its offices, so that a
//! visitor can sign at once. All of it says that it counts nowhere.

use base::{Error, Kind, Result};
use db::Tx;
use documents::domain::keys::{Passphrase, Purpose, Seen};
use documents::permissions::{OFFICIAL, REGISTRAR};
use documents::usecase::authority;
use documents::usecase::keys::{self, Approve, KeySettings, Keyring};
use documents::usecase::signing::link_for_demo;
use identity::{AccountRow, Actor, Rights, Role};

use crate::demo_people::PHRASE;
use crate::house::House;
use crate::modules;
use crate::signing::demo_address;

/// Fills it once; a demo that was started before stays as it is.
pub async fn fill(house: &House) -> Result<()> {
    let cell = &house.cell;
    authority::begin_for_demo(cell).await?;
    let keyring = Keyring::new(cell.clone(), KeySettings::default());
    let Some(registrar) = people(house, REGISTRAR).await?.into_iter().next() else {
        return Ok(());
    };
    let login = registrar.login.clone();
    let registrar = actor(registrar, REGISTRAR);
    if let Some(code) = made(&keyring, &registrar).await? {
        keys::appoint_first(&keyring, &login, &code).await?;
    }
    for person in people(house, OFFICIAL).await? {
        let (account, address) = (person.id, demo_address(&person.login));
        let person = actor(person, OFFICIAL);
        if let Some(code) = made(&keyring, &person).await? {
            let waiting = keys::own(&keyring, &person).await?;
            let unknown = || Error::new(Kind::NotFound, "documents/key-unknown");
            let id = waiting.waiting().ok_or_else(unknown)?.key.id;
            let (seen, purpose) = (Seen::StaffCard, Purpose::Signer);
            let it = Approve { code, seen, purpose, passphrase: phrase() };
            keys::approve(&keyring, &registrar, id, it).await?;
        }
        link_for_demo(cell, account, &address).await?;
    }
    Ok(())
}

/// Makes a key for somebody who never had one; the code they would show.
async fn made(keyring: &Keyring, person: &Actor) -> Result<Option<String>> {
    if !keys::own(keyring, person).await?.keys.is_empty() {
        return Ok(None);
    }
    keys::make(keyring, person, phrase(), &phrase()).await?;
    let own = keys::own(keyring, person).await?;
    Ok(own.waiting().map(|file| file.code.to_string()))
}

fn phrase() -> Passphrase {
    Passphrase::new(PHRASE.to_owned())
}

async fn people(house: &House, role: Role) -> Result<Vec<AccountRow>> {
    let read = async |tx: &mut Tx| identity::list_with_role(tx, role).await;
    Ok(house.cell.db().read(read).await?)
}

fn actor(person: AccountRow, role: Role) -> Actor {
    let rights = Rights::new(modules::grants());
    Actor::person(person.id, person.name, person.agency, vec![role.0.to_owned()], &rights)
}
